/** A time of day is written one way, whatever the language of the browser. */

import assert from "node:assert/strict";
import test from "node:test";

import { timeOfDay, timeWithSeconds } from "../../static/js/lib/time-of-day.js";

test("the hours of a day go from 00 to 23", () => {
  const at = (/** @type {number} */ hour) => new Date(2026, 4, 4, hour, 5, 9).getTime();
  assert.deepEqual([0, 12, 17].map((hour) => timeOfDay(at(hour))), ["00:05", "12:05", "17:05"]);
  assert.equal(timeWithSeconds(at(17)), "17:05:09");
});
