"""Who gets what from whom, through one UDP port."""

import asyncio

import pytest

from signaling.media.engine import RelaySettings
from signaling.media.plane import Arranged, Offered, Refusal, Signal
from signaling.media.star import Policy, Seat, passes
from tests.media.peers import Puppet, Stage, staged, until

KEY_HEAD = b"\x9d\x01\x2a"


async def film(puppet: Puppet, count: int, word: bytes) -> list[bytes]:
    """Sends so many pictures with a sound each, the first one whole; gives what the pictures carried."""
    sent = []
    for at in range(count):
        payload = b"%s %d" % (word, at)
        await puppet.picture(payload, is_key=at == 0)
        await puppet.sound(payload)
        sent.append(payload)
        await asyncio.sleep(0.002)
    return sent


def words(puppet: Puppet, mid: str) -> list[bytes]:
    """What the packets of one m-line carried."""
    return [each.payload.split(b"\x02\x00", 1)[-1].removeprefix(KEY_HEAD) for each in puppet.from_mid(mid)]


async def test_two_peers_see_and_hear_each_other(stage: Stage) -> None:
    alice = await stage.join("alice", "trainer")
    bob = await stage.join("bob")
    for sender, receiver in ((alice, bob), (bob, alice)):
        place = stage.shows(receiver.name)[sender.name, "person"]
        sent = await film(sender, 50, sender.name.encode())
        await until(lambda: len(receiver.got) == 100, "50 pictures and sounds")  # noqa: B023
        assert words(receiver, f"picture-{place}") == sent
        assert words(receiver, f"sound-{place}") == sent
        pictures = receiver.from_mid(f"picture-{place}")
        numbers = [each.sequence for each in pictures]
        assert numbers == list(range(numbers[0], numbers[0] + 50)), "the sender's wrap is not the receiver's"
        assert numbers[0] < 32_768
        assert {each.number for each in pictures} == {104}
    assert stage.relay.port.paths == 2


async def test_clients_see_the_trainer_and_each_other_only_with_the_switch(stage: Stage) -> None:
    policy = Policy(clients=3)
    alice = await stage.join("alice", "trainer", policy=policy)
    bob, carol, dave = [await stage.join(name) for name in ("bob", "carol", "dave")]
    await film(bob, 5, b"bob")
    await film(alice, 5, b"alice")
    for other in (alice, bob, carol, dave):
        await until(lambda: len(other.got) == 10, "ten packets")  # noqa: B023
    assert set(stage.shows("bob")) == {("alice", "person")}
    assert set(stage.shows("alice")) == {(name, "person") for name in ("bob", "carol", "dave")}

    await stage.relay.arrange("gym", Policy(clients=3, clients_meet=True))
    await until(lambda: stage.is_up("carol") and ("bob", "person") in stage.shows("carol"), "Carol may see Bob")
    await until(lambda: stage.is_up("dave") and stage.is_up("bob"), "all have places enough")
    carol.got.clear()
    await film(bob, 5, b"again")
    place = stage.shows("carol")["bob", "person"]
    await until(lambda: len(words(carol, f"sound-{place}")) == 5, "Carol hears Bob")
    assert words(carol, f"picture-{place}") == [b"again %d" % at for at in range(5)]

    await stage.relay.arrange("gym", policy)
    carol.got.clear()
    await film(bob, 5, b"private")
    await film(alice, 1, b"end")
    await until(lambda: len(carol.got) == 2, "the trainer's end")
    assert b"private" not in b"".join(each.data for each in carol.got)


