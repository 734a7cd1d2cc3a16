/** Drawings: what they are made of, how one takes hold of them, when they are seen, and that what is pasted is checked. */

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { angleBetween, angleError, bearing, nearest, offHorizontal, offVertical, snapped } from "../../static/js/review/angles.js";
import { errorWords, lengthOf, lengthWords, readLength } from "../../static/js/review/calibration.js";
import { read, written } from "../../static/js/review/clipboard.js";
import { alphaAt, stays } from "../../static/js/review/fade.js";
import { INKS } from "../../static/js/review/inks.js";
import { isSame, layered } from "../../static/js/review/layering.js";
import { ellipse, simplified, smooth } from "../../static/js/review/paths.js";
import { primitives } from "../../static/js/review/primitives.js";
import { atMoment, handles, hit, moved, nameOf, topmost, withHandle } from "../../static/js/review/shapes.js";
import { createShowing } from "../../static/js/review/showing.js";
import { placed, TOOL_NAMES, TOOLS } from "../../static/js/review/tools.js";
import { lines } from "../../static/js/review/wording.js";

const FRAME = { width: 1280, height: 720, atMs: 1000 };
const vectors = JSON.parse(readFileSync(new URL("../vectors/shapes.json", import.meta.url), "utf-8"));

/** @param {any} change */
const shape = (change = {}) => ({
  tool: "line", frame: 30, at_ms: 1000, until_ms: null, fade_ms: 400, points: [[0.25, 0.5], [0.75, 0.5]],
  style: { colour: "red", width: 2 }, layer: "", ...change,
}); // prettier-ignore

/** @param {any} value */
const rounded = (value) => JSON.parse(JSON.stringify(value, (_, one) => (typeof one === "number" ? Math.round(one * 1000) / 1000 + 0 : one)));

test("every drawing is made of what the shared vectors say", () => {
  assert.ok(vectors.primitives.length > 20);
  for (const { title, shape: body, frame, made } of vectors.primitives) assert.deepEqual(rounded(primitives(body, frame)), made, title);
  const tools = new Set(vectors.primitives.map((/** @type {any} */ one) => one.shape.tool));
  assert.deepEqual(TOOL_NAMES.filter((tool) => !tools.has(tool)), []); // prettier-ignore
});

test("what is seen when is what the shared vectors say", () => {
  for (const { shape: body, at_ms, alpha } of vectors.alphas) assert.equal(rounded(alphaAt(body, at_ms)), alpha, JSON.stringify([body, at_ms]));
});

test("the canvas, the vectors and the style sheet have the same inks", () => {
  const css = readFileSync(new URL("../../static/css/tokens.css", import.meta.url), "utf-8");
  for (const [ink, colour] of Object.entries(INKS)) assert.match(css, new RegExp(`--ink-${ink}: ${colour};`));
  assert.deepEqual(vectors.inks, INKS);
});

test("angles are of the picture, not of its shares", () => {
  assert.equal(bearing([0, 0], [0, -5]), 90);
  assert.ok(Math.abs(angleBetween([10, 0], [0, 0], [0, 10]) - 90) < 1e-9);
  assert.ok(Math.abs(angleBetween([10, -1], [0, 0], [10, 1]) - 11.421) < 1e-3);
  assert.ok(Math.abs(offHorizontal([0, 0], [-10, -10]) - 45) < 1e-9);
  assert.ok(Math.abs(offVertical([0, 0], [0.1, 10]) - 0.573) < 1e-3);
  const square = shape({ tool: "angle", points: [[0.5, 0.25], [0.5, 0.5], [0.5 + 180 / 1280, 0.5]] }); // prettier-ignore
  assert.equal(nameOf(square, FRAME), "Angle, 90°");
  assert.equal(nameOf({ ...square, extra: { reflex: true } }, FRAME), "Angle, 270°");
});

test("points snap to round angles and to what is there", () => {
  const [x, y] = snapped([0, 0], [100, -8], 15);
  assert.ok(Math.abs(y) < 1e-9 && Math.abs(x - Math.hypot(100, 8)) < 1e-9);
  assert.deepEqual(snapped([0, 0], [100, -27], 5).map(Math.round), [100, -27]); // prettier-ignore
  assert.deepEqual(nearest([3, 4], [[10, 10], [0, 0]], 8), [0, 0]); // prettier-ignore
  assert.equal(nearest([3, 4], [[10, 10]], 8), null); // prettier-ignore
  assert.ok(angleError([100, 0], [0, 0], [0, 100], 1) < 1.5);
});

