/**
 * Comments on their way: each is kept on this device until the server has it, so that nothing that was written is lost without a
 * connection. Each carries an id made here; what is sent twice is written once. Touches no page.
 */

import { Refusal } from "../lib/http.js";
import { signal } from "../lib/state.js";

const AGAIN_MS = 8000;
const MOST = 50;
const LOST = new Set(["offline", "timeout"]);

/** @typedef {{id: string, text: string, at_ms: number, about: Record<string, unknown>}} Waiting */

/**
 * @param {object} options
 * @param {string} options.place under which they are kept
 * @param {import("../lib/storage.js").Shelf} options.memory
 * @param {(body: Record<string, unknown>) => Promise<unknown>} options.send rejects with a Refusal
 * @param {(said: unknown) => void} options.arrived
 * @param {(one: Waiting, problem: Refusal) => void} options.refused the server will not have it
 * @param {() => string} [options.makeId] 24 hex
 * @param {(go: () => void, ms: number) => unknown} [options.later]
 */
export function openOutbox({ place, memory, send, arrived, refused, makeId = hexId, later = setTimeout }) {
  const all = signal(known(memory.get(place)));
  const isStuck = signal(false); // the last try met no connection
  let isBusy = false;
  let isClosed = false;

  /** @param {Waiting[]} now */
  function keep(now) {
    all.value = now;
    memory.set(place, now.length > 0 ? now : null);
  }

  async function go() {
    if (isBusy || isClosed) return;
    isBusy = true;
    try {
      for (let one = all.peek()[0]; one; one = all.peek()[0]) {
        const said = await send({ id: one.id, text: one.text, ...one.about }).catch((problem) => {
          if (problem instanceof Refusal) return problem;
          throw problem;
        });
        isStuck.value = said instanceof Refusal && LOST.has(said.code);
        if (isStuck.peek()) {
          if (!isClosed) later(() => void go(), AGAIN_MS);
          return;
        }
        const id = one.id;
        keep(all.peek().filter((other) => other.id !== id));
        if (said instanceof Refusal) refused(one, said);
        else arrived(said);
      }
    } finally {
      isBusy = false;
    }
  }

  return {
    /** @type {import("../lib/state.js").ReadonlySignal<Waiting[]>} */
    all,
    /** @type {import("../lib/state.js").ReadonlySignal<boolean>} */
    isStuck,
    /**
     * @param {string} text
     * @param {Record<string, unknown>} about
     * @param {number} at_ms
     */
    async write(text, about, at_ms) {
      keep([...all.peek(), { id: makeId(), text, at_ms, about }].slice(-MOST));
      await go();
    },
    /** @param {string} id */
    drop: (id) => keep(all.peek().filter((one) => one.id !== id)),
    go,
    close: () => void (isClosed = true),
  };
}

function hexId() {
  return [...crypto.getRandomValues(new Uint8Array(12))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/**
 * What was kept, as far as it still makes sense.
 *
 * @param {any} kept
 * @returns {Waiting[]}
 */
function known(kept) {
  if (!Array.isArray(kept)) return [];
  return kept.filter((one) => typeof one?.id === "string" && typeof one?.text === "string" && typeof one?.about === "object");
}
