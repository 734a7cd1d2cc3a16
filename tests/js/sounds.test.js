/** What is heard, said and felt of a timer, when, and that it stays even when clocks are not. */

import assert from "node:assert/strict";
import test from "node:test";

import { createAudioTime } from "../../static/js/live/audio-time.js";
import { build, formatOf } from "../../static/js/live/plans/formats.js";
import { beatsBetween, soundsBetween } from "../../static/js/live/sounds.js";
import { wordsBetween } from "../../static/js/live/spoken.js";

const T0 = 1_700_000_000_000;

/** @type {(format: string, fields?: object, change?: object) => import("../../static/js/live/types.d.ts").Timer} */
const timer = (format, fields = {}, change = {}) => ({
  id: "t", rev: 1, title: "T", plan: build({ .../** @type {any} */ (formatOf({ format })).usual, lead_s: 0, ...fields }),
  state: "running", at_ms: T0, elapsed_ms: 0, to: "everyone", counts: "", tallies: {}, ...change,
}); // prettier-ignore
const since = (/** @type {{at_ms: number}} */ { at_ms }) => Math.round((at_ms - T0) * 1000) / 1000;

test("96 beats a minute are 625 ms apart, from the first moment of the interval to the last, and none after it", () => {
  const steps = timer("metronome", { duration_s: 180, recover_s: 60 });
  const beats = beatsBetween(steps, null, T0, T0 + 1e9);
  assert.equal(beats.length, 288);
  assert.deepEqual(beats.slice(0, 3).map(since), [0, 625, 1250]);
  assert.equal(since(/** @type {any} */ (beats.at(-1))), 179_375);
  assert.ok(beats.every(({ tone }) => tone === "beat"));
  assert.equal(new Set(beats.map(({ key }) => key)).size, 288);
});

test("the same beats come whenever one asks, so that every device has the same", () => {
  const steps = timer("metronome", { bpm: 133, lead_s: 10 });
  const all = beatsBetween(steps, null, T0, T0 + 60_000);
  /** @type {typeof all} */
  const pieces = [];
  for (let at = 0; at < 60_000; at += 777) pieces.push(...beatsBetween(steps, null, T0 + at, T0 + Math.min(60_000, at + 777)));
  assert.deepEqual(pieces, all);
  assert.deepEqual(beatsBetween(steps, null, T0, T0 + 10_000), []);
});

test("a pause silences the beats at its moment and resuming continues the count", () => {
  const before = timer("metronome", { bpm: 60, duration_s: 60 });
  const paused = { ...before, rev: 2, state: /** @type {const} */ ("paused"), at_ms: T0 + 2500, elapsed_ms: 2500 };
  assert.deepEqual(beatsBetween(paused, before, T0, T0 + 9000).map(since), [0, 1000, 2000]);
  const resumed = { ...before, rev: 3, at_ms: T0 + 10_000, elapsed_ms: 2500 };
  assert.deepEqual(beatsBetween(resumed, paused, T0 + 9000, T0 + 12_000).map(since), [10_500, 11_500]);
});

test("a tempo of 300 for four hours is planned in no time", () => {
  const long = timer("metronome", { bpm: 300, duration_s: 4 * 3600 });
  const began = performance.now();
  assert.equal(beatsBetween(long, null, T0 + 7_200_000, T0 + 7_205_000).length, 25);
  assert.ok(performance.now() - began < 50);
});

test("the last round is announced by a tone of its own, and in words", () => {
  const two = timer("tabata", { rounds: 2 });
  assert.deepEqual(soundsBetween(two, null, T0, T0 + 99_000).filter(({ tone }) => tone === "last").map(since), [30_000]);
  assert.deepEqual(wordsBetween(two, null, T0, T0 + 99_000).map((one) => `${since(one) / 1000} ${one.words}`), ["0 Work", "20 Rest", "30 Last round. Work", "50 Done"]);
  assert.ok(!soundsBetween(timer("amrap"), null, T0, T0 + 1e9).some(({ tone }) => tone === "last"));
});

test("what is said is what the trainer wrote, or the name, with its side", () => {
  const words = (/** @type {any} */ of) => wordsBetween(of, null, T0, T0 + 65_000).map((one) => one.words);
  assert.deepEqual(words(timer("every", { labels: ["10 swings"], rounds: 3 })), ["10 swings", "10 swings"]);
  assert.deepEqual(words(timer("sides", { name: "Lunge", rounds: 1 })), ["Lunge, left", "Change sides", "Lunge, right"]);
  const quick = [{ name: "Up", kind: "work", duration_s: 2 }, { name: "Hold", kind: "hold", duration_s: 5, side: "left" }];
  assert.deepEqual(words(timer("list", { intervals: quick })), ["Hold, left", "Done"]);
});

test("what counts up has no half", () => {
  assert.ok(!soundsBetween(timer("for-time"), null, T0, T0 + 1e9).some(({ tone }) => tone === "half"));
});

test("readings that shake by some milliseconds leave beats even, and a drift is followed", () => {
  let now_ms = 0;
  let drift_ms = 0;
  let shake = 0;
  const time = createAudioTime(() => ({ context_s: (now_ms + drift_ms + (shake = (shake * 7 + 3) % 11) - 5) / 1000, monotonic_ms: now_ms }));
  const errors = [];
  for (; now_ms < 300_000; now_ms += 1000) {
    drift_ms = now_ms * 1e-4; // 100 parts in a million
    time.look();
    if (now_ms > 5000) errors.push(time.at(now_ms) * 1000 - now_ms - drift_ms);
  }
  assert.ok(Math.max(...errors.map(Math.abs)) <= 5, `${Math.max(...errors.map(Math.abs))} ms`);
  const steps = errors.slice(1).map((one, at) => Math.abs(one - /** @type {number} */ (errors[at])));
  assert.ok(steps.filter((step) => step > 1).length < 20, "it moves seldom");
});

test("another output device is believed at once", () => {
  let gap_ms = 5000;
  const time = createAudioTime(() => ({ context_s: (1000 + gap_ms) / 1000, monotonic_ms: 1000 }));
  assert.equal(time.at(2000), 7);
  gap_ms = 200;
  time.look();
  assert.equal(time.at(2000), 2.2);
});
