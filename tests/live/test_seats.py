"""Seats: one socket each, taken back by a secret, revoked at once."""

import asyncio
import time
from dataclasses import replace

import pytest

from server.domain import invites as invite_rules
from server.domain import seats as rules
from server.domain.seats import Removed, SessionOver
from server.domain.sharing import Share
from server.store import clients, devices, invites, logins, sessions, shares
from tests.live.house import House
from tests.live.page import Closed, Page


async def test_a_takeover_closes_the_old_socket_and_keeps_the_place(house: House) -> None:
    alice, bob = await house.pair()
    again = await house.page(bob.taken)
    assert again.caller == "client"
    assert await bob.ended() == "taken-over"
    await alice.done("cue.send", say="Still here")
    await again.event("cue", say="Still here")
    assert not any(event.get("type") == "peer.left" for event in alice.events)
    assert alice.heard("presence")[-1] == {"peer": bob.peer, "online": True}


@pytest.mark.parametrize("wrong", ["resume", "peer", "room"])
async def test_a_wrong_secret_opens_nothing(house: House, wrong: str) -> None:
    _, bob = await house.pair()
    thief = Page(house.url, bob.taken)
    house.pages.append(thief)
    with pytest.raises(Closed) as no:
        await thief.open(**{wrong: "x" * 43})
    assert no.value.code == "bad-hello"
    assert not bob.is_down


async def test_guessing_secrets_is_throttled_by_address_and_spares_others(house: House) -> None:
    _, bob = await house.pair()
    codes = []
    for _ in range(15):
        thief = Page(house.url, bob.taken)
        house.pages.append(thief)
        with pytest.raises(Closed) as no:
            await thief.open(resume="x" * 43, headers={"X-Test-Address": "198.51.100.9"})
        codes.append(no.value.code)
    assert codes == ["bad-hello"] * 10 + ["too-many"] * 5
    throttled = Page(house.url, bob.taken)
    house.pages.append(throttled)
    with pytest.raises(Closed, match="too-many"):
        await throttled.open(headers={"X-Test-Address": "198.51.100.9"})
    assert (await house.page(bob.taken)).caller == "client"


async def test_a_page_of_another_version_is_told_to_reload(house: House) -> None:
    taken = await house.take(house.cast.bob)
    page = Page(house.url, taken)
    house.pages.append(page)
    with pytest.raises(Closed, match="Reload"):
        await page.open(protocol=99)


async def test_joining_again_with_the_secret_gives_the_same_seat(house: House) -> None:
    taken = await house.take(house.cast.bob)
    again = await house.take(house.cast.bob, resume=taken.resume)
    assert again == taken
    other = await house.take(house.cast.bea, resume=taken.resume)
    assert other.peer != taken.peer


async def test_a_removed_person_is_out_with_all_devices_for_good(house: House) -> None:
    alice, bob = await house.pair()
    camera = await house.page(await house.camera(bob.taken, house.cast.bob))
    assert camera.caller == "camera"
    await alice.done("kick", peer=bob.peer)
    assert await bob.ended() == "kicked"
    assert await camera.ended() == "kicked"
    for taken in (bob.taken, camera.taken):
        page = Page(house.url, taken)
        house.pages.append(page)
        with pytest.raises(Closed) as no:
            await page.open()
        assert no.value.code == "revoked"
    with pytest.raises(Removed):
        await house.take(house.cast.bob)
    await alice.done("unbar", person=rules.client(house.cast.bob.id))
    assert (await house.enter(house.cast.bob)).caller == "lobby"


async def test_a_camera_comes_in_with_its_person_and_goes_with_them(house: House) -> None:
    alice = await house.enter(house.cast.alice)
    bob = await house.enter(house.cast.bob)
    camera = await house.page(await house.camera(bob.taken, house.cast.bob))
    assert camera.caller == "lobby"
    await alice.done("admit", peer=bob.peer)
    await camera.until(lambda: camera.caller == "camera")
    await bob.done("leave")
    assert await camera.ended() == "left"
    assert await bob.ended() == "left"


async def test_coming_in_with_another_device_takes_the_camera_along(house: House) -> None:
    alice, bob = await house.pair()
    camera = await house.page(await house.camera(bob.taken, house.cast.bob))
    laptop = await house.enter(house.cast.bob)
    assert laptop.caller == "lobby"
    await alice.done("admit", peer=laptop.peer)
    assert await bob.ended() == "taken-over"
    camera.cut()
    again = await house.page(camera.taken)
    assert again.caller == "camera"


async def test_a_seat_is_held_for_a_minute_then_lost_and_comes_back_without_knocking(house: House) -> None:
    alice, bob = await house.pair()
    bob.cut()
    await alice.until(lambda: {"peer": bob.peer, "online": False} in alice.heard("presence"))
    house.clock.advance(s=55)
    await house.live.rooms.tick()
    assert not any(event.get("type") == "peer.left" for event in alice.events)
    house.clock.advance(s=6)
    left = await alice.event("peer.left", peer=bob.peer)
    assert left["payload"]["reason"] == "lost"
    again = await house.page(bob.taken, since=bob.welcome["head"])
    assert again.caller == "client"
    await alice.event("peer.admitted", peer=_in(house, bob))


