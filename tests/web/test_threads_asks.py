"""What waits for an answer: another time for a session, a late check-in, somebody at the door."""

import icalendar

from server.domain import wall_clock
from server.domain.sessions import Delivery, Place
from server.domain.threads import messages
from server.domain.threads.messages import Thread
from server.post import Post
from server.store import letters as letters_store
from server.store import moves, threads
from server.store import sessions as sessions_store
from tests.cast import HOUR_MS, Person, Spotter
from tests.web.test_threads import page_of, phone_of, thread

DAY_MS = 24 * HOUR_MS


def form(spotter: Spotter, *days: int) -> dict[str, list[str]]:
    """Proposals at six in the evening, so many days from now."""
    found = [wall_clock.local(spotter.clock() + each * DAY_MS, "Europe/Berlin").date().isoformat() for each in days]
    return {"date": found, "time": ["18:00"] * len(found)}


async def test_a_client_asks_for_another_time_and_the_calendar_follows(spotter: Spotter, alice: Person) -> None:
    bob, bea = await spotter.client("bob"), await spotter.client("bea")
    session = await spotter.session("alice", bob, bea, starts_at_ms=spotter.clock() + 3 * DAY_MS)
    phone, here = await phone_of(spotter, bob), page_of(spotter, bob)
    assert "Another time" in (await phone.get(here)).text
    asked = await phone.post(f"{here}/sessions/{session.id}/move", json=form(spotter, 5, 6))
    assert asked.status == 200, asked.text
    assert "You asked for another time" in (await phone.get(here)).text
    assert (await phone.post(f"{here}/sessions/{session.id}/move", json=form(spotter, 5))).json["error"] == "move-asked"
    inbox = (await alice.get("/inbox")).text
    assert "Bob Birch asks for another time" in inbox
    move = f"/moves/{asked.json['id']}"
    shown = (await alice.get(move)).text
    assert "It moves for everybody who takes part: Bea Brook too." in shown
    at_ms = int(shown.split('name="at_ms" value="')[1].split('"')[0])
    taken = await alice.post(f"{move}/accept", {"at_ms": str(at_ms)}, html=True)
    assert taken.location == f"/sessions/{session.id}"
    async with spotter.database.reading() as db:
        moved = await sessions_store.get(db, session.id)
    assert moved is not None
    assert (moved.starts_at_ms, moved.revision) == (at_ms, session.revision + 1)
    entry = icalendar.Calendar.from_ical((await phone.get(f"{here}/sessions/{session.id}/calendar.ics")).body)
    (event,) = entry.walk("VEVENT")
    assert (event["DTSTART"].dt.timestamp() * 1000, int(event["SEQUENCE"])) == (at_ms, moved.revision)
    for client in (bob, bea):
        (told,) = await thread(alice, f"/clients/{client.id}/messages")
        assert (told["kind"], "is moved" in told["text"]) == ("move", True)
    assert (await alice.post(f"{move}/decline", {})).json["error"] == "move-answered"
    assert "asks for another time" not in (await alice.get("/inbox")).text


async def test_a_time_that_is_turned_down_stays_with_a_word(spotter: Spotter, alice: Person) -> None:
    bob = await spotter.client("bob")
    session = await spotter.session("alice", bob, starts_at_ms=spotter.clock() + 3 * DAY_MS)
    phone, here = await phone_of(spotter, bob), page_of(spotter, bob)
    asked = await phone.post(f"{here}/sessions/{session.id}/move", json=form(spotter, 4))
    await spotter.session("alice", bob, starts_at_ms=(await proposals(spotter, asked.json["id"]))[0], title="Boxing")
    assert "At the same time: Boxing" in (await alice.get(f"/moves/{asked.json['id']}")).text
    await alice.post(f"/moves/{asked.json['id']}/decline", {"answer": "The gym is full then."})
    (told,) = await thread(phone, f"{here}/messages")
    assert told["text"].endswith("The gym is full then.")
    async with spotter.database.reading() as db:
        same = await sessions_store.get(db, session.id)
    assert same is not None
    assert same.starts_at_ms == session.starts_at_ms


async def proposals(spotter: Spotter, move_id: str) -> list[int]:
    async with spotter.database.reading() as db:
        found = await moves.get(db, move_id)
    assert found is not None
    return list(found.proposals)


