"""A trainer's own protocol as the editor sends it, checked and made into one. A copy of ours begins as ours in a draft.

An own protocol has no norms: a norm is locked to its method, and what was changed is another method until somebody
has looked it up. What we drew and what is worked out stay with steps and measures that stay.
"""

import re
from dataclasses import dataclass

from server.domain import contact
from server.domain.clips import NotReady
from server.domain.errors import BadInput, OutOfRange
from server.domain.exercises import CLIPS_MOST
from server.domain.protocols.measures import Best, Better, Checkpoint, Choice, KnownError, Measure, Unit
from server.domain.protocols.protocol import (
    FRAMINGS,
    VIEWS,
    Camera,
    Company,
    Framing,
    Hold,
    Pace,
    Photo,
    Protocol,
    Score,
    Step,
    View,
)

TITLE_MOST = 80
WORDS_MOST = 400  # characters of one sentence
LINES_MOST = 12  # sentences of a list
STEPS_MOST = 12
MEASURES_MOST = 20  # of one step
POINTS_MOST = 20
CHOICES_MOST = 12
PHOTOS_MOST = CLIPS_MOST  # of one step, as many as an exercise shows
PHOTO_WORDS_MOST = 160  # characters of what one shows
PROTOCOLS_MOST = 200  # of one trainer
ON_ITS_WAY = "This photo has not come yet. Save once it is there, or take it away."
UNDO_MS = 86_400_000  # so long a deleted one can be brought back

_KEY = re.compile(r"[a-z0-9_-]{1,40}")


