/** Drawing on a clip: presses, drags and keys become marks; each deed is one step of undo. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { createActions } from "../../static/js/review/actions.js";
import { createDrawing } from "../../static/js/review/drawing.js";
import { createMarks } from "../../static/js/review/marks.js";
import { toPicture, wayInPicture } from "../../static/js/review/turning.js";
import { TOOL_NAMES, TOOLS } from "../../static/js/review/tools.js";

const SIZE = { width: 1000, height: 500 };
const MOUSE = { slack: 8 };

/** @param {{width: number, height: number}} [size] */
function studio(size = SIZE) {
  const marks = createMarks({ device: "0000000a", now: () => 1_800_000_000_000 });
  const undo = createActions(marks);
  const now = { frame: 30, at_ms: 1000 };
  const drawing = createDrawing({
    marks,
    undo,
    moment: () => now,
    size: () => size,
    step: (by) => void ((now.frame += by), (now.at_ms += by * 33)),
  });
  return { marks, undo, drawing, now };
}

/**
 * @param {ReturnType<typeof studio>["drawing"]} drawing
 * @param {[number, number][]} way
 * @param {any} [mods]
 */
function drag(drawing, way, mods = MOUSE) {
  const first = /** @type {[number, number]} */ (way[0]);
  drawing.press(first, mods);
  for (const p of way.slice(1)) drawing.moveTo(p, mods);
  drawing.release(/** @type {[number, number]} */ (way.at(-1)), mods);
}

/** @param {ReturnType<typeof studio>} all */
const only = ({ drawing }) => {
  assert.equal(drawing.all.value.length, 1);
  return /** @type {any} */ (drawing.all.value[0]).body;
};

test("a drag draws a line on this frame, and undo takes it away whole", () => {
  const all = studio();
  all.drawing.choose("line");
  drag(all.drawing, [[0.1, 0.1], [0.3, 0.2], [0.5, 0.6]]); // prettier-ignore
  const { points, at_ms, frame, fade_ms, style } = only(all);
  assert.deepEqual([points, at_ms, frame, fade_ms], [[[0.1, 0.1], [0.5, 0.6]], 1000, 30, 400]); // prettier-ignore
  assert.equal(style.colour, "amber");
  assert.equal(all.undo.canUndo.value, "Draw: line");
  all.undo.undo();
  assert.equal(all.drawing.all.value.length, 0);
  all.undo.redo();
  assert.equal(all.drawing.all.value.length, 1);
});

test("an angle takes three clicks, or a drag and a click", () => {
  const all = studio();
  all.drawing.choose("angle");
  drag(all.drawing, [[0.2, 0.2]]); // prettier-ignore
  drag(all.drawing, [[0.3, 0.5]]); // prettier-ignore
  assert.equal(all.drawing.all.value.length, 0);
  assert.equal(all.drawing.seen()[0]?.body.points.length, 3);
  drag(all.drawing, [[0.6, 0.5]]); // prettier-ignore
  assert.deepEqual(only(all).points, [[0.2, 0.2], [0.3, 0.5], [0.6, 0.5]]); // prettier-ignore
  const other = studio();
  other.drawing.choose("angle");
  drag(other.drawing, [[0.2, 0.2], [0.3, 0.5]]); // prettier-ignore
  drag(other.drawing, [[0.6, 0.5]]); // prettier-ignore
  assert.equal(only(other).points.length, 3);
});

test("Shift makes angles round by fifteen degrees, a switch by five, boxes square", () => {
  const all = studio();
  all.drawing.choose("line");
  drag(all.drawing, [[0.1, 0.5], [0.5, 0.52]], { slack: 8, shift: true }); // prettier-ignore
  assert.equal(only(all).points[1][1], 0.5);
  const other = studio();
  other.drawing.choose("circle");
  drag(other.drawing, [[0.1, 0.1], [0.3, 0.2]], { slack: 8, shift: true }); // prettier-ignore
  assert.deepEqual(only(other).points[1], [0.3, 0.5]);
});

test("a point falls on a point that is near", () => {
  const all = studio();
  all.drawing.choose("line");
  drag(all.drawing, [[0.1, 0.1], [0.5, 0.5]]); // prettier-ignore
  all.drawing.choose("arrow");
  drag(all.drawing, [[0.504, 0.505], [0.9, 0.9]]); // prettier-ignore
  assert.deepEqual(all.drawing.all.value[1]?.body.points[0], [0.5, 0.5]);
});

