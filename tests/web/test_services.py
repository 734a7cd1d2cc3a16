"""Three services, three ways to deliver each, for one client and for a small group: which test shows it, cell by cell.

The table is the proof that nothing of product.md's is missing; what no other file shows is shown here.
"""

import ast
import re
from pathlib import Path
from typing import Any

import pytest

from server import ids
from server.domain import links, seats
from server.domain.people import Client
from server.domain.sessions import Delivery, Place, Service
from server.live import LIVE
from signaling.log import Draft
from tests.cast import Person, Spotter

TESTS = Path(__file__).resolve().parent.parent
ONE, GROUP = "one client", "a small group"
CELLS: dict[tuple[str, str, str], str] = {
    (
        "consultation",
        "in_person",
        ONE,
    ): "web/test_services.py::test_a_consultation_at_the_gym_is_typed_on_the_trainers_device",
    (
        "consultation",
        "live",
        ONE,
    ): "browser/test_consultation.py::test_beside_the_picture_both_write_in_one_form_and_who_wrote_what_is_kept",
    (
        "consultation",
        "async",
        ONE,
    ): "web/test_forms.py::test_asked_back_answered_and_accepted_with_the_whole_trail_on_paper",
    (
        "assessment",
        "in_person",
        ONE,
    ): "browser/test_protocols.py::test_numbers_are_taken_at_the_gym_without_a_signal_and_reach_the_client",
    ("assessment", "live", ONE): "browser/test_takes.py::test_a_step_is_filmed_at_the_trainers_word_and_arrives",
    ("assessment", "async", ONE): "browser/test_assessments.py::test_the_whole_way_from_asking_to_asking_again",
    ("workout", "in_person", ONE): "browser/test_training.py::test_a_day_done_at_the_gym_without_a_signal_is_sent_once",
    ("workout", "live", ONE): "browser/test_day.py::test_a_workout_goes_by_its_list",
    ("workout", "async", ONE): "web/test_training.py::test_the_page_has_the_days_the_cues_and_what_was_said",
    (
        "consultation",
        "in_person",
        GROUP,
    ): "web/test_services.py::test_a_group_is_asked_at_the_gym_and_each_has_answers_of_their_own",
    ("consultation", "live", GROUP): "web/test_services.py::test_in_a_room_of_several_each_sees_their_own_form",
    ("consultation", "async", GROUP): "web/test_services.py::test_of_a_group_that_is_asked_online_nobody_reads_another",
    (
        "assessment",
        "in_person",
        GROUP,
    ): "web/test_protocols_library.py::test_a_group_is_measured_on_one_sheet_and_each_has_a_result_of_their_own",
    ("assessment", "live", GROUP): "web/test_services.py::test_a_group_is_measured_in_a_room",
    ("assessment", "async", GROUP): "web/test_services.py::test_a_group_measures_itself_each_on_their_own_page",
    (
        "workout",
        "in_person",
        GROUP,
    ): "web/test_training.py::test_the_sheet_at_the_gym_keeps_for_several_people_and_refuses_who_is_not_there",
    (
        "workout",
        "live",
        GROUP,
    ): "browser/test_group.py::test_cues_and_an_exercise_reach_one_client_alone_until_they_are_released",
    ("workout", "async", GROUP): "web/test_services.py::test_a_group_trains_by_one_program_each_on_their_own",
}
HYBRID = {
    ONE: "browser/test_seed_story.py::test_six_weeks_of_one_client",
    GROUP: "web/test_services.py::test_a_groups_plan_mixes_what_is_in_person_live_and_alone",
}


def names_in(file: str) -> set[str]:
    read = ast.parse((TESTS / file).read_text(encoding="utf-8"))
    return {one.name for one in read.body if isinstance(one, ast.FunctionDef | ast.AsyncFunctionDef)}


def test_every_cell_of_the_table_has_a_test_of_its_own() -> None:
    wanted = {
        (service.value, delivery.value, who) for service in Service for delivery in Delivery for who in (ONE, GROUP)
    }
    assert set(CELLS) == wanted
    named = [*CELLS.values(), *HYBRID.values()]
    assert len(set(named)) == len(named), "two cells share a test"
    for cell, name in [*CELLS.items(), *HYBRID.items()]:
        file, _, test = name.partition("::")
        assert test in names_in(file), (cell, name)


@pytest.fixture
async def people(spotter: Spotter) -> tuple[Client, Client]:
    return await spotter.client("bob"), await spotter.client("bea")


