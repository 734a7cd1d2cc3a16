"""Timers that are kept: built, listed, saved from two windows, copied, put away; and what is refused."""

import asyncio
from dataclasses import replace
from typing import Any

import pytest

from server import ids, jobs
from server.domain import contact
from server.domain import saved_timers as rules
from server.domain.saved_timers import SavedTimer
from server.store import saved_timers
from signaling import timers as live
from signaling import timing
from tests.cast import BOTH, Person, Spotter

WORK = {"name": "Row", "kind": "work", "duration_ms": 20_000, "round": 1, "rounds": 2, "label": "hard"}
REST = {"name": "Rest", "kind": "rest", "duration_ms": 10_000}
PLAN = [WORK, REST, {**WORK, "round": 2}]
HERE = "/library/timers"


async def stored(spotter: Spotter, timer_id: str) -> SavedTimer | None:
    async with spotter.database.reading() as db:
        return await saved_timers.get(db, timer_id)


async def kept(alice: Person, **more: Any) -> str:
    answer = await alice.post(HERE, json={"name": "Rowing", "plan": PLAN, **more})
    assert answer.status == 200, answer.text
    return str(answer.json["id"])


@BOTH
async def test_a_timer_is_kept_as_it_was_sent(spotter: Spotter, alice: Person) -> None:
    recipe = {"format": "intervals", "work_s": 20, "rest_s": 10, "labels": ["hard", "hard"]}
    timer = await kept(alice, recipe=recipe, counts="rounds")
    found = (await alice.get(f"{HERE}/{timer}", html=False)).json["timer"]
    assert found["plan"] == PLAN
    assert (found["recipe"], found["counts"], found["format"]) == (recipe, "rounds", "intervals")
    assert (found["name"], found["length_ms"], found["rev"]) == ("Rowing", 50_000, 1)
    page = (await alice.get(HERE)).text
    assert "Rowing" in page
    assert "0:50" in page
    (row,) = (await alice.get(HERE, html=False)).json["timers"]
    assert row == {key: found[key] for key in ("id", "name", "format", "length_ms", "is_favourite", "rev")}


@BOTH
async def test_the_later_of_two_windows_is_told_and_changes_nothing(spotter: Spotter, alice: Person) -> None:
    timer = await kept(alice)
    forms = [{"name": f"Window {number}", "plan": PLAN, "rev": 1} for number in range(4)]
    answers = await asyncio.gather(*(alice.post(f"{HERE}/{timer}", json=form) for form in forms))
    assert sorted(answer.status for answer in answers) == [200, 409, 409, 409]
    assert {answer.json["error"] for answer in answers if answer.status == 409} == {"stale"}
    won = next(form["name"] for form, answer in zip(forms, answers, strict=True) if answer.status == 200)
    found = await stored(spotter, timer)
    assert found is not None
    assert (found.name, found.rev) == (won, 2)
    again = await alice.post(f"{HERE}/{timer}", json={"name": "Mine after all", "plan": PLAN, "rev": 2})
    assert again.status == 200


async def test_a_copy_is_a_timer_of_its_own_with_a_name_that_is_free(spotter: Spotter, alice: Person) -> None:
    timer = await kept(alice, name="x" * 60)
    made = [(await alice.post(f"{HERE}/{timer}/copy", {})).json["timer"] for _ in range(2)]
    assert [one["name"] for one in made] == ["x" * 53 + " (copy)", "x" * 51 + " (copy 2)"]
    await alice.post(f"{HERE}/{made[0]['id']}", json={"name": "Other", "plan": [REST], "rev": 1})
    before = await stored(spotter, timer)
    assert before is not None
    assert len(before.plan) == 3


async def test_a_favourite_stands_first_and_a_new_name_is_shown(alice: Person) -> None:
    for name in ("Bike", "Row", "Ski"):
        await kept(alice, name=name)
    *_, ski = (await alice.get(HERE, html=False)).json["timers"]
    assert (await alice.post(f"{HERE}/{ski['id']}/favourite", {"on": "true"})).status == 200
    assert (await alice.post(f"{HERE}/{ski['id']}/rename", {"name": "Ski erg"})).status == 200
    names = [one["name"] for one in (await alice.get(HERE, html=False)).json["timers"]]
    assert names == ["Ski erg", "Bike", "Row"]


async def test_a_deleted_timer_can_be_brought_back_for_a_day(spotter: Spotter, alice: Person) -> None:
    timer = await kept(alice)
    answer = await alice.post(f"{HERE}/{timer}/delete", {}, html=True)
    assert answer.status == 303
    page = (await alice.get(answer.location)).text
    assert "Rowing is deleted" in page
    assert (await alice.get(HERE, html=False)).json["timers"] == []
    assert (await alice.get(f"{HERE}/{timer}")).status == 404
    assert (await alice.post(f"{HERE}/{timer}", json={"name": "Late", "plan": PLAN, "rev": 1})).status == 404
    assert (await alice.post(f"{HERE}/{timer}/restore", {})).status == 200
    assert (await alice.get(f"{HERE}/{timer}")).status == 200
    await alice.post(f"{HERE}/{timer}/delete", {})
    for moment, gone in ((spotter.clock(), 0), (spotter.clock() + rules.UNDO_MS + 1, 1)):
        assert (await jobs.clean_up(spotter.settings, spotter.database, moment))["timers"] == gone
    assert await stored(spotter, timer) is None


