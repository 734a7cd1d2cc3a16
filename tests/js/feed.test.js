/** The log as it arrives: once, in order, nothing skipped, whatever the wire does. */

import assert from "node:assert/strict";
import test from "node:test";

import { createFeed } from "../../static/js/lib/feed.js";

/** @param {number} seq */
const event = (seq) => ({ seq, type: "chat", payload: {} });

/** A server with a log of `length` events, of which every third is hidden; answers as resync does. */
function room(/** @type {number} */ length) {
  const log = Array.from({ length }, (_, at) => (at % 3 === 2 ? { seq: at + 1, hidden: /** @type {const} */ (true) } : event(at + 1)));
  /** @type {number[]} */
  const seen = [];
  /** @type {number[]} */
  const asked = [];
  /** @type {any[]} */
  const resets = [];
  let isDeaf = false;
  const feed = createFeed({
    reset: (snapshot) => resets.push(snapshot),
    apply: (one) => seen.push(one.seq),
    ask: async (after) => {
      asked.push(after);
      if (isDeaf) throw new Error("no connection");
      return { head: length, events: log.filter(({ seq }) => seq > after) };
    },
  });
  return { log, seen, asked, resets, feed, deafen: (/** @type {boolean} */ deaf) => void (isDeaf = deaf) };
}

const settled = () => new Promise((go) => setTimeout(go, 0));

test("events in order are applied at once, and hidden ones only move the head", () => {
  const { log, seen, asked, feed } = room(6);
  log.forEach(feed.take);
  assert.deepEqual(seen, [1, 2, 4, 5]);
  assert.equal(feed.head(), 6);
  assert.deepEqual(asked, []);
});

test("one that comes twice is applied once", () => {
  const { log, seen, feed } = room(4);
  for (const one of [...log, ...log]) feed.take(one);
  assert.deepEqual(seen, [1, 2, 4]);
});

test("a gap is asked for, once, and filled in order", async () => {
  const { log, seen, asked, feed } = room(9);
  for (const at of [0, 4, 5, 8]) feed.take(/** @type {any} */ (log[at]));
  assert.deepEqual(seen, [1]);
  await settled();
  assert.deepEqual(asked, [1]);
  assert.deepEqual(seen, [1, 2, 4, 5, 7, 8]);
  assert.equal(feed.head(), 9);
});

test("a beat with a higher head makes it ask; a failed question is asked again at the next beat", async () => {
  const { seen, asked, feed, deafen } = room(3);
  deafen(true);
  feed.beat(3);
  await settled();
  deafen(false);
  feed.beat(3);
  await settled();
  assert.deepEqual(asked, [0, 0]);
  assert.deepEqual(seen, [1, 2]);
  feed.beat(3);
  assert.equal(asked.length, 2);
});

test("a snapshot takes the place of everything before it, and never goes back", () => {
  const { log, seen, resets, feed } = room(8);
  feed.take(/** @type {any} */ (log[6])); // too early
  feed.replay({ head: 6, snapshot: { head: 6 }, events: [] });
  assert.equal(resets.length, 1);
  assert.deepEqual(seen, [7]);
  feed.replay({ head: 3, snapshot: { head: 3 }, events: [] });
  assert.equal(resets.length, 1);
  assert.equal(feed.head(), 7);
});

test("any order, any loss, any doubling ends with each event once and in order", async () => {
  for (let run = 1; run <= 200; run += 1) {
    let state = run;
    const random = () => (state = (state * 48271) % 2147483647) / 2147483647;
    const { log, seen, feed } = room(40);
    const mess = [...log, ...log].filter(() => random() < 0.6).sort(() => random() - 0.5);
    for (const one of mess) {
      feed.take(one);
      if (random() < 0.2) await settled();
    }
    feed.beat(40);
    await settled();
    feed.beat(40);
    await settled();
    assert.deepEqual(seen, log.filter((one) => !("hidden" in one)).map(({ seq }) => seq));
  }
});
