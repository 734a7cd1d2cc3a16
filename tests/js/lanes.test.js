/** What flows between two devices, and who offers. */

import assert from "node:assert/strict";
import test from "node:test";

import { lanesBetween, offers, receives, sends } from "../../static/js/live/lanes.js";

test("between two devices one side offers, clients see no clients, and a second camera is silent", () => {
  const ends = /** @type {const} */ (["trainer", "client"]).flatMap((role) => /** @type {const} */ (["main", "camera"]).map((device) => ({ role, device })));
  for (const one of ends) {
    for (const other of ends) {
      const lanes = lanesBetween(one, other);
      assert.deepEqual(lanes, lanesBetween(other, one));
      if (lanes.length === 0 || one === other) continue;
      assert.notEqual(offers(one, other), offers(other, one));
      assert.equal(sends(one, other), receives(other, one));
      if (one.device === "camera" || other.device === "camera") assert.deepEqual(lanes, ["camera"]);
    }
  }
  assert.deepEqual(lanesBetween({ role: "client", device: "main" }, { role: "client", device: "main" }), []);
  assert.equal(offers({ role: "trainer", device: "camera" }, { role: "client", device: "main" }), true);
  assert.equal(sends({ role: "trainer", device: "main" }, { role: "client", device: "camera" }), false);
});
