"""How long a handshake is waited for: in turns that the relay had, not by the clock on the wall."""

import asyncio
import time

import pytest

from signaling.media import private
from signaling.media.plane import Down
from signaling.media.star import Policy, Seat
from tests.media.net import network
from tests.media.peers import Puppet, Stage, until


def is_shaking_hands(stage: Stage) -> bool:
    """Whether the relay has begun to, with Alice."""
    room = stage.relay.rooms.get("gym")
    link = room.peers["alice"].link if room else None
    return link is not None and link._dtls._transport.state == "connecting"


async def test_a_process_that_got_no_turn_in_a_handshake_goes_on_with_it(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(private, "HANDSHAKE_S", 1)
    joining = asyncio.create_task(stage.join("alice", "trainer"))
    while not is_shaking_hands(stage):  # noqa: ASYNC110  # at once, not a moment later
        await asyncio.sleep(0)
    time.sleep(1.2)  # noqa: ASYNC251  # nobody's turn, for longer than a handshake may take
    await joining


async def test_a_peer_that_says_nothing_is_waited_for_no_longer_than_that(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(private, "HANDSHAKE_S", 1)
    async with network(stage.relay.bound) as net:
        net.is_cut = True
        stage.puppets["gym", "alice"] = Puppet("alice", net)
        await stage.relay.admit("gym", Seat(peer="alice", person="alice", role="trainer"), Policy())
        await until(lambda: stage.told(Down, "alice"), "it is given up", 3)
