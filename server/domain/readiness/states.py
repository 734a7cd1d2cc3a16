"""Where a client stands: the last entry of an append-only history, and what time has made of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

DAY_MS = 86_400_000
VALID_MS = 365 * DAY_MS  # a health check counts twelve months, the usual term of screening forms
WARN_MS = 14 * DAY_MS  # before its end the trainer hears of it


class State(StrEnum):
    """What came of the health check, as far as it went."""

    NONE = "none"  # never done
    SUBMITTED = "submitted"  # sent; the trainer has to read it
    CLEARED = "cleared"
    FOLLOW_UP = "follow_up"  # something was answered with yes: the trainer decides
    CLEARED_WITH_LIMITS = "cleared_with_limits"
    REFERRED = "referred"  # to a doctor first; ends with what the doctor wrote
    EXPIRED = "expired"  # was cleared, too long ago
    REOPENED = "reopened"  # a red flag or a change of health: the trainer looks again


CLEAR = (State.CLEARED, State.CLEARED_WITH_LIMITS)
ASKED = (State.NONE, State.EXPIRED)  # the client has to answer; everything else is the trainer's turn, or a doctor's
HELD = (State.FOLLOW_UP, State.REFERRED, State.REOPENED)  # only the trainer's review ends these

Deed = Literal["submitted", "judged", "reviewed", "elsewhere", "reopened", "overridden", "override_ended"]
Source = Literal["form", "paper", "talk", "doctor", "elsewhere", "room", "told"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One line of a client's history. `state` is where they stood from then on."""

    id: str
    client_id: str
    at_ms: int
    deed: Deed
    state: State
    source: Source
    by: str  # t:<account>, c:<client> or "server"
    limits: str = ""  # what to avoid; of cleared_with_limits
    note: str = ""  # why, in the words of whoever did it
    valid_until_ms: int | None = None  # of a clearance
    session_id: str = ""  # where it happened, or what an override is for
    document_id: str = ""  # a file kept with it
    answers_id: str = ""  # the answered form


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Where a client stands at a moment. `entry` set it; None: nothing ever happened."""

    state: State
    entry: Entry | None = None

    @property
    def is_clear(self) -> bool:
        """Whether they may exercise by this alone."""
        return self.state in CLEAR

    @property
    def limits(self) -> str:
        """What to avoid; empty unless cleared with limits."""
        return self.entry.limits if self.entry is not None and self.state is State.CLEARED_WITH_LIMITS else ""

    def ends_soon(self, now_ms: int) -> bool:
        """Whether a clearance expires within two weeks."""
        until_ms = self.valid_until_ms
        return self.is_clear and until_ms is not None and until_ms <= now_ms + WARN_MS

    @property
    def valid_until_ms(self) -> int | None:
        """Until when a clearance counts, also one that has expired."""
        return self.entry.valid_until_ms if self.entry is not None else None


def standing(history: Iterable[Entry], now_ms: int) -> Standing:
    """Where the client stands. Only a clearance expires: what is held stays held however long nobody looks."""
    last = deciding(history)
    if last is None:
        return Standing(state=State.NONE)
    if last.state in CLEAR and last.valid_until_ms is not None and last.valid_until_ms <= now_ms:
        return Standing(state=State.EXPIRED, entry=last)
    return Standing(state=last.state, entry=last)


def deciding(history: Iterable[Entry]) -> Entry | None:
    """The last entry that set the state; an override sets none."""
    set_it = (one for one in history if one.deed not in ("overridden", "override_ended"))
    return max(set_it, key=lambda one: one.at_ms, default=None)
