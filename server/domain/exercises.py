"""Exercises and their cues: ours, and a trainer's own. Of ours, what a trainer changes is their own from then on."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Literal

from server.domain import contact
from server.domain.errors import BadInput, Conflict, OutOfRange, Stale

NAME_MOST = 60  # characters
CUES_MOST = 12  # of one exercise
WORDS_MOST = 5  # of one cue: nobody reads more in one glance
SAY_MOST = 60  # characters of one cue, as on the wire
THINGS_MOST = 6  # of equipment, and of regions
THING_MOST = 30  # characters of a piece of equipment
SETUP_MOST = 400  # characters
POINTS_MOST = 8  # of one part of a guide
POINT_MOST = 160  # characters of one
CLIPS_MOST = 6
EXERCISES_MOST = 1000  # of one trainer, beside ours
UNDO_MS = 86_400_000  # so long a deleted one can be brought back
ANY = "any"  # the key of the cues that fit whatever is being done

Pattern = Literal[
    "squat", "hinge", "lunge", "push", "pull", "trunk", "carry", "jump", "pace", "balance", "mobility", "other"
]
Load = Literal["bodyweight", "weight", "band", "none"]
Kind = Literal["form", "safety", "alert", "motivation", "count"]
Focus = Literal["external", "internal", ""]
Phase = Literal["", "start", "down", "bottom", "up", "top"]
Region = Literal[
    "",
    "head",
    "neck",
    "shoulders",
    "chest",
    "back",
    "arms",
    "hands",
    "trunk",
    "hips",
    "glutes",
    "thighs",
    "hamstrings",
    "knees",
    "calves",
    "feet",
]
_WORKED = frozenset(Region.__args__) - {""}  # type: ignore[attr-defined]


class TooManyExercises(OutOfRange):
    """More exercises than a trainer can keep."""

    code = "too-many-exercises"
    sentence = f"A trainer keeps {EXERCISES_MOST} exercises at most. Delete some that you do not use any more."


class NameTaken(Conflict):
    """Another exercise of this trainer's list has that name."""

    code = "name-taken"
    sentence = "There is an exercise of that name already."


@dataclass(frozen=True, slots=True, kw_only=True)
class ExerciseCue:
    """What is said at a press. External: about the world, the bar, the floor; internal: about the body's own parts.

    External cues come first, since attention on the movement's effect teaches it better than attention on a body part.
    Source: G. Wulf, "Attentional focus and motor learning: a review of 15 years", 2013.
    """

    say: str  # at most five words
    kind: Kind = "form"
    focus: Focus = ""
    phase: Phase = ""  # when in the movement it helps
    region: Region = ""  # what of the body it is about


@dataclass(frozen=True, slots=True, kw_only=True)
class Guide:
    """How an exercise is done, for who reads it alone. Each part in the order it is read."""

    setup: str = ""  # how one gets into position
    phases: tuple[str, ...] = ()  # the movement step by step
    faults: tuple[str, ...] = ()  # what goes wrong most, and what helps
    avoid: tuple[str, ...] = ()  # who leaves it out, or asks first


@dataclass(frozen=True, slots=True, kw_only=True)
class ExerciseDetails:
    """What is said of an exercise. Cues in the order of their keys: the first is on 1."""

    name: str
    pattern: Pattern = "other"
    equipment: tuple[str, ...] = ()
    regions: tuple[Region, ...] = ()  # what it trains, the most first
    one_sided: bool = False  # done left and right in turn
    load: Load = "bodyweight"
    cues: tuple[ExerciseCue, ...] = ()
    guide: Guide = field(default_factory=Guide)
    needs_spotter: bool = False  # somebody stands by: stays out of programs that are done alone
    clips: tuple[str, ...] = ()  # ids of the trainer's own photos and clips, the first is shown first


@dataclass(frozen=True, slots=True, kw_only=True)
class Exercise:
    """An exercise as a trainer's list has it. The key never changes: programs, days and logs name it by that."""

    key: str
    details: ExerciseDetails
    id: str = ""  # of a trainer's own; ours have none
    trainer_id: str = ""
    rev: int = 0  # of one's own one more at each save
    created_at_ms: int = 0
    updated_at_ms: int = 0
    deleted_at_ms: int | None = None

    @property
    def name(self) -> str:
        """What it is called."""
        return self.details.name

    @property
    def is_ours(self) -> bool:
        """Whether it is as it came with Spotter."""
        return not self.trainer_id


