/**
 * Keeps the marks of a clip in step with the server, and on this device for as long as there is no way to it.
 *
 * What is written is kept here first and sent when there is a way. Sending the same twice changes nothing. Nothing is
 * dropped because the server will not have it: it stays here, with why. Touches no page.
 */

import { computed, signal } from "../lib/state.js";

/** @typedef {import("./marks.js").Mark} Mark */
/** @typedef {import("./shelf.js").Item} Item */

/**
 * @typedef {object} Answer
 * @property {number} seq how far the server's changes go with this answer
 * @property {Mark[]} marks what changed
 * @property {{id: string, error: string, message: string, where?: string}[]} refused
 * @property {{id: string, where: string, message: string}[]} [moved] what lay outside its picture or clip, and was set right
 * @property {boolean} more whether there is more to fetch
 * @property {boolean} whole whether what is not among them is gone
 * @property {number} now_ms
 * @property {Record<string, any>} review how far it is: standing, sent_at_ms, opened_at_ms, acknowledged_at_ms, words
 */

/** @typedef {"saved" | "waiting" | "sending" | "offline" | "refused" | "closed"} State closed: this page may not write any more */

/**
 * @typedef {object} Sync
 * @property {import("../lib/state.js").ReadonlySignal<State>} state
 * @property {import("../lib/state.js").ReadonlySignal<{id: string, message: string}[]>} refused
 * @property {import("../lib/state.js").ReadonlySignal<string>} moved what is to be said of the marks that lay outside and were moved last; "" for none
 * @property {import("../lib/state.js").ReadonlySignal<number>} unsent how many wait
 * @property {import("../lib/state.js").ReadonlySignal<Record<string, any>>} review how far it is, as the server said last
 * @property {import("../lib/state.js").ReadonlySignal<boolean>} isHere whether what this device and the server know is here
 * @property {() => number} now by the server's clock, as far as this device knows it
 * @property {() => Promise<void>} go sends what waits and fetches what others wrote
 * @property {() => void} retry sends once more what was refused, as after taking something else away
 * @property {() => Promise<void>} settled when what was written is kept on this device
 */

export const AT_ONCE = 400;
export const BYTES_AT_ONCE = 700_000;

/**
 * @param {object} options
 * @param {import("./marks.js").Marks} options.marks
 * @param {import("./shelf.js").Shelf} options.shelf
 * @param {(body: {since: number, marks: Mark[]}) => Promise<Answer>} options.send rejects with a Refusal
 * @param {(since: number) => Promise<Answer>} options.fetch
 * @param {Record<string, any>} [options.review]
 * @param {Clock} [options.clock]
 * @returns {Sync}
 */
