"""The day's exercises on the session's page, and what the room's page is told of earlier sessions."""

import json
import re
from typing import Any

import pytest

from server.domain import links, seats
from server.domain.people import Client
from server.domain.sessions import Delivery, Place, Session
from server.live import LIVE
from server.store import days
from signaling.log import Draft
from tests.cast import HOUR_MS, Person, Spotter

LINES = "Goblet squat 3x8 20 kg, rest 90 s\nPlank 1x30s"


@pytest.fixture
async def bob(spotter: Spotter) -> Client:
    return await spotter.client("bob")


@pytest.fixture
async def session(spotter: Spotter, bob: Client) -> Session:
    """Bob's session with Alice, now."""
    return await spotter.session("alice", bob, title="Workout")


async def trained(spotter: Spotter, session: Session, client: Client, load: float) -> None:
    """A room of an earlier session in which somebody squatted, and took a set back."""
    entry = {"id": "a", "exercise": None, "name": "Goblet squat", "sets": 3, "rest_ms": 90_000}
    target = {"reps": 8, "reps_to": None, "load": 20.0, "unit": "kg", "secs": None, "note": ""}
    day = {"rev": 1, "entries": [{**entry, "target": target}], "at": "a", "skipped": []}
    person = seats.client(client.id)
    done = {"person": person, "entry": "a", "exercise": None, "name": "Goblet squat", "number": 1, "reps": 8}
    done |= {"load": load, "unit": "kg", "secs": None, "effort": None}
    live = spotter.app[LIVE]
    await live.append(session.id, Draft(type="session.opened", payload={"title": "Workout"}))
    await live.append(session.id, Draft(type="day", payload={"day": day}))
    await live.append(session.id, Draft(type="day.set", payload=done, audience=(person,)))
    await live.append(
        session.id, Draft(type="day.set", payload={**done, "number": 2, "load": 99.0}, audience=(person,))
    )
    gone = {"person": person, "entry": "a", "number": 2}
    await live.append(session.id, Draft(type="day.unset", payload=gone, audience=(person,)))


def config_of(page: str) -> dict[str, Any]:
    found = re.search(r'<script type="application/json" id="page">(.*?)</script>', page, re.DOTALL)
    assert found, page[:2000]
    told: dict[str, Any] = json.loads(found[1])
    return told


async def test_in_person_the_list_is_written_on_the_page_and_stands_on_the_sheet_for_the_gym(
    spotter: Spotter, alice: Person, bob: Client
) -> None:
    there = await spotter.session("alice", bob, delivery=Delivery.IN_PERSON, place=Place.GYM)
    assert "Exercises of the day" in (await alice.get(f"/sessions/{there.id}")).text
    answer = await alice.post(f"/sessions/{there.id}/day", json={"text": LINES, "rev": 0})
    assert answer.json["rev"] == 1
    assert LINES in (await alice.get(f"/sessions/{there.id}")).text
    assert "Goblet squat" in (await alice.get(f"/sessions/{there.id}/gym")).text
    alone = await spotter.session("alice", bob, delivery=Delivery.ASYNC, place=Place.NOWHERE, duration_min=0)
    assert "Exercises of the day" not in (await alice.get(f"/sessions/{alone.id}")).text


async def test_a_list_is_kept_and_read_again_as_it_was_typed(alice: Person, session: Session) -> None:
    answer = await alice.post(f"/sessions/{session.id}/day", json={"text": LINES, "rev": 0})
    assert answer.json["rev"] == 1
    assert LINES in (await alice.get(f"/sessions/{session.id}")).text


async def test_a_line_that_is_no_exercise_is_named_and_nothing_is_kept(
    alice: Person, spotter: Spotter, session: Session
) -> None:
    answer = await alice.post(f"/sessions/{session.id}/day", json={"text": "Squat 3x8\n3x8", "rev": 0})
    assert (answer.status, answer.json["error"], answer.json["where"]) == (400, "bad-input", "text")
    assert "Line 2" in answer.json["message"]
    async with spotter.database.reading() as db:
        assert (await days.get(db, session.id)).rev == 0


async def test_of_two_windows_the_second_is_told_and_keeps_what_was_typed(alice: Person, session: Session) -> None:
    await alice.post(f"/sessions/{session.id}/day", json={"text": LINES, "rev": 0})
    late = await alice.post(f"/sessions/{session.id}/day", {"text": "Row 3x10", "rev": "0"}, html=True)
    assert late.status == 409
    again = await alice.post(f"/sessions/{session.id}/day", json={"text": "Row 3x10", "rev": 1})
    assert again.json["rev"] == 2


async def test_the_room_opens_with_the_list_which_then_changes_there(
    alice: Person, spotter: Spotter, session: Session
) -> None:
    await alice.post(f"/sessions/{session.id}/day", json={"text": LINES, "rev": 0})
    async with spotter.database.reading() as db:
        listed = await days.get(db, session.id)
    assert [(one.name, one.exercise) for one in listed.planned] == [("Goblet squat", "goblet-squat"), ("Plank", None)]
    await spotter.app[LIVE].append(session.id, Draft(type="session.opened", payload={"title": "Workout"}))
    late = await alice.post(f"/sessions/{session.id}/day", json={"text": "Row 3x10", "rev": 1})
    assert (late.status, late.json["error"]) == (409, "conflict")


async def test_an_earlier_list_is_copied_and_each_client_hears_of_their_own_loads_only(
    alice: Person, spotter: Spotter, session: Session, bob: Client
) -> None:
    bea = await spotter.client("bea")
    before = await spotter.session("alice", bob, bea, starts_at_ms=spotter.clock() - 48 * HOUR_MS, title="Monday")
    await trained(spotter, before, bob, 22.5)
    await trained(spotter, before, bea, 40.0)
    page = (await alice.get(f"/sessions/{session.id}?day={before.id}")).text
    assert "Goblet squat 3x8 20 kg, rest 90 s</textarea>" in page
    both = await spotter.session("alice", bob, bea, title="Both")
    told = config_of((await alice.get(f"/sessions/{both.id}/room")).text)
    assert [one["entries"][0]["name"] for one in told["day_lists"]] == ["Goblet squat"]
    assert told["lasts"][seats.client(bob.id)]["goblet squat"].startswith("8 × 22.5 kg")
    assert told["lasts"][seats.client(bea.id)]["goblet squat"].startswith("8 × 40 kg")
    page_of_bob = f"/c/{links.client_token(spotter.settings.secret_key, bob.id, bob.link_generation)}"
    phone = spotter.browser()
    await phone.post(f"{page_of_bob}/confirm", {})
    own = (await phone.get(f"{page_of_bob}/sessions/{both.id}")).text
    assert set(config_of(own)["lasts"]) == {seats.client(bob.id)}
    assert "40 kg" not in own
