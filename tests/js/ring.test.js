/** The last seconds of a camera: where a recording is cut, what is held and for how long, and when it is too much. */

import assert from "node:assert/strict";
import { afterEach, beforeEach, mock, test } from "node:test";

import { readCall, watchLoad } from "../../static/js/capture/call.js";
import { nextPart } from "../../static/js/capture/container.js";
import { openPair } from "../../static/js/capture/pair.js";
import { openReel } from "../../static/js/capture/reel.js";
import { openRing } from "../../static/js/capture/ring.js";
import { signal } from "../../static/js/lib/state.js";

globalThis.MediaStream ??= /** @type {any} */ (class {});

const settle = async () => {
  for (let i = 0; i < 6; i += 1) await new Promise((go) => setImmediate(go));
};

/** @param {number} size @param {number} fill */
const cluster = (size, fill) => [0x1f, 0x43, 0xb6, 0x75, 0x01, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xe7, ...Array(size).fill(fill)];
const HEAD = [0x1a, 0x45, 0xdf, 0xa3, ...Array(20).fill(9)];

/** A recorder that makes a cluster of twenty bytes for each slice, with the slice's number in them. */
class PaperRecorder {
  static made = /** @type {PaperRecorder[]} */ ([]);
  state = "inactive";
  mimeType = "video/webm";
  count = 0;
  /** @type {any} */
  ondataavailable = null;
  /** @param {any} _stream @param {any} how */
  constructor(_stream, how) {
    this.keys = how.videoKeyFrameIntervalDuration; // a browser that knows it reads it
    this.bits = how.videoBitsPerSecond;
    PaperRecorder.made.push(this);
  }
  /** @param {number} slice_ms */
  start(slice_ms) {
    this.state = "recording";
    this.timer = setInterval(() => this.give(), slice_ms);
  }
  give() {
    this.count += 1;
    const bytes = cluster(20, this.count % 200);
    this.ondataavailable?.({ data: new Blob([Uint8Array.from(this.count === 1 ? [...HEAD, ...bytes] : bytes)]) });
  }
  requestData() {
    this.give();
  }
  stop() {
    this.state = "inactive";
    clearInterval(this.timer);
  }
}

let now_ms = 0;
beforeEach(() => {
  now_ms = 0;
  PaperRecorder.made = [];
  mock.timers.enable({ apis: ["setTimeout", "setInterval"] });
});
afterEach(() => mock.timers.reset());

/** @param {number} ms */
async function pass(ms) {
  for (let gone = 0; gone < ms; gone += 500) {
    now_ms += 500;
    mock.timers.tick(500);
    await settle();
  }
}

const make = (/** @type {any} */ stream, /** @type {any} */ how) => /** @type {any} */ (new PaperRecorder(stream, how));
const reel = (/** @type {any} */ more = {}) => openReel({ tracks: [], type: "video/webm", bits: 1, now_ms: () => now_ms, make, ...more });

/** @param {Blob} blob @returns {Promise<number[]>} the numbers of the slices in it */
async function slices(blob) {
  const bytes = new Uint8Array(await blob.arrayBuffer());
  const found = [];
  for (let at = nextPart(bytes); at !== null; at = nextPart(bytes, at + 1)) found.push(Number(bytes[at + 20]));
  return found;
}

test("a part begins at a cluster or a fragment, and not at bytes that only look like one", () => {
  const fake = [0x1f, 0x43, 0xb6, 0x75, 0x01, 0, 0, 0, 0, 0, 0, 0, 0xec];
  assert.equal(nextPart(Uint8Array.from([...HEAD, ...fake, ...cluster(9, 1)])), HEAD.length + fake.length);
  const moof = [0, 0, 0, 99, 0x6d, 0x6f, 0x6f, 0x66, 0, 0, 0, 16, 0x6d, 0x66, 0x68, 0x64, 0];
  assert.equal(nextPart(Uint8Array.from([1, 2, 3, ...moof])), 3);
  assert.equal(nextPart(Uint8Array.from(HEAD)), null);
});

test("thirty-five seconds are held and no more; a moment is the header and the chunks it lies in", async () => {
  const it = reel();
  await pass(60_000);
  assert.deepEqual(it.held(), { ms: 35_500, bytes: 71 * 33 });
  const press = now_ms;
  const cutting = it.cut(press, 10_000);
  await settle();
  const cut = await cutting;
  assert.ok(cut);
  assert.equal(cut.head_bytes, HEAD.length);
  assert.equal(cut.keep_ms, 10_000);
  const numbers = await slices(cut.blob);
  assert.equal(numbers.at(-1), 121); // what it held back was asked for
  assert.ok(numbers.length >= 22 && numbers.length <= 25, String(numbers));
  it.close();
  assert.deepEqual(it.held(), { ms: 0, bytes: 0 });
  assert.equal(await it.cut(press, 10_000), null);
});

test("a press heard late is cut where it was pressed", async () => {
  const it = reel();
  await pass(30_000);
  const press = now_ms;
  await pass(4000);
  const cutting = it.cut(press, 10_000);
  await settle();
  const cut = await cutting;
  assert.ok(cut);
  assert.equal(cut.keep_ms, 10_000);
  assert.ok(cut.drop_end_ms <= 500, String(cut.drop_end_ms));
  assert.equal((await slices(cut.blob)).at(-1), 61);
});

test("a recorder whose bytes have no place to begin is given up, and little of it is held", async () => {
  const it = reel({ make: (/** @type {any} */ stream, /** @type {any} */ how) => Object.assign(make(stream, how), { give() {
    this.ondataavailable({ data: new Blob([new Uint8Array(1000)]) });
  } }) });
  await pass(20_000);
  assert.equal(it.isUnfit(), true);
  assert.equal(PaperRecorder.made.at(-1)?.state, "inactive");
  assert.deepEqual(it.held(), { ms: 0, bytes: 0 });
});

