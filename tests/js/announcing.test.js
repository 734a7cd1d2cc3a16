/** Names said and shakes given at their moment, once, and not late. */

import assert from "node:assert/strict";
import test from "node:test";

import { signal } from "../../static/js/lib/state.js";
import { announceTimers } from "../../static/js/live/announcing.js";
import { build, formatOf } from "../../static/js/live/plans/formats.js";
import { shownTimer } from "../../static/js/live/timers.js";

const until = (/** @type {() => boolean} */ is) => new Promise((done, fail) => {
  const began = performance.now();
  const look = setInterval(() => {
    if (!is() && performance.now() - began < 10_000) return;
    clearInterval(look);
    if (is()) done(undefined);
    else fail(new Error("not within ten seconds"));
  }, 10);
}); // prettier-ignore

/** A room whose Tabata is `elapsed_ms` into its plan now. */
function room(/** @type {number} */ elapsed_ms) {
  const now = () => performance.now();
  const plan = build({ .../** @type {any} */ (formatOf({ format: "tabata" })).usual, rounds: 2 });
  const timer = { id: "t", rev: 1, title: "T", plan, state: "running", at_ms: now(), elapsed_ms, to: "everyone", counts: "", tallies: {} };
  const live = /** @type {any} */ ({ clock: { now }, room: signal({ timers: { t: timer } }), timersBefore: signal({}) });
  /** @type {string[]} */
  const said = [];
  /** @type {number[][]} */
  const felt = [];
  const start = (names = true, shakes = true) =>
    announceTimers({ live, find: shownTimer, say: (words) => said.push(words), saysNames: signal(names), shakes: signal(shakes), shake: (pattern) => felt.push(pattern) });
  return { live, timer, said, felt, start };
}

test("a name is said as its interval begins, once, however often the room changes", async () => {
  const { live, timer, said, felt, start } = room(9700);
  const close = start();
  await until(() => said.length > 0);
  assert.ok(performance.now() - timer.at_ms >= 299);
  for (let i = 0; i < 5; i += 1) live.room.value = { timers: { t: { ...timer } } };
  assert.deepEqual(said, ["Work"]);
  await until(() => felt.length > 0);
  assert.deepEqual(felt, [[250]]);
  close();
});

test("who comes in the middle hears nothing that is past", async () => {
  const { said, felt, start } = room(12_000);
  const close = start();
  await new Promise((done) => setTimeout(done, 100));
  assert.deepEqual([said, felt], [[], []]);
  close();
});

test("what is switched off is neither said nor felt", async () => {
  const { said, felt, start } = room(9800);
  const close = start(false, false);
  await new Promise((done) => setTimeout(done, 500));
  assert.deepEqual([said, felt], [[], []]);
  close();
});
