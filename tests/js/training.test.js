/** A program done on a phone: what entries say together, which set comes next, and the log that loses nothing. */

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { problem } from "../../static/js/live/plans/formats.js";
import { recipeOf, restRun, runOf } from "../../static/js/training/block-timer.js";
import { createLog } from "../../static/js/training/log.js";
import { createSheet } from "../../static/js/training/sheet.js";
import { openShelf } from "../../static/js/training/shelf.js";
import { stand, stopOf } from "../../static/js/training/standing.js";
import { doneWords, expected, nextStep, planWords, restAfter, stepsOf } from "../../static/js/training/steps.js";
import { createTraining } from "../../static/js/training/training.js";

const vectors = JSON.parse(readFileSync(new URL("../vectors/training.json", import.meta.url), "utf8"));

const set = (more = {}) => ({ reps: 8, reps_to: null, amrap: false, secs: null, load: 20, unit: "kg", note: "", rest_s: 90, ...more });
const entry = (id, more = {}) => ({ id, exercise: "", name: id, sets: [set(), set()], note: "", one_sided: false, not_alone: "", ...more });
const block = (kind, entries, more = {}) => ({ id: `b-${kind}`, kind, title: "", rounds: 0, rest_s: 60, clock_s: 0, note: "", entries, ...more });
const day = (...blocks) => ({ id: "d", title: "Day", week: "Week 1", when: "", note: "", blocks });
let count = 0;
const done = (of, number, more = {}) => ({ id: String((count += 1)).padStart(24, "0"), kind: "set", at_ms: count, program: "p", day: "d", entry: of, name: of, number, ...more });

for (const one of vectors.standing) {
  test(`together: ${one.name}`, () => {
    for (const entries of [one.entries, [...one.entries].reverse()]) {
      const found = stand(entries);
      assert.deepEqual([...found.sets.values()].map((s) => [s.program, s.day, s.entry, s.number, s.reps]), one.sets);
      assert.deepEqual([...found.skipped.values()].map((s) => [s.program, s.day, s.entry]), one.skipped);
      assert.deepEqual([...found.finished.values()].map((s) => [s.program, s.day]), one.finished);
      assert.deepEqual(found.pains.map((s) => [s.program, s.day, s.entry, s.pain]), one.pains);
      assert.deepEqual(found.words.map((s) => s.text), one.words);
      assert.equal(stopOf(found)?.kind ?? null, one.stop);
    }
  });
}

test("in a superset the exercises take turns, and one that is not for doing alone is left out", () => {
  const spotted = entry("c", { not_alone: "Needs somebody." });
  const today = day(block("straight", [entry("a"), spotted]), block("superset", [entry("x"), entry("y")]));
  const order = (alone) => stepsOf(today, alone).map((step) => `${step.entry.id}${step.number}`).join(" ");
  assert.equal(order(true), "a1 a2 x1 y1 x2 y2");
  assert.equal(order(false), "a1 a2 c1 c2 x1 y1 x2 y2");
  const standing = stand([done("a", 1), done("a", 2), done("x", 1)]);
  assert.equal(nextStep("p", today, standing, true)?.entry.id, "y");
});

test("one rests after a set, between exercises of a round only as it says, and never after the last", () => {
  const [x, y] = [entry("x", { sets: [set({ rest_s: 0 }), set({ rest_s: 0 })] }), entry("y", { sets: [set({ rest_s: 15 }), set({ rest_s: 15 })] })];
  const round = block("superset", [x, y]);
  const today = day(round);
  const after = (/** @type {any[]} */ sets, of, number) => restAfter("p", today, { block: round, entry: of, number }, stand(sets), true);
  assert.equal(after([done("x", 1)], x, 1), 0);
  assert.equal(after([done("x", 1), done("y", 1)], y, 1), 60);
  assert.equal(after([done("x", 1), done("y", 1), done("x", 2), done("y", 2)], y, 2), 0);
  const plain = block("straight", [entry("a")]);
  assert.equal(restAfter("p", day(plain), { block: plain, entry: plain.entries[0], number: 1 }, stand([done("a", 1)]), true), 90);
});

