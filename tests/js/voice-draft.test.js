/** A voice-over while it is made: written down line by line, cut, and read again after the page was closed. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { captionAt, momentText, problemOf, readMoment, withNew } from "../../static/js/review/captions.js";
import { addLine, emptyDraft, piecesOf, readDraft, written } from "../../static/js/review/voice-draft.js";
import { joined } from "../../static/js/review/voice-join.js";

/** @typedef {import("../../static/js/review/voice-draft.js").Line} Line */

/** @type {Line[]} */
const LINES = [
  ["run", "a", 0],
  ["e", [0, "go", 0], [400, "play", 0, 1]],
  ["e", [1500, "pause", 1100]],
  ["end", 2000],
  ["run", "b", 2000],
  ["e", [2100, "go", 500]],
  ["end", 3500],
  ["cut", 1200],
  ["run", "c", 1200],
  ["e", [1200, "go", 800], [1900, "point", 0.5, 0.5]],
];

test("a draft is read again as it was, its last line torn", () => {
  const text = LINES.map(written).join("");
  const draft = readDraft(`${text}["e",[25`);
  assert.deepEqual(draft.events, [[0, "go", 0], [400, "play", 0, 1], [1200, "go", 800], [1900, "point", 0.5, 0.5]]);
  assert.deepEqual(draft.runs, [{ tape: "a", from_ms: 0, keep_ms: 1200 }, { tape: "c", from_ms: 1200, keep_ms: null }]);
  assert.equal(draft.length_ms, 1900);
});

test("of a page that was closed while somebody only spoke, what was said until then is there", () => {
  const draft = readDraft([["run", "a", 0], ["t", 400], ["e", [500, "point", 0.5, 0.5]], ["t", 800], ["t", 1200]].map((line) => written(/** @type {Line} */ (line))).join(""));
  assert.deepEqual([draft.length_ms, draft.runs[0]?.keep_ms], [1200, null]);
  assert.equal(addLine(draft, ["end", draft.length_ms]).runs[0]?.keep_ms, 1200);
});

test("what the server is told of recordings: those that are heard, each as long as it is", () => {
  const draft = LINES.reduce(addLine, emptyDraft());
  addLine(draft, ["end", 2000.4]);
  const { pieces, tapes, duration_ms } = piecesOf(draft, (tape) => ({ a: 100, b: 200, c: 300 })[tape] ?? 0);
  assert.deepEqual(pieces, [[100, 1200], [300, 800]]);
  assert.deepEqual(tapes, ["a", "c"]);
  assert.equal(duration_ms, 2000);
  assert.equal(piecesOf(emptyDraft(), () => 0).pieces.length, 0);
});

test("a cut at the beginning of a recording drops all of it", () => {
  const draft = LINES.slice(0, 7).reduce(addLine, emptyDraft());
  addLine(draft, ["cut", 2000]);
  assert.deepEqual(draft.runs, [{ tape: "a", from_ms: 0, keep_ms: 2000 }]);
});

test("recordings are joined to the sample", async () => {
  const decode = async (/** @type {ArrayBuffer} */ bytes) => new Float32Array(24_000).fill(new Uint8Array(bytes)[0] === 1 ? 0.5 : -0.5);
  const wav = await joined([{ blob: new Blob([new Uint8Array([1])]), keep_ms: 500 }, { blob: new Blob([new Uint8Array([2])]), keep_ms: 1500 }], decode);
  const samples = new Int16Array((await wav.arrayBuffer()).slice(44));
  assert.equal(samples.length, 48_000);
  assert.deepEqual([samples[0], samples[11_999], samples[12_000], samples[35_999], samples[36_000]], [16_383, 16_383, -16_383, -16_383, 0]);
});

test("captions: a new line makes room, ends before the next, and moments are typed in several ways", () => {
  const first = withNew([], 1000, 10_000);
  assert.deepEqual(first, { captions: [{ from_ms: 1000, to_ms: 4000, text: "" }], at: 0 });
  const before = [{ from_ms: 0, to_ms: 3000, text: "a" }, { from_ms: 5000, to_ms: 6000, text: "b" }];
  const { captions, at } = withNew(before, 2500, 10_000);
  assert.deepEqual(captions.map(({ from_ms, to_ms }) => [from_ms, to_ms]), [[0, 2500], [2500, 5000], [5000, 6000]]);
  assert.equal(at, 1);
  assert.equal(captionAt(captions, 2499), "a");
  assert.equal(captionAt(captions, 6000), "");
  assert.deepEqual(["1:04.5", "64,5", " 3 ", "x", "1:2:3"].map(readMoment), [64_500, 64_500, 3000, null, null]);
  assert.deepEqual([0, 64_540, 59_960].map(momentText), ["0:00.0", "1:04.5", "1:00.0"]);
  assert.equal(problemOf({ from_ms: 5, to_ms: 5, text: "" }), "It ends before it begins.");
});
