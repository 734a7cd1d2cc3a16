"""The doors for trainer and client: what the page is told, who gets a seat, what closed doors say."""

import json
import re
from dataclasses import replace
from typing import Any

import pytest

from server import ids
from server.domain import consents, links, seats
from server.domain.people import Client
from server.domain.sessions import Delivery, Outcome, Place, Session
from server.live import LIVE
from server.store import accounts
from server.store import seats as seats_store
from server.store import sessions as store
from signaling.log import Draft
from tests.cast import HOUR_MS, Answer, Person, Spotter

MINUTE_MS = 60_000
HOSTILE = "</script><script>alert(1)</script>"
DOOR = {"address": "Elm Street 4", "callback": "+49 30 777", "helper": "Eve", "emergency": "Ann, +49 30 778"}


def config_of(answer: Answer) -> dict[str, Any]:
    """What the server wrote into the room's page."""
    assert answer.status == 200, answer.text
    found = re.search(r'<script type="application/json" id="page">(.*?)</script>', answer.text, re.DOTALL)
    assert found is not None, answer.text
    config: dict[str, Any] = json.loads(found.group(1))
    return config


@pytest.fixture
async def bob(spotter: Spotter) -> Client:
    """Alice's client."""
    return await spotter.client("bob", address="On file 1")


@pytest.fixture
async def session(spotter: Spotter, bob: Client) -> Session:
    """Bob's session with Alice, now."""
    return await spotter.session("alice", bob, title="Workout with Bob Birch")


def page_of(spotter: Spotter, client: Client) -> str:
    return f"/c/{links.client_token(spotter.settings.secret_key, client.id, client.link_generation)}"


async def device_of(spotter: Spotter, client: Client) -> Person:
    """A confirmed device of a client."""
    person = spotter.browser()
    assert (await person.post(f"{page_of(spotter, client)}/confirm", {})).status == 200
    return person


@pytest.fixture
async def phone(spotter: Spotter, bob: Client) -> Person:
    """Bob's confirmed phone."""
    return await device_of(spotter, bob)


@pytest.fixture
def door(spotter: Spotter, bob: Client, session: Session) -> str:
    """Where Bob joins."""
    return f"{page_of(spotter, bob)}/sessions/{session.id}"


async def seat_of(spotter: Spotter, id: str) -> seats.Seat:
    async with spotter.database.reading() as db:
        found = await seats_store.get(db, id)
    assert found is not None
    return found


async def kick(spotter: Spotter, session: Session, person: str) -> None:
    await spotter.app[LIVE].append(session.id, Draft(type="peer.kicked", payload={"peer": "x", "person": person}))


# ---- the trainer


async def test_the_trainers_page_is_told_all_it_needs(spotter: Spotter, alice: Person, session: Session) -> None:
    answer = await alice.get(f"/sessions/{session.id}/room")
    config = config_of(answer)
    assert config["you"] == {
        "role": "trainer",
        "device": "main",
        "name": "Alice Archer",
        "kind": "account",
        "first_time": True,
    }
    assert config["session"]["title"] == "Workout with Bob Birch"
    assert config["session"]["state"] == "planned"
    assert config["join"] == f"/sessions/{session.id}/join"
    assert config["phone"] == "+49 30 1234567"
    assert len(config["general"]["cues"]) == 12
    assert {"key": "plank", "name": "Front plank"} in config["exercises"]
    assert config["library"] == "/library/exercises"
    assert config["timers"]["here"] == "/library/timers"
    assert config["timers"]["starters"][0]["name"] == "Tabata"
    assert config["end"] == f"/sessions/{session.id}/outcome"
    assert (config["protocol"], config["socket"]) == (1, "/live")
    assert (config["uploads"], config["files"], config["splice_check"]) == ("/uploads", "/clips", None)
    assert {"overhead-squat", "push-up", "single-leg-stance"} <= {one["key"] for one in config["protocols"]}
    assert config["assessments"] == {f"c:{id}": f"/clients/{id}/assessments" for id in session.client_ids}
    assert "camera=(self)" in answer.headers["Permissions-Policy"]
    assert "camera=()" in (await alice.get("/today")).headers["Permissions-Policy"]


