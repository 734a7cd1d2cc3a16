import assert from "node:assert/strict";
import { test } from "node:test";

import { bandOf, entryAfter, expectedSet, setWords, targetWords } from "../../static/js/live/day.js";
import { inFields, said } from "../../static/js/live/set-fields.js";
import { emptyRoom, fold } from "../../static/js/live/room.js";

const TARGET = { reps: null, reps_to: null, load: null, unit: /** @type {const} */ ("kg"), secs: null, note: "" };
const SQUAT = { id: "squat", exercise: "goblet-squat", name: "Goblet squat", sets: 2, target: { ...TARGET, reps: 8, load: 20 }, rest_ms: 90_000 };
const PLANK = { id: "plank", exercise: null, name: "Plank", sets: 1, target: { ...TARGET, secs: 30 }, rest_ms: 0 };
const ONE = { person: "c:bob", entry: "squat", exercise: "goblet-squat", name: "Goblet squat", number: 1, reps: 8, load: 22.5, unit: /** @type {const} */ ("kg"), secs: null, effort: 7 };

/**
 * @param {string | null} at
 * @param {object[]} sets
 */
function room(at, sets = []) {
  const day = { rev: 1, entries: [SQUAT, PLANK], at, skipped: [] };
  const events = [{ type: "day", payload: { day } }, ...sets.map((payload) => ({ type: "day.set", payload }))];
  return events.reduce((before, event, place) => fold(before, { seq: place + 1, at_ms: 0, actor: "alice", audience: "everyone", ...event }), emptyRoom());
}

test("a client's band tells the exercise, the set, its target with the load that goes on, what was last time, and what comes then", () => {
  assert.deepEqual(bandOf(room("squat", [ONE]), "c:bob", { "goblet-squat": "8 × 17.5 kg, 12 May" }), {
    name: "Goblet squat",
    set: "Set 2 of 2",
    target: "8 × 22.5 kg",
    last: "Last time 8 × 17.5 kg, 12 May",
    then: "Then: Plank",
    shows: "",
  });
});

test("who has done all sets while others have not is told so, and what comes then", () => {
  const band = bandOf(room("squat", [ONE, { ...ONE, number: 2 }]), "c:bob", {});
  assert.deepEqual([band?.set, band?.target, band?.then], ["All 2 sets done", "", "Then: Plank"]);
});

test("how it looks is shown until the first set is done, and after the last how the next one looks", () => {
  const shown = (/** @type {object[]} */ sets) => bandOf(room("squat", sets), "c:bob", {})?.shows;
  assert.deepEqual([shown([]), shown([ONE]), shown([ONE, { ...ONE, number: 2 }])], ["goblet-squat", "", ""]); // a plank that is only a name
  const press = { ...PLANK, exercise: "floor-press" };
  const two = fold(room("squat", [ONE, { ...ONE, number: 2 }]), { seq: 9, at_ms: 0, type: "day", actor: "alice", audience: "everyone", payload: { day: { rev: 2, entries: [SQUAT, press], at: "squat", skipped: [] } } });
  assert.equal(bandOf(two, "c:bob", {})?.shows, "floor-press");
  assert.equal(bandOf(room(null), "c:bob", {})?.shows, "");
});

test("whoever does it in their own way reads their own way", () => {
  const own = (/** @type {object} */ change) => ({ ...room("squat"), own: [{ person: "c:bob", entry: "squat", out: false, instead: null, ...change }] });
  const press = { ...SQUAT, name: "Leg press", sets: 1, target: { ...TARGET, reps: 12, load: 80 } };
  const band = bandOf(own({ instead: press }), "c:bob", {});
  assert.deepEqual([band?.name, band?.set, band?.target, band?.then], ["Leg press", "Set 1 of 1", "12 × 80 kg", "Then: Plank"]);
  assert.equal(bandOf(own({ instead: press }), "c:bea", {})?.name, "Goblet squat");
  assert.deepEqual(bandOf(own({ out: true }), "c:bob", {}), { name: "Goblet squat", set: "You leave this one out", target: "", last: "", then: "Then: Plank", shows: "" });
  const one = { person: "c:bob", entry: "squat", out: true, instead: null };
  const after = ["day.own", "day.own"].reduce((before, type, at) => fold(before, { seq: 9 + at, at_ms: 0, type, actor: "alice", audience: ["c:bob"], payload: at ? { ...one, out: false } : one }), room("squat"));
  assert.deepEqual(after.own, []);
});

test("without a list there is no band, and after it a word that all is done", () => {
  assert.equal(bandOf(emptyRoom(), "c:bob", {}), null);
  assert.equal(bandOf(room(null), "c:bob", {})?.name, "");
});

test("what comes after is what is not behind them, from the top again", () => {
  const { day, sets } = room("plank", [ONE]);
  assert.equal(entryAfter(day, sets, ["c:bob"], "plank")?.id, "squat");
  assert.equal(entryAfter({ ...day, skipped: ["squat"] }, sets, ["c:bob"], "plank")?.id, "plank");
  assert.equal(entryAfter(day, [...sets, { ...ONE, number: 2 }], ["c:bob"], "plank")?.id, "plank");
});

test("another exercise in its place does not go on with the load of the one before", () => {
  assert.equal(expectedSet(SQUAT, [ONE], "c:bob", 2).load, 22.5);
  assert.equal(expectedSet({ ...SQUAT, name: "Leg press" }, [ONE], "c:bob", 2).load, 20);
});

test("a set in words", () => {
  assert.equal(setWords(ONE), "8 × 22.5 kg, effort 7");
  assert.equal(setWords({ ...ONE, reps: null, load: null, effort: null }), "done");
  assert.equal(targetWords({ ...TARGET, reps: 8, reps_to: 10, load: 0, note: "slowly" }), "8 to 10 × bodyweight, slowly");
  assert.equal(targetWords(PLANK.target), "30 s");
  assert.equal(targetWords({ ...TARGET, reps: 1 }), "1 repetition");
  assert.equal(targetWords(TARGET), "");
});

test("what is left empty in the fields is as expected", () => {
  assert.deepEqual(said(inFields(ONE)), { reps: 8, load: 22.5, effort: 7 });
  assert.deepEqual(said({ reps: " ", load: "22,5", secs: "x", effort: "" }), { load: 22.5 });
});
