"""Between what a clock on the wall says somewhere and the one count of milliseconds everything is stored in."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from server.domain.errors import BadInput, OutOfRange

DAY_MS = 86_400_000
MIDNIGHT = time()


def zone(name: str) -> ZoneInfo:
    """The named IANA time zone, or UTC when the name is empty or unknown."""
    try:
        return ZoneInfo(name or "UTC")
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return ZoneInfo("UTC")


def read_date(text: str, where: str = "date") -> date:
    """The day a form's `2030-05-01` means. Raises BadInput."""
    try:
        found = date.fromisoformat(text.strip())
    except ValueError:
        raise BadInput("Choose a day.", where=where) from None
    if not 2000 <= found.year <= 2200:
        raise OutOfRange("Choose a day between the years 2000 and 2200.", where=where)
    return found


def read_time(text: str, where: str = "time") -> time:
    """The time of day a form's `18:30` means. Raises BadInput."""
    try:
        found = time.fromisoformat(text.strip())
    except ValueError:
        raise BadInput("Choose a time, such as 18:30.", where=where) from None
    return time(found.hour, found.minute)


def moment(day: date, at: time, time_zone: str) -> int:
    """Epoch milliseconds of a wall-clock time: the first of two, and the hour after for one that the clocks skip."""
    return round(datetime.combine(day, at, zone(time_zone)).timestamp()) * 1000


def exists(day: date, at: time, time_zone: str) -> bool:
    """Whether clocks there show this time that day; the hour skipped in spring does not exist."""
    shown = local(moment(day, at, time_zone), time_zone)
    return (shown.date(), shown.time()) == (day, at)


def local(at_ms: int, time_zone: str) -> datetime:
    """The moment as a clock in that time zone shows it."""
    return datetime.fromtimestamp(at_ms / 1000, zone(time_zone))


def days_later(at_ms: int, days: int, time_zone: str) -> int:
    """The same wall-clock time some days on, whatever the clocks do in between."""
    shown = local(at_ms, time_zone)
    return moment(shown.date() + timedelta(days=days), shown.time(), time_zone)


def day_of(at_ms: int, time_zone: str) -> tuple[int, int]:
    """First millisecond of the local day around a moment, and of the day after: 23 to 25 hours apart."""
    day = local(at_ms, time_zone).date()
    return moment(day, MIDNIGHT, time_zone), moment(day + timedelta(days=1), MIDNIGHT, time_zone)


def utc(at_ms: int) -> datetime:
    """The moment in UTC, whole seconds."""
    return datetime.fromtimestamp(at_ms // 1000, UTC)
