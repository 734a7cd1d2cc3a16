/** A module that did not come because the network changed just then is asked for again: a page must not stay empty for that. */

const WAITS_MS = [300, 1000, 2000, 4000, 8000];

/**
 * @template T
 * @param {() => Promise<T>} load such as `() => import("./view.js")`; a browser fetches anew what it did not get
 * @param {(ms: number) => Promise<void>} [pause]
 * @returns {Promise<T>} rejects as the last try did
 */
export async function again(load, pause = (ms) => new Promise((go) => setTimeout(go, ms))) {
  for (const wait_ms of WAITS_MS) {
    try {
      return await load();
    } catch {
      await pause(wait_ms);
    }
  }
  return load();
}
