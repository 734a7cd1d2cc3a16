"""Music in a session: heard in stereo beside the voice, set by each client; what the browser says of the microphone."""

import math
import struct
import time
import wave
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Page, expect

from tests.browser.classroom import classroom, sees
from tests.meeting import Meeting
from tests.stage import Server

pytestmark = pytest.mark.browser

# The page's audio players and connections, to listen to them and to ask them.
SPY = """(() => {
  const [RealAudio, RealPc] = [window.Audio, window.RTCPeerConnection];
  window.players = [];
  window.pcs = [];
  window.Audio = function (...how) {
    const made = new RealAudio(...how);
    window.players.push(made);
    return made;
  };
  window.RTCPeerConnection = class extends RealPc {
    constructor(...how) {
      super(...how);
      window.pcs.push(this);
    }
  };
})();"""

# How loud the loudest player's stream is, left and right (its own volume left out), and that volume.
LOUDEST = """async () => {
  const context = new AudioContext();
  const found = [];
  for (const player of window.players) {
    if (!player.srcObject) continue;
    const splitter = context.createChannelSplitter(2);
    context.createMediaStreamSource(player.srcObject).connect(splitter);
    const ears = [0, 1].map((channel) => {
      const ear = context.createAnalyser();
      splitter.connect(ear, channel);
      return ear;
    });
    await new Promise((done) => setTimeout(done, 300));
    const [left, right] = ears.map((ear) => {
      const wave = new Float32Array(ear.fftSize);
      ear.getFloatTimeDomainData(wave);
      return Math.sqrt(wave.reduce((sum, each) => sum + each * each, 0) / wave.length);
    });
    found.push({ left, right, volume: player.volume });
  }
  await context.close();
  return found.sort((a, b) => b.left - a.left)[0] ?? { left: 0, right: 0, volume: 0 };
}"""

# How sound is encoded now: the voice, then the music. An m-line has a number between two, and a name at the relay.
ENCODED = """async () => {
  const order = ["0", "voice", "3", "screen-sound"];
  const found = [];
  for (const pc of window.pcs.filter((each) => each.connectionState === "connected")) {
    const stats = await pc.getStats();
    stats.forEach((one) => {
      if (one.type !== "outbound-rtp" || one.kind !== "audio" || !one.packetsSent) return;
      const format = stats.get(one.codecId)?.sdpFmtpLine ?? "";
      found.push([order.indexOf(one.mid), format.includes("sprop-stereo=1"), one.targetBitrate]);
    });
  }
  return found.sort((a, b) => a[0] - b[0]).map(([, isStereo, bitrate]) => [isStereo, bitrate]);
}"""
VOICE = [False, 48_000]
MUSIC = [True, 128_000]


def song(path: Path) -> Path:
    """Three seconds of two tones, the left one ten times as loud as the right one."""
    with wave.open(str(path), "wb") as file:
        file.setnchannels(2)
        file.setsampwidth(2)
        file.setframerate(48_000)
        for at in range(3 * 48_000):
            left, right = (math.sin(2 * math.pi * hertz * at / 48_000) for hertz in (440, 880))
            file.writeframesraw(struct.pack("<hh", int(20_000 * left), int(2_000 * right)))
    return path


async def becomes(page: Page, script: str, is_right: Callable[[Any], bool], timeout_s: float = 30) -> None:
    """Asks the page until the answer is right."""
    deadline = time.monotonic() + timeout_s
    while not is_right(found := await page.evaluate(script)):
        assert time.monotonic() < deadline, found
        await page.wait_for_timeout(200)


def is_song(heard: dict[str, float]) -> bool:
    """Both tones are there, each in its own ear."""
    return heard["left"] > 0.2 and 6 < heard["left"] / max(heard["right"], 1e-9) < 16


async def music(trainer: Page, client: Page, file: Path) -> None:
    """The trainer plays a file, changes the microphone's mode and back; the client hears it, and turns it down."""
    await trainer.locator("#music").click()
    await expect(client.locator("#music")).to_have_count(0)
    await trainer.locator("#music-file").set_input_files(file)
    await expect(trainer.locator(".music-now")).to_have_text(file.name)

    await client.locator("#music").click()
    await becomes(client, LOUDEST, is_song)
    await client.locator("#music-less").click()
    assert (await client.evaluate(LOUDEST))["volume"] == pytest.approx(0.6)
    await client.locator("#music-slider").fill("20")
    assert (await client.evaluate(LOUDEST))["volume"] == pytest.approx(0.2)
    await becomes(trainer, ENCODED, [VOICE, MUSIC].__eq__)

    settings = trainer.locator("#mic-settings")
    await expect(settings).to_contain_text("Noise suppressionOn")
    await trainer.locator("#music-mode").click()
    await expect(settings).to_contain_text("Noise suppressionOff")
    await expect(settings).to_contain_text("Automatic gainOff")
    said = await trainer.locator("#mic-settings div", has_text="Echo").locator("dd").inner_text()
    await expect(trainer.locator("#headphones")).to_have_count(1 if said == "Off" else 0)
    await becomes(trainer, ENCODED, [MUSIC, MUSIC].__eq__)
    await becomes(client, LOUDEST, is_song)

    await trainer.locator("#music-mode").click()
    await expect(settings).to_contain_text("Noise suppressionOn")
    await becomes(trainer, ENCODED, [VOICE, MUSIC].__eq__)
    await trainer.locator("#music-stop").click()
    await expect(client.locator("#music")).to_have_count(0)
    await becomes(client, LOUDEST, lambda heard: heard["left"] < 0.1)


@pytest.mark.long
async def test_a_client_hears_the_trainers_music_in_stereo_beside_the_voice_and_sets_how_loud(
    met: Meeting, tmp_path: Path
) -> None:
    windows = await met.trainer_context(), await met.client_context()
    for window in windows:
        await window.add_init_script(SPY)
    trainer = await met.trainer_page(windows[0])
    client = await met.client_in_the_lobby(windows[1])
    await met.let_in(trainer)
    await client.locator("#leave").wait_for()
    await music(trainer, client, song(tmp_path / "song.wav"))


@pytest.mark.long
async def test_music_comes_through_the_relay_as_it_is(server: Server, tmp_path: Path) -> None:
    async with classroom(server, "Bob Birch", "Cara Cole") as room:
        trainer = await room.trainer(script=SPY)
        client = await room.client("Bob", trainer, script=SPY)
        await sees(client, "Olga Owner")
        await music(trainer, client, song(tmp_path / "song.wav"))
        assert room.complaints.serious() == []
