/** What a timer shows at a moment, when that changes, and what is heard. */

import assert from "node:assert/strict";
import test from "node:test";

import { build } from "../../static/js/live/plans/formats.js";
import { tabata } from "../../static/js/live/plans/tabata.js";
import { soundsBetween } from "../../static/js/live/sounds.js";
import { clockText, currentTimer, elapsed, face, overAt, shownTimer, trainersTimer, untilChange } from "../../static/js/live/timers.js";

const T0 = 1_700_000_000_000;
const plan = build({ ...tabata.usual, rounds: 2 });

/** @returns {import("../../static/js/live/types.d.ts").Timer} */
const timer = (change = {}) => ({ id: "t", rev: 1, title: "Tabata", plan, state: "running", at_ms: T0, elapsed_ms: 0, to: "everyone", counts: "", tallies: {}, ...change });

test("seconds are counted down so that 0:00 means nothing is left", () => {
  assert.deepEqual([20_000, 19_999, 19_000, 1, 0, 61_000, 3_723_000].map(clockText), ["0:20", "0:20", "0:19", "0:01", "0:00", "1:01", "1:02:03"]);
});

test("before its moment a timer shows what it will begin with", () => {
  const shown = face(timer(), T0 - 400);
  assert.deepEqual([shown.text, shown.index, shown.state], ["0:10", 0, "running"]);
});

test("interval follows interval, and the end is done by itself", () => {
  assert.deepEqual([0, 10_000, 29_999, 30_000, 40_000, 59_999, 60_000, 99_000].map((ms) => face(timer(), T0 + ms)).map(({ index, text, state }) => `${index} ${text} ${state}`), [
    "0 0:10 running", "1 0:20 running", "1 0:01 running", "2 0:10 running", "3 0:20 running", "3 0:01 running", "3 0:00 done", "3 0:00 done",
  ]); // prettier-ignore
});

test("the revision before counts until the latest one does", () => {
  const before = timer();
  const paused = timer({ rev: 2, state: "paused", at_ms: T0 + 12_300, elapsed_ms: 12_300 });
  assert.equal(face(paused, T0 + 12_000, before).state, "running");
  assert.equal(face(paused, T0 + 12_000, before).left_ms, 18_000);
  assert.deepEqual([face(paused, T0 + 12_300, before).state, face(paused, T0 + 99_000, before).left_ms], ["paused", 17_700]);
});

test("a long run has no drift: what is shown depends on the clock alone", () => {
  const long = timer({ plan: build({ ...tabata.usual, lead_s: 0, work_s: 60, rest_s: 0, rounds: 20 }) });
  assert.equal(face(long, T0 + 20 * 60_000 - 1).left_ms, 1);
  assert.equal(elapsed(long, T0 + 30 * 60_000), 20 * 60_000);
});

test("the wait until the next change ends exactly at it", () => {
  let now_ms = T0 - 250;
  /** @type {string[]} */
  const texts = [];
  for (let i = 0; i < 70; i += 1) {
    texts.push(face(timer(), now_ms).text);
    const wait_ms = untilChange(timer(), now_ms);
    if (wait_ms === null) break;
    assert.ok(wait_ms > 0 && wait_ms <= 1250);
    now_ms += wait_ms;
  }
  assert.equal(now_ms, T0 + 60_000);
  assert.equal(texts.length, 61);
  assert.deepEqual(texts.slice(0, 3), ["0:10", "0:09", "0:08"]);
});

test("a pause ends a running face at its moment, a resume a paused one", () => {
  const paused = timer({ rev: 2, state: "paused", at_ms: T0 + 5300, elapsed_ms: 5300 });
  assert.equal(untilChange(paused, T0 + 5100, timer()), 200);
  assert.equal(untilChange(paused, T0 + 5300, timer()), null);
  const resumed = timer({ rev: 3, at_ms: T0 + 9000, elapsed_ms: 5300 });
  assert.equal(untilChange(resumed, T0 + 8900, paused), 100);
});

test("what counts up shows a second when it is over, and ends with its cap", () => {
  const up = timer({ plan: build({ format: "stopwatch", lead_s: 0, cap_s: 10, name: "" }) });
  assert.deepEqual([0, 999, 1000, 9999, 10_000].map((ms) => face(up, T0 + ms).text), ["0:00", "0:00", "0:01", "0:09", "0:10"]);
  assert.equal(untilChange(up, T0 + 1250), 750);
  assert.equal(face(up, T0 + 10_000).state, "done");
});

