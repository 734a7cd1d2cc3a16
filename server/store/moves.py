"""Rows of requests to move a session."""

from collections.abc import Collection
from dataclasses import asdict
from typing import Any

from sqlalchemy import Select, insert, select, update

from server.domain.threads.moves import MoveRequest
from server.store.database import Db
from server.store.tables import clients, move_requests


async def get(db: Db, request_id: str, *, lock: bool = False) -> MoveRequest | None:
    """The request with that id; with `lock` nobody else changes it until this transaction ends."""
    asked = select(move_requests).where(move_requests.c.id == request_id)
    found = await _read(db, asked.with_for_update() if lock else asked)
    return found[0] if found else None


async def open_of(db: Db, client_id: str, session_ids: Collection[str]) -> dict[str, MoveRequest]:
    """Session id -> the client's open request, for those of these sessions that have one."""
    asked = select(move_requests).where(
        move_requests.c.client_id == client_id,
        move_requests.c.session_id.in_(list(session_ids)),
        move_requests.c.standing == "open",
    )
    return {one.session_id: one for one in await _read(db, asked)}


async def of_session(db: Db, session_id: str) -> list[MoveRequest]:
    """A session's requests, the newest first."""
    asked = select(move_requests).where(move_requests.c.session_id == session_id)
    return await _read(db, asked.order_by(move_requests.c.created_at_ms.desc(), move_requests.c.id))


async def waiting(db: Db, trainer_id: str, *, most: int) -> list[MoveRequest]:
    """Open requests of a trainer's clients, the oldest first."""
    asked = select(move_requests).join(clients, clients.c.id == move_requests.c.client_id)
    asked = asked.where(clients.c.trainer_id == trainer_id, move_requests.c.standing == "open")
    return await _read(db, asked.order_by(move_requests.c.created_at_ms, move_requests.c.id).limit(most))


async def add(db: Db, request: MoveRequest) -> None:
    """Stores a new request."""
    await db.execute(insert(move_requests).values(**_row(request)))


async def save(db: Db, request: MoveRequest) -> None:
    """Stores a request as it is now."""
    await db.execute(update(move_requests).where(move_requests.c.id == request.id).values(**_row(request)))


async def _read(db: Db, asked: Select[Any]) -> list[MoveRequest]:
    return [MoveRequest(**row) for row in (await db.execute(asked)).mappings()]


def _row(request: MoveRequest) -> dict[str, Any]:
    return {**asdict(request), "proposals": list(request.proposals)}
