/** Effort: which question is open, what a tap sends, and what a trainer reads of it. */

import assert from "node:assert/strict";
import test from "node:test";

import { createEffortAsk } from "../../static/js/live/effort-ask.js";
import { ASK_STAYS_MS, effortBadges, effortText, questionFor, wordOf } from "../../static/js/live/effort.js";
import { emptyRoom } from "../../static/js/live/room.js";
import { signal } from "../../static/js/lib/state.js";

const T = 1_790_000_000_000;
const PLAN = /** @type {const} */ ([{ name: "Work", kind: "work", duration_ms: 20_000, round: 1, rounds: 1 }]);

/** @returns {any} */
const timer = (changes = {}) => ({
  id: "t1", rev: 1, title: "Tabata", plan: PLAN, state: "running", at_ms: T, elapsed_ms: 0, to: "everyone", counts: "", asks_effort: true, tallies: {}, ...changes,
}); // prettier-ignore

/** @returns {any} */
const room = (changes = {}) => ({ ...emptyRoom(), peers: { bob: { id: "bob", person: "c:bob" } }, ...changes });

/** @returns {any} */
const effort = (changes = {}) => ({ ask: "a1", person: "c:bob", at_ms: T, rpe: 5, rir: null, pain: null, where: [], ...changes });

test("a question is open for three minutes, the last one alone, and only to whom it was put", () => {
  const asks = [{ id: "a1", at_ms: T, to: "everyone" }, { id: "a2", at_ms: T + 1000, to: ["c:bea"] }];
  assert.equal(questionFor(room({ asks }), "c:bob", T + 2000)?.ask, "a1");
  assert.equal(questionFor(room({ asks }), "c:bea", T + 2000)?.ask, "a2");
  assert.equal(questionFor(room({ asks }), "c:bob", T + ASK_STAYS_MS), null);
});

test("a timer asks at the moment its plan has run out, and not before, nor when it was stopped or asks nothing", () => {
  const open = (/** @type {any} */ changes, now_ms = T + 20_000) => questionFor(room({ timers: { t1: timer(changes) } }), "c:bob", now_ms);
  assert.equal(open({}, T + 19_999), null);
  assert.deepEqual(open({}), { ask: "t1", at_ms: T + 20_000, title: "Tabata" });
  assert.equal(open({ asks_effort: false }), null);
  assert.equal(open({ state: "done", elapsed_ms: 9000 }), null);
  assert.equal(open({ state: "done", elapsed_ms: 20_000 })?.ask, "t1", "skipped to its end");
  assert.equal(open({ state: "paused", elapsed_ms: 9000 }), null);
  assert.equal(open({ to: ["c:bea"] }), null);
});

test("an answer reads as one says it", () => {
  assert.equal(effortText(effort()), "Hard");
  assert.equal(effortText(effort({ rpe: 10, rir: 0 })), "All I had, none more");
  assert.equal(effortText(effort({ rpe: 2, rir: 5, pain: true, where: ["left-knee", "chest"] })), "Easy, 5 or more, pain: left knee, chest");
  assert.deepEqual([0, 1, 4, 7, 10].map(wordOf), ["Very easy", "Very easy", "Medium", "Hard", "All I had"]);
});

test("a trainer reads that it was asked, then the answer, pain in the colour of trouble, and after a while nothing", () => {
  const asks = [{ id: "a1", at_ms: T, to: "everyone" }];
  assert.deepEqual(effortBadges(room({ asks }), "c:bob", T + 1), [{ kind: "neutral", text: "Asked how hard it was" }]);
  assert.deepEqual(effortBadges(room({ asks, efforts: [effort()] }), "c:bob", T + 1), [{ kind: "accent", text: "Hard" }]);
  assert.deepEqual(effortBadges(room({ asks, efforts: [effort({ pain: true })] }), "c:bob", T + 1), [{ kind: "bad", text: "Hard, pain" }]);
  assert.deepEqual(effortBadges(room({ asks, efforts: [effort()] }), "c:bob", T + 700_000), []);
  assert.deepEqual(effortBadges(room({ asks, efforts: [effort({ person: "c:bea" })] }), "c:bob", T + 1), [{ kind: "neutral", text: "Asked how hard it was" }]);
});

/** A room of one client, and what the page sends. */
function page({ answers = /** @type {any} */ ({ ok: true, seq: 9 }) } = {}) {
  const sent = /** @type {any[]} */ ([]);
  const told = signal(room({ asks: [{ id: "a1", at_ms: T, to: "everyone" }] }));
  const live = /** @type {any} */ ({
    me: { id: "bob" },
    room: told,
    second: signal(0),
    clock: { now: () => T + 1000 },
    command: (/** @type {string} */ name, /** @type {object} */ body) => (sent.push({ name, ...body }), answers),
  });
  const refused = /** @type {string[]} */ ([]);
  const isStopped = signal(false);
  return { ask: createEffortAsk({ live, isStopped: () => isStopped.value, refused: (message) => void refused.push(message) }), sent, told, refused, isStopped };
}

test("each tap sends the whole answer, and shows at once whatever the socket does", () => {
  const { ask, sent } = page({ answers: new Promise(() => {}) });
  ask.say({ rpe: 5 });
  assert.equal(ask.said.value?.rpe, 5);
  ask.say({ rir: 2 });
  ask.say({ pain: true });
  ask.say({ where: ["left-knee"] });
  ask.say({ pain: false });
  assert.deepEqual(sent.map(({ rpe, rir, pain, where }) => [rpe, rir, pain, where]), [
    [5, null, null, []], [5, 2, null, []], [5, 2, true, []], [5, 2, true, ["left-knee"]], [5, 2, false, []],
  ]); // prettier-ignore
  assert.ok(sent.every(({ name, ask: id }) => name === "effort.answer" && id === "a1"));
});

test("an answer that was refused is not shown as given", async () => {
  const { ask, refused } = page({ answers: Promise.resolve({ ok: false, error: "stale", message: "That was asked too long ago." }) });
  ask.say({ rpe: 5 });
  await new Promise((done) => setTimeout(done));
  assert.equal(ask.said.value, null);
  assert.deepEqual(refused, ["That was asked too long ago."]);
});

test("a question put aside comes back when it is wanted, a new one by itself; whoever stopped is asked nothing", () => {
  const { ask, told, isStopped } = page();
  ask.show(false);
  assert.equal(ask.question.value, null);
  assert.equal(ask.latest.value?.ask, "a1");
  ask.show(true);
  assert.equal(ask.question.value?.ask, "a1");
  ask.show(false);
  told.value = { ...told.value, asks: [{ id: "a2", at_ms: T + 500, to: "everyone" }] };
  assert.equal(ask.question.value?.ask, "a2");
  isStopped.value = true;
  assert.equal(ask.question.value, null);
});

test("what another device of theirs answered shows here too", () => {
  const { ask, told } = page();
  told.value = { ...told.value, efforts: [effort({ rpe: 3 })] };
  assert.equal(ask.said.value?.rpe, 3);
});
