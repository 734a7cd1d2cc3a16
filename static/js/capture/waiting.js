/** Recordings from before that the server does not have yet: sent on from wherever the person comes back. Touches no page. */

import { closers, effect, signal } from "../lib/state.js";
import { deliver } from "./delivery.js";

const UNDECIDED_MS = 7 * 24 * 60 * 60 * 1000; // a take the server has and nobody chose leaves this device after that

/**
 * @typedef {object} Waiting one of them
 * @property {string} id
 * @property {import("./shelf.js").Note} note
 * @property {import("./delivery.js").Delivered} state
 */

/**
 * @typedef {object} Waitings
 * @property {import("../lib/state.js").ReadonlySignal<Waiting[]>} all
 * @property {(id: string) => void} resume
 * @property {(id: string) => Promise<void>} discard
 * @property {() => void} close
 */

/**
 * @param {object} options
 * @param {import("./shelf.js").TapeShelf} options.shelf
 * @param {string} options.owner
 * @param {string} options.base
 * @param {(note: import("./shelf.js").Note) => boolean} [options.isMine] what this page sends on; the rest stays for its own page
 * @param {number} [options.now_ms]
 * @param {typeof deliver} [options.make]
 * @returns {Promise<Waitings>}
 */
export async function sendOn({ shelf, owner, base, isMine = () => true, now_ms = Date.now(), make = deliver }) {
  const open = closers();
  const all = signal(/** @type {Waiting[]} */ ([]));
  /** @type {Map<string, import("./delivery.js").Delivery>} */
  const deliveries = new Map();

  for (const note of await shelf.list(owner)) {
    if (!isMine(note)) continue;
    const tape = await shelf.take(note.id);
    if (!tape) continue; // another tab is at it
    const isOld = note.sent && !note.kept && now_ms - note.started_at_ms > UNDECIDED_MS;
    if (tape.size() === 0 || isOld) {
      await tape.remove();
      continue;
    }
    const delivery = make({ tape, base });
    deliveries.set(note.id, delivery);
    open.add(delivery.close);
    open.add(
      effect(() => {
        const state = delivery.state.value;
        const rest = all.peek().filter(({ id }) => id !== note.id);
        all.value = [...rest, { id: note.id, note: tape.note(), state }].sort((a, b) => a.note.started_at_ms - b.note.started_at_ms);
      }),
    );
  }

  return {
    all,
    resume: (id) => deliveries.get(id)?.resume(),
    async discard(id) {
      all.value = all.peek().filter((one) => one.id !== id);
      await deliveries.get(id)?.discard();
      all.value = all.peek().filter((one) => one.id !== id);
    },
    close: open.close,
  };
}
