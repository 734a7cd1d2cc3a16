"""The way in when nobody can sign in yet, or no longer: one-time links made on the machine itself."""

from server import ids
from server.domain import accounts as rules
from server.domain import contact
from server.domain.errors import NotFound
from server.store import accounts, audit
from server.store.database import Database


async def owner_link(database: Database, public_url: str, now_ms: int) -> str | None:
    """A fresh link that makes the owner, good for a day; None once there is an account. Any older one stops working."""
    secret = ids.secret()
    async with database.writing() as db, db.begin():
        if await accounts.count(db):
            return None
        await accounts.drop_invites(db, purpose="owner")
        await accounts.add_invite(db, rules.make_invite(ids.digest(secret), "owner", now_ms))
    return f"{public_url}/invite/{secret}"


async def trainer_link(database: Database, public_url: str, email: str, name: str, now_ms: int) -> str:
    """A link by which a trainer makes an account with that address, good for seven days. Raises EmailTaken."""
    secret = ids.secret()
    email = contact.email(email, needed=True)
    made = rules.make_invite(ids.digest(secret), "trainer", now_ms, email=email, name=contact.name(name))
    async with database.writing() as db, db.begin():
        if await accounts.by_email(db, email):
            raise rules.EmailTaken
        await accounts.drop_invites(db, purpose="trainer", email=email)
        await accounts.add_invite(db, made)
        await audit.note(db, now_ms, "machine", "trainer.invited", "house")
    return f"{public_url}/invite/{secret}"


async def password_link(database: Database, public_url: str, email: str, now_ms: int) -> str:
    """A link by which the account with that address sets a new password, good for an hour. Raises NotFound.

    For an owner who forgot the password: whoever can run commands on the machine owns it already.
    """
    secret = ids.secret()
    async with database.writing() as db, db.begin():
        account = await accounts.by_email(db, contact.email(email, needed=True))
        if account is None:
            raise NotFound("No account has that e-mail address.")
        await accounts.drop_invites(db, purpose="password", account_id=account.id)
        await accounts.add_invite(db, rules.make_invite(ids.digest(secret), "password", now_ms, account_id=account.id))
        await audit.note(db, now_ms, "machine", "password-link.made", f"t:{account.id}")
    return f"{public_url}/invite/{secret}"
