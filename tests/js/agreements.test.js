/** What a client agrees to: one tap, taken back when it could not be kept, and heard of when it was answered elsewhere. */

import assert from "node:assert/strict";
import { afterEach, beforeEach, test } from "node:test";
import { openAgreements } from "../../static/js/live/agreements.js";

const RECORDING = { purpose: "recording", title: "Recording", text: "", version: 1, given: false, url: "/consent" };
const real = globalThis.fetch;
/** @type {[string, any][]} */
let asked = [];
let answer = [200, /** @type {any} */ ({ ok: true })];

beforeEach(() => {
  asked = [];
  answer = [200, { ok: true }];
  globalThis.fetch = /** @type {any} */ (
    async (/** @type {string} */ url, /** @type {any} */ { body }) => {
      asked.push([url, JSON.parse(body)]);
      return new Response(JSON.stringify(answer[1]), { status: answer[0] });
    }
  );
});
afterEach(() => void (globalThis.fetch = real));

test("a consent changes at one tap", async () => {
  const it = openAgreements([RECORDING]);
  assert.equal(it.has("recording"), false);
  await it.answer("recording", true);
  assert.deepEqual(asked, [["/consent", { given: true, version: 1 }]], "a yes is to the words that were shown");
  assert.equal(it.has("recording"), true);
  assert.equal(it.problem.value, null);
});

test("it changes back when it could not be kept, and says so at its place", async () => {
  answer = [500, { error: "internal", message: "Not kept." }];
  const it = openAgreements([RECORDING]);
  await it.answer("recording", true);
  assert.equal(it.has("recording"), false);
  assert.deepEqual(it.problem.value, { message: "Not kept.", where: "recording" });
});

test("what was answered elsewhere is heard, what nobody was asked is not agreed to", async () => {
  const it = openAgreements([RECORDING]);
  it.hear("recording", true);
  it.hear("clips", true);
  await it.answer("clips", true);
  assert.deepEqual([it.has("recording"), it.has("clips")], [true, false]);
  assert.deepEqual(asked, []);
});
