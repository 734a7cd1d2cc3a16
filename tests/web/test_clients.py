"""A trainer's clients: list, form, page, archive. Each endpoint works, refuses a stranger and refuses nonsense."""

import time
from dataclasses import replace
from typing import Any

import pytest

from server import ids
from server.domain.people import Client
from server.domain.sessions import Outcome
from server.store import audit, clients
from tests.cast import BOTH, HOUR_MS, Person, Spotter

GOOD = {"name": "Bob Birch", "time_zone": "Europe/Berlin"}
HOSTILE = "\"><img src=x onerror=alert(1)><script>alert(2)</script>{{7*7}}'`${1}"


async def stored(spotter: Spotter, client_id: str) -> Client:
    async with spotter.database.reading() as db:
        found = await clients.get(db, client_id)
    assert found is not None
    return found


async def actions(spotter: Spotter, client_id: str) -> list[str]:
    async with spotter.database.reading() as db:
        return [note.action for note in await audit.about(db, f"c:{client_id}")]


async def test_a_name_is_enough_to_add_a_client(spotter: Spotter, alice: Person) -> None:
    answer = await alice.post("/clients", GOOD)
    assert answer.status == 200
    client = await stored(spotter, answer.json["id"])
    assert (client.name, client.trainer_id) == ("Bob Birch", alice.me.id)
    assert answer.location == f"/clients/{client.id}"
    assert (await alice.get(answer.location)).status == 200
    assert await actions(spotter, client.id) == ["client.added"]


async def test_a_form_without_script_is_answered_by_a_redirect(alice: Person) -> None:
    answer = await alice.post("/clients", GOOD, html=True)
    assert answer.status == 303
    assert "Bob Birch" in (await alice.get(answer.location)).text


async def test_everything_known_about_a_client_is_on_the_page(spotter: Spotter, alice: Person) -> None:
    full = GOOD | {
        "email": "bob@example.org",
        "phone": "+49 30 1234567",
        "birth_date": "1990-05-01",
        "emergency_name": "Berta Birch",
        "emergency_phone": "+49 171 555",
        "address": "Linden 12, Berlin",
        "notes": "Left knee.\nNo jumps.",
    }
    location = (await alice.post("/clients", full)).location
    text = (await alice.get(location)).text
    for words in ("bob@example.org", "tel:+49301234567", "1 May 1990", "Berta Birch", "tel:+49171555", "Linden 12"):
        assert words in text
    assert "Left knee.\nNo jumps." in text
    assert f"{_age()} years" in text


def _age() -> int:
    today = time.gmtime()
    return today.tm_year - 1990 - ((today.tm_mon, today.tm_mday) < (5, 1))


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("name", "", "bad-input"),
        ("email", "nowhere", "bad-input"),
        ("phone", "call me", "bad-input"),
        ("time_zone", "Mars/Base", "bad-input"),
        ("birth_date", "2999-01-01", "out-of-range"),
        ("birth_date", "1899-01-01", "out-of-range"),
        ("notes", "x" * 5001, "out-of-range"),
    ],
)
async def test_nonsense_is_refused_at_its_field(alice: Person, field: str, value: str, code: str) -> None:
    answer = await alice.post("/clients", GOOD | {field: value})
    assert (answer.status, answer.json["error"], answer.json["where"]) == (400, code, field)
    page = await alice.post("/clients", GOOD | {field: value}, html=True)
    assert page.status == 400
    assert 'aria-invalid="true"' in page.text
    assert answer.json["message"] in page.text


async def test_what_was_typed_is_kept_when_a_form_without_script_is_refused(alice: Person) -> None:
    page = await alice.post("/clients", GOOD | {"address": "Linden 12", "phone": "call me"}, html=True)
    assert 'value="Linden 12"' in page.text
    assert 'value="call me"' in page.text


async def test_a_missing_name_is_said_at_its_field(alice: Person) -> None:
    answer = await alice.post("/clients", {"time_zone": "UTC"})
    assert (answer.status, answer.json["error"], answer.json["where"]) == (400, "bad-input", "name")


