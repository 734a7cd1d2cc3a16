/** What a client agrees to, as this page knows it: asked at the door, changed at any time in the room. Touches no page. */

import { post } from "../lib/http.js";
import { signal } from "../lib/state.js";

/**
 * @typedef {import("./types.d.ts").Consent} Consent
 * @typedef {{message: string, where: string}} Problem
 */

/**
 * @typedef {object} Agreements
 * @property {import("../lib/state.js").ReadonlySignal<Consent[]>} list
 * @property {import("../lib/state.js").ReadonlySignal<Problem | null>} problem `where` is the purpose whose answer was not kept
 * @property {(purpose: string) => boolean} has whether it is given
 * @property {(purpose: string, given: boolean) => void} hear what was answered elsewhere
 * @property {(purpose: string, given: boolean) => Promise<void>} answer
 */

/**
 * @param {Consent[]} first as the page was told
 * @returns {Agreements}
 */
export function openAgreements(first) {
  const list = signal(first);
  const problem = signal(/** @type {Problem | null} */ (null));

  /**
   * @param {string} purpose
   * @param {boolean} given
   */
  const hear = (purpose, given) => {
    list.value = list.value.map((one) => (one.purpose === purpose ? { ...one, given } : one));
  };

  return {
    list,
    problem,
    has: (purpose) => list.value.some((one) => one.purpose === purpose && one.given),
    hear,
    async answer(purpose, given) {
      const one = list.peek().find((each) => each.purpose === purpose);
      if (!one) return;
      hear(purpose, given);
      problem.value = null;
      try {
        await post(one.url, { given, version: one.version }); // a yes is to the words that were shown
      } catch (trouble) {
        hear(purpose, one.given);
        problem.value = { message: /** @type {Error} */ (trouble).message, where: purpose };
      }
    },
  };
}

/**
 * What was agreed to on another device of the same person, where this one asks nothing and only hears of changes.
 *
 * @param {string} purpose
 * @param {boolean} given
 * @returns {Agreements}
 */
export function followed(purpose, given) {
  return openAgreements([{ purpose, given, title: "", text: "", version: 0, url: "" }]);
}
