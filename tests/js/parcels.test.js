/** Files to be sent: one after the other, paused, refused, and found again after a reload. */

import assert from "node:assert/strict";
import test from "node:test";

import { bytesText, words } from "../../static/js/capture/parcel-words.js";
import { openParcels } from "../../static/js/capture/parcels.js";
import { openShelf } from "../../static/js/capture/shelf.js";
import { signal } from "../../static/js/lib/state.js";

const turn = () => new Promise((go) => setTimeout(go, 5));
const file = (/** @type {string} */ name, size = 10) => new File([new Uint8Array(size)], name, { type: "video/mp4", lastModified: 1 });

/** What a reload leaves. */
function storage() {
  /** @type {Map<string, string>} */
  const kept = new Map();
  return { get: (/** @type {string} */ name) => JSON.parse(kept.get(name) ?? "null"), set: (/** @type {string} */ name, /** @type {unknown} */ value) => void kept.set(name, JSON.stringify(value ?? null)) };
}

/** A server that does as it is told. */
function server() {
  /** @type {any[]} */
  const uploads = [];
  /** @type {string[]} */
  const posted = [];
  return {
    uploads,
    posted,
    /** @type {any} */
    state: { state: "ready", percent: 0 },
    /** @returns {any} */
    start(/** @type {any} */ options) {
      const state = signal({ phase: "sending", sent: 0, total: options.source.size, percent: 0, clip: null, error: null });
      const upload = {
        options,
        state,
        deeds: /** @type {string[]} */ ([]),
        say: (/** @type {any} */ change) => void (state.value = { ...state.value, ...change }),
        pause: () => upload.say({ phase: "paused" }),
        resume: () => upload.say({ phase: "sending" }),
        cancel: async () => (upload.deeds.push("cancel"), upload.say({ phase: "cancelled" })),
        close: () => {},
      };
      uploads.push(upload);
      return upload;
    },
    open(/** @type {any} */ memory, /** @type {any} */ shelf = null) {
      const http = { get: async () => this.state, post: async (/** @type {string} */ url) => (this.posted.push(url), {}) };
      return openParcels({ base: "/c/bob.x", owner: "c:bob", most_bytes: 100, shelf, memory, start: (options) => this.start(options), http: /** @type {any} */ (http) });
    },
  };
}

test("files go one after the other, and each says where it stands", async () => {
  const house = server();
  const parcels = house.open(storage());
  parcels.choose([file("a.mov"), file("b.mov")]);
  assert.deepEqual(parcels.all.value.map(({ phase }) => phase), ["chosen", "chosen"]);
  parcels.send({ title: "" });
  assert.deepEqual(parcels.all.value.map(({ phase }) => phase), ["sending", "queued"]);
  assert.equal(house.uploads[0].options.metadata.title, "a");
  house.uploads[0].say({ sent: 5, percent: 50, clip: "c1" });
  assert.match(words(/** @type {any} */ (parcels.all.value[0])), /^50 %, 1 kB of 1 kB$/);
  house.uploads[0].say({ phase: "done", percent: 100 });
  await turn();
  assert.deepEqual(parcels.all.value.map(({ phase }) => phase), ["ready", "sending"]);
  parcels.close();
});

test("a pause lets the next one go, and the rest follows", async () => {
  const house = server();
  const parcels = house.open(storage());
  parcels.choose([file("a.mov"), file("b.mov")]);
  parcels.send({ title: "Deadlift" });
  const [first] = parcels.all.value;
  parcels.pause(first?.key ?? "");
  await turn();
  assert.deepEqual(parcels.all.value.map(({ phase }) => phase), ["paused", "sending"]);
  parcels.resume(first?.key ?? "");
  assert.equal(parcels.all.value[0]?.phase, "sending");
  parcels.close();
});

test("a file that is too large or empty is not sent, and why is said", () => {
  const parcels = server().open(storage());
  parcels.choose([file("big.mov", 101), file("none.mov", 0)]);
  assert.deepEqual(parcels.all.value.map(({ phase }) => phase), ["failed", "failed"]);
  assert.match(parcels.all.value[0]?.problem ?? "", /too large/);
  parcels.close();
});

test("what the server refuses is said in its words", async () => {
  const house = server();
  house.state = { state: "refused", why: "This is not a video." };
  const parcels = house.open(storage());
  parcels.choose([file("a.mov")]);
  parcels.send({});
  house.uploads[0].say({ phase: "done", clip: "c1" });
  await turn();
  assert.deepEqual([parcels.all.value[0]?.phase, parcels.all.value[0]?.problem], ["refused", "This is not a video."]);
  parcels.close();
});

test("a file for a step is given to it when it has arrived", async () => {
  const house = server();
  const parcels = house.open(storage());
  parcels.choose([file("a.mov")]);
  parcels.send({ assessment: "a1", step: "front", title: "Squat" });
  assert.equal(house.uploads[0].options.metadata.source, "assessment");
  assert.equal(house.uploads[0].options.metadata.assessment, undefined);
  house.uploads[0].say({ clip: "c1" });
  assert.deepEqual(house.posted, []);
  house.uploads[0].say({ phase: "done" });
  await turn();
  assert.deepEqual(house.posted, ["/c/bob.x/assessments/a1/steps/front/clip"]);
  parcels.close();
});

test("after a reload the same file goes on under the same name, with what was said of it", async () => {
  const memory = storage();
  const before = server();
  const first = before.open(memory);
  first.choose([file("a.mov")]);
  first.send({ title: "Deadlift", session: "s1" });
  before.uploads[0].say({ sent: 6, percent: 60, clip: "c1" });
  first.close();
  const after = server();
  const again = after.open(memory);
  await turn();
  assert.equal(again.all.value[0]?.phase, "lost");
  assert.match(words(/** @type {any} */ (again.all.value[0])), /60 %.*Choose the same file again/);
  again.choose([file("a.mov")]);
  assert.equal(after.uploads[0].options.key, before.uploads[0].options.key);
  assert.equal(after.uploads[0].options.metadata.session, "s1");
  again.close();
});

test("a file that lies on the shelf goes on by itself", async () => {
  const memory = storage();
  const shelf = { ...(await openShelf({ database: async () => null })), isLasting: true, room: async () => null };
  const take = shelf.start;
  shelf.start = async (note) => ({ ...(await take(note)), isSafe: () => true });
  const before = server();
  const first = before.open(memory, shelf);
  first.choose([file("a.mov")]);
  first.send({});
  await turn();
  assert.ok(first.all.value[0]?.tape);
  first.close();
  const after = server();
  const again = after.open(memory, shelf);
  await turn();
  assert.equal(again.all.value[0]?.phase, "sending");
  assert.equal(after.uploads[0].options.source.size, 10);
  after.uploads[0].say({ phase: "done", clip: "c1" });
  await turn();
  assert.deepEqual(await shelf.list("c:bob"), []);
  again.close();
});

test("a file that is not to be sent after all is ended on the server", async () => {
  const house = server();
  const parcels = house.open(storage());
  parcels.choose([file("a.mov")]);
  parcels.send({});
  await parcels.remove(parcels.all.value[0]?.key ?? "");
  assert.deepEqual(house.uploads[0].deeds, ["cancel"]);
  assert.deepEqual(parcels.all.value, []);
  parcels.close();
});

test("bytes are said as people say them", () => {
  assert.deepEqual([300, 340_000, 12_500_000, 150_000_000, 2_100_000_000].map(bytesText), ["1 kB", "340 kB", "12.5 MB", "150 MB", "2.1 GB"]);
});
