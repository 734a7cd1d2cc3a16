"""A client's personal link: handed on, renewed, revoked; and one answer for every link that opens nothing."""

from dataclasses import replace

import pytest

from server.domain import links, people
from server.domain.people import Client
from server.store import clients, seats
from tests.cast import Person, Spotter


def link(spotter: Spotter, client: Client) -> str:
    token = links.client_token(spotter.settings.secret_key, client.id, client.link_generation)
    return f"/c/{token}"


async def test_the_trainer_can_see_copy_and_show_the_link(spotter: Spotter, alice: Person) -> None:
    bob = await spotter.client("bob")
    page = (await alice.get(f"/clients/{bob.id}")).text
    assert f'value="{spotter.url}{link(spotter, bob)}"' in page
    assert "data:image/svg+xml" in page
    assert "data-copy" in page
    assert "data-share" in page


async def test_opening_the_link_twenty_times_changes_nothing(spotter: Spotter, stranger: Person) -> None:
    bob = await spotter.client("bob")
    pages = [await stranger.get(link(spotter, bob)) for _ in range(20)]
    assert {page.status for page in pages} == {200}
    assert len({page.text for page in pages}) == 1
    assert "Open my page" in pages[0].text
    assert not any("Set-Cookie" in page.headers for page in pages)
    assert (await spotter.browser().post(f"{link(spotter, bob)}/confirm", {})).status == 200


async def test_the_door_names_the_trainer_and_not_the_client(spotter: Spotter, stranger: Person) -> None:
    bob = await spotter.client("bob")
    page = (await stranger.get(link(spotter, bob))).text
    assert "Alice Archer" in page
    assert "Bob" not in page


async def test_every_link_that_opens_nothing_looks_the_same(spotter: Spotter, stranger: Person) -> None:
    bob = await spotter.client("bob")
    revoked = people.revoke_link(await spotter.client("bob"), spotter.clock())
    renewed = await spotter.client("bob")
    archived = await spotter.client("bob", archived_at_ms=spotter.clock())
    async with spotter.database.writing() as db, db.begin():
        await clients.save(db, revoked)
        await clients.save(db, people.renew_link(renewed))
    dead = [
        link(spotter, revoked),
        link(spotter, replace(revoked, link_generation=1)),
        link(spotter, renewed),
        link(spotter, archived),
        link(spotter, replace(bob, id="nobody0000000")),
        link(spotter, bob)[:-1],
        link(spotter, bob) + "x",
        "/c/x",
    ]
    answers = [await stranger.get(path) for path in dead]
    assert {answer.status for answer in answers} == {404}
    assert len({answer.text for answer in answers}) == 1
    assert "This link does not work" in answers[0].text
    assert "your trainer" in answers[0].text


async def test_a_dead_link_opens_nothing_behind_it_either(spotter: Spotter, stranger: Person) -> None:
    bob = await spotter.client("bob", archived_at_ms=spotter.clock())
    here = link(spotter, bob)
    ways = [
        ("POST", f"{here}/confirm"),
        ("POST", f"{here}/code"),
        ("POST", f"{here}/consents/clips"),
        ("GET", f"{here}/sessions/any/calendar.ics"),
    ]
    answers = [await stranger.ask(method, path, data={"given": "true"}) for method, path in ways]
    assert {answer.status for answer in answers} == {404}
    assert {answer.json["error"] for answer in answers} == {"not-found"}
    assert len({answer.body for answer in answers}) == 1


async def test_a_network_that_tries_many_dead_links_is_told_to_wait_and_good_links_still_open(
    spotter: Spotter, stranger: Person
) -> None:
    bob = await spotter.client("bob")
    statuses = [(await stranger.get(f"/c/{number}.x")).status for number in range(12)]
    assert statuses[:10] == [404] * 10
    assert statuses[10:] == [429] * 2
    assert (await stranger.get(link(spotter, bob))).status == 200


async def test_a_new_link_ends_the_old_one_and_all_its_devices(
    spotter: Spotter, alice: Person, stranger: Person
) -> None:
    bob = await spotter.client("bob")
    await stranger.post(f"{link(spotter, bob)}/confirm", {})
    answer = await alice.post(f"/clients/{bob.id}/link/renew", {})
    assert (await stranger.get(link(spotter, bob))).status == 404
    fresh = answer.json["url"].removeprefix(spotter.url)
    page = (await stranger.get(fresh)).text
    assert "Open my page" in page
    assert (await stranger.post(f"{fresh}/confirm", {})).status == 200
    assert "Hello, Bob" in (await stranger.get(fresh)).text


async def test_a_revoked_link_stays_dead_until_a_new_one_is_made(
    spotter: Spotter, alice: Person, stranger: Person
) -> None:
    bob = await spotter.client("bob")
    await stranger.post(f"{link(spotter, bob)}/confirm", {})
    assert (await alice.post(f"/clients/{bob.id}/link/revoke", {})).status == 200
    assert (await stranger.get(link(spotter, bob))).status == 404
    page = (await alice.get(f"/clients/{bob.id}")).text
    assert "/c/" not in page
    assert "Make a new link" in page
    for path in ("code", "link/mail"):
        answer = await alice.post(f"/clients/{bob.id}/{path}", {})
        assert (answer.status, answer.json["error"]) == (409, "no-link")
    answer = await alice.post(f"/clients/{bob.id}/link/renew", {})
    assert (await stranger.get(answer.json["url"].removeprefix(spotter.url))).status == 200


async def test_archiving_closes_the_link_and_taking_back_opens_it_on_the_same_devices(
    spotter: Spotter, alice: Person, stranger: Person
) -> None:
    bob = await spotter.client("bob")
    await stranger.post(f"{link(spotter, bob)}/confirm", {})
    await alice.post(f"/clients/{bob.id}/archive", {})
    assert (await stranger.get(link(spotter, bob))).status == 404
    await alice.post(f"/clients/{bob.id}/restore", {})
    assert "Hello, Bob" in (await stranger.get(link(spotter, bob))).text


@pytest.mark.parametrize("token", ["%ED%A0%80.x", "%00.x", "a" * 3000, "..%2F..", "%2e", "a.b.c.d"])
async def test_odd_tokens_are_dead_links(stranger: Person, token: str) -> None:
    answer = await stranger.get(f"/c/{token}")
    assert answer.status in (404, 400)
    assert "Traceback" not in answer.text


@pytest.mark.parametrize("deed", ["link/renew", "link/revoke", "archive"])
async def test_whoever_is_in_a_room_by_a_link_that_ends_loses_the_seat(
    spotter: Spotter, alice: Person, stranger: Person, deed: str
) -> None:
    bob = await spotter.client("bob")
    session = await spotter.session("alice", bob)
    await stranger.post(f"{link(spotter, bob)}/confirm", {})
    answer = await stranger.post(f"{link(spotter, bob)}/sessions/{session.id}/join", json={})
    peer = answer.json["seat"]["peer"]
    async with spotter.database.reading() as db:
        assert await seats.revoked_of(db, [peer]) == set()
    await alice.post(f"/clients/{bob.id}/{deed}", {})
    async with spotter.database.reading() as db:
        assert await seats.revoked_of(db, [peer]) == {peer}
