"""What somebody wants to be told, and when they want to be left alone. Times are those of their own wall clock."""

from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from typing import Final

from server.domain import wall_clock

MINUTE_MS: Final = 60_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """One person's, as they begin. quiet_from, quiet_until: HH:MM; the same twice means there are no quiet hours."""

    person: str  # t:<account> or c:<client>
    by_mail: bool = True  # anything at all; letters one asks for come in any case
    messages: bool = True
    day_before: bool = True
    hour_before: bool = True
    arrivals: bool = True  # a trainer: somebody waits at the door
    quiet_from: str = "21:00"
    quiet_until: str = "08:00"
    feed: int = 0  # the number of the calendar address that works; 0: none was made; below it: that one was ended


@dataclass(frozen=True, slots=True, kw_only=True)
class ChoicesForm:
    """What the form sends; a box that is not ticked sends nothing."""

    by_mail: bool = False
    messages: bool = False
    day_before: bool = False
    hour_before: bool = False
    arrivals: bool = False
    quiet_from: str = ""
    quiet_until: str = ""


def change(before: Choices, form: ChoicesForm) -> Choices:
    """The choices as the form says. Raises BadInput for a time that is none."""
    return replace(
        before,
        by_mail=form.by_mail,
        messages=form.messages,
        day_before=form.day_before,
        hour_before=form.hour_before,
        arrivals=form.arrivals,
        quiet_from=f"{wall_clock.read_time(form.quiet_from, 'quiet_from'):%H:%M}",
        quiet_until=f"{wall_clock.read_time(form.quiet_until, 'quiet_until'):%H:%M}",
    )


def is_quiet(choices: Choices, at_ms: int, time_zone: str) -> bool:
    """Whether that moment lies in their quiet hours; these begin with the one time and end before the other."""
    return _quiet_days(choices, at_ms, time_zone) is not None


def after_quiet(choices: Choices, at_ms: int, time_zone: str) -> int:
    """That moment, or when the quiet hours around it are over. Where clocks go back they last until the later time."""
    days = _quiet_days(choices, at_ms, time_zone)
    if days is None:
        return at_ms
    return max(at_ms, *_both(days[1], time.fromisoformat(choices.quiet_until), time_zone))


def before_quiet(choices: Choices, at_ms: int, time_zone: str) -> int:
    """That moment, or the last minute before the quiet hours around it began."""
    days = _quiet_days(choices, at_ms, time_zone)
    if days is None:
        return at_ms
    return min(at_ms, *_both(days[0], time.fromisoformat(choices.quiet_from), time_zone)) - MINUTE_MS


def _quiet_days(choices: Choices, at_ms: int, time_zone: str) -> tuple[datetime, datetime] | None:
    """The days on which the quiet hours around a moment begin and end; None: it is not quiet then."""
    begins, ends = time.fromisoformat(choices.quiet_from), time.fromisoformat(choices.quiet_until)
    shown = wall_clock.local(at_ms, time_zone)
    now, one = shown.time().replace(fold=0), timedelta(days=1)
    if begins < ends:
        return (shown, shown) if begins <= now < ends else None
    if begins == ends:
        return None
    if now >= begins:
        return shown, shown + one
    return (shown - one, shown) if now < ends else None


def _both(day: datetime, at: time, time_zone: str) -> tuple[int, int]:
    """Both moments at which clocks show that time; the same twice on most days."""
    zone = wall_clock.zone(time_zone)
    first, second = (datetime.combine(day.date(), at.replace(fold=fold), zone).timestamp() for fold in (0, 1))
    return round(first) * 1000, round(second) * 1000
