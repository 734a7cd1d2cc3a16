"""How evenly a metronome sounds while the page that plays it is held up again and again."""

import asyncio
import statistics

from playwright.async_api import Page

from bench.figure import Figure, Measured, percentile, say
from tests import stage
from tests.meeting import meeting

FIGURE = Figure(
    name="metronome-jitter",
    what="How far recorded beats lie from an even 96 a minute, the page's main thread blocked for 500 ms every 1.7 s.",
    unit="ms (max)",
    goal="max <= 5",
)
SECONDS = 60
BPM = 96
BLOCKED_MS = 500
EVERY_S = 1.7

# Whatever reaches an audio output is also heard by a worklet that notes at which sample a click begins.
LISTEN = """(() => {
  const ear = `registerProcessor("ear", class extends AudioWorkletProcessor {
    quiet = 0;
    process([input]) {
      const samples = input[0];
      if (!samples) { this.quiet += 128; return true; }
      for (let at = 0; at < samples.length; at += 1) {
        if (Math.abs(samples[at]) < 0.02) { this.quiet += 1; continue; }
        if (this.quiet > sampleRate * 0.1) this.port.postMessage((currentFrame + at) / sampleRate);
        this.quiet = 0;
      }
      return true;
    }
  });`;
  window.onsets = [];
  const ears = new WeakMap();
  const connect = AudioNode.prototype.connect;
  AudioNode.prototype.connect = function (to, ...more) {
    if (to instanceof AudioDestinationNode && !ears.has(to)) {
      const { context } = this;
      const module = URL.createObjectURL(new Blob([ear], { type: "text/javascript" }));
      ears.set(to, context.audioWorklet.addModule(module).then(() => {
        const node = new AudioWorkletNode(context, "ear");
        node.port.onmessage = ({ data }) => window.onsets.push(data);
        connect.call(this, node);
        connect.call(node, to);
        window.hears = true;
      }));
    }
    return connect.call(this, to, ...more);
  };
})()"""
BLOCK = "(ms) => { const until = performance.now() + ms; while (performance.now() < until); }"


async def run() -> Measured:
    """Starts a metronome in a real room and listens to what the client's page sends to its loudspeaker."""
    with stage.server() as server:
        async with meeting(server) as both:
            context = await both.client_context(bypass_csp=True)
            await context.add_init_script(LISTEN)
            trainer = await both.trainer_page()
            client = await both.client_in_the_lobby(context)
            await both.let_in(trainer)
            await client.locator("#standing").wait_for()
            await client.locator("#camera").click()  # two cores that encode pictures measure themselves
            await trainer.locator("#camera").click()
            await client.wait_for_function("() => window.hears")
            beats = await _listen(trainer, client)
    errors = _errors(beats)
    worst = max(errors, default=float("inf"))
    return Measured(
        value=worst,
        ok=worst <= 5 and len(beats) >= SECONDS * BPM / 60 - 2,
        detail={
            "p50": round(percentile(errors, 0.5), 3),
            "p95": round(percentile(errors, 0.95), 3),
            "beats": len(beats),
            "expected": round(SECONDS * BPM / 60),
        },
    )


async def _listen(trainer: Page, client: Page) -> list[float]:
    """Seconds, by the audio clock, at which beats began. Both count-in and end are left out."""
    await trainer.keyboard.press("t")
    await trainer.get_by_role("group", name="Kinds of timers").get_by_role("button", name="Metronome").click()
    form = trainer.get_by_role("form", name="Metronome")
    await form.locator("#recipe-lead_s").fill("0:03")
    await form.locator("#recipe-duration_s").fill(str(SECONDS + 10))
    await form.get_by_role("button", name="Start").click()
    await asyncio.sleep(3)
    before = await client.evaluate("() => window.onsets.length")
    for count in range(int(SECONDS / EVERY_S)):
        await client.evaluate(BLOCK, BLOCKED_MS)
        await asyncio.sleep(EVERY_S - BLOCKED_MS / 1000)
        if count % 10 == 9:
            say(f"  {round(count * EVERY_S)} of {SECONDS} s")
    heard: list[float] = await client.evaluate("() => window.onsets")
    return heard[before:]


def _errors(beats: list[float]) -> list[float]:
    """How far, in milliseconds, each beat lies from the even row that fits them best."""
    beat_s = 60 / BPM
    rest = [at - round((at - beats[0]) / beat_s) * beat_s for at in beats]
    middle = statistics.median(rest)
    return [abs(one - middle) * 1000 for one in rest]