async def test_a_place_goes_on_without_a_gap_when_its_person_changes(stage: Stage) -> None:
    policy = Policy(clients=1)
    alice = await stage.join("alice", "trainer", policy=policy)
    bob = await stage.join("bob")
    await film(bob, 20, b"bob")
    place = stage.shows("alice")["bob", "person"]
    await until(lambda: len(alice.got) == 40, "Bob is seen")
    await stage.leave("bob")
    carol = await stage.join("carol")
    assert stage.shows("alice")["carol", "person"] == place
    assert alice.gen == 1, "no new connection"
    await film(carol, 20, b"carol")
    await until(lambda: len(alice.got) == 80, "Carol is seen")
    for mid, clock_hz in ((f"picture-{place}", 90_000), (f"sound-{place}", 48_000)):
        packets = alice.from_mid(mid)
        numbers = [each.sequence for each in packets]
        assert numbers == list(range(numbers[0], numbers[0] + 40))
        assert len({each.ssrc for each in packets}) == 1
        times = [(each.timestamp - packets[0].timestamp) / clock_hz for each in packets]
        assert times == sorted(times)
        assert times[-1] == pytest.approx(packets[-1].at_s - packets[0].at_s, abs=0.5)


async def test_a_screen_has_a_place_while_it_shows(stage: Stage) -> None:
    alice = await stage.join("alice", "trainer")
    bob = await stage.join("bob")
    await alice.picture(b"slides", is_key=True, lane="screen")
    await until(lambda: ("alice", "screen") in stage.shows("bob"), "Bob is told of the screen")
    place = stage.shows("bob")["alice", "screen"]
    assert place != stage.shows("bob")["alice", "person"]
    await alice.picture(b"more", is_key=True, lane="screen")
    await alice.sound(b"music", "screen-sound")
    await until(lambda: words(bob, f"picture-{place}") == [b"more"], "the screen")
    await until(lambda: words(bob, f"sound-{place}") == [b"music"], "its sound")


async def test_more_people_than_places_get_a_new_connection(stage: Stage) -> None:
    alice = await stage.join("alice", "trainer", policy=Policy(clients=1))
    for at in range(5):
        await stage.join(f"client-{at}")
    await until(lambda: stage.is_up("alice") and alice.gen > 1, "a larger connection")
    assert len(stage.shows("alice")) == 5
    assert len(set(stage.shows("alice").values())) == 5


async def test_a_new_connection_takes_over_without_a_gap_in_the_others(stage: Stage) -> None:
    alice = await stage.join("alice", "trainer")
    bob = await stage.join("bob")
    await film(bob, 10, b"before")
    await stage.relay.signal("gym", "bob", Signal(kind="renew", gen=1))
    await until(lambda: bob.gen == 2 and stage.is_up("bob"), "the second connection")
    await film(bob, 10, b"after")
    place = stage.shows("alice")["bob", "person"]
    await until(lambda: len(words(alice, f"picture-{place}")) == 20, "both are seen")
    numbers = [each.sequence for each in alice.from_mid(f"picture-{place}")]
    assert numbers == list(range(numbers[0], numbers[0] + 20))
    await until(lambda: stage.relay.port.paths == 2, "the old connection is closed")


async def test_who_is_muted_is_seen_and_not_heard(stage: Stage) -> None:
    alice = await stage.join("alice", "trainer")
    bob = await stage.join("bob")
    await stage.relay.arrange("gym", Policy(muted=frozenset({"bob"})))
    await film(bob, 10, b"hum")
    await until(lambda: len(words(alice, "picture-0")) == 10, "Bob is seen")
    assert words(alice, "sound-0") == []


async def test_what_cannot_be_decoded_does_not_go(stage: Stage) -> None:
    alice = await stage.join("alice", "trainer")
    bob = await stage.join("bob")
    for each in range(5):
        await bob.picture(b"early %d" % each)
    await until(lambda: b"\x81\xce" in b"".join(bob.rtcp), "a whole picture is asked for")
    await bob.picture(b"whole", is_key=True)
    await bob.picture(b"next")
    await until(lambda: len(words(alice, "picture-0")) == 2, "from the whole one on")
    assert words(alice, "picture-0") == [b"whole", b"next"]


