"""A command sent twice is done once."""

import asyncio

from server import ids
from tests.live.house import House


async def test_a_retry_after_a_lost_answer_appends_nothing_and_is_answered_as_before(house: House) -> None:
    alice, bob = await house.pair()
    id = ids.new()
    first = await alice.do("cue.send", id=id, say="Up")
    again = await alice.do("cue.send", id=id, say="Up")
    assert first == again
    last = await alice.done("cue.send", say="Down")
    await bob.until(lambda: bob.seqs[-1] == last)
    assert [event["payload"]["say"] for event in bob.events if event.get("type") == "cue"] == ["Up", "Down"]


async def test_two_at_once_with_one_id_are_one(house: House) -> None:
    alice, _ = await house.pair()
    id = ids.new()
    answers = await asyncio.gather(*(alice.do("chat.send", id=id, text="Hello") for _ in range(10)))
    assert len({answer["seq"] for answer in answers}) == 1
    assert sum(event.get("type") == "chat" for event in alice.events) == 1


async def test_a_retry_on_a_new_socket_is_the_same_command(house: House) -> None:
    alice, _ = await house.pair()
    id = ids.new()
    seq = await alice.done("chat.send", id=id, text="Hello")
    alice.cut()
    again = await house.page(alice.taken)
    assert await again.done("chat.send", id=id, text="Hello") == seq


async def test_the_same_id_of_somebody_else_is_another_command(house: House) -> None:
    alice, bob = await house.pair()
    id = ids.new()
    assert await alice.done("chat.send", id=id, text="A") != await bob.done("chat.send", id=id, text="B")


async def test_a_retry_after_the_session_was_closed_in_memory_is_still_known(house: House) -> None:
    alice, _ = await house.pair()
    id = ids.new()
    seq = await alice.done("chat.send", id=id, text="Hello")
    house.live.rooms._open.clear()  # as after a restart of the process
    again = await house.page(alice.taken)
    assert await again.done("chat.send", id=id, text="Hello") == seq
