"""An assessment goes from given to sent, and what is asked for again goes round once more."""

from dataclasses import replace
from typing import Any

import pytest

from server.domain import assessments, protocols
from server.domain.assessments import (
    AlreadySent,
    Assessment,
    AssessmentCancelled,
    ClipOfNoUse,
    NotAlone,
    StepsLeft,
)
from server.domain.clips import Clip
from server.domain.errors import BadInput, NotFound, OutOfRange


def given(protocol: str = "overhead-squat", **changes: Any) -> Assessment:
    known = protocols.get(protocol)
    how: dict[str, Any] = {
        "id": "a",
        "step_ids": [f"a{at}" for at in range(len(known.steps))],
        "client_id": "bob",
        "session_id": None,
        "note": "",
        "has_company": False,
        "now_ms": 1000,
    }
    return assessments.give(known, **(how | changes))


def clip(id: str = "k1", **changes: Any) -> Clip:
    how: dict[str, Any] = {
        "id": id,
        "client_id": "bob",
        "source": "assessment",
        "entered_by": "client",
        "state": "ready",
        "created_at_ms": 1000,
    }
    return Clip(**(how | changes))


def states(assessment: Assessment) -> list[str]:
    return [assessments.state(assessment, step) for step in assessment.steps]


def filmed(assessment: Assessment) -> Assessment:
    for step in assessment.steps:
        assessment = assessments.keep(assessment, step.step, clip(f"k-{step.step}"), 2000)
    return assessment


def test_a_new_one_has_every_step_to_do() -> None:
    one = given(note="  Slowly, please.  ")
    assert [step.step for step in one.steps] == ["front", "side", "back"]
    assert states(one) == ["todo"] * 3
    assert assessments.standing(one) == "given"
    assert one.note == "Slowly, please."
    assert assessments.next_step(one) == one.steps[0]


def test_what_needs_company_is_not_given_to_somebody_alone() -> None:
    with pytest.raises(NotAlone) as refused:
        given("push-up")
    assert refused.value.where == "has_company"
    assert given("push-up", has_company=True).has_company
    assert given("push-up", session_id="s").session_id == "s"
    assert given("single-leg-stance").steps


def test_what_needs_the_trainer_is_given_only_for_a_session() -> None:
    strict = replace(protocols.get("push-up"), company="trainer")
    how: dict[str, Any] = {"id": "a", "step_ids": ["b"], "client_id": "bob", "note": "", "now_ms": 1}
    with pytest.raises(NotAlone):
        assessments.give(strict, session_id=None, has_company=True, **how)
    assert assessments.give(strict, session_id="s", has_company=False, **how).steps


def test_a_note_has_an_end() -> None:
    with pytest.raises(OutOfRange):
        given(note="a" * 1001)


def test_the_client_is_led_back_to_where_they_left_off() -> None:
    one = assessments.keep(given(), "front", clip(), 2000)
    assert states(one) == ["kept", "todo", "todo"]
    assert assessments.standing(one) == "begun"
    following = assessments.next_step(one)
    assert following is not None
    assert following.step == "side"
    assert assessments.done(one) == 1


def test_after_a_step_comes_the_next_open_one_and_at_the_end_the_first_left_out() -> None:
    one = assessments.keep(given(), "side", clip(), 2000)
    after = assessments.next_step(one, one.step("side"))
    assert after is not None
    assert after.step == "back"
    one = assessments.keep(one, "back", clip("k2"), 2000)
    after = assessments.next_step(one, one.step("back"))
    assert after is not None
    assert after.step == "front"
    one = assessments.keep(one, "front", clip("k3"), 2000)
    assert assessments.next_step(one, one.step("front")) is None


def test_a_retake_takes_the_place_of_the_earlier_one() -> None:
    one = assessments.keep(given(), "front", clip(), 2000)
    one = assessments.keep(one, "front", clip("k2"), 3000)
    assert one.step("front").clip_id == "k2"


def test_a_video_still_on_its_way_holds_the_sending_up() -> None:
    one = filmed(given())
    one = assessments.keep(one, "side", clip("k9", state="uploading"), 2000)
    assert states(one) == ["kept", "sending", "kept"]
    with pytest.raises(StepsLeft, match="arrived"):
        assessments.send(one, 3000)


def test_nobody_is_led_back_to_a_step_that_is_on_its_way() -> None:
    one = assessments.keep(given(), "front", clip(state="uploading"), 2000)
    following = assessments.next_step(one)
    assert following is not None
    assert following.step == "side"
    for step in ("side", "back"):
        one = assessments.keep(one, step, clip(f"k-{step}"), 2000)
    assert assessments.next_step(one) is None
    assert assessments.standing(one) == "begun"
    assert assessments.done(one) == 2


def test_nothing_is_sent_before_every_step_is_filmed_or_skipped() -> None:
    one = assessments.keep(given(), "front", clip(), 2000)
    with pytest.raises(StepsLeft):
        assessments.send(one, 3000)
    one = assessments.skip(one, "side", " My knee. ", 3000)
    one = assessments.skip(one, "back", "", 3000)
    assert one.step("side").note == "My knee."
    assert assessments.standing(one) == "ready"
    one = assessments.send(one, 4000)
    assert states(one) == ["sent", "skipped", "skipped"]
    assert assessments.standing(one) == "sent"
    assert assessments.waits_for_review(one)


def test_a_skipped_step_can_still_be_filmed() -> None:
    one = assessments.skip(given(), "side", "Later", 3000)
    one = assessments.keep(one, "side", clip(), 4000)
    assert states(one) == ["todo", "kept", "todo"]
    assert one.step("side").note == ""


