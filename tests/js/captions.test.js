/** Cues as lines of text: the last two, for a minute, and a safety cue until it is tapped away. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { captionsOf } from "../../static/js/live/captions.js";

const NOW = 1_000_000;
let seq = 0;
/** @param {any} [change] */
const cue = (change) => ({ seq: (seq += 1), at_ms: NOW, valid_ms: 3000, say: "Push the floor away", kind: "form", focus: "external", to: "everyone", speak: false, shown: [], acked: [], ...change });
const says = (/** @type {any[]} */ cues, /** @type {string | null} */ peer = "bob") => captionsOf(cues, peer, NOW).map(({ say }) => say);

test("the last two stay, the newest last, and go after a minute", () => {
  const cues = [cue({ say: "One" }), cue({ say: "Two" }), cue({ say: "Three" })];
  assert.deepEqual(says(cues), ["Two", "Three"]);
  assert.deepEqual(says([cue({ at_ms: NOW - 60_000 }), cue({ say: "Late", at_ms: NOW - 59_000 })]), ["Late"]);
  assert.deepEqual(says([]), []);
});

test("nobody reads what was for another; the trainer reads all", () => {
  const cues = [cue({ say: "For Bea", to: ["bea"] }), cue({ say: "For all" })];
  assert.deepEqual(says(cues), ["For all"]);
  assert.deepEqual(says(cues, null), ["For Bea", "For all"]);
});

test("a safety cue stays until it is tapped away, and is not pushed out", () => {
  const stop = cue({ say: "Stop", kind: "safety", at_ms: NOW - 300_000 });
  const cues = [stop, cue({ say: "Two" }), cue({ say: "Three" })];
  assert.deepEqual(says(cues), ["Three", "Stop"]);
  assert.deepEqual(says([{ ...stop, acked: ["bob"] }, cue({ say: "Three" })]), ["Three"]);
});

test("how long ago moves every ten seconds, so that it does not draw the eye", () => {
  const ago = (/** @type {number} */ ms) => captionsOf([cue({ at_ms: NOW - ms })], "bob", NOW)[0]?.ago;
  assert.deepEqual([ago(0), ago(9_999), ago(10_000), ago(34_000), ago(-500)], ["now", "now", "10 s ago", "30 s ago", "now"]);
});
