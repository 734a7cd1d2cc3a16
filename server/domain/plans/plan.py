"""A plan: what a client, or a group, is due. Its lines, and how they change."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, time
from typing import Literal

from server.domain import contact, wall_clock
from server.domain.errors import BadInput, Conflict, NotFound, OutOfRange
from server.domain.planning import MAX_DURATION_MIN, MIN_DURATION_MIN
from server.domain.plans import cadence as cadences
from server.domain.plans.cadence import Cadence
from server.domain.sessions import LIVE_PLACES, REAL_PLACES, Delivery, Place, Service

What = Literal["consultation", "assessment", "workout", "check_in"]

WHATS: dict[What, str] = {
    "consultation": "Consultation",
    "assessment": "Assessment",
    "workout": "Workout",
    "check_in": "Check-in",
}
DELIVERED = {Delivery.IN_PERSON: "in person", Delivery.LIVE: "live", Delivery.ASYNC: "on their own"}
MOST_LINES = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One service in one delivery, as often as its cadence says, from `begins` on.

    time: "HH:MM" on the plan's wall clock for what has a time of day, else empty. protocol: of an assessment, "" where
    the trainer chooses when it comes to it.
    """

    id: str
    what: What
    delivery: Delivery
    cadence: Cadence
    begins: str  # ISO date
    ends: str = ""  # ISO date, the last day; empty: goes on
    time: str = ""
    duration_min: int = 60
    place: str = ""
    place_note: str = ""
    protocol: str = ""
    form: str = ""  # of a check-in or a consultation without the trainer: which form
    title: str = ""

    @property
    def has_time(self) -> bool:
        """Whether trainer and client meet at a time of day."""
        return self.delivery is not Delivery.ASYNC and self.what != "check_in"

    @property
    def service(self) -> Service | None:
        """The service of the session that can be made of it; a check-in is none."""
        return None if self.what == "check_in" else Service(self.what)

    @property
    def name(self) -> str:
        """What it is called in the trainer's lists."""
        return self.title or (WHATS[self.what] if self.what == "check_in" else name_of(self.what, self.delivery))

    @property
    def name_for_client(self) -> str:
        """The same as the client reads it."""
        return self.name.replace("on their own", "on your own") if not self.title else self.title


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """The lines of one client or one group, and the clock they are written for. `rev` counts its changes."""

    id: str
    trainer_id: str
    client_id: str | None = None
    group_id: str | None = None
    time_zone: str
    lines: tuple[Line, ...] = ()
    rev: int = 0
    created_at_ms: int = 0

    def line(self, id: str) -> Line:
        """The line with that id. Raises NotFound."""
        for each in self.lines:
            if each.id == id:
                return each
        raise NotFound


@dataclass(frozen=True, slots=True, kw_only=True)
class LineDetails:
    """What a trainer fills in about a line, as typed."""

    what: What = "workout"
    delivery: Delivery = Delivery.LIVE
    cadence: cadences.Kind = "weekdays"
    weekdays: tuple[int, ...] = ()
    times: int = 3
    weeks: int = 1
    begins: str = ""
    ends: str = ""
    time: str = ""
    duration_min: int = 60
    place: str = ""
    place_note: str = ""
    protocol: str = ""
    form: str = ""
    title: str = ""


