"""Reminds clients of their sessions: looks who is to be reminded now, and writes the letters."""

import logging

from server import notices
from server.domain import seats, wall_clock, wording
from server.domain.people import Client
from server.domain.sessions import Session
from server.domain.threads import letters, reminders
from server.domain.threads.reminders import Which
from server.settings import Settings
from server.store import accounts, clients, notice_choices, sessions
from server.store.database import Database, Db

log = logging.getLogger(__name__)


async def remind(settings: Settings, database: Database, now_ms: int) -> int:
    """Writes the reminders whose time has come, each once; returns how many."""
    async with database.reading() as db:
        due = await _due(db, now_ms)
    written = 0
    for session, client, which in due:
        async with database.writing() as db, db.begin():
            written += await _write(db, settings, session, client, which, now_ms)
    if written:
        log.info("%d reminders", written)
    return written


async def _due(db: Db, now_ms: int) -> list[tuple[Session, Client, Which]]:
    coming = await sessions.starting(db, from_ms=now_ms, before_ms=now_ms + reminders.LOOK_AHEAD_MS)
    people = {one.id: one for one in await clients.get_many(db, {id for each in coming for id in each.client_ids})}
    chosen = await notice_choices.get_many(db, [seats.client(id) for id in people])
    found = []
    for session in reminders.soon(coming, now_ms):
        for client_id in session.client_ids:
            client = people.get(client_id)
            if client is None or not notices.may_be_told(client):
                continue
            wants = chosen[seats.client(client_id)]
            found += [(session, client, which) for which in reminders.due(session, wants, client.time_zone, now_ms)]
    return found


async def _write(db: Db, settings: Settings, session: Session, client: Client, which: Which, now_ms: int) -> bool:
    trainer = await accounts.get(db, session.trainer_id)
    local = wall_clock.local(session.starts_at_ms, client.time_zone)
    said = letters.reminder(
        client.name,
        wording.title_for_client(session, trainer.name if trainer else "your trainer"),
        f"{local:%A %-d %B, %H:%M}",
        wording.place_for_client(session),
        notices.page_of(settings, client),
    )
    return await notices.write(
        db,
        client,
        "reminder",
        reminders.once(session, which, seats.client(client.id)),
        said,
        now_ms=now_ms,
        useless_at_ms=session.starts_at_ms,
        about={"session": session.id, "starts_at_ms": session.starts_at_ms},
    )
