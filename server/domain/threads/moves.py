"""A client asks for another time for a session: one to three proposals, of which the trainer takes one or none."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal

from server.domain import contact, sessions, wall_clock
from server.domain.errors import BadInput, Conflict, OutOfRange
from server.domain.sessions import Delivery, Outcome, Session, State

Standing = Literal["open", "accepted", "declined", "withdrawn"]
MOST_PROPOSALS: Final = 3
MOST_WORDS: Final = 500
FURTHEST_MS: Final = 366 * wall_clock.DAY_MS


class CannotMove(Conflict):
    """The session has no time that could be another one."""

    code = "cannot-move"
    sentence = "This session cannot be moved any more."


class AlreadyAsked(Conflict):
    """One request at a time."""

    code = "move-asked"
    sentence = "You have asked for another time already. Take that back first."


class Answered(Conflict):
    """The request is not open any more."""

    code = "move-answered"
    sentence = "This request has been answered or taken back meanwhile."


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveRequest:
    """What one client proposes for one session. proposals: epoch milliseconds, rising."""

    id: str
    session_id: str
    client_id: str
    from_ms: int  # when the session was to begin
    proposals: Sequence[int]
    words: str = ""
    standing: Standing = "open"
    answer: str = ""
    accepted_ms: int | None = None
    created_at_ms: int
    answered_at_ms: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveForm:
    """What the form sends: days and times by the client's own clock; empty lines are left out."""

    date: list[str]
    time: list[str]
    words: str = ""


def may_ask(session: Session, now_ms: int) -> bool:
    """Whether a client may ask for another time: planned, at a time of day, and not begun."""
    if session.delivery is Delivery.ASYNC or session.outcome is not Outcome.UNSET:
        return False
    return sessions.state(session, now_ms) is State.PLANNED and now_ms < session.starts_at_ms


def ask(session: Session, form: MoveForm, *, id: str, client_id: str, time_zone: str, now_ms: int) -> MoveRequest:
    """The request. Raises CannotMove, BadInput and OutOfRange."""
    if not may_ask(session, now_ms):
        raise CannotMove
    if len(form.date) != len(form.time):
        raise BadInput("Each proposal has a day and a time.", where="date")
    pairs = [(day, at) for day, at in zip(form.date, form.time, strict=True) if day.strip() or at.strip()]
    if not 1 <= len(pairs) <= MOST_PROPOSALS:
        raise BadInput("Propose one to three times.", where="date")
    found = set()
    for day_text, at_text in pairs:
        day, at = wall_clock.read_date(day_text), wall_clock.read_time(at_text)
        if not wall_clock.exists(day, at, time_zone):
            raise BadInput("The clocks skip that hour on that day. Choose another time.", where="time")
        moment = wall_clock.moment(day, at, time_zone)
        if moment <= now_ms:
            raise OutOfRange("Propose a time that is still to come.", where="date")
        if moment > now_ms + FURTHEST_MS:
            raise OutOfRange("Propose a time within a year.", where="date")
        if moment == session.starts_at_ms:
            raise BadInput("That is when it is planned now. Propose another time.", where="time")
        found.add(moment)
    return MoveRequest(
        id=id,
        session_id=session.id,
        client_id=client_id,
        from_ms=session.starts_at_ms,
        proposals=sorted(found),
        words=_words(form.words),
        created_at_ms=now_ms,
    )


def accept(request: MoveRequest, session: Session, at_ms: int, now_ms: int) -> tuple[MoveRequest, Session]:
    """The request taken, and the session at that time: the same one, so that calendars follow it.

    Raises Answered, CannotMove, and BadInput for a time that was not proposed or is over.
    """
    if request.standing != "open":
        raise Answered
    if not may_ask(session, now_ms):
        raise CannotMove
    if at_ms not in request.proposals or at_ms <= now_ms:
        raise BadInput("That time was not proposed, or it is over.", where="at_ms")
    return replace(request, standing="accepted", accepted_ms=at_ms, answered_at_ms=now_ms), at_time(session, at_ms)


def at_time(session: Session, at_ms: int) -> Session:
    """The same session at another time, a revision further, so that calendars take the new one."""
    return replace(session, starts_at_ms=at_ms, revision=session.revision + 1)


def decline(request: MoveRequest, answer: str, now_ms: int) -> MoveRequest:
    """The request turned down, with a word or without. Raises Answered."""
    if request.standing != "open":
        raise Answered
    return replace(request, standing="declined", answer=_words(answer, "answer"), answered_at_ms=now_ms)


def withdraw(request: MoveRequest, now_ms: int) -> MoveRequest:
    """The request taken back by the client. Raises Answered."""
    if request.standing != "open":
        raise Answered
    return replace(request, standing="withdrawn", answered_at_ms=now_ms)


def _words(text: str, where: str = "words") -> str:
    text = contact.paragraphs(text, where)
    if len(text) > MOST_WORDS:
        raise OutOfRange(f"Write {MOST_WORDS} letters at most.", where=where)
    return text
