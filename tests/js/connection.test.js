/** One connection after another between two devices: who offers, what replaces what, what is never touched. */

import assert from "node:assert/strict";
import { afterEach, beforeEach, mock, test } from "node:test";

import { openConnection } from "../../static/js/live/connection.js";

globalThis.MediaStream ??= /** @type {any} */ (
  class {
    /** @param {any[]} [tracks] */
    constructor(tracks = []) {
      this.tracks = tracks;
    }
  }
);

/** A connection that negotiates on paper: descriptions are words, and `ice` is what a test says it is. */
class PaperPc {
  iceConnectionState = "new";
  signalingState = "stable";
  packets = 0;
  /** @type {any[]} */
  transceivers = [];
  /** @type {any} */
  localDescription = null;
  /** @type {any[]} */
  candidates = [];
  /** @type {any} */
  currentRemoteDescription = null;
  /** @type {any} */
  onicecandidate = null;
  /** @type {any} */
  oniceconnectionstatechange = null;
  /** @type {any} */
  ontrack = null;

  /** @param {any} kind */
  addTransceiver(kind, { direction = "sendrecv" } = {}) {
    const sender = { track: typeof kind === "string" ? null : kind, getParameters: () => ({ encodings: [{}] }), setParameters: async () => {}, replaceTrack: async (/** @type {any} */ track) => void (sender.track = track) };
    this.transceivers.push({ direction, sender });
  }
  getTransceivers() {
    return this.transceivers;
  }
  async createOffer() {
    return { type: "offer", sdp: `offer with ${this.transceivers.length}` };
  }
  async createAnswer() {
    return { type: "answer", sdp: `answer with ${this.transceivers.length}` };
  }
  /** @param {any} description */
  async setLocalDescription(description) {
    this.localDescription = description;
  }
  /** @param {any} description */
  async setRemoteDescription(description) {
    this.remote = description;
    if (description.type === "offer") for (let i = Number(description.sdp.split(" ").at(-1)); i > 0; i -= 1) this.addTransceiver("any", {});
  }
  /** @param {any} candidate */
  async addIceCandidate(candidate) {
    assert.ok(this.remote, "a candidate before the description");
    this.candidates.push(candidate);
  }
  async getStats() {
    return new Map([["in", { type: "inbound-rtp", kind: "video", packetsReceived: this.packets, packetsLost: 0, framesPerSecond: 30 }]]);
  }
  close() {
    this.signalingState = "closed";
    this.iceConnectionState = "closed";
  }
  /** @param {string} state */
  ice(state) {
    this.iceConnectionState = state;
    this.oniceconnectionstatechange?.();
  }
}

let now_ms = 0;
const real = performance.now;

beforeEach(() => {
  now_ms = 1000;
  performance.now = () => now_ms;
  mock.timers.enable({ apis: ["setTimeout", "setInterval"] });
});
afterEach(() => {
  performance.now = real;
  mock.timers.reset();
});

const settle = async () => {
  for (let i = 0; i < 3; i += 1) await new Promise((go) => setImmediate(go));
};

/** @param {number} ms */
async function pass(ms, each = () => {}) {
  for (let gone = 0; gone < ms; gone += 250) {
    now_ms += 250;
    each();
    mock.timers.tick(250);
    await settle();
  }
}

function side(/** @type {boolean} */ isOffering) {
  /** @type {PaperPc[]} */
  const pcs = [];
  /** @type {any[]} */
  const sent = [];
  const world = { canSend: true, expects: true, gen: 100 };
  const connection = openConnection({
    isOffering,
    plan: {
      lanes: ["voice", "camera"],
      isSending: true,
      isReceiving: true,
      track: (lane) => /** @type {any} */ ({ lane, kind: lane === "voice" ? "audio" : "video" }),
    },
    servers: [],
    send: (signal) => void sent.push(signal),
    canSend: () => world.canSend,
    expects: () => world.expects,
    newGen: () => world.gen,
    changed: () => {},
    makePc: () => {
      const pc = new PaperPc();
      pcs.push(pc);
      return /** @type {any} */ (pc);
    },
  });
  const kinds = () => sent.map(({ kind }) => kind);
  return { connection, pcs, sent, world, kinds, pc: () => /** @type {PaperPc} */ (pcs.at(-1)) };
}

/** Brings an offering side up: answered, connected, packets flowing. */
async function up() {
  const it = side(true);
  await settle();
  it.connection.take({ kind: "answer", gen: it.sent[0].gen, sdp: "answer with 2" });
  await settle();
  it.pc().ontrack({ transceiver: it.pc().transceivers[1], track: { kind: "video" } });
  it.pc().ice("connected");
  await flow(it, 2000);
  return it;
}

/** @param {{pc: () => PaperPc}} it */
const flow = (it, /** @type {number} */ ms) => pass(ms, () => void (it.pc().packets += 10));

test("who offers does so at once, under a number higher than any before", async () => {
  const { sent } = side(true);
  await settle();
  assert.deepEqual([sent[0].kind, sent[0].gen, sent[0].sdp], ["offer", 100, "offer with 2"]);
});

test("who answers waits, then says that it has nothing", async () => {
  const { kinds, sent } = side(false);
  await pass(250);
  assert.deepEqual(kinds(), []);
  await pass(250);
  assert.deepEqual([kinds(), sent[0].gen], [["renew"], 0]);
});

test("an offer is answered with our tracks in the same lanes; a doubled one is answered again, without a new connection", async () => {
  const it = side(false);
  it.connection.take({ kind: "offer", gen: 7, sdp: "offer with 2" });
  await settle();
  assert.deepEqual(it.pc().transceivers.map(({ sender }) => sender.track.lane), ["voice", "camera"]);
  it.connection.take({ kind: "offer", gen: 7, sdp: "offer with 2" });
  await settle();
  assert.deepEqual([it.kinds(), it.pcs.length], [["answer", "answer"], 1]);
});