test("a stroke keeps few points; one click of the pencil is a dot", () => {
  const all = studio();
  all.drawing.choose("pencil");
  drag(all.drawing, Array.from({ length: 400 }, (_, n) => [0.1 + n / 1000, 0.5]));
  assert.ok(only(all).points.length < 5);
  all.drawing.choose("pencil");
  drag(all.drawing, [[0.9, 0.9]]); // prettier-ignore
  assert.deepEqual(all.drawing.all.value[1]?.body.points, [[0.9, 0.9]]);
});

test("what is selected is moved, by its handles too; a click moves nothing, a press beside lets go", () => {
  const all = studio();
  all.drawing.choose("line");
  drag(all.drawing, [[0.2, 0.5], [0.6, 0.5]]); // prettier-ignore
  all.drawing.choose("select");
  drag(all.drawing, [[0.4, 0.5], [0.4, 0.503]]); // prettier-ignore
  assert.deepEqual(only(all).points, [[0.2, 0.5], [0.6, 0.5]]); // prettier-ignore
  drag(all.drawing, [[0.4, 0.5], [0.45, 0.6], [0.5, 0.7]]); // prettier-ignore
  assert.deepEqual(only(all).points, [[0.3, 0.7], [0.7, 0.7]]); // prettier-ignore
  drag(all.drawing, [[0.7, 0.7], [0.9, 0.2]]); // prettier-ignore
  assert.deepEqual(only(all).points, [[0.3, 0.7], [0.9, 0.2]]); // prettier-ignore
  assert.equal(all.undo.list.value.length, 3);
  assert.equal(all.drawing.press([0.1, 0.1], MOUSE), false);
  assert.equal(all.drawing.selected.value, null);
});

test("a key places each tool's drawing, arrows nudge it and its handles, all of a burst one step of undo", () => {
  for (const tool of TOOL_NAMES) {
    const all = studio();
    all.drawing.choose(tool);
    all.drawing.place();
    if (TOOLS[tool].asksText) all.drawing.say("Knee out");
    const before = only(all).points[0];
    for (let n = 0; n < 5; n += 1) all.drawing.nudge(2, 0);
    all.drawing.nextHandle(1);
    all.drawing.nudge(0, 5);
    all.drawing.settle();
    assert.equal(all.undo.list.value.length, 2, tool);
    const after = only(all).points[0];
    assert.ok(Math.abs(after[0] - before[0] - 0.01) < 1e-9 && Math.abs(after[1] - before[1] - 0.01) < 1e-9, tool);
  }
});

test("words that were not said draw nothing; markup is what it is", () => {
  const all = studio();
  all.drawing.choose("text");
  drag(all.drawing, [[0.2, 0.5], [0.6, 0.3]]); // prettier-ignore
  assert.ok(all.drawing.asking.value);
  all.drawing.say("  ");
  assert.equal(all.drawing.all.value.length, 0);
  assert.equal(all.drawing.tool.value, "select");
  all.drawing.choose("text");
  drag(all.drawing, [[0.2, 0.5], [0.6, 0.3]]); // prettier-ignore
  all.drawing.say("<img src=x>");
  assert.equal(only(all).text, "<img src=x>");
});

test("a track takes a point on each frame and steps on; a frame clicked again counts anew", () => {
  const all = studio();
  all.drawing.choose("track");
  for (const x of [0.1, 0.2, 0.3]) all.drawing.press([x, 0.5], MOUSE);
  assert.deepEqual(only(all).extra.times_ms, [1000, 1033, 1066]);
  all.now.at_ms = 1033;
  all.drawing.press([0.25, 0.6], MOUSE);
  assert.deepEqual(only(all).points, [[0.1, 0.5], [0.25, 0.6], [0.3, 0.5]]); // prettier-ignore
  all.drawing.endTrack();
  assert.equal(all.drawing.tool.value, "select");
});

test("what is copied is pasted on the frame that is shown, also into another clip", () => {
  const one = studio();
  one.drawing.choose("arrow");
  drag(one.drawing, [[0.1, 0.1], [0.5, 0.5]]); // prettier-ignore
  const text = one.drawing.copy();
  const other = studio();
  other.now.at_ms = 4000;
  other.now.frame = 120;
  assert.equal(other.drawing.paste(text), 1);
  assert.deepEqual([only(other).at_ms, only(other).frame, only(other).points], [4000, 120, [[0.1, 0.1], [0.5, 0.5]]]); // prettier-ignore
  assert.equal(other.drawing.paste("hello"), 0);
});

