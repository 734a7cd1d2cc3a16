/** Which key does what in the trainer's room. */

import assert from "node:assert/strict";
import test from "node:test";

import { KEYS, pressed } from "../../static/js/live/keys.js";

const press = (/** @type {string} */ key, change = {}) =>
  pressed({ key, hasModifier: false, isTyping: false, isOnButton: false, isRepeat: false, ...change }, ["1", "2", "="]);

test("digits are cues, letters are deeds, and typing is typing", () => {
  assert.deepEqual(press("1"), { kind: "cue", key: "1" });
  assert.deepEqual(press("M"), { kind: "deed", deed: "marker" });
  assert.deepEqual(press("+"), { kind: "deed", deed: "add" });
  assert.equal(press("1", { isTyping: true }), null);
  assert.deepEqual(press("Escape", { isTyping: true }), { kind: "deed", deed: "close" });
  assert.equal(press("c", { hasModifier: true }), null);
  assert.equal(press(" ", { isOnButton: true }), null);
  assert.deepEqual(press(" "), { kind: "deed", deed: "pause" });
  assert.equal(press("1", { isRepeat: true }), null);
  assert.deepEqual(press("q"), { kind: "deed", deed: "assess" });
  assert.deepEqual(press("h"), { kind: "deed", deed: "hold" });
  assert.deepEqual(press("#"), { kind: "deed", deed: "notes" });
  assert.deepEqual(press("Enter"), { kind: "deed", deed: "done" });
  assert.equal(press("Enter", { isOnButton: true }), null);
  assert.equal(press("§"), null);
  const all = KEYS.flatMap(({ keys }) => keys);
  assert.equal(new Set(all).size, all.length);
});
