/** What clients count, in words, in order, and before the server answered. */

import assert from "node:assert/strict";
import test from "node:test";

import { nextWords } from "../../static/js/live/next-words.js";
import { build, formatOf } from "../../static/js/live/plans/formats.js";
import { NOTHING, firstAnd, placeOf, pressed, tallyRows, tallyWords, timerBadges } from "../../static/js/live/tallies.js";
import { createTallyDeeds } from "../../static/js/live/tally-deeds.js";

const T0 = 1_700_000_000_000;

/** @type {(format: string, change?: object, fields?: object) => import("../../static/js/live/types.d.ts").Timer} */
function timer(format, change = {}, fields = {}) {
  const recipe = /** @type {any} */ ({ ...formatOf({ format })?.usual, ...fields });
  const counts = formatOf(recipe)?.counts ?? "";
  return { id: "t", rev: 1, title: "Together", plan: build(recipe), state: "running", at_ms: T0, elapsed_ms: 0, to: "everyone", counts, tallies: {}, ...change };
}

test("a tally is said as short as it can be", () => {
  assert.deepEqual([0, 1, 7].map((rounds) => tallyWords("rounds", { ...NOTHING, rounds })), ["0 rounds", "1 round", "7 rounds"]);
  assert.equal(tallyWords("rounds", { ...NOTHING, rounds: 1, reps: 5 }), "1 round + 5");
  assert.deepEqual([null, 65_900].map((finish_ms) => tallyWords("finish", { ...NOTHING, finish_ms })), ["", "1:05"]);
  assert.deepEqual([null, 9].map((out) => tallyWords("out", { ...NOTHING, out })), ["", "Out in round 9"]);
});

test("the best stands first, and who counted nothing last", () => {
  const people = [{ person: "a", name: "Ann" }, { person: "b", name: "Bob" }, { person: "c", name: "Cleo" }];
  /** @type {(format: string, tallies: object) => string} */
  const order = (format, tallies) => tallyRows(timer(format, { tallies }), people).map(({ name }) => name).join(" ");
  assert.equal(order("amrap", { b: { ...NOTHING, rounds: 5 }, c: { ...NOTHING, rounds: 4 } }), "Bob Cleo Ann");
  assert.equal(order("amrap", { b: { ...NOTHING, rounds: 5, reps: 3 }, c: { ...NOTHING, rounds: 5, reps: 4 } }), "Cleo Bob Ann");
  assert.equal(order("for-time", { b: { ...NOTHING, finish_ms: 9000 }, c: { ...NOTHING, finish_ms: 8000 } }), "Cleo Bob Ann");
  assert.equal(order("death-by", { b: { ...NOTHING, out: 4 }, c: { ...NOTHING, out: 9 } }), "Ann Cleo Bob");
});

test("of a large class a client reads the first five, and themselves", () => {
  const people = Array.from({ length: 9 }, (_, at) => ({ person: `p${at}`, name: `Person ${at}` }));
  const tallies = Object.fromEntries(people.map(({ person }, at) => [person, { ...NOTHING, rounds: 20 - at }]));
  const rows = tallyRows(timer("amrap", { tallies }), people);
  assert.deepEqual(firstAnd(rows, "p7").map(({ person }) => person), ["p0", "p1", "p2", "p3", "p4", "p7"]);
  assert.deepEqual(firstAnd(rows, "p1").map(({ person }) => person), ["p0", "p1", "p2", "p3", "p4"]);
});

test("a press falls where the clock is, without the lead-in", () => {
  const deathBy = timer("death-by");
  assert.deepEqual(placeOf(deathBy, T0 + 5000), { finish_ms: -5000, round: 0, hasBegun: false });
  assert.deepEqual(placeOf(deathBy, T0 + 75_500), { finish_ms: 65_500, round: 2, hasBegun: true });
});