test("an older offer is ignored, a newer one replaces", async () => {
  const it = side(false);
  it.connection.take({ kind: "offer", gen: 7, sdp: "offer with 2" });
  await settle();
  it.connection.take({ kind: "offer", gen: 6, sdp: "offer with 2" });
  await settle();
  assert.equal(it.pcs.length, 1);
  it.connection.take({ kind: "offer", gen: 8, sdp: "offer with 2" });
  await settle();
  assert.equal(it.pcs.length, 2);
  assert.equal(it.pcs[0]?.signalingState, "closed"); // it never played: nothing to keep
});

test("candidates wait for the description, theirs and ours", async () => {
  const it = side(true);
  it.pc().onicecandidate({ candidate: { candidate: "ours", toJSON: () => ({ candidate: "ours" }) } });
  assert.deepEqual(it.kinds(), []);
  await settle();
  assert.deepEqual(it.kinds(), ["offer", "candidate"]);
  it.connection.take({ kind: "candidate", gen: 100, candidate: { candidate: "early" } });
  await settle();
  assert.equal(it.pc().candidates.length, 0);
  it.connection.take({ kind: "answer", gen: 100, sdp: "answer with 2" });
  it.connection.take({ kind: "candidate", gen: 99, candidate: { candidate: "of another" } });
  await settle();
  assert.deepEqual(it.pc().candidates, [{ candidate: "early" }]);
});

test("a healthy connection is left alone: when the socket is lost, and when it comes back", async () => {
  const it = await up();
  it.world.canSend = false;
  await flow(it, 10_000);
  it.world.canSend = true;
  it.connection.poke();
  await flow(it, 3000);
  assert.equal(it.pcs.length, 1);
  assert.equal(it.connection.view().phase, "up");
});

test("no packets for three seconds, while there should be some, build it anew; the old one stays until the new one plays", async () => {
  const it = await up();
  await pass(2500);
  assert.equal(it.pcs.length, 1);
  const picture = it.connection.view().streams.camera;
  assert.ok(picture);
  await pass(2000);
  assert.equal(it.pcs.length, 2);
  assert.equal(it.pcs[0]?.signalingState, "stable");
  assert.deepEqual([it.connection.view().phase, it.connection.view().streams.camera], ["down", picture]);
  it.connection.take({ kind: "answer", gen: it.sent.at(-1).gen, sdp: "answer with 2" });
  await settle();
  it.pc().ice("connected");
  await flow(it, 5000);
  assert.equal(it.pcs[0]?.signalingState, "closed");
  assert.equal(it.pcs.length, 2);
});

test("silence is no death when the other said that it sends nothing", async () => {
  const it = await up();
  it.world.expects = false;
  await pass(10_000);
  assert.equal(it.pcs.length, 1);
});

test("disconnected for two seconds is dead, for one it is not", async () => {
  const it = await up();
  it.pc().ice("disconnected");
  await pass(1000);
  it.pc().ice("connected");
  await flow(it, 2000);
  assert.equal(it.pcs.length, 1);
  it.pc().ice("disconnected");
  await pass(4000);
  assert.equal(it.pcs.length, 2);
});

test("a dead connection waits for the socket, and is built anew the moment it is back", async () => {
  const it = await up();
  it.world.canSend = false;
  it.pc().ice("failed");
  await pass(10_000);
  assert.equal(it.pcs.length, 1);
  it.world.canSend = true;
  it.connection.poke();
  await settle();
  assert.equal(it.pcs.length, 2);
});

test("who answers asks for a new one under the number it has", async () => {
  const it = side(false);
  it.connection.take({ kind: "offer", gen: 7, sdp: "offer with 2" });
  await settle();
  it.pc().ice("connected");
  await flow(it, 2000);
  it.pc().ice("failed");
  await pass(1000);
  assert.deepEqual([it.sent.at(-1).kind, it.sent.at(-1).gen], ["renew", 7]);
});

test("asked by a page that was reloaded, it offers anew; asked twice in a breath, it repeats the offer", async () => {
  const it = await up();
  it.connection.take({ kind: "renew", gen: 0 });
  await settle();
  assert.equal(it.pcs.length, 2);
  it.connection.take({ kind: "renew", gen: 0 });
  await settle();
  assert.equal(it.pcs.length, 2);
  assert.deepEqual(it.kinds().slice(-2), ["offer", "offer"]);
});

test("an old wish for a new one is ignored", async () => {
  const it = await up();
  it.connection.take({ kind: "renew", gen: 42 });
  await settle();
  assert.equal(it.pcs.length, 1);
});

test("an unanswered offer is tried again, with longer and longer waits", async () => {
  const it = side(true);
  await pass(60_000);
  assert.ok(it.pcs.length >= 4 && it.pcs.length <= 8, `${it.pcs.length} attempts`);
  assert.equal(it.pcs.filter(({ signalingState }) => signalingState !== "closed").length, 1);
});

test("a track that changed goes into the lane it had, and nothing is negotiated again", async () => {
  const it = await up();
  const before = it.sent.length;
  it.connection.refresh("camera");
  await settle();
  assert.equal(it.pc().transceivers[1].sender.track.lane, "camera");
  assert.equal(it.sent.length, before);
});

test("closed is closed: nothing is sent any more", async () => {
  const it = await up();
  it.connection.close();
  const before = it.sent.length;
  it.connection.take({ kind: "renew", gen: 0 });
  await pass(20_000);
  assert.equal(it.pc().signalingState, "closed");
  assert.equal(it.sent.length, before);
});
