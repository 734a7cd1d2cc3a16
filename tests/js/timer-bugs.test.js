/**
 * Bugs that shared timers of a meeting tool had (github.com/bigbluebutton/bigbluebutton/issues), tried on ours: 23453 (drifts back and forth
 * when it is paused and resumed, and two places show two times), 19858 (a stop shows two times), 25312 (a clock that is ahead makes it begin
 * at 14:00). 20258 (the face stands still while a menu is used) is tried in a browser: tests/browser/test_timers.py.
 */

import assert from "node:assert/strict";
import test from "node:test";

import { createClock } from "../../static/js/lib/clock.js";
import { fold, emptyRoom } from "../../static/js/live/room.js";
import { timerBadges } from "../../static/js/live/tallies.js";
import { build } from "../../static/js/live/plans/formats.js";
import { elapsed, face, shownTimer } from "../../static/js/live/timers.js";

/** @typedef {import("../../static/js/live/types.d.ts").Timer} Timer */

const T0 = 1_700_000_000_000;
const LEAD_MS = 400; // a change takes effect so long after it was pressed

/** @type {(plan: Timer["plan"]) => Timer} */
const started = (plan) => ({ id: "t", rev: 1, title: "T", plan, state: "running", at_ms: T0 + LEAD_MS, elapsed_ms: 0, to: "everyone", counts: "", tallies: {} });
const countdown = build({ format: "rest", rest_s: 600 });
const stopwatch = build({ format: "stopwatch", lead_s: 0, cap_s: 3600, name: "" });

/** @type {(timer: Timer, state: Timer["state"], pressed_ms: number) => Timer} as signaling/timers.py makes it */
function changed(timer, state, pressed_ms) {
  const at_ms = Math.max(pressed_ms + LEAD_MS, timer.at_ms);
  return { ...timer, rev: timer.rev + 1, state, at_ms, elapsed_ms: elapsed(timer, at_ms) };
}

/** A history of presses, some quick after each other. */
function pausedOften() {
  const pressed = [3210, 3890, 5555, 9001, 9402, 9803, 12_345, 20_000, 31_111];
  /** @type {{told_ms: number, timer: Timer}[]} */
  const revisions = [{ told_ms: T0, timer: started(countdown) }];
  for (const [at, ms] of pressed.entries()) {
    const last = /** @type {any} */ (revisions.at(-1)).timer;
    revisions.push({ told_ms: T0 + ms, timer: changed(last, at % 2 === 0 ? "paused" : "running", T0 + ms) });
  }
  return revisions;
}

/**
 * What a screen shows that hears of each revision some time after it was told.
 *
 * @param {{told_ms: number, timer: Timer}[]} revisions
 * @param {number} now_ms
 * @param {number} late_ms
 */
function shownAt(revisions, now_ms, late_ms) {
  const known = revisions.filter(({ told_ms }) => told_ms + late_ms <= now_ms);
  const [before, latest] = [known.at(-2)?.timer ?? null, known.at(-1)?.timer];
  return latest ? face(latest, now_ms, before) : null;
}

test("23453: paused and resumed again and again, it never counts back, and all screens show the same", () => {
  const revisions = pausedOften();
  let last_ms = Infinity;
  for (let now_ms = T0 + LEAD_MS; now_ms < T0 + 40_000; now_ms += 7) {
    const near = shownAt(revisions, now_ms, 0);
    const far = shownAt(revisions, now_ms, LEAD_MS - 1);
    assert.ok(near && far);
    assert.ok(near.left_ms <= last_ms, `${near.left_ms} after ${last_ms}`);
    assert.deepEqual([near.text, near.left_ms, near.state], [far.text, far.left_ms, far.state]);
    last_ms = near.left_ms;
  }
});

test("23453: the badge on a tile shows what the face shows", () => {
  const own = { ...started(countdown), to: ["c:bob"] };
  for (const ms of [0, 999, 1000, 1001, 61_234]) {
    const now_ms = own.at_ms + ms;
    assert.equal(timerBadges({ t: own }, "c:bob", now_ms)[0]?.text, `T: Rest ${face(own, now_ms).text}`);
  }
});

test("19858: a stop and a pause leave the same time on every screen, also where the word of it came late", () => {
  for (const state of /** @type {const} */ (["paused", "done"])) {
    const first = { told_ms: T0, timer: started(stopwatch) };
    const then = { told_ms: T0 + 7777, timer: changed(first.timer, state, T0 + 7777) };
    for (const late_ms of [0, 100, 399, 900, 5000]) {
      const shown = shownAt([first, then], T0 + 20_000, late_ms);
      assert.deepEqual([shown?.text, shown?.gone_ms], ["0:07", 7777], `${state}, ${late_ms} ms late`);
    }
  }
});

test("25312: whatever the wall clock says, a stopwatch begins with 0:00", () => {
  for (const wrong_ms of [0, 14 * 60_000, -14 * 60_000, 365 * 86_400_000]) {
    let true_ms = T0;
    const clock = createClock({ monotonic: () => true_ms - T0 + 5000, wall: () => true_ms + wrong_ms });
    const texts = [];
    const room = fold(emptyRoom(), { seq: 1, at_ms: T0, type: "timer", actor: "a", audience: "everyone", payload: { timer: started(stopwatch) } });
    clock.seed(true_ms - 30); // what the welcome says is as old as its way
    for (let step = 0; step < 30; step += 1) {
      const timer = shownTimer(room.timers, clock.shown());
      if (timer) texts.push(face(timer, clock.shown()).text);
      if (step === 3) clock.sample(clock.monotonic() - 60, true_ms - 30, clock.monotonic());
      true_ms += 100;
    }
    assert.deepEqual([...new Set(texts)], ["0:00", "0:01", "0:02"], `${wrong_ms} ms`);
  }
});
