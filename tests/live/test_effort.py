"""Effort on the wire: asked, answered, answered anew; another client hears nothing of it."""

from tests.live.house import House


async def test_what_a_client_answers_reaches_the_trainer_and_no_other_client(house: House) -> None:
    alice, bob = await house.pair()
    bea = await house.enter(house.cast.bea)
    await alice.done("admit", peer=bea.peer)
    await bea.until(lambda: bea.caller == "client")

    await alice.done("effort.ask", ask="ask-no-1")
    asked = await bob.event("effort.asked")
    assert (await bea.event("effort.asked"))["payload"]["ask"]["id"] == asked["payload"]["ask"]["id"] == "ask-no-1"
    await bob.done("effort.answer", ask="ask-no-1", rpe=3)
    changed = await bob.done("effort.answer", ask="ask-no-1", rpe=10, rir=0, pain=True, where=["left-knee"])
    await alice.until(lambda: alice.seqs[-1] == changed)
    await bea.until(lambda: bea.seqs[-1] == changed)
    assert bea.events[-1] == {"seq": changed, "hidden": True}

    fresh = await house.page(bea.taken)
    assert fresh.welcome["snapshot"]["efforts"] == []
    for page in (bea, fresh):
        assert not page.saw_on_the_wire("left-knee")
    ((effort),) = (await house.page(alice.taken)).welcome["snapshot"]["efforts"]
    assert (effort["rpe"], effort["rir"], effort["where"]) == (10, 0, ["left-knee"])
    assert (await house.page(bob.taken)).welcome["snapshot"]["efforts"] == [effort]
    log = [entry for entry in await house.live.log.read(house.cast.session.id) if entry.type == "effort"]
    assert [entry.payload["effort"]["rpe"] for entry in log] == [3, 10], "both stay in the log"


async def test_wrong_answers_change_nothing_and_say_where(house: House) -> None:
    alice, bob = await house.pair()
    await alice.done("effort.ask", ask="ask-no-1")
    for wrong in ({"rpe": 11}, {"rpe": -1}, {"rpe": "hard"}, {"rpe": 5, "rir": 6}, {"rpe": 5, "where": ["the tail"]}):
        assert await bob.refused("effort.answer", ask="ask-no-1", **wrong) == "bad-message"
    assert await bob.refused("effort.answer", ask="ask-no-2", rpe=5) == "not-found"
    assert await alice.refused("effort.answer", ask="ask-no-1", rpe=5) == "not-allowed"
    assert await bob.refused("effort.ask", ask="ask-no-2") == "not-allowed"
    assert (await house.live.state(house.cast.session.id)).efforts == ()
