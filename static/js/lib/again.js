/** A module that did not come because the network changed just then is asked for again: a page must not stay empty for that. */

const WAITS_MS = [300, 1000, 2000, 4000, 8000];

/**
 * A browser that keeps to what HTML said until 2026 remembers that a module did not come and fails each time: there it is as without this.
 *
 * @template T
 * @param {() => Promise<T>} load such as `() => import("./view.js")`
 * @param {(ms: number) => Promise<void>} [pause]
 * @returns {Promise<T>} rejects as the last try did
 */
export async function again(load, pause = (ms) => new Promise((go) => setTimeout(go, ms))) {
  for (const wait_ms of WAITS_MS) {
    try {
      return await load();
    } catch (trouble) {
      if (!(trouble instanceof TypeError)) throw trouble; // it came, and is broken
      await pause(wait_ms);
    }
  }
  return load();
}
