"""Letters to clients about a session that is planned, moved or called off: one for all that changed until it leaves."""

from dataclasses import asdict
from typing import Any

from server import notices
from server.domain import sessions as rules
from server.domain import wall_clock, wording
from server.domain.people import Client
from server.domain.sessions import Delivery, Session
from server.domain.threads import choices as choices_rules
from server.domain.threads import letters as letter_rules
from server.domain.threads.letters import Appointment
from server.settings import Settings
from server.store import accounts, clients, letters, notice_choices
from server.store.database import Db


async def tell(
    db: Db, settings: Settings, before: Session | None, after: Session, now_ms: int, more: int = 0
) -> list[Client]:
    """Tells everybody for whom something is new; gives whom a letter waits for. before: None: it was just planned.

    more: how many others of the series the same is true of. Nobody is told of a session on their own time, of what
    is over, or of one that begins within the hour and was not known: they are together already.
    """
    people = dict.fromkeys([*(before.client_ids if before else ()), *after.client_ids])
    trainer = await accounts.get(db, after.trainer_id)
    told = []
    for client in await clients.get_many(db, list(people)):
        if await _tell(db, settings, client, trainer.name if trainer else "Your trainer", before, after, now_ms, more):
            told.append(client)
    return told


async def _tell(
    db: Db,
    settings: Settings,
    client: Client,
    trainer: str,
    before: Session | None,
    after: Session,
    now_ms: int,
    more: int,
) -> bool:
    was, is_now = _known(client, before), _known(client, after)
    for letter in await letters.waiting_for(db, client.id, "session"):
        if letter.about.get("session") in (after.id, before.id if before else None):
            was = _read(letter.about["was"])  # what waits was never read
            await letters.save(db, letter_rules.settled(letter, "dropped", now_ms))
            break
    wants = await notice_choices.get(db, notices.name_of(client))
    is_same = was == is_now or (was and is_now and (was.when, was.place) == (is_now.when, is_now.place))
    begins_ms = min(one.starts_at_ms for one in (was, is_now) if one) if was or is_now else 0
    is_known_there = was is None and begins_ms - now_ms < letter_rules.IN_TIME_MS
    if is_same or is_known_there or begins_ms <= now_ms or not wants.by_mail or not notices.may_be_told(client):
        return False
    send_at_ms = choices_rules.after_quiet(wants, now_ms + letter_rules.SETTLES_MS, client.time_zone)
    title = wording.title_for_client(after, trainer)
    return await notices.write(
        db,
        client,
        "session",
        f"session:{after.id}:{after.revision}:{notices.name_of(client)}:{now_ms}",
        letter_rules.session_news(client.name, title, was, is_now, more, notices.page_of(settings, client)),
        now_ms=now_ms,
        send_at_ms=send_at_ms if send_at_ms <= begins_ms - letter_rules.IN_TIME_MS else now_ms,
        useless_at_ms=begins_ms if was is None else max(begins_ms, now_ms + letter_rules.IN_TIME_MS),
        about={
            "session": after.id,
            "was": None if was is None else asdict(was),
            "starts_at_ms": starts_for(client.id, after),
        },
    )


def starts_for(client_id: str | None, session: Session | None) -> int | None:
    """When a session begins for this client; None: it does not take place for them, or is on their own time."""
    if session is None or client_id not in session.client_ids or session.delivery is Delivery.ASYNC:
        return None
    return None if rules.is_cancelled(session) else session.starts_at_ms


def _known(client: Client, session: Session | None) -> Appointment | None:
    """As this client knows it."""
    starts_at_ms = starts_for(client.id, session)
    if session is None or starts_at_ms is None:
        return None
    when = f"{wall_clock.local(starts_at_ms, client.time_zone):%A %-d %B, %H:%M}"
    return Appointment(starts_at_ms, when, wording.place_for_client(session))


def _read(told: Any) -> Appointment | None:
    return None if told is None else Appointment(**told)
