import assert from "node:assert/strict";
import { test } from "node:test";

import { copied, pasted } from "../../static/js/programs/clipboard.js";
import { deedOf } from "../../static/js/programs/keys.js";
import { readLine } from "../../static/js/programs/lines.js";
import * as pieces from "../../static/js/programs/pieces.js";
import { keyOf, nameIn, suggest } from "../../static/js/programs/suggest.js";

/** Ids that can be told in a test. */
const ids = () => {
  let made = 0;
  return () => `n${++made}`;
};
const entry = (/** @type {string} */ id) => ({ id, name: id.toUpperCase() });
const weeks = pieces.whole([
  {
    id: "w1",
    days: [
      { id: "d1", blocks: [{ id: "b1", entries: [entry("e1"), entry("e2")] }, { id: "b2", kind: "circuit", entries: [entry("e3")] }] },
      { id: "d2", blocks: [{ id: "b3", entries: [entry("e4")] }] },
    ],
  },
  { id: "w2", times: 3, days: [{ id: "d3" }] },
]);
/** The weeks as a line: what stands in what. */
const shape = (/** @type {any[]} */ all) =>
  all.map((week) => `${week.id}[${week.days.map((day) => `${day.id}(${day.blocks.map((block) => block.entries.map(({ id }) => id).join("+")).join(" ")})`).join(" ")}]`).join(" ");

test("a piece is found with where it stands", () => {
  const place = pieces.find(weeks, "e3");
  assert.deepEqual([place?.kind, place?.at, place?.parent, place?.day, place?.week], ["entry", 0, "b2", "d1", "w1"]);
  assert.equal(pieces.find(weeks, "none"), null);
});

test("an exercise moves within its block, and over its edge into the next one of the day", () => {
  assert.equal(shape(pieces.step(weeks, "e1", 1)), "w1[d1(e2+e1 e3) d2(e4)] w2[d3()]");
  assert.equal(shape(pieces.step(weeks, "e2", 1)), "w1[d1(e1 e2+e3) d2(e4)] w2[d3()]");
  assert.equal(shape(pieces.step(weeks, "e3", -1)), "w1[d1(e1+e2+e3) d2(e4)] w2[d3()]");
  assert.equal(pieces.step(weeks, "e1", -1), weeks);
  assert.equal(pieces.step(weeks, "e4", 1), weeks);
});

test("an exercise, a block and a day are carried to the neighbour; at the end they stay", () => {
  assert.equal(shape(pieces.carry(weeks, "e3", 1)), "w1[d1(e1+e2) d2(e4 e3)] w2[d3()]");
  assert.equal(shape(pieces.carry(weeks, "b1", 1)), "w1[d1(e3) d2(e4 e1+e2)] w2[d3()]");
  assert.equal(shape(pieces.carry(weeks, "d2", 1)), "w1[d1(e1+e2 e3)] w2[d3() d2(e4)]");
  assert.equal(pieces.carry(weeks, "d3", 1), weeks);
  assert.equal(pieces.carry(weeks, "e1", -1), weeks);
});

test("what is dropped beside a piece stands there, also when its own block is emptied by that", () => {
  assert.equal(shape(pieces.moveBeside(weeks, "e4", "e1", false)), "w1[d1(e1+e4+e2 e3) d2()] w2[d3()]");
  assert.equal(shape(pieces.moveBeside(weeks, "b3", "b1", true)), "w1[d1(e4 e1+e2 e3) d2()] w2[d3()]");
  assert.equal(shape(pieces.moveBeside(weeks, "d3", "d1", false)), "w1[d1(e1+e2 e3) d3() d2(e4)] w2[]");
  assert.equal(shape(pieces.moveBeside(weeks, "w2", "w1", true)), "w2[d3()] w1[d1(e1+e2 e3) d2(e4)]");
  assert.equal(pieces.moveBeside(weeks, "e4", "b3", true), weeks, "beside its own block, which goes with it");
  assert.equal(pieces.moveBeside(weeks, "d1", "e4", true), weeks, "a day has no place among exercises");
});

test("a duplicate stands behind the first, under ids of its own all the way down", () => {
  const { weeks: made, id } = pieces.duplicate(weeks, "d1", ids());
  assert.equal(id, "n1");
  assert.equal(shape(made), "w1[d1(e1+e2 e3) n1(n3+n4 n6) d2(e4)] w2[d3()]");
});