def test_skipping_lets_go_of_what_was_filmed() -> None:
    one = assessments.skip(filmed(given()), "side", "", 3000)
    assert one.step("side").clip_id is None


def test_sending_twice_changes_nothing() -> None:
    one = assessments.send(filmed(given()), 3000)
    assert assessments.send(one, 4000) is one


def test_what_was_sent_is_changed_no_more_by_the_client() -> None:
    one = assessments.send(filmed(given()), 3000)
    with pytest.raises(AlreadySent):
        assessments.keep(one, "front", clip("k9"), 4000)
    with pytest.raises(AlreadySent):
        assessments.skip(one, "front", "", 4000)


def test_a_step_asked_for_again_goes_round_once_more() -> None:
    one = assessments.review(assessments.send(filmed(given()), 3000), 3500)
    one = assessments.ask_again(one, "side", "Feet in the picture, please.", 4000)
    assert states(one) == ["sent", "again", "sent"]
    assert assessments.standing(one) == "again"
    assert one.step("side").clip_id == "k-side"
    following = assessments.next_step(one)
    assert following is not None
    assert following.step == "side"
    with pytest.raises(AlreadySent):
        assessments.keep(one, "front", clip("k9"), 5000)
    one = assessments.keep(one, "side", clip("k9"), 5000)
    assert states(one) == ["sent", "kept", "sent"]
    assert assessments.standing(one) == "ready"
    one = assessments.send(one, 6000)
    assert states(one) == ["sent"] * 3
    assert assessments.waits_for_review(one)
    assert one.step("side").redo == ""


def test_what_is_asked_for_again_can_be_skipped_and_stays_as_it_was() -> None:
    one = assessments.ask_again(assessments.send(filmed(given()), 3000), "side", "Once more.", 4000)
    one = assessments.skip(one, "side", "I cannot.", 5000)
    assert one.step("side").clip_id == "k-side"
    assert assessments.standing(one) == "ready"
    assert states(assessments.send(one, 6000)) == ["sent", "skipped", "sent"]


def test_asking_again_needs_words() -> None:
    one = assessments.send(filmed(given()), 3000)
    with pytest.raises(BadInput) as refused:
        assessments.ask_again(one, "side", "  ", 4000)
    assert refused.value.where == "words"


def test_a_deleted_or_refused_clip_leaves_its_step_to_do() -> None:
    one = filmed(given())
    for gone in ("", "refused"):
        steps = (replace(one.steps[0], clip_state=gone), *one.steps[1:])
        assert states(replace(one, steps=steps)) == ["todo", "kept", "kept"]


def test_what_was_sent_stays_sent_when_its_clip_is_deleted_later() -> None:
    one = assessments.send(filmed(given()), 3000)
    steps = (replace(one.steps[0], clip_state=""), *one.steps[1:])
    assert states(replace(one, steps=steps)) == ["sent"] * 3


@pytest.mark.parametrize("wrong", [{"client_id": "bea"}, {"state": "refused"}, {"deleted_at_ms": 1}], ids=str)
def test_only_a_clip_of_theirs_in_use_stands_for_a_step(wrong: dict[str, Any]) -> None:
    with pytest.raises(ClipOfNoUse):
        assessments.keep(given(), "front", clip(**wrong), 2000)
    with pytest.raises(ClipOfNoUse):
        assessments.enter(given(), "front", clip(**wrong), 2000)


def test_the_last_clip_the_trainer_enters_completes_it() -> None:
    one = given("single-leg-stance")
    one = assessments.enter(one, "left", clip("k1", entered_by="trainer"), 2000)
    assert assessments.standing(one) == "begun"
    one = assessments.enter(one, "right", clip("k2", entered_by="trainer"), 3000)
    assert assessments.standing(one) == "sent"


def test_what_is_filmed_in_a_session_is_sent_as_it_comes() -> None:
    one = given("push-up", session_id="s")
    assert not assessments.is_filmed_by_client(one, one.steps[0])
    one = assessments.keep(one, "side", clip(state="uploading"), 2000)
    assert assessments.standing(one) == "sent"
    one = assessments.ask_again(one, "side", "From further away.", 3000)
    assert assessments.is_filmed_by_client(one, one.steps[0])


def test_a_take_of_a_session_replaces_one_that_was_sent_as_it_came() -> None:
    before = given("push-up", session_id="s1")
    first = assessments.keep(before, "side", clip("k1", moment="t1"), 2000)
    assert assessments.state(first, first.step("side")) == "sent"
    again = assessments.keep(first, "side", clip("k2", moment="t2"), 2000)
    assert again.step("side").clip_id == "k2"
    with pytest.raises(AlreadySent):  # a file of the client's own does not
        assessments.keep(first, "side", clip("k3"), 2000)


def test_what_was_taken_back_is_filmed_no_more() -> None:
    one = assessments.cancel(given(), 2000)
    assert assessments.cancel(one, 3000) is one
    assert assessments.standing(one) == "cancelled"
    assert not assessments.is_with_client(one)
    assert not assessments.is_filmed_by_client(one, one.steps[0])
    for deed in (
        lambda: assessments.keep(one, "front", clip(), 3000),
        lambda: assessments.skip(one, "front", "", 3000),
        lambda: assessments.send(one, 3000),
        lambda: assessments.enter(one, "front", clip(), 3000),
        lambda: assessments.ask_again(one, "front", "Again.", 3000),
    ):
        with pytest.raises(AssessmentCancelled):
            deed()
    assert assessments.standing(assessments.restore(one)) == "given"


def test_a_step_that_is_not_there_is_missing() -> None:
    with pytest.raises(NotFound):
        assessments.keep(given(), "top", clip(), 2000)