test("a length is read off a known one, with what a pixel does to it", () => {
  const film = { width: 1000, height: 1000 };
  const known = { a: /** @type {[number, number]} */ ([0.1, 0.1]), b: /** @type {[number, number]} */ ([0.1, 0.6]), length_m: 1 };
  const length = lengthOf([0, 0], [0.25, 0], film, known);
  assert.equal(length.m, 0.5);
  assert.ok(Math.abs((length.error_m ?? 0) - 0.5 * Math.hypot(Math.SQRT2 / 250, Math.SQRT2 / 500)) < 1e-9);
  assert.equal(lengthWords(length), "50 cm");
  assert.equal(errorWords(length), "± 0.3 cm");
  assert.equal(lengthWords(lengthOf([0, 0], [0.25, 0], film, null)), "250 px");
  assert.equal(lengthOf([0, 0], [0.25, 0], film, { ...known, b: known.a }).m, null);
  assert.deepEqual(["1.2", "45 cm", "1,5 m", "0", "<b>", "12 yd"].map(readLength), [1.2, 0.45, 1.5, null, null, null]);
});

test("a finger finds a handle before a line, the topmost before the rest, and nothing where nothing is", () => {
  const one = { id: "a", body: shape() };
  const two = { id: "b", body: shape({ points: [[0.25, 0.5], [0.75, 0.6]] }) }; // prettier-ignore
  assert.deepEqual(hit(one.body, [0.25, 0.505], FRAME, { slack: 8 }), { part: "handle", index: 0 });
  assert.deepEqual(hit(one.body, [0.5, 0.505], FRAME, { slack: 8 }), { part: "body" });
  assert.equal(hit(one.body, [0.5, 0.53], FRAME, { slack: 8 }), null);
  assert.equal(topmost([one, two], [0.26, 0.5], FRAME, { slack: 10 })?.shape.id, "b");
  assert.deepEqual(topmost([one, two], [0.25, 0.5], FRAME, { slack: 10, selected: "a" }), { shape: one, hit: { part: "handle", index: 0 } });
  const filled = shape({ tool: "circle", points: [[0.2, 0.2], [0.4, 0.4]], style: { colour: "red", width: 2, filled: true } }); // prettier-ignore
  assert.deepEqual(hit(filled, [0.3, 0.3], FRAME, { slack: 8, withHandles: false }), { part: "body" });
  const open = { ...filled, style: { colour: /** @type {const} */ ("red"), width: 2 } };
  assert.equal(hit(open, [0.3, 0.3], FRAME, { slack: 8, withHandles: false }), null);
});

test("handles move their points; boxes, lenses and pencil lines in their own way", () => {
  assert.deepEqual(withHandle(shape(), 1, [0.5, 0.9], FRAME).points, [[0.25, 0.5], [0.5, 0.9]]); // prettier-ignore
  const box = shape({ tool: "rectangle", points: [[0.2, 0.2], [0.4, 0.4]] }); // prettier-ignore
  assert.equal(handles(box, FRAME).length, 4);
  assert.deepEqual(withHandle(box, 2, [0.5, 0.1], FRAME).points, [[0.2, 0.1], [0.5, 0.4]]); // prettier-ignore
  assert.deepEqual(withHandle(box, 3, [0.1, 0.5], FRAME).points, [[0.1, 0.2], [0.4, 0.5]]); // prettier-ignore
  const lens = shape({ tool: "magnifier", points: [[0.2, 0.2], [0.5, 0.5]] }); // prettier-ignore
  assert.equal(rounded(withHandle(lens, 2, [0.5 + 72 / 1280, 0.5], FRAME).extra?.["radius"]), 0.1);
  const stroke = shape({ tool: "pencil", points: [[0, 0], [0.5, 0], [1, 0]] }); // prettier-ignore
  assert.deepEqual(withHandle(stroke, 1, [1, 0.5], FRAME).points, [[0, 0], [0.5, 0.25], [1, 0.5]]); // prettier-ignore
  assert.deepEqual(moved(stroke, 0.1, 0.2).points[0], [0.1, 0.2]);
  const before = shape();
  withHandle(before, 0, [0, 0], FRAME);
  assert.deepEqual(before, shape());
});

test("a drawing that is brought elsewhere takes its times along", () => {
  const track = shape({ tool: "track", until_ms: 1500, extra: { times_ms: [1000, 1033] } });
  const later = atMoment(track, { frame: 60, at_ms: 3000 });
  assert.deepEqual([later.frame, later.at_ms, later.until_ms, later.extra?.["times_ms"]], [60, 3000, 3500, [3000, 3033]]);
  assert.equal(stays(track), "until");
});

