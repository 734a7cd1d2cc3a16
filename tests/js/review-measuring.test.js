/** What drawings measure, the time between two key frames, and where such a value can go. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { asPlace, between, inWords, kept, readingOf } from "../../static/js/review/measuring.js";
import { savedWords } from "../../static/js/review/saved-words.js";

const film = { width: 200, height: 100 };
const shape = (tool, points, more = {}) => ({ id: tool.padEnd(24, "0"), kind: "shape", stamp: "", is_deleted: false, body: { tool, at_ms: 1500, frame: 45, points, ...more } });
const none = { film, calibration: null };

test("an angle is read in the picture's own pixels, not in shares of it", () => {
  const found = readingOf(shape("angle", [[0.5, 0], [0.5, 0.5], [0.75, 0.5]]), none);
  assert.deepEqual([found?.value, found?.unit, found?.at_ms, found?.frame], [90, "deg", 1500, 45]);
  assert.equal(readingOf(shape("angle", [[0, 0], [0.5, 0], [1, 1]]), none)?.value, 135);
});

test("a distance is a value only once a length is known", () => {
  const distance = shape("distance", [[0, 0], [0.5, 0]]);
  assert.equal(readingOf(distance, none), null);
  const calibration = { a: [0, 0], b: [0.25, 0], length_m: 0.45 };
  const found = readingOf(distance, { film, calibration: /** @type {any} */ (calibration) });
  assert.deepEqual([found?.value, found?.error], [90, "± 2.8 cm"]);
  assert.equal(readingOf(shape("counter", [[0, 0]]), none)?.error, "");
});

test("a counter gives all it counted, a stopwatch what lies between its presses, a line nothing", () => {
  assert.equal(readingOf(shape("counter", [[0, 0]], { extra: { times_ms: [1, 2, 3] } }), none)?.value, 3);
  assert.equal(readingOf(shape("stopwatch", [[0, 0]], { extra: { start_ms: 1000, stop_ms: 2250 } }), none)?.value, 1.25);
  assert.equal(readingOf(shape("stopwatch", [[0, 0]]), none), null);
  assert.equal(readingOf(shape("line", [[0, 0], [1, 1]]), none), null);
});

test("the time between two key frames is the same whichever is chosen first, and the later one proves it", () => {
  const key = (id, at_ms, title) => ({ id: id.repeat(24), kind: "key", stamp: "", is_deleted: false, body: { at_ms, title, frame: null } });
  const [bottom, top] = [key("a", 400, "bottom"), key("b", 1433.4, "top")];
  assert.deepEqual(between(top, bottom), between(bottom, top));
  const found = between(bottom, top);
  assert.deepEqual([found.value, found.unit, found.at_ms, found.title, inWords(found)], [1.033, "s", 1433.4, "bottom to top", "1.033 s"]);
});

test("a value goes where a number of its kind is asked for", () => {
  const place = (unit, decimals = 0) => ({ unit, decimals });
  assert.equal(asPlace({ value: 43.4, unit: "cm" }, place("cm")), "43");
  assert.equal(asPlace({ value: 90, unit: "s" }, place("min", 1)), "1.5");
  assert.equal(asPlace({ value: 92.4, unit: "deg" }, place("°", 1)), "92.4");
  assert.equal(asPlace({ value: 92.4, unit: "deg" }, place("")), "92");
  assert.equal(asPlace({ value: 92.4, unit: "deg" }, place("cm")), null);
  assert.equal(asPlace({ value: 3, unit: "reps" }, place("reps")), "3");
});

test("what is kept says of which step it is a result", () => {
  const reading = readingOf(shape("angle", [[0.5, 0], [0.5, 0.5], [0.75, 0.5]]), none);
  assert.ok(reading);
  assert.equal(kept(reading, null)["assessment"], undefined);
  assert.deepEqual(kept(reading, { assessment: "a1", step: "side", title: "", url: "", places: [] })["step"], "side");
});

test("what is not saved says so, and what can be done about it", () => {
  assert.deepEqual(savedWords("saved", 0, []), { words: "All saved", isBad: false, mayRetry: false });
  assert.equal(savedWords("offline", 2, []).words, "No connection: 2 changes are kept on this device and sent later");
  assert.equal(savedWords("offline", 0, []).words, "No connection");
  assert.match(savedWords("refused", 0, [{ id: "", message: "Full." }]).words, /^1 change was not taken and/);
  assert.match(savedWords("closed", 1, []).words, /^You are signed out: 1 change is kept/);
});
