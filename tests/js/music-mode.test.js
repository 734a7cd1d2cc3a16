/** Music mode: what a microphone is asked for by what it can do, and what the page says of what it does. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { echoWish, musicWish, needsHeadphones, rowsOf } from "../../static/js/live/music-mode.js";

/** @param {unknown} echoCancellation */
const able = (echoCancellation) => /** @type {any} */ ({ echoCancellation });

test("echo is taken out of the call's own sound alone where the browser knows how, and else not at all", () => {
  assert.equal(echoWish(able([true, false, "remote-only"])), "remote-only");
  assert.equal(echoWish(able([true, false])), false);
  assert.equal(echoWish(able(undefined)), false);
  assert.equal(echoWish(able("remote-only is no list")), false);
  assert.equal(echoWish(null), false);
});

test("nothing that is made for voices touches music; two channels are asked for where no echo is taken out of one", () => {
  assert.deepEqual(musicWish(able([true, false, "remote-only"])), { echoCancellation: "remote-only", noiseSuppression: false, autoGainControl: false });
  assert.deepEqual(musicWish(able([true, false])), { echoCancellation: false, noiseSuppression: false, autoGainControl: false, channelCount: { ideal: 2 } });
});

test("what the browser says of the microphone stands there as it is, and what it does not say does not", () => {
  const words = (/** @type {any} */ settings) => rowsOf(settings).map(({ name, value }) => `${name}: ${value}`);
  assert.deepEqual(words({ echoCancellation: true, noiseSuppression: true, autoGainControl: false, channelCount: 1, sampleRate: 48_000 }), [
    "Echo cancellation: On",
    "Noise suppression: On",
    "Automatic gain: Off",
    "Channels: 1 (mono)",
    "Sample rate: 48 kHz",
  ]);
  assert.deepEqual(words({ echoCancellation: "remote-only", channelCount: 2 }), ["Echo cancellation: Only of the call's own sound", "Channels: 2 (stereo)"]);
  assert.deepEqual(words({ sampleRate: 44_100 }), ["Sample rate: 44.1 kHz"]);
});

test("headphones are advised by what the browser does, not by what it was asked", () => {
  assert.equal(needsHeadphones(/** @type {any} */ ({ echoCancellation: false })), true);
  assert.equal(needsHeadphones(/** @type {any} */ ({ echoCancellation: "remote-only" })), false);
  assert.equal(needsHeadphones({ echoCancellation: true }), false);
  assert.equal(needsHeadphones({}), false);
});
