"""Programs: begun, written, given, ended, put away and brought back; and what is refused."""

import asyncio
from typing import Any

import pytest

from tests.cast import BOTH, Person, Spotter

HERE = "/library/programs"
AT = "/programs"
SQUAT = {
    "id": "squat",
    "exercise": "goblet-squat",
    "name": "Goblet squat",
    "sets": [{"reps": 8, "load": 20, "unit": "kg", "rest_s": 90}] * 3,
    "rules": [{"what": "load", "amount": 2.5}],
}
DAY = {"id": "day", "name": "Legs", "blocks": [{"id": "block", "entries": [SQUAT]}]}
WEEKS = [{"id": "week", "times": 3, "days": [DAY]}]
STRONG = {"name": "Strong legs", "about": "Slowly.", "weeks": WEEKS}


async def kept(alice: Person, **more: Any) -> str:
    answer = await alice.post(HERE, json={**STRONG, **more})
    assert answer.status == 200, answer.text
    return str(answer.json["id"])


async def whole(alice: Person, id: str) -> dict[str, Any]:
    found: dict[str, Any] = (await alice.get(f"{AT}/{id}", html=False)).json["program"]
    return found


async def given(spotter: Spotter, alice: Person, program: str, **more: Any) -> tuple[str, str]:
    """Bob's id, and his copy's."""
    bob = await spotter.client("bob")
    body = {"program": program, "starts_on": "2031-05-05", "training_days": [3, 1], **more}
    answer = await alice.post(f"/clients/{bob.id}/programs", json=body)
    assert answer.status == 200, answer.text
    return bob.id, str(answer.json["id"])


@BOTH
async def test_a_program_is_kept_as_it_was_sent(alice: Person) -> None:
    id = await kept(alice)
    found = await whole(alice, id)
    assert found["weeks"] == WEEKS
    assert (found["name"], found["alone"], found["rev"], found["client_id"]) == ("Strong legs", True, 1, None)
    listed = (await alice.get(HERE, html=False)).json["programs"]
    assert listed == [{"id": id, "name": "Strong legs", "weeks": 3, "rev": 1}]


async def test_a_new_one_has_a_week_and_a_day_and_a_starter_is_whole(alice: Person) -> None:
    for body, weeks in (({}, 1), ({"starter": "three-days"}, 6)):
        answer = await alice.post(HERE, body, html=True)
        assert answer.status == 303
        page = await alice.get(answer.location)
        assert "js/pages/program-editor.js" in page.text
        found = (await alice.get(answer.location, html=False)).json["program"]
        assert sum(week.get("times", 1) for week in found["weeks"]) == weeks
        assert found["weeks"][0]["days"]
    assert (await alice.post(HERE, json={"starter": "none"})).status == 404


async def test_an_older_revision_changes_nothing(alice: Person) -> None:
    id = await kept(alice)
    first, second = await asyncio.gather(*(alice.post(f"{AT}/{id}", json={**STRONG, "rev": 1}) for _ in range(2)))
    assert sorted([first.status, second.status]) == [200, 409]
    refused = first if first.status == 409 else second
    assert refused.json["error"] == "stale"
    assert (await whole(alice, id))["rev"] == 2


async def test_what_cannot_be_is_refused_at_its_piece(alice: Person) -> None:
    id = await kept(alice)
    entry = {**SQUAT, "sets": [{"reps": 5000}]}
    weeks = [{**WEEKS[0], "days": [{**DAY, "blocks": [{"id": "block", "entries": [entry]}]}]}]
    answer = await alice.post(f"{AT}/{id}", json={**STRONG, "weeks": weeks, "rev": 1})
    assert (answer.status, answer.json["error"], answer.json["where"]) == (400, "out-of-range", "squat")
    assert answer.json["message"].startswith("Week 1, Legs, Goblet squat: ")
    for nonsense in ({"weeks": [{"id": "w", "days": 3}]}, {"name": "<b>x"}, {"weeks": [{"id": "w", "times": 99}]}):
        assert (await alice.post(f"{AT}/{id}", json={**STRONG, "rev": 1, **nonsense})).status == 400
    assert (await whole(alice, id))["rev"] == 1


