// The timer editor without its page: rows and groups, drafts, undo, trying it out, saving.

import assert from "node:assert/strict";
import { test } from "node:test";

import { Refusal } from "../../static/js/lib/http.js";
import { build, FORMATS } from "../../static/js/live/plans/formats.js";
import { blocksIn, planOf as planOfRows, rowsOf } from "../../static/js/timers/blocks.js";
import { bodyOf, draftOf, filled, inFormat, isSame, opened, planOf, problemOf, usualName } from "../../static/js/timers/draft.js";
import { begin, did, redo, undo } from "../../static/js/timers/history.js";
import { add, change, duplicate, group, moveTo, noRows, remove, repeat, step, ungroup } from "../../static/js/timers/rows.js";
import { asKind, newInterval } from "../../static/js/timers/kinds.js";
import { createSaving } from "../../static/js/timers/saving.js";
import { changed, createTrial } from "../../static/js/timers/trial.js";

const interval = (name, seconds = 10, kind = "work") => ({ name, kind, duration_ms: seconds * 1000, round: 0, rounds: 0 });
const rowsNamed = (...names) => names.reduce((rows, name) => add(rows, interval(name)), noRows());
const shown = (rows) => rows.rows.map((row) => row.interval.name + (row.group ? "*" : "")).join(" ");
const keyOf = (rows, name) => rows.rows.find((row) => row.interval.name === name).key;
/** A, then B and C in a group, then D. */
const mixed = () => {
  let rows = rowsNamed("A", "B", "C", "D");
  rows = group(rows, keyOf(rows, "B"));
  return step(rows, keyOf(rows, "C"), -1);
};

test("a row steps up and down, into a group and out of it, and never past its end", () => {
  let rows = mixed();
  assert.equal(shown(rows), "A B* C* D");
  const walk = (name, way) => {
    rows = step(rows, keyOf(rows, name), way);
    return shown(rows);
  };
  assert.equal(walk("D", -1), "A B* C* D*");
  assert.equal(walk("D", -1), "A B* D* C*");
  assert.equal(walk("D", -1), "A D* B* C*");
  assert.equal(walk("D", -1), "A D B* C*");
  assert.equal(walk("D", -1), "D A B* C*");
  assert.equal(step(rows, keyOf(rows, "D"), -1), rows);
  assert.equal(walk("A", 1), "D A* B* C*");
  assert.equal(walk("C", 1), "D A* B* C");
  assert.equal(step(rows, keyOf(rows, "C"), 1), rows);
});

test("a group is never torn: a row dropped between two of its rows belongs to it, one dropped far away does not", () => {
  const rows = mixed();
  const inside = rows.rows[1].group;
  assert.equal(shown(moveTo(rows, keyOf(rows, "A"), 2, "")), "B* A* C* D");
  assert.equal(shown(moveTo(rows, keyOf(rows, "B"), 4, inside)), "A C* D B");
  assert.equal(shown(moveTo(rows, keyOf(rows, "D"), 1, inside)), "A D* B* C*");
  assert.equal(shown(moveTo(rows, keyOf(rows, "D"), 1, "")), "A D B* C*");
});

test("a group runs as often as it says, its rounds counted, and may end with the effort", () => {
  let rows = add(add(noRows(), interval("Row", 20)), interval("Rest", 10, "rest"));
  rows = step(group(rows, rows.rows[0].key), rows.rows[1].key, -1);
  const named = rows.rows[0].group;
  rows = repeat(rows, named, { times: 3 });
  assert.equal(planOfRows(rows).length, 6);
  assert.deepEqual(planOfRows(rows).map(({ round, rounds }) => `${round}/${rounds}`), ["1/3", "1/3", "2/3", "2/3", "3/3", "3/3"]);
  rows = repeat(rows, named, { skips: true });
  assert.deepEqual(planOfRows(rows).map(({ name }) => name), ["Row", "Rest", "Row", "Rest", "Row"]);
  assert.deepEqual(planOfRows(ungroup(rows, named)).length, 2);
});

