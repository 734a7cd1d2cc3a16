/**
 * A training log on this device: what is said is kept here first, and sent when there is a way. Touches no page.
 *
 * Nothing is ever taken off the list before the server said that it has it; what is sent twice is one there, by its id.
 */

import { newId } from "../lib/outbox.js";
import { batch, computed, signal } from "../lib/state.js";

/**
 * @typedef {import("./types.d.ts").Entry} Entry
 * @typedef {import("./types.d.ts").Item} Item
 */

/**
 * @typedef {object} Answer
 * @property {string[]} kept ids that the server has now
 * @property {{id: string, error: string, message: string}[]} refused
 * @property {{client?: string, entry: Entry}[]} entries what it has besides
 * @property {number} seq how far that goes
 * @property {boolean} more whether there is more to fetch
 * @property {number} now_ms
 */

/** @typedef {"sent" | "waiting" | "sending" | "offline" | "closed"} State closed: this device may not send any more */

/**
 * @typedef {object} Log
 * @property {import("../lib/state.js").ReadonlySignal<Item[]>} items
 * @property {import("../lib/state.js").ReadonlySignal<Item[]>} unsent
 * @property {import("../lib/state.js").ReadonlySignal<Item[]>} refused
 * @property {import("../lib/state.js").ReadonlySignal<State>} state
 * @property {boolean} isLasting
 * @property {() => number} now by the server's clock, as far as this device knows it
 * @property {(said: Omit<Entry, "id" | "at_ms">, client?: string) => Entry} say
 * @property {() => Promise<void>} sync sends what is not sent, and fetches what others said
 */

const AT_ONCE = 100;

/**
 * @param {object} options
 * @param {import("./shelf.js").Shelf} options.shelf
 * @param {(body: {after: number, entries: object[]}) => Promise<Answer>} options.send rejects with a Refusal
 * @param {{client?: string, entry: Entry}[]} [options.given] what the page came with
 * @param {number} [options.seq] how far that goes
 * @param {() => number} [options.clock] of the device
 * @returns {Promise<Log>}
 */
export async function createLog({ shelf, send, given = [], seq = 0, clock = Date.now }) {
  const there = await shelf.all().catch(() => ({ items: [], known: { seq: 0, ahead_ms: 0 } }));
  let known = { ...there.known, seq: Math.max(there.known.seq, seq) };
  const items = signal(/** @type {Item[]} */ ([]));
  const state = signal(/** @type {State} */ ("sent"));
  /** @type {Promise<void>} */
  let writing = Promise.resolve();
  /** @type {Promise<void> | null} */
  let running = null;
  let isWanted = false;
  let last_ms = 0; // of two things said here the later is later, also within one millisecond

  const unsent = computed(() => items.value.filter((one) => one.state === "new"));
  const refused = computed(() => items.value.filter((one) => one.state === "refused"));

  /**
   * Takes these in the place of those with their ids; what the server has stays so.
   *
   * @param {Item[]} several
   */
  function take(several) {
    const all = new Map(items.peek().map((one) => [one.id, one]));
    const news = several.filter((one) => !(all.get(one.id)?.state === "kept" && one.state !== "kept"));
    for (const one of news) all.set(one.id, one);
    items.value = [...all.values()];
    // One after the other: a page that is closed between two loses the second at most.
    writing = writing.then(() => shelf.put(news)).catch(() => {});
  }

  /** @param {{client?: string, entry: Entry}} told */
  const keptItem = ({ client = "", entry }) => ({ id: entry.id, client, entry, state: /** @type {const} */ ("kept"), message: "" });

  items.value = there.items;
  take(given.map(keptItem));
  if (unsent.peek().length > 0) state.value = "waiting";

  async function run() {
    do {
      isWanted = false;
      const sending = unsent.peek().slice(0, AT_ONCE);
      if (sending.length > 0) state.value = "sending";
      const sent_ms = clock();
      const answer = await send({ after: known.seq, entries: sending.map(({ client, entry }) => (client ? { ...entry, client } : entry)) });
      const ahead_ms = Math.round(answer.now_ms - (sent_ms + clock()) / 2);
      const kept = new Set(answer.kept);
      const why = new Map(answer.refused.map((one) => [one.id, one.message]));
      batch(() => {
        take([
          ...sending.filter(({ id }) => kept.has(id)).map((one) => ({ ...one, state: /** @type {const} */ ("kept") })),
          ...sending.filter(({ id }) => why.has(id)).map((one) => ({ ...one, state: /** @type {const} */ ("refused"), message: why.get(one.id) ?? "" })),
          ...answer.entries.map(keptItem),
        ]);
      });
      known = { seq: Math.max(known.seq, answer.seq), ahead_ms };
      const now = known;
      writing = writing.then(() => shelf.know(now)).catch(() => {});
      if (sending.length > 0 && kept.size + why.size === 0) break; // an answer that says nothing of them: later again
      if (answer.more) isWanted = true;
    } while (isWanted || unsent.peek().length > 0);
    await writing;
    state.value = unsent.peek().length > 0 ? "waiting" : "sent";
  }

  return {
    items,
    unsent,
    refused,
    state,
    isLasting: shelf.isLasting,
    now: () => Math.round(clock() + known.ahead_ms),
    say(said, client = "") {
      last_ms = Math.max(Math.round(clock() + known.ahead_ms), last_ms + 1);
      const entry = /** @type {Entry} */ ({ ...said, id: newId(), at_ms: last_ms });
      take([{ id: entry.id, client, entry, state: "new", message: "" }]);
      if (state.peek() === "sent") state.value = "waiting";
      return entry;
    },
    sync() {
      if (running) {
        isWanted = true;
        return running;
      }
      running = run()
        .catch((/** @type {any} */ problem) => {
          const status = Number(problem?.status ?? 0);
          state.value = status === 401 || status === 403 || status === 404 ? "closed" : status === 0 ? "offline" : "waiting";
        })
        .finally(() => {
          running = null;
        });
      return running;
    },
  };
}
