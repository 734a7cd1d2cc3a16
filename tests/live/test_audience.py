"""A private cue reaches the one it is for, live, in replay and in a snapshot; on the wire others get a number."""

from tests.live.house import House


async def test_a_private_cue_is_invisible_on_the_wire_to_others(house: House) -> None:
    alice, bob = await house.pair()
    bea = await house.enter(house.cast.bea)
    await alice.done("admit", peer=bea.peer)
    await bea.until(lambda: bea.caller == "client")

    seq = await alice.done("cue.send", say="Only for Bob", to=[bob.peer])
    await bob.event("cue", say="Only for Bob")
    await alice.event("cue", say="Only for Bob")
    await bea.until(lambda: bea.seqs[-1] == seq)
    assert bea.events[-1] == {"seq": seq, "hidden": True}

    replayed = await house.page(bea.taken, since=bea.welcome["head"])
    assert {"seq": seq, "hidden": True} in replayed.events
    fresh = await house.page(bea.taken)
    assert fresh.welcome["snapshot"]["cues"] == []
    answer = await fresh.call("resync", after=seq - 1)
    assert answer["events"] == [{"seq": seq, "hidden": True}]
    for page in (bea, replayed, fresh):
        assert not page.saw_on_the_wire("Only for Bob")


async def test_no_frame_of_another_client_has_a_word_of_a_private_cue(house: House) -> None:
    """Live, over a cut, by a resync, in a snapshot: text, exercise, language, who saw it and who tapped it away."""
    alice, bob = await house.pair()
    bea = await house.enter(house.cast.bea)
    await alice.done("admit", peer=bea.peer)
    await bea.until(lambda: bea.caller == "client")
    secrets = ("Stop that knee", "Tapir squat", "tapir-key", "hamstrings", "pt-BR", "bottom")
    about = {
        "exercise": {"key": "tapir-key", "name": "Tapir squat"},
        "phase": "bottom",
        "region": "hamstrings",
        "lang": "pt-BR",
    }
    seqs = [
        await alice.done("cue.send", say="Stop that knee", kind=kind, to=[bob.peer], speak=True, **about)
        for kind in ("form", "safety")
    ]
    told = await bob.event("cue", kind="safety")
    assert told["payload"] | about == told["payload"]
    await bob.done("cue.shown", cue_seq=seqs[1], at_ms=house.clock())
    last = await bob.done("cue.ack", cue_seq=seqs[1])
    await bea.until(lambda: bea.seqs[-1] == last)
    for cue_seq in seqs:
        assert await bea.refused("cue.ack", cue_seq=cue_seq) == "not-found"
        assert await bea.refused("cue.shown", cue_seq=cue_seq, at_ms=house.clock()) == "not-found"
    assert (await bea.call("resync", after=0))["snapshot"]["cues"] == []
    answer = await bea.call("resync", after=seqs[0] - 1)
    assert [one["seq"] for one in answer["events"]] == list(range(seqs[0], last + 1))
    back = await house.page(bea.taken, since=seqs[0] - 1)
    fresh = await house.page(bea.taken)
    assert {"seq": seqs[0], "hidden": True} in back.events
    assert fresh.welcome["snapshot"]["cues"] == []
    for page in (bea, back, fresh):
        for secret in secrets:
            assert not page.saw_on_the_wire(secret), secret
        for event in page.events + answer["events"]:
            if event["seq"] in range(seqs[0], last + 1):
                assert event == {"seq": event["seq"], "hidden": True}
    again = await house.page(bob.taken)
    assert [one["acked"] for one in again.welcome["snapshot"]["cues"]] == [[], [bob.peer]]


async def test_markers_and_who_saw_a_cue_are_for_the_trainer(house: House) -> None:
    alice, bob = await house.pair()
    bea = await house.enter(house.cast.bea)
    await alice.done("admit", peer=bea.peer)
    await bea.until(lambda: bea.caller == "client")
    seq = await alice.done("cue.send", say="Brace", kind="safety")
    await bob.event("cue", say="Brace")
    await bob.done("cue.shown", cue_seq=seq, at_ms=house.clock())
    await bob.done("cue.ack", cue_seq=seq)
    last = await alice.done("marker.place", label="secret mark")
    await bea.until(lambda: bea.seqs[-1] == last)
    await bob.until(lambda: bob.seqs[-1] == last)
    assert [event.get("type") for event in bea.events[-3:]] == [None, None, None]
    assert [event.get("type") for event in bob.events[-3:]] == [None, "cue.acked", None]
    assert not bea.saw_on_the_wire("secret mark")
    assert not bob.saw_on_the_wire("secret mark")