@pytest.mark.parametrize("body", [[], "x", 7, {"name": 7, "time_zone": "UTC"}, {"name": None, "time_zone": "UTC"}])
async def test_json_of_another_shape_is_refused(alice: Person, body: Any) -> None:
    assert (await alice.post("/clients", json=body)).status == 400


async def test_fields_that_are_not_a_trainers_to_set_are_ignored(spotter: Spotter, alice: Person, anna: Person) -> None:
    answer = await alice.post("/clients", GOOD | {"trainer_id": anna.me.id, "link_generation": "99", "id": "mine"})
    client = await stored(spotter, answer.json["id"])
    assert (client.trainer_id, client.link_generation, client.id != "mine") == (alice.me.id, 1, True)


async def test_the_form_offers_the_trainers_own_time_zone(alice: Person) -> None:
    page = await alice.get("/clients/new")
    assert 'name="time_zone" type="text" value="Europe/Berlin"' in page.text


async def test_details_can_be_changed(spotter: Spotter, alice: Person) -> None:
    bob = await spotter.client("bob", notes="old")
    assert 'value="Bob Birch"' in (await alice.get(f"/clients/{bob.id}/edit")).text
    changed = GOOD | {"name": "Robert Birch", "notes": "new"}
    assert (await alice.post(f"/clients/{bob.id}", changed)).status == 200
    after = await stored(spotter, bob.id)
    assert (after.name, after.notes, after.email) == ("Robert Birch", "new", "")
    assert (after.link_generation, after.created_at_ms) == (bob.link_generation, bob.created_at_ms)


async def test_a_refused_change_changes_nothing(spotter: Spotter, alice: Person) -> None:
    bob = await spotter.client("bob")
    assert (await alice.post(f"/clients/{bob.id}", GOOD | {"name": " "})).status == 400
    assert await stored(spotter, bob.id) == bob


async def test_archiving_hides_a_client_and_taking_back_undoes_it(spotter: Spotter, alice: Person) -> None:
    bob = await spotter.client("bob")
    answer = await alice.post(f"/clients/{bob.id}/archive", {})
    assert "Take back" in (await alice.get(answer.location)).text
    assert "Bob Birch" not in (await alice.get("/clients")).text
    assert "Bob Birch" in (await alice.get("/clients?archived=1")).text
    assert (await alice.post(f"/clients/{bob.id}/restore", {})).status == 200
    assert await stored(spotter, bob.id) == bob
    assert "Bob Birch" in (await alice.get("/clients")).text


async def test_the_list_teaches_the_first_step_when_it_is_empty(alice: Person) -> None:
    page = await alice.get("/clients")
    assert "No clients yet" in page.text
    assert 'href="/clients/new"' in page.text
    assert "Nobody is archived" in (await alice.get("/clients?archived=1")).text


