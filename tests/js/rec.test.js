/** A recording, as each reads it: who is in it, and who is not told that they are safe. */

import assert from "node:assert/strict";
import test from "node:test";

import { isRunning, recordedBadges, signFor, standingOf } from "../../static/js/live/rec.js";
import { emptyRoom } from "../../static/js/live/room.js";

const alice = /** @type {any} */ ({ id: "alice", person: "a", role: "trainer", name: "Alice" });
const bob = /** @type {any} */ ({ id: "bob", person: "b", role: "client", name: "Bob" });
const recording = { id: "r", by: "alice", state: /** @type {const} */ ("running"), started_at_ms: 1000, stopped_at_ms: null, why: "" };

/** @param {any} change */
const room = (change = {}) => ({ ...emptyRoom(), state: /** @type {const} */ ("open"), recording, ...change });
const told = (/** @type {string} */ what, why = "") => ({ recorded: { bob: { person: "b", what, why } } });

test("nothing runs, nothing is said", () => {
  assert.equal(signFor(room({ recording: null }), bob, 5000), null);
  assert.equal(signFor(room({ recording: { ...recording, state: "stopped" } }), bob, 5000), null);
  assert.equal(isRunning(room({ state: "over" })), false);
});

test("its time runs", () => {
  const time = (/** @type {number} */ now_ms) => signFor(room(), alice, now_ms)?.time;
  assert.deepEqual([time(1000), time(8400), time(61_000 + 1000), time(3_723_000 + 1000), time(0)], ["0:00", "0:07", "1:01", "1:02:03", "0:00"]);
});

test("a client is told that they are in it, that they are not, or neither before it is known", () => {
  const me = (/** @type {any} */ change) => signFor(room(change), bob, 5000)?.me;
  assert.deepEqual([me({}), me(told("started")), me(told("not-recorded", "no-consent")), me(told("stopped", "consent-withdrawn"))], ["unknown", "in", "out", "out"]);
});

test("the trainer reads who is in it and why somebody is not", () => {
  const words = (/** @type {any} */ change) => standingOf(room(change), bob).words;
  assert.equal(words(told("started")), "recorded");
  assert.equal(words(told("not-recorded", "no-consent")), "not recorded: did not agree");
  assert.equal(words(told("stopped", "consent-withdrawn")), "not recorded: took their consent back");
  assert.equal(words({ recording: null, consents: { b: { recording: true } } }), "agreed");
  assert.equal(words({ recording: null }), "did not agree");
  assert.equal(standingOf(room({ recording: null }), bob, ["b"]).words, "agreed");
  assert.equal(standingOf(room({ recording: null, consents: { b: { recording: false } } }), bob, ["b"]).words, "did not agree");
});

test("a tile tells it while it runs", () => {
  assert.deepEqual(recordedBadges(room(told("started")), bob), [{ kind: "rec", text: "REC" }]);
  assert.deepEqual(recordedBadges(room(told("not-recorded")), bob), [{ kind: "neutral", text: "Not recorded" }]);
  assert.deepEqual(recordedBadges(room({ recording: null, ...told("started") }), bob), []);
});
