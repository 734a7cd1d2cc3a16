"""The exercises of a trainer: listed, shown, made their own, put away and brought back."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from aiohttp import web

from server import access, ids
from server.domain import exercise_words as words
from server.domain import exercises as rules
from server.domain import seats
from server.domain.accounts import Account
from server.domain.clips import Clip
from server.domain.errors import BadInput, DomainError, NotFound
from server.domain.exercises import Exercise, ExerciseCue, ExerciseDetails, Guide, Load, Pattern, Phase, Region
from server.domain.our_exercises import ANYTHING, BY_KEY, OURS
from server.domain.our_exercises.drawn import drawn
from server.store import accounts, audit, clips, exercises
from server.store.database import Db
from server.web import clip_cards, exercise_pictures
from server.web.answers import db, done, json, now, page, read, wants_json
from server.web.fill import Fill
from server.web.identity import signed_in

HERE = "/library/exercises"
OFFERED = 60  # photos and clips to choose from


@dataclass(frozen=True, slots=True, kw_only=True)
class ExerciseBody:
    """An exercise as the editor sends it. Of each cue there is a part in each of `say`, `kind`, `phase` and `region`.

    rev: the revision that was on the page; 0 for a new one and for ours.
    """

    name: str
    pattern: Pattern = "other"
    equipment: str = ""  # words with commas between
    regions: list[Region] = field(default_factory=list)
    one_sided: bool = False
    load: Load = "bodyweight"
    say: list[str] = field(default_factory=list)
    kind: list[str] = field(default_factory=list)  # external | internal | form | safety | praise | count | call
    phase: list[Phase] = field(default_factory=list)
    region: list[Region] = field(default_factory=list)
    guided: bool = False  # whether it says how it is done; else that stays as it is
    setup: str = ""
    phases: str = ""  # points, one in each line, here and in the two below
    faults: str = ""
    avoid: str = ""
    needs_spotter: bool = False
    pictured: bool = False  # whether it says what shows it; else that stays as it is
    clips: list[str] = field(default_factory=list)  # photos and clips of the trainer alone, the first is shown first
    rev: int = 0


async def index(request: web.Request) -> web.StreamResponse:
    """The list by name; as JSON for the room, without cues."""
    me = await signed_in(request)
    found = await list_of(db(request), me)
    if wants_json(request):
        return json({"exercises": [row(one) for one in found]})
    return page(
        request,
        "exercises/list.html",
        exercises=found,
        pictures=await exercise_pictures.small(request, found),
        own=sum(not one.is_ours for one in found),
        deleted=await _deleted(request, me),
        ours=BY_KEY,
        words=words,
    )


async def new(request: web.Request) -> web.StreamResponse:
    """The empty form."""
    await signed_in(request)
    return await _form(request, rules.blank(""), Fill(rules.blank("").details))


async def create(request: web.Request) -> web.StreamResponse:
    """Keeps a new exercise."""
    me = await one_at_a_time(request)
    rules.check_room(await exercises.count(db(request), me.id))
    return await _keep(request, me, rules.blank(ids.new()))


async def show(request: web.Request) -> web.StreamResponse:
    """The form filled with an exercise; as JSON all of it with its cues."""
    me = await signed_in(request)
    found = await access.exercise(db(request), me, request.match_info["exercise"])
    return json({"exercise": whole(found)}) if wants_json(request) else await _form(request, found, Fill(found.details))


async def save(request: web.Request) -> web.StreamResponse:
    """Changes an exercise; one of ours becomes the trainer's own copy. Raises Stale, NameTaken, TooManyExercises."""
    me = await one_at_a_time(request)
    before = await access.exercise(db(request), me, request.match_info["exercise"])
    if before.is_ours:
        rules.check_room(await exercises.count(db(request), me.id))
    return await _keep(request, me, before)


async def delete(request: web.Request) -> web.StreamResponse:
    """Puts an exercise of one's own away, for a day to bring back; a changed one of ours is then as it came."""
    me = await one_at_a_time(request)
    before = await access.exercise(db(request), me, request.match_info["exercise"])
    if before.is_ours:
        raise NotFound
    after = replace(before, deleted_at_ms=now(request))
    await exercises.put(db(request), after)
    await _note(request, "exercise.deleted", after)
    gone = "is as it came again" if after.key in BY_KEY else "is deleted"
    return done(request, f"{HERE}?deleted={after.key}", notice=f"{after.name} {gone}.")