test("the last row of a group that goes takes the group along", () => {
  let rows = rowsNamed("A");
  rows = group(rows, rows.rows[0].key);
  assert.equal(Object.keys(rows.groups).length, 1);
  assert.deepEqual(remove(rows, rows.rows[0].key).groups, {});
});

test("a duplicate stands right behind, in the same group", () => {
  const rows = mixed();
  assert.equal(shown(duplicate(rows, keyOf(rows, "B"))), "A B* B* C* D");
});

test("another kind takes another name, unless somebody chose one", () => {
  assert.equal(asKind(newInterval("work"), "rest").name, "Rest");
  assert.equal(asKind({ ...newInterval("work"), name: "Row" }, "rest").name, "Row");
});

test("what every format makes can be taken apart and put together again", () => {
  for (const { format, usual } of FORMATS) {
    const plan = build(usual);
    const again = planOfRows(rowsOf(blocksIn(plan)));
    assert.ok(isSame(again, plan), format);
  }
  assert.equal(blocksIn(build(FORMATS[0].usual)).length, 2); // get ready, and one group of eight
});

test("a draft that is kept opens as it was: in its format, or as rows with their groups", () => {
  for (const { usual } of FORMATS) {
    const body = bodyOf({ ...draftOf(usual), name: "Mine" });
    const again = opened({ ...body, plan: JSON.parse(JSON.stringify(body.plan)) });
    assert.equal(again.format, usual.format === "list" ? "free" : usual.format);
    assert.ok(isSame(planOf(again), body.plan), usual.format);
  }
  const free = { ...inFormat(draftOf(FORMATS[0].usual), "free"), name: "Mine" };
  const body = bodyOf(free);
  assert.equal(body.recipe.format, "free");
  assert.deepEqual(bodyOf(opened(body)), body);
});

test("where a recipe no longer makes the plan that was kept, the plan counts", () => {
  const body = bodyOf(draftOf(FORMATS[0].usual));
  for (const recipe of [{ ...body.recipe, rounds: 3 }, { ...body.recipe, rounds: 0 }, { format: "free", blocks: [{ times: 2, intervals: "x" }] }, { format: "free" }, { format: "sundial" }, null]) {
    const again = opened({ ...body, recipe });
    assert.equal(again.format, "free");
    assert.ok(isSame(planOf(again), body.plan));
  }
});

test("what was filled in for a format is there again when one comes back to it", () => {
  const draft = filled(draftOf(FORMATS[0].usual), { rounds: 5 });
  const back = inFormat(inFormat(draft, "amrap"), "tabata");
  assert.equal(back.recipes.tabata.rounds, 5);
  assert.equal(usualName(back), "Tabata 20/10 × 5");
});

test("a draft says what is wrong with it", () => {
  const free = { name: "", format: "free", recipes: {}, rows: rowsNamed("A", "B"), counts: "" };
  const wrong = (values) => problemOf({ ...free, rows: change(free.rows, free.rows.rows[1].key, values) });
  assert.equal(problemOf(free), null);
  assert.match(wrong({ duration_ms: 0 }), /^Interval 2: .*one second/);
  assert.match(wrong({ duration_ms: NaN }), /^Interval 2/);
  assert.match(wrong({ bpm: 0 }), /20 and 300/);
  assert.match(wrong({ label: "<b>x</b>" }), /tags/);
  assert.match(wrong({ duration_ms: 14_400_000, count_up: true }) ?? "", /^$/);
  assert.match(problemOf({ ...free, rows: noRows() }), /nothing in it/);
  const grouped = group(free.rows, free.rows.rows[0].key);
  assert.match(problemOf({ ...free, rows: repeat(grouped, grouped.rows[0].group, { times: 0 }) }), /between 1 and 99/);
  assert.match(problemOf({ ...free, rows: repeat(change(grouped, grouped.rows[0].key, { duration_ms: 3_600_000 }), grouped.rows[0].group, { times: 7 }) }), /six hours/);
});