@pytest.fixture
async def group(alice: Person, people: tuple[Client, Client]) -> str:
    """Bob's and Bea's."""
    return str((await done(alice, "/groups", {"name": "Mornings", "members": [one.id for one in people]}))["id"])


async def done(person: Person, path: str, body: dict[str, Any]) -> Any:
    answer = await person.post(path, json=body)
    assert answer.status == 200, (path, answer.text)
    return answer.json


async def phone_of(spotter: Spotter, client: Client) -> tuple[Person, str]:
    """A client's phone and the address of their page."""
    here = f"/c/{links.client_token(spotter.settings.secret_key, client.id, client.link_generation)}"
    phone = spotter.browser()
    assert (await phone.post(f"{here}/confirm", {})).status == 200
    return phone, here


async def meets(alice: Person, service: Service, delivery: Delivery, group: str) -> str:
    """A session of the whole group, planned by the trainer's form."""
    body = {"service": service, "delivery": delivery, "group": group, "date": "2031-05-01", "time": "10:00"}
    return str((await done(alice, "/sessions", {**body, "real_place": Place.GYM}))["id"])


# ---- one client


async def test_a_consultation_at_the_gym_is_typed_on_the_trainers_device(spotter: Spotter, alice: Person) -> None:
    bob = await spotter.client("bob", cleared=False)  # to talk, nobody needs a health check
    body = {"service": "consultation", "delivery": "in_person", "real_place": "gym", "clients": [bob.id]}
    session = (await done(alice, "/sessions", {**body, "date": "2031-05-01", "time": "10:00"}))["id"]
    assert "Open the room" not in (await alice.get(f"/sessions/{session}")).text
    filled = (await done(alice, f"/clients/{bob.id}/forms", {"form": "intake", "source": "in_person"}))["id"]
    answers = {"emergency_name": "Emil", "emergency_phone": "+49 170 5550103", "why": "To lift my daughter"}
    await done(alice, f"/forms/{filled}/answers", {"answers": answers})
    await done(alice, f"/forms/{filled}/send", {})
    page = (await alice.get(f"/forms/{filled}")).text
    assert "To lift my daughter" in page
    assert "Emil" in (await alice.get(f"/clients/{bob.id}")).text  # what it says of an emergency is where one looks
    assert (await alice.get(f"/forms/{filled}/paper.pdf")).body.startswith(b"%PDF")


# ---- a small group


async def test_a_group_is_asked_at_the_gym_and_each_has_answers_of_their_own(
    spotter: Spotter, alice: Person, people: tuple[Client, Client], group: str
) -> None:
    session = await meets(alice, Service.CONSULTATION, Delivery.IN_PERSON, group)
    page = (await alice.get(f"/sessions/{session}")).text
    for one, words in zip(people, ("My knees", "My back"), strict=True):
        assert one.name in page
        filled = (await done(alice, f"/clients/{one.id}/forms", {"form": "goals", "source": "in_person"}))["id"]
        await done(alice, f"/forms/{filled}/answers", {"answers": {"goal": words}})
        read = (await alice.get(f"/forms/{filled}")).text
        assert words in read
        assert ("My back" in read) == (words == "My back")


async def test_in_a_room_of_several_each_sees_their_own_form(
    spotter: Spotter, alice: Person, people: tuple[Client, Client]
) -> None:
    session = await spotter.session("alice", *people, service=Service.CONSULTATION)
    live = spotter.app[LIVE]
    await live.append(session.id, Draft(type="session.opened", payload={"title": session.title}))
    told = (await alice.get(f"/sessions/{session.id}/forms", html=False)).json["people"]
    assert {one["name"] for one in told} == {one.name for one in people}
    shown = {}
    for one in people:
        filled = (await done(alice, f"/clients/{one.id}/forms", {"form": "goals"}))["id"]
        await done(alice, f"/sessions/{session.id}/forms/{filled}/show", {})
        shown[seats.client(one.id)] = filled
    room = await live.state(session.id)
    assert {person: form["form"] for person, form in room.forms.items()} == shown


