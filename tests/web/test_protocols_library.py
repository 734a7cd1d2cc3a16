"""The library of assessments, and a group's sheet, over HTTP."""

from typing import Any

from server.domain.people import Client
from server.store import assessments, results
from tests.cast import Person, Spotter

WALL_SIT: dict[str, Any] = {
    "title": "Wall sit",
    "stop_if": "Your knees hurt.",
    "steps": [{"title": "Sit", "measures": [{"title": "Held for", "unit": "s", "better": "higher"}]}],
}


async def add(alice: Person, **changes: Any) -> str:
    answer = await alice.post("/library/protocols", json={**WALL_SIT, **changes})
    assert answer.status == 200, answer.text
    return str(answer.json["key"])


async def test_the_library_shows_ours_and_ours_can_be_read_and_copied(alice: Person) -> None:
    page = (await alice.get("/library/protocols")).text
    assert "22 assessments to begin with" in page
    assert "3-minute step test" in page
    page = (await alice.get("/library/protocols/step-test")).text
    assert "a step of 30.5 cm" in page
    assert "only two rows of that table could be checked" in page
    assert "Copy of 3-minute step test" in (await alice.get("/library/protocols/new?like=step-test")).text


async def test_an_own_one_is_given_measured_and_drawn_like_ours(spotter: Spotter, alice: Person) -> None:
    bob = await spotter.client("bob")
    key = await add(alice)
    assert "Wall sit" in (await alice.get(f"/clients/{bob.id}/assessments/new")).text
    given = await alice.post(f"/clients/{bob.id}/assessments", json={"protocol": key, "session": "in_person"})
    id = given.json["id"]
    saved = await alice.post(f"/assessments/{id}/results", json={"place": ["held-for"], "value": ["1:05"]})
    assert saved.json["lines"][0]["words"] == "65 s"
    assert "Held for" in (await alice.get(f"/clients/{bob.id}/results")).text


async def test_a_changed_one_is_a_new_version_and_what_was_given_keeps_the_old_one(
    spotter: Spotter, alice: Person
) -> None:
    bob = await spotter.client("bob")
    key = await add(alice)
    given = await alice.post(f"/clients/{bob.id}/assessments", json={"protocol": key, "session": "in_person"})
    steps = [{"key": "sit", "title": "Sit low", "measures": [{"key": "held-for", "title": "Held for", "unit": "s"}]}]
    changed = await alice.post(f"/library/protocols/{key}", json={**WALL_SIT, "version": 1, "steps": steps})
    assert changed.json["version"] == 2
    late = await alice.post(f"/library/protocols/{key}", json={**WALL_SIT, "version": 1})
    assert (late.status, late.json["error"]) == (409, "stale")
    same = await alice.post(f"/library/protocols/{key}", json={**WALL_SIT, "version": 2, "steps": steps})
    assert same.json["version"] == 2
    page = (await alice.get(f"/assessments/{given.json['id']}/results")).text
    assert ">Sit</h2>" in page
    assert "Sit low" not in page


async def test_a_deleted_one_is_offered_no_more_but_what_was_given_stays(spotter: Spotter, alice: Person) -> None:
    bob = await spotter.client("bob")
    key = await add(alice)
    given = (await alice.post(f"/clients/{bob.id}/assessments", json={"protocol": key, "session": "in_person"})).json
    assert (await alice.post(f"/library/protocols/{key}/delete", {})).status == 200
    assert "For a day it can be brought back" in (await alice.get(f"/library/protocols?deleted={key}")).text
    assert (await alice.get(f"/library/protocols/{key}")).status == 404
    refused = await alice.post(f"/clients/{bob.id}/assessments", json={"protocol": key, "session": "in_person"})
    assert refused.status == 400
    assert (await alice.get(f"/assessments/{given['id']}/results")).status == 200
    assert (await alice.post(f"/library/protocols/{key}/restore", {})).status == 200
    assert (await alice.get(f"/library/protocols/{key}")).status == 200


async def test_what_is_wrong_is_said_at_its_field_and_nothing_is_kept(alice: Person) -> None:
    for change, where in (
        ({"title": ""}, "title"),
        ({"steps": [{"title": "Sit", "measures": [{"title": "Time", "trials": 9}]}]}, "steps[0].measures[0].trials"),
    ):
        refused = await alice.post("/library/protocols", json={**WALL_SIT, **change})
        assert (refused.status, refused.json["where"]) == (400, where)
    assert "of your own" not in (await alice.get("/library/protocols")).text


async def group_of(alice: Person, *people: Client) -> str:
    answer = await alice.post("/groups", json={"name": "Mornings", "members": [one.id for one in people]})
    return str(answer.json["id"])


async def test_a_group_is_measured_on_one_sheet_and_each_has_a_result_of_their_own(
    spotter: Spotter, alice: Person
) -> None:
    bob, bea = await spotter.client("bob"), await spotter.client("bea")
    group = await group_of(alice, bob, bea)
    assert "Who is here" in (await alice.get(f"/groups/{group}/assess")).text
    none = await alice.post(f"/groups/{group}/assess", json={"protocol": "chair-stand"})
    assert none.json["where"] == "clients"
    body = {"protocol": "chair-stand", "clients": [bob.id, bea.id]}
    begun = await alice.post(f"/groups/{group}/assess", json=body)
    assert begun.status == 200, begun.text
    sheet = begun.json["id"]
    async with spotter.database.reading() as db:
        given = await assessments.of_sheet(db, sheet)
    assert {one.client_id for one in given} == {bob.id, bea.id}
    for one, count in zip(given, ("12", "14"), strict=True):
        answer = await alice.post(f"/assessments/{one.id}/results", json={"place": ["count"], "value": [count]})
        assert answer.status == 200
    page = (await alice.get(f"/assessment-sheets/{sheet}")).text
    assert 'value="12"' in page
    assert 'value="14"' in page
    async with spotter.database.reading() as db:
        assert len(await results.of_client(db, bob.id)) == 1
    anna = await spotter.sign_in("anna")
    assert (await anna.get(f"/assessment-sheets/{sheet}")).status == 404
