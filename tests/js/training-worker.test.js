/** The script that opens a page of training without a signal: what it gives when there is one, and when the server is away. */

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import vm from "node:vm";

const SCRIPT = readFileSync(new URL("../../static/js/training/worker.js", import.meta.url), "utf8");
const ORIGIN = "https://spotter.example";
const PAGE = "/c/link/program";

/** A worker with one page kept, in a browser whose network answers as told. */
function worker({ answer, kept = "the page of yesterday" }) {
  const heard = {};
  const caches = new Map([[`training ${PAGE} 1`, new Map(kept ? [[PAGE, new Response(kept)]] : [])]]);
  const all = () => [...caches.values()].flatMap((cache) => [...cache]);
  const self = {
    location: new URL(`${ORIGIN}${PAGE}/worker.js?v=1`),
    registration: { scope: `${ORIGIN}/c/link` },
    addEventListener: (type, listener) => (heard[type] = listener),
  };
  vm.runInNewContext(SCRIPT, {
    self,
    URL,
    Response,
    setTimeout: (go, ms) => setTimeout(go, ms).unref(),
    fetch: answer,
    caches: {
      open: async (name) => ({ put: async (url, what) => caches.get(name)?.set(url, what) }),
      match: async (url) => all().find(([key]) => key === url)?.[1],
      keys: async () => [...caches.keys()],
      delete: async (name) => caches.delete(name),
    },
  });
  return {
    names: () => [...caches.keys()],
    async open() {
      const given = await new Promise((done) => heard.fetch({ request: { method: "GET", mode: "navigate", url: ORIGIN + PAGE }, respondWith: done }));
      return { status: given.status, words: await given.text() };
    },
  };
}

test("a page is the network's when there is one, and the kept one without", async () => {
  assert.deepEqual(await worker({ answer: async () => new Response("of today") }).open(), { status: 200, words: "of today" });
  const away = async () => Promise.reject(new TypeError("no network"));
  assert.deepEqual(await worker({ answer: away }).open(), { status: 200, words: "the page of yesterday" });
});

test("a proxy whose server is away does not take the kept page's place", async () => {
  const answer = async () => new Response("Bad Gateway", { status: 502 });
  assert.deepEqual(await worker({ answer }).open(), { status: 200, words: "the page of yesterday" });
  assert.deepEqual(await worker({ answer, kept: "" }).open(), { status: 502, words: "Bad Gateway" });
});

test("what the server says is not to be seen is forgotten, and not shown from here", async () => {
  const gone = worker({ answer: async () => new Response("Not here", { status: 404 }) });
  assert.deepEqual(await gone.open(), { status: 404, words: "Not here" });
  assert.deepEqual(gone.names(), []);
});
