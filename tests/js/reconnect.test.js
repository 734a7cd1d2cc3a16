/** When a lost connection is tried again. */

import assert from "node:assert/strict";
import test from "node:test";

import { backOff, closed, FRESH, hurry, lost, opened, trying } from "../../static/js/lib/reconnect.js";

test("the wait doubles from 0.3 to 5 seconds, and jitter takes up to half away", () => {
  assert.deepEqual([0, 1, 2, 3, 4, 5, 50].map((attempt) => backOff(attempt, 0)), [300, 600, 1200, 2400, 4800, 5000, 5000]);
  assert.equal(backOff(0, 1), 150);
});

test("it remembers since when it is down, over many tries", () => {
  let line = opened(FRESH);
  assert.equal(line.down_since_ms, null);
  line = lost(line, 1000, 0);
  assert.deepEqual(line, { phase: "waiting", attempt: 1, down_since_ms: 1000, retry_at_ms: 1300 });
  line = lost(trying(line), 1500, 0);
  assert.equal(line.down_since_ms, 1000);
  assert.equal(line.retry_at_ms, 2100);
  assert.equal(opened(trying(line)).down_since_ms, null);
});

test("a first connection that fails counts as down from then on", () => {
  assert.equal(lost(FRESH, 700, 0).down_since_ms, 700);
});

test("being online again tries at once and begins the back-off anew", () => {
  let line = opened(FRESH);
  for (let i = 0; i < 6; i += 1) line = lost(trying(line), 1000 * i, 0);
  line = hurry(line, 9000);
  assert.equal(line.retry_at_ms, 9000);
  assert.equal(lost(trying(line), 9100, 0).retry_at_ms, 9400);
});

test("hurrying changes nothing while it is up or trying", () => {
  assert.equal(hurry(opened(FRESH), 5).phase, "up");
  assert.equal(hurry(FRESH, 5), FRESH);
});

test("closed is for good", () => {
  const line = closed(opened(FRESH));
  assert.equal(lost(line, 1, 0), line);
  assert.equal(opened(line), line);
  assert.equal(trying(line), line);
});