test("a timer of one's own comes before everyone's, then the latest one that runs", () => {
  const timers = {
    a: timer({ id: "a" }),
    b: timer({ id: "b", at_ms: T0 - 1000, to: ["c:bea"] }),
    c: timer({ id: "c", at_ms: T0 + 2000, state: "done" }), // stopped: until then it runs
    d: timer({ id: "d", at_ms: T0 + 500 }),
  };
  assert.equal(currentTimer(timers, T0 + 5000)?.id, "b");
  assert.equal(currentTimer({ ...timers, b: timer({ id: "b", state: "done", to: ["c:bea"] }) }, T0 + 5000)?.id, "d");
  assert.equal(currentTimer(timers, T0 + 61_000), null);
});

test("a trainer looks at the chosen client's timer, and with nobody chosen never at one person's while everyone's runs", () => {
  const timers = { a: timer({ id: "a" }), b: timer({ id: "b", to: ["c:bea"] }) };
  assert.equal(trainersTimer(timers, T0, "c:bea")?.id, "b");
  assert.equal(trainersTimer(timers, T0, "c:bob")?.id, "a");
  assert.equal(trainersTimer(timers, T0, null)?.id, "a");
  assert.equal(trainersTimer({ b: timers.b }, T0, null)?.id, "b");
  assert.equal(trainersTimer({ b: timers.b }, T0, "c:bob"), null);
});

test("a stop takes the face away at its moment, not before", () => {
  const stopped = { a: timer({ id: "a", rev: 2, state: "done", at_ms: T0 + 5000, elapsed_ms: 5000 }) };
  assert.deepEqual([4999, 5000].map((ms) => shownTimer(stopped, T0 + ms)?.id), ["a", undefined]);
});

test("what ran out is shown for five seconds, what was counted for a minute", () => {
  const over_ms = T0 + 60_000;
  assert.deepEqual([0, 4999, 5000].map((ms) => shownTimer({ a: timer({ id: "a" }) }, over_ms + ms)?.id), ["a", "a", undefined]);
  const counted = { a: timer({ id: "a", counts: "rounds" }), b: timer({ id: "b", counts: "finish", state: "done", at_ms: T0 + 10_000 }) };
  assert.deepEqual([0, 59_999, 60_000].map((ms) => shownTimer(counted, over_ms + ms)?.id), ["a", "a", undefined]);
  assert.equal(shownTimer({ b: counted.b }, T0 + 69_999)?.id, "b");
});

test("a timer is over when its plan runs out or it was stopped, and while it is paused nobody knows", () => {
  assert.equal(overAt(timer({ elapsed_ms: 20_000 })), T0 + 40_000);
  assert.equal(overAt(timer({ state: "done" })), T0);
  assert.equal(overAt(timer({ state: "paused" })), null);
});

test("what is heard: start, halfway, three, two, one, and the end", () => {
  const heard = soundsBetween(timer(), null, T0, T0 + 61_000).map(({ at_ms, tone }) => `${(at_ms - T0) / 1000} ${tone}`);
  assert.deepEqual(heard.slice(0, 10), ["0 ready", "7 tick", "8 tick", "9 tick", "10 go", "20 half", "27 tick", "28 tick", "29 tick", "30 ease"]);
  assert.equal(heard.at(-1), "60 end");
});

test("a paused timer is silent, and until it is paused it is not", () => {
  const paused = timer({ rev: 2, state: "paused", at_ms: T0 + 8500, elapsed_ms: 8500 });
  const heard = soundsBetween(paused, timer(), T0 + 6000, T0 + 30_000).map(({ at_ms }) => at_ms - T0);
  assert.deepEqual(heard, [7000, 8000]);
});

test("a sound keeps its key as long as it means the same", () => {
  const a = soundsBetween(timer(), null, T0, T0 + 60_000).find(({ tone }) => tone === "go");
  const b = soundsBetween(timer(), null, T0 + 5000, T0 + 60_000).find(({ tone }) => tone === "go");
  assert.equal(a?.key, b?.key);
});