test("a set is expected as planned, with the load of the set before where that was another, and of last time where none is planned", () => {
  const a = entry("a");
  const today = day(block("straight", [a]));
  const last = { reps: 6, load: 15, unit: /** @type {const} */ ("kg"), secs: null, words: "" };
  assert.deepEqual(expected("p", today, a, 1, stand([]), last), { reps: 8, load: 20, unit: "kg", secs: null });
  assert.equal(expected("p", today, a, 2, stand([done("a", 1, { load: 22.5 })]), last).load, 22.5);
  const rising = entry("a", { sets: [set(), set({ load: 25 })] });
  assert.equal(expected("p", today, rising, 2, stand([done("a", 1, { load: 20 })]), last).load, 25);
  const open = entry("a", { sets: [set({ reps: null, load: null })] });
  assert.deepEqual(expected("p", today, open, 1, stand([]), last), { reps: 6, load: 15, unit: "kg", secs: null });
});

test("sets are read as one says them", () => {
  assert.equal(planWords(set({ reps_to: 10 })), "8 to 10 × 20 kg");
  assert.equal(planWords(set({ reps: null, load: null, secs: 30 })), "30 s");
  assert.equal(planWords(set({ reps: null, amrap: true, load: 0 })), "as many as you can × bodyweight");
  assert.equal(planWords(set({ load: null, note: "red band" })), "8 repetitions, red band");
  assert.equal(doneWords({ reps: 8, load: 22.5, unit: "kg" }), "8 × 22.5 kg");
  assert.equal(doneWords({}), "done");
});

test("every kind of block that goes by a clock has a timer of the room's own formats", () => {
  const two = [entry("a"), entry("b")];
  const timed = [entry("a", { sets: [set({ secs: 40 })] }), entry("b", { sets: [set({ secs: 30 })] })];
  const wanted = [
    [block("emom", two, { rounds: 10 }), 11],
    [block("amrap", two, { clock_s: 300 }), 2],
    [block("for_time", two, { rounds: 3 }), 2],
    [block("tabata", [entry("a")], { rounds: 8, rest_s: 10 }), 16],
    [block("tabata", two, { rounds: 4, rest_s: 10 }), 16],
    [block("circuit", timed, { rounds: 2 }), 8],
  ];
  for (const [one, intervals] of wanted) {
    const recipe = recipeOf(/** @type {any} */ (one));
    assert.equal(problem(recipe), null);
    assert.equal(runOf(/** @type {any} */ (recipe))?.plan.length, intervals, JSON.stringify(recipe));
  }
  assert.equal(recipeOf(block("superset", two, { rounds: 3 })), null);
  assert.equal(recipeOf(block("circuit", two, { rounds: 3 })), null);
  assert.equal(restRun(90, "Row").plan[0].duration_ms, 90_000);
});

/** A server that keeps what it is sent, and may be away. */
function server() {
  const kept = new Map();
  return {
    kept,
    isAway: false,
    losesAnswers: false,
    calls: 0,
    async send(/** @type {any} */ { after, entries }) {
      this.calls += 1;
      if (this.isAway) throw Object.assign(new Error("offline"), { status: 0 });
      for (const one of entries) if (!kept.has(one.id)) kept.set(one.id, { seq: kept.size + 1, entry: one });
      if (this.losesAnswers) throw Object.assign(new Error("lost"), { status: 0 });
      const ids = new Set(entries.map((/** @type {any} */ one) => one.id));
      const news = [...kept.values()].filter(({ seq, entry: one }) => seq > after && !ids.has(one.id));
      return { kept: [...ids], refused: [], entries: news, seq: kept.size, more: false, now_ms: 5_000 };
    },
  };
}

const none = () => {
  throw new Error("no database here");
};

