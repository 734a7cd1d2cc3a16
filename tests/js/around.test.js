/** What the trainer decided about a client, in words. */

import assert from "node:assert/strict";
import test from "node:test";

import { wordsAround } from "../../static/js/live/around.js";

const NOTHING = { is_group: true, muted: false, spotlit: false, aside: false, waits: false, is_elsewhere: false, others: [] };
const keys = (/** @type {any} */ change) => wordsAround({ ...NOTHING, ...change }, "Olga").map(({ key }) => key);

test("nothing decided is nothing said", () => {
  assert.deepEqual(keys({}), []);
  assert.deepEqual(wordsAround(null, "Olga"), []);
});

test("what matters most comes first, by the trainer's name", () => {
  assert.deepEqual(keys({ muted: true, waits: true }), ["waits", "muted"]);
  assert.deepEqual(keys({ aside: true, spotlit: true }), ["aside", "spotlit"]);
  assert.equal(wordsAround({ ...NOTHING, waits: true }, "Olga")[0]?.title, "Olga asks everybody to wait");
  assert.equal(wordsAround({ ...NOTHING, waits: true, is_elsewhere: true }, "Olga")[0]?.title, "Olga is with somebody else for a moment");
});

test("alone with the trainer nobody is in a spotlight", () => {
  assert.deepEqual(keys({ is_group: false, spotlit: true }), []);
});
