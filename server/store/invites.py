"""Rows of `session_invites`."""

from sqlalchemy import insert, select, update

from server.domain.invites import Invite
from server.store.database import Db
from server.store.tables import session_invites


async def get(db: Db, id: str) -> Invite | None:
    """The invite, or None."""
    row = (await db.execute(select(session_invites).where(session_invites.c.id == id))).mappings().first()
    return Invite(**row) if row else None


async def of_session(db: Db, session_id: str) -> list[Invite]:
    """All invites to a session, oldest first, withdrawn ones too."""
    rows = await db.execute(
        select(session_invites)
        .where(session_invites.c.session_id == session_id)
        .order_by(session_invites.c.created_at_ms, session_invites.c.id)
    )
    return [Invite(**row) for row in rows.mappings()]


async def add(db: Db, invite: Invite) -> None:
    """Stores a new invite."""
    await db.execute(
        insert(session_invites).values(
            id=invite.id,
            session_id=invite.session_id,
            name=invite.name,
            generation=invite.generation,
            created_at_ms=invite.created_at_ms,
            revoked_at_ms=invite.revoked_at_ms,
        )
    )


async def save(db: Db, invite: Invite) -> None:
    """Stores a changed invite."""
    await db.execute(
        update(session_invites)
        .where(session_invites.c.id == invite.id)
        .values(name=invite.name, generation=invite.generation, revoked_at_ms=invite.revoked_at_ms)
    )
