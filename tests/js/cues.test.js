/** Which cue is on the screen, and what counts as missed. */

import assert from "node:assert/strict";
import test from "node:test";

import {
  arrive,
  EMPTY_STAGE,
  fate,
  isFor,
  isLive,
  onScreen,
  sayProblem,
  step,
  tapAway,
  untilStep,
  wordCount,
} from "../../static/js/live/cues.js";

const T0 = 1_700_000_000_000;
/** @returns {import("../../static/js/live/types.d.ts").Cue} */
const cue = (/** @type {number} */ seq, change = {}) => ({
  seq, at_ms: T0, valid_ms: 3000, say: `cue ${seq}`, kind: "form", focus: "", to: "everyone", speak: false, shown: [], acked: [], ...change,
}); // prettier-ignore
/** @returns {import("../../static/js/live/types.d.ts").Cue} */
const safety = (/** @type {number} */ seq) => cue(seq, { kind: "safety", valid_ms: null });

test("a live cue takes the screen for its life", () => {
  const stage = arrive(EMPTY_STAGE, cue(1), T0 + 50);
  assert.equal(onScreen(stage)?.seq, 1);
  assert.equal(untilStep(stage, T0 + 50), 2950);
  assert.equal(onScreen(step(stage, T0 + 2999))?.seq, 1);
  assert.equal(onScreen(step(stage, T0 + 3000)), null);
});

test("a cue that comes too late is missed and never shown", () => {
  const stage = arrive(EMPTY_STAGE, cue(1), T0 + 3000);
  assert.equal(onScreen(stage), null);
  assert.deepEqual(stage.missed, [1]);
  assert.equal(isLive(cue(1), T0 + 2999), true);
});

test("the next one waits until the one before could be read", () => {
  let stage = arrive(EMPTY_STAGE, cue(1), T0);
  stage = arrive(stage, cue(2, { at_ms: T0 + 300 }), T0 + 300);
  assert.equal(onScreen(stage)?.seq, 1);
  assert.equal(untilStep(stage, T0 + 300), 900);
  assert.equal(onScreen(step(stage, T0 + 1200))?.seq, 2);
});

test("at most one waits: a newer one takes its place, and the older is missed", () => {
  let stage = arrive(EMPTY_STAGE, cue(1), T0);
  stage = arrive(stage, cue(2), T0 + 100);
  stage = arrive(stage, cue(3), T0 + 200);
  assert.equal(stage.waiting?.seq, 3);
  assert.deepEqual(stage.missed, [2]);
});

test("one that waited too long is missed", () => {
  let stage = arrive(EMPTY_STAGE, cue(1), T0);
  stage = arrive(stage, cue(2, { valid_ms: 500 }), T0 + 100);
  stage = step(stage, T0 + 600);
  assert.equal(stage.waiting, null);
  assert.deepEqual(stage.missed, [2]);
});

test("safety goes before everything and stays until it is tapped away", () => {
  let stage = arrive(EMPTY_STAGE, cue(1), T0);
  stage = arrive(stage, safety(2), T0 + 100);
  assert.equal(onScreen(stage)?.seq, 2);
  assert.equal(onScreen(step(stage, T0 + 3_600_000))?.seq, 2);
  assert.equal(onScreen(tapAway(step(stage, T0 + 60_000), 2, T0 + 60_000)), null);
});

test("a safety cue of an hour ago is still shown after a reconnection, once", () => {
  let stage = arrive(EMPTY_STAGE, safety(1), T0 + 3_600_000);
  stage = arrive(stage, safety(1), T0 + 3_600_001);
  assert.equal(stage.safety.length, 1);
});

test("what waits behind safety comes only if it still lives", () => {
  let stage = arrive(EMPTY_STAGE, safety(1), T0);
  stage = arrive(stage, cue(2, { at_ms: T0 + 100 }), T0 + 100);
  assert.equal(onScreen(tapAway(stage, 1, T0 + 1000))?.seq, 2);
  assert.deepEqual(tapAway(stage, 1, T0 + 9000).missed, [2]);
});

test("a private cue is for the named peers only", () => {
  assert.equal(isFor(cue(1, { to: ["bob"] }), "bob"), true);
  assert.equal(isFor(cue(1, { to: ["bob"] }), "bea"), false);
});

test("five words and no more, counted as a person would", () => {
  assert.equal(wordCount("  push   the floor away "), 4);
  assert.equal(wordCount(""), 0);
  assert.equal(sayProblem("Knees out"), null);
  assert.match(sayProblem("one two three four five six") ?? "", /five/);
  assert.match(sayProblem("   ") ?? "", /Say/);
  assert.match(sayProblem("x".repeat(61)) ?? "", /shorter/);
});

test("the trainer learns: sent, shown, tapped away, missed", () => {
  assert.equal(fate(cue(1), "bob", T0 + 4000), "sent"); // its answer may be on the way
  assert.equal(fate(cue(1), "bob", T0 + 4600), "missed");
  assert.equal(fate(cue(1, { shown: ["bob"] }), "bob", T0 + 9000), "shown");
  assert.equal(fate(safety(1), "bob", T0 + 9_000_000), "sent");
  assert.equal(fate(cue(1, { shown: ["bob"], acked: ["bob"] }), "bob", T0), "acked");
});
