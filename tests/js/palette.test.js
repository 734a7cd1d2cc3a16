/** Which cue lies on which key, and how an exercise is found. */

import assert from "node:assert/strict";
import test from "node:test";

import { findExercises, paletteOf } from "../../static/js/live/palette.js";

/** @param {string} say @param {import("../../static/js/live/types.d.ts").CueKind} [kind] */
const cue = (say, kind = "form") => ({ say, kind, focus: /** @type {const} */ ("") });
const GENERAL = {
  key: "any",
  name: "Any exercise",
  cues: ["a", "b", "c", "d", "e", "f", "g", "h", "i"].map((say) => cue(say)).concat(cue("Stop", "safety"), cue("Turn", "alert"), cue("Last one", "count")),
};
const SQUAT = { key: "squat", name: "Squat", cues: [cue("Push"), cue("Sit"), cue("Knees"), cue("Put it down", "safety"), cue("Deep", "motivation")] };

/** @param {import("../../static/js/live/types.d.ts").PaletteCue[]} palette */
const keys = (palette) => Object.fromEntries(palette.filter(({ key }) => key).map(({ key, say }) => [key, say]));

test("without an exercise the general cues have the digits, and stop has 0", () => {
  const found = keys(paletteOf(null, GENERAL));
  assert.deepEqual(found, { 1: "a", 2: "b", 3: "c", 4: "d", 5: "e", 6: "f", 7: "g", 8: "h", 9: "i", 0: "Stop", "-": "Last one" });
});

test("an exercise's cues come first; stop stays on 0 and what ends a set on -", () => {
  const palette = paletteOf(SQUAT, GENERAL);
  assert.deepEqual(keys(palette), { 1: "Push", 2: "Sit", 3: "Knees", 4: "Put it down", 5: "Deep", 6: "a", 7: "b", 8: "c", 9: "d", 0: "Stop", "-": "Last one" });
  assert.equal(palette.length, 17, "what has no key is still there to press");
  assert.deepEqual(palette[0]?.exercise, { key: "squat", name: "Squat" });
  assert.deepEqual(palette.at(-1)?.key, "");
});

test("no two cues share a key, however many there are", () => {
  for (const count of [0, 1, 8, 9, 12]) {
    for (const shared of [0, 1, 3, 9, 12]) {
      const own = { ...SQUAT, cues: Array.from({ length: count }, (_, at) => cue(`own ${at}`)) };
      const general = { ...GENERAL, cues: GENERAL.cues.slice(0, shared) };
      const palette = paletteOf(own, general);
      const used = palette.map(({ key }) => key).filter(Boolean);
      assert.equal(new Set(used).size, used.length);
      assert.equal(palette.length, count + shared);
      if (count + shared <= 10) assert.equal(used.length, count + shared);
    }
  }
});

test("an exercise is found by the beginnings of its words, without accents, short names first", () => {
  const list = ["Goblet squat", "Squat", "Squat jump", "Développé", "Split squat"].map((name) => ({ key: name, name }));
  const names = (/** @type {string} */ text) => findExercises(list, text).map(({ name }) => name);
  assert.deepEqual(names("squ"), ["Squat", "Squat jump", "Split squat", "Goblet squat"]);
  assert.deepEqual(names("sq go"), ["Goblet squat"]);
  assert.deepEqual(names("deve"), ["Développé"]);
  assert.deepEqual(names("quat"), []);
  assert.deepEqual(names("  "), []);
});
