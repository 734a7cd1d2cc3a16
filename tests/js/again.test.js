import assert from "node:assert/strict";
import { test } from "node:test";

import { again, getAgain } from "../../static/js/lib/again.js";

/** @param {number} failures */
function loader(failures) {
  const waits = /** @type {number[]} */ ([]);
  let asked = 0;
  const load = async () => {
    asked += 1;
    if (asked <= failures) throw new TypeError("Failed to fetch dynamically imported module");
    return "view";
  };
  const pause = async (/** @type {number} */ ms) => void waits.push(ms);
  return { load, pause, waits, asked: () => asked };
}

test("what comes at once is asked for once", async () => {
  const one = loader(0);
  assert.equal(await again(one.load, one.pause), "view");
  assert.deepEqual([one.asked(), one.waits], [1, []]);
});

test("what did not come is asked for again, after a longer wait each time", async () => {
  const one = loader(3);
  assert.equal(await again(one.load, one.pause), "view");
  assert.equal(one.asked(), 4);
  assert.deepEqual(one.waits, [...one.waits].sort((a, b) => a - b));
});

test("what never comes is said", async () => {
  const one = loader(100);
  await assert.rejects(again(one.load, one.pause), TypeError);
  assert.ok(one.asked() > 4);
});

test("what came and is broken is said at once", async () => {
  let asked = 0;
  const load = async () => {
    asked += 1;
    throw new SyntaxError("Unexpected token");
  };
  await assert.rejects(again(load, async () => {}), SyntaxError);
  assert.equal(asked, 1);
});

test("a file is asked for again while there is no connection, and not when it is refused", async () => {
  const real = globalThis.fetch;
  const answers = [null, new Response("gone for a moment", { status: 502 }), new Response("[1]"), new Response('{"error": "not-found", "message": "No."}', { status: 404 })];
  let asked = 0;
  globalThis.fetch = async () => {
    const answer = answers[asked++];
    if (!answer) throw new TypeError("Failed to fetch");
    return answer;
  };
  try {
    assert.deepEqual(await getAgain("/frames.json", async () => {}), [1]);
    assert.equal(asked, 3);
    await assert.rejects(getAgain("/frames.json", async () => {}), { code: "not-found" });
    assert.equal(asked, 4);
  } finally {
    globalThis.fetch = real;
  }
});
