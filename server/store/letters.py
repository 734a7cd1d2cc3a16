"""Rows of letters on their way."""

from collections.abc import Sequence
from dataclasses import asdict

from sqlalchemy import delete, func, insert, or_, select, update

from server.domain.threads.letters import Kind, Letter
from server.store.database import Db
from server.store.tables import clients, letters


async def add(db: Db, letter: Letter) -> bool:
    """Stores a new letter, unless there is or was one of its name; says whether."""
    if (await db.execute(select(letters.c.id).where(letters.c.once == letter.once))).first() is not None:
        return False
    await db.execute(insert(letters).values(**asdict(letter)))
    return True


async def get(db: Db, letter_id: str) -> Letter | None:
    """The letter with that id."""
    row = (await db.execute(select(letters).where(letters.c.id == letter_id))).mappings().one_or_none()
    return None if row is None else Letter(**row)


async def written_since(db: Db, person: str, kind: Kind, from_ms: int) -> list[Letter]:
    """Letters of one kind to one person that were written at that moment or later, whatever became of them."""
    asked = select(letters).where(
        letters.c.created_at_ms >= from_ms, letters.c.person == person, letters.c.kind == kind
    )
    return [Letter(**row) for row in (await db.execute(asked)).mappings()]


async def save(db: Db, letter: Letter) -> None:
    """Stores a letter as it is now."""
    await db.execute(update(letters).where(letters.c.id == letter.id).values(**asdict(letter)))


async def count_waiting(db: Db) -> int:
    """How many have not left."""
    return (await db.execute(select(func.count()).where(letters.c.state == "waiting"))).scalar_one()


async def counts(db: Db) -> dict[str, int]:
    """State -> how many letters there are in it."""
    asked = select(letters.c.state, func.count().label("count")).group_by(letters.c.state)
    return {row["state"]: row["count"] for row in (await db.execute(asked)).mappings()}


async def waiting_for(db: Db, client_id: str, kind: str) -> Sequence[Letter]:
    """Letters of that kind to a client which have not left, the oldest first."""
    asked = select(letters).where(
        letters.c.client_id == client_id, letters.c.kind == kind, letters.c.state == "waiting"
    )
    rows = await db.execute(asked.order_by(letters.c.created_at_ms, letters.c.id))
    return [Letter(**row) for row in rows.mappings()]


async def of_trainer(db: Db, account_id: str, *, most: int) -> Sequence[Letter]:
    """Letters to a trainer and to their clients, the newest first."""
    asked = (
        select(letters)
        .outerjoin(clients, clients.c.id == letters.c.client_id)
        .where(or_(letters.c.account_id == account_id, clients.c.trainer_id == account_id))
    )
    rows = await db.execute(asked.order_by(letters.c.created_at_ms.desc(), letters.c.id).limit(most))
    return [Letter(**row) for row in rows.mappings()]


async def of_trainer_by_id(db: Db, account_id: str, letter_id: str) -> Letter | None:
    """That letter, if it is to the trainer or to a client of theirs."""
    asked = (
        select(letters)
        .outerjoin(clients, clients.c.id == letters.c.client_id)
        .where(letters.c.id == letter_id, or_(letters.c.account_id == account_id, clients.c.trainer_id == account_id))
    )
    row = (await db.execute(asked)).mappings().one_or_none()
    return None if row is None else Letter(**row)


async def drop_older(db: Db, before_ms: int) -> int:
    """Removes letters written before that moment; returns how many."""
    return (await db.execute(delete(letters).where(letters.c.created_at_ms < before_ms))).rowcount  # type: ignore[attr-defined, no-any-return]
