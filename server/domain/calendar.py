"""A session as a calendar entry (iCalendar, RFC 5545), for the trainer's calendar program or the client's.

Written out here, line by line: a feed of a thousand sessions takes a library half a second, in which nobody else is
served. Tests read what comes out with that library.
"""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from server.domain import wall_clock, wording
from server.domain.sessions import Delivery, Outcome, Place, Session, is_cancelled

CONTENT_TYPE = "text/calendar"
REMIND_BEFORE = "-PT15M"
LOOK_AGAIN = "PT1H"
LINE_MOST = 75  # octets of a line before it is folded
Lines = list[str]


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


def _file(events: Iterable[Lines], name: str = "") -> bytes:
    """name: what a calendar that is looked at again is called."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Spotter//Spotter//EN", "CALSCALE:GREGORIAN", "METHOD:PUBLISH"]
    if name:
        lines += [_text("NAME", name), _text("X-WR-CALNAME", name)]
        lines += [f"REFRESH-INTERVAL;VALUE=DURATION:{LOOK_AGAIN}", f"X-PUBLISHED-TTL:{LOOK_AGAIN}"]
    for event in events:
        lines += event
    lines.append("END:VCALENDAR")
    return b"".join(_folded(line) for line in lines)


def _text(name: str, words: str) -> str:
    """A property whose value is words."""
    for sign, escaped in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\r\n", "\\n"), ("\n", "\\n")):
        words = words.replace(sign, escaped)
    return f"{name}:{words}"


def _folded(line: str) -> bytes:
    """The line as octets with its end; a long one goes on in the next, never within a letter."""
    octets = line.encode()
    if len(octets) <= LINE_MOST:
        return octets + b"\r\n"
    parts: list[bytes] = []
    begin = 0
    while begin < len(octets):
        end = begin + LINE_MOST - (1 if parts else 0)  # the space before what goes on counts
        while end < len(octets) and octets[end] & 0xC0 == 0x80:
            end -= 1
        parts.append(octets[begin:end])
        begin = end
    return b"\r\n ".join(parts) + b"\r\n"


def _moment(ms: int) -> str:
    return f"{wall_clock.utc(ms):%Y%m%dT%H%M%SZ}"


def _day(day: date) -> str:
    return f"{day:%Y%m%d}"


def _event_for_client(
    session: Session, trainer_name: str, trainer_phone: str, url: str, host: str, now_ms: int
) -> Lines:
    lines = [f"With {trainer_name}."]
    if session.place is Place.LINK:
        lines.append(f"Open your page to join; the door opens half an hour before: {url}")
    else:
        lines.append(f"Your page: {url}")
    if trainer_phone:
        lines.append(f"{trainer_name}'s phone: {trainer_phone}")
    title = wording.title_for_client(session, trainer_name)
    return _event(session, title, wording.place_for_client(session), lines, url, host, now_ms)


def _event(session: Session, title: str, place: str, lines: list[str], url: str, host: str, now_ms: int) -> Lines:
    off = is_cancelled(session) or session.outcome is Outcome.MOVED
    event = [
        "BEGIN:VEVENT",
        _text("SUMMARY", f"Cancelled: {title}" if off else title),
        f"DTSTAMP:{_moment(now_ms)}",
        f"UID:{session.id}@{host}",
        f"SEQUENCE:{session.revision}",
        f"CREATED:{_moment(session.created_at_ms)}",
        _text("DESCRIPTION", "\n".join(lines)),
        f"STATUS:{'CANCELLED' if off else 'CONFIRMED'}",
        f"URL:{url}",
    ]
    if session.delivery is Delivery.ASYNC:
        day = wall_clock.local(session.starts_at_ms, session.time_zone).date()
        event += [f"DTSTART;VALUE=DATE:{_day(day)}", f"DTEND;VALUE=DATE:{_day(day + timedelta(days=1))}"]
        return [*event, "TRANSP:TRANSPARENT", "END:VEVENT"]
    event += [f"DTSTART:{_moment(session.starts_at_ms)}", f"DTEND:{_moment(session.ends_at_ms)}"]
    event.append(_text("LOCATION", place))
    if not off:
        event += ["BEGIN:VALARM", "ACTION:DISPLAY", _text("DESCRIPTION", title)]
        event += [f"TRIGGER:{REMIND_BEFORE}", "END:VALARM"]
    return [*event, "END:VEVENT"]
