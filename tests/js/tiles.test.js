/** Which picture is large, and what each tile tells. */

import assert from "node:assert/strict";
import test from "node:test";

import { emptyRoom } from "../../static/js/live/room.js";
import { sinceWhen } from "../../static/js/live/presence.js";
import { nextBig, tilesOf } from "../../static/js/live/tiles.js";

const view = { phase: /** @type {const} */ ("up"), streams: { camera: /** @type {any} */ ({}) }, quality: /** @type {const} */ ("good"), down_since_ms: null };
const bob = /** @type {any} */ ({ id: "bob", person: "b", name: "Bob", role: "client", device: "main", state: "in" });

/** @param {any} change */
const tiles = (change = {}) =>
  tilesOf({
    me: /** @type {any} */ ({ id: "alice", role: "trainer", device: "main" }),
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
  assert.deepEqual(badges({ media: { bob: { mic: true, camera: true, screen: false, voiceless: "fr" } } }), ["No voice for French"]);
  assert.deepEqual(badges({ media: { bob: { mic: true, camera: true, screen: false, voiceless: "" } } }), ["No voice for cues"]);
  assert.deepEqual(badges({ views: { bob: { ...view, quality: "poor" } } }), ["Weak connection"]);
  assert.deepEqual(badges({ room: { ...emptyRoom(), cues: [cue] } }), ["Missed: Knees out"]);
  assert.deepEqual(badges({ room: { ...emptyRoom(), cues: [{ ...cue, shown: ["bob"] }] } }), []);
  const off = tiles({ media: { bob: { mic: true, camera: false, screen: false } } })[0];
  assert.deepEqual([off?.hasPicture, off?.note], [false, "Camera off"]);
});

const bea = { ...bob, id: "bea", person: "e", name: "Bea" };
const group = (/** @type {any} */ change = {}) =>
  tiles({ others: [bea, bob], views: { bob: view, bea: view }, online: ["bob", "bea"], media: {}, isGroup: true, ...change });

test("a class is a grid with oneself in it; the spotlight makes one large, a choice goes before it", () => {
  const big = (/** @type {any} */ change) => group(change).filter(({ isBig }) => isBig).map(({ id }) => id);
  const room = { ...emptyRoom(), stage: { ...emptyRoom().stage, spotlight: "bob" } };
  assert.deepEqual(big({}), ["bea:camera", "bob:camera", "me"]);
  assert.deepEqual(big({ room }), ["bob:camera"]);
  assert.deepEqual(big({ room, chosen: "bea:camera" }), ["bea:camera"]);
});

test("for a client the trainer is large, whoever else they see", () => {
  const olga = { ...bob, id: "olga", role: "trainer", person: "o", name: "Olga" };
  const mine = { me: { id: "ann", role: "client", device: "main" }, others: [bea, bob, olga], views: { bob: view, bea: view, olga: view } };
  assert.deepEqual(group(mine).filter(({ isBig }) => isBig).map(({ id }) => id), ["olga:camera"]);
  assert.equal(group({ ...mine, waits: true }).find(({ peer }) => peer === "olga")?.note, "Back in a moment");
});

test("a tile of a class tells what was decided about its client", () => {
  const stage = { ...emptyRoom().stage, muted: ["b"], aside: "e" };
  const room = { ...emptyRoom(), stage, hands: { b: 500 } };
  const [hers, his] = group({ room, to: "bob", speaking: "bea" });
  assert.deepEqual(hers?.badges.map(({ text }) => text), ["Only you two"]);
  assert.deepEqual(his?.badges.map(({ text }) => text), ["Hand up", "Cues only here", "Waits", "Muted"]);
  assert.deepEqual([hers?.isSpeaking, his?.isSpeaking, his?.marks?.isTarget], [true, false, true]);
});

test("a pin is the viewer's own: it goes before the trainer's spotlight, says so, and gives way when it is taken back or its picture goes", () => {
  const room = { ...emptyRoom(), stage: { ...emptyRoom().stage, spotlight: "bob" } };
  const shown = (/** @type {any} */ change) => group({ room, ...change }).filter(({ isBig }) => isBig).map(({ id, isPinned, badges }) => [id, isPinned, badges.some(({ text }) => text === "Pinned")]);
  assert.deepEqual(shown({}), [["bob:camera", false, false]]);
  assert.deepEqual(shown({ chosen: "bea:camera" }), [["bea:camera", true, true]]);
  assert.deepEqual(shown({ chosen: "bea:camera", others: [bob] }), [["bob:camera", false, false]]);
});

test("a cue is missed by those who were there, and in a class it is told how long ago the last one was", () => {
  const cue = { seq: 4, at_ms: 60_000, valid_ms: 3000, say: "Knees out", kind: "form", focus: "", to: "everyone", speak: false, shown: ["bob"], acked: [] };
  const badges = (/** @type {any} */ change) => Object.fromEntries(group({ now_ms: 310_000, ...change }).map(({ peer, badges: all }) => [peer, all.map(({ text }) => text)]));
  const room = { ...emptyRoom(), cues: [cue] };
  assert.deepEqual(badges({ room }), { bea: ["Missed: Knees out"], bob: ["Last cued 4 min ago"], alice: [] });
  assert.deepEqual(badges({ room, since: { bea: 90_000, bob: 0 } }), { bea: [], bob: ["Last cued 4 min ago"], alice: [] }, "Bea came later");
  const later = { ...cue, seq: 5, at_ms: 300_000, shown: [] };
  const both = { ...room, cues: [{ ...cue, kind: "safety", valid_ms: null, say: "Stop" }, later] };
  assert.deepEqual(badges({ room: both }).bob, ["Not confirmed: Stop", "Missed: Knees out"], "safety is not forgotten over what came after it");
  const safety = { ...room, cues: [{ ...cue, kind: "safety", valid_ms: null, acked: ["bob"] }] };
  assert.deepEqual(badges({ room: safety }), { bea: ["Not confirmed: Knees out"], bob: ["Last cued 4 min ago"], alice: [] });
});

test("who was there before this page came is there from the beginning; who comes back came anew", () => {
  const first = sinceWhen(null, ["bob"], 1000);
  assert.deepEqual(first, { bob: 0 });
  const second = sinceWhen(first, ["bea", "bob"], 2000);
  assert.deepEqual(second, { bea: 2000, bob: 0 });
  assert.deepEqual(sinceWhen(sinceWhen(second, ["bob"], 3000), ["bea", "bob"], 4000), { bea: 4000, bob: 0 });
});
