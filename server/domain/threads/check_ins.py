"""A client's weekly check-in: on which day, what counts for which week, and who is late. Days are the client's own."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache
from typing import Final, Literal

from server.domain import wall_clock
from server.domain.errors import Conflict, OutOfRange

Standing = Literal["overdue", "due", "done", "coming"]
DAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
NEAR_DAYS: Final = 3  # a check-in so many days before or after its day counts for it
NUDGE_EVERY_MS: Final = 20 * 60 * 60_000
NUDGE: Final = "How was your week? A few words are enough."
RANK: Final[dict[Standing, int]] = {"overdue": 0, "due": 1, "done": 2, "coming": 3}


class NudgedAlready(Conflict):
    """Once a day is enough."""

    code = "nudged-already"
    sentence = "You have asked today already. Give it a day."


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckIn:
    """The day of one client. weekday: 0 is Monday."""

    client_id: str
    weekday: int
    since_ms: int
    nudged_at_ms: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Came:
    """What a client sent as a check-in: a message, or the answers of a form at `link`."""

    at_ms: int
    text: str = ""
    link: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Week:
    """One week of a client's check-ins: its day, from when to when one counts for it, and what came."""

    day: date
    from_ms: int
    until_ms: int
    came: Sequence[Came] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A client in the sweep: last week beside this one. late_days: since the day, where nothing came."""

    check_in: CheckIn
    name: str
    last: Week
    this: Week
    standing: Standing
    late_days: int


def choose(before: CheckIn | None, client_id: str, weekday: int, now_ms: int) -> CheckIn | None:
    """The client's day from now on; -1 is none. Raises OutOfRange."""
    if weekday == -1:
        return None
    if not 0 <= weekday <= 6:
        raise OutOfRange("Choose a day of the week.", where="weekday")
    if before is not None:
        return replace(before, weekday=weekday)
    return CheckIn(client_id=client_id, weekday=weekday, since_ms=now_ms)


def week(check_in: CheckIn, now_ms: int, time_zone: str, *, back: int = 0) -> Week:
    """The week whose day is nearest to a moment, or one so many weeks before."""
    return _week(check_in.weekday, _today(now_ms, time_zone), time_zone, back)


@lru_cache(maxsize=64)
def _today(now_ms: int, time_zone: str) -> date:
    return wall_clock.local(now_ms, time_zone).date()


@lru_cache(maxsize=256)  # of a thousand clients most share a day and a zone
def _week(weekday: int, today: date, time_zone: str, back: int) -> Week:
    ahead = (weekday - today.weekday()) % 7
    day = today + timedelta(days=ahead if ahead <= NEAR_DAYS else ahead - 7) - timedelta(weeks=back)
    begins, ends = day - timedelta(days=NEAR_DAYS), day + timedelta(days=NEAR_DAYS + 1)
    return Week(
        day=day,
        from_ms=wall_clock.moment(begins, wall_clock.MIDNIGHT, time_zone),
        until_ms=wall_clock.moment(ends, wall_clock.MIDNIGHT, time_zone),
    )


def line(check_in: CheckIn, name: str, came: Sequence[Came], now_ms: int, time_zone: str) -> Line:
    """Where a client stands. came: their check-ins of the last three weeks."""
    last, this = week(check_in, now_ms, time_zone, back=1), week(check_in, now_ms, time_zone)
    last, this = _filled(last, came), _filled(this, came)
    late = (_today(now_ms, time_zone) - this.day).days
    standing: Standing = "done" if this.came else "coming" if late < 0 else "due" if late == 0 else "overdue"
    if standing in ("overdue", "due") and wall_clock.local(check_in.since_ms, time_zone).date() > this.day:
        standing = "coming"
    return Line(check_in=check_in, name=name, last=last, this=this, standing=standing, late_days=max(0, late))


def in_order(lines: Sequence[Line]) -> list[Line]:
    """As they are swept: who is late first, the latest of them before the others; then by name."""
    return sorted(lines, key=lambda one: (RANK[one.standing], -one.late_days, one.name.casefold()))


def nudge(check_in: CheckIn, now_ms: int) -> CheckIn:
    """Asked for now. Raises NudgedAlready."""
    if check_in.nudged_at_ms is not None and now_ms - check_in.nudged_at_ms < NUDGE_EVERY_MS:
        raise NudgedAlready
    return replace(check_in, nudged_at_ms=now_ms)


def _filled(found: Week, came: Sequence[Came]) -> Week:
    return (
        found if not came else replace(found, came=[one for one in came if found.from_ms <= one.at_ms < found.until_ms])
    )
