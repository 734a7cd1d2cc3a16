"""Logins: the browsers in which accounts are signed in."""

from dataclasses import asdict

from sqlalchemy import delete, insert, select, update

from server.domain.accounts import LOGIN_IDLE_MS, Account, Login
from server.store.database import Db
from server.store.tables import accounts, logins


async def add(db: Db, login: Login) -> None:
    """Stores a fresh login."""
    await db.execute(insert(logins).values(asdict(login)))


async def get(db: Db, login_id: str) -> tuple[Login, Account] | None:
    """The login with that digest and the account it belongs to, good or not."""
    columns = [*logins.c, *(column.label(f"account_{column.name}_") for column in accounts.c)]
    query = select(*columns).join(accounts, accounts.c.id == logins.c.account_id).where(logins.c.id == login_id)
    row = (await db.execute(query)).one_or_none()
    if row is None:
        return None
    login = Login(**{column.name: row._mapping[column.name] for column in logins.c})
    account = Account(**{column.name: row._mapping[f"account_{column.name}_"] for column in accounts.c})
    return login, account


async def of_account(db: Db, account_id: str, now_ms: int) -> list[Login]:
    """The logins of an account that are still good, the one used last first."""
    query = (
        select(logins)
        .where(logins.c.account_id == account_id)
        .where(logins.c.expires_at_ms > now_ms)
        .where(logins.c.seen_at_ms > now_ms - LOGIN_IDLE_MS)
        .order_by(logins.c.seen_at_ms.desc(), logins.c.id)
    )
    return [Login(**row._mapping) for row in await db.execute(query)]


async def touch(db: Db, login_id: str, now_ms: int) -> None:
    """Remembers that the login was used."""
    await db.execute(update(logins).where(logins.c.id == login_id).values(seen_at_ms=now_ms))


async def drop(db: Db, login_id: str) -> None:
    """Ends one login."""
    await db.execute(delete(logins).where(logins.c.id == login_id))


async def drop_all(db: Db, account_id: str, *, but: str = "") -> list[str]:
    """Ends all logins of an account except `but`; returns the ids of those that ended."""
    query = delete(logins).where(logins.c.account_id == account_id).where(logins.c.id != but).returning(logins.c.id)
    return list((await db.execute(query)).scalars())
