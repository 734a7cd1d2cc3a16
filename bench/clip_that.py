"""How long a moment takes over a home's uplink, and what keeping the last seconds costs the call and the device."""

import asyncio
import time
from dataclasses import dataclass
from typing import Any

from playwright.async_api import Page

from bench.figure import Figure, Measured, percentile, say
from tests import chromium, filmed, namespace, stage
from tests.meeting import meeting, sees_the_other
from tests.namespace import Host

FIGURE = Figure(
    name="clip-that",
    what="The call's frames while 10 s of 720p go up beside it, 4 Mbit/s for all; client in a namespace behind tbf.",
    unit="frames/s",
    goal="preview <= 6 s, whole <= 25 s after the press; frames >= 80 % of the same call's without the ring",
    peer="the same call, nothing kept and nothing sent",
)
UPLINK_KBIT = 4000
SECONDS = 10
PRESSES = 3
CALM_S = 12.0  # of call, measured before and with the ring
SETTLE_S = 12.0  # the call finds its rate
GIVE_UP_S = 90
NOISE = 0.26  # nearly as many bits as the ring may use

# Counts what the client's camera sends; the connections are the page's own.
CONNECTIONS_JS = """
(() => {
  const Real = window.RTCPeerConnection;
  window.connections = [];
  window.RTCPeerConnection = class extends Real {
    constructor(...how) { super(...how); window.connections.push(this); }
  };
})();
"""
SENT_JS = """async () => {
  let frames = 0, bytes = 0, high = 0, rtt = 0, target = 0, why = "";
  for (const pc of window.connections) {
    if (pc.connectionState !== "connected") continue;
    const all = await pc.getStats();
    for (const one of all.values()) {
      if (one.type === "candidate-pair" && one.nominated) rtt = one.currentRoundTripTime ?? 0;
      if (one.type !== "outbound-rtp" || one.kind !== "video" || !one.framesSent) continue;
      frames += one.framesSent; bytes += one.bytesSent; high = Math.max(high, one.frameHeight ?? 0);
      target += one.targetBitrate ?? 0; why = one.qualityLimitationReason;
    }
  }
  return {at: performance.now(), frames, bytes, high, rtt, target, why};
}"""
MARKS_JS = """(clip) => performance.getEntriesByType("mark").filter(({ detail }) => detail?.clip === clip)
  .map(({ name, startTime, detail }) => [name, Math.round(startTime), detail])"""
PLAYS_JS = """async (url) => {
  const video = document.createElement("video");
  video.muted = true;
  video.src = url;
  await video.play();
  await new Promise((go) => video.requestVideoFrameCallback(go));
  video.src = "";
}"""


@dataclass(frozen=True, slots=True)
class Stretch:
    """A piece of the call."""

    frames_per_s: float
    least: float  # the worst two seconds
    cpu: float  # cores of the client's browser
    kbit: float  # of the call's picture
    high: int  # lines of the picture, at last
    rtt_ms: float  # the longest


@dataclass(frozen=True, slots=True)
class Press:
    """One moment from the press on."""

    preview_s: float
    whole_s: float
    call: Stretch  # meanwhile
    preview_bytes: int
    whole_bytes: int


async def run() -> Measured:
    """The call alone, with the ring, and with a moment on its way. Needs root, for the namespace."""
    if why := namespace.missing():
        raise RuntimeError(f"cannot narrow a network here: {why}")
    port = stage.free_port()
    with namespace.host() as far, far.program(chromium.program() or "chromium") as browser:
        far.narrow(UPLINK_KBIT)
        address = f"https://{far.here}:{port}"
        with stage.server(BIND=f"0.0.0.0:{port}", PUBLIC_URL=address, SELF_SIGNED="yes") as server:
            async with meeting(server, far=browser, flags=("--ignore-certificate-errors",)) as both:
                there, here = await both.trainer_context(), await both.client_context()
                for script in (CONNECTIONS_JS, filmed.SOCKET_JS):
                    await there.add_init_script(script)
                    await here.add_init_script(script)
                await here.add_init_script(filmed.camera(noise=NOISE))
                trainer = await both.trainer_page(there)
                client = await both.client_in_the_lobby(here)
                await both.let_in(trainer)
                await sees_the_other(trainer)
                await sees_the_other(client)
                await asyncio.sleep(SETTLE_S)
                alone = await _stretch(client, far, CALM_S)
                say(f"  alone: {alone}")
                await filmed.agree(both)
                await asyncio.sleep(SETTLE_S)
                kept = await _stretch(client, far, CALM_S)
                say(f"  with the ring: {kept}")
                peer = await filmed.client_peer(trainer)
                presses = [await _press(trainer, client, far, peer, f"moment-{count:04}") for count in range(PRESSES)]
                held = await _held(trainer, peer)
    return _measured(alone, kept, presses, held)


