"""How a session is planned and may change: made, edited, repeated, cancelled, moved, closed."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import time

from server.domain import contact, wall_clock, wording
from server.domain.errors import BadInput, Conflict, OutOfRange
from server.domain.sessions import (
    LIVE_PLACES,
    MINUTE_MS,
    REAL_PLACES,
    Delivery,
    Media,
    Outcome,
    Place,
    Service,
    Session,
    is_cancelled,
)

MAX_PARTICIPANTS = 12
MIN_DURATION_MIN, MAX_DURATION_MIN = 5, 480
MAX_REPEATS = 52
END_OF_DAY = time(23, 59)


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What a trainer fills in about a session, as typed: date and time are those of the trainer's own wall clock."""

    service: Service
    delivery: Delivery
    client_ids: tuple[str, ...]
    group_id: str | None = None
    date: str
    time: str = ""
    duration_min: int = 60
    place: str = ""
    place_note: str = ""
    title: str = ""
    notes: str = ""
    media: Media = ""


def plan(given: Plan, *, id: str, trainer_id: str, time_zone: str, names: Sequence[str], now_ms: int) -> Session:
    """A new session as planned. names: of the group, else of the people, for the title. Raises BadInput, OutOfRange."""
    return Session(
        id=id,
        trainer_id=trainer_id,
        client_ids=_participants(given),
        group_id=given.group_id,
        title=contact.line(given.title, "title") or default_title(given.service, names),
        service=given.service,
        delivery=given.delivery,
        starts_at_ms=_starts_at(given.delivery, given.date, given.time, time_zone),
        duration_min=_duration(given),
        time_zone=time_zone,
        place=_place(given),
        place_note=contact.line(given.place_note, "place_note", most=300),
        notes=contact.paragraphs(given.notes, "notes"),
        media=_media(given),
        created_at_ms=now_ms,
    )


def change(before: Session, given: Plan, *, names: Sequence[str], names_before: Sequence[str]) -> Session:
    """The session with a new plan, in its own time zone; a default title follows. Raises as plan, and Conflict."""
    if before.ended_at_ms is not None:
        raise Conflict("This session is over. Its outcome and notes can still be changed below.")
    after = plan(given, id=before.id, trainer_id=before.trainer_id, time_zone=before.time_zone, names=names, now_ms=0)
    was_default = given.title.strip() == before.title == default_title(before.service, names_before)
    return replace(
        before,
        client_ids=after.client_ids,
        group_id=after.group_id,
        title=default_title(given.service, names) if was_default else after.title,
        service=after.service,
        delivery=after.delivery,
        starts_at_ms=after.starts_at_ms,
        duration_min=after.duration_min,
        place=after.place,
        place_note=after.place_note,
        notes=after.notes,
        media=after.media,
        revision=before.revision + 1,
    )


def cancel(session: Session, now_ms: int) -> Session:
    """The session called off; told twice, it keeps the first time. Raises Conflict when it already took place."""
    if session.ended_at_ms is not None or session.outcome is Outcome.DONE:
        raise Conflict("This session took place already, so it cannot be cancelled.")
    if is_cancelled(session):
        return session
    return replace(session, cancelled_at_ms=now_ms, revision=session.revision + 1)


def restore(session: Session) -> Session:
    """The session as if it had not been cancelled."""
    return replace(session, cancelled_at_ms=None, revision=session.revision + 1)


