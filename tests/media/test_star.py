"""Two peers and more through one UDP port: who gets what from whom."""

import asyncio

from signaling.media.star import Policy
from tests.media.peers import Puppet, Stage, until


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


async def test_two_peers_see_and_hear_each_other(stage: Stage) -> None:
    alice = await stage.join("alice", "trainer")
    bob = await stage.join("bob")
    for sender, receiver in ((alice, bob), (bob, alice)):
        place = stage.shows(receiver.name)[sender.name, "person"]
        sent = await film(sender, 50, sender.name.encode())
        await until(lambda: len(receiver.from_mid(f"picture-{place}")) == 50, "50 pictures")  # noqa: B023
        pictures, sounds = receiver.from_mid(f"picture-{place}"), receiver.from_mid(f"sound-{place}")
        assert [each.payload.split(b"\x02\x00", 1)[1].removeprefix(b"\x9d\x01\x2a") for each in pictures] == sent
        assert [each.payload for each in sounds] == sent
        numbers = [each.sequence for each in pictures]
        assert numbers == list(range(numbers[0], numbers[0] + 50)), "the sender's wrap is not the receiver's"
        assert numbers[0] < 32_768
        assert {each.number for each in pictures} == {104}
    assert stage.relay.port.paths == 2


async def test_clients_see_the_trainer_and_not_each_other(stage: Stage) -> None:
    alice = await stage.join("alice", "trainer", policy=Policy(clients=3))
    others = [await stage.join(name) for name in ("bob", "carol", "dave")]
    await film(others[0], 5, b"bob")
    await film(alice, 5, b"alice")
    for other in others:
        await until(lambda: len(other.got) == 10, "the trainer's ten packets")  # noqa: B023
    await until(lambda: len(alice.got) == 10, "Bob's ten packets")
    assert stage.shows("bob") == {("alice", "person"): 0}
    assert set(stage.shows("alice")) == {(name, "person") for name in ("bob", "carol", "dave")}