def save(
    before: Exercise, details: ExerciseDetails, *, id: str, trainer_id: str, rev: int, taken: Iterable[str], now_ms: int
) -> Exercise:
    """The trainer's own exercise with these details, checked; of ours it becomes a copy under the same key.

    id: the row of a copy that is made. rev: the revision its sender had before them. taken: the names of all other
    exercises of the list. Raises Stale, NameTaken, BadInput, Markup, OutOfRange.
    """
    if rev != before.rev:
        raise Stale
    found = checked(details)
    check_name(found.name, taken)
    return replace(
        before,
        id=before.id or id,
        trainer_id=trainer_id,
        details=found,
        rev=before.rev + 1,
        created_at_ms=before.created_at_ms or now_ms,
        updated_at_ms=now_ms,
    )


def blank(key: str) -> Exercise:
    """What a new exercise is before anything is said of it."""
    return Exercise(key=key, details=ExerciseDetails(name=""))


def check_room(kept: int) -> None:
    """Raises TooManyExercises when a trainer who keeps so many cannot keep one more."""
    if kept >= EXERCISES_MOST:
        raise TooManyExercises


def check_name(name: str, taken: Iterable[str]) -> None:
    """Raises NameTaken when that is what another one is called."""
    if name_key(name) in {name_key(one) for one in taken}:
        raise NameTaken(where="name")


def merged(ours: Iterable[Exercise], own: Iterable[Exercise]) -> list[Exercise]:
    """A trainer's whole list by name: ours, but where there is an own one of the same key, that."""
    found = {one.key: one for one in ours} | {one.key: one for one in own if one.deleted_at_ms is None}
    return sorted(found.values(), key=lambda one: (one.key != ANY, name_key(one.name), one.key))


def name_key(name: str) -> str:
    """A name as it is compared: "Goblet  Squat" and "goblet squat" are one."""
    return " ".join(name.split()).casefold()


def checked(details: ExerciseDetails) -> ExerciseDetails:
    """The details cleaned, without cues that say nothing.

    Raises BadInput, Markup, OutOfRange at their field, and at a cue by its place among those given: `cues[2]`.
    """
    name = contact.plain(contact.name(details.name, most=NAME_MOST), "name")
    given = [replace(cue, say=said(cue.say, f"cues[{place}]")) for place, cue in enumerate(details.cues)]
    cues = tuple(cue for cue in given if cue.say)
    if len(cues) > CUES_MOST:
        raise OutOfRange(f"An exercise has at most {CUES_MOST} cues; these are {len(cues)}.", "cues")
    return replace(
        details,
        name=name,
        equipment=_equipment(details.equipment),
        regions=_regions(details.regions),
        cues=cues,
        guide=_guide(details.guide),
        clips=_clips(details.clips),
    )


def said(say: str, where: str) -> str:
    """A cue's words, which may be none. Raises OutOfRange for too many, Markup."""
    found = contact.plain(contact.line(say, where, most=SAY_MOST), where)
    if len(found.split()) > WORDS_MOST:
        raise OutOfRange("A cue has at most five words: nobody reads more in one glance.", where)
    return found


def _guide(guide: Guide) -> Guide:
    setup = contact.plain(contact.line(guide.setup, "setup", most=SETUP_MOST), "setup")
    return Guide(
        setup=setup,
        phases=_points(guide.phases, "phases"),
        faults=_points(guide.faults, "faults"),
        avoid=_points(guide.avoid, "avoid"),
    )


def _points(points: Iterable[str], where: str) -> tuple[str, ...]:
    found = [contact.plain(contact.line(one, where, most=POINT_MOST), where) for one in points]
    kept = tuple(one for one in found if one)
    if len(kept) > POINTS_MOST:
        raise OutOfRange(f"At most {POINTS_MOST} lines, please.", where)
    return kept


def _clips(clips: Iterable[str]) -> tuple[str, ...]:
    found = tuple(dict.fromkeys(clips))
    if len(found) > CLIPS_MOST:
        raise OutOfRange(f"An exercise shows at most {CLIPS_MOST} photos and clips.", "clips")
    return found


def _equipment(things: Iterable[str]) -> tuple[str, ...]:
    found = [contact.plain(contact.line(one, "equipment", most=THING_MOST), "equipment").lower() for one in things]
    return _few(found, "equipment")


def _regions(regions: Iterable[Region]) -> tuple[Region, ...]:
    found = _few(regions, "regions")
    for region in found:
        if region not in _WORKED:
            raise BadInput(f"“{region}” is no region; there are {', '.join(sorted(_WORKED))}.", "regions")
    return found  # type: ignore[return-value]


def _few(things: Iterable[str], where: str) -> tuple[str, ...]:
    """Each once, without empty ones."""
    found = tuple(dict.fromkeys(one for one in things if one))
    if len(found) > THINGS_MOST:
        raise OutOfRange(f"At most {THINGS_MOST}, please.", where)
    return found
