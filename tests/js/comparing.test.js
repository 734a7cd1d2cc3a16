/** Where two pictures lie, and how they are matched. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { frames, moved, order, ratioOf, UNTOUCHED, visible, within } from "../../static/js/comparing/layout.js";
import { match, offered, partFrom } from "../../static/js/comparing/matching.js";

const layout = { way: "beside", opacity: 0.5, blend: "plain", is_swapped: false, first: UNTOUCHED, second: UNTOUCHED };
const films = { first: { width: 1280, height: 720, rotate: 0 }, second: { width: 1920, height: 1080, rotate: 90 } };
const keys = (...list) => list.map(([title, at_ms]) => ({ title, at_ms }));

test("beside each other both are equally high, and left is what is chosen", () => {
  const found = frames(layout, films, { height: 720, gap: 8, most: 9999 });
  assert.equal(found.first.height, found.second.height);
  assert.equal(found.first.x, 0);
  assert.equal(found.first.width, 1280);
  assert.equal(found.second.width, 406);
  assert.equal(found.width, 1280 + 8 + 406);
  const swapped = frames({ ...layout, is_swapped: true }, films, { height: 720, gap: 8, most: 9999 });
  assert.equal(swapped.second.x, 0);
  assert.ok(swapped.first.x > 400);
  const small = frames(layout, films, { height: 720, gap: 8, most: 800 });
  assert.ok(small.width <= 804 && small.width % 2 === 0 && small.height % 2 === 0);
});

test("over each other the one below gives the frame, and all of the other is seen", () => {
  const found = frames({ ...layout, way: "over" }, films, { height: 720, gap: 8, most: 9999 });
  assert.deepEqual([found.width, found.height], [1280, 720]);
  assert.deepEqual(order({ ...layout, is_swapped: true }), ["second", "first"]);
  const fit = within(16 / 9, ratioOf(films.second));
  assert.equal(fit.height, 1);
  assert.ok(Math.abs(fit.width - (9 / 16) ** 2) < 1e-9);
});

test("a picture is pushed and scaled as far as is possible and no further", () => {
  let placed = UNTOUCHED;
  for (let n = 0; n < 99; n += 1) placed = moved(placed, { x: 0.1, scale: 1.2 });
  assert.deepEqual(placed, { mirror: false, x: 2, y: 0, scale: 5 });
  assert.equal(moved(placed, { mirror: true }).mirror, true);
});

test("what was chosen is matched by the key frames as they are now", () => {
  const [first, second] = [keys(["start", 0], ["bottom", 900], ["start", 2000], ["bottom", 2600]), keys(["start", 100], ["bottom", 300])];
  assert.equal(offered(first, second), "phases");
  assert.equal(offered(first, []), "start");
  const phases = match({ way: "phases", anchors: [[0, 0]], reps: [1, 1] }, first, second);
  assert.deepEqual(partFrom(phases.phases, 0), [0, 900]);
  assert.equal(partFrom(phases.phases, 1), null);
  const rep = match({ way: "reps", anchors: [[0, 0]], reps: [2, 1] }, first, second);
  assert.deepEqual(rep.part, [2000, 2600]);
  assert.equal(rep.map.to(2600), 300);
  assert.match(match({ way: "phases", anchors: [[0, 0]], reps: [1, 1] }, first, []).why, /No key frame/);
  assert.equal(match({ way: "point", anchors: [[700, 200]], reps: [1, 1] }, [], []).map.to(700), 200);
  assert.equal(match({ way: "start", anchors: [[700, 200]], reps: [1, 1] }, [], []).map.to(700), 700);
});

test("of a picture that is larger than its frame a part is seen", () => {
  assert.equal(visible(UNTOUCHED), null);
  assert.deepEqual(visible({ mirror: false, x: 0, y: 0, scale: 2 }), [0.25, 0.25, 0.75, 0.75]);
  assert.deepEqual(visible({ mirror: false, x: 0.5, y: -0.5, scale: 2 }), [0, 0.5, 0.5, 1]);
  assert.deepEqual(visible({ mirror: true, x: 0.5, y: 0, scale: 2 }), [0.5, 0.25, 1, 0.75]);
  assert.equal(visible({ mirror: false, x: 0.2, y: 0, scale: 1 }), null, "its edge lies in the frame");
});