def repeat(session: Session, ids: Sequence[str], *, series_id: str, after_ms: int, now_ms: int) -> list[Session]:
    """One more session a week for each id, at the same wall-clock time, beginning a week after `after_ms`.

    after_ms: when the last session of the series starts. Raises OutOfRange for none or more than 52.
    """
    if not 1 <= len(ids) <= MAX_REPEATS:
        raise OutOfRange(f"Repeat it 1 to {MAX_REPEATS} times.", where="times")
    first = wall_clock.local(session.starts_at_ms, session.time_zone).date()
    last = wall_clock.local(after_ms, session.time_zone).date()
    weeks_so_far = max(0, (last - first).days // 7)
    return [
        replace(
            session,
            id=id,
            series_id=series_id,
            starts_at_ms=wall_clock.days_later(session.starts_at_ms, 7 * (weeks_so_far + week), session.time_zone),
            outcome=Outcome.UNSET,
            moved_to="",
            cancelled_at_ms=None,
            opened_at_ms=None,
            ended_at_ms=None,
            notes="",
            revision=0,
            created_at_ms=now_ms,
        )
        for week, id in enumerate(ids, start=1)
    ]


def begin_series(session: Session) -> Session:
    """The session as the first of a weekly repeat."""
    return session if session.series_id else replace(session, series_id=session.id)


def close(
    session: Session, outcome: Outcome, *, now_ms: int, notes: str | None = None, by_phone: bool = False
) -> Session:
    """The session with its outcome, or with none again; notes as they are unless given.

    by_phone: it took place by phone, whatever was planned.
    Raises OutOfRange before it began, Conflict when it was cancelled or moved.
    """
    if is_cancelled(session):
        raise Conflict("This session is cancelled. Restore it first.")
    if session.moved_to:
        raise Conflict("This session was moved to another time; look at that one.")
    too_early = now_ms < session.starts_at_ms and session.opened_at_ms is None
    if too_early and session.delivery is not Delivery.ASYNC and outcome in (Outcome.DONE, Outcome.NO_SHOW):
        raise OutOfRange("This session has not begun yet.", where="outcome")
    if by_phone and session.delivery is Delivery.LIVE:
        session = replace(session, place=Place.PHONE)
    if notes is not None:
        session = replace(session, notes=contact.paragraphs(notes, "notes"))
    return replace(session, outcome=outcome)


def move(session: Session, *, id: str, date: str, time: str, now_ms: int) -> tuple[Session, Session]:
    """The session closed as moved, and the one that takes its place. Raises as plan and close."""
    if session.ended_at_ms is not None:
        raise Conflict("This session took place already, so it cannot be moved.")
    starts_at_ms = _starts_at(session.delivery, date, time, session.time_zone)
    if starts_at_ms == session.starts_at_ms:
        raise OutOfRange("That is when it is planned already. Choose another time.", where="time")
    closed = close(session, Outcome.MOVED, now_ms=now_ms)
    old = replace(closed, moved_to=id, revision=session.revision + 1)
    new = replace(
        session,
        id=id,
        starts_at_ms=starts_at_ms,
        outcome=Outcome.UNSET,
        opened_at_ms=None,
        revision=0,
        created_at_ms=now_ms,
    )
    return old, new


def reschedule(session: Session, *, date: str, time: str, now_ms: int) -> Session:
    """The same session on another day, or at another time, before anybody came. time: empty keeps the time of day.

    Raises BadInput, OutOfRange, and Conflict for one that has begun, is over or was called off.
    """
    if session.opened_at_ms is not None or session.outcome is not Outcome.UNSET or is_cancelled(session):
        raise Conflict("Only a session that is still ahead can be put on another day.")
    shown = wall_clock.local(session.starts_at_ms, session.time_zone)
    starts_at_ms = _starts_at(session.delivery, date, time or f"{shown:%H:%M}", session.time_zone)
    if starts_at_ms + session.duration_min * MINUTE_MS < now_ms:
        raise OutOfRange("That is over already. Choose a day that is still to come.", where="date")
    return replace(session, starts_at_ms=starts_at_ms, revision=session.revision + 1)


def default_title(service: Service, names: Sequence[str]) -> str:
    """What a session is called unless the trainer says otherwise: "Workout with Bob"."""
    word = wording.SERVICES[service]
    if not names:
        return word
    return f"{word} with {wording.company(list(names))}"[:200]


# ---- the rules of a plan


def _participants(given: Plan) -> tuple[str, ...]:
    found = tuple(dict.fromkeys(given.client_ids))
    if not found and given.group_id:
        raise OutOfRange("This group has nobody in it yet.", where="group")
    if not found:
        raise BadInput("Choose who it is for.", where="clients")
    if len(found) > MAX_PARTICIPANTS:
        raise OutOfRange(f"A session holds up to {MAX_PARTICIPANTS} people; these are {len(found)}.", where="clients")
    return found


def _starts_at(delivery: Delivery, date: str, time: str, time_zone: str) -> int:
    day = wall_clock.read_date(date)
    if delivery is Delivery.ASYNC:
        return wall_clock.moment(day, END_OF_DAY, time_zone)
    at = wall_clock.read_time(time)
    if not wall_clock.exists(day, at, time_zone):
        raise OutOfRange(f"The clocks go forward then: {at:%H:%M} does not exist. Choose another time.", where="time")
    return wall_clock.moment(day, at, time_zone)


def _duration(given: Plan) -> int:
    if given.delivery is Delivery.ASYNC:
        return 0
    if not MIN_DURATION_MIN <= given.duration_min <= MAX_DURATION_MIN:
        raise OutOfRange(f"A session lasts {MIN_DURATION_MIN} to {MAX_DURATION_MIN} minutes.", where="duration_min")
    return given.duration_min


def _media(given: Plan) -> Media:
    if given.delivery is not Delivery.LIVE:
        return ""
    if given.media == "direct" and len(set(given.client_ids)) > 1:
        raise BadInput("With several clients pictures and sound go through this server.", where="media")
    return given.media


def _place(given: Plan) -> Place:
    if given.delivery is Delivery.ASYNC:
        return Place.NOWHERE
    allowed = LIVE_PLACES if given.delivery is Delivery.LIVE else REAL_PLACES
    if given.place not in [place.value for place in allowed]:
        wanted = "the link or the phone" if given.delivery is Delivery.LIVE else "where you meet"
        raise BadInput(f"Choose {wanted}.", where="place")
    place = Place(given.place)
    if place is Place.OTHER and not given.place_note.strip():
        raise BadInput("Say where you meet.", where="place_note")
    return place
