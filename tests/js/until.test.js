import assert from "node:assert/strict";
import { test } from "node:test";

import { until } from "../../static/js/lib/until.js";

const MINUTE = 60_000;

// The same table stands in tests/domain/test_wording.py: the page goes on with the words the server began with.
const TABLE = [
  [0, "just now"],
  [59_999, "in a moment"],
  [-59_999, "just now"],
  [25 * MINUTE, "in 25 min"],
  [60 * MINUTE, "in 1 h"],
  [150 * MINUTE, "in 2 h 30 min"],
  [200 * MINUTE, "in 3 h"],
  [47 * 60 * MINUTE, "in 47 h"],
  [49 * 60 * MINUTE, "in 2 days"],
  [-5 * MINUTE, "5 min ago"],
];

test("the words until a session begins are the server's", () => {
  for (const [ms, words] of TABLE) assert.equal(until(ms), words);
});