async def test_a_room_beyond_the_budget_is_refused_and_those_that_run_lose_nothing() -> None:
    """Real packets spend the budget here, not a number that a test writes."""
    async with staged(RelaySettings(most_share=0.06)) as stage:
        alice, bob = await stage.join("alice", "trainer", policy=Policy(clients=2)), await stage.join("bob")
        said = 0
        is_loud = True

        async def speak() -> None:
            nonlocal said
            while is_loud:
                for _ in range(10):
                    await alice.sound(b"%d" % said)
                    said += 1
                await asyncio.sleep(0.005)

        speaking = asyncio.create_task(speak())
        await until(lambda: stage.relay.share > 0.06, "the budget is spent", 60)
        for at in range(20):
            with pytest.raises(Refusal) as full:
                await stage.relay.admit(f"other-{at}", seat("anna", "trainer"), Policy())
            assert full.value.code == "no-capacity"
            assert full.value.sentence == "This server is full. Try again when another session has ended."
        carol = await stage.join("carol")
        await until(lambda: carol.got, "who comes late into a room that runs is in it")
        await stage.relay.signal("gym", "carol", Signal(kind="renew", gen=carol.gen))
        await until(lambda: carol.gen == 2 and stage.is_up("carol"), "who is in may come anew")
        is_loud = False
        await speaking
        await until(lambda: {b"%d" % (said - 1)} <= {each.payload for each in bob.got[-50:]}, "the last word")
        assert {int(each.payload) for each in bob.got} == set(range(said))
        assert set(stage.relay.rooms) == {"gym"}
        await until(lambda: stage.relay.share + stage.relay.coming < 0.05, "the budget is free again", 60)
        await stage.join("anna", "trainer", room="another")


async def test_classes_that_begin_within_the_same_second_are_counted_before_they_can_be_measured() -> None:
    async with staged(RelaySettings(most_share=0.2)) as stage:
        for at in range(2):
            await stage.relay.admit(f"class-{at}", seat(f"trainer-{at}", "trainer"), Policy(clients=12))
        with pytest.raises(Refusal) as full:
            await stage.relay.admit("class-2", seat("trainer-2", "trainer"), Policy(clients=12))
        assert full.value.code == "no-capacity"
        await stage.relay.admit("class-1", seat("client-1"), Policy(clients=12))
        assert set(stage.relay.rooms) == {"class-0", "class-1"}


def seat(name: str, role: str = "client", device: str = "main", person: str = "") -> Seat:
    return Seat(peer=name, person=person or name, role=role, device=device)  # type: ignore[arg-type]


def test_the_rules_of_the_star() -> None:
    alice, bob, carol = seat("alice", "trainer"), seat("bob"), seat("carol")
    stand = seat("bob-2", "client", "camera", "bob")
    aside = Policy(clients=2, clients_meet=True, aside="bob")
    assert passes("voice", alice, bob, Policy())
    assert not passes("voice", bob, carol, Policy())
    assert passes("camera", stand, alice, Policy())
    assert not passes("camera", stand, bob, Policy()), "nobody needs a camera's picture of themselves"
    assert not passes("camera", alice, stand, Policy()), "a second camera looks at nobody"
    assert not passes("voice", stand, alice, Policy()), "and is silent"
    assert passes("voice", alice, bob, aside)
    assert not passes("voice", alice, carol, aside)
    assert not passes("camera", alice, carol, aside)
    assert passes("camera", carol, alice, aside), "the trainer still sees who waits"
    assert not passes("voice", carol, alice, aside)
    assert not passes("voice", bob, carol, aside)


async def test_offers_go_to_their_peers_alone(stage: Stage) -> None:
    await stage.join("alice", "trainer")
    await stage.join("bob")
    assert {each.peer for each in stage.news if isinstance(each, Offered | Arranged)} == {"alice", "bob"}


async def test_a_sound_overtakes_the_pictures_that_wait(stage: Stage) -> None:
    alice = await stage.join("alice", "trainer")
    bob = await stage.join("bob")
    await film(alice, 2, b"before")
    await until(lambda: len(bob.got) == 4, "they are connected")
    bob.got.clear()
    for at in range(200):  # in one go: nothing is read before all is there
        await alice.picture(b"%d" % at)
    await alice.sound(b"a word")
    await until(lambda: len(bob.got) == 201, "all of it")
    place = stage.shows("bob")["alice", "person"]
    assert words(bob, f"picture-{place}") == [b"%d" % at for at in range(200)], "pictures keep their order"
    before = [each.mid for each in bob.got].index(f"sound-{place}")
    assert before < 150, f"{before} pictures came first"
