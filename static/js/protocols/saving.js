/**
 * What is entered in a sheet, kept on this device until the server has it: a gym without a signal loses nothing.
 * Touches no page.
 */

import { Refusal } from "../lib/http.js";

const PATIENCE_MS = 5000; // between tries while there is no connection
const TYPING_MS = 1500; // so long after the last key it is sent: half a number would be refused
const DONE_MS = 300; // so long after a field is left, or something is tapped

/**
 * @typedef {object} Entered what has not been sent: the newest value of each place
 * @property {Record<string, string>} values by place of a measure
 * @property {Record<string, "yes" | "no" | "">} looks by place of a checkpoint
 * @property {Record<string, string>} facts conditions, the note, the day
 * @property {Record<string, {clip: string, at_ms: number}>} moments by place: where it can be seen
 *
 * @typedef {{kind: "kept" | "saving" | "waiting" | "refused", message: string, where: string | null}} Standing
 */

/** @returns {Entered} */
export const nothing = () => ({ values: {}, looks: {}, facts: {}, moments: {} });

/**
 * @param {Entered} entered
 * @returns {boolean}
 */
export const isEmpty = ({ values, looks, facts }) => [values, looks, facts].every((part) => Object.keys(part).length === 0);

/**
 * The later of two wins, place by place.
 *
 * @param {Entered} before
 * @param {Entered} after
 * @returns {Entered}
 */
export function merged(before, after) {
  return {
    values: { ...before.values, ...after.values },
    looks: { ...before.looks, ...after.looks },
    facts: { ...before.facts, ...after.facts },
    moments: { ...before.moments, ...after.moments },
  };
}

/**
 * What the server reads.
 *
 * @param {Entered} entered
 * @returns {Record<string, unknown>}
 */
export function body({ values, looks, facts, moments }) {
  const of = (/** @type {string} */ word) => Object.keys(looks).filter((place) => looks[place] === word);
  return {
    place: Object.keys(values),
    value: Object.values(values),
    seen: of("yes"),
    unseen: of("no"),
    open: of(""),
    moments,
    ...facts,
  };
}

/**
 * @param {object} options
 * @param {(body: Record<string, unknown>) => Promise<unknown>} options.send rejects with a Refusal
 * @param {{get: () => string | null, set: (text: string) => void, drop: () => void}} options.store of this device
 * @param {(standing: Standing) => void} options.tell
 * @param {(answer: unknown) => void} options.kept
 * @param {(work: () => void, ms: number) => unknown} [options.later]
 */
export function createSaving({ send, store, tell, kept, later = setTimeout }) {
  let entered = restored(store.get());
  let isSending = false;
  let turn = 0;

  function keep() {
    if (isEmpty(entered)) store.drop();
    else store.set(JSON.stringify(entered));
  }

  /** @param {number} ms */
  function plan(ms) {
    const mine = ++turn;
    later(() => {
      if (mine === turn) void flush();
    }, ms);
  }

  async function flush() {
    if (isSending || isEmpty(entered)) return;
    isSending = true;
    const going = entered;
    entered = nothing();
    tell({ kind: "saving", message: "Saving…", where: null });
    try {
      const answer = await send(body(going));
      keep();
      tell({ kind: "kept", message: "Kept.", where: null });
      kept(answer);
    } catch (problem) {
      if (!(problem instanceof Refusal)) throw problem;
      const isLater = problem.status === 0 || problem.status === 429 || problem.status >= 500;
      // What the server refuses would be refused again, and hold up all that comes after it.
      if (isLater) entered = merged(going, entered);
      keep();
      tell(isLater ? { kind: "waiting", message: "No connection: kept on this device, and sent as soon as there is one.", where: null } : { kind: "refused", message: problem.message, where: problem.where });
      if (isLater) plan(PATIENCE_MS);
    } finally {
      isSending = false;
    }
    if (!isEmpty(entered)) plan(PATIENCE_MS);
  }

  return {
    /** @param {Partial<Entered>} part @param {{isTyping?: boolean}} [how] */
    put(part, { isTyping = false } = {}) {
      entered = merged(entered, { ...nothing(), ...part });
      keep();
      plan(isTyping ? TYPING_MS : DONE_MS);
    },
    flush,
    /** @returns {Entered} what is still to be sent */
    left: () => entered,
  };
}

/**
 * @param {string | null} text
 * @returns {Entered}
 */
function restored(text) {
  if (!text) return nothing();
  try {
    return merged(nothing(), JSON.parse(text));
  } catch {
    return nothing();
  }
}
