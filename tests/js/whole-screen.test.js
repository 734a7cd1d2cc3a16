/** The picture on the whole screen, or a word where a browser has none for it. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { attach } from "../../static/js/review/screen-view.js";

/**
 * Presses the button.
 *
 * @param {import("node:test").TestContext} t
 * @param {object} viewer the frame, with what this browser can do with it
 * @param {object | null} video null: a photo
 */
async function press(t, viewer, video) {
  const said = /** @type {string[]} */ ([]);
  let run = () => {};
  Object.assign(globalThis, { document: { fullscreenElement: null, getElementById: () => viewer } });
  t.after(() => delete (/** @type {any} */ (globalThis).document));
  const keys = { register: (/** @type {{run: () => void}[]} */ [one]) => void (run = one?.run ?? run) };
  attach(/** @type {any} */ ({ picture: video ?? {}, video, keys, say: (/** @type {string} */ words) => said.push(words) }));
  run();
  await new Promise((go) => setTimeout(go));
  return said;
}

test("a photo fills the screen where a browser can", async (t) => {
  let isFull = false;
  assert.deepEqual(await press(t, { requestFullscreen: async () => void (isFull = true) }, null), []);
  assert.equal(isFull, true);
});

test("an iPhone fills its screen with a video, and says that it has none for a photo", async (t) => {
  let isFull = false;
  assert.deepEqual(await press(t, {}, { webkitEnterFullscreen: () => void (isFull = true) }), []);
  assert.equal(isFull, true);
  assert.deepEqual(await press(t, {}, null), ["This browser keeps the page in its window."]);
});
