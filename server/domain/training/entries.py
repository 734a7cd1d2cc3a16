"""One thing said of a training: a set done, a note, a pain, a pause. Made on a device, kept once, never changed.

A device makes the id, so that the same entry sent twice is one; what replaces it is a later entry about the same thing.
"""

import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any, Literal

from server.domain import contact
from server.domain.errors import BadInput, Conflict, OutOfRange

Kind = Literal[
    "set", "unset", "skip", "unskip", "pain", "note", "pause", "go_on", "unwell", "fine", "finish", "check_in"
]
By = Literal["client", "trainer"]
Place = Literal[
    "head", "neck", "chest", "belly", "upper-back", "lower-back",
    "left-shoulder", "right-shoulder", "left-elbow", "right-elbow", "left-wrist", "right-wrist",
    "left-hip", "right-hip", "left-knee", "right-knee", "left-ankle", "right-ankle",
]  # fmt: skip

AT_ONCE = 200  # entries in one sending
TEXT_MOST = 2000  # characters of a note or a check-in
NAME_MOST = 60
SETS_MOST = 30  # of one exercise in a day, as in a room
REPS_MOST = 999
LOAD_MOST = 1000.0
SECS_MOST = 7200
RPE_MOST = 10
LATE_MOST_MS = 366 * 86_400_000  # a phone that lay in a drawer still tells what it knows
AHEAD_MS = 60_000  # nobody's clock is better than that
KEPT_MOST = 200_000  # of one client: more is a broken phone, not a training
_ID = re.compile(r"[0-9a-f]{24}")
_SLOT = re.compile(r"[A-Za-z0-9._-]{0,64}")
_OF_SET = ("set", "unset")
_OF_EXERCISE = (*_OF_SET, "skip", "unskip")
_OF_DAY = (*_OF_EXERCISE, "finish")


class FullLog(Conflict):
    """A client's log takes no more."""

    code = "log-full"
    sentence = "This log is full. Please tell your trainer."


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One thing said of a day of a program, or of no day in particular.

    at_ms: when, by the device's clock as it was set right by the server's. day: the place of a day in its program,
    or with no program the session whose own list it is.
    entry: the exercise's id in that day; exercise and name are kept beside it, since a program changes.
    """

    id: str  # 24 hexadecimal digits, made on the device
    kind: Kind
    at_ms: int
    program: str = ""
    day: str = ""
    entry: str = ""
    exercise: str = ""  # its key in the library
    name: str = ""
    number: int = 0  # of the set: 1, 2, 3 …
    reps: int | None = None
    load: float | None = None  # in `unit`; 0 the body's own weight
    unit: Literal["kg", "lb"] = "kg"
    secs: int | None = None
    rpe: int | None = None  # Borg's CR10, asked in five words
    pain: bool | None = None
    where: tuple[Place, ...] = ()
    text: str = ""

    def wire(self) -> dict[str, Any]:
        """As a device and the database have it; what is as by default is left out."""
        told = ((name, getattr(self, name), blank) for name, blank in _BLANK.items())
        return {name: value for name, value, blank in told if name in _ALWAYS or value != blank}


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """An entry as the server has it. seq: 1, 2, 3 … of this client, in the order they came."""

    seq: int
    entry: Entry
    by: By
    received_at_ms: int
    session_id: str = ""  # said at the gym in this session

    def wire(self) -> dict[str, Any]:
        """As a device is told of it."""
        return {"seq": self.seq, "by": self.by, "entry": self.entry.wire()}


def read(told: dict[str, Any]) -> Entry:
    """An entry from its wire form, unchecked."""
    return Entry(**{**told, "where": tuple(told["where"])}) if "where" in told else Entry(**told)


def set_right(several: Sequence[Entry], now_ms: int) -> list[Entry]:
    """The same as a device with a right clock had said them: one that is ahead is ahead with all it sends, so the last
    is of now, and the others keep their distance from it.
    """
    ahead_ms = max((one.at_ms for one in several), default=0) - now_ms
    if ahead_ms <= AHEAD_MS:
        return list(several)
    return [replace(one, at_ms=one.at_ms - ahead_ms) for one in several]


def checked(entry: Entry, now_ms: int) -> Entry:
    """The entry cleaned. Raises BadInput, OutOfRange, Markup at their field."""
    if not _ID.fullmatch(entry.id):
        raise BadInput("An entry's id is 24 hexadecimal digits.", "id")
    for field_name in ("program", "day", "entry", "exercise"):
        if not _SLOT.fullmatch(getattr(entry, field_name)):
            raise BadInput("This names nothing.", field_name)
    if entry.kind in _OF_DAY and not entry.day:
        raise BadInput("This belongs to a day of a program, or to a session.", "day")
    if entry.kind in _OF_EXERCISE and not (entry.entry and entry.name):
        raise BadInput("This belongs to an exercise.", "entry")
    if entry.kind in _OF_SET and not 1 <= entry.number <= SETS_MOST:
        raise OutOfRange(f"An exercise has 1 to {SETS_MOST} sets.", "number")
    if abs(entry.at_ms - now_ms) > LATE_MOST_MS:
        raise OutOfRange("This is more than a year away. Please look at the clock of your phone.", "at_ms")
    _between(entry.reps, 0, REPS_MOST, "reps", "repetitions")
    _between(entry.load, 0, LOAD_MOST, "load", entry.unit)
    _between(entry.secs, 0, SECS_MOST, "secs", "seconds")
    _between(entry.rpe, 0, RPE_MOST, "rpe", "on the scale of effort")
    text = contact.paragraphs(entry.text, "text", most=TEXT_MOST)
    if entry.kind in ("note", "check_in") and not text:
        raise BadInput("There is nothing in it.", "text")
    return replace(
        entry,
        name=contact.plain(contact.line(entry.name, "name", most=NAME_MOST), "name"),
        where=tuple(dict.fromkeys(entry.where)) if entry.pain else (),
        text=text,
    )


def is_flag(entry: Entry) -> bool:
    """Whether a trainer should hear of it at once: somebody was unwell, or had pain."""
    return entry.kind == "unwell" or entry.pain is True


def _between(value: float | None, least: float, most: float, where: str, what: str) -> None:
    if value is not None and not least <= value <= most:
        raise OutOfRange(f"{least:g} to {most:g} {what}.", where)


_ALWAYS = ("id", "kind", "at_ms")
_BLANK = asdict(Entry(id="", kind="note", at_ms=0))
