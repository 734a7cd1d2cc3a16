/** The lanes under a clip. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { beside, laid, meant } from "../../static/js/review/lanes.js";

/**
 * @param {string} lane
 * @param {number} at_ms
 * @param {number | null} [until_ms]
 */
const bar = (lane, at_ms, until_ms = null) => ({ lane, at_ms, until_ms, kind: lane, title: lane });

test("lanes stand in their order, with what lies on them by time, and empty ones not at all", () => {
  const found = laid([bar("cues", 900), bar("keys", 5), bar("cues", 100), bar("unknown", 1)]);
  assert.deepEqual(
    found.map((one) => [one.words, one.bars.map((each) => each.at_ms)]),
    [
      ["Key frames", [5]],
      ["Cues", [100, 900]],
    ],
  );
});

test("a press means what lies under it, else the nearest", () => {
  const bars = [bar("timer", 0, 1000), bar("timer", 1000, 3000), bar("timer", 5000)];
  assert.equal(meant(bars, 500, 100), 0);
  assert.equal(meant(bars, 2999, 100), 1);
  assert.equal(meant(bars, 4950, 100), 2);
  assert.equal(meant(bars, 4000, 100), -1);
});

test("arrows go from one to the next", () => {
  const bars = [bar("reps", 1000), bar("reps", 2000)];
  assert.equal(beside(bars, 0, 1), 0);
  assert.equal(beside(bars, 1000, 1), 1);
  assert.equal(beside(bars, 2000, -1), 0);
  assert.equal(beside(bars, 2000, 1), -1);
});
