/** A moment on its way: how fast it is sent, in which order, and what becomes of it. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { openMoments } from "../../static/js/capture/moment.js";
import { createPace, firstRate, nextRate } from "../../static/js/capture/pace.js";
import { asksWhetherItSplices } from "../../static/js/capture/selftest.js";
import { signal } from "../../static/js/lib/state.js";

const settle = async () => {
  for (let i = 0; i < 6; i += 1) await new Promise((go) => setImmediate(go));
};

const calm = { frames_per_s: 30, source_per_s: 30, sending_bps: 1e6, available_bps: 5e6, rtt_ms: 40, loss: 0, isNarrow: false };

test("the rate rises while the call is as it was, falls when it suffers, and never to nothing", () => {
  assert.equal(firstRate(calm), 3e6);
  assert.ok(nextRate(1e6, calm, calm) > 1e6);
  assert.ok(nextRate(1e6, { ...calm, frames_per_s: 24, rtt_ms: 140 }, calm) < 1e6);
  assert.equal(nextRate(1e6, { ...calm, frames_per_s: 20 }, calm), 1e6, "frames are missing, and not for our sake");
  assert.ok(nextRate(1e6, { ...calm, rtt_ms: 400 }, calm) < 1e6);
  assert.equal(nextRate(1e6, { ...calm, rtt_ms: 200 }, calm), 1e6);
  let rate = 1e6;
  for (let i = 0; i < 50; i += 1) rate = nextRate(rate, { ...calm, loss: 0.5 }, calm);
  assert.ok(rate > 50_000);
  assert.ok(nextRate(2e6, { ...calm, available_bps: 2.5e5 }, calm) < 2e6, "the browser believes the call is being squeezed out");
  assert.ok(nextRate(5e6, null, calm) <= 1e6, "a call that is away needs room to come back");
});

test("pieces come no faster than the rate", async () => {
  let now_ms = 0;
  const pace = createPace({ look: async () => ({ ...calm, available_bps: null }), now_ms: () => now_ms, sleep: async (ms) => void (now_ms += ms) });
  await pace.begin();
  let bytes = 0;
  while (bytes < 500_000) bytes += await pace.next(500_000 - bytes);
  pace.end();
  assert.ok(now_ms > 3700 && now_ms < 4300, `${bytes} bytes at 1 Mbit/s took ${now_ms} ms`);
});

/** Moments on a ring that gives what the test lays out, with uploads that end as it says. */
function moments(/** @type {any} */ more = {}, large = 500_000) {
  /** @type {any[]} */
  const sent = [];
  /** @type {any[]} */
  const shown = [];
  /** @type {any[]} */
  const lost = [];
  const cut = { blob: new Blob([new Uint8Array(large)]), head_bytes: 3, keep_ms: 10_000, drop_end_ms: 80, type: "video/webm;codecs=vp8" };
  const tab = new Map();
  const it = openMoments({
    ring: /** @type {any} */ ({ state: signal({ why: "" }), cut: async () => ({ whole: cut, preview: { ...cut, blob: new Blob(["small"]), keep_ms: 9000 } }) }),
    endpoint: "/c/x/uploads",
    session: "s1",
    agrees: () => true,
    clock: { now: () => 1_000_000, monotonic: () => 500 },
    lost: (clip, why) => void lost.push([clip, why]),
    pace: /** @type {any} */ ({ begin: async () => {}, end: () => {}, rate_bps: () => 1 }),
    memory: { get: (name) => tab.get(name) ?? null, set: (name, value) => void tab.set(name, value) },
    send: /** @type {any} */ (
      ({ metadata, headers }) => {
        sent.push(metadata);
        shown.push(headers);
        const end = { phase: "done", percent: 100, error: null };
        return { state: signal(end), done: Promise.resolve(end), close() {}, cancel: async () => {} };
      }
    ),
    ...more,
  });
  return { it, sent, shown, lost, tab };
}
const wanted = /** @type {any} */ ({ id: "m1", peer: "p", at_ms: 999_900, seconds: 10, state: "wanted" });

