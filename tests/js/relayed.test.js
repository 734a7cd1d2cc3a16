/** One connection to the relay after another: what replaces what, who is at which place, what is sent to a group. */

import assert from "node:assert/strict";
import { afterEach, beforeEach, mock, test } from "node:test";

import { rate } from "../../static/js/live/rates.js";
import { openRelayed } from "../../static/js/live/relayed.js";

globalThis.MediaStream ??= /** @type {any} */ (
  class {
    /** @param {any[]} [tracks] */
    constructor(tracks = []) {
      this.tracks = tracks;
    }
  }
);

const LANES = ["voice", "camera", "screen", "screen-sound"];

/** A connection that negotiates on paper: an offer's words are its number of places. */
class PaperPc {
  iceConnectionState = "new";
  signalingState = "stable";
  /** @type {any[]} */
  transceivers = [];
  /** @type {Record<string, number>} packets by mid */
  packets = {};
  heard = 0;
  frames = 30;
  /** @type {any} */
  localDescription = null;
  /** @type {any} */
  currentRemoteDescription = null;
  /** @type {any} */
  ontrack = null;
  /** @type {any} */
  oniceconnectionstatechange = null;

  getTransceivers() {
    return this.transceivers;
  }
  /** @param {any} description */
  async setRemoteDescription({ sdp }) {
    const places = Array.from({ length: parseInt(sdp, 10) }, (_, place) => [`sound-${place}`, `picture-${place}`]).flat();
    for (const mid of [...LANES, ...places]) {
      /** @type {any} */
      const parameters = { encodings: [{}] };
      const sender = {
        track: /** @type {any} */ (null),
        getParameters: () => parameters,
        setParameters: async () => {},
        replaceTrack: async (/** @type {any} */ track) => void (sender.track = track),
      };
      const transceiver = { mid, direction: "recvonly", sender, parameters };
      this.transceivers.push(transceiver);
      if (places.includes(mid)) this.ontrack({ transceiver, track: { id: mid } });
    }
  }
  async createAnswer() {
    return { type: "answer", sdp: "answer" };
  }
  /** @param {any} description */
  async setLocalDescription(description) {
    this.localDescription = description;
  }
  async getStats() {
    const streams = Object.entries(this.packets).map(([mid, packetsReceived]) => {
      const kind = mid.startsWith("picture") ? "video" : "audio";
      return [mid, { type: "inbound-rtp", mid, kind, packetsReceived, packetsLost: 0, framesPerSecond: this.frames }];
    });
    return new Map([...streams, ["t", { type: "transport", packetsReceived: this.heard }]]);
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
  /** @param {string} mid */
  mid(mid) {
    return this.transceivers.find((one) => one.mid === mid);
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
  for (let i = 0; i < 4; i += 1) await new Promise((go) => setImmediate(go));
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

const BOB = { place: 0, peer: "bob", pair: /** @type {const} */ ("person") };
const CARA = { place: 1, peer: "cara", pair: /** @type {const} */ ("person") };

function page() {
  /** @type {PaperPc[]} */
  const pcs = [];
  /** @type {any[]} */
  const sent = [];
  const world = { servers: /** @type {any} */ (null), canSend: true, expects: true, frames: 30, company: { role: "trainer", isGroup: true, isSpotlit: false }, ack: /** @type {any} */ ({ ok: true }) };
  const link = openRelayed({
    isReceiving: true,
    track: (lane) => /** @type {any} */ (lane.startsWith("screen") ? null : { lane, getSettings: () => ({ width: 1280, height: 720 }) }),
    rate: (lane) => rate(lane, /** @type {any} */ (world.company)),
    send: async (message) => {
      sent.push(message);
      return world.ack;
    },
    canSend: () => world.canSend,
    expects: () => world.expects,
    framesOf: () => world.frames,
    changed: () => {},
    makePc: (config) => {
      world.servers = config.iceServers;
      const pc = new PaperPc();
      pcs.push(pc);
      return /** @type {any} */ (pc);
    },
  });
  link.follow(/** @type {any} */ ([{ id: "bob" }, { id: "cara" }]));
  const offer = (/** @type {number} */ gen, /** @type {any} */ more = {}) => link.take({ kind: "offer", via: "one", gen, sdp: "3", shows: [BOB, CARA], ...more });
  return { link, pcs, sent, world, offer, kinds: () => sent.map(({ kind }) => kind), pc: () => /** @type {PaperPc} */ (pcs.at(-1)) };
}

/** @typedef {ReturnType<typeof page>} Page */

/**
 * @param {Page} it
 * @param {number} ms
 * @param {string[]} [silent] mids in which nothing comes
 */
const flow = (it, ms, silent = []) =>
  pass(ms, () => {
    it.pc().heard += 1;
    for (const mid of ["sound-0", "picture-0", "sound-1", "picture-1"]) if (!silent.includes(mid)) it.pc().packets[mid] = (it.pc().packets[mid] ?? 0) + 12;
  });

/** Brings a page up: offered, answered, connected, packets flowing. */
async function up() {
  const it = page();
  it.link.poke();
  it.offer(1);
  await settle();
  it.pc().ice("connected");
  await flow(it, 2000);
  return it;
}

test("nothing is asked for before the way to the server is open, then a connection is", async () => {
  const it = page();
  await pass(2000);
  assert.deepEqual(it.sent, []);
  it.link.poke();
  assert.deepEqual(it.sent, [{ to: "relay", kind: "renew", gen: 0 }]);
  assert.equal(it.link.views()["bob"]?.phase, "waiting");
});

test("an offer is answered with our tracks in the lanes of their names, and once more when it comes again", async () => {
  const it = page();
  it.offer(7);
  await settle();
  assert.deepEqual(it.sent, [{ to: "relay", kind: "answer", gen: 7, sdp: "answer" }]);
  assert.deepEqual(LANES.map((mid) => it.pc().mid(mid).direction), ["sendonly", "sendonly", "sendonly", "sendonly"]);
  assert.deepEqual(LANES.map((mid) => it.pc().mid(mid).sender.track?.lane ?? null), ["voice", "camera", null, null]);
  assert.equal(it.pc().mid("picture-0").direction, "recvonly");
  it.offer(7);
  await settle();
  assert.deepEqual([it.kinds(), it.pcs.length], [["answer", "answer"], 1]);
});

test("everybody is seen at their place, and a place given to another is another picture", async () => {
  const it = await up();
  const { bob, cara } = it.link.views();
  assert.deepEqual([bob?.phase, cara?.phase, bob?.quality], ["up", "up", "good"]);
  assert.equal(/** @type {any} */ (bob?.streams.camera).tracks[0].id, "picture-0");
  assert.equal(/** @type {any} */ (cara?.streams.voice).tracks[0].id, "sound-1");
  assert.equal(it.link.views()["bob"]?.streams.camera, bob?.streams.camera);
  it.link.take({ kind: "arranged", via: "one", gen: 1, shows: [{ ...CARA, place: 0 }] });
  assert.equal(it.link.views()["bob"]?.phase, "waiting");
  assert.deepEqual(it.link.views()["bob"]?.streams, {});
  const after = it.link.views()["cara"]?.streams.camera;
  assert.equal(/** @type {any} */ (after).tracks[0].id, "picture-0");
  assert.notEqual(after, bob?.streams.camera);
  assert.equal(it.pcs.length, 1);
});

test("what is arranged for an older connection is not for this one", async () => {
  const it = await up();
  it.link.take({ kind: "arranged", via: "one", gen: 9, shows: [] });
  assert.equal(it.link.views()["bob"]?.phase, "up");
});

test("a screen has a place of its own", async () => {
  const it = await up();
  it.link.take({ kind: "arranged", via: "one", gen: 1, shows: [BOB, CARA, { place: 2, peer: "bob", pair: "screen" }] });
  const { streams } = /** @type {any} */ (it.link.views()["bob"]);
  assert.deepEqual(Object.keys(streams).sort(), ["camera", "screen", "screen-sound", "voice"]);
  assert.equal(streams.screen.tracks[0].id, "picture-2");
});

test("an older offer is ignored, a newer one replaces, and another relay counts anew", async () => {
  const it = await up();
  it.offer(0);
  assert.equal(it.pcs.length, 1);
  it.offer(2);
  await settle();
  assert.equal(it.pcs.length, 2);
  it.pc().ice("connected");
  await flow(it, 4000);
  it.offer(1, { via: "two" });
  await settle();
  assert.equal(it.pcs.length, 3);
  assert.deepEqual(it.sent.at(-1), { to: "relay", kind: "answer", gen: 1, sdp: "answer" });
});

test("the old picture stays until the new one plays, and nobody is said to be gone meanwhile", async () => {
  const it = await up();
  const before = it.link.views()["bob"]?.streams.camera;
  it.offer(1, { via: "two" });
  await settle();
  assert.deepEqual([it.link.views()["bob"]?.phase, it.link.views()["bob"]?.streams.camera], ["up", before]);
  assert.equal(it.pcs[0]?.signalingState, "stable");
  it.pc().ice("connected");
  await flow(it, 4000);
  assert.equal(it.pcs[0]?.signalingState, "closed");
  assert.notEqual(it.link.views()["bob"]?.streams.camera, before);
});

test("a healthy connection is left alone: when the socket is lost, and when it comes back", async () => {
  const it = await up();
  it.world.canSend = false;
  await flow(it, 10_000);
  it.world.canSend = true;
  it.link.poke();
  await flow(it, 6000);
  assert.deepEqual([it.kinds(), it.pcs.length], [["renew", "answer"], 1]);
});

test("silence asks for a new connection within two seconds and a half, under the number there is", async () => {
  const it = await up();
  await pass(1250);
  assert.deepEqual(it.kinds(), ["renew", "answer"]);
  await pass(1250);
  assert.deepEqual(it.sent.at(-1), { to: "relay", kind: "renew", gen: 1 });
  assert.equal(it.link.views()["bob"]?.phase, "down");
});

test("after the way to the server was lost and found, silence tells within a second", async () => {
  const it = await up();
  it.world.canSend = false;
  await pass(1000);
  it.world.canSend = true;
  it.link.poke();
  await settle();
  assert.deepEqual(it.sent.at(-1), { to: "relay", kind: "renew", gen: 1 });
});

test("silence is no death when nobody sends and the relay still reports", async () => {
  const it = await up();
  it.world.expects = false;
  await pass(10_000, () => void (it.pc().heard += 1));
  assert.equal(it.pcs.length, 1);
  assert.deepEqual(it.kinds(), ["renew", "answer"]);
});

test("one who falls silent is said to be gone, the others are not, and nothing is built anew", async () => {
  const it = await up();
  await flow(it, 4000, ["sound-1", "picture-1"]);
  assert.deepEqual([it.link.views()["bob"]?.phase, it.link.views()["cara"]?.phase], ["up", "down"]);
  assert.equal(it.pcs.length, 1);
  await flow(it, 1000);
  assert.equal(it.link.views()["cara"]?.phase, "up");
});

test("fifteen pictures a second are good where that is all there are", async () => {
  const it = await up();
  it.pc().frames = 15;
  await flow(it, 1000);
  assert.equal(it.link.views()["bob"]?.quality, "fair");
  it.world.frames = 15;
  await flow(it, 1000);
  assert.equal(it.link.views()["bob"]?.quality, "good");
});

test("a relay that cannot take us is said so, and asked again by itself", async () => {
  const it = page();
  it.link.poke();
  it.link.take({ kind: "refused", via: "", gen: 0, error: "unavailable", message: "The relay is away." });
  assert.deepEqual(it.link.refusal(), { error: "unavailable", message: "The relay is away." });
  await pass(20_000);
  assert.ok(it.sent.length >= 3, `${it.sent.length} wishes`);
  it.offer(1);
  assert.equal(it.link.refusal(), null);
});

test("a refusal in the answer to a wish is one too, and a full relay is asked rarely", async () => {
  const it = page();
  it.world.ack = { ok: false, error: "no-capacity", message: "It is full." };
  it.link.poke();
  await settle();
  assert.deepEqual(it.link.refusal(), { error: "no-capacity", message: "It is full." });
  await pass(25_000);
  assert.equal(it.sent.length, 1);
  await pass(10_000);
  assert.equal(it.sent.length, 2);
});

test("what goes to a group is small, and whole in the spotlight", async () => {
  const it = await up();
  const encoding = () => it.pc().mid("camera").parameters.encodings[0];
  assert.deepEqual([encoding().maxBitrate, encoding().scaleResolutionDownBy], [1_700_000, 1]);
  it.world.company = { role: "client", isGroup: true, isSpotlit: false };
  it.link.tune();
  await settle();
  assert.deepEqual(encoding(), { maxBitrate: 300_000, maxFramerate: 15, scaleResolutionDownBy: 2 });
  it.world.company = { role: "client", isGroup: true, isSpotlit: true };
  it.link.tune();
  await settle();
  assert.deepEqual(encoding(), { maxBitrate: 2_500_000, scaleResolutionDownBy: 1 });
});

test("no STUN server is asked: the relay is one itself, and its pictures would be taken for answers", async () => {
  const it = page();
  it.link.setServers([{ urls: "stun:here:1" }, { urls: ["turn:there:2", "stun:there:2"], username: "u", credential: "c" }]);
  it.offer(1);
  assert.deepEqual(it.world.servers, [{ urls: ["turn:there:2"], username: "u", credential: "c" }]);
});

test("a track that changed goes into its lane, and nothing is negotiated again", async () => {
  const it = await up();
  const before = it.sent.length;
  it.pc().mid("camera").sender.track = null;
  it.link.refresh("camera");
  await settle();
  assert.equal(it.pc().mid("camera").sender.track.lane, "camera");
  assert.equal(it.sent.length, before);
});

test("closed is closed: nothing is sent any more", async () => {
  const it = await up();
  it.link.close();
  const before = it.sent.length;
  it.offer(5);
  it.link.poke();
  await pass(20_000);
  assert.equal(it.pc().signalingState, "closed");
  assert.equal(it.sent.length, before);
});
