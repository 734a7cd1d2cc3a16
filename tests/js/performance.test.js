/** What was to be seen at a moment of a performance, by the same vectors as its Python twin. */

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { cutAt, difference, performance } from "../../static/js/review/performance.js";

const vectors = JSON.parse(readFileSync(new URL("../vectors/performance.json", import.meta.url), "utf8"));

test("every moment of a performance is as it was", () => {
  const made = performance(vectors.events, vectors.length_ms);
  for (const { t, marks, pointer, rotate, ...transport } of vectors.moments) {
    const said = made.at(t);
    assert.deepEqual({ media_ms: said.media_ms, playing: said.playing, rate: said.rate }, transport, `at ${t}`);
    assert.deepEqual([...said.marks.keys()], marks, `at ${t}`);
    assert.equal(said.view.rotate, rotate);
    if (pointer === null) assert.equal(said.pointer, null);
    else assert.ok(Math.hypot(said.pointer.x - pointer[0], said.pointer.y - pointer[1]) < 1e-9, `at ${t}`);
  }
});

test("the next jump is the next start, stop or seek", () => {
  const made = performance(vectors.events, vectors.length_ms);
  assert.deepEqual([0, 500, 2500, 3999].map((t) => made.next(t)), [500, 2500, 3000, 4000]);
  assert.equal(made.next(4000), null);
});

test("a list that grows or is cut is read on", () => {
  /** @type {import("../../static/js/review/performance.js").Event[]} */
  const events = [[0, "go", 100]];
  const made = performance(events);
  assert.equal(made.at(50).media_ms, 100);
  events.push([60, "go", 900], [70, "put", { id: "x", kind: "shape", body: {} }]);
  assert.equal(made.at(80).media_ms, 900);
  assert.equal(made.at(80).marks.size, 1);
  events.length = 1;
  assert.equal(made.at(80).media_ms, 100);
  assert.equal(made.at(80).marks.size, 0);
});

test("cutting drops what follows, that very moment too", () => {
  assert.deepEqual(cutAt([[0, "go", 0], [10, "go", 1], [10, "go", 2], [20, "go", 3]], 10), [[0, "go", 0]]);
  assert.deepEqual(cutAt([], 5), []);
});

test("what makes one picture into another", () => {
  const a = { id: "a", kind: "shape", body: { x: 1 } };
  const b = { id: "b", kind: "shape", body: { x: 1 } };
  const from = new Map([["a", a], ["b", b]]);
  assert.deepEqual(difference(from, new Map([["b", { ...b, body: { x: 2 } }]])), [["drop", "a"], ["put", { ...b, body: { x: 2 } }]]);
  assert.deepEqual(difference(from, from), []);
});
