/** How loud voices and music are here. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { createVoices } from "../../static/js/live/voices.js";

test("music has a volume of its own, and both step back while a cue is spoken, also what comes meanwhile", () => {
  /** @type {any[]} */
  const players = [];
  const voices = createVoices(() => {
    const player = /** @type {any} */ ({ volume: 1, srcObject: null, play: async () => {} });
    players.push(player);
    return player;
  });
  const view = (/** @type {any} */ streams) => /** @type {any} */ ({ olga: { streams } });
  const [voice, music] = [{}, {}];
  const levels = () => players.map(({ volume }) => Math.round(volume * 100));
  voices.follow(view({ voice }));
  voices.setMusic(0.5);
  assert.deepEqual(levels(), [100]);
  voices.duck(true);
  voices.follow(view({ voice, "screen-sound": music }));
  assert.deepEqual(levels(), [20, 10]);
  voices.duck(false);
  assert.deepEqual(levels(), [100, 50]);
  voices.setMusic(0);
  assert.deepEqual(levels(), [100, 0]);
  voices.follow(view({}));
  assert.deepEqual(players.map(({ srcObject }) => srcObject), [null, null]);
});
