/** Sending a file: it arrives whole, in pieces, from where it stopped, and what the server says is passed on. */

import assert from "node:assert/strict";
import { afterEach, beforeEach, test } from "node:test";

import { startUpload } from "../../static/js/lib/upload.js";
import { tus, tusServer } from "./tus-server.js";

/** @type {Awaited<ReturnType<typeof tusServer>>} */
let server;
/** @type {Map<string, any>} */
let kept;
/** @type {import("../../static/js/lib/upload.js").Upload[]} */
let uploads;

beforeEach(async () => {
  server = await tusServer();
  kept = new Map();
  uploads = [];
});
afterEach(async () => {
  for (const upload of uploads) upload.close();
  await server.close();
});

const memory = {
  get: (/** @type {string} */ name) => kept.get(name) ?? null,
  set: (/** @type {string} */ name, /** @type {any} */ value) => void (value === null ? kept.delete(name) : kept.set(name, value)),
};

/** @param {Partial<Parameters<typeof startUpload>[0]>} options */
function send(options) {
  const upload = startUpload({ endpoint: server.endpoint, source: new Blob([]), metadata: {}, tus, memory, random: () => 1, ...options });
  uploads.push(upload);
  return upload;
}

/** @param {number} length */
const bytes = (length) => Uint8Array.from({ length }, (_, at) => (at * 31) % 251);
const small = { next: async (/** @type {number} */ wish) => Math.min(wish, 1000) };

/** @param {() => boolean} holds */
async function until(holds) {
  const deadline = performance.now() + 5000;
  while (!holds()) {
    assert.ok(performance.now() < deadline, "it did not happen within five seconds");
    await new Promise((go) => setTimeout(go, 5));
  }
}

test("a file arrives whole, and the clip's id is told", async () => {
  /** @type {string[]} */
  const told = [];
  let url = "";
  const upload = send({ source: new Blob([bytes(5000)]), metadata: { filename: "Übung.mov", title: "" }, key: "a", onClip: (clip) => void told.push(clip) });
  upload.state.subscribe(() => void (url = kept.get("upload.a")?.url ?? url));
  const end = await upload.done;
  assert.equal(end.phase, "done");
  assert.deepEqual([end.sent, end.total, end.percent, end.clip], [5000, 5000, 100, "clip-1"]);
  assert.deepEqual(told, ["clip-1"]);
  assert.deepEqual(new Uint8Array(await server.bytesOf(url)), bytes(5000));
  assert.equal(server.seen[0]?.headers["upload-metadata"], `filename ${Buffer.from("Übung.mov").toString("base64")}`);
  assert.equal(kept.size, 0);
});

test("no piece is larger than the pace allows", async () => {
  const end = await send({ source: new Blob([bytes(4500)]), pace: small }).done;
  assert.equal(end.phase, "done");
  const pieces = server.seen.filter(({ method }) => method === "PATCH").map((one) => one.bytes);
  assert.deepEqual(pieces, [1000, 1000, 1000, 1000, 500]);
});

test("a recording that grows is sent as it grows, and its length is told at the end", async () => {
  const all = bytes(3300);
  let there = 0;
  let url = "";
  const source = {
    read: async (/** @type {number} */ start, /** @type {number} */ end) => {
      there = Math.min(all.length, there + 700);
      return { bytes: all.slice(start, Math.min(end, there)), isEnd: there === all.length };
    },
    size: () => null,
  };
  const upload = send({ source, key: "grow" });
  upload.state.subscribe(() => void (url = kept.get("upload.grow")?.url ?? url));
  const end = await upload.done;
  assert.deepEqual([end.phase, end.sent, end.percent], ["done", 3300, 100]);
  assert.equal(server.seen[0]?.headers["upload-defer-length"], "1");
  assert.deepEqual(new Uint8Array(await server.bytesOf(url)), all);
});

test("a growing recording that has nothing yet sends nothing yet", async () => {
  let asked = 0;
  const source = {
    read: async () => ({ bytes: bytes((asked += 1) < 3 ? 0 : 10), isEnd: asked >= 3 }),
    size: () => null,
  };
  assert.equal((await send({ source }).done).phase, "done");
  assert.deepEqual(server.methods(), ["POST", "PATCH"]);
});

test("a dead network is called offline, and it goes on by itself from where it stopped", async () => {
  let cuts = 3;
  server.rules.before = (request) => {
    if (request.method !== "PATCH" || request.headers["upload-offset"] === "0" || cuts === 0) return false;
    cuts -= 1;
    request.socket.destroy();
    return true;
  };
  const phases = new Set();
  const upload = send({ source: new Blob([bytes(3000)]), pace: small });
  upload.state.subscribe(({ phase }) => void phases.add(phase));
  assert.equal((await upload.done).phase, "done");
  assert.ok(phases.has("offline"));
  const offsets = server.seen.filter(({ method }) => method === "PATCH").map(({ headers }) => headers["upload-offset"]);
  assert.deepEqual(offsets, ["0", "1000", "1000", "1000", "1000", "2000"]);
});

