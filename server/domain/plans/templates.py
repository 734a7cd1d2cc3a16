"""Plans to begin with: ours as data, a trainer's own as rows. Days are counted from the day the plan begins."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, time, timedelta

from server.domain import contact
from server.domain.errors import OutOfRange
from server.domain.plans.cadence import Cadence
from server.domain.plans.plan import Line, Plan, What
from server.domain.sessions import Delivery

OWN_MOST = 50


class TooManyTemplates(OutOfRange):
    """More templates than a trainer can keep."""

    code = "too-many-templates"
    sentence = f"You keep {OWN_MOST} templates at most. Remove one that you do not use any more."


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A line that begins so many days after the plan does. after_min: how long after the plan's time of day."""

    line: Line  # its id and its days mean nothing
    after_days: int = 0
    lasts_days: int | None = None
    after_min: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Template:
    """A named set of parts. `trainer_id` is empty for ours."""

    key: str
    name: str
    about: str = ""
    trainer_id: str = ""
    parts: tuple[Part, ...] = ()
    created_at_ms: int = 0


def lines(template: Template, begins: date, at: time, ids: Sequence[str]) -> list[Line]:
    """The lines of a plan that begins that day; meetings are at that time of day. ids: one for each part."""
    return [_placed(part, begins, at, id) for part, id in zip(template.parts, ids, strict=True)]


def keep(plan: Plan, *, key: str, name: str, now_ms: int) -> Template:
    """The plan as a template of the trainer's own. Raises BadInput for no name, OutOfRange for an empty plan."""
    if not plan.lines:
        raise OutOfRange("There is nothing in this plan yet.")
    first = min(date.fromisoformat(line.begins) for line in plan.lines)
    times = [_minutes(line.time) for line in plan.lines if line.time]
    earliest = min(times, default=0)
    parts = tuple(
        Part(
            line=replace(line, id="", begins="", ends=""),
            after_days=(date.fromisoformat(line.begins) - first).days,
            lasts_days=None
            if not line.ends
            else (date.fromisoformat(line.ends) - date.fromisoformat(line.begins)).days,
            after_min=_minutes(line.time) - earliest if line.time else 0,
        )
        for line in plan.lines
    )
    return Template(
        key=key,
        name=contact.name(name),
        trainer_id=plan.trainer_id,
        parts=parts,
        created_at_ms=now_ms,
    )


def _placed(part: Part, begins: date, at: time, id: str) -> Line:
    day = begins + timedelta(days=part.after_days)
    ends = "" if part.lasts_days is None else (day + timedelta(days=part.lasts_days)).isoformat()
    shown = ""
    if part.line.has_time:
        # Later than midnight would be another day: such a meeting keeps the last quarter of the hour.
        minutes = min(at.hour * 60 + at.minute + part.after_min, 23 * 60 + 45)
        shown = f"{minutes // 60:02}:{minutes % 60:02}"
    return replace(part.line, id=id, begins=day.isoformat(), ends=ends, time=shown)


def _minutes(shown: str) -> int:
    at = time.fromisoformat(shown)
    return at.hour * 60 + at.minute


def _part(
    what: What,
    delivery: Delivery,
    cadence: Cadence,
    *,
    after_days: int = 0,
    after_min: int = 0,
    title: str = "",
    duration_min: int = 60,
) -> Part:
    place = {Delivery.IN_PERSON: "gym", Delivery.LIVE: "link", Delivery.ASYNC: ""}[delivery]
    line = Line(
        id="",
        what=what,
        delivery=delivery,
        cadence=cadence,
        begins="",
        title=title,
        duration_min=duration_min,
        place="" if what == "check_in" else place,
    )
    return Part(line=line, after_days=after_days, after_min=after_min)


_IN, _LIVE, _OWN = Delivery.IN_PERSON, Delivery.LIVE, Delivery.ASYNC
_ONCE, _WEEKLY = Cadence(kind="once"), Cadence(kind="weeks")
_FRIDAYS, _SUNDAYS = Cadence(kind="weekdays", weekdays=(4,)), Cadence(kind="weekdays", weekdays=(6,))

OURS: tuple[Template, ...] = (
    Template(
        key="hybrid",
        name="In-person start, then mixed",
        about="Meet, test and train once together; then workouts on their own, one live a week, check-in on Fridays, "
        "and a reassessment by video every six weeks.",
        parts=(
            _part("consultation", _IN, _ONCE),
            _part("assessment", _IN, _ONCE, after_min=60),
            _part("workout", _IN, _ONCE, after_days=2),
            _part("workout", _OWN, Cadence(kind="times", times=3), after_days=7),
            _part("workout", _LIVE, _WEEKLY, after_days=7),
            _part("check_in", _OWN, _FRIDAYS),
            _part("assessment", _LIVE, Cadence(kind="weeks", weeks=6), after_days=42, title="Reassessment"),
        ),
    ),
    Template(
        key="live",
        name="All by video",
        about="Consultation and assessment by video, two workouts a week together, check-in on Sundays, and a "
        "reassessment every eight weeks.",
        parts=(
            _part("consultation", _LIVE, _ONCE, duration_min=45),
            _part("assessment", _LIVE, _ONCE, after_days=2),
            _part("workout", _LIVE, Cadence(kind="weekdays", weekdays=(0, 3)), after_days=4),
            _part("check_in", _OWN, _SUNDAYS),
            _part("assessment", _LIVE, Cadence(kind="weeks", weeks=8), after_days=58, title="Reassessment"),
        ),
    ),
    Template(
        key="own-time",
        name="All on their own time",
        about="Questions and a filmed assessment first, then three workouts a week, check-in on Fridays, and a "
        "reassessment every six weeks.",
        parts=(
            _part("consultation", _OWN, _ONCE),
            _part("assessment", _OWN, _ONCE, after_days=2),
            _part("workout", _OWN, Cadence(kind="times", times=3), after_days=7),
            _part("check_in", _OWN, _FRIDAYS, after_days=7),
            _part("assessment", _OWN, Cadence(kind="weeks", weeks=6), after_days=44, title="Reassessment"),
        ),
    ),
    Template(
        key="gym",
        name="At the gym",
        about="Everything in person: two workouts a week, and a reassessment every twelve weeks.",
        parts=(
            _part("consultation", _IN, _ONCE),
            _part("assessment", _IN, _ONCE, after_min=60),
            _part("workout", _IN, Cadence(kind="weekdays", weekdays=(1, 4)), after_days=1),
            _part("assessment", _IN, Cadence(kind="weeks", weeks=12), after_days=84, title="Reassessment"),
        ),
    ),
    Template(
        key="group",
        name="A small group",
        about="One class a week at the gym, one by video, and a workout each does alone.",
        parts=(
            _part("workout", _IN, Cadence(kind="weekdays", weekdays=(2,))),
            _part("workout", _LIVE, Cadence(kind="weekdays", weekdays=(5,))),
            _part("workout", _OWN, Cadence(kind="times", times=1)),
        ),
    ),
)
"""What Spotter offers. A trainer changes the lines once they stand in a plan, and keeps a plan as a template."""

BY_KEY = {template.key: template for template in OURS}