def _measured(alone: Stretch, kept: Stretch, presses: list[Press], held: dict[str, int]) -> Measured:
    previews, wholes = [one.preview_s for one in presses], [one.whole_s for one in presses]
    sending = [one.call for one in presses]
    worst = min(one.frames_per_s for one in sending)
    return Measured(
        value=sum(one.frames_per_s for one in sending) / len(sending),
        peer_value=alone.frames_per_s,
        ok=max(previews) <= 6 and max(wholes) <= 25 and worst >= 0.8 * alone.frames_per_s,
        detail={
            "preview_s": round(percentile(previews, 0.5), 2),
            "preview_worst_s": round(max(previews), 2),
            "whole_s": round(percentile(wholes, 0.5), 2),
            "whole_worst_s": round(max(wholes), 2),
            "frames_with_ring": round(kept.frames_per_s, 1),
            "frames_sending_worst": round(worst, 1),
            "frames_sending_worst_2s": round(min(one.least for one in sending), 1),
            "rtt_sending_ms": round(max(one.rtt_ms for one in sending)),
            "cores_alone": round(alone.cpu, 2),
            "cores_with_ring": round(kept.cpu, 2),
            "cores_sending": round(max(one.cpu for one in sending), 2),
            "held_mb": round(held["bytes"] / 1e6, 1),
            "held_s": round(held["held_ms"] / 1000, 1),
            "whole_mb": round(presses[-1].whole_bytes / 1e6, 2),
            "preview_mb": round(presses[-1].preview_bytes / 1e6, 2),
        },
    )


async def _press(trainer: Page, client: Page, far: Host, peer: str, clip: str) -> Press:
    """One press: seconds until the preview and until the whole play for the trainer, and the call meanwhile."""
    began = time.monotonic()
    body = {"id": clip * 2, "clip": clip, "peer": peer, "seconds": SECONDS}
    answer = await filmed.tell(trainer, "clip.take", body)
    if not answer["ok"]:
        raise RuntimeError(f"the press was refused: {answer}")
    done = asyncio.Event()
    watching = asyncio.create_task(_watch(client, far, done))
    try:
        preview, whole = await _comes(trainer, client, clip, began)
    finally:
        done.set()
        stretch = await watching
    told = await client.evaluate(MARKS_JS, clip)
    sizes = next(detail for name, _at, detail in told if name == "clip-cut")
    say(f"  {clip}: preview {preview:.1f} s, whole {whole:.1f} s, {told}, {stretch}")
    await asyncio.sleep(SETTLE_S)
    return Press(preview, whole, stretch, sizes["preview"], sizes["bytes"])


async def _comes(trainer: Page, client: Page, clip: str, began: float) -> tuple[float, float]:
    preview = whole = None
    while whole is None:
        if time.monotonic() - began > GIVE_UP_S:
            raise RuntimeError(f"nothing to play after {GIVE_UP_S} s: {await client.evaluate(MARKS_JS, clip)}")
        made = await filmed.moment(trainer, clip) or {}
        if made.get("state") in ("lost", "refused"):
            raise RuntimeError(f"the moment was {made['state']}: {made['why']}")
        if made.get("state") == "preview" and preview is None:
            await trainer.evaluate(PLAYS_JS, f"/clips/{made['clip']}/files/preview")
            preview = time.monotonic() - began
        if made.get("state") == "ready":
            await trainer.evaluate(PLAYS_JS, f"/clips/{made['clip']}/files/play")
            whole = time.monotonic() - began
        await asyncio.sleep(0.1)
    return preview if preview is not None else whole, whole


async def _stretch(client: Page, far: Host, seconds: float) -> Stretch:
    done = asyncio.Event()
    asyncio.get_running_loop().call_later(seconds, done.set)
    return await _watch(client, far, done)


async def _watch(client: Page, far: Host, done: asyncio.Event) -> Stretch:
    """Looks at the call twice a second until `done`."""
    looks: list[dict[str, Any]] = [await client.evaluate(SENT_JS)]
    cpu, began = far.cpu_s(), time.monotonic()
    while not done.is_set():
        await asyncio.sleep(0.5)
        looks.append(await client.evaluate(SENT_JS))
    cores = (far.cpu_s() - cpu) / (time.monotonic() - began)
    first, last = looks[0], looks[-1]
    lasted_s = (last["at"] - first["at"]) / 1000
    pairs = list(zip(looks, looks[4:], strict=False)) or [(first, last)]
    rates = [1000 * (after["frames"] - before["frames"]) / (after["at"] - before["at"]) for before, after in pairs]
    return Stretch(
        frames_per_s=(last["frames"] - first["frames"]) / lasted_s,
        least=min(rates),
        cpu=cores,
        kbit=(last["bytes"] - first["bytes"]) * 8 / 1000 / lasted_s,
        high=last["high"],
        rtt_ms=max(one["rtt"] for one in looks) * 1000,
    )


async def _held(trainer: Page, peer: str) -> dict[str, int]:
    """What the client's page says it holds, as its trainer is told."""
    buffer: dict[str, int] = await trainer.evaluate(
        """(peer) => new Promise((go) => window.pageSocket.on("media", (message) => {
          if (message.from === peer && message.buffer) go(message.buffer);
        }))""",
        peer,
    )
    return buffer
