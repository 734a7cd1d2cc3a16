/**
 * Many clients of one room, in time that is counted and not waited for: the page's own clock, socket and timers; a network that holds each
 * message back for 0 to 200 ms in each direction; crystals and wall clocks that are wrong. Prints one JSON object.
 */

import { createClock } from "../static/js/lib/clock.js";
import { openRoomSocket } from "../static/js/lib/socket.js";
import { build } from "../static/js/live/plans/formats.js";
import { face } from "../static/js/live/timers.js";

const EPOCH_MS = 1_790_000_000_000; // the server's time when ours is 0
const CLIENTS = 240;
const JITTER_MS = 200;
const WRONG_MS = 14 * 60_000;
const CRYSTAL = 2e-5; // 20 parts in a million fast or slow
const MINUTE_MS = 60_000;
const GAPS_S = [0.1, 1, 5, 30, 120];

// ---- time that is counted

/** @type {{at_ms: number, order: number, run: () => void}[]} a heap, the soonest first */
const heap = [];
let now_ms = 0;
let order = 0;

/** @type {(a: {at_ms: number, order: number}, b: {at_ms: number, order: number}) => boolean} */
const isSooner = (a, b) => a.at_ms < b.at_ms || (a.at_ms === b.at_ms && a.order < b.order);

/** @param {number} wait_ms @param {() => void} run */
function later(wait_ms, run) {
  let at = heap.length;
  const one = { at_ms: now_ms + Math.max(0, wait_ms), order: (order += 1), run };
  heap.push(one);
  while (at > 0 && isSooner(one, /** @type {any} */ (heap[(at - 1) >> 1]))) {
    heap[at] = /** @type {any} */ (heap[(at - 1) >> 1]);
    at = (at - 1) >> 1;
  }
  heap[at] = one;
  return one;
}

function soonest() {
  const first = /** @type {any} */ (heap[0]);
  const last = /** @type {any} */ (heap.pop());
  if (heap.length > 0) {
    let at = 0;
    for (;;) {
      let next = 2 * at + 1;
      if (next + 1 < heap.length && isSooner(/** @type {any} */ (heap[next + 1]), /** @type {any} */ (heap[next]))) next += 1;
      if (next >= heap.length || isSooner(last, /** @type {any} */ (heap[next]))) break;
      heap[at] = /** @type {any} */ (heap[next]);
      at = next;
    }
    heap[at] = last;
  }
  return first;
}

/** @param {number} until_ms */
async function passUntil(until_ms) {
  while (heap.length > 0 && /** @type {any} */ (heap[0]).at_ms <= until_ms) {
    const { at_ms, run } = soonest();
    now_ms = at_ms;
    run();
    for (let turn = 0; turn < 6; turn += 1) await null; // whoever awaited an answer goes on
  }
  now_ms = until_ms;
}

const world = /** @type {any} */ (globalThis);
world.setTimeout = (/** @type {() => void} */ run, /** @type {number} */ wait_ms) => later(wait_ms, run);
world.clearTimeout = (/** @type {any} */ one) => void (one && (one.run = () => {}));
world.setInterval = (/** @type {() => void} */ run, /** @type {number} */ every_ms) => {
  const handle = { run: () => {}, isOver: false };
  const again = () => {
    if (handle.isOver) return;
    later(every_ms, again);
    run();
  };
  later(every_ms, again);
  return handle;
};
world.clearInterval = (/** @type {any} */ handle) => void (handle && (handle.isOver = true));

/** Numbers that look random and are the same in each run. */
let state = 42;
const random = () => (state = (state * 1664525 + 1013904223) % 2 ** 32) / 2 ** 32;

// ---- a client

