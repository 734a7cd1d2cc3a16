import assert from "node:assert/strict";
import { test } from "node:test";

import { daysLater, daysOfKey, moveBack, moveTo } from "../../static/js/plans/days.js";

test("a day later is a day later on the days the clocks change, at the ends of months and in leap years", () => {
  assert.equal(daysLater("2031-03-29", 1), "2031-03-30");
  assert.equal(daysLater("2031-03-30", 1), "2031-03-31");
  assert.equal(daysLater("2031-10-26", -1), "2031-10-25");
  assert.equal(daysLater("2032-02-28", 1), "2032-02-29");
  assert.equal(daysLater("2031-12-28", 7), "2032-01-04");
});

test("arrows move by a day and by a week, other keys by nothing", () => {
  assert.deepEqual(["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown", "Enter", "toString"].map(daysOfKey), [-1, 1, -7, 7, 0, 0]);
});

test("a session goes back to the day and time it had, what is due to its own day or the one before", () => {
  const was = { date: "2031-03-06", time: "18:00" };
  assert.deepEqual(moveTo({}, "2031-03-07"), { date: "2031-03-07" });
  assert.deepEqual(moveBack({}, "2031-03-06", true, { was }), was);
  const due = { line: "a", slot: "2031-03-06", deed: "move" };
  assert.deepEqual(moveTo(due, "2031-03-07"), { ...due, to: "2031-03-07" });
  assert.deepEqual(moveBack(due, "2031-03-06", true, {}), { ...due, deed: "home" });
  assert.deepEqual(moveBack(due, "2031-03-05", false, {}), { ...due, to: "2031-03-05" });
});
