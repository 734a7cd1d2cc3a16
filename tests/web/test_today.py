"""Today: what is next, what waits, what is due; and the front door."""

from typing import Any

import pytest

from server import ids
from server.domain import devices as device_rules
from server.domain.sessions import Delivery, Outcome, Place
from server.live import LIVE
from server.store import devices
from server.web import today
from signaling.log import Draft
from tests.cast import HOUR_MS, Person, Spotter

DAY_MS = 24 * HOUR_MS


async def append(spotter: Spotter, room: str, type: str, **payload: Any) -> None:
    await spotter.app[LIVE].append(room, Draft(type=type, payload=payload, actor="bob"))


def peer(id: str, name: str, role: str = "client", state: str = "lobby") -> dict[str, str]:
    return {"id": id, "person": f"c:{id}", "name": name, "role": role, "device": "main", "state": state}


async def test_the_front_door_leads_to_today_or_to_the_sign_in(stranger: Person, alice: Person) -> None:
    assert (await stranger.get("/")).headers["Location"] == "/sign-in"
    assert (await alice.get("/")).headers["Location"] == "/today"


async def test_a_new_trainer_is_shown_the_first_step(alice: Person) -> None:
    page = (await alice.get("/today")).text
    assert "Start with a client" in page
    assert 'href="/clients/new"' in page


async def test_with_clients_the_next_step_is_a_session(spotter: Spotter, alice: Person) -> None:
    await spotter.client("bob")
    assert "Nothing planned" in (await alice.get("/today")).text


async def test_what_is_next_stands_large_with_its_room_and_its_countdown(spotter: Spotter, alice: Person) -> None:
    bob = await spotter.client("bob")
    later = await spotter.session("alice", bob, title="Later", starts_at_ms=spotter.clock() + 5 * HOUR_MS)
    soon = await spotter.session("alice", bob, title="Soon", starts_at_ms=spotter.clock() + HOUR_MS + 5000)
    await spotter.session(
        "alice",
        bob,
        title="Homework",
        delivery=Delivery.ASYNC,
        place=Place.NOWHERE,
        duration_min=0,
        starts_at_ms=spotter.clock() + 1000,
    )
    page = (await alice.get("/today")).text
    assert f'id="following-title"><a href="/sessions/{soon.id}">Soon</a>' in page
    assert "in 1 h" in page
    assert f'href="/sessions/{soon.id}/room"' in page
    assert f'href="/sessions/{later.id}"' in page


async def test_in_its_first_minute_a_session_began_just_now(spotter: Spotter, alice: Person) -> None:
    await spotter.session("alice", await spotter.client("bob"), starts_at_ms=spotter.clock())
    page = (await alice.get("/today")).text
    assert ">Began<" in page
    assert ">just now<" in page


async def test_a_session_that_is_on_comes_before_the_next(spotter: Spotter, alice: Person) -> None:
    bob = await spotter.client("bob")
    await spotter.session("alice", bob, title="Next", starts_at_ms=spotter.clock() + 60_000)
    on = spotter.clock() - HOUR_MS
    await spotter.session("alice", bob, title="Longer than planned", starts_at_ms=on, duration_min=30, opened_at_ms=on)
    page = (await alice.get("/today")).text
    assert "Longer than planned</a></h2>" in page
    assert "Back to the room" in page


async def test_sessions_without_outcome_wait(spotter: Spotter, alice: Person) -> None:
    bob = await spotter.client("bob")
    past = await spotter.session("alice", bob, title="Past", starts_at_ms=spotter.clock() - 3 * HOUR_MS)
    said = spotter.clock() - DAY_MS
    await spotter.session("alice", bob, title="Said", starts_at_ms=said, outcome=Outcome.DONE)
    await spotter.session("alice", bob, title="Off", starts_at_ms=said, cancelled_at_ms=said)
    page = (await alice.get("/today")).text
    assert "Past" in page
    assert "Said" not in page
    assert "Off<" not in page
    assert (await alice.post(f"/sessions/{past.id}/outcome", {"outcome": "done"})).status == 200
    assert "how did it go?" not in (await alice.get("/today")).text


async def test_the_next_seven_days_and_no_more_are_due(spotter: Spotter, alice: Person) -> None:
    bob = await spotter.client("bob")
    await spotter.session("alice", bob, title="Next", starts_at_ms=spotter.clock() + HOUR_MS)
    await spotter.session("alice", bob, title="In six days", starts_at_ms=spotter.clock() + 6 * DAY_MS)
    await spotter.session("alice", bob, title="In ten days", starts_at_ms=spotter.clock() + 10 * DAY_MS)
    page = (await alice.get("/today")).text
    assert "In six days" in page
    assert "In ten days" not in page


async def test_of_a_full_week_the_first_stand_there_and_the_others_are_a_press_away(
    spotter: Spotter, alice: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(today, "SHOWN_AHEAD", 1)
    bob, begins = await spotter.client("bob"), spotter.clock() + HOUR_MS
    for number in range(4):
        await spotter.session("alice", bob, title=f"No. {number}", starts_at_ms=begins + number * DAY_MS)
    page = (await alice.get("/today")).text
    assert "No. 1" in page
    assert "No. 2" not in page
    assert "Show the other 2" in page
    page = (await alice.get("/today?all=1")).text
    assert "No. 3" in page
    assert "Show the other" not in page


async def test_somebody_at_the_door_is_told_until_the_trainer_is_in(spotter: Spotter, alice: Person) -> None:
    bob = await spotter.client("bob")
    session = await spotter.session("alice", bob)
    await append(spotter, session.id, "peer.knocked", peer=peer("bob", "Bob Birch"), door={})
    assert "Bob Birch is at the door" in (await alice.get("/today")).text
    told = (await alice.get("/today", html=False)).json
    assert told == {"waiting": [{"session": session.id, "name": "Bob Birch"}]}
    await append(spotter, session.id, "peer.admitted", peer=peer("alice", "Alice", "trainer", "in"))
    assert (await alice.get("/today", html=False)).json == {"waiting": []}


async def test_nobody_elses_door_and_codes_are_told(spotter: Spotter, alice: Person, anna: Person) -> None:
    bob = await spotter.client("bob")
    session = await spotter.session("alice", bob)
    await append(spotter, session.id, "peer.knocked", peer=peer("bob", "Bob Birch"), door={})
    await put_code(spotter, bob.id)
    assert (await anna.get("/today", html=False)).json == {"waiting": []}
    assert "Bob" not in (await anna.get("/today")).text
    assert "Bob Birch adds a device" in (await alice.get("/today")).text


async def test_a_code_is_shown_while_it_works(spotter: Spotter, alice: Person) -> None:
    bob = await spotter.client("bob")
    await put_code(spotter, bob.id)
    assert "<span>123</span><span>456</span>" in (await alice.get("/today")).text
    spotter.clock.advance(minutes=11)
    assert "adds a device" not in (await alice.get("/today")).text


async def put_code(spotter: Spotter, client_id: str) -> None:
    code = device_rules.make_code(ids.new(), client_id, "123456", spotter.clock())
    async with spotter.database.writing() as db, db.begin():
        await devices.put_code(db, code)