async def restore(request: web.Request) -> web.StreamResponse:
    """Brings an exercise of one's own back. Raises TooManyExercises, NameTaken."""
    me = await one_at_a_time(request)
    before = await access.exercise(db(request), me, request.match_info["exercise"], deleted=True)
    if before.is_ours:
        raise NotFound
    if before.deleted_at_ms is not None:
        rules.check_room(await exercises.count(db(request), me.id))
        rules.check_name(before.name, await _names(db(request), me, before.key))
    after = replace(before, deleted_at_ms=None)
    await exercises.put(db(request), after)
    await _note(request, "exercise.restored", after)
    return done(request, HERE, notice=f"{after.name} is back.")


async def one_at_a_time(request: web.Request) -> Account:
    """Me; until this transaction ends no other of mine changes the list. The first copy of ours has no row to hold."""
    me = await signed_in(request)
    await accounts.get(db(request), me.id, lock=True)
    return me


async def list_of(db: Db, me: Account) -> list[Exercise]:
    """My whole list: ours, and my own."""
    return await known_to(db, me.id)


async def known_to(db: Db, trainer_id: str) -> list[Exercise]:
    """The whole list of a trainer."""
    return rules.merged((ANYTHING, *OURS), await exercises.list_for(db, trainer_id))


def row(exercise: Exercise) -> dict[str, Any]:
    """An exercise as a list shows it."""
    details = exercise.details
    return {
        "key": exercise.key,
        "name": details.name,
        "pattern": details.pattern,
        "equipment": details.equipment,
        "one_sided": details.one_sided,
        "load": details.load,
        "is_ours": exercise.is_ours,
    }


def for_room(known: Sequence[Exercise]) -> dict[str, Any]:
    """What a trainer's room is told of the list: all names, and the cues that fit whatever is being done."""
    general = next(one for one in known if one.key == rules.ANY)
    names = [{"key": one.key, "name": one.name} for one in known if one is not general]
    return {"library": HERE, "general": whole(general), "exercises": names}


def whole(exercise: Exercise) -> dict[str, Any]:
    """An exercise with its cues in the order of their keys."""
    details = exercise.details
    cues = [asdict(cue) for cue in details.cues]
    return {
        **row(exercise),
        "regions": details.regions,
        "cues": cues,
        "guide": asdict(details.guide),
        "needs_spotter": details.needs_spotter,
        "clips": details.clips,
        "rev": exercise.rev,
    }


async def _keep(request: web.Request, me: Account, before: Exercise) -> web.StreamResponse:
    body = await read(request, ExerciseBody)
    own = await exercises.get(db(request), me.id, before.key)  # a deleted copy, whose place is taken
    try:
        await _check_clips(request, me, body, before.details)
        after = rules.save(
            before,
            _details(body, before.details),
            id=own.id if own else ids.new(),
            trainer_id=me.id,
            rev=body.rev,
            taken=await _names(db(request), me, before.key),
            now_ms=now(request),
        )
    except DomainError as problem:
        if wants_json(request) or body.rev != before.rev:
            raise
        return await _form(request, before, Fill(_typed(body, before.details), problem), status=problem.status)
    await exercises.put(db(request), after)
    await _note(request, "exercise.changed" if before.rev else "exercise.added", after)
    notice = "Saved." if before.rev else f"{after.name} is yours now."
    return done(request, f"{HERE}/{after.key}", key=after.key, exercise=whole(after), notice=notice)


async def _names(db: Db, me: Account, but: str) -> list[str]:
    return [one.name for one in await list_of(db, me) if one.key != but]