def read_line(details: LineDetails, id: str, *, protocols: Sequence[str] = (), forms: Sequence[str] = ()) -> Line:
    """A line of what was typed. Raises BadInput or OutOfRange with the field in `where`."""
    begins = wall_clock.read_date(details.begins, "begins")
    ends = wall_clock.read_date(details.ends, "ends") if details.ends.strip() else None
    if ends is not None and ends < begins:
        raise OutOfRange("It ends before it begins.", "ends")
    delivery = Delivery.ASYNC if details.what == "check_in" else details.delivery
    given = Cadence(kind=details.cadence, weekdays=details.weekdays, times=details.times, weeks=details.weeks)
    line = Line(
        id=id,
        what=details.what,
        delivery=delivery,
        cadence=cadences.checked(given),
        begins=begins.isoformat(),
        ends="" if ends is None else ends.isoformat(),
        place_note=contact.line(details.place_note, "place_note", most=300),
        title=contact.line(details.title, "title", most=120),
        protocol=_one_of(details.protocol, protocols, "protocol") if details.what == "assessment" else "",
        form=_one_of(details.form, forms, "form") if details.what in ("check_in", "consultation") else "",
    )
    if not line.has_time:
        return replace(line, place_note="")
    if line.cadence.kind == "times":
        raise BadInput("What you meet for needs its days of the week: choose them.", "cadence")
    if not MIN_DURATION_MIN <= details.duration_min <= MAX_DURATION_MIN:
        raise OutOfRange(f"A session lasts {MIN_DURATION_MIN} to {MAX_DURATION_MIN} minutes.", "duration_min")
    at = wall_clock.read_time(details.time)
    return replace(line, time=f"{at:%H:%M}", duration_min=details.duration_min, place=_place(details, delivery))


def details_of(line: Line) -> LineDetails:
    """A line as its form shows it."""
    return LineDetails(
        what=line.what,
        delivery=line.delivery,
        cadence=line.cadence.kind,
        weekdays=line.cadence.weekdays,
        times=line.cadence.times or 3,
        weeks=line.cadence.weeks,
        begins=line.begins,
        ends=line.ends,
        time=line.time,
        duration_min=line.duration_min,
        place=line.place,
        place_note=line.place_note,
        protocol=line.protocol,
        form=line.form,
        title=line.title,
    )


def put(plan: Plan, line: Line) -> Plan:
    """The plan with a line more, or with that line as it is now. Raises OutOfRange."""
    kept = [line if each.id == line.id else each for each in plan.lines]
    if all(each.id != line.id for each in plan.lines):
        kept.append(line)
    return with_lines(plan, kept)


def drop(plan: Plan, line_id: str) -> Plan:
    """The plan without a line. Raises NotFound."""
    plan.line(line_id)
    return with_lines(plan, [each for each in plan.lines if each.id != line_id])


def with_lines(plan: Plan, lines: Sequence[Line]) -> Plan:
    """The plan with other lines, in the order they begin. Raises OutOfRange."""
    if len(lines) > MOST_LINES:
        raise OutOfRange(f"A plan has up to {MOST_LINES} lines.")
    return replace(plan, lines=tuple(sorted(lines, key=lambda line: (line.begins, line.id))), rev=plan.rev + 1)


def check_rev(plan: Plan, rev: int) -> None:
    """Raises Conflict when somebody changed it since the sender had opened it."""
    if plan.rev != rev:
        raise Conflict("The plan was changed in another window meanwhile. Look at it, then try again.")


def name_of(what: What, delivery: Delivery) -> str:
    """ "Workout live" and its kin."""
    return f"{WHATS[what]} {DELIVERED[delivery]}"


def begins_on(line: Line) -> date:
    """Its first day."""
    return date.fromisoformat(line.begins)


def ends_on(line: Line) -> date | None:
    """Its last day, or None while it goes on."""
    return date.fromisoformat(line.ends) if line.ends else None


def at_time(line: Line) -> time | None:
    """Its time of day, if it has one."""
    return time.fromisoformat(line.time) if line.time else None


def _place(details: LineDetails, delivery: Delivery) -> str:
    allowed = LIVE_PLACES if delivery is Delivery.LIVE else REAL_PLACES
    if details.place not in [place.value for place in allowed]:
        wanted = "the link or the phone" if delivery is Delivery.LIVE else "where you meet"
        raise BadInput(f"Choose {wanted}.", "place")
    if details.place == Place.OTHER.value and not details.place_note.strip():
        raise BadInput("Say where you meet.", "place_note")
    return details.place


def _one_of(chosen: str, known: Sequence[str], where: str) -> str:
    if chosen and chosen not in known:
        raise BadInput("Choose one of those in the list.", where)
    return chosen
