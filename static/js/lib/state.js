/** State that tells who looks at it: signals, from one place, so that no other file names the library. */

import { batch, computed, effect, signal, untracked } from "../../vendor/signals-core.js";

export { batch, computed, effect, signal, untracked };

/**
 * @template T
 * @typedef {import("../../vendor/signals-core.js").Signal<T>} Signal
 */

/**
 * @template T
 * @typedef {import("../../vendor/signals-core.js").ReadonlySignal<T>} ReadonlySignal
 */

/**
 * Several things to close as one, the last opened first.
 *
 * @returns {{add: (close: () => void) => void, close: () => void}}
 */
export function closers() {
  /** @type {(() => void)[]} */
  let open = [];
  return {
    add: (close) => void open.push(close),
    close() {
      const all = open.reverse();
      open = [];
      for (const one of all) one();
    },
  };
}

/**
 * Listens; the returned function stops it.
 *
 * @param {EventTarget} target
 * @param {string} type
 * @param {(event: any) => void} listener
 * @param {AddEventListenerOptions} [options]
 * @returns {() => void}
 */
export function listen(target, type, listener, options) {
  target.addEventListener(type, listener, options);
  return () => target.removeEventListener(type, listener, options);
}

/**
 * Calls `step` every `ms`; the returned function stops it.
 *
 * @param {number} ms
 * @param {() => void} step
 * @returns {() => void}
 */
export function every(ms, step) {
  const timer = setInterval(step, ms);
  return () => clearInterval(timer);
}