async def test_another_clients_moments_and_what_is_kept_of_them_are_never_on_the_wire(house: House) -> None:
    alice, _bob = await house.pair()
    bea = await house.enter(house.cast.bea)
    await alice.done("admit", peer=bea.peer)
    await bea.until(lambda: bea.caller == "client")
    laptop = await house.enter(house.cast.bob)
    await alice.done("admit", peer=laptop.peer)
    await laptop.until(lambda: laptop.caller == "client")

    await alice.done("clip.take", clip="moment-of-bob", peer=laptop.peer)
    await laptop.event("clip")
    buffer = {"on": True, "held_ms": 15_000, "bytes": 4_000_000, "why": ""}
    percent = {"clip": "moment-of-bob", "percent": 40}
    answer = await laptop.call(
        "media", mic=True, camera=True, screen=False, buffer=buffer, clip_percent=percent, voiceless="de"
    )
    assert answer["ok"]
    last = await alice.done("marker.place")
    await bea.until(lambda: bea.seqs[-1] == last)
    await alice.until(lambda: bool(alice.heard("media")))
    told = alice.heard("media")[-1]
    assert (told["buffer"], told["clip_percent"]) == (buffer, percent)
    assert bea.heard("media") == []

    fresh = await house.page(bea.taken)
    assert fresh.welcome["snapshot"]["clips"] == []
    assert laptop.peer not in fresh.welcome["media"]
    assert (await house.page(alice.taken)).welcome["media"][laptop.peer]["buffer"] == buffer
    for page in (bea, fresh):
        assert not page.saw_on_the_wire("moment-of-bob")
        assert not page.saw_on_the_wire("held_ms")
    again = await house.page(laptop.taken)
    assert [one["id"] for one in again.welcome["snapshot"]["clips"]] == ["moment-of-bob"]


async def test_two_rooms_of_one_house_never_meet(house: House) -> None:
    alice, bob = await house.pair()
    anna = await house.enter(house.cast.anna, house.cast.other)
    charlie = await house.enter(house.cast.charlie, house.cast.other)
    await anna.done("admit", peer=charlie.peer)
    await charlie.until(lambda: charlie.caller == "client")
    await alice.done("cue.send", say="Here")
    await anna.done("cue.send", say="There")
    await bob.event("cue", say="Here")
    await charlie.event("cue", say="There")
    assert not any(page.saw_on_the_wire("There") for page in (alice, bob))
    assert not any(page.saw_on_the_wire("Here") for page in (anna, charlie))
    assert (await alice.call("signal", to=charlie.peer, gen=1, kind="renew"))["error"] == "absent"
    assert await alice.refused("admit", peer=charlie.peer) == "not-found"


async def test_what_another_client_counts_is_never_on_the_wire_unless_they_may_see_each_other(house: House) -> None:
    alice, bob = await house.pair()
    bea = await house.enter(house.cast.bea)
    await alice.done("admit", peer=bea.peer)
    await bea.until(lambda: bea.caller == "client")
    plan = [{"name": "Work", "kind": "work", "duration_ms": 600_000, "label": "5 pull-ups"}]
    await alice.done("timer.start", timer="t1", title="AMRAP", plan=plan, counts="rounds")
    started = await bob.event("timer")
    assert started["payload"]["timer"]["plan"] == [{**plan[0], "round": 0, "rounds": 0}]

    seq = await bob.done("timer.tally", timer="t1", do="add")
    assert (await alice.event("timer.tally"))["payload"]["tally"]["rounds"] == 1
    await bea.until(lambda: bea.seqs[-1] == seq)
    assert bea.events[-1] == {"seq": seq, "hidden": True}
    fresh = await house.page(bea.taken)
    assert fresh.welcome["snapshot"]["timers"]["t1"]["tallies"] == {}
    assert not bea.saw_on_the_wire("timer.tally")
    answer = await fresh.do("timer.tally", timer="t1", do="add", peer=bob.peer)
    assert answer["error"] == "not-allowed"
