"""Rows of red flags: written along with the room's events that raise and settle them, decided later by the trainer."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from hashlib import sha256
from typing import Any

from sqlalchemy import Executable, Select, String, and_, exists, insert, literal, select, update

from server.domain.readiness import State
from server.domain.readiness.flags import Flag
from server.store.database import Db
from server.store.tables import clients, readiness, sessions
from server.store.tables import red_flags as table
from signaling.log import Entry


async def get(db: Db, flag_id: str, *, lock: bool = False) -> Flag | None:
    """One flag; with `lock` nobody else decides it until this transaction ends."""
    asked = select(table).where(table.c.id == flag_id)
    row = (await db.execute(asked.with_for_update() if lock else asked)).mappings().one_or_none()
    return None if row is None else Flag(**row)


async def open_for(db: Db, trainer_id: str) -> list[Flag]:
    """What a trainer still has to decide, the oldest first."""
    asked = select(table).join(clients, clients.c.id == table.c.client_id)
    asked = asked.where(clients.c.trainer_id == trainer_id, table.c.verdict == "open")
    return [Flag(**row) for row in (await db.execute(asked.order_by(table.c.at_ms, table.c.id))).mappings()]


async def open_of(db: Db, client_ids: Sequence[str]) -> list[Flag]:
    """What is still to decide of these clients, the newest first."""
    if not client_ids:
        return []
    asked = select(table).where(table.c.client_id.in_(client_ids), table.c.verdict == "open")
    return [Flag(**row) for row in (await db.execute(asked.order_by(table.c.at_ms.desc(), table.c.id))).mappings()]


async def of_session(db: Db, session_id: str) -> list[Flag]:
    """All flags of a session, the oldest first."""
    asked = select(table).where(table.c.session_id == session_id).order_by(table.c.at_ms, table.c.id)
    return [Flag(**row) for row in (await db.execute(asked)).mappings()]


async def of_client(db: Db, client_id: str) -> list[Flag]:
    """All flags of a client, the newest first."""
    asked = select(table).where(table.c.client_id == client_id).order_by(table.c.at_ms.desc(), table.c.id)
    return [Flag(**row) for row in (await db.execute(asked)).mappings()]


async def add(db: Db, flag: Flag) -> None:
    """Stores a new flag."""
    await db.execute(insert(table).values(**asdict(flag)))


async def save(db: Db, flag: Flag) -> None:
    """Stores what was decided."""
    values = asdict(flag)
    await db.execute(update(table).where(table.c.id == values.pop("id")).values(**values))


def of_event(room: str, entry: Entry) -> list[Executable]:
    """What an event of a room means for its client, as statements for the event's own transaction.

    Feeling unwell and pain raise a flag; settling it decides it, and a red flag reopens readiness. Guests have none.
    """
    payload = entry.payload
    if entry.type == "stop":
        stop = payload["stop"]
        is_new = stop["why"] == "unwell" and stop["state"] == "open" and not stop["is_taken"] and not stop["is_fine"]
        return [_raised(room, stop["person"], "unwell", stop["at_ms"])] if is_new else []
    if entry.type == "effort" and payload["effort"].get("pain"):
        effort = payload["effort"]
        return [_raised(room, effort["person"], "pain", effort["at_ms"], ", ".join(effort["where"]))]
    if entry.type == "stop.resolved":
        settled = _settled(room, entry, payload)
        return [settled, _reopened(room, entry, payload)] if payload["red_flag"] else [settled]
    return []


def _raised(room: str, person: str, kind: str, at_ms: int, places: str = "") -> Executable:
    id = _id(room, person, kind, at_ms)
    values = {
        "id": id,
        "client_id": person.removeprefix("c:"),
        "session_id": room,
        "kind": kind,
        "at_ms": at_ms,
        "places": places,
        "verdict": "open",
        "word": "",
        "by": "",
    }
    return _if_theirs(table, values, room, person, and_(~exists().where(table.c.id == id)))


def _settled(room: str, entry: Entry, payload: Mapping[str, Any]) -> Executable:
    theirs = update(table).where(
        table.c.session_id == room,
        table.c.client_id == payload["person"].removeprefix("c:"),
        table.c.kind == "unwell",
        table.c.verdict == "open",
    )
    verdict = "confirmed" if payload["red_flag"] else "dismissed"
    return theirs.values(verdict=verdict, word=payload["word"], by=entry.actor, decided_at_ms=entry.at_ms)


def _reopened(room: str, entry: Entry, payload: Mapping[str, Any]) -> Executable:
    values = {
        "id": _id(room, payload["person"], "reopened", entry.at_ms),
        "client_id": payload["person"].removeprefix("c:"),
        "at_ms": entry.at_ms,
        "deed": "reopened",
        "state": State.REOPENED.value,
        "source": "room",
        "by": "server",
        "limits": "",
        "note": payload["word"],
        "session_id": room,
        "document_id": "",
        "answers_id": "",
    }
    return _if_theirs(readiness, values, room, payload["person"])


def _if_theirs(into: Any, values: dict[str, Any], room: str, person: str, more: Any = None) -> Executable:
    """An insert that adds nothing when the person is no client, or session or client are gone."""
    there: Select[Any] = select(*(literal(value, into.c[name].type) for name, value in values.items()))
    there = there.where(
        literal(person, String).like("c:%"),
        exists().where(clients.c.id == values["client_id"]),
        exists().where(sessions.c.id == room),
    )
    if more is not None:
        there = there.where(more)
    return insert(into).from_select(list(values), there)


def _id(room: str, person: str, kind: str, at_ms: int) -> str:
    """The same for the same event, however often it is told."""
    return sha256(f"{room} {person} {kind} {at_ms}".encode()).hexdigest()[:32]
