/** Results kept on the device until the server has them, step timers, and the sheet in a room. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { Refusal } from "../../static/js/lib/http.js";
import { changed, moved, numberOf, without } from "../../static/js/protocols/draft.js";
import { next } from "../../static/js/protocols/grid.js";
import { body, createSaving, merged, nothing } from "../../static/js/protocols/saving.js";
import { createStepSheets, timerOf } from "../../static/js/protocols/step-sheets.js";
import { beats } from "../../static/js/protocols/step-timer.js";

/** A device and a server that answers as it is told; what is planned for later waits until `pass` is called. */
function house() {
  /** @type {{answers: (() => Promise<unknown>)[], sent: any[], told: string[], kept: unknown[], text: string | null, plans: (() => void)[]}} */
  const here = { answers: [], sent: [], told: [], kept: [], text: null, plans: [] };
  const open = () =>
    createSaving({
      send: (what) => {
        here.sent.push(what);
        return (here.answers.shift() ?? (() => Promise.resolve({ ok: true })))();
      },
      store: { get: () => here.text, set: (text) => void (here.text = text), drop: () => void (here.text = null) },
      tell: ({ kind }) => void here.told.push(kind),
      kept: (answer) => void here.kept.push(answer),
      later: (work) => void here.plans.push(work),
    });
  const pass = async () => {
    for (const work of here.plans.splice(0)) work();
    for (let turn = 0; turn < 5; turn += 1) await Promise.resolve();
  };
  return { here, open, pass };
}

test("the later of two values wins, place by place", () => {
  const one = { ...nothing(), values: { count: "10", kg: "70" }, looks: { "knee-in.left": /** @type {const} */ ("yes") } };
  const two = { ...nothing(), values: { count: "12" }, looks: { "knee-in.left": /** @type {const} */ ("no") } };
  assert.deepEqual(body(merged(one, two)), {
    place: ["count", "kg"],
    value: ["12", "70"],
    seen: [],
    unseen: ["knee-in.left"],
    open: [],
    moments: {},
  });
});

test("what is typed in one breath goes in one piece", async () => {
  const { here, open, pass } = house();
  const saving = open();
  saving.put({ values: { count: "1" } });
  saving.put({ values: { count: "12" } });
  saving.put({ looks: { "heel-rises.left": "yes" } });
  await pass();
  assert.equal(here.sent.length, 1);
  assert.deepEqual(here.sent[0].value, ["12"]);
  assert.deepEqual(here.sent[0].seen, ["heel-rises.left"]);
  assert.deepEqual(here.told, ["saving", "kept"]);
  assert.equal(here.text, null);
});

test("without a connection nothing is lost, and the newest value goes out when it is back", async () => {
  const { here, open, pass } = house();
  const saving = open();
  here.answers.push(() => Promise.reject(new Refusal("offline", "no connection", null, 0)));
  saving.put({ values: { count: "10" } });
  await pass();
  assert.equal(here.told.at(-1), "waiting");
  assert.ok(here.text?.includes('"count":"10"'));
  saving.put({ values: { count: "11" } });
  await pass();
  assert.deepEqual(here.sent.at(-1).value, ["11"]);
  assert.equal(here.text, null);
});

test("what was left on the device the last time is sent by the next page", async () => {
  const { here, open } = house();
  here.text = JSON.stringify({ values: { count: "9" } });
  const saving = open();
  assert.deepEqual(saving.left().values, { count: "9" });
  await saving.flush();
  assert.deepEqual(here.sent[0].place, ["count"]);
  here.text = "{broken";
  assert.deepEqual(open().left(), nothing());
});

test("a value that is refused is told and does not hold up the others", async () => {
  const { here, open, pass } = house();
  const saving = open();
  here.answers.push(() => Promise.reject(new Refusal("out-of-range", "Between 0 and 300 reps.", "count", 400)));
  saving.put({ values: { count: "900" } });
  await pass();
  assert.equal(here.told.at(-1), "refused");
  saving.put({ values: { kg: "70" } });
  await pass();
  assert.deepEqual(here.sent.at(-1).place, ["kg"]);
});

