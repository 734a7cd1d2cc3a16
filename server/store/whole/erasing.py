"""Takes a client out of every table: what hangs on the client goes by itself, what only names them is mended here."""

from sqlalchemy import ColumnElement, Table, delete, or_, select, update

from server.domain import wording
from server.domain.sessions import Service
from server.store import films
from server.store.database import Db
from server.store.tables import (
    clients,
    clips,
    letters,
    message_cheers,
    messages,
    participants,
    room_events,
    seats,
    sessions,
    uploads,
)
from server.store.whole.data_map import sessions_of


async def files_of(db: Db, client_id: str) -> tuple[list[str], list[str]]:
    """The folders of clips, voice-overs and films, and the uploads, whose bytes go after the rows."""
    mine = select(clips.c.id).where(clips.c.client_id == client_id)
    found = list((await db.execute(mine)).scalars())
    found += await films.folders_of(db, found)
    coming = select(uploads.c.id).where(uploads.c.clip_id.in_(mine))
    return found, list((await db.execute(coming)).scalars())


async def erase(db: Db, client_id: str, name: str) -> None:
    """Removes every row about the client of that name. A session with others stays, without their part of its log."""
    person = f"c:{client_id}"
    mine = list((await db.execute(sessions_of(client_id))).scalars())
    shared = select(participants.c.session_id).where(
        participants.c.session_id.in_(mine), participants.c.client_id != client_id
    )
    with_others = set((await db.execute(shared)).scalars())
    peers = list((await db.execute(select(seats.c.id).where(seats.c.person == person))).scalars())
    await db.execute(delete(sessions).where(sessions.c.id.in_([id for id in mine if id not in with_others])))
    for id in with_others:
        await _forget(db, id, peers, person)
    await db.execute(delete(letters).where(or_(*_named(letters, client_id, name))))  # to a trainer, about them
    await db.execute(delete(seats).where(seats.c.person == person))
    await db.execute(delete(messages).where(messages.c.author == person))
    await db.execute(delete(message_cheers).where(message_cheers.c.person == person))
    await db.execute(delete(clients).where(clients.c.id == client_id))


def _named(table: Table, client_id: str, name: str) -> list[ColumnElement[bool]]:
    """Letters that name somebody: by the id in an address, or in words."""
    told = (table.c.subject, table.c.text)
    return [column.contains(word, autoescape=True) for column in (*told, table.c.once) for word in (client_id, name)]


async def _forget(db: Db, session_id: str, peers: list[str], person: str) -> None:
    """Empties what a session with others says of one: events by them, to them alone, or that name them; its title too.

    The numbers of a log have no gaps, so an event is emptied, not removed.
    """
    asked = select(room_events.c.seq, room_events.c.actor, room_events.c.audience, room_events.c.payload)
    about = {*peers, person}
    for row in await db.execute(asked.where(room_events.c.room == session_id)):
        to = row.audience if isinstance(row.audience, list) else []
        if row.actor in about or (to and set(to) <= about) or _names(row.payload, about):
            same = (room_events.c.room == session_id) & (room_events.c.seq == row.seq)
            emptied: dict[str, object] = {
                "type": "erased",
                "actor": "server",
                "audience": "trainers",
                "payload": {},
                "command": None,
            }
            await db.execute(update(room_events).where(same).values(**emptied))
    service = (await db.execute(select(sessions.c.service).where(sessions.c.id == session_id))).scalar_one()
    title = f"{wording.SERVICES[Service(service)]} with others"
    await db.execute(update(sessions).where(sessions.c.id == session_id).values(title=title, notes=""))


def _names(told: object, about: set[str]) -> bool:
    if isinstance(told, dict):
        return any(_names(each, about) for pair in told.items() for each in pair)
    if isinstance(told, list):
        return any(_names(each, about) for each in told)
    return isinstance(told, str) and told in about
