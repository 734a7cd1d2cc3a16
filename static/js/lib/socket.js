/**
 * The wire of a live room: one seat, one socket at a time, for as long as the page is open.
 *
 * Reconnects by itself, asks for what it missed, keeps the clock, and sends a command again until it was answered. Knows no page and
 * touches none; all encoding for the wire happens here.
 */

import { createFeed } from "./feed.js";
import { createOutbox, NOT_SENT } from "./outbox.js";
import { closed, FRESH, hurry, lost, opened, trying } from "./reconnect.js";

const SILENCE_MS = 3500; // three beats
const PROOF_MS = 1500;
const TICK_MS = 500;
const PING_MS = 1000;
const BURST = 8;
const BURST_GAP_MS = 40;
const ANSWER_MS = 6000;
const CONNECT_MS = 5000;
const GOODBYE_MS = 1000;

/**
 * @typedef {import("../gen/messages.d.ts").Commands} Commands
 * @typedef {import("./clock.js").Clock} Clock
 * @typedef {import("./reconnect.js").Line} Line
 * @typedef {import("./feed.js").Replay} Replay
 * @typedef {{room: string, peer: string, resume: string}} Seat
 * @typedef {import("./outbox.js").Ack} Ack
 */

/**
 * What we use of socket.io-client.
 *
 * @typedef {object} IoSocket
 * @property {(event: string, listener: (...args: any[]) => void) => void} on
 * @property {(listener: (event: string, ...args: any[]) => void) => void} onAny
 * @property {() => void} off
 * @property {() => void} offAny
 * @property {() => void} connect
 * @property {() => void} disconnect
 * @property {(event: string, body: unknown, answered: (ack: any) => void) => void} emit
 * @property {{engine?: {close: () => void}}} io
 */

/** @typedef {(url: string, options: Record<string, unknown>) => IoSocket} Io */

/**
 * @typedef {object} Handlers
 * @property {(line: Line) => void} line the connection's state changed
 * @property {(welcome: any) => void} welcome after its snapshot and events were applied
 * @property {(snapshot: any) => void} reset the room anew
 * @property {(event: any) => void} event each once, in order
 * @property {(name: "presence" | "lobby" | "signal" | "media" | "around" | "relayed" | "speaking", message: any) => void} news whatever is not in the log
 * @property {(end: {error: string, message: string}) => void} closed the server ended it; nothing is tried again
 */

/**
 * @typedef {object} RoomSocket
 * @property {<Name extends keyof Commands>(name: Name, body: Omit<Commands[Name], "id"> & {id?: string}, patience_ms?: number) => Promise<Ack>} command for
 *   the log: sent again after a reconnection until answered or until `patience_ms` went by; never rejects, gives
 *   `{ok: false, error: "not-sent"}` instead
 * @property {<Name extends keyof Commands>(name: Name, body: Commands[Name]) => Promise<Ack>} tell not for the log: now or never; never
 *   rejects
 * @property {() => void} hurry online again, or looked at again: tries at once and sets the clock
 * @property {() => Line} line
 * @property {() => void} close
 */

/**
 * @param {object} options
 * @param {Io} options.io
 * @param {string} options.path
 * @param {number} options.protocol
 * @param {Seat} options.seat
 * @param {Clock} options.clock
 * @param {Handlers} options.on
 * @param {() => number} [options.random]
 * @returns {RoomSocket}
 */