test("undo takes back one step; letters typed into one field are one step", () => {
  let history = begin(1);
  history = did(history, 2);
  history = did(history, 3, "name");
  history = did(history, 4, "name");
  history = undo(history);
  assert.equal(history.now, 2);
  assert.equal(redo(history).now, 4);
  assert.equal(undo(undo(undo(history))).now, 1);
  assert.deepEqual(did(history, 9).after, []);
});

test("a trial goes on, waits, skips, goes back and stops as a room's timer does", () => {
  const plan = [interval("A", 10), interval("B", 10)];
  const start = { id: "t", rev: 1, title: "", plan, state: "running", at_ms: 1000, elapsed_ms: 0, to: "everyone", counts: "", tallies: {} };
  const paused = changed(start, "pause", 4000);
  assert.deepEqual([paused.state, paused.elapsed_ms, paused.rev], ["paused", 3000, 2]);
  assert.equal(changed(paused, "resume", 9000).elapsed_ms, 3000);
  assert.equal(changed(start, "skip", 4000).elapsed_ms, 10_000);
  assert.equal(changed(changed(start, "skip", 4000), "skip", 5000).state, "done");
  assert.equal(changed(start, "back", 6000).elapsed_ms, 0);
  assert.equal(changed(changed(start, "skip", 4000), "back", 5000).elapsed_ms, 0);
  assert.equal(changed(start, "stop", 6000).state, "done");
});

test("a trial is a room of one timer", () => {
  const trial = createTrial();
  trial.deed("pause"); // nothing runs: nothing happens
  trial.start("Mine", [interval("A", 10)]);
  trial.deed("pause");
  const [timer] = Object.values(trial.live.room.value.timers);
  assert.deepEqual([timer.title, timer.rev, timer.state], ["Mine", 2, "paused"]);
});

const answering = (...answers) => {
  const asked = [];
  const send = async (url, body) => {
    asked.push({ url, body });
    const answer = answers.shift();
    if (answer instanceof Error) throw answer;
    return answer;
  };
  return { asked, send };
};

test("a timer is kept, then saved under its id with the revision that was last told", async () => {
  const { asked, send } = answering({ timer: { id: "x", rev: 1, name: "Mine" } }, { timer: { id: "x", rev: 2, name: "Mine" } });
  const saving = createSaving({ here: "/t", saved: null, send });
  const draft = { ...draftOf(FORMATS[0].usual), name: "Mine" };
  assert.ok(await saving.save(draft));
  assert.ok(await saving.save(draft));
  assert.deepEqual(asked.map(({ url, body }) => [url, body.rev]), [["/t", undefined], ["/t/x", 1]]);
  assert.equal(saving.kept.value.rev, 2);
});

test("who saves later is told, and may keep both or replace the other", async () => {
  const { asked, send } = answering(new Refusal("stale", "Saved elsewhere."), { timer: { id: "y", rev: 1, name: "Mine (copy)" } }, new Refusal("not-found", "Gone."));
  const saving = createSaving({ here: "/t", saved: { id: "x", rev: 1, name: "Mine" }, send });
  const draft = { ...draftOf(FORMATS[0].usual), name: "Mine" };
  assert.equal(await saving.save(draft), false);
  assert.equal(saving.trouble.value.kind, "stale");
  assert.ok(await saving.saveCopy(draft));
  assert.equal(asked[1].body.name, "Mine (copy)");
  assert.equal(saving.kept.value.id, "y");
  assert.equal(await saving.replace(draft, 7), false);
  assert.deepEqual([asked[2].url, asked[2].body.rev, saving.trouble.value.kind], ["/t/y", 7, "gone"]);
});
