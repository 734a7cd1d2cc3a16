"""A result: what was measured and seen in one assessment, how, when, by whom, and in which conditions."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Literal

from server.domain import contact
from server.domain.clips import Clip
from server.domain.errors import BadInput, OutOfRange
from server.domain.protocols.measures import SIDES, Checkpoint, Measure, Side
from server.domain.protocols.norms import SEXES, Sex
from server.domain.protocols.protocol import Protocol

By = Literal["trainer", "client"]
CameBy = Literal["", "mail", "message", "paper", "phone"]
Delivery = Literal["in_person", "live", "async"]
Value = float | str

DELIVERIES: Mapping[Delivery, str] = {
    "in_person": "in person",
    "live": "live, by video",
    "async": "on their own time",
}
CAME_BY: Mapping[CameBy, str] = {
    "": "measured",
    "mail": "came by e-mail",
    "message": "came by message",
    "paper": "came on paper",
    "phone": "told by phone",
}
CONDITIONS: Mapping[str, str] = {
    "time_of_day": "Time of day",
    "shoes": "Shoes",
    "warm_up": "Warm-up",
    "device": "Device",
}
CONDITION_MOST = 60  # characters
NOTE_MOST = 2000
ENTRIES_MOST = 300  # readings and observations of one result


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """Where it can be seen: a moment of a clip."""

    clip_id: str
    at_ms: int = 0  # since the clip began


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One value of one measure."""

    measure: str
    side: Side = ""
    trial: int = 1  # from 1
    value: Value
    by: By
    came_by: CameBy = ""
    at_ms: int  # when it was entered
    proof: Proof | None = None

    @property
    def place(self) -> tuple[str, Side, int]:
        """What it is a value of."""
        return self.measure, self.side, self.trial


@dataclass(frozen=True, slots=True, kw_only=True)
class Observation:
    """One checkpoint that was looked at."""

    checkpoint: str
    side: Side = ""
    seen: bool
    by: By
    at_ms: int  # when it was tapped: on the session's clock if there is a session
    proof: Proof | None = None

    @property
    def place(self) -> tuple[str, Side]:
        """What was looked at."""
        return self.checkpoint, self.side