@BOTH
async def test_a_clients_copy_is_theirs_alone(spotter: Spotter, alice: Person) -> None:
    template = await kept(alice)
    bob, copied = await given(spotter, alice, template)
    body = {**STRONG, "name": "Bob's", "weeks": [], "starts_on": "2031-05-12", "training_days": [2], "rev": 1}
    assert (await alice.post(f"{AT}/{copied}", json=body)).status == 200
    assert (await whole(alice, copied))["training_days"] == [2]
    assert (await whole(alice, template))["weeks"] == WEEKS
    assert [one["id"] for one in (await alice.get(HERE, html=False)).json["programs"]] == [template]
    assert "Bob&#39;s" in (await alice.get(f"/clients/{bob}")).text


async def test_all_weeks_say_what_rules_make_of_them_and_when(spotter: Spotter, alice: Person) -> None:
    _, copied = await given(spotter, alice, await kept(alice))
    text = (await alice.get(f"{AT}/{copied}/weeks")).text
    for words in ("Week 1", "Monday 5 May", "3 × 8 × 20 kg", "Week 3", "Monday 19 May", "3 × 8 × 25 kg"):
        assert words in text


async def test_what_needs_a_spotter_is_not_given_to_be_done_alone(spotter: Spotter, alice: Person) -> None:
    entry = {"id": "e", "exercise": "bench-press", "name": "Bench press"}
    weeks = [{"id": "w", "days": [{"id": "d", "blocks": [{"id": "b", "entries": [entry]}]}]}]
    alone = await kept(alice, weeks=weeks)
    bob = await spotter.client("bob")
    body = {"program": alone, "starts_on": "2031-05-05", "training_days": [1]}
    answer = await alice.post(f"/clients/{bob.id}/programs", json=body)
    assert (answer.status, answer.json["error"]) == (409, "needs-spotter")
    assert "Bench press" in answer.json["message"]
    beside = await kept(alice, weeks=weeks, alone=False)
    assert (await alice.post(f"/clients/{bob.id}/programs", json={**body, "program": beside})).status == 200


@pytest.mark.parametrize(
    ("body", "where"),
    [({"starts_on": "soon", "training_days": [1]}, "starts_on"), ({"starts_on": "2031-05-05"}, "training_days")],
)
async def test_a_copy_needs_a_start_and_days(spotter: Spotter, alice: Person, body: dict[str, Any], where: str) -> None:
    bob = await spotter.client("bob")
    answer = await alice.post(f"/clients/{bob.id}/programs", json=body)
    assert (answer.status, answer.json["where"]) == (400, where)


async def test_a_program_is_copied_deleted_and_brought_back(alice: Person) -> None:
    id = await kept(alice)
    assert (await alice.post(f"{AT}/{id}/copy", json={})).json["name"] == "Strong legs, copy"
    deleted = await alice.post(f"{AT}/{id}/delete", {}, html=True)
    assert "is deleted" in (await alice.get(deleted.location)).text
    assert (await alice.get(f"{AT}/{id}")).status == 404
    assert (await alice.post(f"{AT}/{id}/restore", json={})).status == 200
    assert (await whole(alice, id))["name"] == "Strong legs"


async def test_from_a_result_it_is_one_step_to_the_program(spotter: Spotter, alice: Person) -> None:
    bob = await spotter.client("bob")
    asked = f"/clients/{bob.id}/program?beside=Push-ups:+12"
    first = await alice.get(asked)
    assert first.location == f"/clients/{bob.id}/programs/new?beside=Push-ups%3A+12"
    assert "Push-ups: 12" in (await alice.get(first.location)).text
    body = {"starts_on": "2031-05-05", "training_days": ["1"], "beside": "Push-ups: 12"}
    made = await alice.post(f"/clients/{bob.id}/programs", body, html=True)
    assert "Push-ups: 12" in (await alice.get(made.location)).text
    second = await alice.get(asked)
    assert second.location == made.location.replace("%20", "+")


async def test_an_ended_copy_is_not_trained_by_any_more(spotter: Spotter, alice: Person) -> None:
    bob, copied = await given(spotter, alice, await kept(alice))
    asked = f"/clients/{bob}/program"
    assert (await alice.get(asked)).location == f"{AT}/{copied}"
    assert (await alice.post(f"{AT}/{copied}/end", json={})).status == 200
    assert (await alice.get(asked)).location == f"/clients/{bob}/programs/new"
    assert (await alice.post(f"{AT}/{copied}/resume", json={})).status == 200
    assert (await alice.get(asked)).location == f"{AT}/{copied}"
    assert (await alice.post(f"{AT}/{await kept(alice)}/end", json={})).status == 404, "a template has no end"