test("of two recorders in alternation one always reaches back far enough, and neither grows without end", async () => {
  const it = openPair(() => reel({ keepsAll: true }), 15_000, () => now_ms);
  for (let round = 0; round < 12; round += 1) {
    await pass(7000);
    if (round < 3) continue;
    const cutting = it.cut(now_ms, 15_000);
    await settle();
    const cut = await cutting;
    assert.equal(cut?.keep_ms, 15_000, `round ${round}`);
    assert.equal((await slices(/** @type {Blob} */ (cut?.blob)))[0], 1, "a whole file from its beginning");
    assert.ok(it.held().bytes < 110 * 33);
  }
  it.close();
  assert.ok(PaperRecorder.made.every(({ state }) => state === "inactive"));
});

/** A ring on a camera that is there, with consent and switches in the test's hand. */
function ring() {
  const agrees = signal(true);
  const splices = signal(true);
  const gear = signal(/** @type {any} */ ({ camera: true }));
  const camera = { id: "cam", getSettings: () => ({ width: 320, height: 180 }) };
  /** @type {((lane: any) => void)[]} */
  const listeners = [];
  const it = openRing({
    devices: /** @type {any} */ ({ gear, track: (/** @type {string} */ lane) => (lane === "camera" ? camera : null) }),
    onLane: (listener) => {
      listeners.push(listener);
      return () => {};
    },
    agrees,
    splices,
    seconds: 30,
    type: "video/webm",
    now_ms: () => now_ms,
    open: (options) => openReel({ ...options, make }),
  });
  return { it, agrees, splices, gear, listeners, running: () => PaperRecorder.made.filter(({ state }) => state === "recording").length };
}

test("it records only under consent; a withdrawal wipes at once, and a new yes begins from nothing", async () => {
  const { it, agrees, running } = ring();
  await pass(5000);
  assert.equal(it.state.peek().on, true);
  assert.ok(it.state.peek().bytes > 0);
  agrees.value = false;
  assert.deepEqual(it.state.peek(), { on: false, held_ms: 0, bytes: 0, why: "no-consent" });
  assert.equal(running(), 0);
  assert.deepEqual(await it.cut(now_ms, 5000), { whole: null, preview: null });
  agrees.value = true;
  assert.equal(running(), 1);
  assert.equal(it.state.peek().held_ms, 0);
  it.close();
  assert.equal(running(), 0);
});

test("with the camera off it rests: what was held can still be cut, until it is too old", async () => {
  const { it, gear, running } = ring();
  await pass(10_000);
  const press = now_ms;
  gear.value = { camera: false };
  assert.equal(it.state.peek().why, "camera-off");
  assert.equal(running(), 0);
  await pass(2000);
  const { whole } = await it.cut(press, 5000);
  assert.equal(whole?.keep_ms, 5000);
  await pass(40_000);
  assert.equal(it.state.peek().bytes, 0);
  it.close();
});

test("a call that loses frames lowers it, then ends it with a word", async () => {
  const { it, running } = ring();
  const bad = { frames_per_s: 15, source_per_s: 30, sending_bps: 0, available_bps: null, rtt_ms: 0, loss: 0, isNarrow: false };
  const first = PaperRecorder.made.at(-1)?.bits ?? 0;
  for (let i = 0; i < 8; i += 1) it.feel(bad);
  assert.equal(running(), 1);
  assert.ok((PaperRecorder.made.at(-1)?.bits ?? 0) < first);
  for (let i = 0; i < 8; i += 1) it.feel(bad);
  assert.equal(running(), 0);
  await pass(1000);
  assert.equal(it.state.peek().why, "too-heavy");
  it.close();
});

test("a narrow network is not a heavy load, and one bad second is none", () => {
  const heavy = watchLoad();
  const bad = { frames_per_s: 15, source_per_s: 30, sending_bps: 0, available_bps: null, rtt_ms: 0, loss: 0, isNarrow: false };
  for (let i = 0; i < 50; i += 1) assert.equal(heavy({ ...bad, isNarrow: true }), false);
  for (let i = 0; i < 50; i += 1) assert.equal(heavy(i % 4 ? bad : { ...bad, frames_per_s: 29 }), false);
});

test("the camera's numbers are read and the screen's are not; of two connections what is worse", () => {
  const report = (/** @type {number} */ fps) =>
    new Map(
      Object.entries({
        a: { type: "media-source", trackIdentifier: "cam", framesPerSecond: 30 },
        b: { type: "media-source", trackIdentifier: "screen", framesPerSecond: 5 },
        c: { type: "outbound-rtp", kind: "video", active: true, mediaSourceId: "a", framesPerSecond: fps, targetBitrate: 1e6, remoteId: "r" },
        d: { type: "outbound-rtp", kind: "video", active: true, mediaSourceId: "b", framesPerSecond: 5 },
        r: { fractionLost: 0.01 },
        p: { type: "candidate-pair", nominated: true, state: "succeeded", currentRoundTripTime: 0.05, availableOutgoingBitrate: 3e6 },
      }),
    );
  const call = readCall(/** @type {any} */ ([report(30), report(24)]), "cam");
  assert.deepEqual(call, { frames_per_s: 24, source_per_s: 30, sending_bps: 2e6, available_bps: 3e6, rtt_ms: 50, loss: 0.01, isNarrow: false });
  assert.equal(readCall([], "cam"), null);
});

