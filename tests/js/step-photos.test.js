/** Photos of the steps of an assessment: chosen, on their way, there, taken away. */

import assert from "node:assert/strict";
import test from "node:test";

import { openParcels } from "../../static/js/capture/parcels.js";
import { signal } from "../../static/js/lib/state.js";
import { newStep } from "../../static/js/protocols/draft.js";
import { added, arrived, dropped, sent, taken } from "../../static/js/protocols/photos.js";

const turn = () => new Promise((go) => setTimeout(go, 5));
const photo = (/** @type {string} */ name, type = "image/jpeg") => new File([new Uint8Array(10)], name, { type, lastModified: 1 });
const draft = () => ({ title: "Wall sit", purpose: "", for_client: "", minutes: 5, company: "alone", prepare: "", not_if: "", stop_if: "", is_exercise: true, steps: [{ ...newStep(), title: "Sit" }, newStep()] });

/** The road of every upload, with a wire that does as it is told. */
function road() {
  /** @type {any[]} */
  const uploads = [];
  const start = (/** @type {any} */ options) => {
    const state = signal({ phase: "sending", sent: 0, total: 10, percent: 0, clip: null, error: null });
    const upload = { options, state, isCancelled: false, say: (/** @type {any} */ change) => void (state.value = { ...state.value, ...change }), pause() {}, resume() {}, close() {}, cancel: async () => void (upload.isCancelled = true) };
    uploads.push(upload);
    return upload;
  };
  const http = { get: async () => ({ state: "ready" }), post: async () => ({}) };
  const parcels = openParcels({ base: "", owner: "t:a", most_bytes: 100, shelf: null, memory: { get: () => null, set() {} }, start: /** @type {any} */ (start), http: /** @type {any} */ (http) });
  return { uploads, parcels, client: "mine", most: 3 };
}

test("a photo is put to its step at once, and has its place in the library when it is there", async () => {
  const way = road();
  const { draft: before, problem } = added(draft(), 0, [photo("wall.jpg")], way);
  assert.equal(problem, "");
  assert.equal(before.steps[0]?.photos[0]?.clip, "");
  assert.deepEqual(way.uploads[0].options.metadata, { client: "mine", title: "Wall sit: Sit", filename: "wall.jpg", filetype: "image/jpeg", source: "upload" });
  assert.equal(arrived(before, way.parcels.all.peek()), before, "nothing has come yet");
  assert.equal(sent(before, way.parcels.all.peek()).steps[0]?.photos[0]?.clip, "", "the server says that it has not come");
  way.uploads[0].say({ phase: "done", clip: "c1" });
  await turn();
  const after = arrived(before, way.parcels.all.peek());
  assert.deepEqual(sent(after, []).steps[0]?.photos, [{ clip: "c1", words: "" }]);
  const twice = added(after, 1, [photo("wall.jpg")], way);
  assert.equal(twice.draft.steps[1]?.photos[0]?.clip, "c1", "the same file for another step is not sent again");
  assert.equal(way.uploads.length, 1);
});

test("what is no photo, and what is too many, is said", () => {
  const way = road();
  const film = added(draft(), 0, [photo("sit.mp4", "video/mp4"), photo("a.heic", "")], way);
  assert.match(film.problem, /sit\.mp4.*no photo/);
  assert.equal(film.draft.steps[0]?.photos.length, 1);
  const many = added(film.draft, 0, [photo("b.jpg"), photo("b.jpg"), photo("c.jpg"), photo("d.jpg")], way);
  assert.match(many.problem, /at most 3/);
  assert.equal(many.draft.steps[0]?.photos.length, 3);
  assert.match(taken(many.draft, 0, "c9", 3).problem, /at most 3/);
});

test("one of the library stands in a step once", () => {
  const once = taken(draft(), 1, "c1", 3).draft;
  assert.deepEqual(once.steps[1]?.photos, [{ clip: "c1", words: "", parcel: "" }]);
  assert.equal(taken(once, 1, "c1", 3).draft, once);
});

test("what is taken away is not sent, unless another step waits for it", () => {
  const way = road();
  const { draft: one } = added(draft(), 0, [photo("a.jpg")], way);
  const { draft: two } = added(one, 1, [photo("a.jpg")], way);
  const left = dropped(two, 0, 0, way.parcels);
  assert.equal(way.parcels.all.peek().length, 1);
  const none = dropped(left, 1, 0, way.parcels);
  assert.equal(way.parcels.all.peek().length, 0);
  assert.deepEqual(none.steps.map(({ photos }) => photos.length), [0, 0]);
});
