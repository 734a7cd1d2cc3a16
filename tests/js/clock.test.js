/** The room's clock: the filter, a machine that sleeps, and what the eye sees. */

import assert from "node:assert/strict";
import test from "node:test";

import { createClock } from "../../static/js/lib/clock.js";

/** A machine whose wall clock is off by `wrong_ms` and whose server lives at true time. */
function machine({ wrong_ms = 0 } = {}) {
  const it = { true_ms: 1_700_000_000_000, mono_ms: 5000, wrong_ms };
  const clock = createClock({ monotonic: () => it.mono_ms, wall: () => it.true_ms + it.wrong_ms });
  const pass = (/** @type {number} */ ms) => {
    it.true_ms += ms;
    it.mono_ms += ms;
  };
  const ping = (/** @type {number} */ there_ms, /** @type {number} */ back_ms) => {
    const t0 = it.mono_ms;
    pass(there_ms);
    const t1 = it.true_ms;
    pass(back_ms);
    return clock.sample(t0, t1, it.mono_ms);
  };
  return { it, clock, pass, ping, error: () => clock.now() - it.true_ms };
}

/** Numbers that look random and are the same each time. */
function dice(/** @type {number} */ seed) {
  let state = seed;
  return () => {
    state = (state * 1664525 + 1013904223) % 2 ** 32;
    return state / 2 ** 32;
  };
}

test("a clock 14 minutes ahead is set right by one even ping", () => {
  const { ping, error } = machine({ wrong_ms: 14 * 60_000 });
  ping(20, 20);
  assert.ok(Math.abs(error()) < 0.001);
});

test("the quickest round trip counts, not the latest", () => {
  const { ping, error, pass } = machine();
  ping(2, 2);
  pass(1000);
  ping(180, 10);
  assert.ok(Math.abs(error()) < 0.001);
});

test("the quickest way there and the quickest way back count, from whichever pings", () => {
  const { ping, error } = machine({ wrong_ms: -14 * 60_000 });
  ping(1, 150);
  ping(190, 1);
  assert.ok(Math.abs(error()) < 0.01);
});

/** @type {(pings: number) => number} how far two clients under 0 to 200 ms of jitter each way are apart, at p95 */
function skewAfter(pings) {
  const errors = Array.from({ length: 400 }, (_, at) => {
    const random = dice(at + 1);
    const { ping, error, pass } = machine({ wrong_ms: (random() - 0.5) * 28 * 60_000 });
    for (let i = 0; i < pings; i += 1) {
      ping(random() * 200, random() * 200);
      pass(800);
    }
    return error();
  });
  const skews = errors.slice(1).map((one, at) => Math.abs(one - /** @type {number} */ (errors[at])));
  return /** @type {number} */ (skews.sort((a, b) => a - b)[Math.floor(skews.length * 0.95)]);
}

test("under 0 to 200 ms of jitter each way, two clients are 80 ms apart at most after joining, and 20 ms after five minutes, at p95", () => {
  const [joined, later] = [skewAfter(8), skewAfter(300)];
  assert.ok(joined <= 80, `${joined} ms`);
  assert.ok(later <= 20, `${later} ms`);
});

test("two crystals that drift apart stay together", () => {
  const { it, ping, error, pass } = machine();
  let worst_ms = 0;
  for (let second = 0; second < 20 * 60; second += 1) {
    ping(5, 5);
    pass(980);
    it.mono_ms += 0.03; // 30 parts in a million
    if (second > 1) worst_ms = Math.max(worst_ms, Math.abs(error()));
  }
  assert.ok(worst_ms <= 6, `${worst_ms} ms`);
});

test("a wall clock that somebody changes moves nothing", () => {
  const { it, ping, clock, error, pass } = machine();
  ping(5, 5);
  it.wrong_ms = 3_600_000;
  pass(1000);
  assert.ok(Math.abs(error()) < 0.001);
  assert.equal(clock.slept(), true); // looks like sleep: a burst of pings does no harm
});

test("after sleep the old samples are forgotten and the first ping sets it right", () => {
  const { it, ping, clock, error, pass } = machine();
  ping(1, 1);
  it.true_ms += 600_000; // the monotonic time stood still
  assert.equal(clock.slept(), true);
  pass(100);
  ping(40, 40);
  assert.ok(Math.abs(error()) < 0.001);
  assert.equal(clock.slept(), false);
});

test("a nap too short to be noticed is found out by what cannot be true", () => {
  const { it, ping, error, pass } = machine();
  for (let i = 0; i < 20; i += 1) {
    ping(3, 3);
    pass(1000);
  }
  it.true_ms += 200; // the monotonic time stood still
  ping(3, 3);
  assert.ok(Math.abs(error()) < 0.01, `${error()} ms`);
});

test("shown time never steps back by less than a second, and does by more", () => {
  const { it, clock, pass, ping } = machine();
  ping(300, 0); // errs by 150 ms into the past... or the future
  const before = clock.shown();
  pass(10);
  ping(1, 1);
  assert.ok(clock.shown() >= before);
  const late = clock.shown();
  it.true_ms -= 5000;
  pass(2000);
  ping(0, 0);
  clock.sample(it.mono_ms, it.true_ms, it.mono_ms);
  assert.ok(clock.shown() < late);
});

test("a seed serves until the first ping, and not after it", () => {
  const { it, clock, ping } = machine({ wrong_ms: -900_000 });
  clock.seed(it.true_ms);
  assert.ok(Math.abs(clock.now() - it.true_ms) < 0.001);
  assert.equal(clock.doubt_ms(), Infinity);
  ping(3, 3);
  clock.seed(it.true_ms + 99_999);
  assert.ok(Math.abs(clock.now() - it.true_ms) < 0.001);
  assert.ok(clock.doubt_ms() <= 3.001);
});
