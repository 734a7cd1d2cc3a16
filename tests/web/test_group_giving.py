"""What all of a group are given at once: each gets one of their own, or nobody gets anything."""

import re

import pytest

from server.domain.people import Client
from tests.cast import Person, Spotter
from tests.web.test_threads import page_of, phone_of


@pytest.fixture
async def group(spotter: Spotter, alice: Person) -> tuple[str, list[Client]]:
    """Bob and Bea, and somebody who was put away."""
    people = [await spotter.client("bob"), await spotter.client("bea"), await spotter.client("bea", name="Ann Away")]
    made = await alice.post("/groups", json={"name": "Mornings", "members": [one.id for one in people]})
    await alice.post(f"/clients/{people[2].id}/archive", json={})
    return f"/groups/{made.json['id']}", people


async def test_each_of_a_group_gets_questions_a_program_and_an_assessment_of_their_own(
    spotter: Spotter, alice: Person, group: tuple[str, list[Client]]
) -> None:
    here, people = group
    page = (await alice.get(f"{here}/give")).text
    assert set(re.findall(r'name="clients" value="([^"]+)"', page)) == {people[0].id, people[1].id}
    everybody = {"clients": [one.id for one in people]}
    for path, body in (
        ("forms", {"form": "check-in", "note": "How was the first week?"}),
        ("programs", {"starter": "first-steps", "starts_on": "2031-03-03", "training_days": [1, 3, 5]}),
        ("assessments", {"protocol": "sit-and-reach", "has_company": True}),
    ):
        answer = await alice.post(f"{here}/{path}", json={**body, **everybody})
        assert answer.status == 200, answer.text
        assert answer.json["count"] == 2
        assert answer.json["notice"].startswith("2 clients")
    asked = set()
    for one in people[:2]:
        own = (await (await phone_of(spotter, one)).get(page_of(spotter, one))).text
        for part in ("forms", "assessments"):
            (found,) = set(re.findall(rf'href="/c/[^"]+/{part}/([a-z0-9]+)"', own))
            asked.add(found)
        assert "Sit-and-reach" in own
        assert "First steps" in own
    assert len(asked) == 4


async def test_what_one_may_not_be_given_nobody_is(
    spotter: Spotter, alice: Person, group: tuple[str, list[Client]]
) -> None:
    here, people = group
    everybody = {"clients": [one.id for one in people]}
    for path, body, code, where in (
        ("forms", {"form": "check-in", "clients": []}, "bad-input", "clients"),
        ("forms", {"form": "check-in", "clients": [people[2].id]}, "bad-input", "clients"),
        ("forms", {"form": "", **everybody}, "bad-input", "form"),
        ("forms", {"form": "nothing", **everybody}, "not-found", None),
        ("assessments", {"protocol": "step-test", **everybody}, "not-alone", "has_company"),
        ("assessments", {"protocol": "", **everybody}, "bad-input", "protocol"),
        ("programs", {"starts_on": "2031-03-03", **everybody}, "bad-input", "program"),
        ("programs", {"starter": "first-steps", "starts_on": "2031-03-03", **everybody}, "bad-input", "training_days"),
    ):
        answer = await alice.post(f"{here}/{path}", json=body)
        assert (answer.json["error"], answer.json.get("where")) == (code, where), (path, body)
    page = (await alice.get(f"/clients/{people[0].id}")).text
    assert "Nothing asked yet." in page