async def test_the_trainer_gets_a_seat_and_gets_it_back(spotter: Spotter, alice: Person, session: Session) -> None:
    first = (await alice.post(f"/sessions/{session.id}/join", json={})).json
    assert first["ok"] is True
    assert (first["seat"]["room"], first["seat"]["role"], first["seat"]["device"]) == (session.id, "trainer", "main")
    again = (await alice.post(f"/sessions/{session.id}/join", json={"resume": first["seat"]["resume"]})).json
    assert again == first
    other = (await alice.post(f"/sessions/{session.id}/join", json={"resume": "something else entirely"})).json
    assert other["seat"]["peer"] != first["seat"]["peer"]
    seat = await seat_of(spotter, first["seat"]["peer"])
    assert (seat.person, seat.name) == (f"t:{alice.me.id}", "Alice Archer")
    assert seat.resume == ids.digest(first["seat"]["resume"])


async def test_the_trainer_may_come_a_week_early(spotter: Spotter, alice: Person, bob: Client) -> None:
    session = await spotter.session("alice", bob, starts_at_ms=spotter.clock() + 7 * 24 * HOUR_MS)
    config = config_of(await alice.get(f"/sessions/{session.id}/room"))
    assert (config["session"]["state"], config["meets"]) == ("planned", "Bob Birch")
    assert (await alice.post(f"/sessions/{session.id}/join", json={})).status == 200


@pytest.mark.parametrize(
    ("changes", "code", "words"),
    [
        ({"ended_at_ms": 1}, "session-over", "This session is over"),
        ({"starts_at_ms": 1}, "session-over", "This session is over"),
        ({"outcome": Outcome.NO_SHOW}, "session-over", "This session is over"),
        ({"cancelled_at_ms": 1}, "cancelled", "This session was cancelled"),
        ({"outcome": Outcome.MOVED, "moved_to": "b"}, "moved", "This session was moved"),
        ({"delivery": Delivery.IN_PERSON, "place": Place.GYM}, "no-room", "You meet in person"),
        ({"delivery": Delivery.ASYNC, "place": Place.NOWHERE}, "no-room", "nothing to join"),
    ],
)
async def test_closed_doors_say_why_to_trainer_and_client(
    spotter: Spotter, alice: Person, bob: Client, phone: Person, changes: dict[str, Any], code: str, words: str
) -> None:
    session = await spotter.session("alice", bob, **changes)
    for person, page, join in (
        (alice, f"/sessions/{session.id}/room", f"/sessions/{session.id}/join"),
        (
            phone,
            f"{page_of(spotter, bob)}/sessions/{session.id}",
            f"{page_of(spotter, bob)}/sessions/{session.id}/join",
        ),
    ):
        shown = await person.get(page)
        assert shown.status == 200
        assert words in shown.text
        assert 'id="page"' not in shown.text
        refused = await person.post(join, json={})
        assert (refused.status, refused.json["error"]) == (409, code)


async def test_another_trainer_finds_no_room(anna: Person, session: Session) -> None:
    assert (await anna.get(f"/sessions/{session.id}/room")).status == 404
    assert (await anna.post(f"/sessions/{session.id}/join", json={})).json["error"] == "not-found"
    assert (await anna.post(f"/sessions/{session.id}/camera", json={"resume": "x"})).json["error"] == "not-found"


# ---- a client


