/** A recording on its tape, its way to the server, and what is shown meanwhile. */

import assert from "node:assert/strict";
import test from "node:test";

import { makeRun, shownOf, tonesOf } from "../../static/js/capture/countdown.js";
import { deliver, metadataOf } from "../../static/js/capture/delivery.js";
import { holdProblem, setupWords } from "../../static/js/capture/framing.js";
import { ownerOf } from "../../static/js/capture/owner.js";
import { record, recordingType } from "../../static/js/capture/recording.js";
import { openShelf, roomProblem } from "../../static/js/capture/shelf.js";
import { sendOn } from "../../static/js/capture/waiting.js";
import { Refusal } from "../../static/js/lib/http.js";
import { signal } from "../../static/js/lib/state.js";

const bytes = (/** @type {number[]} */ ...values) => new Uint8Array(values).buffer;
const wish = { owner: "c:bob", kind: "step", about: { assessment: "a1", step: "front", title: "Squat: front" }, type: "video/webm;codecs=avc1", started_at_ms: 5 };
const turn = () => new Promise((go) => setImmediate(go));

/** A shelf that keeps in memory: Node has no other. */
const memoryShelf = () => openShelf({ database: async () => null });

/** An upload whose progress the test says. */
function fakeUpload() {
  const state = signal(/** @type {any} */ ({ phase: "sending", sent: 0, total: null, percent: null, clip: null, error: null }));
  /** @type {string[]} */
  const deeds = [];
  return {
    deeds,
    state,
    /** @type {any} */
    options: null,
    say: (/** @type {object} */ change) => void (state.value = { ...state.value, ...change }),
    /** @returns {any} */
    start(/** @type {any} */ options) {
      this.options = options;
      return {
        state,
        pause: () => deeds.push("pause"),
        resume: () => deeds.push("resume"),
        cancel: async () => void deeds.push("cancel"),
        done: new Promise(() => {}),
        close: () => deeds.push("close"),
      };
    },
  };
}

test("a tape is read while it grows, and says when it has ended", async () => {
  const shelf = await memoryShelf();
  const tape = await shelf.start(wish);
  await tape.append(bytes(1, 2, 3));
  assert.deepEqual(await tape.source.read(1, 10), { bytes: new Uint8Array([2, 3]), isEnd: false });
  const waited = tape.source.read(3, 10);
  await tape.append(bytes(4));
  assert.deepEqual(await waited, { bytes: new Uint8Array([4]), isEnd: false });
  await tape.end({ duration_ms: 900 });
  assert.deepEqual(await tape.source.read(2, 10), { bytes: new Uint8Array([3, 4]), isEnd: true });
  assert.deepEqual(await tape.source.read(4, 10), { bytes: new Uint8Array([]), isEnd: true });
  assert.equal((await tape.blob()).size, 4);
  const [note] = await shelf.list("c:bob");
  assert.deepEqual([note?.size, note?.duration_ms, note?.whole], [4, 900, true]);
  assert.deepEqual(await shelf.list("c:bea"), []);
});

test("a tape found again has ended where its page was closed", async () => {
  const shelf = await memoryShelf();
  const tape = await shelf.start(wish);
  await tape.append(bytes(1, 2));
  tape.close();
  const found = await shelf.take(tape.id);
  assert.equal(found?.hasEnded(), true);
  assert.equal(found?.note().whole, false);
  assert.deepEqual(await found?.source.read(0, 9), { bytes: new Uint8Array([1, 2]), isEnd: true });
  await found?.remove();
  assert.equal(await shelf.take(tape.id), null);
});

test("the room that is left is said in seconds of video", () => {
  assert.equal(roomProblem(null, 5e6, 60), "");
  assert.equal(roomProblem(100e6, 5e6, 60), "");
  assert.match(roomProblem(25e6, 5e6, 60), /about 40 seconds/);
  assert.match(roomProblem(1e6, 5e6, 60), /full/);
});

