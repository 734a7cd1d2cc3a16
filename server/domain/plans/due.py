"""What of a plan is due: each slot with where it stands, what was made for it, and the day it was moved to."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

from server.domain.errors import NotFound, OutOfRange
from server.domain.plans import cadence as cadences
from server.domain.plans.cadence import Slot
from server.domain.plans.plan import Line, Plan, What, begins_on, ends_on
from server.domain.sessions import Delivery

Standing = Literal["ahead", "due", "missed", "done", "skipped"]
State = Literal["ahead", "done", "gone"]  # gone: called off, did not take place, taken back

STANDINGS: dict[Standing, str] = {
    "ahead": "ahead",
    "due": "due",
    "missed": "missed",
    "done": "done",
    "skipped": "left out",
}
LOOKED_BACK = timedelta(days=28)  # what was missed longer ago is not asked for any more
MOVED_MOST = timedelta(days=366)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """What was said about one slot of one line. `made`: "session:<id>", "assessment:<id>" or "form:<id>"."""

    line_id: str
    slot: str
    moved_to: str = ""  # ISO date
    done_at_ms: int | None = None
    skipped_at_ms: int | None = None
    made: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Thing:
    """Something that exists and may be what was due: a session, an assessment, a form, a training."""

    ref: str  # as Mark.made
    what: What
    delivery: Delivery
    day: date  # in the plan's calendar
    state: State
    title: str = ""
    protocol: str = ""  # of an assessment
    href: str = ""  # its page, for the trainer


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """One slot as a page shows it."""

    line: Line
    slot: str
    first: date
    last: date
    standing: Standing
    is_moved: bool = False
    thing: Thing | None = None

    @property
    def waits(self) -> bool:
        """Whether something is still to be done for it."""
        return self.standing in ("due", "missed", "ahead")


def due(
    plan: Plan,
    marks: Iterable[Mark],
    things: Iterable[Thing],
    *,
    today: date,
    since: date,
    until: date,
) -> list[Due]:
    """What of the plan touches the days since..until, by day.

    What was made for a slot stands for it; else what exists of the same service and delivery on one of its days does,
    each thing for one slot only. A session that took a slot's place stands on its own day.
    """
    said = {(mark.line_id, mark.slot): mark for mark in marks}
    there = {thing.ref: thing for thing in things}
    # What was moved, or made for another day, may come into these days from outside.
    named = [_day_of(slot) for (_, slot), mark in said.items() if mark.moved_to or mark.made]
    wide = (min([since, *named]), max([until, *named]))
    found = [
        _stand(line, slot, said.get((line.id, slot.key)), there, today)
        for line in plan.lines
        for slot in cadences.slots(line.cadence, begins_on(line), ends_on(line), *wide)
    ]
    found.sort(key=lambda one: (one.last, one.first, one.line.time, one.line.id, one.slot))
    found = _matched(found, there, {mark.made for mark in said.values()}, today)
    return [one for one in found if one.last >= since and one.first <= until]


def find(plan: Plan, line_id: str, slot: str) -> tuple[Line, Slot]:
    """The line and the slot with these names. Raises NotFound."""
    line = plan.line(line_id)
    try:
        day = _day_of(slot)
    except ValueError:
        raise NotFound from None
    for each in cadences.slots(line.cadence, begins_on(line), ends_on(line), day, day + timedelta(days=6)):
        if each.key == slot:
            return line, each
    raise NotFound


# ---- what may be said about a slot


def move(mark: Mark, slot: Slot, to: date) -> Mark:
    """The slot on another day; on its own day it is as if it had never been moved. Raises OutOfRange."""
    if abs(to - slot.first) > MOVED_MOST:
        raise OutOfRange("Choose a day within a year of the one it was due.", "to")
    is_home = to == slot.first == slot.last
    return replace(mark, moved_to="" if is_home else to.isoformat())


def unmove(mark: Mark) -> Mark:
    """The slot on the days its line gives it."""
    return replace(mark, moved_to="")


def done(mark: Mark, now_ms: int) -> Mark:
    """Said to be done, without anything that shows it."""
    return replace(mark, done_at_ms=now_ms, skipped_at_ms=None)


def skip(mark: Mark, now_ms: int) -> Mark:
    """Left out this once."""
    return replace(mark, skipped_at_ms=now_ms, done_at_ms=None)


def reopen(mark: Mark) -> Mark:
    """Neither done nor left out."""
    return replace(mark, done_at_ms=None, skipped_at_ms=None)


# ---- where a slot stands


def _stand(line: Line, slot: Slot, mark: Mark | None, there: Mapping[str, Thing], today: date) -> Due:
    first, last = slot.first, slot.last
    if mark is None:  # of nearly all
        standing = _standing(None, None, first, last, today)
        return Due(line=line, slot=slot.key, first=first, last=last, standing=standing)
    if mark.moved_to:
        first = last = date.fromisoformat(mark.moved_to)
    thing = there.get(mark.made) if mark.made else None
    if thing is not None and thing.ref.startswith("session:") and thing.state != "gone":
        first = last = thing.day
    return Due(
        line=line,
        slot=slot.key,
        first=first,
        last=last,
        standing=_standing(mark, thing, first, last, today),
        is_moved=bool(mark.moved_to),
        thing=thing,
    )


def _standing(mark: Mark | None, thing: Thing | None, first: date, last: date, today: date) -> Standing:
    if mark is not None and mark.skipped_at_ms is not None:
        return "skipped"
    if mark is not None and mark.done_at_ms is not None:
        return "done"
    if thing is not None and thing.state == "done":
        return "done"
    if last < today:
        return "missed"
    return "due" if first <= today else "ahead"


def _matched(found: Sequence[Due], there: Mapping[str, Thing], made: Collection[str], today: date) -> list[Due]:
    """The slots, each that nothing was made for with the first thing of its kind on one of its days."""
    free: dict[object, list[Thing]] = defaultdict(list)
    for thing in sorted(there.values(), key=lambda thing: (thing.day, thing.ref)):
        if thing.ref not in made and thing.state != "gone":
            free[thing.what, thing.delivery].append(thing)
    shown = []
    for one in found:
        kind = free.get((one.line.what, one.line.delivery))
        if not kind or one.thing is not None or one.standing in ("skipped", "done"):
            shown.append(one)
            continue
        fitting = next((thing for thing in kind if _fits(one, thing)), None)
        if fitting is None:
            shown.append(one)
            continue
        kind.remove(fitting)
        standing = _standing(None, fitting, one.first, one.last, today)
        shown.append(replace(one, thing=fitting, standing=standing))
    return shown


def _fits(one: Due, thing: Thing) -> bool:
    if one.line.protocol and thing.protocol and one.line.protocol != thing.protocol:
        return False
    return one.first <= thing.day <= one.last


def _day_of(slot: str) -> date:
    return date.fromisoformat(slot.partition(".")[0])
