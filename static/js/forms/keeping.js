/** Answers kept as one goes: sent soon after each change, again after trouble, and remembered on this device until then. */

import { Refusal } from "../lib/http.js";
import { signal } from "../lib/state.js";

export const SOON_MS = 700; // after the last keystroke
const AGAIN_MS = [2000, 5000, 10_000];

/** @typedef {import("./conditions.js").Value} Value */
/** @typedef {{state: "saved" | "waiting" | "saving" | "offline" | "closed", message: string}} Standing */

/**
 * @typedef {object} Keeping
 * @property {import("../lib/state.js").Signal<Standing>} standing
 * @property {import("../lib/state.js").Signal<Record<string, string>>} wrong by question: why its answer was refused
 * @property {(key: string, value: Value) => void} put
 * @property {() => Promise<boolean>} flush sends what is left now; whether everything is kept
 * @property {() => Record<string, Value>} unsent
 * @property {(key: string) => boolean} isUnsent
 * @property {() => void} close
 */

/**
 * @param {object} options
 * @param {string} options.id of the filled form
 * @param {(answers: Record<string, Value>) => Promise<any>} options.send rejects with a Refusal
 * @param {import("../lib/storage.js").Shelf} options.memory
 * @param {(answer: any) => void} [options.told] what the server said
 * @param {(step: () => void, ms: number) => any} [options.later]
 * @returns {Keeping}
 */
export function createKeeping({ id, send, memory, told = () => {}, later = (step, ms) => setTimeout(step, ms) }) {
  const name = `form.${id}`;
  /** @type {Record<string, Value>} */
  let left = memory.get(name) ?? {};
  const standing = signal(/** @type {Standing} */ ({ state: Object.keys(left).length > 0 ? "waiting" : "saved", message: "" }));
  const wrong = signal(/** @type {Record<string, string>} */ ({}));
  /** @type {Promise<boolean> | null} */
  let running = null;
  /** @type {any} */
  let timer = null;
  let tries = 0;
  let isOver = false;

  const remember = () => memory.set(name, Object.keys(left).length > 0 ? left : null);

  /** @param {number} ms */
  function soon(ms) {
    clearTimeout(timer);
    if (!isOver) timer = later(() => void flush(), ms);
  }

  /** @returns {Promise<boolean>} */
  async function sendAll() {
    while (Object.keys(left).length > 0) {
      const batch = { ...left };
      standing.value = { state: "saving", message: "" };
      try {
        told(await send(batch));
        settle(batch);
        tries = 0;
      } catch (problem) {
        if (!(problem instanceof Refusal)) throw problem;
        if (!refused(problem, batch)) return false;
      }
    }
    const isSound = Object.keys(wrong.value).length === 0;
    standing.value = { state: "saved", message: "" };
    return isSound;
  }

  /**
   * What was sent is kept, unless it was changed again meanwhile.
   *
   * @param {Record<string, Value>} batch
   */
  function settle(batch) {
    left = Object.fromEntries(Object.entries(left).filter(([key, value]) => !(key in batch) || batch[key] !== value));
    remember();
  }

  /**
   * @param {Refusal} problem
   * @param {Record<string, Value>} batch
   * @returns {boolean} whether the rest can be sent
   */
  function refused(problem, batch) {
    const where = problem.where?.replace(/^answers\.?/, "") ?? "";
    if (where in batch) {
      wrong.value = { ...wrong.value, [where]: problem.message };
      settle({ [where]: batch[where] });
      return true;
    }
    if (problem.code === "form-closed" || problem.code === "not-found") {
      left = {};
      remember();
      standing.value = { state: "closed", message: problem.message };
      return false;
    }
    standing.value = { state: "offline", message: problem.code === "offline" || problem.code === "timeout" ? "" : problem.message };
    soon(AGAIN_MS[Math.min(tries, AGAIN_MS.length - 1)] ?? 10_000);
    tries += 1;
    return false;
  }

  /** @returns {Promise<boolean>} */
  function flush() {
    clearTimeout(timer);
    running ??= sendAll().finally(() => void (running = null));
    return running;
  }

  if (standing.value.state === "waiting") soon(0);
  return {
    standing,
    wrong,
    put(key, value) {
      left = { ...left, [key]: value };
      remember();
      const { [key]: _gone, ...rest } = wrong.value;
      wrong.value = rest;
      if (standing.value.state !== "offline") standing.value = { state: "waiting", message: "" };
      soon(SOON_MS);
    },
    flush,
    unsent: () => left,
    isUnsent: (key) => key in left,
    close() {
      isOver = true;
      clearTimeout(timer);
    },
  };
}
