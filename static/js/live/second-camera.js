/** A link for one's own second device: asked for when it is wanted, good for ten minutes. Touches no page. */

import { post } from "../lib/http.js";
import { signal } from "../lib/state.js";

/**
 * @typedef {object} SecondCamera
 * @property {import("../lib/state.js").ReadonlySignal<{url: string, qr: string} | null>} link
 * @property {import("../lib/state.js").ReadonlySignal<string>} problem
 * @property {() => Promise<void>} ask
 */

/**
 * @param {{url: string, resume: string}} options
 * @returns {SecondCamera}
 */
export function openSecondCamera({ url, resume }) {
  const link = signal(/** @type {{url: string, qr: string} | null} */ (null));
  const problem = signal("");
  return {
    link,
    problem,
    async ask() {
      problem.value = "";
      try {
        const answer = /** @type {any} */ (await post(url, { resume }));
        link.value = { url: answer.url, qr: answer.qr };
      } catch (refusal) {
        problem.value = /** @type {Error} */ (refusal).message;
      }
    },
  };
}