test("a recorder's chunks lie on the tape in their order, and its last one ends it", async () => {
  const shelf = await memoryShelf();
  const tape = await shelf.start(wish);
  /** @type {any} */
  const recorder = { state: "recording", start: () => {}, stop: () => queueMicrotask(() => (recorder.ondataavailable({ data: new Blob([bytes(9)]) }), recorder.onstop())) };
  const recording = record({ stream: /** @type {any} */ ({}), tape, seconds: null, now_ms: () => 1000, make: () => recorder });
  recorder.ondataavailable({ data: new Blob([bytes(1, 2)]) });
  recorder.ondataavailable({ data: new Blob([bytes(3)]) });
  await recording.stop();
  assert.equal(recording.state.value.phase, "done");
  assert.deepEqual(new Uint8Array(await (await tape.blob()).arrayBuffer()), new Uint8Array([1, 2, 3, 9]));
  assert.equal(tape.note().whole, true);
});

test("a camera that is taken away ends the recording with what there is", async () => {
  const shelf = await memoryShelf();
  const tape = await shelf.start(wish);
  /** @type {any} */
  const recorder = { state: "recording", start: () => {}, stop: () => {} };
  const recording = record({ stream: /** @type {any} */ ({}), tape, seconds: null, make: () => recorder });
  recorder.ondataavailable({ data: new Blob([bytes(1)]) });
  recorder.onstop();
  await recording.over;
  assert.deepEqual([recording.state.value.phase, recording.state.value.why], ["done", "camera-lost"]);
});

test("a recorder that gives nothing has failed", async () => {
  const shelf = await memoryShelf();
  /** @type {any} */
  const recorder = { state: "recording", start: () => {}, stop: () => queueMicrotask(() => recorder.onstop()) };
  const recording = record({ stream: /** @type {any} */ ({}), tape: await shelf.start(wish), seconds: null, make: () => recorder });
  await recording.stop();
  assert.deepEqual([recording.state.value.phase, recording.state.value.why], ["failed", "silent"]);
});

test("H.264 in Matroska is recorded where it is offered, and what a browser has where it is not", () => {
  assert.equal(recordingType(() => true), "video/webm;codecs=avc1.64001F,opus");
  assert.equal(recordingType((type) => type.startsWith("video/mp4")), "video/mp4;codecs=avc1.64001F,mp4a.40.2");
  assert.equal(recordingType((type) => type === "video/webm;codecs=vp8,opus"), "video/webm;codecs=vp8,opus");
  assert.equal(recordingType(() => false), null);
});

test("a take is given to its step once it is wanted and the server knows it, and leaves the shelf when all has arrived", async () => {
  const shelf = await memoryShelf();
  const tape = await shelf.start(wish);
  const upload = fakeUpload();
  /** @type {unknown[]} */
  const told = [];
  const delivery = deliver({ tape, base: "/c/bob.x", send: (options) => upload.start(options), tell: async (url, body) => void told.push([url, body]) });
  assert.equal(upload.options.endpoint, "/c/bob.x/uploads");
  await tape.append(bytes(1, 2, 3, 4));
  upload.options.onClip("clip1");
  await turn();
  assert.deepEqual(told, []);
  await delivery.keep();
  assert.deepEqual(told, [["/c/bob.x/assessments/a1/steps/front/clip", { clip: "clip1" }]]);
  upload.say({ sent: 2 });
  assert.equal(delivery.state.value.percent, 50);
  assert.equal((await shelf.list("c:bob")).length, 1);
  upload.say({ phase: "done", sent: 4 });
  await turn();
  await turn();
  assert.equal(delivery.state.value.isOver, true);
  assert.deepEqual(await shelf.list("c:bob"), []);
});

test("a take that is wanted before the server knows it is given as soon as it does", async () => {
  const shelf = await memoryShelf();
  const upload = fakeUpload();
  /** @type {unknown[]} */
  const told = [];
  const delivery = deliver({ tape: await shelf.start(wish), base: "/c/bob.x", send: (options) => upload.start(options), tell: async (_url, body) => void told.push(body) });
  await delivery.keep();
  assert.deepEqual(told, []);
  upload.options.onClip("clip1");
  await turn();
  assert.deepEqual(told, [{ clip: "clip1" }]);
});

test("a take that is not wanted is ended on the server, or deleted where it had arrived", async () => {
  const shelf = await memoryShelf();
  const half = fakeUpload();
  await deliver({ tape: await shelf.start(wish), base: "/c/bob.x", send: (options) => half.start(options), tell: async () => {} }).discard();
  assert.deepEqual(half.deeds, ["pause", "cancel", "close"], "nothing more is sent before the tape goes");
  const whole = fakeUpload();
  /** @type {string[]} */
  const told = [];
  const delivery = deliver({ tape: await shelf.start(wish), base: "/c/bob.x", send: (options) => whole.start(options), tell: async (url) => void told.push(url) });
  whole.say({ phase: "done", clip: "clip2" });
  await turn();
  await delivery.discard();
  assert.deepEqual(told, ["/c/bob.x/clips/clip2/delete"]);
  assert.deepEqual(await shelf.list("c:bob"), []);
});

