/** Takes of an assessment as the trainer's panel tells of them. */

import assert from "node:assert/strict";
import test from "node:test";

import { checkpointsOf, isOnItsWay, stepStanding, takeOf } from "../../static/js/live/take-deeds.js";

const T0 = 1_700_000_000_000;
/** @returns {any} */
const take = (change = {}) => ({ id: "t1", rev: 1, peer: "bob", person: "b", assessment: "a1", step: { key: "left", title: "On your left leg" }, state: "running", at_ms: T0, stopped_at_ms: null, ...change });
/** @returns {any} */
const step = (change = {}) => ({ step: "left", state: "todo", clip: null, clip_state: "", percent: 0, how: { key: "left", title: "On your left leg", seconds: 30, reps: null }, ...change });
const said = (/** @type {any} */ one, /** @type {any} */ of, at_ms = T0, /** @type {number | null} */ percent = null) => stepStanding(one, of, { now_ms: at_ms, percent }).text;

test("a step says where it stands, from the word to the video", () => {
  assert.equal(said(step(), null), "30 s");
  assert.equal(said(step(), take(), T0 - 4200), "Begins in 5 s");
  assert.equal(said(step(), take(), T0 + 7900), "Recording, 7 s");
  assert.equal(said(step(), take({ state: "stopped" }), T0, 40), "On its way, 40 %");
  assert.equal(said(step(), take({ state: "stopped" })), "Filmed; waiting for it to arrive");
  assert.equal(said(step({ clip_state: "processing", percent: 60 }), take({ state: "stopped" })), "Being made ready, 60 %");
  assert.equal(said(step({ clip_state: "ready" }), take({ state: "stopped" })), "Filmed");
  assert.match(said(step({ clip_state: "refused" }), take({ state: "stopped" })), /again/);
});

test("the latest take of a step counts, and one that was cancelled does not", () => {
  const all = [take({ id: "t1", state: "stopped" }), take({ id: "t2", state: "cancelled" }), take({ id: "t3", assessment: "a2" })];
  assert.equal(takeOf(all, "a1", "left")?.id, "t1");
  assert.equal(takeOf(all, "a2", "left")?.id, "t3");
  assert.equal(takeOf(all, "a1", "right"), null);
});

test("an assessment is looked at again for as long as something of it is to come", () => {
  /** @type {any} */
  const known = { id: "a1", steps: [step()] };
  assert.equal(isOnItsWay([], known), false);
  assert.equal(isOnItsWay([take()], known), false);
  assert.equal(isOnItsWay([take({ state: "stopped" })], known), true);
  assert.equal(isOnItsWay([take({ state: "stopped" })], { ...known, steps: [step({ clip_state: "ready" })] }), false);
});

test("what the protocol has one look at is there to be marked, of the step that is filmed or was filmed last", () => {
  const how = { title: "On your left leg", checkpoints: [{ title: "Heel lifts", places: [{ words: "Left" }, { words: "Right" }] }, { title: "Trunk leans", places: [{ words: "" }] }] };
  /** @type {any} */
  const known = { b: [{ id: "a1", steps: [step({ how }), step({ step: "right" })] }] };
  assert.deepEqual(checkpointsOf([], known), []);
  assert.deepEqual(checkpointsOf([take({ state: "cancelled" })], known), []);
  const points = ["Heel lifts, left", "Heel lifts, right", "Trunk leans"];
  assert.deepEqual(checkpointsOf([take()], known), points);
  const right = take({ id: "t2", step: { key: "right", title: "On your right leg" } });
  assert.deepEqual(checkpointsOf([take({ state: "stopped" }), right], known), ["On your right leg"], "a step without any is its own");
  assert.deepEqual(checkpointsOf([take({ state: "stopped" }), { ...right, state: "cancelled" }], known), points);
  assert.deepEqual(checkpointsOf([take()], {}).length, 1, "before the server has told of the steps");
});