async def test_the_clients_page_is_told_their_side_and_nothing_of_others(
    spotter: Spotter, phone: Person, bob: Client, door: str, session: Session
) -> None:
    answer = await phone.get(door)
    config = config_of(answer)
    assert config["you"]["role"] == "client"
    assert config["you"]["first_time"] is True
    assert config["session"]["title"] == "Workout with Alice Archer"
    assert config["door"] == {"address": "On file 1", "callback": "+49 30 1234567", "helper": "", "emergency": ""}
    assert {one["purpose"] for one in config["consents"]} == set(consents.asked_of(None))
    assert all(one["url"].endswith(f"?session={session.id}") for one in config["consents"])
    assert config["back"] == page_of(spotter, bob)
    assert not {"general", "exercises", "library", "timers", "assessments", "protocols"} & set(config)
    assert (config["end"], config["sheet"]) == (None, None)
    mine = page_of(spotter, bob)
    told = (config["uploads"], config["files"], config["splice_check"])
    assert told == (f"{mine}/uploads", f"{mine}/clips", f"{mine}/splice-check")
    assert config["clips"] == {"seconds": 15}
    assert "camera=(self)" in answer.headers["Permissions-Policy"]


async def test_no_turn_credentials_before_somebody_is_let_in(phone: Person, door: str) -> None:
    config = config_of(await phone.get(door))
    assert all(set(server) == {"urls"} and server["urls"].startswith("stun:") for server in config["ice"])


async def test_what_a_client_says_at_the_door_stays_with_the_seat_and_is_offered_next_time(
    spotter: Spotter, alice: Person, phone: Person, bob: Client, door: str, session: Session
) -> None:
    joined = (await phone.post(f"{door}/join", json=DOOR)).json
    assert joined["seat"]["role"] == "client"
    assert (await seat_of(spotter, joined["seat"]["peer"])).door == DOOR
    next_week = await spotter.session("alice", bob, starts_at_ms=spotter.clock() + 60_000)
    config = config_of(await phone.get(f"{page_of(spotter, bob)}/sessions/{next_week.id}"))
    assert config["door"] == DOOR
    assert config["you"]["first_time"] is False
    assert config_of(await alice.get(f"/sessions/{next_week.id}/room"))["phone"] == DOOR["callback"]


async def test_the_trainers_phone_is_shared_for_the_call_button(spotter: Spotter, phone: Person, door: str) -> None:
    assert config_of(await phone.get(door))["phone"] is None
    account = await spotter.account("alice")
    async with spotter.database.writing() as db, db.begin():
        await accounts.save(db, replace(account, phone="+49 30 42"))
    assert config_of(await phone.get(door))["phone"] == "+49 30 42"
    assert (await phone.post(f"{door}/join", json=DOOR)).json["phone"] == "+49 30 42"


@pytest.mark.parametrize(
    ("said", "where"),
    [
        ({"callback": "call me"}, "callback"),
        ({"address": "x" * 301}, "address"),
        ({"helper": "x" * 121}, "helper"),
        ({"resume": 5}, "resume"),
    ],
)
async def test_nonsense_at_the_door_is_refused_where_it_is(
    phone: Person, door: str, said: dict[str, Any], where: str
) -> None:
    answer = await phone.post(f"{door}/join", json=said)
    assert (answer.status, answer.json["where"]) == (400, where)


async def test_a_client_cannot_take_another_name_at_the_door(spotter: Spotter, phone: Person, door: str) -> None:
    joined = (await phone.post(f"{door}/join", json={"name": "Alice Archer"})).json
    assert (await seat_of(spotter, joined["seat"]["peer"])).name == "Bob Birch"


async def test_the_door_opens_half_an_hour_before(spotter: Spotter, phone: Person, bob: Client) -> None:
    session = await spotter.session("alice", bob, starts_at_ms=spotter.clock() + 31 * MINUTE_MS)
    here = f"{page_of(spotter, bob)}/sessions/{session.id}"
    early = await phone.get(here)
    assert "The door is not open yet" in early.text
    assert 1 <= int(early.headers["Refresh"]) <= 30
    refused = await phone.post(f"{here}/join", json=DOOR)
    assert (refused.status, refused.json["error"]) == (409, "too-early")
    spotter.clock.advance(minutes=2)
    assert config_of(await phone.get(here))["session"]["state"] == "planned"
    assert (await phone.post(f"{here}/join", json=DOOR)).status == 200


