"""What a page missed it gets back: the events after a short gap, a snapshot after a long one."""

from signaling.folding import fold_all
from signaling.views import snapshot
from tests.live.house import House
from tests.live.page import folded


async def test_a_gap_is_filled_in_order_and_nothing_comes_twice(house: House) -> None:
    alice, bob = await house.pair()
    bob.cut()
    head = bob.welcome["head"]
    for place in range(20):
        await alice.done("cue.send", say=f"Cue {place}")
    again = await house.page(bob.taken, since=head)
    assert again.welcome["snapshot"] is None
    assert again.seqs == list(range(head + 1, again.welcome["head"] + 1))
    said = [event["payload"]["say"] for event in again.events if event.get("type") == "cue"]
    assert said == [f"Cue {place}" for place in range(20)]


async def test_a_page_that_missed_nothing_gets_nothing(house: House) -> None:
    alice, bob = await house.pair()
    again = await house.page(bob.taken, since=alice.seqs[-1])
    assert again.welcome["snapshot"] is None
    assert again.welcome["events"] == []


async def test_after_ten_minutes_it_is_a_snapshot(house: House) -> None:
    alice, bob = await house.pair()
    head = bob.welcome["head"]
    await alice.done("cue.send", say="Early")
    house.clock.advance(minutes=11)
    await alice.done("cue.send", say="Late")
    again = await house.page(bob.taken, since=head)
    assert [cue["say"] for cue in again.welcome["snapshot"]["cues"]] == ["Early", "Late"]
    assert again.welcome["events"] == []


async def test_a_page_that_knows_more_than_the_log_starts_anew(house: House) -> None:
    _, bob = await house.pair()
    again = await house.page(bob.taken, since=10_000)
    assert again.welcome["snapshot"] is not None


async def test_resync_fills_a_gap_on_a_living_socket(house: House) -> None:
    alice, bob = await house.pair()
    first = bob.welcome["head"]
    last = await alice.done("cue.send", say="Up")
    answer = await bob.call("resync", after=first)
    assert answer["ok"]
    assert answer["head"] == last
    assert [event["seq"] for event in answer["events"]] == list(range(first + 1, last + 1))


async def test_a_silent_room_beats_and_a_busy_one_does_not(house: House) -> None:
    alice, bob = await house.pair()
    await bob.until(lambda: bool(bob.heard("beat")), 3)
    beat = bob.heard("beat")[-1]
    assert beat["head"] == alice.seqs[-1]
    assert abs(beat["now_ms"] - house.clock()) < 3000


async def test_a_page_folds_to_what_the_server_would_tell_a_new_one(house: House) -> None:
    alice, bob = await house.pair()
    await alice.done("cue.send", say="Up", to=[bob.peer])
    await bob.done("chat.send", text="ok")
    await alice.done("marker.place", label="x")
    entries = await house.live.log.read(house.cast.session.id)
    everything = [{**event, "audience": event["audience"]} for event in (await alice.call("resync", after=0))["events"]]
    assert everything == []  # from nothing it is a snapshot
    mine = await house.page(alice.taken, since=1)
    seen = folded(mine.events, fold_all(entries[:1]))
    told = snapshot(fold_all(entries), alice.peer, "trainer")
    assert snapshot(seen, alice.peer, "trainer") == told