test("a line of a hand is smooth, and has no more points than it needs", () => {
  const jagged = /** @type {[number, number][]} */ ([[0, 0], [10, 10], [20, 0]]); // prettier-ignore
  const round = smooth(jagged);
  assert.deepEqual([round[0], round.at(-1)], [[0, 0], [20, 0]]); // prettier-ignore
  assert.ok(round.length >= 6 && Math.max(...round.map(([, y]) => y)) < 10);
  const straight = /** @type {[number, number][]} */ (Array.from({ length: 5000 }, (_, n) => [n, n % 2 ? 0.1 : 0]));
  assert.deepEqual(simplified(straight, 0.5), [[0, 0], [4999, 0.1]]); // prettier-ignore
  assert.equal(ellipse([0, 0], 2, 1, 4).length, 4);
});

test("of ten thousand drawings only those of the moment are looked at", () => {
  const all = Array.from({ length: 10_000 }, (_, n) => ({ id: String(n), body: shape({ at_ms: n * 60 }) }));
  all.push({ id: "always", body: shape({ extra: { whole: 1 } }) });
  const showing = createShowing(all);
  const seen = showing.at(300_000).map(({ id }) => id);
  assert.ok(seen.includes("5000") && seen.includes("always") && seen.length < 20);
  assert.deepEqual(seen, [...seen].sort((a, b) => Number(a) - Number(b) || (a === "always" ? 1 : -1)));
});

test("what stands still is told from what fades, runs, or is in somebody's hand; the order stays", () => {
  const of = (/** @type {string} */ id, /** @type {any} */ change = {}) => ({ id, body: shape({ extra: { whole: 1 }, ...change }) });
  const fading = of("fading", { extra: {}, at_ms: 1200 });
  const some = [of("a"), of("clock", { tool: "stopwatch" }), of("b"), fading, of("c")];
  const ids = (/** @type {{id: string}[]} */ all) => all.map(({ id }) => id);
  const parts = layered(some, 1000);
  assert.deepEqual([ids(parts.still), ids(parts.live)], [["a", "b"], ["fading", "c", "clock"]]); // prettier-ignore
  const held = layered(some, 1200, ["a"]);
  assert.deepEqual([ids(held.still), ids(held.live)], [[], ["a", "b", "fading", "c", "clock"]]);
  assert.deepEqual(ids(layered([...some, of("light", { tool: "spotlight", extra: {}, at_ms: 1200 })], 1000).still), []);
  assert.ok(isSame(parts.still, layered(some, 1001).still) && !isSame(parts.still, held.still));
});

test("what is pasted is checked, whoever wrote it", () => {
  const body = shape({ text: "<b>knee</b>", layer: "0123456789abcdef01234567" });
  const back = read(written([body]));
  assert.deepEqual([back[0]?.points, back[0]?.text, back[0]?.layer], [body.points, "<b>knee</b>", ""]);
  for (const text of ["", "hello", "null", "[]", '{"spotter":"shapes"}', '{"spotter":"shapes","shapes":[{"tool":"constructor","points":[[0,0]]}]}', '{"spotter":"shapes","shapes":[{"tool":"line","points":[[null,0]]}]}']) {
    assert.deepEqual(read(text), []);
  }
  const odd = read(JSON.stringify({ spotter: "shapes", shapes: [{ tool: "line", points: [[0, 0], [1e999, 0]], style: { colour: "url(x)", width: 999 } }] }));
  assert.deepEqual(odd[0]?.style, { colour: "amber", width: 5, dashed: false, filled: false });
});

test("words are broken into lines, and long ones cut", () => {
  assert.deepEqual(lines("Push the knee out over the little toe"), ["Push the knee out over the", "little toe"]);
  assert.equal(lines("x".repeat(500)).length, 12);
  assert.equal(lines("a\n\nb").length, 3);
});

test("every tool can be placed by a key, has a key of its own, and says what one does", () => {
  assert.equal(new Set(TOOL_NAMES.map((tool) => TOOLS[tool].key)).size, TOOL_NAMES.length);
  for (const tool of TOOL_NAMES) {
    const points = placed(tool, FRAME);
    assert.ok(points.every(([x, y]) => x > 0 && x < 1 && y > 0 && y < 1), tool);
    assert.ok(primitives(shape({ tool, points, text: "x" }), FRAME).length > 0, tool);
  }
});