test("what is pasted into a picture of another form keeps its own: a right angle stays one", () => {
  const one = studio();
  one.drawing.choose("angle");
  for (const p of [[0.4, 0.2], [0.4, 0.6], [0.6, 0.6]]) drag(one.drawing, [/** @type {[number, number]} */ (p)]); // prettier-ignore
  const other = studio({ width: 500, height: 1000 });
  other.drawing.paste(one.drawing.copy());
  const [a, b, c] = only(other).points.map((/** @type {[number, number]} */ [x, y]) => [x * 500, y * 1000]);
  assert.deepEqual([a, b, c], [[200, 425], [200, 525], [300, 525]]); // prettier-ignore
  one.drawing.paste(other.drawing.copyAll());
  assert.deepEqual(one.drawing.all.value.length, 2);
});

test("how long it stays can be said of what is selected", () => {
  const all = studio();
  all.drawing.choose("line");
  all.drawing.place();
  all.drawing.setStaying({ stays: "whole" });
  assert.equal(only(all).extra.whole, 1);
  all.drawing.setStaying({ stays: "fade", fade_ms: 0 });
  assert.deepEqual([only(all).extra.whole, only(all).fade_ms, only(all).until_ms], [undefined, 0, null]);
  all.now.at_ms = 2500;
  all.drawing.stayUntilHere();
  assert.deepEqual([only(all).at_ms, only(all).until_ms], [1000, 2500]);
});

test("layers hide what is on them, have an order, and take it along when they go", () => {
  const all = studio();
  const { drawing } = all;
  drawing.addLayer("For me", { is_private: true });
  drawing.choose("line");
  drawing.place();
  assert.equal(only(all).layer, drawing.layers.value[0]?.id);
  drawing.addLayer("Above");
  drawing.moveLayer(drawing.layer.value, -1);
  assert.deepEqual(drawing.layers.value.map(({ title }) => title), ["Above", "For me"]); // prettier-ignore
  const mine = /** @type {any} */ (drawing.layers.value[1]).id;
  drawing.setLayer(mine, { is_hidden: true });
  assert.equal(drawing.seen().length, 0);
  drawing.removeLayer(mine);
  assert.equal(drawing.all.value.length, 0);
  all.undo.undo();
  assert.deepEqual([drawing.all.value.length, drawing.layers.value.length], [1, 2]);
});

test("a known length calibrates the clip, once", () => {
  const all = studio();
  all.drawing.choose("distance");
  drag(all.drawing, [[0.1, 0.5], [0.6, 0.5]]); // prettier-ignore
  const id = all.drawing.all.value[0]?.id ?? "";
  all.drawing.calibrate(id, 1);
  all.drawing.calibrate(id, 2);
  assert.equal(all.marks.of("calibration").length, 1);
  assert.equal(all.drawing.calibration.value?.body.length_m, 2);
});

test("a counter counts at frames; the other side of an angle is asked for", () => {
  const all = studio();
  all.drawing.choose("counter");
  all.drawing.place();
  all.now.at_ms = 2000;
  all.drawing.count(1);
  assert.deepEqual(only(all).extra.times_ms, [1000, 2000]);
  all.drawing.count(-1);
  assert.deepEqual(only(all).extra.times_ms, [1000]);
});

test("a turned and mirrored picture is drawn on where one sees it", () => {
  // The corner that one sees up right, for each way it may lie.
  assert.deepEqual(toPicture([1, 0], { rotate: 0, mirror: false }), [1, 0]);
  assert.deepEqual(toPicture([1, 0], { rotate: 90, mirror: false }), [0, 0]);
  assert.deepEqual(toPicture([1, 0], { rotate: 180, mirror: false }), [0, 1]);
  assert.deepEqual(toPicture([1, 0], { rotate: 270, mirror: false }), [1, 1]);
  assert.deepEqual(toPicture([1, 0], { rotate: 90, mirror: true }), [0, 1]);
  for (const rotate of [0, 90, 180, 270]) {
    for (const mirror of [false, true]) {
      const [from, to] = [toPicture([0.25, 0.5], { rotate, mirror }), toPicture([0.375, 0.75], { rotate, mirror })];
      const way = wayInPicture([0.125, 0.25], { rotate, mirror });
      assert.deepEqual([to[0] - from[0], to[1] - from[1]], [way[0] + 0, way[1] + 0]);
    }
  }
});