async def test_somebody_elses_timer_is_nowhere_in_sight(spotter: Spotter, alice: Person) -> None:
    timer = await kept(alice)
    await alice.post(f"{HERE}/{timer}/delete", {})
    anna = await spotter.sign_in("anna")
    assert "Rowing" not in (await anna.get(f"{HERE}?deleted={timer}")).text
    assert (await anna.get(HERE, html=False)).json["timers"] == []


LONG = {"name": "Work", "kind": "work", "duration_ms": 14_400_000}
REFUSED: dict[str, tuple[dict[str, Any], str, str]] = {
    "no name": ({"name": " "}, "bad-input", "name"),
    "a name of 61": ({"name": "x" * 61}, "out-of-range", "name"),
    "a name with tags": ({"name": "<img src=x>"}, "markup", "name"),
    "words with tags": ({"plan": [{**REST, "label": "<b>12</b> burpees"}]}, "markup", "plan"),
    "a recipe with tags": ({"recipe": {"format": "emom", "labels": ["<script>"]}}, "markup", "recipe"),
    "no interval": ({"plan": []}, "bad-input", "plan"),
    "501 intervals": ({"plan": [REST] * 501}, "out-of-range", "plan"),
    "too many words": ({"plan": [{**REST, "label": "ä" * 60}] * 400}, "out-of-range", "plan"),
    "thirty hours": ({"plan": [LONG] * 8}, "too-long", "plan"),
    "less than nothing": ({"plan": [{**REST, "duration_ms": -1000}]}, "bad-input", "plan"),
    "no time at all": ({"plan": [{**REST, "duration_ms": 0}]}, "bad-input", "plan"),
    "no beat": ({"plan": [{**REST, "bpm": 0}]}, "bad-input", "plan"),
    "an unknown kind": ({"plan": [{**REST, "kind": "nap"}]}, "bad-input", "plan"),
    "a format of no letters": ({"recipe": {"format": "../x"}}, "bad-input", "recipe"),
    "a recipe of no format": ({"recipe": {}}, "bad-input", "recipe"),
    "a recipe like a well": ({"recipe": {"format": "emom", "a": [[[[[[[[1]]]]]]]]}}, "bad-input", "recipe"),
    "counts what nobody counts": ({"counts": "sheep"}, "bad-input", "counts"),
}


@pytest.mark.parametrize("what", REFUSED)
async def test_nonsense_is_refused_at_its_field_and_changes_nothing(spotter: Spotter, alice: Person, what: str) -> None:
    wrong, code, where = REFUSED[what]
    timer = await kept(alice)
    before = await stored(spotter, timer)
    for path in (HERE, f"{HERE}/{timer}"):
        answer = await alice.post(path, json={"name": "Rowing", "plan": PLAN, "rev": 1, **wrong})
        assert (answer.status, answer.json["error"], answer.json["where"]) == (400, code, where)
    assert await stored(spotter, timer) == before
    assert len((await alice.get(HERE, html=False)).json["timers"]) == 1


async def test_ten_thousand_intervals_do_not_fit_through_the_door(alice: Person) -> None:
    answer = await alice.post(HERE, json={"name": "All day", "plan": [REST] * 10_000})
    assert (answer.status, answer.json["error"]) == (413, "too-large")


async def test_what_is_wrong_in_a_plan_is_told_by_its_number(alice: Person) -> None:
    answer = await alice.post(HERE, json={"name": "Rowing", "plan": [REST, {**REST, "bpm": 0}]})
    assert answer.json["message"] == "Number 2, bpm: expected `int` >= 20."
    answer = await alice.post(HERE, json={"name": "Rowing", "plan": [{"name": "Rest", "kind": "rest"}]})
    assert answer.json["message"] == "Number 1, duration_ms: this is needed."


async def test_two_hundred_timers_are_enough(spotter: Spotter, alice: Person) -> None:
    timer = await stored(spotter, await kept(alice))
    assert timer is not None
    async with spotter.database.writing() as db, db.begin():
        for _ in range(rules.TIMERS_MOST - 1):
            await saved_timers.add(db, replace(timer, id=ids.new()))
    for path in (HERE, f"{HERE}/{timer.id}/copy"):
        answer = await alice.post(path, json={"name": "One more", "plan": PLAN})
        assert (answer.status, answer.json["error"]) == (400, "too-many-timers")
    await alice.post(f"{HERE}/{timer.id}/delete", {})
    assert (await alice.post(HERE, json={"name": "One more", "plan": PLAN})).status == 200
    assert (await alice.post(f"{HERE}/{timer.id}/restore", {})).json["error"] == "too-many-timers"


def test_the_library_keeps_whatever_a_room_would_start() -> None:
    assert rules.LONGEST_MS == live.PLAN_LONGEST_MS
    assert contact.MARKUP.pattern == timing.MARKUP.pattern
