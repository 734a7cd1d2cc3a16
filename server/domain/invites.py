"""A guest's invite to one session: who it is for, and while when its link works."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from server.domain import sessions
from server.domain.errors import BadInput
from server.domain.sessions import Session

PURPOSE = "invite"


@dataclass(frozen=True, slots=True, kw_only=True)
class Invite:
    """One guest's invite. Its link is signed over id and generation."""

    id: str
    session_id: str
    name: str  # whom it is for, in the trainer's words
    generation: int = 1
    created_at_ms: int
    revoked_at_ms: int | None = None


def invite(session: Session, name: str, *, id: str, now_ms: int) -> Invite:
    """A new invite to a session for somebody without a page of their own. Raises BadInput."""
    if not name.strip():
        raise BadInput("Say whom you invite; a first name is enough.", where="name")
    return Invite(id=id, session_id=session.id, name=name.strip()[:200], created_at_ms=now_ms)


def revoke(one: Invite, now_ms: int) -> Invite:
    """The invite withdrawn: its link stops working."""
    return one if one.revoked_at_ms is not None else replace(one, revoked_at_ms=now_ms)


def is_valid(one: Invite, session: Session, now_ms: int) -> bool:
    """Whether its link still opens something: not withdrawn, and no later than two hours after the session's end."""
    if one.session_id != session.id or one.revoked_at_ms is not None:
        return False
    return now_ms <= sessions.door_closes_at_ms(session)


def valid(some: Iterable[Invite], session: Session, now_ms: int) -> list[Invite]:
    """Those whose link still opens something: the guests who may yet come."""
    return [one for one in some if is_valid(one, session, now_ms)]
