"""A session as a calendar entry (iCalendar, RFC 5545), for the trainer's calendar program or the client's."""

from collections.abc import Iterable, Mapping
from datetime import timedelta

from icalendar import Alarm, Calendar, Event

from server.domain import wall_clock, wording
from server.domain.sessions import Delivery, Outcome, Place, Session, is_cancelled

CONTENT_TYPE = "text/calendar"
REMIND_BEFORE = timedelta(minutes=15)
LOOK_AGAIN = timedelta(hours=1)


def for_trainer(session: Session, *, names: list[str], url: str, host: str, now_ms: int) -> bytes:
    """The entry for the trainer. Notes stay out: calendars travel. host: of this installation, for the UID."""
    lines = [f"With {wording.listing(names)}."] if names else []
    return _file([_event(session, session.title, wording.place(session), lines, url, host, now_ms)])


def feed_for_trainer(found: Iterable[Session], *, names: Mapping[str, str], base: str, host: str, now_ms: int) -> bytes:
    """A trainer's sessions for a calendar that looks again. names: client id -> name; base: before /sessions."""
    events = []
    for session in found:
        with_whom = [names[id] for id in session.client_ids if id in names]
        lines = [f"With {wording.listing(with_whom)}."] if with_whom else []
        url = f"{base}/sessions/{session.id}"
        events.append(_event(session, session.title, wording.place(session), lines, url, host, now_ms))
    return _file(events, name="Spotter")


def for_client(session: Session, *, trainer_name: str, trainer_phone: str, url: str, host: str, now_ms: int) -> bytes:
    """The entry for a client; the other participants stay out of it. url: the client's own page."""
    return _file([_event_for_client(session, trainer_name, trainer_phone, url, host, now_ms)])


def feed_for_client(
    found: Iterable[Session], *, trainer_name: str, trainer_phone: str, url: str, host: str, now_ms: int
) -> bytes:
    """A client's sessions for a calendar program that looks again."""
    events = [_event_for_client(one, trainer_name, trainer_phone, url, host, now_ms) for one in found]
    return _file(events, name=f"With {trainer_name}")


def file_name(session: Session) -> str:
    """A name for the file: session-2030-05-01.ics."""
    return f"session-{wall_clock.local(session.starts_at_ms, session.time_zone):%Y-%m-%d}.ics"


def _file(events: Iterable[Event], name: str = "") -> bytes:
    """name: what a calendar that is looked at again is called."""
    calendar = Calendar()
    calendar.add("prodid", "-//Spotter//Spotter//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    if name:
        calendar.add("name", name)
        calendar.add("x-wr-calname", name)
        calendar.add("refresh-interval", LOOK_AGAIN, parameters={"VALUE": "DURATION"})
        calendar.add("x-published-ttl", "PT1H")
    for event in events:
        calendar.add_component(event)
    body: bytes = calendar.to_ical()
    return body


def _event_for_client(
    session: Session, trainer_name: str, trainer_phone: str, url: str, host: str, now_ms: int
) -> Event:
    lines = [f"With {trainer_name}."]
    if session.place is Place.LINK:
        lines.append(f"Open your page to join; the door opens half an hour before: {url}")
    else:
        lines.append(f"Your page: {url}")
    if trainer_phone:
        lines.append(f"{trainer_name}'s phone: {trainer_phone}")
    title = wording.title_for_client(session, trainer_name)
    return _event(session, title, wording.place_for_client(session), lines, url, host, now_ms)


def _event(session: Session, title: str, place: str, lines: list[str], url: str, host: str, now_ms: int) -> Event:
    off = is_cancelled(session) or session.outcome is Outcome.MOVED
    event = Event()
    event.add("uid", f"{session.id}@{host}")
    event.add("dtstamp", wall_clock.utc(now_ms))
    event.add("created", wall_clock.utc(session.created_at_ms))
    event.add("sequence", session.revision)
    event.add("status", "CANCELLED" if off else "CONFIRMED")
    event.add("summary", f"Cancelled: {title}" if off else title)
    event.add("description", "\n".join(lines))
    event.add("url", url)
    if session.delivery is Delivery.ASYNC:
        day = wall_clock.local(session.starts_at_ms, session.time_zone).date()
        event.add("dtstart", day)
        event.add("dtend", day + timedelta(days=1))
        event.add("transp", "TRANSPARENT")
        return event
    event.add("dtstart", wall_clock.utc(session.starts_at_ms))
    event.add("dtend", wall_clock.utc(session.ends_at_ms))
    event.add("location", place)
    if not off:
        event.add_component(_alarm(title))
    return event


def _alarm(title: str) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", title)
    alarm.add("trigger", -REMIND_BEFORE)
    return alarm