def _in(house: House, page: Page) -> dict[str, str]:
    return {
        "id": page.peer,
        "person": rules.client(house.cast.bob.id),
        "name": "Bob",
        "role": "client",
        "device": "main",
        "state": "in",
    }


# ---- what a seat stands on


async def _is_out(house: House, page: Page, code: str, began_s: float) -> None:
    assert await page.ended() == code
    assert time.monotonic() - began_s <= 1.0
    again = Page(house.url, page.taken)
    house.pages.append(again)
    with pytest.raises(Closed) as no:
        await again.open()
    assert no.value.code == code


async def test_signing_out_closes_the_trainers_socket_at_once(house: House) -> None:
    alice, bob = await house.pair()
    login = house.cast.logins[house.cast.alice.id]
    began_s = time.monotonic()
    async with house.database.writing() as db:
        await logins.drop(db, login)
        await db.commit()
    await house.live.logins_ended([login])
    await _is_out(house, alice, "revoked", began_s)
    assert (await bob.event("peer.left", peer=alice.peer))["payload"]["reason"] == "left"


async def test_nothing_closes_when_the_change_is_rolled_back(house: House) -> None:
    _, bob = await house.pair()
    async with house.database.writing() as db:
        await house.live.revoke(db, person=rules.client(house.cast.bob.id))
        await db.rollback()
    await asyncio.sleep(0.1)
    assert not bob.is_down


async def test_a_cancelled_session_lets_everybody_go(house: House) -> None:
    alice, bob = await house.pair()
    began_s = time.monotonic()
    async with house.database.writing() as db, db.begin():
        await house.live.revoke(db, session=house.cast.session.id, code="session-over")
    assert await alice.ended() == "session-over"
    assert await bob.ended() == "session-over"
    assert time.monotonic() - began_s <= 1.0


@pytest.mark.parametrize("what", ["link", "device", "participant", "login", "invite", "cancelled"])
async def test_whatever_a_seat_stands_on_is_looked_at_even_if_nobody_says_so(house: House, what: str) -> None:
    cast = house.cast
    alice, bob = await house.pair()
    gus = await house.enter(cast.gus)
    async with house.database.writing() as db, db.begin():
        if what == "link":
            await clients.save(db, replace(cast.bob, link_generation=2))
        elif what == "device":
            await devices.forget_older(db, cast.bob.id, 2)
        elif what == "participant":
            await sessions.save(db, replace(cast.session, client_ids=(cast.bea.id,)))
        elif what == "login":
            await logins.drop(db, cast.logins[cast.alice.id])
        elif what == "invite":
            await invites.save(db, invite_rules.revoke(cast.gus, house.clock()))
        else:
            await sessions.save(db, replace(cast.session, cancelled_at_ms=house.clock()))
    await house.live.sweep()
    out = {"login": alice, "invite": gus}.get(what, bob)
    assert await out.ended() == ("session-over" if what == "cancelled" else "revoked")
    for page in (alice, bob, gus):
        assert page.is_down == (page is out or what == "cancelled")


async def test_who_writes_along_with_everybody_leads_until_one_of_them_is_not_shared(house: House) -> None:
    cast = house.cast
    given = {"account_id": cast.anna.id, "shared_by": cast.alice.id, "created_at_ms": house.clock()}
    async with house.database.writing() as db, db.begin():
        for client, right in ((cast.bob, "write"), (cast.bea, "read")):
            await shares.put(db, Share(client_id=client.id, right=right, **given))
    with pytest.raises(Closed, match="revoked"):
        await house.enter(cast.anna)
    async with house.database.writing() as db, db.begin():
        await shares.put(db, Share(client_id=cast.bea.id, right="write", **given))
    anna = await house.enter(cast.anna)
    assert anna.caller == "trainer"
    async with house.database.writing() as db, db.begin():
        await shares.drop(db, cast.bob.id, cast.anna.id)
    await house.live.sweep()
    assert await anna.ended() == "revoked"


async def test_no_seat_in_a_session_that_is_over(house: House) -> None:
    alice, bob = await house.pair()
    await alice.done("session.end")
    await bob.ended()
    async with house.database.reading() as db:
        over = await sessions.get(db, house.cast.session.id)
    with pytest.raises(SessionOver):
        await house.take(house.cast.bob, over)
    page = Page(house.url, bob.taken)
    house.pages.append(page)
    with pytest.raises(Closed) as no:
        await page.open()
    assert no.value.code == "session-over"


async def test_two_hours_after_the_end_an_invite_opens_nothing(house: House) -> None:
    taken = await house.take(house.cast.gus)
    house.clock.advance(hours=3, minutes=1)
    page = Page(house.url, taken)
    house.pages.append(page)
    with pytest.raises(Closed) as no:
        await page.open()
    assert no.value.code == "revoked"
