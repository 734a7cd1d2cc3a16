/** Which key does what in the trainer's room. */

import assert from "node:assert/strict";
import test from "node:test";

import { KEYS, pressed } from "../../static/js/live/keys.js";
import { paletteOf } from "../../static/js/live/palette.js";

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
  assert.deepEqual(press("*"), { kind: "deed", deed: "safety" });
  assert.deepEqual(press("Enter"), { kind: "deed", deed: "done" });
  assert.equal(press("Enter", { isOnButton: true }), null);
  assert.equal(press("§"), null);
  const all = KEYS.flatMap(({ keys }) => keys);
  assert.equal(new Set(all).size, all.length);
});

test("no key of the palette hides a deed's, however many cues there are", () => {
  const deeds = new Set(KEYS.flatMap(({ keys }) => keys));
  const cues = Array.from({ length: 40 }, (_, at) => ({ say: `cue ${at}`, kind: /** @type {const} */ (at % 7 ? "form" : "safety"), focus: /** @type {const} */ ("") }));
  for (let own = 0; own <= 40; own += 1) {
    const exercise = { key: "squat", name: "Squat", cues: cues.slice(0, own) };
    const taken = [null, exercise].flatMap((one) => paletteOf(one, { key: "any", name: "Any exercise", cues }).map(({ key }) => key));
    assert.ok(taken.includes("1") && taken.includes("0") && taken.includes("-"));
    assert.deepEqual(taken.filter((key) => deeds.has(key)), []);
  }
});
