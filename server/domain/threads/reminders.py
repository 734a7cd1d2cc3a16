"""When somebody is reminded of a session: a day before by the wall clock, and an hour before; never in quiet hours."""

from collections.abc import Iterable
from typing import Final, Literal

from server.domain import sessions, wall_clock
from server.domain.sessions import MINUTE_MS, Delivery, Outcome, Session
from server.domain.threads import choices as choices_rules
from server.domain.threads.choices import Choices

Which = Literal["day", "hour"]
WHICH: Final[tuple[Which, ...]] = ("day", "hour")
HOUR_MS: Final = 60 * MINUTE_MS
LOOK_AHEAD_MS: Final = 50 * HOUR_MS  # no reminder comes earlier than this: a day, and a night that moves it forward
LATE_MS: Final = 2 * HOUR_MS  # after a longer standstill of this server it is not made up for
# What a reminder still has to leave when quiet hours push it back, else it comes before them.
LEAVES_MS: Final[dict[Which, int]] = {"day": 3 * HOUR_MS, "hour": 30 * MINUTE_MS}


def due_at_ms(session: Session, which: Which, choices: Choices, time_zone: str) -> int:
    """When it is to come: after quiet hours where that leaves time enough, else just before them."""
    if which == "day":
        planned = wall_clock.days_later(session.starts_at_ms, -1, time_zone)
    else:
        planned = session.starts_at_ms - HOUR_MS
    later = choices_rules.after_quiet(choices, planned, time_zone)
    if later <= session.starts_at_ms - LEAVES_MS[which]:
        return later
    return choices_rules.before_quiet(choices, planned, time_zone)


def due(session: Session, choices: Choices, time_zone: str, now_ms: int) -> list[Which]:
    """The reminders whose time has come, for somebody who takes part.

    None of a session that was planned after it should have come, that is called off, or that needs nobody at a time.
    """
    if session.delivery is Delivery.ASYNC or session.outcome is not Outcome.UNSET:
        return []
    if sessions.is_cancelled(session) or session.ended_at_ms is not None or now_ms >= session.starts_at_ms:
        return []
    wanted = {"day": choices.day_before, "hour": choices.hour_before}
    found: list[Which] = []
    for which in WHICH:
        at_ms = due_at_ms(session, which, choices, time_zone)
        is_time = session.created_at_ms < at_ms <= now_ms < at_ms + LATE_MS
        if choices.by_mail and wanted[which] and is_time:
            found.append(which)
    return found


def once(session: Session, which: Which, person: str) -> str:
    """A reminder's name: one is sent for each start a session has."""
    return f"remind:{which}:{session.id}:{session.starts_at_ms}:{person}"


def soon(found: Iterable[Session], now_ms: int) -> list[Session]:
    """Those that anybody may have to be reminded of now."""
    return [one for one in found if now_ms < one.starts_at_ms <= now_ms + LOOK_AHEAD_MS]
