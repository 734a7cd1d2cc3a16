/** Whether a line is alive, and how good it is. */

import assert from "node:assert/strict";
import test from "node:test";

import { isDead, quality } from "../../static/js/live/health.js";

/** @returns {import("../../static/js/live/health.js").Reading} */
const reading = (/** @type {number} */ at_ms, change = {}) => ({ at_ms, ice: "connected", packets: at_ms, lost: 0, rtt_ms: 20, frames_per_s: 30, ...change });
const seconds = [0, 1000, 2000, 3000, 4000, 5000, 6000];

test("a line is good, fair or poor by loss, delay and frames", () => {
  assert.equal(quality(seconds.map((at) => reading(at))), "good");
  assert.equal(quality(seconds.map((at) => reading(at, { rtt_ms: 300 }))), "fair");
  assert.equal(quality(seconds.map((at) => reading(at, { lost: at * 0.05 }))), "fair");
  assert.equal(quality(seconds.map((at) => reading(at, { lost: at * 0.2 }))), "poor");
  assert.equal(quality(seconds.map((at) => reading(at, { frames_per_s: 5 }))), "poor");
  assert.equal(quality([reading(0)]), "unknown");
});

test("a line is dead when it failed, stayed disconnected, fell silent, or never came up", () => {
  const facts = { born_ms: 0, now_ms: 6000, expects: true };
  assert.equal(isDead(seconds.map((at) => reading(at)), facts), false);
  assert.equal(isDead([reading(0), reading(1000, { ice: "failed" })], facts), true);
  assert.equal(isDead([reading(0), reading(5000, { ice: "disconnected" })], facts), false);
  assert.equal(isDead([reading(0), reading(3000, { ice: "disconnected" })], facts), true);
  assert.equal(isDead(seconds.map((at) => reading(at, { packets: Math.min(at, 2000) })), facts), true);
  assert.equal(isDead(seconds.map((at) => reading(at, { packets: Math.min(at, 2000) })), { ...facts, expects: false }), false);
  assert.equal(isDead([reading(6000, { ice: "checking" })], facts), false);
  assert.equal(isDead([reading(9000, { ice: "checking" })], { ...facts, now_ms: 9000 }), true);
});