test("a server that is busy or full is asked again, and its words are shown meanwhile", async () => {
  let noes = 2;
  server.rules.before = (request, response) => {
    if (request.method !== "PATCH" || noes === 0) return false;
    noes -= 1;
    response.writeHead(507, { "Content-Type": "application/json" }).end('{"error": "disk-full", "message": "The server has no room left."}');
    return true;
  };
  /** @type {any[]} */
  const said = [];
  const upload = send({ source: new Blob([bytes(10)]) });
  upload.state.subscribe(({ phase, error }) => void (error && said.push([phase, error.error])));
  assert.equal((await upload.done).phase, "done");
  assert.deepEqual(said, [
    ["waiting", "disk-full"],
    ["waiting", "disk-full"],
  ]);
});

test("a refusal is final and comes with the server's own words; resume tries once more", async () => {
  server.rules.before = (_request, response) => {
    response.writeHead(403, { "Content-Type": "application/json" }).end('{"error": "no-consent", "message": "Bob has not agreed to clips."}');
    return true;
  };
  const upload = send({ source: new Blob([bytes(10)]) });
  const end = await upload.done;
  assert.deepEqual([end.phase, end.error], ["failed", { error: "no-consent", message: "Bob has not agreed to clips." }]);
  assert.deepEqual(server.methods(), ["POST"]);
  server.rules.before = () => false;
  upload.resume();
  await until(() => upload.state.peek().phase === "done");
});

test("after a reload the same key goes on where it stopped; another file under it begins anew", async () => {
  let sent = 0;
  const first = send({ source: new Blob([bytes(3000)]), key: "film", pace: { next: async () => (sent += 1) <= 2 ? 1000 : new Promise(() => {}) } });
  await until(() => first.state.peek().sent === 2000);
  first.close();
  const again = send({ source: new Blob([bytes(3000)]), key: "film" });
  assert.equal(again.state.peek().clip, "clip-1");
  assert.equal((await again.done).phase, "done");
  const patches = server.seen.filter(({ method }) => method === "PATCH").map(({ headers }) => headers["upload-offset"]);
  assert.deepEqual(patches, ["0", "1000", "2000"]);
  assert.equal(server.methods().filter((method) => method === "POST").length, 1);
  kept.set("upload.film", { url: `${server.endpoint}/gone`, clip: "clip-9", size: 3000 });
  const other = send({ source: new Blob([bytes(200)]), key: "film" });
  assert.equal(other.state.peek().clip, null);
  assert.equal((await other.done).clip, "clip-2");
});

test("a page that is left before it was noted that all is there finds the same upload, not another", async () => {
  const first = send({ source: new Blob([bytes(300)]), key: "take", note: () => new Promise(() => {}) });
  assert.equal((await first.done).phase, "done");
  let noted = 0;
  const again = send({ source: new Blob([bytes(300)]), key: "take", note: async () => void (noted += 1) });
  assert.deepEqual([(await again.done).clip, noted], ["clip-1", 1]);
  assert.equal(server.methods().filter((method) => method === "POST").length, 1);
  await until(() => !kept.get("upload.take"));
});

test("an upload the server has let go of begins anew by itself", async () => {
  kept.set("upload.old", { url: `${server.endpoint}/gone`, clip: "clip-9", size: 300 });
  const end = await send({ source: new Blob([bytes(300)]), key: "old" }).done;
  assert.deepEqual([end.phase, end.clip], ["done", "clip-1"]);
});

test("paused, nothing more is sent; resumed, it goes on from there", async () => {
  const upload = send({ source: new Blob([bytes(5000)]), pace: { next: async () => (await new Promise((go) => setTimeout(go, 20)), 1000) } });
  await until(() => upload.state.peek().sent >= 2000);
  upload.pause();
  assert.equal(upload.state.peek().phase, "paused");
  await new Promise((go) => setTimeout(go, 60));
  const before = server.seen.length;
  await new Promise((go) => setTimeout(go, 100));
  assert.equal(server.seen.length, before);
  upload.resume();
  assert.equal((await upload.done).phase, "done");
  assert.ok(server.methods().includes("HEAD"));
});

test("cancelling ends it on the server too", async () => {
  const upload = send({ source: new Blob([bytes(5000)]), key: "x", pace: { next: async () => (await new Promise((go) => setTimeout(go, 20)), 1000) } });
  await until(() => upload.state.peek().sent >= 1000);
  await upload.cancel();
  assert.equal((await upload.done).phase, "cancelled");
  assert.equal(server.methods().at(-1), "DELETE");
  assert.equal(kept.size, 0);
});
