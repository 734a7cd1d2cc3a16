/** How things stand between the people, in words. */

import assert from "node:assert/strict";
import test from "node:test";

import { standing } from "../../static/js/live/standing.js";

const UP = /** @type {const} */ ({ phase: "up", attempt: 0, down_since_ms: null, retry_at_ms: null });
const DOWN = /** @type {const} */ ({ phase: "waiting", attempt: 3, down_since_ms: 10_000, retry_at_ms: 0 });
const ALICE = { name: "Alice", online: true, picture: /** @type {const} */ ("up"), away_since_ms: null, offline_since_ms: null };

/** @param {any} change */
const how = (change) => standing({ line: UP, other: ALICE, isTrainer: false, isByPhone: false, now_ms: 17_000, ...change });

test("all is well and nothing is said but that", () => {
  assert.deepEqual(how({}), { tone: "good", title: "Connected", count: "", detail: "", offersPhone: false });
});

test("a lost socket is told with its seconds, and what still works", () => {
  const told = how({ line: DOWN });
  assert.deepEqual([told.title, told.count, told.offersPhone], ["Reconnecting", "7 s", false]);
  assert.match(told.detail, /Picture and sound go on/);
  assert.doesNotMatch(how({ line: DOWN, other: { ...ALICE, picture: "down" } }).detail, /Picture/);
});

test("after twenty seconds the phone is offered, whoever it was that went", () => {
  assert.equal(how({ line: DOWN, now_ms: 29_000 }).offersPhone, false);
  assert.equal(how({ line: DOWN, now_ms: 30_000 }).offersPhone, true);
  const gone = { ...ALICE, online: false, picture: "down", away_since_ms: 10_000 };
  assert.equal(how({ other: gone, now_ms: 29_000 }).offersPhone, false);
  assert.deepEqual([how({ other: gone, now_ms: 31_000 }).offersPhone, how({ other: gone, now_ms: 31_000 }).tone], [true, "bad"]);
});

test("the other's lost socket is no news while their picture is there, until the phone may help", () => {
  const silent = { ...ALICE, online: false, offline_since_ms: 10_000 };
  assert.equal(how({ other: silent }).tone, "good");
  const later = how({ other: silent, isTrainer: true, now_ms: 31_000 });
  assert.deepEqual([later.title, later.count, later.offersPhone], ["Cues do not reach Alice", "21 s", true]);
});

test("a relay that takes nobody is told in its own sentence, unless the picture is there all the same", () => {
  const refusal = { error: "unavailable", message: "The relay is away." };
  const other = { ...ALICE, picture: "waiting" };
  assert.match(how({ refusal, other }).detail, /^The relay is away\. It is tried again by itself\./);
  assert.equal(how({ refusal: { ...refusal, error: "no-capacity" }, other }).offersPhone, true);
  assert.equal(how({ refusal }).tone, "good");
});

test("by phone is said on both sides, with the number", () => {
  assert.deepEqual([how({ isByPhone: true }).title, how({ isByPhone: true }).offersPhone], ["By phone", true]);
});