/** A page somewhere: its crystal, its wall clock, its way to the server. */
function client() {
  const crystal = (random() * 2 - 1) * CRYSTAL;
  const wrong_ms = (random() * 2 - 1) * WRONG_MS;
  const begun_ms = random() * 1e6;
  let isCut = false;
  let slept_ms = 0; // while which the monotonic time stood still
  /** @type {Map<string, (message?: unknown) => void>} */
  let listeners = new Map();
  const monotonic = () => begun_ms + (now_ms - slept_ms) * (1 + crystal);
  const clock = createClock({ monotonic, wall: () => EPOCH_MS + now_ms + wrong_ms });

  const io = () => {
    const mine = new Map();
    listeners = mine;
    /** @type {(() => void) | null} */
    let any = null;
    const due = { up_ms: 0, down_ms: 0 }; // what was sent first arrives first
    /** @param {"up_ms" | "down_ms"} way @param {() => void} run */
    const travel = (way, run) => {
      due[way] = Math.max(due[way], now_ms + random() * JITTER_MS);
      later(due[way] - now_ms, () => void (mine === listeners && !isCut && run()));
    };
    const hear = (/** @type {string} */ name, /** @type {unknown} */ message) => {
      any?.();
      mine.get(name)?.(message);
    };
    if (isCut) later(50, () => mine.get("connect_error")?.({}));
    else {
      travel("up_ms", () => {
        const message = { caller: "client", now_ms: Math.round(EPOCH_MS + now_ms), head: 0, snapshot: null, events: [], online: [], media: {} };
        travel("down_ms", () => {
          hear("connect", null);
          hear("welcome", message);
        });
      });
    }
    return /** @type {any} */ ({
      on: (/** @type {string} */ name, /** @type {() => void} */ listener) => mine.set(name, listener),
      onAny: (/** @type {() => void} */ listener) => void (any = listener),
      off: () => mine.clear(),
      offAny: () => void (any = null),
      connect() {},
      disconnect() {},
      emit(/** @type {string} */ name, /** @type {any} */ _body, /** @type {(ack: unknown) => void} */ answered) {
        if (name !== "clock") return;
        travel("up_ms", () => {
          const ack = { ok: true, t1_ms: Math.floor(EPOCH_MS + now_ms) };
          travel("down_ms", () => answered(ack));
        });
      },
      io: {},
    });
  };
  const ignore = () => {};
  const on = { line: ignore, welcome: ignore, reset: ignore, event: ignore, news: ignore, closed: ignore };
  const socket = openRoomSocket({ io, path: "", protocol: 1, seat: { room: "", peer: "", resume: "" }, clock, random, on });
  return {
    socket,
    clock,
    error: () => clock.now() - (EPOCH_MS + now_ms),
    /** @param {boolean} is */
    cut(is) {
      isCut = is;
      if (is) listeners.get("disconnect")?.();
    },
    /** @param {number} ms while which the machine slept */
    woke: (ms) => void (slept_ms += ms),
  };
}

/** @param {number[]} values @param {number} share */
const percentile = (values, share) => /** @type {number} */ ([...values].sort((a, b) => a - b)[Math.max(0, Math.ceil(share * values.length) - 1)]);

/** @param {ReturnType<typeof client>[]} clients */
const skews = (clients) => clients.slice(1).map((one, at) => Math.abs(one.error() - /** @type {any} */ (clients[at]).error()));

/** Joins, five minutes, and the end of a plan of twenty. */
async function longRun() {
  const clients = Array.from({ length: CLIENTS }, client);
  await passUntil(now_ms + 4000); // the welcome and a burst of eight pings
  const joined = percentile(skews(clients), 0.95);
  await passUntil(now_ms + 5 * MINUTE_MS);
  const later_ms = percentile(skews(clients), 0.95);
  const timer = /** @type {any} */ ({
    id: "t", rev: 1, title: "", state: "running", at_ms: EPOCH_MS + now_ms, elapsed_ms: 0, to: "everyone", counts: "", tallies: {},
    plan: build({ format: "every", lead_s: 0, every_s: 60, rounds: 20, labels: [] }),
  }); // prettier-ignore
  const end_ms = now_ms + 20 * MINUTE_MS;
  await passUntil(end_ms - 500);
  const ends = clients.map(({ clock }) => face(timer, clock.now()).left_ms - 500);
  const end = percentile(ends.map(Math.abs), 0.95);
  for (const { socket } of clients) socket.close();
  return { joined, later: later_ms, end };
}

/** The worst a face errs, of clients that were cut off for so long, from the cut until ten seconds after it. */
async function gapRun() {
  let worst = 0;
  for (const gap_s of GAPS_S) {
    const clients = Array.from({ length: 20 }, client);
    await passUntil(now_ms + MINUTE_MS);
    for (const one of clients) one.cut(true);
    const back_ms = now_ms + gap_s * 1000;
    const until_ms = back_ms + 10_000;
    while (now_ms < until_ms) {
      const step_ms = Math.min(now_ms + 100, now_ms < back_ms ? back_ms : until_ms);
      await passUntil(step_ms);
      if (now_ms === back_ms) for (const one of clients) one.cut(false);
      worst = Math.max(worst, ...clients.map((one) => Math.abs(one.error())));
    }
    for (const { socket } of clients) socket.close();
  }
  return worst;
}

/** How far faces err at p95, of machines that slept for so long, four seconds after they woke. */
async function sleepRun() {
  /** @type {number[]} */
  const errors = [];
  for (const gap_s of GAPS_S.filter((gap) => gap >= 1)) {
    const clients = Array.from({ length: 20 }, client);
    await passUntil(now_ms + MINUTE_MS);
    now_ms += gap_s * 1000; // nothing of theirs happens meanwhile, and what was due is due later
    for (const waiting of heap) waiting.at_ms += gap_s * 1000;
    for (const one of clients) one.woke(gap_s * 1000);
    await passUntil(now_ms + 4000);
    errors.push(...clients.map((one) => Math.abs(one.error())));
    for (const { socket } of clients) socket.close();
  }
  return percentile(errors, 0.95);
}

const long = await longRun();
process.stdout.write(`${JSON.stringify({ ...long, gap: await gapRun(), sleep: await sleepRun() })}\n`);