def _details(body: ExerciseBody, before: ExerciseDetails) -> ExerciseDetails:
    """What the editor sent. Raises BadInput when its lists do not go together, or for a kind that there is not."""
    count = len(body.say)
    if any(len(parts) not in (0, count) for parts in (body.kind, body.phase, body.region)):
        raise BadInput("Some parts of a cue are missing.", "cues")
    for place, kind in enumerate(body.kind):
        if kind not in words.KINDS:
            raise BadInput(f"A cue's kind is one of {', '.join(words.KINDS)}.", f"cues[{place}]")
    return _typed(body, before)


def _typed(body: ExerciseBody, before: ExerciseDetails) -> ExerciseDetails:
    """What was typed, sound or not, so that the form can show it again."""
    count = len(body.say)
    kinds = [words.KINDS.get(kind, words.KINDS["form"]) for kind in body.kind]
    kinds += [words.KINDS["form"]] * (count - len(kinds))
    phases = [*body.phase, *[""] * (count - len(body.phase))]
    regions = [*body.region, *[""] * (count - len(body.region))]
    cues: Any = zip(body.say, kinds, phases, regions, strict=False)
    return ExerciseDetails(
        name=body.name,
        pattern=body.pattern,
        equipment=tuple(word.strip() for word in body.equipment.split(",") if word.strip()),
        regions=tuple(body.regions),
        one_sided=body.one_sided,
        load=body.load,
        cues=tuple(
            ExerciseCue(say=say, kind=kind, focus=focus, phase=phase, region=region)
            for say, (kind, focus, _), phase, region in cues
        ),
        guide=_guide(body) if body.guided else before.guide,
        needs_spotter=body.needs_spotter if body.guided else before.needs_spotter,
        clips=tuple(body.clips) if body.pictured else before.clips,
    )


async def _check_clips(request: web.Request, me: Account, body: ExerciseBody, before: ExerciseDetails) -> None:
    """Raises BadInput for a clip that is somebody's, or nobody's any more; what stood there may stay."""
    for id in body.clips if body.pictured else ():
        found = await clips.get(db(request), id) if id not in before.clips else None
        is_own = found is not None and found.client_id is None and found.trainer_id == me.id
        if id not in before.clips and (not is_own or found is None or found.deleted_at_ms is not None):
            raise BadInput("Only photos and clips of yours alone show an exercise. Please choose again.", "clips")


def _guide(body: ExerciseBody) -> Guide:
    return Guide(
        setup=body.setup,
        phases=tuple(body.phases.splitlines()),
        faults=tuple(body.faults.splitlines()),
        avoid=tuple(body.avoid.splitlines()),
    )


async def _form(
    request: web.Request, exercise: Exercise, fill: Fill[ExerciseDetails], status: int = 200
) -> web.StreamResponse:
    me = await signed_in(request)
    own = {one.id: one for one in await clips.of_trainer_alone(db(request), me.id, most=OFFERED)}
    own |= {one.id: one for one in await clips.get_many(db(request), fill.given.clips) if one.deleted_at_ms is None}
    order = [id for id in fill.given.clips if id in own]
    offered = [own[id] for id in [*order, *(own.keys() - set(order))]]
    shown = await clip_cards.for_trainer(db(request), seats.trainer(me.id), offered)
    return page(
        request,
        "exercises/edit.html",
        status=status,
        exercise=exercise,
        fill=fill,
        pictures=sorted(shown, key=lambda card: _place(order, card.clip)),
        drawn=drawn(exercise.key),
        rules=rules,
        words=words,
        ours=BY_KEY,
    )


def _place(order: Sequence[str], clip: Clip) -> tuple[int, int]:
    """Those that are shown in their order, then the others, the newest first."""
    return (order.index(clip.id), 0) if clip.id in order else (len(order), -clip.created_at_ms)


async def _deleted(request: web.Request, me: Account) -> Exercise | None:
    """The exercise that the page before put away, as long as it can be brought back."""
    key = request.query.get("deleted", "")
    found = await exercises.get(db(request), me.id, key) if key else None
    return found if found is not None and found.deleted_at_ms is not None else None


async def _note(request: web.Request, action: str, exercise: Exercise) -> None:
    actor = f"t:{exercise.trainer_id}"
    await audit.note(
        db(request), now(request), actor, action, f"exercise:{exercise.id}", cues=len(exercise.details.cues)
    )
