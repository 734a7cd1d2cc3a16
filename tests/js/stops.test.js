/** A client's stop: at once, whatever the socket does; the timer as they see it rests from the press on. */

import assert from "node:assert/strict";
import test from "node:test";

import { emptyRoom, fold } from "../../static/js/live/room.js";
import { soundsBetween } from "../../static/js/live/sounds.js";
import { createStops } from "../../static/js/live/stops.js";
import { face, heldAt } from "../../static/js/live/timers.js";
import { signal } from "../../static/js/lib/state.js";

const T = 1_790_000_000_000;

/** @returns {any} */
const timer = (changes = {}) => ({
  id: "t1", rev: 1, title: "Tabata", state: "running", at_ms: T, elapsed_ms: 0, to: "everyone", counts: "", asks_effort: false, tallies: {},
  plan: [{ name: "Work", kind: "work", duration_ms: 20_000, round: 1, rounds: 1 }], ...changes,
}); // prettier-ignore

/** A client's page whose answers come when the test says so. */
function page(shelf = new Map()) {
  const room = signal({ ...emptyRoom(), peers: /** @type {any} */ ({ bob: { id: "bob", person: "c:bob" } }) });
  const sent = /** @type {{name: string, body: any, answer: (ack: any) => Promise<void>}[]} */ ([]);
  const clock = { at_ms: T + 5000 };
  const live = /** @type {any} */ ({
    me: { id: "bob" },
    room,
    clock: { now: () => clock.at_ms },
    command: (/** @type {string} */ name, /** @type {any} */ body) =>
      new Promise((done) => {
        const answer = async (/** @type {any} */ ack) => {
          done(ack);
          await new Promise((go) => setTimeout(go));
        };
        sent.push({ name, body, answer });
      }),
  });
  const refused = /** @type {string[]} */ ([]);
  /** @param {number} seq @param {object} changes */
  const happens = (seq, changes) => {
    const stop = { person: "c:bob", why: "pause", at_ms: T + 5000, by: "bob", state: "open", is_taken: false, is_fine: false, timers: [], ...changes };
    room.value = fold(room.value, { seq, at_ms: T, type: "stop", actor: "bob", audience: ["c:bob"], payload: { stop } });
  };
  const memory = { get: (/** @type {string} */ name) => shelf.get(name) ?? null, set: (/** @type {string} */ name, /** @type {any} */ value) => void (value === null ? shelf.delete(name) : shelf.set(name, value)) };
  return { stops: createStops({ live, memory, today_ms: () => clock.at_ms, refused: (message) => void refused.push(message) }), sent, clock, refused, happens, shelf };
}

test("a press stops the timer and its sounds at once, though nobody answers", () => {
  const { stops, sent, clock } = page();
  const find = stops.held(() => timer());
  assert.equal(face(/** @type {any} */ (find({}, clock.at_ms)), clock.at_ms).state, "running");
  stops.raise("pause");
  clock.at_ms = T + 12_000;
  const held = /** @type {any} */ (find({}, clock.at_ms));
  assert.deepEqual([face(held, clock.at_ms).state, face(held, clock.at_ms).text], ["paused", "0:15"]);
  assert.deepEqual(soundsBetween(held, null, clock.at_ms, clock.at_ms + 60_000), []);
  assert.deepEqual(sent.map(({ name, body }) => [name, body]), [["stop.raise", { id: sent[0]?.body.id, why: "pause", at_ms: T + 5000 }]]);
  assert.equal(stops.isTold.value, false);
});

test("a press that nobody answered is said by the next page, the same one, and once answered it is forgotten", async () => {
  const first = page();
  first.stops.raise("unwell");
  const next = page(first.shelf);
  assert.equal(next.stops.mine.value?.why, "unwell");
  assert.deepEqual(next.sent.map(({ name, body }) => [name, body]), first.sent.map(({ name, body }) => [name, body]));
  await next.sent[0]?.answer({ ok: true, seq: 3 });
  assert.equal(next.stops.isTold.value, true);
  assert.equal(page(first.shelf).sent.length, 0);

  first.stops.end();
  await first.sent[1]?.answer({ ok: false, error: "not-sent", message: "There is no connection." });
  assert.equal(first.shelf.size, 1, "a page that leaves has told nobody");
  const [[place, kept]] = /** @type {[[string, any[]]]} */ ([...first.shelf]);
  assert.equal(page(new Map([[place, kept.map((one) => ({ ...one, pressed_ms: one.pressed_ms - 3_600_000 }))]])).sent.length, 0, "too old to be news");
  assert.deepEqual(first.refused, []);
});

test("going on joins the timer where it is by then", () => {
  const { stops, clock } = page();
  stops.raise("pause");
  stops.end();
  clock.at_ms = T + 12_000;
  assert.equal(face(/** @type {any} */ (stops.held(() => timer())({}, clock.at_ms)), clock.at_ms).text, "0:08");
});

test("what was pressed stands until the log has come so far, and then what the log says", async () => {
  const { stops, sent, happens } = page();
  stops.raise("unwell");
  await sent[0]?.answer({ ok: true, seq: 7 });
  assert.equal(stops.mine.value?.why, "unwell", "the answer came before the event");
  assert.equal(stops.isTold.value, true);
  happens(7, { why: "unwell" });
  happens(8, { why: "unwell", is_taken: true });
  assert.equal(stops.mine.value?.is_taken, true);
  happens(9, { why: "unwell", state: "over" });
  assert.equal(stops.mine.value, null);
});

test("what was pressed on a dead socket keeps its order when it is answered at last", async () => {
  const { stops, sent, happens } = page();
  stops.raise("pause");
  stops.raise("unwell");
  stops.end();
  assert.deepEqual([stops.mine.value?.why, stops.mine.value?.is_fine], ["unwell", true]);
  assert.deepEqual(sent.map(({ name }) => name), ["stop.raise", "stop.raise", "stop.end"]);
  for (const [at, one] of sent.entries()) await one.answer({ ok: true, seq: 10 + at });
  happens(10, {});
  assert.equal(stops.mine.value?.is_fine, true, "an older event does not bring back what was before");
  happens(11, { why: "unwell" });
  happens(12, { why: "unwell", is_fine: true });
  assert.equal(stops.mine.value?.is_fine, true);
});

test("a stop that was refused is not shown as one, and its reason is", async () => {
  const { stops, sent, refused } = page();
  stops.raise("pause");
  await sent[0]?.answer({ ok: false, error: "session-over", message: "This session is over." });
  assert.equal(stops.mine.value, null);
  assert.deepEqual(refused, ["This session is over."]);
});

test("a trainer's stop rests the client's screen too", () => {
  const { stops, clock, happens } = page();
  happens(5, { by: "alice", at_ms: T + 4000 });
  assert.equal(face(/** @type {any} */ (stops.held(() => timer())({}, clock.at_ms)), clock.at_ms).text, "0:16");
});

test("a timer that begins after the stop rests at its beginning, one that is paused stays as it is", () => {
  assert.equal(face(heldAt(timer({ at_ms: T + 9000 }), T + 5000), T + 20_000).text, "0:20");
  const paused = timer({ state: "paused", elapsed_ms: 3000 });
  assert.equal(heldAt(paused, T), paused);
});
