"""A phone as a remote: in with its person, out with them, the buttons of its role, and never a picture."""

from typing import Any

from server.live import Taken
from tests.live.house import House
from tests.live.page import Page


async def remote(house: House, page: Page, person: object) -> Page:
    """A remote of somebody who is in."""
    taken: Taken = await house.take(person, device="remote", hangs_on=page.taken.peer)
    return await house.page(taken)


async def test_a_clients_remote_answers_for_its_client_and_may_do_nothing_else(house: House) -> None:
    alice, bob = await house.pair()
    phone = await remote(house, bob, house.cast.bob)
    assert phone.caller == "client-remote", "in silently, as its person is in"
    await alice.done("effort.ask", ask="ask-no-1")
    await phone.event("effort.asked")
    await phone.done("effort.answer", ask="ask-no-1", rpe=5)
    told = (await alice.event("effort"))["payload"]["effort"]
    mine = (await bob.event("effort"))["payload"]["effort"]
    assert told == mine
    await phone.done("stop.raise", why="pause")
    assert (await bob.event("stop"))["payload"]["stop"]["person"] == told["person"]
    await phone.done("stop.end")
    for name, body in {
        "cue.send": {"say": "Up"},
        "chat.send": {"text": "Hello"},
        "timer.change": {"timer": "t1", "do": "pause", "rev": 1},
        "ice": {},
        "signal": {"to": alice.peer, "gen": 1, "kind": "renew"},
        "media": {"mic": False, "camera": False, "screen": False},
    }.items():
        assert (await phone.do(name, **body, **({} if name in ("ice", "signal", "media") else {"id": "c" * 12})))[
            "error"
        ] == "not-allowed", name
    assert (await alice.call("signal", to=phone.peer, gen=1, kind="renew"))["error"] == "not-allowed"


async def test_a_clients_remote_has_the_timer_that_is_theirs_alone_pauses_it_and_goes_on(house: House) -> None:
    alice, bob = await house.pair()
    phone = await remote(house, bob, house.cast.bob)
    plan = [{"name": "Work", "kind": "work", "duration_ms": 60_000}]
    await alice.done("timer.start", timer="t1", title="Sets", plan=plan, to=[bob.peer])
    await shows(1, "running", alice, bob, phone)
    await phone.done("stop.raise", why="pause")
    await shows(2, "paused", alice, bob, phone)
    await phone.done("stop.end")
    await shows(3, "running", alice, bob, phone)


async def shows(rev: int, state: str, *pages: Page) -> None:
    """Waits until all of these know this revision of the one timer, as this."""

    def told(page: Page) -> list[dict[str, Any]]:
        return [one["payload"]["timer"] for one in page.events if one.get("type") == "timer"]

    for page in pages:
        await page.until(lambda page=page: len(told(page)) == rev)  # type: ignore[misc]
        assert (told(page)[-1]["rev"], told(page)[-1]["state"]) == (rev, state), page.caller


async def test_a_trainers_remote_steers_and_cannot_let_anybody_in(house: House) -> None:
    alice, bob = await house.pair()
    phone = await remote(house, alice, house.cast.alice)
    assert phone.caller == "trainer-remote"
    plan = [{"name": "Work", "kind": "work", "duration_ms": 60_000}]
    await alice.done("timer.start", timer="t1", title="Sets", plan=plan)
    await phone.done("timer.change", timer="t1", do="pause", rev=1)
    await phone.done("cue.send", say="Chest up")
    await bob.event("cue", say="Chest up")
    await phone.done("stop.raise", why="pause", to=[bob.peer])
    await bob.event("stop")
    bea = await house.enter(house.cast.bea)
    for name, body in {"admit": {"peer": bea.peer}, "kick": {"peer": bob.peer}, "session.end": {}}.items():
        assert await phone.refused(name, **body) == "not-allowed", name
    assert bea.caller == "lobby"


async def test_a_remote_goes_with_its_person(house: House) -> None:
    alice, bob = await house.pair()
    phone = await remote(house, bob, house.cast.bob)
    await alice.done("kick", peer=bob.peer)
    assert await phone.ended() == "kicked"
