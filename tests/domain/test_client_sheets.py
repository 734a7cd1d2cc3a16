"""A client's sheet: its versions, two windows, and its lines."""

import pytest

from server.domain import client_sheets as rules
from server.domain.client_sheets import Kept, Sheet
from server.domain.errors import BadInput, Stale


def test_what_was_approved_stays_as_it_was_while_one_goes_on_writing() -> None:
    first = rules.approve(rules.change(Kept(), Sheet(done="Squat"), rev=0), 1)
    later = rules.change(first, Sheet(done="Squat, slowly"), rev=1)
    assert later.approved is not None
    assert (later.approved.sheet.done, later.is_changed) == ("Squat", True)
    again = rules.approve(later, 2)
    assert [(one.number, one.sheet.done) for one in again.versions] == [(1, "Squat"), (2, "Squat, slowly")]
    assert rules.approve(again, 3) == again, "the same text is no new version"


def test_of_two_windows_the_second_is_told() -> None:
    kept = rules.change(Kept(), Sheet(done="Squat"), rev=0)
    with pytest.raises(Stale):
        rules.change(kept, Sheet(done="Row"), rev=0)
    with pytest.raises(BadInput) as no:
        rules.change(kept, Sheet(homework="x" * 6001), rev=1)
    assert no.value.where == "homework"


def test_only_parts_that_say_something_are_shown() -> None:
    assert [title for _, title, _ in Sheet(done=" Squat\nRow ", homework="  ").parts] == ["What you did"]
    assert rules.read(Sheet(done="Squat", clips=("a",)).wire()) == Sheet(done="Squat", clips=("a",))
    assert rules.read({"done": "Squat"}) == Sheet(done="Squat")


def test_cues_are_told_by_exercise_against_last_time() -> None:
    now = {("Squat", "Knees out"): 3, ("", "Well done"): 1, ("Squat", "Chest up"): 1}
    before = {("Squat", "Knees out"): 5, ("Squat", "Heels down"): 2, ("Row", "Long neck"): 1}
    assert rules.cue_lines(now, before) == [
        "Squat: “Knees out” 3 times, last time 5 times",
        "Squat: “Chest up” once",
        "“Well done” once",
        "Squat: “Heels down” not needed any more, last time twice",
    ]


def test_sets_stand_behind_their_exercise() -> None:
    sets = [("Squat", "8 × 20 kg"), ("Row", "10 × 30 kg"), ("Squat", "6 × 22.5 kg, effort 8")]
    assert rules.done_lines(sets) == ["Squat: 8 × 20 kg · 6 × 22.5 kg, effort 8", "Row: 10 × 30 kg"]
