"""A client shared with another trainer. What each right opens, route by route, is walked in the matrix."""

import pytest

from server.domain.people import Client
from server.domain.sessions import Session
from server.store import audit
from tests.cast import Person, Spotter


@pytest.fixture
async def bob(spotter: Spotter) -> Client:
    return await spotter.client("bob")


@pytest.fixture
async def rita(spotter: Spotter) -> Person:
    return await spotter.sign_in("rita")


async def share(by: Person, client: Client, trainer: Person, right: str = "read") -> None:
    answer = await by.post(f"/clients/{client.id}/shares", {"account": trainer.me.id, "right": right})
    assert answer.status == 200, answer.text


async def session_with(spotter: Spotter, *people: Client, **changes: object) -> Session:
    return await spotter.session("alice", *people, **changes)


async def test_who_reads_along_finds_the_client_and_is_offered_nothing_to_change(
    spotter: Spotter, alice: Person, rita: Person, bob: Client
) -> None:
    session = await session_with(spotter, bob, title="Legs")
    assert (await rita.get(f"/clients/{bob.id}")).status == 404
    await share(alice, bob, rita)
    assert "Alice Archer’s client" in (await rita.get("/clients")).text
    page = (await rita.get(f"/clients/{bob.id}")).text
    assert "read along" in page
    assert "Legs" in page
    assert 'data-share="read"' in page
    assert "/c/" not in page, "with the personal link somebody would come in as Bob"
    assert "/c/" not in (await rita.get(f"/sessions/{session.id}")).text
    assert (await rita.get(f"/sessions/{session.id}/room")).status == 404
    assert (await rita.post(f"/clients/{bob.id}", {"name": "Rob", "time_zone": "UTC"})).status == 404


async def test_who_writes_along_plans_for_the_clients_own_trainer(
    spotter: Spotter, alice: Person, rita: Person, bob: Client
) -> None:
    await share(alice, bob, rita, "write")
    form = {"clients": bob.id, "date": "2031-05-01", "time": "10:00"}
    made = await rita.post("/sessions", form)
    assert made.status == 200, made.text
    assert (await alice.get(made.location)).status == 200
    assert (await rita.get(made.location)).status == 200
    assert (await rita.post(f"{made.location}/join", {})).status == 200
    own = await spotter.client("charlie", trainer_id=rita.me.id)
    mixed = await rita.post("/sessions", {**form, "clients": [bob.id, own.id]})
    assert mixed.json["error"] == "bad-input"
    assert (await rita.post(f"/clients/{bob.id}/archive", {})).status == 404
    assert (await rita.post(f"/clients/{bob.id}/shares", {"account": rita.me.id})).status == 404


async def test_a_session_with_somebody_who_is_not_shared_stays_closed(
    spotter: Spotter, alice: Person, rita: Person, bob: Client
) -> None:
    bea = await spotter.client("bea")
    both = await session_with(spotter, bob, bea, title="Workout with Bob and Bea")
    await share(alice, bob, rita, "write")
    assert (await rita.get(f"/sessions/{both.id}")).status == 404
    assert "Bea" not in (await rita.get(f"/clients/{bob.id}")).text
    await share(alice, bea, rita)
    assert (await rita.get(f"/sessions/{both.id}")).status == 200
    assert (await rita.post(f"/sessions/{both.id}/cancel", {})).status == 404, "Bea is shared to read alone"


async def test_a_share_ends_at_once_with_the_seats_it_gave(
    spotter: Spotter, alice: Person, rita: Person, bob: Client
) -> None:
    session = await session_with(spotter, bob)
    await share(alice, bob, rita, "write")
    seat = (await rita.post(f"/sessions/{session.id}/join", {})).json["seat"]
    assert (await rita.post(f"/sessions/{session.id}/camera", {"resume": seat["resume"]})).status == 200
    ended = await alice.post(f"/clients/{bob.id}/shares/{rita.me.id}/end", {})
    assert ended.status == 200
    for path in (f"/clients/{bob.id}", f"/sessions/{session.id}"):
        assert (await rita.get(path)).status == 404
    assert (await rita.post(f"/sessions/{session.id}/join", {"resume": seat["resume"]})).status == 404
    assert (await alice.post(f"/clients/{bob.id}/shares/{rita.me.id}/end", {})).status == 404
    async with spotter.database.reading() as db:
        noted = [note.action for note in await audit.about(db, f"c:{bob.id}")]
    assert noted == ["client.share-ended", "client.shared"]


async def test_the_client_sees_who_sees_them(spotter: Spotter, alice: Person, rita: Person, bob: Client) -> None:
    await share(alice, bob, rita)
    link = (await alice.post(f"/clients/{bob.id}/link/renew", {})).json["url"].removeprefix(spotter.url)
    person = spotter.browser()
    assert (await person.post(f"{link}/confirm", {})).status == 200
    page = (await person.get(link)).text
    assert "Rita Reed" in page
    assert "May read along" in page
    await alice.post(f"/clients/{bob.id}/shares/{rita.me.id}/end", {})
    assert "Rita Reed" not in (await person.get(link)).text


async def test_nobody_is_given_what_is_theirs_already_or_who_is_not_there(
    alice: Person, rita: Person, bob: Client, spotter: Spotter
) -> None:
    own = await alice.post(f"/clients/{bob.id}/shares", {"account": alice.me.id})
    assert (own.status, own.json["error"]) == (409, "already-theirs")
    for account, right, where in (("nobody", "read", "account"), ("", "read", "account"), (rita.me.id, "all", "right")):
        refused = await alice.post(f"/clients/{bob.id}/shares", {"account": account, "right": right})
        assert (refused.status, refused.json["where"]) == (400, where)
    assert (await rita.get(f"/clients/{bob.id}")).status == 404


async def test_the_owner_shares_for_a_trainer_who_is_away(spotter: Spotter, rita: Person, bob: Client) -> None:
    olga = await spotter.sign_in("olga")
    assert "Bob Birch" in (await olga.get("/settings/sharing")).text
    given = await olga.post("/settings/sharing", {"client": bob.id, "account": rita.me.id, "right": "write"})
    assert given.status == 200, given.text
    assert (await rita.get(f"/clients/{bob.id}")).status == 200
    assert (await olga.get(f"/clients/{bob.id}")).status == 404, "who owns the house sees no client of another's"
    assert (await olga.post(f"/settings/sharing/{bob.id}/{rita.me.id}/end", {})).status == 200
    assert (await rita.get(f"/clients/{bob.id}")).status == 404


async def test_the_clips_of_a_shared_client_stand_in_the_library_when_they_are_asked_for(
    spotter: Spotter, alice: Person, rita: Person, bob: Client
) -> None:
    clip = await spotter.clip(bob)
    await share(alice, bob, rita)
    assert clip.id in (await rita.get(f"/library?client={bob.id}")).text
    assert clip.id not in (await rita.get("/library")).text
    assert (await rita.post("/library/delete", json={"clips": [clip.id]})).status == 404
