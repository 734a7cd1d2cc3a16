"""Rows of `client_shares`."""

from collections.abc import Collection
from dataclasses import asdict, dataclass

from sqlalchemy import delete, func, insert, select, update

from server.domain.people import Client
from server.domain.sharing import Right, Share
from server.store.database import Db
from server.store.tables import accounts, client_shares, clients, participants, seats


@dataclass(frozen=True, slots=True)
class Line:
    """A share with the names a list shows."""

    share: Share
    client: str
    account: str
    trainer: str  # whose client it is


async def get(db: Db, client_id: str, account_id: str) -> Share | None:
    """What an account may with a client of another trainer; None: nothing."""
    asked = select(client_shares).where(client_shares.c.client_id == client_id)
    row = (await db.execute(asked.where(client_shares.c.account_id == account_id))).mappings().one_or_none()
    return None if row is None else Share(**row)


async def get_many(db: Db, client_ids: Collection[str], account_id: str) -> dict[str, Share]:
    """The same for several clients, by client; those not shared with the account are left out."""
    asked = select(client_shares).where(client_shares.c.account_id == account_id)
    rows = await db.execute(asked.where(client_shares.c.client_id.in_(list(client_ids))))
    return {row["client_id"]: Share(**row) for row in rows.mappings()}


async def clients_of(db: Db, account_id: str, *, right: Right | None = None) -> list[tuple[Client, Share, str]]:
    """Clients in use that are shared with an account, with the name of their trainer, by name; right: with it alone."""
    trainer = accounts.alias("trainer")
    asked = (
        select(clients, client_shares, trainer.c.name.label("trainer_name"))
        .join_from(client_shares, clients, clients.c.id == client_shares.c.client_id)
        .join(trainer, trainer.c.id == clients.c.trainer_id)
        .where(client_shares.c.account_id == account_id, clients.c.archived_at_ms.is_(None))
        .order_by(func.lower(clients.c.name), clients.c.id)
    )
    if right is not None:
        asked = asked.where(client_shares.c.right == right)
    found = []
    for row in await db.execute(asked):
        known = row._mapping
        client = Client(**{column.name: known[column] for column in clients.c})
        share = Share(**{column.name: known[column] for column in client_shares.c})
        found.append((client, share, row.trainer_name))
    return found


async def lines(db: Db, *, client_id: str | None = None, most: int = 500) -> list[Line]:
    """Shares with names, by client and by whom they are with; of one client, or of all for the owner."""
    trainer = accounts.alias("trainer")
    asked = (
        select(client_shares, clients.c.name.label("of"), accounts.c.name.label("with_"), trainer.c.name.label("whose"))
        .join_from(client_shares, clients, clients.c.id == client_shares.c.client_id)
        .join(accounts, accounts.c.id == client_shares.c.account_id)
        .join(trainer, trainer.c.id == clients.c.trainer_id)
        .order_by(func.lower(clients.c.name), clients.c.id, func.lower(accounts.c.name))
        .limit(most)
    )
    if client_id is not None:
        asked = asked.where(client_shares.c.client_id == client_id)
    found = []
    for row in await db.execute(asked):
        known = row._mapping
        share = Share(**{column.name: known[column] for column in client_shares.c})
        found.append(Line(share, row.of, row.with_, row.whose))
    return found


async def put(db: Db, share: Share) -> None:
    """Stores a share, or another right of one that is there."""
    same = (client_shares.c.client_id == share.client_id) & (client_shares.c.account_id == share.account_id)
    changed = await db.execute(update(client_shares).where(same).values(**asdict(share)))
    if not changed.rowcount:  # type: ignore[attr-defined]
        await db.execute(insert(client_shares).values(**asdict(share)))


async def drop(db: Db, client_id: str, account_id: str) -> bool:
    """Ends a share; whether there was one."""
    same = (client_shares.c.client_id == client_id) & (client_shares.c.account_id == account_id)
    return bool((await db.execute(delete(client_shares).where(same))).rowcount)  # type: ignore[attr-defined]


async def seats_in_rooms_of(db: Db, client_id: str, person: str) -> list[str]:
    """The good seats a person has in rooms of a client's sessions."""
    mine = select(participants.c.session_id).where(participants.c.client_id == client_id)
    asked = select(seats.c.id).where(seats.c.person == person, seats.c.revoked_at_ms.is_(None))
    return list((await db.execute(asked.where(seats.c.session_id.in_(mine)))).scalars())