class TooManyProtocols(OutOfRange):
    """More protocols than a trainer can keep."""

    code = "too-many-protocols"
    sentence = f"You keep {PROTOCOLS_MOST} assessments of your own already. Delete one that you do not use any more."


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftMeasure:
    """A measure as typed. key: of one that was there before; "" for a new one."""

    key: str = ""
    title: str = ""
    unit: Unit = ""
    low: float = 0
    high: float = 1000
    decimals: int = 0
    sides: bool = False
    trials: int = 1
    best: Best = "highest"
    better: Better = ""
    choices: list[str] | None = None  # the words of each answer; None or empty: a number
    is_method: bool = False
    ask: str = ""
    hint: str = ""
    error: float | None = None  # how far two results may lie apart although nothing changed, in the unit; None: unknown
    error_source: str = ""  # where that was read, and of whom it is true


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftPoint:
    """A checkpoint as typed."""

    key: str = ""
    title: str = ""
    sides: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftPhoto:
    """A photo as chosen."""

    clip: str = ""  # "": it is on its way
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftStep:
    """A step as typed."""

    key: str = ""
    title: str = ""
    words: str = ""  # a sentence a line
    view: str = ""  # "": not filmed
    framing: str = "standing-front"
    hold: Hold = "upright"
    distance_m: float = 3
    height_m: float = 1
    reps: int | None = None
    seconds: int | None = None
    bpm: int | None = None
    beat: str = ""  # what falls on a beat
    counts_pulse: bool = False
    photos: tuple[DraftPhoto, ...] | None = None  # None: whoever says nothing of them leaves them
    measures: tuple[DraftMeasure, ...] = ()
    checkpoints: tuple[DraftPoint, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A protocol as typed."""

    title: str = ""
    purpose: str = ""
    for_client: str = ""
    minutes: int = 5
    company: Company = "helper"
    prepare: str = ""  # a sentence a line
    not_if: str = ""
    stop_if: str = ""
    is_exercise: bool = True
    steps: tuple[DraftStep, ...] = ()


def built(draft: Draft, *, key: str, version: int, like: Protocol | None) -> Protocol:
    """The protocol of a draft. like: the one it was made from, whose drawings and scores it keeps where they fit.

    Raises BadInput, OutOfRange or NotReady with the field as `where`, such as steps[1].measures[0].title.
    """
    if not draft.steps:
        raise BadInput("An assessment has at least one step.", "steps")
    _at_most(len(draft.steps), STEPS_MOST, "steps", "steps")
    used: set[str] = set()
    step_keys: set[str] = set()
    steps = tuple(
        _step(one, f"steps[{place}]", used, step_keys, _like_step(like, one.key))
        for place, one in enumerate(draft.steps)
    )
    if not any(step.is_filmed or step.measures or step.checkpoints for step in steps):
        raise BadInput("Film something, measure something, or look at something in at least one step.", "steps")
    return Protocol(
        key=key,
        version=version,
        title=contact.name(draft.title, "title", most=TITLE_MOST),
        purpose=contact.line(draft.purpose, "purpose", most=WORDS_MOST),
        for_client=contact.line(draft.for_client, "for_client", most=WORDS_MOST),
        minutes=_whole(draft.minutes, 1, 180, "minutes"),
        company=draft.company,
        prepare=_lines(draft.prepare, "prepare"),
        not_if=_lines(draft.not_if, "not_if"),
        stop_if=_lines(draft.stop_if, "stop_if"),
        is_exercise=draft.is_exercise,
        steps=steps,
        scores=_scores(like, {measure.key for step in steps for measure in step.measures}),
        based_on=(like.based_on or like.key) if like else "",
    )


def draft_of(protocol: Protocol) -> Draft:
    """A protocol as the editor shows it."""
    return Draft(
        title=protocol.title,
        purpose=protocol.purpose,
        for_client=protocol.for_client,
        minutes=protocol.minutes,
        company=protocol.company,
        prepare="\n".join(protocol.prepare),
        not_if="\n".join(protocol.not_if),
        stop_if="\n".join(protocol.stop_if),
        is_exercise=protocol.is_exercise,
        steps=tuple(_step_draft(step) for step in protocol.steps),
    )


def _step(one: DraftStep, where: str, used: set[str], step_keys: set[str], like: Step | None) -> Step:
    _at_most(len(one.measures), MEASURES_MOST, f"{where}.measures", "measures")
    _at_most(len(one.checkpoints), POINTS_MOST, f"{where}.checkpoints", "checkpoints")
    title = contact.name(one.title, f"{where}.title", most=TITLE_MOST)
    seconds = None if one.seconds is None else _whole(one.seconds, 3, 3600, f"{where}.seconds")
    bpm = None if one.bpm is None else _whole(one.bpm, 20, 300, f"{where}.bpm")
    return Step(
        key=_key(one.key, title, step_keys),
        title=title,
        camera=_camera(one, where),
        words=_lines(one.words, f"{where}.words"),
        reps=None if one.reps is None else _whole(one.reps, 1, 1000, f"{where}.reps"),
        seconds=seconds,
        longest_s=min(600, seconds or (like.longest_s if like else 180)),
        pace=Pace(bpm=bpm, words=contact.line(one.beat, f"{where}.beat", most=120)) if bpm else None,
        counts_pulse=one.counts_pulse,
        pictures=like.pictures if like else (),
        photos=_photos(one, where, like),
        demonstration=like.demonstration if like else "",
        measures=tuple(_measure(each, f"{where}.measures[{at}]", used) for at, each in enumerate(one.measures)),
        checkpoints=tuple(
            Checkpoint(
                key=_key(each.key, each.title, used),
                title=contact.name(each.title, f"{where}.checkpoints[{at}].title", most=TITLE_MOST),
                sides=each.sides,
            )
            for at, each in enumerate(one.checkpoints)
        ),
    )


def _photos(one: DraftStep, where: str, like: Step | None) -> tuple[Photo, ...]:
    if one.photos is None:
        return like.photos if like else ()
    _at_most(len(one.photos), PHOTOS_MOST, f"{where}.photos", "photos")
    found: list[Photo] = []
    for at, each in enumerate(one.photos):
        if not each.clip:
            raise NotReady(ON_ITS_WAY, f"{where}.photos[{at}].clip")
        if each.clip in {photo.clip for photo in found}:
            raise BadInput("This photo stands here twice.", f"{where}.photos[{at}].clip")
        words = contact.line(each.words, f"{where}.photos[{at}].words", most=PHOTO_WORDS_MOST)
        if not words:
            raise BadInput("Say what the photo shows, for who cannot see it.", f"{where}.photos[{at}].words")
        found.append(Photo(clip=each.clip, words=words))
    return tuple(found)


def _camera(one: DraftStep, where: str) -> Camera | None:
    if not one.view:
        return None
    if one.view not in VIEWS or one.framing not in FRAMINGS:
        raise BadInput("Choose from where it is filmed.", f"{where}.view")
    view: View = next(each for each in VIEWS if each == one.view)
    framing: Framing = next(each for each in FRAMINGS if each == one.framing)
    if not 0.5 <= one.distance_m <= 10:
        raise OutOfRange("Between 0.5 and 10 metres.", f"{where}.distance_m")
    if not 0 <= one.height_m <= 2.5:
        raise OutOfRange("Between 0 and 2.5 metres.", f"{where}.height_m")
    return Camera(view=view, framing=framing, hold=one.hold, distance_m=one.distance_m, height_m=one.height_m)


def _measure(one: DraftMeasure, where: str, used: set[str]) -> Measure:
    title = contact.name(one.title, f"{where}.title", most=TITLE_MOST)
    words = [contact.line(each, f"{where}.choices", most=TITLE_MOST) for each in one.choices or []]
    words = [each for each in words if each]
    _at_most(len(words), CHOICES_MOST, f"{where}.choices", "answers")
    if len(set(words)) != len(words):
        raise BadInput("Two answers are the same.", f"{where}.choices")
    if len(words) == 1:
        raise BadInput("Give at least two answers, or none for a number.", f"{where}.choices")
    if not words and not -1e6 <= one.low < one.high <= 1e6:
        raise OutOfRange("The lowest value must lie below the highest.", f"{where}.low")
    values: set[str] = set()
    return Measure(
        key=_key(one.key, title, used),
        title=title,
        unit="" if words else one.unit,
        low=one.low if not words else 0,
        high=one.high if not words else 1,
        decimals=_whole(one.decimals, 0, 3, f"{where}.decimals"),
        sides=one.sides,
        trials=_whole(one.trials, 1, 5, f"{where}.trials"),
        best=one.best,
        better="" if words else one.better,
        choices=tuple(Choice(_key("", each, values), each) for each in words),
        is_method=one.is_method,
        ask=contact.line(one.ask, f"{where}.ask", most=WORDS_MOST),
        hint=contact.line(one.hint, f"{where}.hint", most=WORDS_MOST),
        error=None if words else _error(one, where),
    )


def _error(one: DraftMeasure, where: str) -> KnownError | None:
    """What is known of how far off the test may be; a number that nobody can look up is none."""
    source = contact.line(one.error_source, f"{where}.error_source", most=WORDS_MOST)
    if one.error is None:
        if source:
            raise BadInput("Say how far off it may be, or leave its source empty.", f"{where}.error")
        return None
    if not 0 < one.error <= 1e6:
        raise OutOfRange("A known error is a number above 0.", f"{where}.error")
    if not source:
        raise BadInput("Say where this was read, and of whom it is true.", f"{where}.error_source")
    return KnownError(amount=one.error, source=source)


def _step_draft(step: Step) -> DraftStep:
    camera = step.camera
    return DraftStep(
        key=step.key,
        title=step.title,
        words="\n".join(step.words),
        view=camera.view if camera else "",
        framing=camera.framing if camera else "standing-front",
        hold=camera.hold if camera else "upright",
        distance_m=camera.distance_m if camera else 3,
        height_m=camera.height_m if camera else 1,
        reps=step.reps,
        seconds=step.seconds,
        bpm=step.pace.bpm if step.pace else None,
        beat=step.pace.words if step.pace else "",
        counts_pulse=step.counts_pulse,
        photos=tuple(DraftPhoto(clip=photo.clip, words=photo.words) for photo in step.photos),
        measures=tuple(
            DraftMeasure(
                key=one.key,
                title=one.title,
                unit=one.unit,
                low=one.low,
                high=one.high,
                decimals=one.decimals,
                sides=one.sides,
                trials=one.trials,
                best=one.best,
                better=one.better,
                choices=[choice.words for choice in one.choices],
                is_method=one.is_method,
                ask=one.ask,
                hint=one.hint,
                error=one.error.amount if one.error else None,
                error_source=one.error.source if one.error else "",
            )
            for one in step.measures
        ),
        checkpoints=tuple(DraftPoint(key=one.key, title=one.title, sides=one.sides) for one in step.checkpoints),
    )


def _scores(like: Protocol | None, keys: set[str]) -> tuple[Score, ...]:
    """What is worked out stays where all that it is made of stays."""
    needs = {"run-1.5-mile": {"minutes"}, "rockport": {"minutes", "bpm", "kg"}}
    return tuple(
        score
        for score in (like.scores if like else ())
        if needs.get(score.formula, set(score.of.split())) <= keys and score.key not in keys
    )


def _like_step(like: Protocol | None, key: str) -> Step | None:
    return next((step for step in like.steps if step.key == key), None) if like and key else None


def _key(given: str, title: str, used: set[str]) -> str:
    """The key it had, or one made from its title that nothing else has."""
    stem = given if _KEY.fullmatch(given) else re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-")[:36] or "x"
    found, number = stem, 2
    while found in used:
        found, number = f"{stem}-{number}", number + 1
    used.add(found)
    return found


def _lines(text: str, where: str) -> tuple[str, ...]:
    found = [contact.line(each, where, most=WORDS_MOST) for each in text.splitlines()]
    kept = tuple(each for each in found if each)
    _at_most(len(kept), LINES_MOST, where, "lines")
    return kept


def _whole(value: int, low: int, high: int, where: str) -> int:
    if not low <= value <= high:
        raise OutOfRange(f"Between {low} and {high}.", where)
    return value


def _at_most(count: int, most: int, where: str, what: str) -> None:
    if count > most:
        raise OutOfRange(f"At most {most} {what} fit here.", where)