test("the small version goes first, then the whole; each says how it was cut", async () => {
  const { it, sent, lost } = moments();
  it.take(wanted);
  it.take(wanted);
  it.take({ ...wanted, id: "m2" });
  await settle();
  await settle();
  assert.deepEqual(lost, []);
  const order = sent.map(({ moment, part }) => `${moment} ${part}`);
  assert.deepEqual(order.toSorted(), ["m1 preview", "m1 whole", "m2 preview", "m2 whole"]);
  assert.ok(order.indexOf("m2 preview") < order.indexOf("m2 whole"));
  const whole = sent.find(({ moment, part }) => moment === "m1" && part === "whole");
  assert.deepEqual(
    [whole.source, whole.session, whole.head_bytes, whole.keep_ms, whole.drop_end_ms, whole.captured_at, whole.filetype],
    ["moment", "s1", "3", "10000", "80", "989900", "video/webm;codecs=vp8"],
  );
});

test("a device without a cookie shows its seat with every request", async () => {
  const { it, shown } = moments({ headers: { "Spotter-Seat": "secret" } });
  it.take(wanted);
  await settle();
  await settle();
  assert.deepEqual(shown, [{ "Spotter-Seat": "secret" }, { "Spotter-Seat": "secret" }]);
});

test("where the whole is small, it goes alone", async () => {
  const { it, sent } = moments({}, 300_000);
  it.take(wanted);
  await settle();
  assert.deepEqual(sent.map(({ part }) => part), ["whole"]);
});

test("what cannot be sent is said with a reason, each once", async () => {
  const cases = /** @type {const} */ ([
    [{ agrees: () => false }, {}, "no-consent"],
    [{ endpoint: null }, {}, "unsupported"],
    [{ ring: null }, {}, "unsupported"],
    [{ ring: { state: signal({ why: "" }), cut: async () => ({ whole: null, preview: null }) } }, {}, "nothing-kept"],
    [{}, { at_ms: 900_000 }, "nothing-kept"],
    [{}, { state: "sending" }, "upload-failed"],
  ]);
  for (const [world, change, why] of cases) {
    const { it, lost } = moments(world);
    it.take({ ...wanted, ...change });
    it.take({ ...wanted, ...change });
    await settle();
    assert.deepEqual(lost, [["m1", why]]);
  }
});

test("a page that comes back says nothing of what it had sent whole, or what has ended", async () => {
  const { it, lost, tab } = moments();
  tab.set("clip.sent.m1", true);
  it.take({ ...wanted, state: "sending" });
  it.take({ ...wanted, id: "m3", state: "ready" });
  await settle();
  assert.deepEqual(lost, []);
});

test("a refusal of the server loses the moment; one it has already does not", async () => {
  for (const [error, expected] of [["no-consent", [["m1", "no-consent"]]], ["clip-quota", [["m1", "upload-failed"]]], ["already-sent", []]]) {
    const end = { phase: "failed", percent: 0, error: { error, message: "" } };
    const { it, lost } = moments({ send: () => ({ state: signal(end), done: Promise.resolve(end), close() {}, cancel: async () => {} }) });
    it.take(wanted);
    await settle();
    await settle();
    assert.deepEqual(lost, expected);
  }
});

test("a withdrawal stops what is being sent and drops what waits", async () => {
  let cancelled = 0;
  /** @type {(end: any) => void} */
  let finish = () => {};
  const done = new Promise((go) => void (finish = go));
  const upload = { state: signal({ percent: 1 }), done, close() {}, cancel: async () => (cancelled += 1, finish({ phase: "cancelled", error: null })) };
  const { it, lost } = moments({ send: () => upload });
  it.take(wanted);
  await settle();
  assert.ok(it.bytes() > 0);
  it.wipe();
  await settle();
  assert.equal(cancelled, 1);
  assert.deepEqual(lost, [["m1", "no-consent"]]);
  assert.equal(it.bytes(), 0);
});

test("the self-test takes a clear answer and nothing else", async () => {
  const cut = { blob: new Blob(["abc"]), head_bytes: 2, keep_ms: 1000, drop_end_ms: 0, type: "video/webm" };
  const asks = (/** @type {any} */ answer) => asksWhetherItSplices({ url: "/x", cut, send: async () => answer });
  assert.equal(await asks({ ok: true, splices: true }), true);
  assert.equal(await asks({ ok: true, splices: false }), false);
  assert.equal(await asks({ error: "clips-off" }), null);
  assert.equal(await asksWhetherItSplices({ url: "/x", cut, send: async () => Promise.reject(new Error()) }), null);
  const large = { ...cut, blob: new Blob([new Uint8Array(300_000)]) };
  assert.equal(await asksWhetherItSplices({ url: "/x", cut: large, send: async () => ({ splices: true }) }), null);
});
