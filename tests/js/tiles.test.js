/** Which picture is large, and what each tile tells. */

import assert from "node:assert/strict";
import test from "node:test";

import { emptyRoom } from "../../static/js/live/room.js";
import { nextBig, tilesOf } from "../../static/js/live/tiles.js";

const view = { phase: /** @type {const} */ ("up"), streams: { camera: /** @type {any} */ ({}) }, quality: /** @type {const} */ ("good"), down_since_ms: null };
const bob = /** @type {any} */ ({ id: "bob", person: "b", name: "Bob", role: "client", device: "main", state: "in" });

/** @param {any} change */
const tiles = (change = {}) =>
  tilesOf({
    me: /** @type {any} */ ({ id: "alice", role: "trainer", device: "main" }),
    myName: "",
    gear: { camera: true, screen: false, mic: true },
    others: [bob],
    room: emptyRoom(),
    media: { bob: { mic: true, camera: true, screen: false } },
    views: { bob: view },
    online: ["bob"],
    chosen: null,
    isConsultation: false,
    now_ms: 10_000,
    ...change,
  });

test("the client is large and the trainer small, a choice turns it round, a shared screen goes first", () => {
  const big = (/** @type {any} */ change) => tiles(change).filter(({ isBig }) => isBig).map(({ id }) => id);
  assert.deepEqual(big({}), ["bob:camera"]);
  assert.deepEqual(big({ chosen: "me" }), ["me"]);
  assert.deepEqual(big({ chosen: "nobody" }), ["bob:camera"]);
  assert.deepEqual(big({ isConsultation: true }), ["bob:camera", "me"]);
  const sharing = { media: { bob: { mic: true, camera: true, screen: true } }, views: { bob: { ...view, streams: { camera: {}, screen: {} } } } };
  assert.deepEqual(big(sharing), ["bob:screen"]);
  assert.deepEqual(big({ others: [] }), ["me"]);
});

test("swapping goes round", () => {
  assert.equal(nextBig(tiles()), "me");
  assert.equal(nextBig(tiles({ chosen: "me" })), "bob:camera");
});

test("a tile tells what must be known, in words", () => {
  const cue = { seq: 4, at_ms: 1000, valid_ms: 3000, say: "Knees out", kind: "form", focus: "", to: "everyone", speak: false, shown: [], acked: [] };
  const badges = (/** @type {any} */ change) => tiles(change)[0]?.badges.map(({ text }) => text);
  assert.deepEqual(badges({}), []);
  assert.deepEqual(badges({ media: { bob: { mic: false, camera: true, screen: false } } }), ["Mic off"]);
  assert.deepEqual(badges({ views: { bob: { ...view, quality: "poor" } } }), ["Weak connection"]);
  assert.deepEqual(badges({ room: { ...emptyRoom(), cues: [cue] } }), ["Missed: Knees out"]);
  assert.deepEqual(badges({ room: { ...emptyRoom(), cues: [{ ...cue, shown: ["bob"] }] } }), []);
  const off = tiles({ media: { bob: { mic: true, camera: false, screen: false } } })[0];
  assert.deepEqual([off?.hasPicture, off?.note], [false, "Camera off"]);
});
