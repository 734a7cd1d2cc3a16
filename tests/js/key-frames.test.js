/** Key frames: their order, and what a new one looks like. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { at, beside, colourOf, inOrder } from "../../static/js/review/key-frames.js";

/**
 * @param {string} id
 * @param {number} at_ms
 * @param {string} title
 * @param {string} colour
 */
const key = (id, at_ms, title = "", colour = "amber") => /** @type {any} */ ({ id, body: { at_ms, title, colour } });

test("one goes to the next and to the one before, never to the one one stands on", () => {
  const keys = inOrder([key("c", 900), key("a", 100), key("b", 400)]);
  assert.deepEqual(
    keys.map((one) => one.id),
    ["a", "b", "c"],
  );
  assert.equal(beside(keys, 400.4, 1)?.id, "c");
  assert.equal(beside(keys, 400.4, -1)?.id, "a");
  assert.equal(beside(keys, 900, 1), null);
  assert.equal(at(keys, 401)?.id, "b");
  assert.equal(at(keys, 410), null);
});

test("a title has one colour in a clip, and titles at hand have each their own", () => {
  const keys = [key("a", 1, "Start", "violet")];
  const titles = ["Start", "Bottom", "Lockout"];
  assert.equal(colourOf(keys, "Start", titles), "violet");
  assert.equal(colourOf(keys, "Bottom", titles), "blue");
  assert.equal(colourOf([], "Start", titles), "green");
  assert.equal(colourOf(keys, "", titles), "amber");
});