test("what is said without a signal waits, and is sent once when it is back, even if an answer was lost", async () => {
  const there = server();
  const log = await createLog({ shelf: await openShelf("me", none), send: (body) => there.send(body), clock: () => 1000 });
  assert.equal(log.isLasting, false);
  there.isAway = true;
  log.say(/** @type {any} */ ({ kind: "note", text: "one" }));
  log.say(/** @type {any} */ ({ kind: "note", text: "two" }));
  await log.sync();
  assert.equal(log.unsent.value.length, 2);
  assert.equal(log.state.value, "offline");
  there.isAway = false;
  there.losesAnswers = true;
  await log.sync();
  assert.equal(log.unsent.value.length, 2);
  there.losesAnswers = false;
  await log.sync();
  assert.equal(log.unsent.value.length, 0);
  assert.equal(log.state.value, "sent");
  assert.equal(there.kept.size, 2);
  assert.equal(log.now(), 5000, "the server's clock is the one that counts");
});

test("of two things said within one millisecond the later is later", async () => {
  const log = await createLog({ shelf: await openShelf("me", none), send: async () => Promise.reject(new Error("never")), clock: () => 1000 });
  const said = Array.from({ length: 20 }, (_, at) => log.say(/** @type {any} */ ({ kind: "set", program: "p", day: "d", entry: "a", name: "a", number: 1, reps: at })));
  assert.equal([...stand(log.items.value.map((one) => one.entry)).sets.values()][0]?.reps, 19);
  assert.equal(new Set(said.map(({ at_ms }) => at_ms)).size, 20);
});

test("two devices that log the same day end with the same, whoever comes first", async () => {
  const there = server();
  const make = async () => createLog({ shelf: await openShelf("me", none), send: (body) => there.send(body), clock: () => 1000 });
  const [phone, tablet] = [await make(), await make()];
  phone.say(/** @type {any} */ ({ kind: "set", program: "p", day: "d", entry: "a", name: "a", number: 1, reps: 8 }));
  tablet.say(/** @type {any} */ ({ kind: "set", program: "p", day: "d", entry: "a", name: "a", number: 2, reps: 7 }));
  await phone.sync();
  await tablet.sync();
  await phone.sync();
  const of = (/** @type {typeof phone} */ log) => [...stand(log.items.value.map((one) => one.entry)).sets.values()].map(({ number, reps }) => [number, reps]);
  assert.deepEqual(of(phone).sort(), [[1, 8], [2, 7]]);
  assert.deepEqual(of(tablet).sort(), of(phone).sort());
});

test("what the server refuses is named and not sent again; a device that is not known any more says so", async () => {
  let status = 200;
  let calls = 0;
  const send = async (/** @type {any} */ { entries }) => {
    calls += 1;
    if (status !== 200) throw Object.assign(new Error("no"), { status });
    return { kept: [], refused: entries.map((/** @type {any} */ { id }) => ({ id, error: "out-of-range", message: "Too heavy." })), entries: [], seq: 0, more: false, now_ms: 0 };
  };
  const log = await createLog({ shelf: await openShelf("me", none), send, clock: () => 0 });
  log.say(/** @type {any} */ ({ kind: "note", text: "x" }));
  await log.sync();
  assert.equal(log.refused.value[0]?.message, "Too heavy.");
  await log.sync();
  assert.equal(calls, 2);
  status = 401;
  log.say(/** @type {any} */ ({ kind: "note", text: "y" }));
  await log.sync();
  assert.equal(log.state.value, "closed");
  assert.equal(log.unsent.value.length, 1);
});

test("a day is done set by set: one press logs what was planned, rests, and goes on to the next", async () => {
  const there = server();
  const log = await createLog({ shelf: await openShelf("me", none), send: (body) => there.send(body) });
  const today = day(block("straight", [entry("a", { sets: [set()] }), entry("b", { sets: [set({ rest_s: 0 })], not_alone: "" })]));
  const program = { id: "p", title: "P", days: [today], today: "d" };
  const config = /** @type {any} */ ({ program, exercises: {}, lasts: {}, trainer: { name: "Alice", phone: "" }, gate: { may: true } });
  const training = createTraining({ config, log, shelf: { get: () => null, set: () => {} } });
  training.begin();
  assert.equal(training.station.value?.entry.id, "a");
  training.finishSet(/** @type {any} */ (training.station.value));
  assert.equal(training.station.value?.entry.id, "b");
  assert.equal(Object.values(training.trial.live.room.value.timers)[0]?.plan[0]?.kind, "rest");
  training.answer(5);
  training.finishSet(/** @type {any} */ (training.station.value));
  assert.equal(training.place.value, "end");
  training.finish(3);
  assert.ok(training.isFinished.value);
  const sets = [...training.standing.value.sets.values()];
  assert.deepEqual(sets.map(({ entry: of, reps, load, rpe }) => [of, reps, load, rpe ?? null]), [["a", 8, 20, 5], ["b", 8, 20, null]]);
});

