"""Rows of the audit: who did what to whom and when. Ids and counts only; never content, tokens or addresses."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import and_, insert, select

from server import ids
from server.store.database import Db
from server.store.tables import audit


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """One line of the audit. Actor and subject are `t:<account>`, `c:<client>`, `s:<session>` and their like."""

    id: str
    at_ms: int
    actor: str
    action: str
    subject: str
    detail: dict[str, Any]


async def note(db: Db, at_ms: int, actor: str, action: str, subject: str, **detail: Any) -> None:
    """Adds a line."""
    line = {"id": ids.new(), "at_ms": at_ms, "actor": actor, "action": action, "subject": subject, "detail": detail}
    await db.execute(insert(audit).values(**line))


async def about(db: Db, subject: str, *, actions: Sequence[str] | None = None, most: int = 200) -> list[Note]:
    """The last lines about a subject, newest first; actions: these alone."""
    which = audit.c.subject == subject
    if actions is not None:
        which = and_(which, audit.c.action.in_(actions))
    asked = select(audit).where(which).order_by(audit.c.at_ms.desc(), audit.c.id).limit(most)
    return [Note(**row) for row in (await db.execute(asked)).mappings()]


async def was_noted(db: Db, actor: str, action: str, subject: str, *, since_ms: int, **detail: Any) -> bool:
    """Whether there is such a line, with that detail, since that moment."""
    asked = select(audit.c.detail).where(
        audit.c.subject == subject, audit.c.at_ms >= since_ms, audit.c.actor == actor, audit.c.action == action
    )
    return any(found == detail for found in (await db.execute(asked)).scalars())
