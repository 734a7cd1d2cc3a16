"""Accounts and the one-time links that make them."""

from dataclasses import asdict

from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.engine import Row
from sqlalchemy.exc import IntegrityError

from server.domain.accounts import Account, AccountInvite, EmailTaken
from server.store.database import Db
from server.store.tables import account_invites, accounts, logins


async def get(db: Db, account_id: str, *, lock: bool = False) -> Account | None:
    """The account with that id; with `lock` nobody else changes it until this transaction ends."""
    asked = select(accounts).where(accounts.c.id == account_id)
    row = (await db.execute(asked.with_for_update() if lock else asked)).one_or_none()
    return None if row is None else _account(row)


async def by_email(db: Db, email: str) -> Account | None:
    """The account that signs in with that address (lower case)."""
    row = (await db.execute(select(accounts).where(accounts.c.email == email))).one_or_none()
    return None if row is None else _account(row)


async def everyone(db: Db) -> list[Account]:
    """All accounts, the owner first, then by name."""
    rows = await db.execute(select(accounts).order_by(accounts.c.role, accounts.c.name, accounts.c.id))
    return [_account(row) for row in rows]


async def count(db: Db) -> int:
    """How many accounts there are."""
    return (await db.execute(select(func.count()).select_from(accounts))).scalar_one()


async def last_seen(db: Db) -> dict[str, int]:
    """When each account that is signed in somewhere was last seen, by id."""
    query = select(logins.c.account_id, func.max(logins.c.seen_at_ms).label("seen_at_ms")).group_by(logins.c.account_id)
    return {row.account_id: row.seen_at_ms for row in await db.execute(query)}


async def add(db: Db, account: Account) -> None:
    """Stores a new account. Raises EmailTaken."""
    try:
        await db.execute(insert(accounts).values(asdict(account)))
    except IntegrityError:
        raise EmailTaken(where="email") from None


async def save(db: Db, account: Account) -> None:
    """Stores an account that was read with `lock`. Raises EmailTaken."""
    try:
        await db.execute(update(accounts).where(accounts.c.id == account.id).values(asdict(account)))
    except IntegrityError:
        raise EmailTaken(where="email") from None


async def set_password(db: Db, account_id: str, password_hash: str) -> None:
    """Stores another hash."""
    await db.execute(update(accounts).where(accounts.c.id == account_id).values(password_hash=password_hash))


async def add_invite(db: Db, invite: AccountInvite) -> None:
    """Stores a new one-time link."""
    await db.execute(insert(account_invites).values(asdict(invite)))


async def invite(db: Db, invite_id: str) -> AccountInvite | None:
    """The one-time link whose secret has that digest."""
    row = (await db.execute(select(account_invites).where(account_invites.c.id == invite_id))).one_or_none()
    return None if row is None else AccountInvite(**row._mapping)


async def open_invites(db: Db, now_ms: int) -> list[AccountInvite]:
    """The links for new trainers that can still be used, the newest first."""
    query = (
        select(account_invites)
        .where(account_invites.c.purpose == "trainer")
        .where(account_invites.c.used_at_ms.is_(None))
        .where(account_invites.c.expires_at_ms > now_ms)
        .order_by(account_invites.c.created_at_ms.desc(), account_invites.c.id)
    )
    return [AccountInvite(**row._mapping) for row in await db.execute(query)]


async def use_invite(db: Db, invite_id: str, now_ms: int) -> bool:
    """Uses a link up. Of any number of callers at once, exactly one gets True."""
    done = await db.execute(
        update(account_invites)
        .where(account_invites.c.id == invite_id)
        .where(account_invites.c.used_at_ms.is_(None))
        .where(account_invites.c.expires_at_ms > now_ms)
        .values(used_at_ms=now_ms)
    )
    return bool(done.rowcount == 1)  # type: ignore[attr-defined]


async def drop_invite(db: Db, invite_id: str) -> bool:
    """Takes one link for a new trainer back; whether there was one."""
    query = delete(account_invites).where(account_invites.c.id == invite_id, account_invites.c.purpose == "trainer")
    return bool((await db.execute(query)).rowcount == 1)  # type: ignore[attr-defined]


async def drop_invites(db: Db, *, purpose: str, account_id: str | None = None, email: str | None = None) -> None:
    """Takes back all links of one purpose, or only those for one account or one address."""
    query = delete(account_invites).where(account_invites.c.purpose == purpose)
    if account_id is not None:
        query = query.where(account_invites.c.account_id == account_id)
    if email is not None:
        query = query.where(account_invites.c.email == email)
    await db.execute(query)


def _account(row: Row[tuple[object, ...]]) -> Account:
    return Account(**row._mapping)