test("a press counts as the server counts it", () => {
  const place = { finish_ms: 65_500, round: 2 };
  const after = (/** @type {any[]} */ ...deeds) => deeds.reduce((tally, what) => pressed(tally, { do: what, ...place }), NOTHING);
  assert.deepEqual(after("add", "add", "take"), { ...NOTHING, rounds: 1 });
  assert.deepEqual(after("take"), NOTHING);
  assert.deepEqual(pressed({ ...NOTHING, rounds: 4 }, { do: "reps", ...place, reps: 12 }), { ...NOTHING, rounds: 4, reps: 12 });
  assert.deepEqual(after("finish"), { ...NOTHING, finish_ms: 65_500 });
  assert.deepEqual(after("out", "undo"), NOTHING);
});

test("a tile tells of a timer that is not everyone's, and of what is counted", () => {
  const own = timer("hold", { id: "own", title: "Wall sit", to: ["b"] }, { lead_s: 0, name: "Wall sit" });
  const tallies = { b: { ...NOTHING, rounds: 3 } };
  const all = timer("amrap", { id: "all", tallies });
  assert.deepEqual(timerBadges({ all }, "b", T0 + 20_000), [{ kind: "good", text: "3 rounds" }]);
  assert.deepEqual(timerBadges({ all, own }, "b", T0 + 5000).map(({ text }) => text), ["Wall sit: Wall sit 0:25"]);
  assert.deepEqual(timerBadges({ all, own }, "c", T0 + 20_000), []);
});

test("quick presses show at once, and stay when the server has them", async () => {
  /** @type {((ack: any) => void)[]} */
  const answers = [];
  const now = timer("amrap");
  const room = { value: { timers: { t: now } } };
  /** @type {string[]} */
  const refused = [];
  const live = /** @type {any} */ ({
    room, isTrainer: false, clock: { now: () => T0 + 20_000 },
    command: () => new Promise((done) => answers.push(done)),
  }); // prettier-ignore
  const deeds = createTallyDeeds({ live, refused: (message) => refused.push(message) });
  const bob = { id: "bob", person: "b" };
  const rounds = () => deeds.of(now, "b").rounds;
  deeds.press(now, "add", bob);
  deeds.press(now, "add", bob);
  assert.equal(rounds(), 2);
  room.value = { timers: { t: { ...now, tallies: { b: { ...NOTHING, rounds: 1 } } } } };
  answers[0]?.({ ok: true });
  await Promise.resolve();
  assert.equal(rounds(), 2, "the second is on its way still");
  room.value = { timers: { t: { ...now, tallies: { b: { ...NOTHING, rounds: 2 } } } } };
  answers[1]?.({ ok: true });
  await Promise.resolve();
  assert.equal(rounds(), 2);
  deeds.press(now, "add", bob);
  answers[2]?.({ ok: false, error: "timer-done", message: "This timer has run out." });
  await Promise.resolve();
  assert.deepEqual([rounds(), refused], [2, ["This timer has run out."]]);
});

test("what comes next is said with what comes after a rest", () => {
  const words = (/** @type {string} */ format, /** @type {number} */ at, /** @type {object} */ fields = {}) => nextWords(timer(format, {}, fields).plan, at);
  assert.equal(words("tabata", 0), "Next: Work 20 s");
  assert.equal(words("tabata", 1), "Next: Rest 10 s");
  assert.equal(words("tabata", 15), "Last one");
  assert.equal(words("circuit", 1), "Next: Move on 20 s, then Push-up");
  assert.equal(words("every", 1, { labels: ["10 swings", "8 burpees"] }), "Next: 8 burpees 1:00");
  assert.equal(words("every", 1), "Next: Minute 2 1:00");
  assert.equal(words("every", 0, { labels: ["10 swings"] }), "Next: Minute: 10 swings 1:00");
  assert.equal(words("sides", 1), "Next: Change sides 10 s, then Work, right");
  assert.equal(words("hold", 1), "Next: Rest 20 s");
  assert.equal(words("hold", 2), "Next: Get ready 5 s");
  assert.equal(words("amrap", 1), "");
});
