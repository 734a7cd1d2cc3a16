"""Why the door of a session's room is closed: one reason each, in the order in which a person wants to hear them."""

from server.domain import sessions
from server.domain.errors import DomainError
from server.domain.seats import SessionOver
from server.domain.sessions import Delivery, Session


class NoRoom(DomainError):
    """The session does not take place in a room of this server."""

    code = "no-room"
    status = 409
    sentence = "You meet in person, so there is nothing to join here."


class SessionCancelled(DomainError):
    """The session was called off."""

    code = "cancelled"
    status = 409
    sentence = "This session was cancelled."


class SessionMoved(DomainError):
    """Another session took its place."""

    code = "moved"
    status = 409
    sentence = "This session was moved to another time."


class TooEarly(DomainError):
    """The door opens later; `opens_at_ms` says when."""

    code = "too-early"
    status = 409
    sentence = "The door opens half an hour before the session, or when your trainer is there."

    def __init__(self, opens_at_ms: int) -> None:
        self.opens_at_ms = opens_at_ms
        super().__init__()


def check_for_trainer(session: Session, now_ms: int) -> None:
    """Raises NoRoom, SessionCancelled, SessionMoved or SessionOver; the trainer may come at any time before that."""
    if not session.has_room:
        is_async = session.delivery is Delivery.ASYNC
        raise NoRoom("It is done on the client's own time, so there is nothing to join." if is_async else None)
    if sessions.is_cancelled(session):
        raise SessionCancelled
    if session.moved_to:
        raise SessionMoved
    if sessions.is_over(session, now_ms):
        raise SessionOver


def check(session: Session, now_ms: int) -> None:
    """The same for everybody else, and TooEarly."""
    check_for_trainer(session, now_ms)
    opens_at_ms = sessions.door_opens_at_ms(session)
    if now_ms < opens_at_ms:
        raise TooEarly(opens_at_ms)
