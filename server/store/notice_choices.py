"""Rows of what people want to be told. Who never chose has no row, and the choices everybody begins with."""

from collections.abc import Collection
from dataclasses import asdict

from sqlalchemy import insert, select, update

from server.domain.threads.choices import Choices
from server.store.database import Db
from server.store.tables import notice_choices

_FIELDS = [column for column in notice_choices.columns if column.name not in ("client_id", "account_id")]


async def get(db: Db, person: str) -> Choices:
    """One person's choices."""
    row = (await db.execute(select(*_FIELDS).where(notice_choices.c.person == person))).mappings().one_or_none()
    return Choices(person=person) if row is None else Choices(**row)


async def get_many(db: Db, people: Collection[str]) -> dict[str, Choices]:
    """Person -> choices, for each of them."""
    found = {person: Choices(person=person) for person in people}
    for row in (await db.execute(select(*_FIELDS).where(notice_choices.c.person.in_(list(people))))).mappings():
        found[row["person"]] = Choices(**row)
    return found


async def save(db: Db, choices: Choices) -> None:
    """Stores what somebody chose."""
    known = select(notice_choices.c.person).where(notice_choices.c.person == choices.person)
    if (await db.execute(known)).first() is not None:
        await db.execute(
            update(notice_choices).where(notice_choices.c.person == choices.person).values(**asdict(choices))
        )
        return
    side, _, id = choices.person.partition(":")
    whose = {"client_id": id} if side == "c" else {"account_id": id}
    await db.execute(insert(notice_choices).values(**asdict(choices), **whose))
