"""How values and checkpoints come in: one shape for forms, for scripts that save as one types, and for the room."""

from dataclasses import dataclass, field
from typing import Any

from server.domain import wall_clock
from server.domain.assessments import Assessment
from server.domain.protocols import Protocol, places, results
from server.domain.protocols.results import By, Entry, Look, Result


@dataclass(frozen=True, slots=True)
class Moment:
    """Where something can be seen."""

    clip: str
    at_ms: int = 0  # since the clip began


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordResult:
    """What was entered. Each place is a measure, a side and a try with dots between: reach.left.2

    What is not named stays as it is; an empty value takes one away. `whole` is a form without script: there a
    checkpoint that is ticked neither way is open.
    """

    place: list[str] = field(default_factory=list)
    value: list[str] = field(default_factory=list)  # one for each place
    seen: list[str] = field(default_factory=list)  # checkpoints, with a side
    unseen: list[str] = field(default_factory=list)
    open: list[str] = field(default_factory=list)
    whole: bool = False
    moments: dict[str, Moment] = field(default_factory=dict)  # by place: the proof
    came_by: str = ""
    time_of_day: str | None = None
    shoes: str | None = None
    warm_up: str | None = None
    device: str | None = None
    sex: str | None = None  # which norm table; "" none
    note: str | None = None
    taken_on: str | None = None  # the day of the test, YYYY-MM-DD in the reader's time zone


def new(assessment: Assessment, before: Result | None) -> Result:
    """The empty result of an assessment. The norm table is the one that was used last, if there was one."""
    return Result(
        assessment_id=assessment.id,
        client_id=assessment.client_id,
        protocol=assessment.protocol,
        version=assessment.version,
        delivery=assessment.delivery,
        taken_at_ms=assessment.sent_at_ms or assessment.created_at_ms,
        sex=before.sex if before else None,
    )


def entered(
    result: Result, protocol: Protocol, body: RecordResult, *, by: By, now_ms: int, time_zone: str = "UTC"
) -> Result:
    """The result with what came in. Raises BadInput or OutOfRange with the place as `where`; all of it or nothing."""
    after = results.record(result, protocol, _entries(body), by=by, now_ms=now_ms, came_by=body.came_by)
    after = results.look(after, protocol, _looks(body, protocol), by=by, now_ms=now_ms)
    if by == "client":
        return after
    conditions = {name: getattr(body, name) for name in results.CONDITIONS if getattr(body, name) is not None}
    after = results.describe(after, conditions=conditions or None, note=body.note, sex=body.sex)
    return after if body.taken_on is None else results.dated(after, _day_ms(body.taken_on, after, time_zone))


def places_of(protocol: Protocol, keys: tuple[str, ...] | None = None) -> list[tuple[str, str, int]]:
    """Every place of a protocol's measures, or of those, in the order of a form: measure, side, try."""
    return [
        (measure.key, side, trial)
        for measure in protocol.measures
        if keys is None or measure.key in keys
        for side in places(measure.sides)
        for trial in range(1, measure.trials + 1)
    ]


def told(result: Result) -> dict[str, Any]:
    """What a script shows: values by place, and checkpoints as yes or no."""
    return {
        "values": {
            results.where(one.measure, one.side, one.trial): f"{one.value:g}"
            if isinstance(one.value, float)
            else one.value
            for one in result.readings
        },
        "seen": {results.where(one.checkpoint, one.side): one.seen for one in result.observations},
        "rev": result.rev,
    }


def _entries(body: RecordResult) -> list[Entry]:
    found = []
    for place, value in zip(body.place, body.value, strict=False):
        key, side, trial = _parts(place)
        at = body.moments.get(place, Moment(""))
        found.append(Entry(measure=key, side=side, trial=trial, value=value, clip=at.clip, clip_ms=at.at_ms))
    return found


def _looks(body: RecordResult, protocol: Protocol) -> list[Look]:
    marked = {**dict.fromkeys(body.open, ""), **dict.fromkeys(body.unseen, "no"), **dict.fromkeys(body.seen, "yes")}
    if body.whole:
        all_of_it = [results.where(point.key, side) for point in protocol.checkpoints for side in places(point.sides)]
        marked = {**dict.fromkeys(all_of_it, ""), **marked}
    found = []
    for place, seen in marked.items():
        key, side, _ = _parts(place)
        at = body.moments.get(place, Moment("")) if seen else Moment("")
        found.append(Look(checkpoint=key, side=side, seen=seen, clip=at.clip, clip_ms=at.at_ms))
    return found


def _parts(place: str) -> tuple[str, str, int]:
    key, *rest = place.split(".")
    trial = int(rest.pop()) if rest and rest[-1].isascii() and rest[-1].isdecimal() and len(rest[-1]) < 4 else 1
    return key, ".".join(rest), trial


def _day_ms(day: str, result: Result, time_zone: str) -> int:
    """That day at the hour it has now, in the trainer's time zone."""
    shown = wall_clock.local(result.taken_at_ms, time_zone)
    return wall_clock.moment(wall_clock.read_date(day, "taken_on"), shown.time(), time_zone)