export function createSync({ marks, shelf, send, fetch, review: given = {}, clock = createClock() }) {
  /** @type {import("../lib/state.js").Signal<Map<string, Mark>>} */
  const waiting = signal(new Map());
  /** @type {import("../lib/state.js").Signal<Map<string, {mark: Mark, message: string}>>} */
  const stuck = signal(new Map());
  const way = signal(/** @type {"" | "sending" | "offline" | "closed"} */ (""));
  const review = signal(given);
  const isHere = signal(false);
  const moved = signal("");
  let seq = 0;
  /** @type {Promise<void>} */
  let writing = Promise.resolve();
  /** @type {Promise<void> | null} */
  let running = null;
  let isWanted = false;
  let isRestamped = false;

  /** @param {Item[]} items */
  function keep(items) {
    // One after the other: a page that is closed between two loses the second at most.
    if (items.length > 0) writing = writing.then(() => shelf.put(items)).catch(() => {});
  }

  /**
   * @template V
   * @param {import("../lib/state.js").Signal<Map<string, V>>} of
   * @param {(map: Map<string, V>) => void} work
   */
  function edit(of, work) {
    const next = new Map(of.peek());
    work(next);
    of.value = next;
  }

  /** @type {Mark[]} */
  let fresh = []; // written since the last time we were asked to look
  let isAsked = false;
  marks.onWrite((mark) => {
    fresh.push(mark);
    if (!isAsked) {
      isAsked = true;
      queueMicrotask(gather); // many writes of one deed are one
    }
  });

  function gather() {
    isAsked = false;
    if (fresh.length === 0) return;
    const latest = new Map(fresh.map((mark) => [mark.id, mark]));
    fresh = [];
    edit(waiting, (map) => {
      for (const mark of latest.values()) map.set(mark.id, mark);
    });
    if ([...latest.keys()].some((id) => stuck.peek().has(id))) edit(stuck, (map) => latest.forEach((_, id) => map.delete(id)));
    keep([...latest.values()].map((mark) => ({ mark, isSent: false })));
  }

  const loading = shelf
    .all()
    .catch(() => ({ items: /** @type {Item[]} */ ([]), seq: 0 }))
    .then(({ items, seq: known }) => {
      seq = known;
      marks.take(items.map(({ mark }) => mark));
      gather();
      edit(waiting, (map) => {
        for (const { mark, isSent, problem } of items) if (!isSent && !problem && !map.has(mark.id)) map.set(mark.id, mark);
      });
      edit(stuck, (map) => {
        for (const { mark, problem } of items) if (problem && !waiting.peek().has(mark.id)) map.set(mark.id, { mark, message: problem });
      });
      if (items.length > 0) isHere.value = true;
    });

  /** @param {Answer} answer @param {Mark[]} sent @param {number} asked_ms */
  function heed(answer, sent, asked_ms) {
    clock.set(answer.now_ms, asked_ms);
    const why = new Map(answer.refused.map((one) => [one.id, one]));
    // Once: a clock that is wrong again after it was set right is not ours to heal.
    const wrongClock = isRestamped ? [] : sent.filter((one) => why.get(one.id)?.error === "stamp-ahead").map((one) => one.id);
    const done = sent.filter((one) => waiting.peek().get(one.id)?.stamp === one.stamp);
    edit(waiting, (map) => done.forEach((one) => map.delete(one.id)));
    const refusedNow = done.filter((one) => why.has(one.id) && !wrongClock.includes(one.id));
    if (refusedNow.length > 0) edit(stuck, (map) => refusedNow.forEach((mark) => map.set(mark.id, { mark, message: why.get(mark.id)?.message ?? "" })));
    const counted = marks.take(answer.marks, { isWhole: answer.whole });
    if (answer.whole) writing = writing.then(() => shelf.empty()).catch(() => {});
    const mine = new Set(counted.map((one) => one.id));
    keep([
      ...done.filter((one) => !why.has(one.id) && !mine.has(one.id)).map((mark) => ({ mark, isSent: true })),
      ...refusedNow.map((mark) => ({ mark, isSent: false, problem: why.get(mark.id)?.message ?? "" })),
      ...counted.map((mark) => ({ mark, isSent: true })),
    ]);
    // What somebody else wrote over what was stuck or waits here, later than this: theirs counts.
    const overtaken = counted.filter((one) => stuck.peek().has(one.id) || waiting.peek().has(one.id)).map((one) => one.id);
    if (overtaken.length > 0) {
      edit(stuck, (map) => overtaken.forEach((id) => map.delete(id)));
      edit(waiting, (map) => overtaken.forEach((id) => map.delete(id)));
    }
    if (answer.seq !== seq) {
      seq = answer.seq;
      const now = seq;
      writing = writing.then(() => shelf.know(now)).catch(() => {});
    }
    review.value = answer.review;
    moved.value = movedWords(answer.moved ?? []);
    isHere.value = true;
    if (wrongClock.length > 0) {
      isRestamped = true;
      marks.restamp(wrongClock);
      gather();
    }
  }

  function batch() {
    /** @type {Mark[]} */
    const several = [];
    let bytes = 0;
    for (const mark of waiting.peek().values()) {
      bytes += JSON.stringify(mark).length;
      if (several.length > 0 && (several.length >= AT_ONCE || bytes > BYTES_AT_ONCE)) break;
      several.push(mark);
    }
    return several;
  }

  async function run() {
    await loading;
    gather();
    isRestamped = false;
    do {
      isWanted = false;
      const sending = batch();
      const asked_ms = clock.local();
      if (sending.length > 0) way.value = "sending";
      const answer = await (sending.length > 0 ? send({ since: seq, marks: sending }) : fetch(seq));
      heed(answer, sending, asked_ms);
      if (answer.more) isWanted = true;
    } while (isWanted || waiting.peek().size > 0);
    way.value = "";
    await writing;
  }

  return {
    state: computed(() => {
      if (way.value !== "") return way.value;
      if (waiting.value.size > 0) return "waiting";
      return stuck.value.size > 0 ? "refused" : "saved";
    }),
    refused: computed(() => [...stuck.value].map(([id, { message }]) => ({ id, message }))),
    moved,
    unsent: computed(() => waiting.value.size),
    review,
    isHere,
    now: clock.now,
    go() {
      if (running) {
        isWanted = true;
        return running;
      }
      running = run()
        .catch((/** @type {any} */ problem) => {
          const status = Number(problem?.status ?? 0);
          way.value = status === 401 || status === 403 || status === 404 ? "closed" : "offline";
        })
        .finally(() => {
          running = null;
        });
      return running;
    },
    retry() {
      const again = [...stuck.peek().values()].map(({ mark }) => mark);
      edit(waiting, (map) => again.forEach((mark) => map.has(mark.id) || map.set(mark.id, mark)));
      stuck.value = new Map();
      keep(again.map((mark) => ({ mark, isSent: false })));
    },
    async settled() {
      await loading;
      gather();
      await writing;
    },
  };
}

/** @param {{message: string}[]} moved */
function movedWords(moved) {
  if (moved.length < 2) return moved[0]?.message ?? "";
  return `${moved.length} drawings or key frames lay outside the picture or the clip, and were moved to its edge.`;
}

/**
 * @typedef {object} Clock
 * @property {() => number} now the server's, as far as this device knows
 * @property {() => number} local this device's
 * @property {(now_ms: number, asked_ms?: number) => void} set the server's clock said so; asked_ms: when it was asked, by this device's
 */

/**
 * @param {() => number} [local]
 * @returns {Clock}
 */
export function createClock(local = Date.now) {
  let ahead_ms = 0;
  return {
    now: () => Math.round(local() + ahead_ms),
    local,
    set(now_ms, asked_ms = local()) {
      ahead_ms = now_ms - (asked_ms + local()) / 2;
    },
  };
}
