/** What a trainer draws on a replay: told as it is drawn, bounded, taken back, and when it fades. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { emptyRoom, fold } from "../../static/js/live/room.js";
import { asShape, createPen, untilFading } from "../../static/js/live/pen.js";
import { signal } from "../../static/js/lib/state.js";
import { alphaAt } from "../../static/js/review/fade.js";

const PICTURE = { width: 400, height: 200 };

function studio() {
  const replay = { id: "replay-1", person: "b", clip: "k1", moment: "m1", rev: 1, state: "paused", at_ms: 0, position_ms: 1000, rate: 1, duration_ms: 9000 };
  const room = signal(/** @type {any} */ ({ ...emptyRoom(), replay }));
  /** @type {{name: string, body: any}[]} */
  const sent = [];
  const now = { ms: 100_000 };
  const live = /** @type {any} */ ({
    room,
    clock: { now: () => now.ms },
    command: async (/** @type {string} */ name, /** @type {any} */ body) => {
      sent.push({ name, body });
      return { ok: true };
    },
  });
  return { pen: createPen({ live, refused: assert.fail, done: () => {}, files: "/clips" }), sent, room, now };
}

test("a line goes out once, when the pointer goes up, in shares of the picture", async () => {
  const { pen, sent } = studio();
  pen.choose("line");
  pen.press([40, 20], PICTURE);
  pen.moveTo([200, 100]);
  assert.deepEqual(pen.draft.value?.points, [[0.1, 0.1], [0.5, 0.5]]); // prettier-ignore
  pen.release([200, 100], 6);
  await Promise.resolve();
  assert.equal(sent.length, 1);
  const { id: _, stroke, ...body } = sent[0]?.body;
  assert.equal(typeof stroke, "string");
  assert.deepEqual(body, { replay: "replay-1", tool: "line", points: [[0.1, 0.1], [0.5, 0.5]], colour: "amber", width: 3, lasts_ms: 6000 }); // prettier-ignore
});

test("a long stroke is told as it goes on, under one name, with few points", () => {
  const { pen, sent, now } = studio();
  pen.fades.value = false;
  pen.choose("pencil");
  pen.press([0, 100], PICTURE);
  for (let n = 0; n < 3000; n += 1) {
    now.ms += 1;
    pen.moveTo([n / 8, 100 + 80 * Math.sin(n / 20) + (n % 3) * 4]);
  }
  pen.release([375, 100], 6);
  assert.ok(sent.length >= 5 && sent.length <= 9, String(sent.length));
  assert.equal(new Set(sent.map(({ body }) => body.stroke)).size, 1);
  assert.ok(sent.every(({ body }) => body.points.length <= 200 && !("lasts_ms" in body)));
});

test("nothing is drawn without a tool, or without a replay", () => {
  const { pen, sent, room } = studio();
  pen.press([10, 10], PICTURE);
  pen.release([90, 90], 6);
  room.value = { ...room.value, replay: null };
  pen.choose("line");
  pen.press([10, 10], PICTURE);
  pen.release([90, 90], 6);
  assert.equal(sent.length, 0);
});

test("the last stroke is taken back, or all", async () => {
  const { pen, sent, room } = studio();
  const stroke = { id: "s-1", replay: "replay-1", person: "b", tool: "line", points: [[0, 0]], colour: "red", width: 3, at_ms: 1, position_ms: 0, lasts_ms: null };
  room.value = fold(room.value, /** @type {any} */ ({ seq: 1, at_ms: 1, type: "drawn", actor: "alice", audience: ["b"], payload: { stroke } }));
  await pen.undo();
  await pen.clear();
  assert.deepEqual(sent.map(({ body }) => body.stroke), ["s-1", undefined]); // prettier-ignore
});

test("a stroke fades at its time on the room's clock, and one that stays does not", () => {
  const stroke = /** @type {any} */ ({ id: "a", tool: "line", points: [[0, 0]], colour: "red", width: 3, at_ms: 1000, lasts_ms: 2000 });
  const { body } = asShape(stroke);
  assert.deepEqual([900, 2900, 3420, 4000].map((ms) => alphaAt(body, ms)), [1, 1, 0.5, 0]); // prettier-ignore
  assert.equal(alphaAt(asShape({ ...stroke, lasts_ms: null }).body, 1e9), 1);
  assert.deepEqual([1500, 3100, 5000].map((ms) => untilFading([stroke], ms)), [1500, 0, Infinity]); // prettier-ignore
});
