"""Loss and reordering: what is missing is asked for, and comes."""

import asyncio
import struct

import pytest

from signaling.media import rtcp
from signaling.media.rtp import payload_at
from signaling.media.star import Policy
from tests.media.net import Net, network
from tests.media.peers import CAMERA, DELTA, KEY, Puppet, Stage, rtp, until

PICTURES = 400


class Careful(Puppet):
    """A puppet that keeps what it sent and sends it again, and asks for what it misses, as browsers do."""

    def __init__(self, name: str, net: Net | None = None) -> None:
        super().__init__(name, net)
        self.sent: dict[int, bytes] = {}
        self.asked = 0
        self.on_rtcp = self._hear
        self._again = 0
        self._tasks: set[asyncio.Task[None]] = set()

    async def show(self, at: int) -> None:
        """Sends picture number `at`; each is one packet that carries it."""
        payload = (KEY if at == 0 else DELTA) + b"%d" % at
        packet = rtp(self.own["camera"], CAMERA, 65_400 + at, at * 3000, payload, True)
        self.sent[(65_400 + at) & 0xFFFF] = packet
        await self.send(packet)

    def have(self, mid: str) -> set[int]:
        """Which pictures arrived, lost ones too if they came once more."""
        found = set()
        for each in self.got:
            if each.mid == mid:
                body = each.payload[2:] if each.number == 105 else each.payload
                found.add(int(body.split(b"\x02\x00", 1)[1].removeprefix(b"\x9d\x01\x2a")))
        return found

    def holes(self, mid: str) -> list[int]:
        """Every number that is missing between those that arrived, retransmissions among them."""
        ssrc = self.ssrc(mid)
        first = min(each.sequence for each in self.got if each.ssrc == ssrc)
        seen = {each.sequence - first for each in self.got if each.ssrc == ssrc}
        seen |= {
            struct.unpack_from("!H", each.data, payload_at(each.data))[0] - first
            for each in self.got
            if each.number == 105 and each.mid == mid
        }
        return [(number + first) & 0xFFFF for number in range(max(seen)) if number not in seen]

    async def ask(self, mid: str) -> None:
        """Asks for what is missing."""
        if missing := self.holes(mid)[:60]:
            self.asked += 1
            await self.send(rtcp.missing(7, self.ssrc(mid), missing))

    def ssrc(self, mid: str) -> int:
        """Of what comes in that m-line."""
        return next(ssrc for ssrc, each in self.mids.items() if each == mid)

    def _hear(self, packet: bytes) -> None:
        for part in rtcp.read(packet):
            if isinstance(part, rtcp.Missing):
                for sequence in part.sequences:
                    if sequence in self.sent:
                        task = asyncio.create_task(self._resend(self.sent[sequence]))
                        self._tasks.add(task)
                        task.add_done_callback(self._tasks.discard)

    async def _resend(self, packet: bytes) -> None:
        self._again += 1
        again = rtp(self.own_again["camera"], 97, self._again, struct.unpack_from("!I", packet, 4)[0], b"", True)
        await self.send(again + packet[2:4] + packet[12:])


@pytest.mark.parametrize("loss", [0.0, 0.03, 0.1])
async def test_every_picture_arrives_over_a_bad_network(stage: Stage, loss: float) -> None:
    async with network(stage.relay.bound, 1) as near, network(stage.relay.bound, 2) as far:
        alice, bob = Careful("alice", near), Careful("bob", far)
        await stage.join("alice", "trainer", puppet=alice, policy=Policy(clients=1))
        await stage.join("bob", puppet=bob)
        await alice.show(0)  # the whole one, without which nothing begins
        await until(lambda: bob.have("picture-0"), "it begins")
        near.loss = far.loss = loss
        near.reorder = far.reorder = 0.05
        for at in range(1, PICTURES):
            await alice.show(at)
            if at % 20 == 19:
                await bob.ask("picture-0")
            await asyncio.sleep(0.004)

        async def chase() -> None:
            while not set(range(PICTURES)) <= bob.have("picture-0"):
                await asyncio.sleep(0.1)
                await bob.ask("picture-0")

        near.loss = far.loss = 0.0
        for at in range(PICTURES, PICTURES + 5):  # what was lost at the very end shows by what follows
            await alice.show(at)
            await asyncio.sleep(0.02)
        async with asyncio.timeout(30):
            await chase()
        assert bob.have("picture-0") == set(range(PICTURES + 5))
        got = [each for each in bob.got if each.mid == "picture-0" and each.number == 104]
        numbers = [each.sequence for each in got]
        assert len(set(numbers)) == len(numbers), "nothing comes twice under its own number"
        if loss:
            assert near.lost + far.lost > PICTURES * loss
            assert [each for each in bob.got if each.number == 105], "what was lost comes as a retransmission"
