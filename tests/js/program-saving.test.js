import assert from "node:assert/strict";
import { test } from "node:test";

import { Refusal } from "../../static/js/lib/http.js";
import { whole } from "../../static/js/programs/pieces.js";
import { bodyOf, createSaving } from "../../static/js/programs/saving.js";

const PROGRAM = /** @type {any} */ ({
  id: "p",
  client_id: null,
  name: "Legs",
  about: "",
  alone: true,
  starts_on: "",
  training_days: [],
  rev: 3,
  weeks: whole([{ id: "w", days: [{ id: "d", blocks: [{ id: "b", entries: [{ id: "e", name: "Row", sets: [{ reps: 8 }] }] }] }] }]),
});

/** A server that answers as it is told, a clock that goes on when it is told. */
function house() {
  /** @type {{url: string, body: any, settle: (answer: any) => void, refuse: (problem: any) => void}[]} */
  const asked = [];
  /** @type {(() => void)[]} */
  const waiting = [];
  const saving = createSaving({
    here: "/library/programs",
    place: "/programs/p",
    program: PROGRAM,
    send: /** @type {any} */ ((/** @type {string} */ url, /** @type {any} */ body) => new Promise((settle, refuse) => asked.push({ url, body, settle, refuse }))),
    timers: { set: (step) => waiting.push(step) - 1, clear: (at) => void (waiting[at] = () => {}) },
  });
  const tick = () => waiting.splice(0).forEach((step) => step());
  const turn = () => new Promise((done) => setTimeout(done));
  return { saving, asked, tick, turn };
}

test("what is typed is kept a moment later, as one save", async () => {
  const { saving, asked, tick, turn } = house();
  saving.want({ ...PROGRAM, name: "Leg" });
  saving.want({ ...PROGRAM, name: "Legs and arms" });
  assert.equal(asked.length, 0);
  tick();
  assert.deepEqual(asked.map(({ url, body }) => [url, body.name, body.rev]), [["/programs/p", "Legs and arms", 3]]);
  asked[0]?.settle({ rev: 4 });
  await turn();
  assert.deepEqual([saving.isChanged.value, saving.rev.value, saving.trouble.value], [false, 4, null]);
});

test("what is typed while a save is on its way goes with the next, over the revision that came back", async () => {
  const { saving, asked, tick, turn } = house();
  saving.want({ ...PROGRAM, name: "One" });
  tick();
  saving.want({ ...PROGRAM, name: "Two" });
  tick();
  assert.equal(asked.length, 1);
  asked[0]?.settle({ rev: 4 });
  await turn();
  tick();
  assert.deepEqual([asked[1]?.body.name, asked[1]?.body.rev], ["Two", 4]);
});

test("what somebody else saved is never overwritten unless one says so", async () => {
  const { saving, asked, tick, turn } = house();
  saving.want({ ...PROGRAM, name: "Mine" });
  tick();
  asked[0]?.refuse(new Refusal("stale", "This was saved in another window.", null, 409));
  await turn();
  assert.equal(saving.trouble.value?.kind, "stale");
  saving.want({ ...PROGRAM, name: "Mine, more" });
  tick();
  assert.equal(asked.length, 1, "nothing is sent while that stands");
  void saving.replace(7);
  assert.deepEqual([asked[1]?.body.name, asked[1]?.body.rev], ["Mine, more", 7]);
});

test("without an answer it tries again; a refusal waits for the next change", async () => {
  const { saving, asked, tick, turn } = house();
  saving.want({ ...PROGRAM, name: "Mine" });
  tick();
  asked[0]?.refuse(new Refusal("offline", "There is no connection.", null, 0));
  await turn();
  assert.equal(saving.trouble.value?.kind, "away");
  tick();
  asked[1]?.refuse(new Refusal("out-of-range", "Week 1: too much.", "w", 400));
  await turn();
  assert.deepEqual(saving.trouble.value, { kind: "refused", message: "Week 1: too much.", where: "w" });
  tick();
  assert.equal(asked.length, 2);
  saving.want({ ...PROGRAM, name: "Better" });
  assert.equal(saving.trouble.value, null);
  tick();
  assert.equal(asked.length, 3);
});

test("sets go without what is as by default, as a program has thousands", () => {
  const body = bodyOf(PROGRAM, 3);
  assert.deepEqual(body.weeks[0]?.days[0]?.blocks[0]?.entries[0]?.sets, [{ reps: 8 }]);
});