async def test_nonsense_is_said_at_its_field_and_what_was_typed_stays(spotter: Spotter) -> None:
    bob = await spotter.client("bob")
    session = await spotter.session("alice", bob, starts_at_ms=spotter.clock() + 3 * DAY_MS)
    phone, here = await phone_of(spotter, bob), f"{page_of(spotter, bob)}/sessions/{session.id}/move"
    body = {"date": ["2001-05-01", "", ""], "time": ["18:00", "", ""], "words": "Sorry"}
    refused = await phone.ask(
        "POST", here, html=True, data=[(name, one) for name in ("date", "time") for one in body[name]]
    )
    assert refused.status == 400
    assert "still to come" in refused.text
    assert 'value="2001-05-01"' in refused.text
    async_one = await spotter.session("alice", bob, delivery=Delivery.ASYNC, place=Place.NOWHERE, duration_min=0)
    answer = await phone.post(here.replace(session.id, async_one.id), json=form(spotter, 4))
    assert answer.json["error"] == "cannot-move"


async def test_late_check_ins_wait_and_are_swept_beside_last_week(spotter: Spotter, alice: Person) -> None:
    bob = await spotter.client("bob")
    phone, here = await phone_of(spotter, bob), f"{page_of(spotter, bob)}/messages"
    yesterday = (wall_clock.local(spotter.clock(), bob.time_zone).weekday() - 1) % 7
    await alice.post(f"/clients/{bob.id}/check-ins", {"weekday": str(yesterday)})
    assert "late" not in (await alice.get("/inbox")).text  # nobody is late for a day before there was one
    old = messages.write(
        Thread(client_id=bob.id),
        id="old",
        author=f"c:{bob.id}",
        text="Slept badly.",
        kind="check-in",
        last_ms=None,
        now_ms=spotter.clock(),
    )
    async with spotter.database.writing() as db, db.begin():
        await threads.add(db, old)
    spotter.clock.advance(days=7)
    alice = await spotter.sign_in("alice")  # a login lasts no longer
    assert "The check-in of Bob Birch is late" in (await alice.get("/inbox")).text
    swept = (await alice.get("/inbox/check-ins")).text
    assert "Slept badly." in swept
    assert "1 day late" in swept
    assert (await alice.post(f"/clients/{bob.id}/check-ins/nudge", {})).status == 200
    assert (await alice.post(f"/clients/{bob.id}/check-ins/nudge", {})).json["error"] == "nudged-already"
    shown = (await phone.get(here)).text
    assert "How was your week?" in shown
    assert "This is my weekly check-in" in shown
    waiting = await polled(alice)
    await phone.post(here, {"text": "Much better.", "check_in": "true"})
    assert await polled(alice) == waiting + 1  # the message; what is late was looked at within the minute
    spotter.clock.advance(s=61)
    assert await polled(alice) == waiting
    assert "This is my weekly check-in" not in (await phone.get(here)).text
    assert "Much better." in (await alice.get(f"/inbox/check-ins?client={bob.id}")).text
    assert "is late" not in (await alice.get("/inbox")).text
    assert "Bob Birch checked in" in (await alice.get("/inbox")).text


async def test_what_a_trainer_did_counts_at_the_next_look(spotter: Spotter, alice: Person) -> None:
    bob = await spotter.client("bob")
    yesterday = (wall_clock.local(spotter.clock(), bob.time_zone).weekday() - 1) % 7
    await alice.post(f"/clients/{bob.id}/check-ins", {"weekday": str(yesterday)})
    spotter.clock.advance(days=7)
    alice = await spotter.sign_in("alice")
    late = await polled(alice)
    await alice.post(f"/clients/{bob.id}/check-ins", {"weekday": "-1"})
    assert await polled(alice) == late - 1


async def polled(person: Person) -> int:
    """How much waits, as each page of the desk asks every few seconds."""
    return int((await person.get("/inbox", html=False)).json["count"])


async def test_the_trainer_is_told_of_somebody_at_the_door_unless_they_come_first(
    spotter: Spotter, alice: Person
) -> None:
    bob, bea = await spotter.client("bob"), await spotter.client("bea")
    post = Post(spotter.settings, spotter.database, None, spotter.clock)
    for client, comes in ((bob, False), (bea, True)):
        session = await spotter.session("alice", client)
        phone = await phone_of(spotter, client)
        for _ in range(2):
            joined = await phone.post(f"{page_of(spotter, client)}/sessions/{session.id}/join", json={"talk": True})
            assert joined.status == 200, joined.text
        if comes:
            spotter.clock.advance(s=10)
            async with spotter.database.writing() as db, db.begin():
                await sessions_store.mark_opened(db, session.id, spotter.clock())
        spotter.clock.advance(minutes=1)
        assert await post.deliver() == 1
    async with spotter.database.reading() as db:
        found = await letters_store.of_trainer(db, alice.me.id, most=9)
    assert {(one.subject, one.state) for one in found} == {
        ("Bob Birch is waiting", "kept"),
        ("Bea Brook is waiting", "dropped"),
    }
