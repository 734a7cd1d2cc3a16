"""Exercises of ours keep their own rules; a trainer's own are checked at their field."""

import typing
from dataclasses import replace

import msgspec
import pytest

from server.domain import exercise_words as words
from server.domain import exercises as rules
from server.domain.errors import BadInput, DomainError, Markup, OutOfRange, Stale
from server.domain.exercises import Exercise, ExerciseCue, ExerciseDetails, NameTaken
from server.domain.our_exercises import ANYTHING, BY_KEY, OURS
from signaling.messages import cues
from signaling.messages.cues import SendCue

GOBLET = BY_KEY["goblet-squat"]


def saved(before: Exercise = GOBLET, *, rev: int = 0, taken: tuple[str, ...] = (), **change: object) -> Exercise:
    details = replace(before.details, **change)  # type: ignore[arg-type]
    return rules.save(before, details, id="row", trainer_id="alice", rev=rev, taken=taken, now_ms=5)


def test_sixty_exercises_each_with_its_own_key_and_name() -> None:
    assert len(OURS) == 60
    assert len({one.key for one in OURS}) == 60
    assert len({rules.name_key(one.name) for one in OURS}) == 60
    assert {one.details.pattern for one in OURS} == set(words.PATTERNS) - {"other"}


@pytest.mark.parametrize("one", OURS, ids=lambda one: one.key)
def test_two_cues_look_outward_one_inward_one_is_for_safety_one_praises(one: Exercise) -> None:
    kinds = [words.kind_of(cue) for cue in one.details.cues]
    assert kinds == ["external", "external", "internal", "safety", "praise"]
    assert len({cue.say for cue in one.details.cues}) == 5
    assert rules.checked(one.details) == one.details, "not as it would be saved"
    assert one.details.cues[2].region, "an internal cue is about a part of the body"


PARTS = "knee elbow shoulder hip heel chest belly thigh glute head rib leg arm hand chin ankle wrist".split()


@pytest.mark.parametrize("one", OURS, ids=lambda one: one.key)
def test_what_looks_outward_names_no_part_of_the_body_that_should_do_something(one: Exercise) -> None:
    for cue in one.details.cues[:2]:
        assert cue.say.split()[0].lower().rstrip("s,") not in PARTS, cue.say


def test_every_cue_fits_the_wire() -> None:
    for one in (ANYTHING, *OURS):
        for cue in one.details.cues:
            body = {"id": "12345678", "say": cue.say, "kind": cue.kind, "focus": cue.focus}
            assert msgspec.convert(body, SendCue)


def test_a_changed_one_of_ours_is_a_copy_under_the_same_key() -> None:
    own = saved(name="  Goblet   squat, slow ")
    assert (own.key, own.name, own.rev, own.id, own.is_ours) == ("goblet-squat", "Goblet squat, slow", 1, "row", False)
    assert GOBLET.is_ours
    again = saved(own, rev=1, name="Goblet")
    assert (again.rev, again.id, again.created_at_ms) == (2, "row", 5)
    found = rules.merged((ANYTHING, *OURS), [again])
    assert len(found) == 61
    assert found[0] is ANYTHING
    assert again in found
    assert GOBLET not in found


def test_a_deleted_copy_gives_the_place_back_to_ours() -> None:
    assert GOBLET in rules.merged(OURS, [replace(saved(), deleted_at_ms=9)])


def test_the_later_of_two_windows_is_told() -> None:
    with pytest.raises(Stale):
        saved(saved(), rev=0)


def test_cues_that_say_nothing_are_left_out() -> None:
    own = saved(cues=(ExerciseCue(say=" "), ExerciseCue(say=" Push  it "), ExerciseCue(say="")))
    assert [cue.say for cue in own.details.cues] == ["Push it"]


TOO_MANY = tuple(ExerciseCue(say=f"Cue {number}") for number in range(13))
WRONG: dict[str, tuple[dict[str, object], type[DomainError], str]] = {
    "no name": ({"name": " "}, BadInput, "name"),
    "a name of 61": ({"name": "x" * 61}, OutOfRange, "name"),
    "a name with tags": ({"name": "<b>Squat"}, Markup, "name"),
    "six words": (
        {"cues": (ExerciseCue(say="ok"), ExerciseCue(say="one two three four five six"))},
        OutOfRange,
        "cues[1]",
    ),
    "a cue of 61": ({"cues": (ExerciseCue(say="x" * 61),)}, OutOfRange, "cues[0]"),
    "a cue with tags": ({"cues": (ExerciseCue(say="<img src=x>"),)}, Markup, "cues[0]"),
    "13 cues": ({"cues": TOO_MANY}, OutOfRange, "cues"),
    "equipment with tags": ({"equipment": ("<script>",)}, Markup, "equipment"),
    "seven things": ({"equipment": tuple("abcdefg")}, OutOfRange, "equipment"),
    "a region that is none": ({"regions": ("soul",)}, BadInput, "regions"),
}


@pytest.mark.parametrize("what", WRONG)
def test_nonsense_is_refused_at_its_field(what: str) -> None:
    change, kind, where = WRONG[what]
    with pytest.raises(kind) as refused:
        saved(**change)
    assert refused.value.where == where


def test_two_exercises_never_share_a_name_however_it_is_written() -> None:
    with pytest.raises(NameTaken):
        saved(taken=("GOBLET   Squat",))


def test_the_thousandth_is_the_last() -> None:
    rules.check_room(999)
    with pytest.raises(rules.TooManyExercises):
        rules.check_room(1000)


def test_every_kind_of_cue_has_a_word() -> None:
    for kind in typing.get_args(rules.Kind):
        cue = ExerciseCue(say="Go", kind=kind)
        assert words.KINDS[words.kind_of(cue)][:2] == (kind, "")
    assert rules.checked(ExerciseDetails(name="Nothing yet")).cues == ()


def test_a_kept_cue_and_a_sent_one_have_the_same_words_for_kind_phase_and_region() -> None:
    """They stand twice, as neither floor may know the other."""
    for kept, sent in ((rules.Kind, cues.CueKind), (rules.Phase, cues.Phase), (rules.Region, cues.Region)):
        assert typing.get_args(kept) == typing.get_args(sent)


@pytest.mark.parametrize("one", OURS, ids=lambda one: one.key)
def test_each_says_how_it_is_done_what_goes_wrong_and_who_leaves_it_out(one: Exercise) -> None:
    guide = one.details.guide
    assert len(guide.setup) > 20
    assert len(guide.phases) >= 2
    assert len(guide.faults) >= 2
    assert guide.avoid
    # A fault without what helps is only a complaint.
    assert all(": " in fault for fault in guide.faults)


def test_what_goes_over_the_body_needs_a_spotter() -> None:
    assert {one.key for one in OURS if one.details.needs_spotter} == {"back-squat", "front-squat", "bench-press"}