test("a timer that takes the place of another is another, and its pause is a revision of it", async () => {
  const there = server();
  const log = await createLog({ shelf: await openShelf("me", none), send: (body) => there.send(body) });
  const today = day(block("straight", [entry("a"), entry("b")]));
  const config = /** @type {any} */ ({ program: { id: "p", title: "P", days: [today], today: "d" }, exercises: {}, lasts: {}, gate: { may: true } });
  const training = createTraining({ config, log, shelf: { get: () => null, set: () => {} } });
  const timer = () => /** @type {any} */ (Object.values(training.trial.live.room.value.timers)[0]);
  training.begin();
  training.finishSet(/** @type {any} */ (training.station.value));
  const first = timer();
  training.finishSet(/** @type {any} */ (training.station.value));
  assert.notEqual(timer().id, first.id);
  assert.deepEqual([timer().rev, Object.keys(training.trial.live.room.value.timers).length], [1, 1]);
  training.trial.deed("pause");
  assert.deepEqual([timer().rev, timer().state], [2, "paused"]);
});

test("at the gym a set begins its person's rest, what hurts is noted, and who pauses or feels unwell does no set", async () => {
  const squat = entry("a");
  const person = (id) => ({ id, name: `${id} X`, program: "p", day: day(block("straight", [squat])), gate: { may: true, words: "" }, lasts: {} });
  const config = /** @type {any} */ ({ people: [person("Bob"), person("Bea")], pictures: {} });
  const log = await createLog({ shelf: await openShelf("x"), send: async () => ({}), given: [] });
  const sheet = createSheet({ config, log });
  const [bob, bea] = config.people;
  const cell = { person: bob, entry: squat };
  sheet.tap("a", cell);
  assert.match(sheet.people.rest(bob), /^1:(30|29)$/);
  assert.equal(sheet.people.rest(bea), "", "each has a rest of their own");
  sheet.change(cell, 1, { rpe: 8 });
  sheet.pain(cell, "left-knee");
  assert.deepEqual([sheet.set(cell, 1)?.rpe, sheet.hurts(cell)], [8, ["left-knee"]]);
  sheet.pain(cell, "left-knee");
  assert.deepEqual(sheet.hurts(cell), []);
  sheet.people.open(bob);
  assert.deepEqual([sheet.people.isOpen(bob), sheet.people.isOpen(bea)], [true, false]);
  sheet.people.raise(bob, "pause");
  assert.equal(sheet.people.isOpen(bob), false, "what was said closes who stood open");
  sheet.tap("a", cell);
  assert.deepEqual([sheet.done(cell).length, sheet.people.stop(bob), sheet.people.stop(bea)], [1, "pause", ""]);
  sheet.people.raise(bob, "unwell");
  sheet.people.raise(bob, "pause");
  assert.equal(sheet.people.stop(bob), "unwell", "a pause is no way out of that");
  sheet.people.open(bob);
  assert.equal(sheet.people.isOpen(bob), false, "it can be put away when it was read");
  sheet.people.open(bea);
  assert.deepEqual([sheet.people.isOpen(bob), sheet.people.isOpen(bea)], [false, true]);
  sheet.people.open(bob);
  sheet.people.open(bea);
  assert.equal(sheet.people.isOpen(bob), true, "what to do for who is unwell stands there whoever else is opened");
  sheet.people.goOn(bob);
  sheet.tap("a", cell);
  assert.deepEqual([sheet.done(cell).length, sheet.people.rest(bob)], [2, ""], "after the last set nobody rests");
});
