/** Changes of a replay: one at a time, each on the revision before, the last of several that wait. */

import assert from "node:assert/strict";
import test from "node:test";

import { createReplayDeeds } from "../../static/js/live/replay-deeds.js";
import { emptyRoom } from "../../static/js/live/room.js";

/** A room whose server answers when told to. */
function fakeRoom() {
  /** @type {any} */
  let replay = { id: "r", rev: 1, state: "playing", at_ms: 0, position_ms: 0, rate: 0.5, duration_ms: 10_000 };
  /** @type {{body: any, answer: (ack: any) => void}[]} */
  const sent = [];
  /** @type {string[]} */
  const refused = [];
  const live = /** @type {any} */ ({
    room: { peek: () => ({ ...emptyRoom(), replay }) },
    replayBefore: { peek: () => null },
    clock: { now: () => 4000 },
    command: (/** @type {string} */ _name, /** @type {any} */ body) => new Promise((answer) => sent.push({ body, answer })),
  });
  const turn = () => new Promise((done) => setImmediate(done));
  return {
    deeds: createReplayDeeds({ live, refused: (message) => refused.push(message) }),
    sent,
    refused,
    /** @param {any} ack @param {any} [change] */
    async answer(ack, change) {
      replay = change === null ? null : { ...replay, ...change };
      sent.at(-1)?.answer(ack);
      await turn();
    },
  };
}

test("while one is under way the last of those that wait counts, on the new revision", async () => {
  const room = fakeRoom();
  for (const ms of [1000, 2000, 3000]) room.deeds.seek(ms);
  assert.deepEqual(room.sent.map(({ body }) => body.position_ms), [1000]);
  await room.answer({ ok: true, seq: 1 }, { rev: 2 });
  assert.deepEqual(room.sent.map(({ body }) => [body.position_ms, body.rev]), [[1000, 1], [3000, 2]]);
});

test("a toggle is of what runs then, a step from where it is, and nothing leaves the clip", async () => {
  const room = fakeRoom();
  room.deeds.toggle();
  assert.equal(room.sent[0]?.body.do, "pause");
  await room.answer({ ok: true }, { rev: 2, state: "paused", position_ms: 2000 });
  room.deeds.toggle();
  assert.equal(room.sent[1]?.body.do, "play");
  await room.answer({ ok: true }, {});
  room.deeds.step(-500);
  assert.equal(room.sent[2]?.body.position_ms, 1500);
  await room.answer({ ok: true }, {});
  room.deeds.step(90_000);
  assert.equal(room.sent[3]?.body.position_ms, 9999);
});

test("who was slower is told nothing, who was refused is", async () => {
  const room = fakeRoom();
  room.deeds.toggle();
  await room.answer({ ok: false, error: "stale", message: "Somebody was faster." }, {});
  room.deeds.rate(0.25);
  await room.answer({ ok: false, error: "too-many", message: "Wait a moment." }, {});
  assert.deepEqual(room.refused, ["Wait a moment."]);
});

test("the same speed again is nothing, and neither is anything after the end", async () => {
  const room = fakeRoom();
  room.deeds.rate(0.5);
  assert.equal(room.sent.length, 0);
  room.deeds.end();
  await room.answer({ ok: true }, null);
  room.deeds.toggle();
  assert.equal(room.sent.length, 1);
});