async def test_of_a_group_that_is_asked_online_nobody_reads_another(
    spotter: Spotter, alice: Person, people: tuple[Client, Client]
) -> None:
    asked = [(await done(alice, f"/clients/{one.id}/forms", {"form": "goals"}))["id"] for one in people]
    phones = [await phone_of(spotter, one) for one in people]
    for (phone, here), own, other in zip(phones, asked, reversed(asked), strict=True):
        await done(phone, f"{here}/forms/{own}/answers", {"answers": {"goal": "To run again"}})
        assert (await phone.get(f"{here}/forms/{other}")).status == 404


async def test_a_group_is_measured_in_a_room(spotter: Spotter, alice: Person, people: tuple[Client, Client]) -> None:
    session = await spotter.session("alice", *people, service=Service.ASSESSMENT)
    given = {}
    for one in people:
        body = {"protocol": "chair-stand", "session": session.id}
        given[one.id] = (await done(alice, f"/clients/{one.id}/assessments", body))["id"]
    page = (await alice.get(f"/sessions/{session.id}")).text
    for number, one in enumerate(people):
        assert f"/assessments/{given[one.id]}" in page
        body = {"place": ["count", "arms"], "value": [str(12 + number), "no"]}
        told = await done(alice, f"/assessments/{given[one.id]}/results", body)
        assert [line["words"] for line in told["lines"]][:1] == [f"{12 + number} reps"]
        await done(alice, f"/assessments/{given[one.id]}/share", {})
        phone, here = await phone_of(spotter, one)
        report = (await phone.get(f"{here}/assessments/{given[one.id]}/report")).text
        assert f"{12 + number} reps" in report
        assert f"{13 - number} reps" not in report


async def test_a_group_measures_itself_each_on_their_own_page(
    spotter: Spotter, alice: Person, people: tuple[Client, Client]
) -> None:
    given = [
        (await done(alice, f"/clients/{one.id}/assessments", {"protocol": "resting-heart-rate"}))["id"]
        for one in people
    ]
    for number, (one, own, other) in enumerate(zip(people, given, reversed(given), strict=True)):
        phone, here = await phone_of(spotter, one)
        body = {"place": ["beats", "way", "posture"], "value": [str(60 + number), "counted-60", "sitting"]}
        answer = await phone.post(f"{here}/assessments/{own}/steps/count/numbers", json=body)
        assert answer.status == 200, answer.text
        await done(phone, f"{here}/assessments/{own}/send", {})
        assert (await phone.get(f"{here}/assessments/{other}")).status == 404
        assert str(60 + number) in (await alice.get(f"/assessments/{own}/results")).text
    inbox = (await alice.get("/inbox")).text
    assert all(f"{one.name} sent" in inbox for one in people)


async def test_a_group_trains_by_one_program_each_on_their_own(
    spotter: Spotter, alice: Person, people: tuple[Client, Client]
) -> None:
    made = (await done(alice, "/library/programs", {"starter": "three-days"}))["id"]
    begins = {"program": made, "starts_on": "2026-05-04", "training_days": [1, 3, 5]}
    copies = {one.id: (await done(alice, f"/clients/{one.id}/programs", begins))["id"] for one in people}
    assert len({*copies.values(), made}) == 3
    for one in people:
        phone, here = await phone_of(spotter, one)
        page = (await phone.get(f"{here}/program")).text
        (day,) = re.findall(r'"today": ?"([^"]+)"', page)
        entry = {"id": ids.digest(one.id)[:24], "kind": "finish", "at_ms": spotter.clock(), "program": copies[one.id]}
        sent = await done(phone, f"{here}/program/log", {"entries": [{**entry, "day": day}]})
        assert sent["refused"] == []
        other = next(copies[each.id] for each in people if each is not one)
        stray = {**entry, "id": ids.digest(other)[:24], "program": other, "day": day}
        assert (await done(phone, f"{here}/program/log", {"entries": [stray]}))["refused"][0]["error"] == "not-found"


async def test_a_groups_plan_mixes_what_is_in_person_live_and_alone(
    spotter: Spotter, alice: Person, people: tuple[Client, Client], group: str
) -> None:
    here = f"/groups/{group}/plan"
    await done(alice, f"{here}/template", {"template": "group", "begins": "2031-06-02", "time": "18:00"})
    page = (await alice.get(here)).text
    for words in ("Workout in person", "Workout live", "Workout on their own"):
        assert words in page, words
    month = (await alice.get("/calendar?view=month&at=2031-06-10")).text
    assert month.count("Workout live, Mornings") >= 4
    for one in people:
        phone, mine = await phone_of(spotter, one)
        assert (await phone.get(mine)).status == 200