@BOTH
async def test_the_list_shows_only_ones_own_clients_with_their_next_session(
    spotter: Spotter, alice: Person, anna: Person
) -> None:
    bob, bea = await spotter.client("bob"), await spotter.client("bea")
    await spotter.client("charlie")
    await spotter.session("alice", bob, starts_at_ms=1_893_492_000_000)
    await spotter.session("alice", bea, starts_at_ms=1_893_492_000_000, cancelled_at_ms=1)
    await spotter.session("alice", bea, starts_at_ms=1_893_492_000_000, outcome=Outcome.MOVED)
    page = (await alice.get("/clients")).text
    assert "Charlie" not in page
    assert "Tue 1 Jan, 11:00" in page
    assert page.count("No session planned") == 1
    assert "Bob" not in (await anna.get("/clients")).text
    await spotter.session("alice", bea, starts_at_ms=spotter.clock() - HOUR_MS // 2)
    await spotter.session("alice", bob, starts_at_ms=spotter.clock() - 2 * HOUR_MS)
    page = (await alice.get("/clients")).text
    assert page.count("Now: ") == 1, "a session that is on is no session that nobody planned"
    assert "Next: Tue 1 Jan, 11:00" in page


async def test_the_page_shows_what_is_ahead_and_what_was(spotter: Spotter, alice: Person) -> None:
    bob = await spotter.client("bob")
    now = spotter.clock()
    await spotter.session("alice", bob, title="Ahead", starts_at_ms=now + HOUR_MS)
    await spotter.session("alice", bob, title="Long gone", starts_at_ms=now - 100 * HOUR_MS, outcome=Outcome.DONE)
    await spotter.session("alice", bob, title="Called off", starts_at_ms=now + 2 * HOUR_MS, cancelled_at_ms=now)
    ahead, _, past = (await alice.get(f"/clients/{bob.id}")).text.partition("<h3>Past</h3>")
    assert "Ahead" in ahead
    assert "Called off" not in ahead
    assert "Long gone" in past
    assert "Ahead" not in past


async def test_a_thousand_clients_are_listed_quickly(spotter: Spotter, alice: Person) -> None:
    bob = await spotter.client("bob")
    async with spotter.database.writing() as db, db.begin():
        for number in range(1000):
            await clients.add(db, replace(bob, id=ids.new(), name=f"Client {number:04}"))
    await alice.get("/clients")
    began = time.perf_counter()
    page = await alice.get("/clients")
    took_s = time.perf_counter() - began
    assert page.text.count("row-link") == 1001
    assert 'data-filter="clients"' in page.text
    assert took_s < 0.5, f"{took_s:.2f} s"
    assert len(page.body) < 500_000


async def test_a_strangers_and_another_trainers_way_to_a_client_is_shut(
    spotter: Spotter, anna: Person, stranger: Person
) -> None:
    bob = await spotter.client("bob")
    ways = [
        ("GET", f"/clients/{bob.id}"),
        ("GET", f"/clients/{bob.id}/edit"),
        ("POST", f"/clients/{bob.id}"),
        ("POST", f"/clients/{bob.id}/archive"),
        ("POST", f"/clients/{bob.id}/restore"),
        ("POST", f"/clients/{bob.id}/link/renew"),
        ("POST", f"/clients/{bob.id}/link/revoke"),
        ("POST", f"/clients/{bob.id}/link/mail"),
        ("POST", f"/clients/{bob.id}/code"),
        ("POST", f"/clients/{bob.id}/consents/clips"),
    ]
    for method, path in ways:
        form = GOOD | {"given": "true"} if method == "POST" else None
        theirs = await anna.ask(method, path, data=form)
        missing = await anna.ask(method, path.replace(bob.id, "nobody0000000"), data=form)
        assert (theirs.status, theirs.body) == (missing.status, missing.body)
        assert (theirs.status, theirs.json["error"]) == (404, "not-found")
        unknown = await stranger.ask(method, path, data=form)
        assert (unknown.status, unknown.json["error"]) == (401, "sign-in-needed")
    assert await stored(spotter, bob.id) == bob
    assert await actions(spotter, bob.id) == []


async def test_a_stranger_is_led_to_the_sign_in(stranger: Person) -> None:
    for path in ("/clients", "/clients/new", "/groups/new"):
        answer = await stranger.get(path)
        assert (answer.status, answer.location.startswith("/sign-in?next=")) == (303, True)
    assert (await stranger.post("/clients", GOOD)).status == 401


async def test_markup_in_every_field_stays_text(spotter: Spotter, alice: Person) -> None:
    bob = await spotter.client("bob")
    hostile = dict.fromkeys(("name", "emergency_name", "address", "notes"), HOSTILE)
    assert (await alice.post(f"/clients/{bob.id}", GOOD | hostile)).status == 200
    await alice.post("/groups", {"name": HOSTILE, "notes": HOSTILE, "members": bob.id})
    await spotter.session("alice", await stored(spotter, bob.id), title=HOSTILE, place_note=HOSTILE)
    for path in ("/clients", f"/clients/{bob.id}", f"/clients/{bob.id}/edit", "/groups/new"):
        text = (await alice.get(path)).text
        assert "<img src=x" not in text
        assert "<script>alert" not in text
        assert "&lt;script&gt;alert(2)&lt;/script&gt;{{7*7}}" in text
