/** The wire: what is sent again, what is not, and when a silent line counts as dead. */

import assert from "node:assert/strict";
import { afterEach, beforeEach, mock, test } from "node:test";

import { createClock } from "../../static/js/lib/clock.js";
import { openRoomSocket } from "../../static/js/lib/socket.js";

/** A server that is a few arrays: every socket that was opened, what it sent, and a way to speak to it. */
function server() {
  /** @type {any[]} */
  const sockets = [];
  const io = (/** @type {string} */ _url, /** @type {any} */ options) => {
    /** @type {Map<string, Function>} */
    const listeners = new Map();
    /** @type {Function | null} */
    let any = null;
    const socket = {
      auth: options.auth,
      sent: /** @type {{name: string, body: any, ack: Function}[]} */ ([]),
      isOpen: true,
      on: (/** @type {string} */ name, /** @type {Function} */ listener) => listeners.set(name, listener),
      onAny: (/** @type {Function} */ listener) => void (any = listener),
      off: () => listeners.clear(),
      offAny: () => void (any = null),
      connect() {},
      disconnect: () => void (socket.isOpen = false),
      emit: (/** @type {string} */ name, /** @type {any} */ body, /** @type {Function} */ ack) => socket.sent.push({ name, body, ack }),
      io: { engine: { close: () => void (socket.isOpen = false) } },
      says(/** @type {string} */ name, /** @type {any} */ message) {
        any?.(name, message);
        listeners.get(name)?.(message);
      },
      sentOnes: (/** @type {string} */ name) => socket.sent.filter((one) => one.name === name),
    };
    sockets.push(socket);
    return /** @type {any} */ (socket);
  };
  return { io, sockets, last: () => sockets.at(-1) };
}

let now_ms = 0;

/** @param {number} ms */
function pass(ms) {
  for (let gone = 0; gone < ms; gone += 50) {
    now_ms += 50;
    mock.timers.tick(50);
  }
}

beforeEach(() => {
  now_ms = 0;
  mock.timers.enable({ apis: ["setTimeout", "setInterval"] });
});
afterEach(() => mock.timers.reset());

function open() {
  const { io, sockets, last } = server();
  /** @type {any} */
  const told = { lines: [], events: [], resets: [], welcomes: 0, closed: [] };
  const socket = openRoomSocket({
    io,
    path: "/live",
    protocol: 1,
    seat: { room: "r", peer: "p", resume: "secret" },
    clock: createClock({ monotonic: () => now_ms, wall: () => now_ms }),
    random: () => 0,
    on: {
      line: (line) => told.lines.push(line.phase),
      welcome: () => void (told.welcomes += 1),
      reset: (snapshot) => told.resets.push(snapshot.head),
      event: (event) => told.events.push(event.seq),
      news: () => {},
      closed: (end) => told.closed.push(end.error),
    },
  });
  const welcome = (change = {}) =>
    last().says("welcome", { caller: "client", now_ms, head: 0, snapshot: null, events: [], trainer_here: true, online: [], media: {}, ...change });
  return { socket, sockets, last, told, welcome };
}

test("a hello names the seat and how far the page has read, anew each time", () => {
  const { last, welcome } = open();
  assert.deepEqual(last().auth, { room: "r", peer: "p", resume: "secret", protocol: 1, since: 0 });
  welcome({ head: 2, events: [{ seq: 1 }, { seq: 2 }] });
  last().says("disconnect");
  pass(400);
  assert.equal(last().auth.since, 2);
});

test("a command that was not answered is sent again after a reconnection, under the same id, and answered once", async () => {
  const { socket, last, welcome } = open();
  welcome();
  const answer = socket.command("chat.send", { text: "hello" });
  const [first] = last().sentOnes("chat.send");
  last().says("disconnect");
  pass(400);
  welcome();
  const [again] = last().sentOnes("chat.send");
  assert.deepEqual(again.body, first.body);
  assert.match(again.body.id, /^[A-Za-z0-9_-]{8,64}$/);
  again.ack({ ok: true, seq: 5 });
  assert.deepEqual(await answer, { ok: true, seq: 5 });
  last().says("disconnect");
  pass(400);
  welcome();
  assert.equal(last().sentOnes("chat.send").length, 0);
});

test("commands keep their order over a reconnection", () => {
  const { socket, last, welcome } = open();
  for (const text of ["one", "two", "three"]) void socket.command("chat.send", { text });
  assert.equal(last().sent.length, 0);
  welcome();
  assert.deepEqual(last().sentOnes("chat.send").map(({ body }) => body.text), ["one", "two", "three"]);
});