async def test_a_trainer_who_is_there_early_opens_the_door(spotter: Spotter, phone: Person, bob: Client) -> None:
    session = await spotter.session("alice", bob, starts_at_ms=spotter.clock() + 2 * HOUR_MS)
    await spotter.app[LIVE].append(session.id, Draft(type="session.opened", payload={"title": "Workout"}))
    here = f"{page_of(spotter, bob)}/sessions/{session.id}"
    assert config_of(await phone.get(here))["session"]["state"] == "open"


async def test_opening_the_page_changes_nothing(
    spotter: Spotter, alice: Person, phone: Person, door: str, session: Session
) -> None:
    for _ in range(3):
        await phone.get(door)
        await alice.get(f"/sessions/{session.id}/room")
    async with spotter.database.reading() as db:
        assert await seats_store.last_door(db, seats.client(session.client_ids[0])) is None
        assert await store.get(db, session.id) == session
    assert await spotter.app[LIVE].log.read(session.id) == []


async def test_a_removed_client_is_told_and_gets_no_seat(
    spotter: Spotter, phone: Person, bob: Client, door: str, session: Session
) -> None:
    await kick(spotter, session, seats.client(bob.id))
    assert "You were removed from this session" in (await phone.get(door)).text
    refused = await phone.post(f"{door}/join", json=DOOR)
    assert (refused.status, refused.json["error"]) == (403, "kicked")


async def test_somebody_who_takes_part_no_more_finds_nothing(
    spotter: Spotter, alice: Person, phone: Person, bob: Client, door: str, session: Session
) -> None:
    seat = (await phone.post(f"{door}/join", json=DOOR)).json["seat"]
    bea = await spotter.client("bea")
    form = {"clients": [bea.id], "date": "2030-05-02", "time": "18:00", "duration_min": "60"}
    assert (await alice.post(f"/sessions/{session.id}", form)).status == 200
    assert (await phone.get(door)).status == 404
    assert (await phone.post(f"{door}/join", json=DOOR)).json["error"] == "not-found"
    assert (await seat_of(spotter, seat["peer"])).revoked_at_ms is not None


async def test_another_client_of_the_same_trainer_finds_nothing(
    spotter: Spotter, phone: Person, session: Session
) -> None:
    bea = await spotter.client("bea")
    hers = await device_of(spotter, bea)
    here = f"{page_of(spotter, bea)}/sessions/{session.id}"
    none = f"{page_of(spotter, bea)}/sessions/nothing"
    assert (await hers.get(here, html=False)).body == (await hers.get(none, html=False)).body
    assert (await hers.post(f"{here}/join", json=DOOR)).json["error"] == "not-found"
    assert (await hers.post(f"{here}/camera", json={"resume": "x"})).json["error"] == "not-found"


async def test_a_device_that_was_not_confirmed_is_led_to_where_it_can_be(
    spotter: Spotter, stranger: Person, bob: Client, door: str
) -> None:
    led = await stranger.get(door)
    assert (led.status, led.headers["Location"]) == (303, page_of(spotter, bob))
    assert (await stranger.post(f"{door}/join", json=DOOR)).json["error"] == "device-not-confirmed"


async def test_cancelling_takes_the_seats(
    spotter: Spotter, alice: Person, phone: Person, door: str, session: Session
) -> None:
    seat = (await phone.post(f"{door}/join", json=DOOR)).json["seat"]
    assert (await alice.post(f"/sessions/{session.id}/cancel", {})).status == 200
    assert (await seat_of(spotter, seat["peer"])).revoked_at_ms is not None
    assert (await phone.post(f"{door}/join", json={"resume": seat["resume"]})).json["error"] == "cancelled"


async def test_names_are_never_markup(spotter: Spotter, alice: Person) -> None:
    bob = await spotter.client("bob", name=HOSTILE, address=HOSTILE)
    session = await spotter.session("alice", bob, title=HOSTILE)
    phone = await device_of(spotter, bob)
    for answer in (
        await alice.get(f"/sessions/{session.id}/room"),
        await phone.get(f"{page_of(spotter, bob)}/sessions/{session.id}"),
    ):
        assert HOSTILE not in answer.text
        assert config_of(answer)["session"]["title"] == HOSTILE