test("a refusal of the step is said, and the tape stays", async () => {
  const shelf = await memoryShelf();
  const upload = fakeUpload();
  const refuse = async () => {
    throw new Refusal("assessment-cancelled", "Your trainer took this back.", null, 409);
  };
  const delivery = deliver({ tape: await shelf.start(wish), base: "/c/bob.x", send: (options) => upload.start(options), tell: refuse });
  upload.options.onClip("clip1");
  await delivery.keep();
  assert.equal(delivery.state.value.problem?.message, "Your trainer took this back.");
  assert.equal((await shelf.list("c:bob")).length, 1);
});

test("what waits from before is sent on, and an old take that nobody chose leaves the device", async () => {
  const shelf = await memoryShelf();
  const fresh = await shelf.start({ ...wish, started_at_ms: 1e12 });
  const old = await shelf.start({ ...wish, sent: true, started_at_ms: 0 });
  const empty = await shelf.start(wish);
  for (const tape of [fresh, old]) await tape.append(bytes(1));
  for (const tape of [fresh, old, empty]) tape.close();
  const upload = fakeUpload();
  const waiting = await sendOn({ shelf, owner: "c:bob", base: "/c/bob.x", now_ms: 1e12, make: (options) => deliver({ ...options, send: (how) => upload.start(how) }) });
  assert.deepEqual(waiting.all.value.map(({ id }) => id), [fresh.id]);
  assert.deepEqual((await shelf.list("c:bob")).map(({ id }) => id), [fresh.id]);
});

test("the server is told what a recording is", () => {
  const note = { ...wish, id: "t", duration_ms: 0, whole: true, kept: true, clip: null, sent: false };
  assert.deepEqual(
    Object.entries(metadataOf(note)).filter(([, value]) => value !== ""),
    [["filename", "squat-front.webm"], ["filetype", "video/webm"], ["source", "assessment"], ["title", "Squat: front"], ["captured_at", "5"]],
  );
  assert.equal(ownerOf("/c/bob.signature"), "c:bob");
});

test("a take counts down, then counts its step's time, and sounds at the right moments", () => {
  const run = makeRun({ title: "Stand", countdown_s: 10, seconds: 30, longest_s: 30, at_ms: 1000 });
  assert.equal(run.begins_ms, 11_000);
  assert.deepEqual([shownOf(run, 1000).phase, shownOf(run, 1000).text], ["countdown", "10"]);
  assert.deepEqual([shownOf(run, 10_500).text, shownOf(run, 10_500).isLast], ["1", true]);
  assert.deepEqual([shownOf(run, 11_000).phase, shownOf(run, 11_000).text], ["running", "0:30"]);
  assert.equal(shownOf(run, 41_000).phase, "over");
  const tones = tonesOf(run, 1000).map(({ tone, at_ms }) => `${tone} ${at_ms / 1000}`);
  assert.deepEqual(tones, ["ready 1", "tick 8", "tick 9", "tick 10", "go 11", "half 26", "tick 38", "tick 39", "tick 40", "end 41"]);
});

test("a step that its person ends is counted up", () => {
  const run = makeRun({ title: "Squat", countdown_s: 3, seconds: null, longest_s: 60, at_ms: 0 });
  assert.equal(shownOf(run, 3000).text, "0:00");
  assert.equal(shownOf(run, 10_400).text, "0:07");
  assert.ok(!tonesOf(run, 0).some(({ tone }) => tone === "half"));
});

test("a set-up is said in a few words", () => {
  const setup = /** @type {const} */ ({ view_words: "from your left side", distance_m: 2.5, camera_height_m: 0.4, hold: "sideways" });
  assert.deepEqual(setupWords(setup), ["Filmed from your left side", "2.5 m away", "camera 40 cm high", "phone on its long side"]);
  assert.match(holdProblem("sideways", 9 / 16), /long side/);
  assert.equal(holdProblem("sideways", 16 / 9), "");
  assert.equal(holdProblem("upright", 16 / 9), "");
});
