"""A client whose network lets nothing out but what goes to TURN is in the room like anybody else."""

from pathlib import Path

import pytest
from playwright.async_api import expect

from tests import stage
from tests.browser.classroom import BEA, BOB, OLGA, classroom, sees
from tests.coturn import coturn, environ
from tests.stage import free_port

ONLY_TURN_JS = """
window.connections = [];
window.RTCPeerConnection = class extends RTCPeerConnection {
  constructor(config) {
    super({ ...config, iceTransportPolicy: "relay" });
    window.connections.push(this);
  }
};
"""
# How each connection that carries reaches the relay.
WAYS_JS = """async () => {
  const found = [];
  for (const pc of window.connections) {
    const stats = await pc.getStats();
    for (const pair of stats.values()) {
      if (pair.type !== "candidate-pair" || !pair.nominated) continue;
      const [mine, theirs] = [stats.get(pair.localCandidateId), stats.get(pair.remoteCandidateId)];
      found.push([mine.candidateType, theirs.port]);
    }
  }
  return found;
}"""
pytestmark = [pytest.mark.browser, pytest.mark.turn]


@pytest.mark.long
async def test_who_may_only_use_turn_sees_and_is_seen(tmp_path: Path) -> None:
    """Through a coturn that passes on to the relay's address alone, as turn-config prints it."""
    port, media = free_port(), free_port()
    given = environ(port) | {"MEDIA_HOST": "0.0.0.0", "MEDIA_PORT": str(media)}
    with coturn(tmp_path, port), stage.server(**given) as server:
        async with classroom(server, "Bob Birch", "Bea Brook") as room:
            trainer = await room.trainer()
            bob = await room.client(BOB, trainer, script=ONLY_TURN_JS)
            bea = await room.client(BEA, trainer)
            await sees(bob, OLGA)
            await sees(trainer, BOB)
            await sees(bea, OLGA)
            await expect(bob.locator("#standing")).to_contain_text("Connected")
            assert {tuple(way) for way in await bob.evaluate(WAYS_JS)} == {("relay", media)}
        assert room.complaints.serious() == []