export function openRoomSocket({ io, path, protocol, seat, clock, on, random = Math.random }) {
  /** @type {IoSocket | null} */
  let socket = null;
  let line = FRESH;
  let heard_ms = 0;
  let ticked_ms = clock.monotonic();
  let pinged_ms = -Infinity;
  /** @type {number | null} */
  let rtt_ms = null;
  let isBursting = false;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let retrying;

  const outbox = createOutbox({ send: emit, isUp: () => line.phase === "up", answer_ms: ANSWER_MS });

  const feed = createFeed({
    reset: (snapshot) => on.reset(snapshot),
    apply: (event) => on.event(event),
    ask: async (after) => {
      const ack = await tell("resync", { after });
      if (!ack.ok) throw new Error(ack.error);
      return /** @type {any} */ (ack);
    },
  });

  /** @param {Line} next */
  function move(next) {
    if (next === line) return;
    line = next;
    clearTimeout(retrying);
    if (line.retry_at_ms !== null) retrying = setTimeout(retry, line.retry_at_ms - clock.monotonic());
    on.line(line);
  }

  function retry() {
    if (line.phase !== "waiting") return;
    move(trying(line));
    open();
  }

  function open() {
    drop();
    const mine = io("/", {
      path,
      transports: ["websocket"],
      forceNew: true,
      reconnection: false,
      timeout: CONNECT_MS,
      auth: { ...seat, protocol, since: feed.head() },
    });
    socket = mine;
    heard_ms = clock.monotonic();
    mine.onAny(() => {
      heard_ms = clock.monotonic();
    });
    mine.on("connect", () => {
      heard_ms = clock.monotonic();
    });
    mine.on("connect_error", (/** @type {any} */ problem) => {
      const data = problem?.data;
      if (data?.error) return end(data);
      fail();
    });
    mine.on("disconnect", () => fail());
    mine.on("welcome", welcome);
    mine.on("event", feed.take);
    mine.on("beat", (/** @type {any} */ beat) => feed.beat(beat.head));
    mine.on("closed", (/** @type {any} */ message) => {
      if (message.error === "restart") fail(true, message.after_ms ?? 0);
      else end(message);
    });
    for (const name of /** @type {const} */ (["presence", "lobby", "signal", "media", "around", "relayed", "speaking"])) {
      mine.on(name, (/** @type {any} */ message) => on.news(name, message));
    }
  }

  /** @param {any} message */
  function welcome(message) {
    clock.seed(message.now_ms);
    if (message.caller !== "lobby") feed.replay(message);
    const wasDown = line.phase !== "up";
    move(opened(line));
    on.welcome(message);
    if (wasDown) void burst();
    outbox.sendAll(clock.monotonic());
  }

  /**
   * Lets go of the socket we have, whatever state it is in; nothing it says later is heard.
   *
   * @param {boolean} [isClosing] the server closes it: two at once would be an error on the console
   */
  function drop(isClosing = false) {
    const old = socket;
    socket = null;
    if (!old) return;
    old.off();
    old.offAny();
    const close = () => {
      old.disconnect();
      old.io.engine?.close();
    };
    if (isClosing) setTimeout(close, GOODBYE_MS);
    else close();
  }

  /**
   * @param {boolean} [isClosing]
   * @param {number} [rest_ms] how long the server wants to be left alone
   */
  function fail(isClosing = false, rest_ms = 0) {
    drop(isClosing);
    const next = lost(line, clock.monotonic(), random(), heard_ms);
    move({ ...next, retry_at_ms: next.retry_at_ms && Math.max(next.retry_at_ms, clock.monotonic() + rest_ms) });
  }

  /** @param {{error: string, message: string}} problem */
  function end(problem) {
    drop(true);
    move(closed(line));
    outbox.empty({ ok: false, error: problem.error, message: problem.message });
    on.closed(problem);
  }

  /**
   * @param {string} name
   * @param {object} body
   * @param {(ack: Ack) => void} answered
   */
  function emit(name, body, answered) {
    const mine = socket;
    mine?.emit(name, clean(body), (/** @type {Ack} */ ack) => {
      if (mine !== socket) return;
      heard_ms = clock.monotonic();
      answered(ack);
    });
  }

  /**
   * @template {keyof Commands} Name
   * @param {Name} name
   * @param {Commands[Name]} body
   * @returns {Promise<Ack>}
   */
  function tell(name, body) {
    return new Promise((done) => {
      const late = setTimeout(() => done(NOT_SENT), ANSWER_MS);
      const answered = (/** @type {Ack} */ ack) => {
        clearTimeout(late);
        done(ack);
      };
      if (line.phase === "up") emit(name, body, answered);
      else answered(NOT_SENT);
    });
  }

  async function ping() {
    pinged_ms = clock.monotonic();
    const t0 = pinged_ms;
    const ack = await tell("clock", { t0, rtt_ms });
    if (ack.ok) rtt_ms = clock.sample(t0, ack["t1_ms"], clock.monotonic());
  }

  async function burst() {
    if (isBursting) return;
    isBursting = true;
    for (let i = 0; i < BURST && line.phase === "up"; i += 1) {
      await ping();
      await new Promise((go) => setTimeout(go, BURST_GAP_MS));
    }
    isBursting = false;
  }

  function tick() {
    const now_ms = clock.monotonic();
    const isLate = now_ms - ticked_ms > 4 * TICK_MS; // the page slept or was held back: silence proves nothing
    ticked_ms = now_ms;
    if (isLate) heard_ms = Math.max(heard_ms, now_ms - SILENCE_MS + PROOF_MS);
    outbox.tend(now_ms, line.phase === "up");
    if (line.phase === "up") {
      if (clock.slept()) void burst();
      else if (now_ms - pinged_ms >= PING_MS - TICK_MS / 2) void ping();
    }
    if (line.phase === "up" && now_ms - heard_ms > SILENCE_MS) {
      fail();
      move(hurry(line, now_ms));
    } else if (line.phase === "connecting" && now_ms - heard_ms > CONNECT_MS + 1000) {
      fail(); // connected, but never welcomed
    }
  }

  const ticking = setInterval(tick, TICK_MS);
  open();

  return {
    line: () => line,
    tell,
    command(name, body, patience_ms = Infinity) {
      if (line.phase === "closed") return Promise.resolve(NOT_SENT);
      return outbox.put(name, body, clock.monotonic(), clock.monotonic() + patience_ms);
    },
    hurry() {
      if (line.phase === "up") {
        heard_ms = Math.min(heard_ms, clock.monotonic() - SILENCE_MS + PROOF_MS); // it looks up, and must prove it
        void burst();
      }
      move(hurry(line, clock.monotonic()));
    },
    close() {
      clearInterval(ticking);
      drop();
      move(closed(line));
      clearTimeout(retrying);
      outbox.empty(NOT_SENT);
    },
  };
}

/**
 * Absent is left out: over msgpack `undefined` would arrive as an extension type.
 *
 * @param {object} body
 * @returns {Record<string, unknown>}
 */
function clean(body) {
  return Object.fromEntries(Object.entries(body).filter(([, value]) => value !== undefined));
}
