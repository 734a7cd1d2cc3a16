/** What did not come because the network changed just then is asked for again: a page must not stay empty for that. */

import { get, Refusal } from "./http.js";

const WAITS_MS = [300, 1000, 2000, 4000, 8000];

/**
 * A module. A browser that keeps to what HTML said until 2026 remembers that a module did not come and fails each time: there it is as without this.
 *
 * @template T
 * @param {() => Promise<T>} load such as `() => import("./view.js")`
 * @param {(ms: number) => Promise<void>} [pause]
 * @param {(trouble: unknown) => boolean} [mayCome] whether it may come if one tries again; a module that came and is broken will not
 * @returns {Promise<T>} rejects as the last try did
 */
export async function again(load, pause = (ms) => new Promise((go) => setTimeout(go, ms)), mayCome = (trouble) => trouble instanceof TypeError) {
  for (const wait_ms of WAITS_MS) {
    try {
      return await load();
    } catch (trouble) {
      if (!mayCome(trouble)) throw trouble;
      await pause(wait_ms);
    }
  }
  return load();
}

/**
 * A small file of JSON.
 *
 * @param {string} url
 * @param {(ms: number) => Promise<void>} [pause]
 * @returns {Promise<import("./http.js").Answer>} rejects with a Refusal
 */
export function getAgain(url, pause) {
  return again(() => get(url), pause, (trouble) => trouble instanceof Refusal && (trouble.status === 0 || trouble.status >= 500));
}
