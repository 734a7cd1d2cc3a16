"""Stop on the wire: a press on a dead socket, what the trainer sees, and what nobody else does."""

from server import ids
from tests.live.house import House


async def test_a_stop_pressed_while_the_socket_is_dead_counts_from_the_press_once_it_is_back(house: House) -> None:
    alice, bob = await house.pair()
    plan = [{"name": "Work", "kind": "work", "duration_ms": 60_000}]
    await alice.done("timer.start", timer="t1", title="Sets", plan=plan)
    await bob.event("timer")
    bob.cut()
    await bob.until(lambda: bob.is_down)
    pressed_ms = house.clock()
    press = {"id": ids.new(), "why": "unwell", "at_ms": pressed_ms}

    back = await house.page(bob.taken)
    assert (await back.do("stop.raise", **press))["ok"]
    again = await back.do("stop.raise", **press)
    assert again["ok"], "sent again after a lost answer it is the same stop"
    told = await alice.event("stop")
    assert told["payload"]["stop"]["at_ms"] == pressed_ms
    room = await house.live.state(house.cast.session.id)
    assert room.timers["t1"].state == "done"
    log = await house.live.log.read(house.cast.session.id)
    assert [entry.type for entry in log].count("stop") == 1


async def test_that_somebody_feels_unwell_and_what_it_was_reaches_no_other_client(house: House) -> None:
    alice, bob = await house.pair()
    bea = await house.enter(house.cast.bea)
    await alice.done("admit", peer=bea.peer)
    await bea.until(lambda: bea.caller == "client")

    await bob.done("stop.raise", why="unwell")
    stop = (await alice.event("stop"))["payload"]["stop"]
    await alice.done("stop.take", person=stop["person"])
    await bob.until(lambda: any(one["payload"]["stop"]["is_taken"] for one in bob.events if one.get("type") == "stop"))
    await alice.done("stop.resolve", person=stop["person"], red_flag=True, word="light-headed and pale")
    last = await alice.done("marker.place")
    for page in (bob, bea):
        await page.until(lambda page=page: page.seqs[-1] == last)  # type: ignore[misc]
        assert not page.saw_on_the_wire("light-headed and pale")
    fresh = await house.page(bea.taken)
    for page in (bea, fresh):
        assert not page.saw_on_the_wire("unwell")
    resolved = [one for one in await house.live.log.read(house.cast.session.id) if one.type == "stop.resolved"]
    assert [one.payload["red_flag"] for one in resolved] == [True]
