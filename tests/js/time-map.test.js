/** Which moment of one clip belongs to which of another. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { byPhases, byPoint, byReps, byStart, filmRows, missing, reps, span, timeMap } from "../../static/js/review/time-map.js";

/** @param {[string, number][]} list */
const keys = (...list) => list.map(([title, at_ms]) => ({ title, at_ms }));

/** Numbers that look random and are the same each time. */
function numbers(seed) {
  let state = seed;
  return () => {
    state = (state * 1664525 + 1013904223) % 4294967296;
    return state / 4294967296;
  };
}

test("one point is an offset, none is start to start", () => {
  const map = byPoint(1000, 400);
  assert.equal(map.to(1000), 400);
  assert.equal(map.to(3000), 2400);
  assert.equal(map.from(0), 600);
  assert.equal(map.pace(5), 1);
  assert.equal(byStart().to(77), 77);
  assert.deepEqual(timeMap([]).anchors, [[0, 0]]);
});

test("bottom meets bottom whatever the tempo, and outside both go on alike", () => {
  const { map, phases, refused } = byPhases(keys(["Start", 1000], ["Bottom", 2000], ["Top", 2500]), keys(["start", 300], ["bottom ", 2300], ["TOP", 2400]));
  assert.equal(refused, "");
  assert.equal(phases.length, 3);
  assert.equal(map.to(2000), 2300);
  assert.equal(map.to(1500), 1300);
  assert.equal(map.pace(1500), 2);
  assert.equal(map.pace(2100), 0.2);
  assert.equal(map.pace(2000), 0.2);
  assert.equal(map.to(0), -700);
  assert.equal(map.to(3500), 3400);
});

test("any map goes there and back, and never back in time", () => {
  const random = numbers(7);
  for (let round = 0; round < 300; round += 1) {
    let [a, b] = [random() * 2000, random() * 2000];
    const count = Math.floor(random() * 7);
    const anchors = Array.from({ length: count }, () => {
      a += 2 + random() * 3000;
      b += 2 + random() * 3000;
      return /** @type {[number, number]} */ ([a, b]);
    });
    // The order in which they come does not matter.
    const map = timeMap(anchors.toSorted(() => random() - 0.5));
    const again = timeMap(JSON.parse(JSON.stringify(map.anchors)));
    for (const [first, second] of anchors) {
      assert.ok(Math.abs(map.to(first) - second) < 1e-6);
      assert.ok(Math.abs(map.from(second) - first) < 1e-6);
    }
    let before = -Infinity;
    for (let at = -3000; at < a + 3000; at += 97) {
      const there = map.to(at);
      assert.ok(there > before);
      assert.ok(Math.abs(map.from(there) - at) < 1e-6);
      assert.equal(again.to(at), there);
      assert.ok(Math.abs(map.to(at + 0.001) - there - 0.001 * map.pace(at)) < 0.01);
      before = there;
    }
  }
});

test("the second of a title meets the second", () => {
  const { phases } = byPhases(keys(["bottom", 3000], ["bottom", 1000], ["bottom", 5000]), keys(["bottom", 700], ["bottom", 900]));
  assert.deepEqual(
    phases.map((one) => [one.nth, one.first_ms, one.second_ms]),
    [
      [1, 1000, 700],
      [2, 3000, 900],
    ],
  );
});

test("one shared title is an offset, none leaves them start to start", () => {
  assert.equal(byPhases(keys(["a", 500], ["b", 900]), keys(["b", 100])).map.to(900), 100);
  const none = byPhases(keys(["a", 500]), keys(["b", 100]));
  assert.equal(none.map.to(500), 500);
  assert.equal(none.refused, "");
  assert.equal(byPhases(keys(["", 500]), keys(["", 100])).phases.length, 0);
});

test("another order is refused with a sentence that names the two", () => {
  const { refused, phases, map } = byPhases(keys(["start", 100], ["bottom", 200]), keys(["bottom", 100], ["start", 300]));
  assert.match(refused, /“start” comes before “bottom”/);
  assert.match(refused, /one point/);
  assert.deepEqual(phases, []);
  assert.equal(map.to(5), 5);
});

test("two key frames on one frame are one anchor, not a jump", () => {
  const { map, refused } = byPhases(keys(["a", 100], ["b", 100], ["c", 400]), keys(["a", 50], ["b", 90], ["c", 350]));
  assert.equal(refused, "");
  assert.deepEqual(map.anchors, [
    [100, 50],
    [400, 350],
  ]);
});

test("a rep ends where a title comes again, and any meets any", () => {
  const first = keys(["set up", 0], ["start", 100], ["bottom", 200], ["start", 300], ["bottom", 380], ["top", 450]);
  const second = keys(["start", 1000], ["bottom", 1400], ["start", 2000], ["bottom", 2200]);
  assert.deepEqual(
    reps(first).map((one) => [one.nth, one.from_ms, one.to_ms]),
    [
      [1, 0, 300],
      [2, 300, 450],
    ],
  );
  const { map, phases } = byReps(first, second, 2, 1);
  assert.equal(phases.length, 2);
  assert.equal(map.to(300), 1000);
  assert.equal(map.to(380), 1400);
  assert.match(byReps(first, second, 9, 1).refused, /no such rep/);
  assert.equal(byReps(keys(["a", 5]), keys(["b", 70]), 1, 1).map.to(5), 70);
});

test("what one lacks is named with the clip that lacks it", () => {
  assert.deepEqual(missing(keys(["start", 10], ["bottom", 20]), keys(["start", 5], ["start", 50])), [
    { title: "bottom", nth: 1, lacks: "second", at_ms: 20 },
    { title: "start", nth: 2, lacks: "first", at_ms: 50 },
  ]);
});

test("the whole of both is on the line, also where one begins earlier or is a photo", () => {
  assert.deepEqual(span(byPoint(0, 500), 1000, 3000), [-500, 2500]);
  assert.deepEqual(span(byStart(), 4000, 1000), [0, 4000]);
  assert.deepEqual(span(byPoint(200, 0), null, 1000), [200, 1200]);
  assert.deepEqual(span(byStart(), 900, null), [0, 900]);
  assert.deepEqual(span(byStart(), null, null), [0, 0]);
});

test("a film of both goes as they do on the page, at the speed of the one that leads", () => {
  const map = timeMap([
    [1000, 500],
    [2000, 2500],
  ]);
  const part = { from_ms: -600, to_ms: 4000, rate: 0.5, lead: /** @type {const} */ ("first"), first_ms: 3000, second_ms: 3000 };
  assert.deepEqual(filmRows(map, part), [
    [0, 0, 0],
    [1200, 0, 0],
    [2200, 500, 0],
    [3200, 1000, 500],
    [5200, 2000, 2500],
    [6200, 2500, 3000],
    [7200, 3000, 3000],
    [9200, 3000, 3000],
  ]);
  const second = filmRows(map, { ...part, from_ms: 1000, to_ms: 2000, rate: 1, lead: "second" });
  assert.deepEqual(second, [
    [0, 1000, 500],
    [2000, 2000, 2500],
  ]);
});