test("a block that lost its last exercise goes; nothing else does", () => {
  assert.equal(shape(pieces.remove(weeks, "e3")), "w1[d1(e1+e2) d2(e4)] w2[d3()]");
  assert.equal(shape(pieces.remove(weeks, "w1")), "w2[d3()]");
  assert.equal(pieces.remove(weeks, "none"), weeks);
});

test("new exercises go on with straight sets, and after a circuit begin a block", () => {
  const more = [pieces.newEntry({ name: "Row", side: "", note: "", sets: [] }, null, () => "e9")];
  assert.equal(shape(pieces.append(weeks, "d1", more)), "w1[d1(e1+e2 e3 e9) d2(e4)] w2[d3()]");
  assert.equal(shape(pieces.append(weeks, "d2", more)), "w1[d1(e1+e2 e3) d2(e4+e9)] w2[d3()]");
});

test("a block is taken apart before an exercise, and put together again", () => {
  const apart = pieces.split(weeks, "e2", ids());
  assert.equal(shape(apart), "w1[d1(e1 e2 e3) d2(e4)] w2[d3()]");
  assert.equal(shape(pieces.join(apart, "n1")), shape(weeks));
  assert.equal(pieces.join(weeks, "b1"), weeks);
  assert.equal(pieces.split(weeks, "e1"), weeks);
});

test("what was copied is pasted behind what it is pasted on, as text it is a list", () => {
  const held = copied(weeks, "d1");
  assert.equal(held?.text, "E1 1x\nE2 1x\nE3 1x");
  assert.ok(held);
  assert.equal(shape(pasted(weeks, held, "e4", ids())), "w1[d1(e1+e2 e3) d2(e4) n1(n3+n4 n6)] w2[d3()]");
  assert.equal(shape(pasted(weeks, held, "w2", ids())), "w1[d1(e1+e2 e3) d2(e4)] w2[d3() n1(n3+n4 n6)]");
  const one = copied(weeks, "e1");
  assert.ok(one);
  assert.equal(shape(pasted(weeks, one, "e4", ids())), "w1[d1(e1+e2 e3) d2(e4+n1)] w2[d3()]");
});

test("a press means what it does to the piece it is made on", () => {
  const press = (/** @type {object} */ more) => ({ key: "", altKey: false, ctrlKey: false, metaKey: false, shiftKey: false, ...more });
  assert.equal(deedOf(press({ key: "ArrowUp", altKey: true }), "entry"), "earlier");
  assert.equal(deedOf(press({ key: "ArrowRight", altKey: true }), "entry"), "on");
  assert.equal(deedOf(press({ key: "ArrowRight", altKey: true }), "day"), "later");
  assert.equal(deedOf(press({ key: "ArrowUp", altKey: true }), "day"), null);
  assert.equal(deedOf(press({ key: "d", ctrlKey: true }), "week"), "duplicate");
  assert.equal(deedOf(press({ key: "d", ctrlKey: true }), null), null);
  assert.equal(deedOf(press({ key: "Backspace", metaKey: true }), "block"), "remove");
  assert.equal(deedOf(press({ key: "Z", ctrlKey: true, shiftKey: true }), null), "redo");
  assert.equal(deedOf(press({ key: "ArrowUp" }), "entry"), null);
});

test("names are suggested while a name is typed, and no longer", () => {
  const known = ["Goblet squat", "Back squat", "Push-up"].map((name) => ({ key: name.toLowerCase(), name, spotter: false }));
  assert.deepEqual(suggest("sq", known).map(({ name }) => name), ["Goblet squat", "Back squat"]);
  assert.deepEqual(suggest("pu", known).map(({ name }) => name), ["Push-up"]);
  assert.deepEqual(suggest("up", known).map(({ name }) => name), ["Push-up"]);
  for (const line of ["", "goblet squat", "goblet squat 3x8", "sq 3x8", "sq, "]) assert.deepEqual(suggest(line, known), [], line);
  assert.equal(nameIn("Goblet squat 3x8 20 kg"), "Goblet squat");
  assert.equal(keyOf("goblet  SQUAT", known), "goblet squat");
  assert.equal(keyOf("Row", known), null);
});

test("a line that is read is an entry of the whole", () => {
  const read = readLine("Row 3x8");
  assert.ok("typed" in read);
  const made = pieces.newEntry(read.typed, "row", () => "e9");
  assert.deepEqual(pieces.whole([{ id: "w", days: [{ id: "d", blocks: [{ id: "b", entries: [made] }] }] }])[0]?.days[0]?.blocks[0]?.entries, [made]);
});
