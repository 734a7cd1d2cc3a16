/** The one way to talk to the server: every ending is an answer or a Refusal with a sentence. */

import assert from "node:assert/strict";
import { afterEach, test } from "node:test";

import { get, post, Refusal } from "../../static/js/lib/http.js";

const real = globalThis.fetch;

afterEach(() => {
  globalThis.fetch = real;
});

/**
 * @param {number} status
 * @param {string} body
 * @returns {{url: string, init: RequestInit}[]} what was asked
 */
function serve(status, body) {
  /** @type {{url: string, init: RequestInit}[]} */
  const asked = [];
  globalThis.fetch = async (url, init) => {
    asked.push({ url: String(url), init: init ?? {} });
    return new Response(body, { status });
  };
  return asked;
}

/**
 * @param {Promise<unknown>} promise
 * @returns {Promise<Refusal>}
 */
async function refusal(promise) {
  try {
    await promise;
  } catch (problem) {
    assert.ok(problem instanceof Refusal);
    return problem;
  }
  assert.fail("it worked");
}

test("an object goes out as JSON and asks for JSON", async () => {
  const asked = serve(200, '{"ok":true,"location":"/clients"}');
  const answer = await post("/clients", { name: "Bob" });
  assert.equal(answer.location, "/clients");
  assert.equal(asked[0]?.init.body, '{"name":"Bob"}');
  const headers = /** @type {Record<string, string>} */ (asked[0]?.init.headers);
  assert.equal(headers["Content-Type"], "application/json");
  assert.equal(headers["Accept"], "application/json");
});

test("a form goes out as a form", async () => {
  const asked = serve(200, "{}");
  await post("/clients", new URLSearchParams({ name: "Bob" }));
  assert.equal(String(asked[0]?.init.body), "name=Bob");
  assert.equal(/** @type {Record<string, string>} */ (asked[0]?.init.headers)["Content-Type"], undefined);
});

test("a refusal keeps its code, its sentence and its field", async () => {
  serve(400, '{"error":"bad-input","message":"This is needed.","where":"name"}');
  const problem = await refusal(post("/clients"));
  assert.deepEqual([problem.code, problem.message, problem.where, problem.status], ["bad-input", "This is needed.", "name", 400]);
});

test("a proxy's page is a refusal too", async () => {
  serve(502, "<h1>Bad gateway</h1>");
  const problem = await refusal(get("/today"));
  assert.deepEqual([problem.code, problem.status], ["odd-answer", 502]);
});

test("no connection is said as no connection", async () => {
  globalThis.fetch = async () => {
    throw new TypeError("Failed to fetch");
  };
  assert.equal((await refusal(post("/clients"))).code, "offline");
});

test("a caller may stop it", async () => {
  globalThis.fetch = (_url, init) =>
    new Promise((_resolve, reject) => {
      init?.signal?.addEventListener("abort", () => reject(new DOMException("stopped", "AbortError")));
    });
  const stop = new AbortController();
  const waiting = refusal(get("/today", { signal: stop.signal }));
  stop.abort();
  assert.equal((await waiting).code, "aborted");
});
