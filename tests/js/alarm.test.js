import assert from "node:assert/strict";
import { test } from "node:test";
import { createAlarm } from "../../static/js/lib/alarm.js";

test("an alarm rings at its moment, never before", async () => {
  const due_ms = performance.now() + 60;
  const rang_ms = await new Promise((resolve) => {
    const alarm = createAlarm(() => {
      alarm.close();
      resolve(performance.now());
    });
    alarm.set(60);
  });
  assert.ok(rang_ms >= due_ms - 0.01, `${due_ms - rang_ms} ms early`);
});

test("an alarm that is set again rings once, at the later moment", async () => {
  let rings = 0;
  const alarm = createAlarm(() => (rings += 1));
  alarm.set(20);
  alarm.set(60);
  await new Promise((resolve) => setTimeout(resolve, 120));
  alarm.close();
  assert.equal(rings, 1);
});

test("a cleared alarm does not ring", async () => {
  let rings = 0;
  const alarm = createAlarm(() => (rings += 1));
  alarm.set(20);
  alarm.clear();
  await new Promise((resolve) => setTimeout(resolve, 60));
  alarm.close();
  assert.equal(rings, 0);
});
