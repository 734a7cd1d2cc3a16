"""A session: a dated meeting of a trainer and one to twelve clients. What it is, and when its door is open."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

MINUTE_MS = 60_000
DOOR_OPENS_BEFORE_MS = 30 * MINUTE_MS
DOOR_STAYS_OPEN_MS = 120 * MINUTE_MS
LONGEST_MS = 36 * 60 * MINUTE_MS  # how long ago a session may have begun whose door still stands open


Mode = Literal["direct", "relay"]  # how pictures go: between the two browsers, or through this server
Media = Literal["", "direct", "relay"]  # how they are to go; "": nobody chose


class Service(StrEnum):
    """What is done."""

    CONSULTATION = "consultation"
    ASSESSMENT = "assessment"
    WORKOUT = "workout"


class Delivery(StrEnum):
    """How it reaches the client."""

    IN_PERSON = "in_person"
    LIVE = "live"
    ASYNC = "async"  # the trainer is not present; the session is a due date


class Place(StrEnum):
    """Where it happens: by the link or by phone when live, a real place in person, nowhere in particular when async."""

    LINK = "link"
    PHONE = "phone"
    GYM = "gym"
    STUDIO = "studio"
    HOME = "home"
    PARK = "park"
    WORKPLACE = "workplace"
    OTHER = "other"
    NOWHERE = ""


class Outcome(StrEnum):
    """How it ended, in the trainer's judgement."""

    UNSET = ""
    DONE = "done"
    NO_SHOW = "no_show"
    LATE_CANCEL = "late_cancel"
    MOVED = "moved"


class State(StrEnum):
    """Where a session stands at a moment."""

    PLANNED = "planned"
    OPEN = "open"  # the trainer has been in the room, and it is not over
    OVER = "over"
    CANCELLED = "cancelled"


LIVE_PLACES = (Place.LINK, Place.PHONE)
REAL_PLACES = (Place.GYM, Place.STUDIO, Place.HOME, Place.PARK, Place.WORKPLACE, Place.OTHER)


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """One session. `starts_at_ms` of an async session is the end of the day it is due; its duration is 0."""

    id: str
    trainer_id: str
    client_ids: tuple[str, ...]
    group_id: str | None = None
    series_id: str = ""  # the same for all sessions of a weekly repeat
    title: str
    service: Service
    delivery: Delivery
    starts_at_ms: int
    duration_min: int
    time_zone: str
    place: Place
    place_note: str = ""
    notes: str = ""
    outcome: Outcome = Outcome.UNSET
    moved_to: str = ""  # the session that took its place
    cancelled_at_ms: int | None = None
    opened_at_ms: int | None = None
    ended_at_ms: int | None = None
    revision: int = 0  # how often its calendar entry changed
    media: Media = ""
    created_at_ms: int

    @property
    def ends_at_ms(self) -> int:
        """When it is planned to end."""
        return self.starts_at_ms + self.duration_min * MINUTE_MS

    @property
    def has_room(self) -> bool:
        """Whether it takes place in a room on this server; a phone session has one too, for the log and the timers."""
        return self.delivery is Delivery.LIVE


def mode(session: Session, guests: int = 0) -> Mode:
    """How its pictures go: by relay with several clients; with one as the trainer chose, directly if nobody did."""
    if len(session.client_ids) + guests > 1:
        return "relay"
    return "relay" if session.media == "relay" else "direct"


# ---- the door


def door_opens_at_ms(session: Session) -> int:
    """From when on clients may enter: half an hour before the start, or as soon as the trainer opened the room."""
    planned = session.starts_at_ms - DOOR_OPENS_BEFORE_MS
    return planned if session.opened_at_ms is None else min(planned, session.opened_at_ms)


def door_closes_at_ms(session: Session) -> int:
    """Until when links into the room work: two hours after the end; a session opened late keeps its full length."""
    started = max(session.starts_at_ms, session.opened_at_ms or 0)
    return started + session.duration_min * MINUTE_MS + DOOR_STAYS_OPEN_MS


def is_cancelled(session: Session) -> bool:
    """Whether it was called off."""
    return session.cancelled_at_ms is not None


def is_over(session: Session, now_ms: int) -> bool:
    """Whether nobody can enter any more: ended by the trainer, said not to have happened, or long past."""
    if session.ended_at_ms is not None:
        return True
    if session.outcome in (Outcome.NO_SHOW, Outcome.LATE_CANCEL, Outcome.MOVED):
        return True
    return now_ms > door_closes_at_ms(session)


def state(session: Session, now_ms: int) -> State:
    """Where the session stands."""
    if is_cancelled(session):
        return State.CANCELLED
    if is_over(session, now_ms):
        return State.OVER
    return State.PLANNED if session.opened_at_ms is None else State.OPEN


def waits_for_outcome(session: Session, now_ms: int) -> bool:
    """Whether the trainer still has to say how it went: its time has passed, or it was ended, and nothing is said."""
    if is_cancelled(session) or session.outcome is not Outcome.UNSET:
        return False
    return session.ended_at_ms is not None or now_ms > session.ends_at_ms


# ---- looking at several


def overlapping(session: Session, others: Iterable[Session]) -> list[Session]:
    """Those of the others that need the trainer at the same time."""
    if session.delivery is Delivery.ASYNC:
        return []
    return [
        other
        for other in others
        if other.id != session.id
        and other.delivery is not Delivery.ASYNC
        and not is_cancelled(other)
        and other.outcome in (Outcome.UNSET, Outcome.DONE)
        and other.starts_at_ms < session.ends_at_ms
        and session.starts_at_ms < (other.ends_at_ms if other.ended_at_ms is None else other.ended_at_ms)
    ]