@dataclass(frozen=True, slots=True, kw_only=True)
class Conditions:
    """What else was so. Results in different conditions are compared with a word about it."""

    time_of_day: str = ""
    shoes: str = ""
    warm_up: str = ""
    device: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """All that came out of one assessment; there is one for each. Change it by the functions below."""

    assessment_id: str
    client_id: str
    protocol: str
    version: int
    delivery: Delivery
    taken_at_ms: int  # the day of the test
    sex: Sex | None = None  # which norm table is used; None: no norms are wanted
    conditions: Conditions = field(default_factory=Conditions)
    readings: tuple[Reading, ...] = ()
    observations: tuple[Observation, ...] = ()
    note: str = ""  # the trainer's own words; the client reads them in the report
    rev: int = 0
    shared_at_ms: int | None = None  # since when the client has the report

    @property
    def is_empty(self) -> bool:
        """Whether nothing was measured or looked at yet."""
        return not self.readings and not self.observations

    def values(self, measure: str, side: Side = "") -> list[Reading]:
        """The readings of a measure on a side, by trial."""
        found = [one for one in self.readings if one.measure == measure and one.side == side]
        return sorted(found, key=lambda one: one.trial)

    def proof_of(self, measure: str, side: Side = "", trial: int = 1) -> Proof | None:
        """Where in a clip a value can be seen."""
        return next((one.proof for one in self.readings if one.place == (measure, side, trial)), None)

    def seen(self, checkpoint: str, side: Side = "") -> Observation | None:
        """What was noted of a checkpoint."""
        return next((one for one in self.observations if one.place == (checkpoint, side)), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A value as it was typed; empty takes it away."""

    measure: str
    side: str = ""
    trial: int = 1
    value: str = ""
    clip: str = ""  # where it can be seen
    clip_ms: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """A checkpoint as it was tapped: yes seen, no not seen, empty takes it away."""

    checkpoint: str
    side: str = ""
    seen: str = ""
    clip: str = ""
    clip_ms: int = 0


def record(
    result: Result,
    protocol: Protocol,
    entries: Sequence[Entry],
    *,
    by: By,
    now_ms: int,
    came_by: str = "",
) -> Result:
    """The result with these values in their places; the others stay. A client's values never replace a trainer's.

    Raises BadInput or OutOfRange, with the place as `where`: nothing of it is kept then.
    """
    if came_by not in CAME_BY:
        raise BadInput("Say how it came: by mail, message, paper or phone.", "came_by")
    kept = {one.place: one for one in result.readings}
    for entry in entries:
        measure, side = _measure(protocol, entry)
        place = (measure.key, side, entry.trial)
        if by == "client" and place in kept and kept[place].by == "trainer":
            continue
        value = _value(measure, entry.value, where(measure.key, side, entry.trial))
        if value is None:
            kept.pop(place, None)
        elif place not in kept or kept[place].value != value or entry.clip:
            kept[place] = Reading(
                measure=measure.key,
                side=side,
                trial=entry.trial,
                value=value,
                by=by,
                came_by=came_by,  # type: ignore[arg-type]  # checked above
                at_ms=now_ms,
                proof=_proof(entry),
            )
    return _changed(result, readings=tuple(kept.values()))


def look(result: Result, protocol: Protocol, looks: Sequence[Look], *, by: By, now_ms: int) -> Result:
    """The result with these checkpoints noted; the others stay. Raises BadInput for one that there is not."""
    kept = {one.place: one for one in result.observations}
    for one in looks:
        point, side = _checkpoint(protocol, one)
        if one.seen not in ("", "yes", "no"):
            raise BadInput("A checkpoint is seen, not seen, or left open.", f"{point.key}.{side}".rstrip("."))
        place = (point.key, side)
        seen = one.seen == "yes"
        if one.seen == "":
            kept.pop(place, None)
        elif place not in kept or kept[place].seen != seen or one.clip:
            kept[place] = Observation(
                checkpoint=point.key, side=side, seen=seen, by=by, at_ms=now_ms, proof=_proof(one)
            )
    return _changed(result, observations=tuple(kept.values()))


def describe(
    result: Result,
    *,
    conditions: Mapping[str, str] | None = None,
    note: str | None = None,
    sex: str | None = None,
) -> Result:
    """The result with other conditions, words, or another norm table; None leaves what is there.

    Raises BadInput or OutOfRange.
    """
    after = result
    if conditions is not None:
        cleaned = {
            name: contact.line(text, name, most=CONDITION_MOST)
            for name, text in conditions.items()
            if name in CONDITIONS
        }
        after = replace(after, conditions=replace(after.conditions, **cleaned))
    if note is not None:
        after = replace(after, note=contact.paragraphs(note, "note", most=NOTE_MOST))
    if sex is not None:
        if sex and sex not in SEXES:
            raise BadInput("The table is that of women, that of men, or none.", "sex")
        after = replace(after, sex=sex or None)  # type: ignore[arg-type]  # checked above
    return after if after == result else replace(after, rev=result.rev + 1)


def dated(result: Result, taken_at_ms: int) -> Result:
    """The result as of another day."""
    return result if taken_at_ms == result.taken_at_ms else replace(result, taken_at_ms=taken_at_ms, rev=result.rev + 1)


def share(result: Result, now_ms: int) -> Result:
    """The client has the report from now on; the first time counts."""
    return result if result.shared_at_ms is not None else replace(result, shared_at_ms=now_ms, rev=result.rev + 1)


def unshare(result: Result) -> Result:
    """The client has it no more."""
    return result if result.shared_at_ms is None else replace(result, shared_at_ms=None, rev=result.rev + 1)


def age_on(birth_date: str, day: date) -> int | None:
    """Full years on that day; None without a date of birth. birth_date: ISO, or empty."""
    if not birth_date:
        return None
    born = date.fromisoformat(birth_date)
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def moment_ms(noted: Reading | Observation, clip: Clip) -> int | None:
    """Where in a clip it can be seen: at its proof, or as it was noted while that was being filmed; None: nowhere."""
    if noted.proof is not None:
        return noted.proof.at_ms if noted.proof.clip_id == clip.id else None
    if clip.captured_at_ms is None or not clip.duration_ms:
        return None
    since_ms = noted.at_ms - clip.captured_at_ms
    return since_ms if 0 <= since_ms <= clip.duration_ms else None


def where(measure: str, side: str = "", trial: int = 1) -> str:
    """The name of a place, as a form's field has it: reach.left.2"""
    return ".".join(part for part in (measure, side, str(trial) if trial > 1 else "") if part)


def _measure(protocol: Protocol, entry: Entry) -> tuple[Measure, Side]:
    measure = protocol.measure(entry.measure)
    if measure is None:
        raise BadInput("There is no such measure in this assessment.", entry.measure)
    side = _side(measure.sides, entry.side, measure.key)
    if not 1 <= entry.trial <= measure.trials:
        raise OutOfRange(f"There are {measure.trials} tries of it.", measure.key)
    return measure, side


def _checkpoint(protocol: Protocol, one: Look) -> tuple[Checkpoint, Side]:
    for point in protocol.checkpoints:
        if point.key == one.checkpoint:
            return point, _side(point.sides, one.side, point.key)
    raise BadInput("There is no such checkpoint in this assessment.", one.checkpoint)


def _side(sides: bool, side: str, key: str) -> Side:
    for allowed in SIDES if sides else ("",):
        if side == allowed:
            return allowed
    raise BadInput("Say left or right." if sides else "This has no sides.", key)


def _value(measure: Measure, typed: str, place: str) -> Value | None:
    text = typed.strip()
    if not text:
        return None
    if measure.choices:
        if text not in {choice.value for choice in measure.choices}:
            raise BadInput("Choose one of the answers.", place)
        return text
    value = _number(text, place)
    if not measure.low <= value <= measure.high:
        raise OutOfRange(f"Between {measure.low:g} and {measure.high:g} {measure.unit}".strip() + ".", place)
    return round(value, measure.decimals)


def _number(text: str, place: str) -> float:
    """12,5 and 12.5 are the same; 1:30 is a minute and a half in seconds."""
    minutes, colon, seconds = text.rpartition(":")
    try:
        value = float(seconds.replace(",", ".")) + (60 * int(minutes) if colon else 0)
    except ValueError:
        raise BadInput("This is not a number.", place) from None
    if not math.isfinite(value):
        raise BadInput("This is not a number.", place)
    return value


def _proof(given: Entry | Look) -> Proof | None:
    return Proof(clip_id=given.clip, at_ms=max(0, given.clip_ms)) if given.clip else None


def _changed(result: Result, **parts: tuple[Reading, ...] | tuple[Observation, ...]) -> Result:
    after = replace(result, **parts)  # type: ignore[arg-type]  # readings or observations
    if len(after.readings) + len(after.observations) > ENTRIES_MOST:
        raise OutOfRange(f"One result holds {ENTRIES_MOST} entries at most.")
    return result if after == result else replace(after, rev=result.rev + 1)
