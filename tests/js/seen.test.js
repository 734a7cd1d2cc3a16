/** What was seen of a clip: who may write tells the server that it was watched; who reads along changes nothing, here neither. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { attach } from "../../static/js/review/seen.js";

/**
 * Plays a clip to its end on a page of its own.
 *
 * @param {import("node:test").TestContext} t
 * @param {{may_write: boolean, reviewed?: boolean}} who
 */
async function watch(t, { may_write, reviewed = false }) {
  const asked = /** @type {string[]} */ ([]);
  const face = { textContent: "Not yet" };
  const page = { hidden: false, getElementById: (/** @type {string} */ id) => (id === "looked" ? face : null) };
  Object.assign(globalThis, { document: page });
  t.after(() => delete (/** @type {any} */ (globalThis).document));
  t.mock.method(globalThis, "fetch", async (/** @type {string} */ url, /** @type {RequestInit} */ { body }) => {
    asked.push(`${url} ${body}`);
    return new Response("{}");
  });
  const media = Object.assign(new EventTarget(), { played: { length: 1, start: () => 0, end: () => 4 } });
  const config = { side: "trainer", here: "/clips/one", may_write, reviewed };
  attach(/** @type {any} */ ({ config, media, player: { length: { value: 4000 } }, standing: { value: { state: "ready" } } }));
  media.dispatchEvent(new Event("timeupdate"));
  await new Promise((go) => setTimeout(go));
  return { asked, says: face.textContent };
}

test("who may write has watched it, and the page says so", async (t) => {
  assert.deepEqual(await watch(t, { may_write: true }), { asked: ['/clips/one/seen {"watched":true}'], says: "Just now" });
});

test("who reads along has not looked at it for the trainer, and the page does not say so", async (t) => {
  assert.deepEqual(await watch(t, { may_write: false }), { asked: [], says: "Not yet" });
});

test("what was watched before is not told again", async (t) => {
  assert.deepEqual(await watch(t, { may_write: true, reviewed: true }), { asked: [], says: "Not yet" });
});
