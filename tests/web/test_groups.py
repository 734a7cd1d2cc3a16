"""Groups: up to twelve of one's own clients."""

import asyncio
import re
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import delete

from server import ids
from server.domain.people import Group
from server.store import clients, groups, tables
from tests.cast import BOTH, HOUR_MS, Person, Spotter


async def stored(spotter: Spotter, group_id: str) -> Group | None:
    async with spotter.database.reading() as db:
        return await groups.get(db, group_id)


def picked(page: str) -> set[str]:
    return set(re.findall(r'name="members" value="(\w+)" checked', page))


@pytest.fixture
async def circuit(spotter: Spotter, alice: Person) -> Group:
    """Alice's group with Bob and Bea."""
    bob, bea = await spotter.client("bob"), await spotter.client("bea")
    answer = await alice.post("/groups", json={"name": "Monday circuit", "members": [bob.id, bea.id], "notes": "mats"})
    found = await stored(spotter, answer.json["id"])
    assert found is not None
    return found


async def test_a_group_is_made_of_ones_clients(spotter: Spotter, alice: Person, circuit: Group) -> None:
    page = (await alice.get(f"/groups/{circuit.id}")).text
    for words in ("Monday circuit", "Bob Birch", "Bea Brook", "2 members", "mats"):
        assert words in page
    assert "Monday circuit" in (await alice.get("/clients")).text
    assert "Monday circuit" in (await alice.get(f"/clients/{circuit.members[0]}")).text


async def test_members_are_picked_from_a_list(alice: Person, circuit: Group) -> None:
    page = (await alice.get(f"/groups/{circuit.id}/edit")).text
    assert picked(page) == set(circuit.members)
    answer = await alice.post(f"/groups/{circuit.id}", {"name": "Duo", "members": circuit.members[0]})
    assert answer.status == 200
    assert "1 member" in (await alice.get(f"/groups/{circuit.id}")).text


@BOTH
async def test_a_form_sends_several_members(spotter: Spotter, alice: Person, circuit: Group) -> None:
    body = "&".join(["name=Trio", *(f"members={member}" for member in circuit.members)])
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    assert (await alice.ask("POST", f"/groups/{circuit.id}", data=body, headers=headers)).status == 200
    after = await stored(spotter, circuit.id)
    assert after is not None
    assert set(after.members) == set(circuit.members)


@BOTH
async def test_saved_by_two_windows_at_once_a_group_stays_whole(
    spotter: Spotter, alice: Person, circuit: Group
) -> None:
    forms = [{"name": f"Window {number}", "members": list(circuit.members)} for number in range(6)]
    answers = await asyncio.gather(*(alice.post(f"/groups/{circuit.id}", json=form) for form in forms))
    assert {answer.status for answer in answers} == {200}
    after = await stored(spotter, circuit.id)
    assert after is not None
    assert set(after.members) == set(circuit.members)


async def test_all_members_may_be_unpicked(spotter: Spotter, alice: Person, circuit: Group) -> None:
    assert (await alice.post(f"/groups/{circuit.id}", {"name": "Nobody yet"})).status == 200
    assert await stored(spotter, circuit.id) == replace(circuit, name="Nobody yet", notes="", members=())
    assert "Nobody yet. <a" in (await alice.get(f"/groups/{circuit.id}")).text


async def test_a_thirteenth_member_is_refused_at_the_field(spotter: Spotter, alice: Person) -> None:
    bob = await spotter.client("bob")
    async with spotter.database.writing() as db, db.begin():
        more = [replace(bob, id=ids.new()) for _ in range(12)]
        for one in more:
            await clients.add(db, one)
    picked = [bob.id, *(one.id for one in more)]
    answer = await alice.post("/groups", json={"name": "Crowd", "members": picked})
    assert (answer.status, answer.json["error"], answer.json["where"]) == (400, "out-of-range", "members")
    assert (await alice.post("/groups", json={"name": "Full", "members": picked[:12]})).status == 200


async def test_somebody_elses_client_cannot_be_picked(spotter: Spotter, alice: Person) -> None:
    charlie = await spotter.client("charlie")
    theirs = await alice.post("/groups", json={"name": "Mixed", "members": [charlie.id]})
    missing = await alice.post("/groups", json={"name": "Mixed", "members": ["nobody0000000"]})
    assert (theirs.status, theirs.json["where"]) == (400, "members")
    assert theirs.body == missing.body


async def test_an_archived_member_stays_until_unpicked(spotter: Spotter, alice: Person, circuit: Group) -> None:
    gone = circuit.members[0]
    await alice.post(f"/clients/{gone}/archive", {})
    assert "Archived" in (await alice.get(f"/groups/{circuit.id}/edit")).text
    kept = {"name": "Monday circuit", "members": list(circuit.members)}
    assert (await alice.post(f"/groups/{circuit.id}", json=kept)).status == 200
    new = await alice.post("/groups", json={"name": "Other", "members": [gone]})
    assert new.status == 400


@pytest.mark.parametrize("form", [{"name": ""}, {"name": "x" * 121}, {}, {"name": "x", "notes": "y" * 5001}])
async def test_nonsense_is_refused(alice: Person, circuit: Group, form: dict[str, str]) -> None:
    assert (await alice.post("/groups", form)).status == 400
    assert (await alice.post(f"/groups/{circuit.id}", form)).status == 400


async def test_a_form_without_script_keeps_what_was_picked(alice: Person, circuit: Group) -> None:
    page = await alice.post("/groups", {"name": " ", "members": circuit.members[0]}, html=True)
    assert page.status == 400
    assert picked(page.text) == {circuit.members[0]}
    assert "Please give a name." in page.text


