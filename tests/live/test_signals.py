"""What is not in the log: clock pings, WebRTC signalling, who sends what."""

from tests.live.house import House


async def test_a_clock_ping_is_answered_with_the_rooms_time(house: House) -> None:
    alice, _ = await house.pair()
    answer = await alice.call("clock", t0=12.25, rtt_ms=3.5)
    assert answer == {"ok": True, "t0": 12.25, "t1_ms": answer["t1_ms"]}
    assert abs(answer["t1_ms"] - house.clock()) < 1000


async def test_signals_reach_the_one_they_are_for_as_they_were_sent(house: House) -> None:
    alice, bob = await house.pair()
    candidate = {"candidate": "candidate:1 1 udp 1 192.0.2.1 1 typ host", "sdpMid": "0", "sdpMLineIndex": 0}
    assert (await alice.call("signal", to=bob.peer, gen=3, kind="offer", sdp="v=0"))["ok"]
    assert (await alice.call("signal", to=bob.peer, gen=3, kind="candidate", candidate=candidate))["ok"]
    await bob.until(lambda: len(bob.heard("signal")) == 2)
    assert bob.heard("signal") == [
        {"from": alice.peer, "gen": 3, "kind": "offer", "sdp": "v=0"},
        {"from": alice.peer, "gen": 3, "kind": "candidate", "candidate": candidate},
    ]


async def test_clients_do_not_signal_each_other_and_nobody_signals_themselves(house: House) -> None:
    alice, bob = await house.pair()
    bea = await house.enter(house.cast.bea)
    await alice.done("admit", peer=bea.peer)
    await bea.until(lambda: bea.caller == "client")
    assert (await bob.call("signal", to=bea.peer, gen=1, kind="offer", sdp="v=0"))["error"] == "not-allowed"
    assert (await alice.call("signal", to=alice.peer, gen=1, kind="offer", sdp="v=0"))["error"] == "not-allowed"
    assert (await bob.call("signal", to="nobody", gen=1, kind="offer", sdp="v=0"))["error"] == "absent"
    bea.cut()
    await alice.until(lambda: {"peer": bea.peer, "online": False} in alice.heard("presence"))
    assert (await alice.call("signal", to=bea.peer, gen=1, kind="offer", sdp="v=0"))["error"] == "absent"


async def test_what_a_peer_sends_is_told_to_others_now_and_to_those_who_come(house: House) -> None:
    alice, bob = await house.pair()
    state = {"mic": True, "camera": False, "screen": False, "music": False, "quality": "fair"}
    assert (await bob.call("media", **state))["ok"]
    await alice.until(lambda: alice.heard("media") == [{"from": bob.peer, **state}])
    assert bob.heard("media") == []
    assert (await house.page(alice.taken)).welcome["media"] == {bob.peer: state}


async def test_the_slowest_round_trip_sets_how_far_ahead_a_timer_starts(house: House) -> None:
    alice, bob = await house.pair()
    await bob.call("clock", t0=1, rtt_ms=420)
    plan = [{"name": "Work", "kind": "work", "duration_ms": 20_000}]
    before_ms = house.clock()
    await alice.done("timer.start", timer="t1", title="Tabata", plan=plan)
    event = await bob.event("timer")
    decided_ms = event["payload"]["timer"]["at_ms"] - 720  # 300 and the round trip
    assert before_ms <= decided_ms <= event["at_ms"]  # which is when it was written down


async def test_ice_servers_are_for_those_in_the_room(house: House) -> None:
    alice, _ = await house.pair()
    assert (await alice.call("ice"))["ice"] == [{"urls": "stun:127.0.0.1:3478"}]
