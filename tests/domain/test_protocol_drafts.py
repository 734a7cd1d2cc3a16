"""A trainer's own assessment: copied from ours, changed, or new; and what cannot be made into one."""

from dataclasses import replace

import pytest

from server.domain import protocols
from server.domain.errors import BadInput, DomainError, OutOfRange
from server.domain.protocols import Protocol, drafts
from server.domain.protocols.drafts import Draft, DraftMeasure, DraftPoint, DraftStep

WALL_SIT = Draft(
    title="Wall sit",
    for_client="You sit against a wall for as long as you can.",
    stop_if="Your knees hurt.\n\nYou get dizzy.",
    steps=(DraftStep(title="Sit", measures=(DraftMeasure(title="Held for", unit="s", better="higher"),)),),
)


def built(draft: Draft, like: Protocol | None = None) -> Protocol:
    return drafts.built(draft, key="own", version=1, like=like)


@pytest.mark.parametrize("ours", protocols.PROTOCOLS.values(), ids=lambda one: one.key)
def test_each_of_ours_can_be_copied_and_stays_the_same_but_for_its_norms(ours: Protocol) -> None:
    copy = built(drafts.draft_of(ours), ours)
    assert [step.key for step in copy.steps] == [step.key for step in ours.steps]
    assert [measure.key for measure in copy.measures] == [measure.key for measure in ours.measures]
    assert [step.pictures for step in copy.steps] == [step.pictures for step in ours.steps]
    assert [step.camera for step in copy.steps] == [step.camera for step in ours.steps]
    assert [step.pace for step in copy.steps] == [step.pace for step in ours.steps]
    assert [measure.error for measure in copy.measures] == [measure.error for measure in ours.measures]
    assert copy.scores == ours.scores
    assert copy.norms == ()
    assert copy.based_on == ours.key
    assert copy.company == ours.company
    assert drafts.draft_of(built(drafts.draft_of(copy), copy)) == drafts.draft_of(copy)


def test_a_new_one_gets_keys_from_its_titles() -> None:
    made = built(WALL_SIT)
    assert made.steps[0].key == "sit"
    assert made.measures[0].key == "held-for"
    assert made.stop_if == ("Your knees hurt.", "You get dizzy.")
    assert made.company == "helper"


def test_two_measures_of_one_name_get_keys_of_their_own() -> None:
    twice = replace(WALL_SIT.steps[0], measures=(DraftMeasure(title="Time"), DraftMeasure(title="Time")))
    step = replace(twice, checkpoints=(DraftPoint(title="Time"),))
    made = built(replace(WALL_SIT, steps=(step, replace(step))))
    keys = [one.key for one in made.measures] + [one.key for one in made.checkpoints]
    assert len(set(keys)) == 6
    assert [one.key for one in made.steps] == ["sit", "sit-2"]


def test_a_key_that_is_none_is_made_anew() -> None:
    step = replace(WALL_SIT.steps[0], measures=(DraftMeasure(key="a.b <script>", title="Äß 漢"),))
    assert built(replace(WALL_SIT, steps=(step,))).measures[0].key == "x"


def test_answers_make_a_choice_and_a_choice_has_no_unit() -> None:
    step = replace(WALL_SIT.steps[0], measures=(DraftMeasure(title="Grip", unit="kg", choices=["Wide", "Narrow"]),))
    (made,) = built(replace(WALL_SIT, steps=(step,))).measures
    assert [(one.value, one.words) for one in made.choices] == [("wide", "Wide"), ("narrow", "Narrow")]
    assert made.unit == ""


def test_what_is_worked_out_goes_with_what_it_is_made_of() -> None:
    draft = drafts.draft_of(protocols.get("rockport"))
    step = draft.steps[0]
    less = replace(step, measures=tuple(one for one in step.measures if one.key != "kg"))
    assert built(replace(draft, steps=(less,)), protocols.get("rockport")).scores == ()


MEASURE = DraftMeasure(title="Time")


@pytest.mark.parametrize(
    ("draft", "where"),
    [
        (replace(WALL_SIT, title=" "), "title"),
        (replace(WALL_SIT, steps=()), "steps"),
        (replace(WALL_SIT, steps=(DraftStep(title="Sit"),)), "steps"),
        (replace(WALL_SIT, steps=WALL_SIT.steps * 13), "steps"),
        (replace(WALL_SIT, minutes=0), "minutes"),
        (replace(WALL_SIT, stop_if="\n".join(["Stop."] * 13)), "stop_if"),
    ],
)
def test_what_is_missing_or_too_much_is_said_at_its_field(draft: Draft, where: str) -> None:
    with pytest.raises(DomainError) as refused:
        built(draft)
    assert refused.value.where == where


@pytest.mark.parametrize(
    ("step", "where"),
    [
        (DraftStep(title="", measures=(MEASURE,)), "title"),
        (DraftStep(title="Sit", view="above"), "view"),
        (DraftStep(title="Sit", view="front", distance_m=0), "distance_m"),
        (DraftStep(title="Sit", measures=(MEASURE,), bpm=5), "bpm"),
        (DraftStep(title="Sit", measures=(MEASURE,), seconds=100_000), "seconds"),
        (DraftStep(title="Sit", measures=(replace(MEASURE, low=5, high=5),)), "measures[0].low"),
        (DraftStep(title="Sit", measures=(replace(MEASURE, trials=9),)), "measures[0].trials"),
        (DraftStep(title="Sit", measures=(replace(MEASURE, choices=["One"]),)), "measures[0].choices"),
        (DraftStep(title="Sit", measures=(replace(MEASURE, choices=["One", "One"]),)), "measures[0].choices"),
        (DraftStep(title="Sit", measures=(replace(MEASURE, error=0, error_source="A study"),)), "measures[0].error"),
        (DraftStep(title="Sit", measures=(replace(MEASURE, error_source="A study"),)), "measures[0].error"),
        (DraftStep(title="Sit", measures=(replace(MEASURE, error=2),)), "measures[0].error_source"),
        (DraftStep(title="Sit", measures=(MEASURE,) * 21), "measures"),
        (DraftStep(title="Sit", checkpoints=(DraftPoint(title=""),)), "checkpoints[0].title"),
    ],
)
def test_what_is_wrong_in_a_step_is_said_at_its_field(step: DraftStep, where: str) -> None:
    with pytest.raises((BadInput, OutOfRange)) as refused:
        built(replace(WALL_SIT, steps=(step,)))
    assert refused.value.where == f"steps[0].{where}"