test("beats lie at even distances, none twice and none left out", () => {
  assert.deepEqual(beats(60, 0, 3), [1, 2, 3]);
  assert.deepEqual(beats(0, 0, 3), []);
  const all = [];
  for (let at = 0; at < 180; at += 0.1) all.push(...beats(96, at, at + 0.1));
  assert.equal(new Set(all.map((at_s) => at_s.toFixed(3))).size, 288);
});

test("a step's timer has its beat, and none where it is not timed", () => {
  const step = { title: "Step", seconds: 180, pace_bpm: 96, counts_pulse: false };
  assert.deepEqual(timerOf({ ...step, seconds: null }), []);
  const plan = timerOf(step);
  assert.equal(plan.at(-1)?.duration_ms, 180_000);
  assert.equal(plan.at(-1)?.bpm, 96);
  assert.equal(timerOf({ ...step, counts_pulse: true }).at(0)?.duration_ms, 3000);
});

test("in a room a tap is shown at once and the server's word replaces it", async () => {
  /** @type {[string, any][]} */
  const posted = [];
  const answer = { values: { count: "15" }, seen: { "knee-in.left": true }, lines: [] };
  const sheets = createStepSheets({
    get: () => Promise.resolve({ values: {}, seen: {}, lines: [] }),
    post: (url, what) => {
      posted.push([url, what]);
      return Promise.resolve(answer);
    },
  });
  sheets.open("a1");
  sheets.look("a1", "knee-in.left", "yes");
  assert.deepEqual(sheets.known.value["a1"]?.seen, { "knee-in.left": true });
  sheets.look("a1", "knee-in.left", "");
  assert.deepEqual(sheets.known.value["a1"]?.seen, {});
  sheets.put("a1", "count", "15");
  while (sheets.standing.value["a1"]?.kind !== "kept") await new Promise((go) => setTimeout(go, 20));
  assert.equal(posted[0]?.[0], "/assessments/a1/results");
  assert.deepEqual(posted[0]?.[1].open, ["knee-in.left"]);
  assert.deepEqual(sheets.known.value["a1"], answer);
});

test("keys walk a grid, and a caret within a word stays there", () => {
  const facts = { rows: 3, columns: 2, isChoice: false, atStart: true, atEnd: true };
  const at = { row: 1, column: 0 };
  assert.deepEqual(next(at, "ArrowDown", facts), { row: 2, column: 0 });
  assert.deepEqual(next(at, "ArrowUp", facts), { row: 0, column: 0 });
  assert.deepEqual(next(at, "ArrowRight", facts), { row: 1, column: 1 });
  assert.equal(next(at, "ArrowLeft", facts), null);
  assert.equal(next(at, "ArrowRight", { ...facts, atEnd: false }), null);
  assert.equal(next(at, "ArrowDown", { ...facts, isChoice: true }), null);
  assert.deepEqual(next({ row: 2, column: 0 }, "Enter", facts), { row: 0, column: 1 });
  assert.equal(next(at, "a", facts), null);
});

test("in the editor a part moves, goes, and changes alone", () => {
  const list = [{ a: 1 }, { a: 2 }, { a: 3 }];
  assert.deepEqual(moved(list, 0, 1).map(({ a }) => a), [2, 1, 3]);
  assert.equal(moved(list, 0, -1), list);
  assert.equal(moved(list, 2, 1), list);
  assert.deepEqual(without(list, 1).map(({ a }) => a), [1, 3]);
  assert.deepEqual(changed(list, 1, { a: 9 }).map(({ a }) => a), [1, 9, 3]);
  assert.equal(numberOf(" "), null);
  assert.equal(numberOf("2,5"), 2.5);
});
