"""A trainer and a client in a room, from the knock to the end."""

from server.store import sessions
from tests.live.house import House


async def test_a_client_knocks_is_let_in_and_sees_a_cue(house: House) -> None:
    alice = await house.enter(house.cast.alice)
    assert alice.caller == "trainer"
    assert alice.welcome["snapshot"]["state"] == "open"

    bob = await house.enter(house.cast.bob)
    assert bob.caller == "lobby"
    assert bob.welcome["trainer_here"] is True
    knock = await alice.event("peer.knocked")
    assert knock["payload"]["peer"]["name"] == "Bob"
    assert knock["payload"]["door"] == {"name": "Bob Birch"}

    await alice.done("admit", peer=bob.peer)
    await bob.until(lambda: bob.caller == "client")
    assert bob.welcome["snapshot"]["peers"][bob.peer]["state"] == "in"
    assert set(bob.welcome["online"]) == {alice.peer, bob.peer}

    seq = await alice.done("cue.send", say="Knees out", kind="form")
    cue = await bob.event("cue", say="Knees out")
    assert cue["seq"] == seq
    assert cue["valid_ms"] == 3000
    await bob.done("cue.shown", cue_seq=seq, at_ms=cue["at_ms"] + 20)
    await alice.event("cue.shown", cue_seq=seq, peer=bob.peer)
    await bob.until(lambda: bob.seqs[-1] == alice.seqs[-1])
    assert bob.events[-1] == {"seq": alice.seqs[-1], "hidden": True}


async def test_the_trainers_first_socket_opens_the_session_and_the_end_ends_it(house: House) -> None:
    alice, bob = await house.pair()
    async with house.database.reading() as db:
        opened = await sessions.get(db, house.cast.session.id)
    assert opened is not None
    assert opened.opened_at_ms is not None

    await alice.done("session.end")
    assert await bob.ended() == "session-over"
    assert await alice.ended() == "session-over"
    async with house.database.reading() as db:
        ended = await sessions.get(db, house.cast.session.id)
    assert ended is not None
    assert ended.ended_at_ms is not None