async def test_deleting_a_group_leaves_people_and_sessions(spotter: Spotter, alice: Person, circuit: Group) -> None:
    async with spotter.database.reading() as db:
        members = await clients.get_many(db, circuit.members)
    session = await spotter.session(
        "alice", *members, group_id=circuit.id, title="Together", starts_at_ms=spotter.clock() + HOUR_MS
    )
    assert "Together" in (await alice.get(f"/groups/{circuit.id}")).text
    assert (await alice.post(f"/groups/{circuit.id}/delete", {})).location == "/clients"
    assert await stored(spotter, circuit.id) is None
    assert (await alice.get(f"/groups/{circuit.id}")).status == 404
    assert (await alice.get(f"/sessions/{session.id}")).status == 200
    assert (await alice.get(f"/clients/{members[0].id}")).status == 200


async def test_other_trainers_and_strangers_see_nothing(
    spotter: Spotter, anna: Person, stranger: Person, circuit: Group
) -> None:
    ways = [("GET", ""), ("GET", "/edit"), ("POST", ""), ("POST", "/delete")]
    for method, rest in ways:
        form = {"name": "Mine now"} if method == "POST" else None
        theirs = await anna.ask(method, f"/groups/{circuit.id}{rest}", data=form)
        missing = await anna.ask(method, f"/groups/nothing000000{rest}", data=form)
        assert (theirs.status, theirs.body) == (404, missing.body)
        assert (await stranger.ask(method, f"/groups/{circuit.id}{rest}", data=form)).status == 401
    assert (await stranger.post("/groups", {"name": "x"})).status == 401
    assert await stored(spotter, circuit.id) == circuit


async def test_without_clients_the_form_says_what_to_do_first(alice: Person) -> None:
    assert "Add your clients first" in (await alice.get("/groups/new")).text


# ---- together by video


def partners(*choices: tuple[str, str]) -> list[str]:
    return [f"{one}:{other}" for one, other in choices]


async def test_a_group_says_on_its_page_who_sees_whom(alice: Person, circuit: Group) -> None:
    page = (await alice.get(f"/groups/{circuit.id}")).text
    assert "No, only you" in page
    assert "First names" in page
    one, other = circuit.members
    form = {
        "name": "Monday circuit",
        "members": [one, other],
        "clients_meet": True,
        "names": "full",
        "partners": partners((one, other), (other, "")),
    }
    assert (await alice.post(f"/groups/{circuit.id}", json=form)).status == 200
    page = (await alice.get(f"/groups/{circuit.id}")).text
    for words in ("<dd>Yes</dd>", "Full names", "Bea Brook and Bob Birch"):
        assert words in page


@BOTH
async def test_a_pair_is_chosen_at_one_and_shown_at_both(spotter: Spotter, alice: Person, circuit: Group) -> None:
    one, other = circuit.members
    body = f"name=Duo&members={one}&members={other}&partners={one}:{other}&partners={other}:"
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    assert (await alice.ask("POST", f"/groups/{circuit.id}", data=body, headers=headers)).status == 200
    after = await stored(spotter, circuit.id)
    assert after is not None
    assert after.pairs == (tuple(sorted(circuit.members)),)
    page = (await alice.get(f"/groups/{circuit.id}/edit")).text
    for choice in partners((one, other), (other, one)):
        assert f'<option value="{choice}" selected>' in page


@BOTH
async def test_a_member_who_leaves_the_group_leaves_the_pair(spotter: Spotter, alice: Person, circuit: Group) -> None:
    one, other = circuit.members
    form = {"name": "Duo", "members": [one, other], "partners": partners((one, other))}
    assert (await alice.post(f"/groups/{circuit.id}", json=form)).status == 200
    alone = {"name": "Duo", "members": [one], "partners": partners((one, other), (other, one))}
    assert (await alice.post(f"/groups/{circuit.id}", json=alone)).status == 200
    after = await stored(spotter, circuit.id)
    assert after is not None
    assert (after.members, after.pairs) == ((one,), ())


async def test_a_pair_goes_with_a_member_who_is_forgotten(spotter: Spotter, alice: Person, circuit: Group) -> None:
    one, other = circuit.members
    await alice.post(
        f"/groups/{circuit.id}", json={"name": "Duo", "members": [one, other], "partners": [f"{one}:{other}"]}
    )
    async with spotter.database.writing() as db, db.begin():
        await db.execute(delete(tables.clients).where(tables.clients.c.id == one))
    after = await stored(spotter, circuit.id)
    assert after is not None
    assert (after.members, after.pairs) == ((other,), ())


async def test_a_second_partner_is_refused_and_the_form_keeps_what_was_picked(
    spotter: Spotter, alice: Person, circuit: Group
) -> None:
    one, other = circuit.members
    third = await spotter.client("bob", name="Bill Beech")
    form = {"name": "Trio", "members": [one, other, third.id], "partners": partners((one, other), (third.id, other))}
    answer = await alice.post(f"/groups/{circuit.id}", json=form)
    assert (answer.status, answer.json["error"], answer.json["where"]) == (400, "out-of-range", "partners")
    page = await alice.post(f"/groups/{circuit.id}", form, html=True)
    assert (page.status, page.text.count("here somebody has two")) == (400, 2)
    assert f'<option value="{third.id}:{other}" selected>' in page.text


@pytest.mark.parametrize("form", [{"names": "nick"}, {"partners": ["x"]}, {"partners": ["nobody:"]}])
async def test_choices_that_are_none_are_refused(alice: Person, circuit: Group, form: dict[str, Any]) -> None:
    body = {"name": "Duo", "members": list(circuit.members), **form}
    assert (await alice.post(f"/groups/{circuit.id}", json=body)).status == 400
