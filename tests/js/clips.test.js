/** Moments in words: whose is kept, how far one has come, and what a client is told. */

import assert from "node:assert/strict";
import test from "node:test";

import { isOtherView, newsOf } from "../../static/js/live/clip-news.js";
import { keeps, latest, lengthOf, mayKeep, newestPlayable, percentOf, secondsKept, standing, targetOf, viewsOf, whyNot } from "../../static/js/live/clips.js";
import { emptyRoom } from "../../static/js/live/room.js";

/** @typedef {import("../../static/js/live/types.d.ts").Moment} Moment */

/** @type {Moment} */
const MOMENT = {
  id: "moment-1",
  person: "b",
  peer: "bob",
  by: "alice",
  at_ms: 1000,
  seconds: 15,
  state: "wanted",
  why: "",
  clip: null,
  duration_ms: null,
  start_ms: 0,
  percent: 0,
};
const bob = /** @type {any} */ ({ id: "bob", person: "b", name: "Bob" });
const bea = /** @type {any} */ ({ id: "bea", person: "e", name: "Bea" });

/** @param {any} buffer */
const media = (buffer, clip_percent = null) => /** @type {any} */ ({ mic: true, camera: true, screen: false, buffer, clip_percent });

test("a press keeps the only client, whom cues go to, or whoever was made large", () => {
  const target = (/** @type {any} */ facts) => targetOf({ clients: [bob, bea], to: "everyone", big: null, ...facts })?.id ?? null;
  assert.equal(target({ clients: [bob] }), "bob");
  assert.equal(target({}), null);
  assert.equal(target({ to: "bea" }), "bea");
  assert.equal(target({ big: "bob:camera" }), "bob");
  assert.equal(target({ to: "bea", big: "bob:camera" }), "bea");
  assert.equal(target({ to: "gone", big: "me" }), null);
  assert.equal(target({ clients: [] }), null);
});

test("a press keeps every view that is held: the main one last, which is replayed", () => {
  const main = { ...bob, device: "main" };
  const side = /** @type {any} */ ({ id: "side", person: "b", device: "camera" });
  const hers = /** @type {any} */ ({ id: "hers", person: "e", device: "camera" });
  const [on, off] = [media({ on: true }), media({ on: false, why: "camera-off" })];
  const views = (/** @type {any} */ media) => viewsOf(main, [bea, hers, side], media).map(({ id }) => id);
  assert.deepEqual(views({ bob: on, side: on, hers: on }), ["side", "bob"]);
  assert.deepEqual(views({ bob: on, side: off }), ["bob"]);
  assert.deepEqual(views({ bob: off, side: on }), ["side"]);
  assert.deepEqual(views({ bob: off }), []);
  assert.deepEqual(views({}), ["bob"], "nobody knows: the press finds out");
});

test("people hear of a press once, whatever number of cameras it keeps", () => {
  const peers = /** @type {any} */ ({ bob: { device: "main" }, side: { device: "camera" } });
  const other = { ...MOMENT, id: "moment-2", peer: "side", at_ms: 980 };
  assert.equal(isOtherView(other, { peers, clips: [other, MOMENT] }), true);
  assert.equal(isOtherView(MOMENT, { peers, clips: [other, MOMENT] }), false);
  assert.equal(isOtherView(other, { peers, clips: [other] }), false, "the main one keeps nothing");
  assert.equal(isOtherView(other, { peers, clips: [other, { ...MOMENT, at_ms: 9000 }] }), false, "another press");
});

test("a tile says what is kept, or why nothing is", () => {
  assert.deepEqual(keeps(media({ on: true, held_ms: 14_700, bytes: 1 })), [{ kind: "neutral", text: "Keeps 15 s" }]);
  assert.deepEqual(keeps(media({ on: true, held_ms: 0, bytes: 0 })), [{ kind: "neutral", text: "Keeps the last seconds" }]);
  assert.deepEqual(keeps(media({ on: false, why: "no-consent" })), [{ kind: "warn", text: "No clips: not agreed to clips" }]);
  assert.deepEqual(keeps(media({ on: false, why: "camera-off" })), []);
  assert.deepEqual(keeps(media(null)), []);
  assert.equal(whyNot(media({ on: true })), "");
  assert.equal(whyNot(media(null)), "");
  assert.equal(whyNot(undefined), "");
  assert.equal(whyNot(media({ on: false, why: "too-heavy" })), "their device is too slow for clips");
});