test("a cue that could not be sent in time is not sent late", async () => {
  const { socket, last, welcome } = open();
  welcome();
  last().says("disconnect");
  const answer = socket.command("cue.send", { say: "Knees out" }, 3000);
  pass(4000);
  assert.equal(/** @type {any} */ (await answer).error, "not-sent");
  welcome();
  assert.equal(last().sentOnes("cue.send").length, 0);
});

test("what is not for the log is never sent late", async () => {
  const { socket, last, welcome } = open();
  const answer = await socket.tell("media", { mic: true, camera: true, screen: false });
  assert.equal(answer.ok, false);
  welcome();
  assert.equal(last().sentOnes("media").length, 0);
});

test("three silent seconds and a half are a dead line: it tries again at once", () => {
  const { sockets, told, welcome } = open();
  welcome();
  pass(3400);
  assert.equal(sockets.length, 1);
  pass(1000);
  assert.equal(sockets.length, 2);
  assert.equal(sockets[0].isOpen, false);
  assert.deepEqual(told.lines.slice(0, 2), ["up", "waiting"]);
});

test("a line that answers its clock pings is not silent", () => {
  const { sockets, last, welcome } = open();
  welcome();
  for (let second = 0; second < 20; second += 1) {
    pass(1000);
    for (const ping of last().sentOnes("clock").splice(0)) ping.ack({ ok: true, t0: ping.body.t0, t1_ms: now_ms });
  }
  assert.equal(sockets.length, 1);
});

test("told to hurry while it looks up, it wants a proof within a second and a half", () => {
  const { socket, sockets, last, welcome } = open();
  welcome();
  socket.hurry();
  last().sentOnes("clock").at(-1).ack({ ok: true, t0: 0, t1_ms: now_ms });
  pass(2500);
  assert.equal(sockets.length, 1);
  last().says("beat", { head: 0, now_ms });
  socket.hurry();
  pass(2500);
  assert.equal(sockets.length, 2);
});

test("it sets the clock by a burst of eight on joining, then asks at most once a second", async () => {
  const { last, welcome } = open();
  welcome();
  for (let i = 0; i < 19; i += 1) {
    const ping = last().sentOnes("clock").at(-1);
    ping.ack({ ok: true, t0: ping.body.t0, t1_ms: now_ms });
    await new Promise((go) => setImmediate(go));
    pass(50);
  }
  const burst = last().sentOnes("clock").length;
  assert.ok(burst >= 8 && burst <= 10, `${burst} pings`);
});

test("it tries again with growing waits, and at once when told to hurry", () => {
  const { socket, sockets, last, welcome } = open();
  welcome();
  for (const wait_ms of [300, 600, 1200, 2400]) {
    last().says(sockets.length === 1 ? "disconnect" : "connect_error", {});
    const before = sockets.length;
    pass(wait_ms - 50);
    assert.equal(sockets.length, before);
    pass(100);
    assert.equal(sockets.length, before + 1);
  }
  last().says("connect_error", {});
  const before = sockets.length;
  socket.hurry();
  pass(50);
  assert.equal(sockets.length, before + 1);
});

test("a refused hello and a coded end are final; a restart is not, and waits as long as it was asked to", () => {
  const refused = open();
  refused.last().says("connect_error", { data: { error: "session-over", message: "Over." } });
  pass(20_000);
  assert.deepEqual([refused.told.closed, refused.sockets.length], [["session-over"], 1]);

  const removed = open();
  removed.welcome();
  removed.last().says("closed", { error: "kicked", message: "Removed." });
  pass(20_000);
  assert.deepEqual([removed.told.closed, removed.sockets.length], [["kicked"], 1]);

  const restarted = open();
  restarted.welcome();
  restarted.last().says("closed", { error: "restart", message: "Back soon.", after_ms: 2000 });
  pass(1900);
  assert.deepEqual([restarted.told.closed, restarted.sockets.length], [[], 1]);
  pass(200);
  assert.equal(restarted.sockets.length, 2);
});

test("after a closed line every command says that it was not sent", async () => {
  const { socket, last, welcome } = open();
  welcome();
  const waiting = socket.command("chat.send", { text: "hello" });
  last().says("closed", { error: "kicked", message: "Removed." });
  assert.equal((await waiting).ok, false);
  assert.equal((await socket.command("chat.send", { text: "again" })).ok, false);
});

test("what comes from a socket that was given up is not heard", () => {
  const { sockets, told, welcome } = open();
  welcome({ head: 1, events: [{ seq: 1 }] });
  sockets[0].says("disconnect");
  pass(400);
  sockets[0].says("event", { seq: 2 });
  assert.deepEqual(told.events, [1]);
});

test("in the lobby nothing of the room is asked for or applied", () => {
  const { told, welcome } = open();
  welcome({ caller: "lobby" });
  assert.deepEqual([told.welcomes, told.events, told.resets], [1, [], []]);
});
