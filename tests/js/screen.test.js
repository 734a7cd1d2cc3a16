/** The client's screen: what is shown, heard and answered, and what must never be. */

import assert from "node:assert/strict";
import { afterEach, beforeEach, mock, test } from "node:test";

import { signal } from "../../static/js/lib/state.js";
import { emptyRoom, fold } from "../../static/js/live/room.js";
import { createCueScreen } from "../../static/js/live/screen.js";

const T0 = 1_700_000_000_000;
let now_ms = T0;

beforeEach(() => {
  now_ms = T0;
  mock.timers.enable({ apis: ["setTimeout"] });
});
afterEach(() => mock.timers.reset());

/** @param {number} ms */
function pass(ms) {
  for (let gone = 0; gone < ms; gone += 50) {
    now_ms += 50;
    mock.timers.tick(50);
  }
}

function client() {
  const room = signal(emptyRoom());
  /** @type {Set<Function>} */
  const listeners = new Set();
  /** @type {any} */
  const did = { tones: [], said: [], sent: [], tried: [] };
  const live = /** @type {any} */ ({
    me: { id: "bob" },
    room,
    clock: { now: () => now_ms },
    command: (/** @type {string} */ name, /** @type {any} */ body) => did.sent.push([name, body.cue_seq]),
    onEvent: (/** @type {Function} */ listener) => (listeners.add(listener), () => listeners.delete(listener)),
  });
  const screen = createCueScreen({
    live,
    sound: /** @type {any} */ ({ play: (/** @type {string} */ tone) => did.tones.push(tone) }),
    speech: /** @type {any} */ ({ say: (/** @type {string} */ words, /** @type {string} */ lang) => lang !== "fr" && did.said.push(words), hush() {} }),
    speaksAll: () => false,
    tried: (/** @type {string | null} */ lacking) => did.tried.push(lacking),
  });
  let seq = 0;
  const comes = (change = {}, type = "cue", payload = {}) => {
    seq += 1;
    const event = {
      seq, at_ms: now_ms, valid_ms: 3000, type, actor: "alice", audience: "everyone",
      payload: { say: `cue ${seq}`, kind: "form", focus: "", to: "everyone", speak: false, ...payload }, ...change,
    }; // prettier-ignore
    room.value = fold(room.value, event);
    for (const listener of listeners) listener(event);
    return seq;
  };
  const anew = (/** @type {any} */ cues) => {
    room.value = { ...emptyRoom(), cues };
    for (const listener of listeners) listener(null);
  };
  return { screen, did, comes, anew, room };
}

test("a live cue is shown, chirps, and is answered once it was painted, once", () => {
  const { screen, did, comes } = client();
  const seq = comes();
  assert.equal(screen.cue.value?.seq, seq);
  assert.deepEqual([did.tones, did.said, did.sent], [["chirp"], [], []]);
  screen.painted(seq);
  screen.painted(seq);
  assert.deepEqual(did.sent, [["cue.shown", seq]]);
  pass(3100);
  assert.equal(screen.cue.value, null);
});

test("a cue that asks for it is spoken", () => {
  const { did, comes } = client();
  comes({}, "cue", { speak: true, say: "Knees out" });
  assert.deepEqual(did.said, ["Knees out"]);
});

test("a cue that no voice here can say is shown with its chirp, and it is told until one is said again", () => {
  const { screen, did, comes } = client();
  comes({}, "cue", { speak: true, say: "Plus bas", lang: "fr" });
  assert.deepEqual([screen.cue.value?.say, did.tones, did.said, did.tried], ["Plus bas", ["chirp"], [], ["fr"]]);
  comes({}, "cue", { say: "Silent" });
  assert.deepEqual(did.tried, ["fr"]);
  pass(3100);
  comes({}, "cue", { speak: true, say: "Lower", lang: "en" });
  assert.deepEqual([did.said, did.tried], [["Lower"], ["fr", null]]);
});

test("a cue that comes too late is neither shown nor heard, only noted as missed", () => {
  const { screen, did, comes } = client();
  const seq = comes({ at_ms: T0 - 3000 }, "cue", { speak: true });
  assert.deepEqual([screen.cue.value, did.tones, did.said], [null, [], []]);
  assert.deepEqual(screen.stage.value.missed, [seq]);
});

test("a cue for somebody else is not for this screen", () => {
  const { screen, did, comes } = client();
  comes({}, "cue", { to: ["bea"] });
  assert.deepEqual([screen.cue.value, did.tones], [null, []]);
});

test("safety alarms, is spoken, stays, and goes when it is tapped away", () => {
  const { screen, did, comes } = client();
  const seq = comes({ valid_ms: null }, "cue", { kind: "safety", say: "Stop" });
  pass(60_000);
  assert.equal(screen.cue.value?.seq, seq);
  assert.deepEqual([did.tones, did.said], [["alarm"], ["Stop"]]);
  screen.tapAway(seq);
  assert.equal(screen.cue.value, null);
  assert.deepEqual(did.sent, [["cue.ack", seq]]);
});

test("tapped away on another device of mine, it goes here too", () => {
  const { screen, comes } = client();
  const seq = comes({ valid_ms: null }, "cue", { kind: "safety" });
  comes({}, "cue.acked", { cue_seq: seq, peer: "bob" });
  assert.equal(screen.cue.value, null);
});

test("a remote shows what its client is told, and what is tapped away there is away here", () => {
  const { screen, comes, room } = client();
  const peer = (/** @type {string} */ id, /** @type {string} */ person) => /** @type {any} */ ({ id, person });
  room.value = { ...room.value, peers: { bob: peer("bob", "c:bob"), laptop: peer("laptop", "c:bob"), bea: peer("bea", "c:bea") } };
  comes({}, "cue", { to: ["bea"] });
  assert.equal(screen.cue.value, null);
  const seq = comes({ valid_ms: null }, "cue", { kind: "safety", say: "Stop", to: ["laptop"] });
  assert.equal(screen.cue.value?.seq, seq);
  comes({}, "cue.acked", { cue_seq: seq, peer: "bea" });
  assert.equal(screen.cue.value?.seq, seq);
  comes({}, "cue.acked", { cue_seq: seq, peer: "laptop" });
  assert.equal(screen.cue.value, null);
});

test("after a reload a safety cue is there again, one that was tapped away is not, and an old one is not heard", () => {
  const { screen, did, anew } = client();
  const old = { at_ms: T0 - 60_000, focus: "", to: "everyone", speak: true, shown: [], acked: [] };
  anew([
    { ...old, seq: 1, say: "old", kind: "form", valid_ms: 3000 },
    { ...old, seq: 2, say: "done", kind: "safety", valid_ms: null, acked: ["bob"] },
    { ...old, seq: 3, say: "Stop", kind: "safety", valid_ms: null },
  ]);
  assert.equal(screen.cue.value?.seq, 3);
  assert.deepEqual(did.said, ["Stop"]);
});

test("nothing is left on the screen when the session ends", () => {
  const { screen, comes } = client();
  comes({ valid_ms: null }, "cue", { kind: "safety" });
  comes({}, "session.ended");
  assert.equal(screen.cue.value, null);
});