test("each state has its words", () => {
  const words = (/** @type {Partial<Moment>} */ change, more = {}) =>
    standing({ ...MOMENT, ...change }, { percent: 40, now_ms: 2000, isHere: true, ...more }).text;
  assert.equal(words({}), "Being cut");
  assert.equal(words({}, { now_ms: 200_000 }), "Lost: nothing came");
  assert.equal(words({}, { isHere: false }), "Waits for their connection");
  assert.equal(words({ state: "sending" }), "Sending 40 %");
  assert.equal(words({ state: "preview" }), "Preview ready");
  assert.equal(words({ state: "ready" }), "Ready");
  assert.equal(words({ state: "lost", why: "nothing-kept" }), "Lost: nothing was kept yet");
  assert.equal(words({ state: "refused", why: "too-long" }), "Lost: the video could not be read");
});

test("the percent is the page's latest word", () => {
  assert.equal(percentOf({ ...MOMENT, percent: 10 }, media(null, /** @type {any} */ ({ clip: "moment-1", percent: 60 }))), 60);
  assert.equal(percentOf({ ...MOMENT, percent: 10 }, media(null, /** @type {any} */ ({ clip: "another", percent: 60 }))), 10);
  assert.equal(percentOf({ ...MOMENT, percent: 10 }, undefined), 10);
});

test("a tile tells of its latest moment for a minute", () => {
  const said = (/** @type {number} */ now_ms) => latest([{ ...MOMENT, state: "ready" }], "bob", undefined, now_ms).map(({ text }) => text);
  assert.deepEqual(said(2000), ["Clip: ready"]);
  assert.deepEqual(said(61_001), []);
  assert.deepEqual(latest([MOMENT], "bea", undefined, 2000), []);
});

test("what can be played is played, the newest first", () => {
  const there = { ...MOMENT, state: /** @type {const} */ ("preview"), clip: "k", duration_ms: 15_000, start_ms: 400 };
  assert.equal(lengthOf(there), 14_600);
  assert.equal(lengthOf({ ...there, state: "lost" }), 14_600);
  assert.equal(lengthOf({ ...there, state: "sending" }), null);
  assert.equal(lengthOf({ ...there, state: "lost", duration_ms: null }), null);
  assert.equal(newestPlayable([{ ...there, id: "a", at_ms: 1 }, { ...there, id: "c", at_ms: 3 }, { ...MOMENT, at_ms: 9 }, { ...there, id: "b", at_ms: 2 }])?.id, "c");
  assert.equal(newestPlayable([MOMENT]), null);
});

test("a press keeps no more than was filmed", () => {
  const held = (/** @type {number} */ held_ms) => secondsKept(15, { buffer: { on: true, held_ms, bytes: 0, why: "" } });
  assert.deepEqual([9600, 40_000, 0].map(held), [10, 15, 15]);
  assert.equal(secondsKept(15, undefined), 15);
});

test("what was answered in the room counts, before that what the page was told", () => {
  const room = { ...emptyRoom(), consents: { b: { clips: false } } };
  assert.equal(mayKeep(room, "b", true), false);
  assert.equal(mayKeep(room, "e", true), true);
  assert.equal(mayKeep(room, "e", false), false);
});

test("a client is told once that a moment was kept, and that it was lost after all", () => {
  const news = (/** @type {Partial<Moment>} */ change, /** @type {any} */ facts = {}) =>
    newsOf({ ...MOMENT, ...change }, { isByTrainer: true, isHeld: true, kept_s: 15, before: undefined, ...facts })?.text ?? null;
  assert.equal(news({}), "Your trainer kept the last 15 seconds.");
  assert.equal(news({}, { isByTrainer: false }), "The last 15 seconds are kept.");
  assert.equal(news({}, { kept_s: 9 }), "Your trainer kept the last 9 seconds.");
  assert.equal(news({}, { kept_s: 1, isByTrainer: false }), "The last second is kept.");
  assert.equal(news({}, { isHeld: false }), null);
  assert.equal(news({ state: "sending" }, { isHeld: false }), "Your trainer kept the last 15 seconds.");
  assert.equal(news({ state: "ready" }, { before: "kept" }), null);
  assert.match(news({ state: "lost", why: "upload-failed" }, { before: "kept" }) ?? "", /could not be kept/u);
  assert.equal(news({ state: "lost", why: "nothing-kept" }), null);
  assert.match(news({ state: "lost", why: "nothing-kept" }, { isByTrainer: false }) ?? "", /could not be kept/u);
  assert.equal(news({ state: "lost", why: "no-consent" }, { before: "kept" }), null);
  assert.equal(news({ state: "ready" }, { before: "lost" }), null);
});
