/** What an editor's timer has to do with the server: saved, copied, deleted, and what became of it meanwhile. Touches no page. */

import { post, Refusal } from "../lib/http.js";
import { signal } from "../lib/state.js";
import { bodyOf } from "./draft.js";

/**
 * @typedef {import("./draft.js").Draft} Draft
 * @typedef {import("./draft.js").Saved} Saved
 *
 * stale: saved in another window since it was opened here · gone: deleted there · refused: in words, at a field or not
 * @typedef {{kind: "stale" | "gone" | "refused", message: string, where: string | null}} Trouble
 */

/**
 * @param {object} options
 * @param {string} options.here the address of the list
 * @param {Saved | null} options.saved as the page was told
 * @param {typeof post} [options.send]
 */
export function createSaving({ here, saved, send = post }) {
  const kept = signal(saved ? { id: saved.id, rev: saved.rev, name: saved.name } : null);
  const trouble = signal(/** @type {Trouble | null} */ (null));
  const isBusy = signal(false);

  /**
   * @param {string} url
   * @param {unknown} body
   * @returns {Promise<import("../lib/http.js").Answer | null>} null: refused, and told in `trouble`
   */
  async function ask(url, body) {
    if (isBusy.value) return null;
    isBusy.value = true;
    trouble.value = null;
    try {
      return await send(url, body);
    } catch (problem) {
      if (!(problem instanceof Refusal)) throw problem;
      const kind = problem.code === "stale" ? "stale" : problem.code === "not-found" ? "gone" : "refused";
      const signedOut = "You were signed out meanwhile. Sign in in another tab, then save again; what you built is still here.";
      trouble.value = { kind, message: problem.code === "sign-in-needed" ? signedOut : problem.message, where: problem.where };
      return null;
    } finally {
      isBusy.value = false;
    }
  }

  /** @param {import("../lib/http.js").Answer | null} answer */
  function keep(answer) {
    const timer = /** @type {Saved | undefined} */ (answer?.["timer"]);
    if (timer) kept.value = { id: timer.id, rev: timer.rev, name: timer.name };
    return timer !== undefined;
  }

  return {
    kept,
    trouble,
    isBusy,
    /**
     * @param {Draft} draft one without a problem
     * @returns {Promise<boolean>} whether it is kept now
     */
    async save(draft) {
      const now = kept.value;
      const body = bodyOf(draft);
      return keep(await (now ? ask(`${here}/${now.id}`, { ...body, rev: now.rev }) : ask(here, body)));
    },
    /**
     * What is here as a timer of its own; the one it came from stays as it is.
     *
     * @param {Draft} draft one without a problem
     * @returns {Promise<boolean>}
     */
    async saveCopy(draft) {
      const body = bodyOf(draft);
      const name = body.name === kept.value?.name ? `${body.name.slice(0, 53).trimEnd()} (copy)` : body.name;
      return keep(await ask(here, { ...body, name }));
    },
    /**
     * In place of what another window saved.
     *
     * @param {Draft} draft one without a problem
     * @param {number} rev of what is replaced
     * @returns {Promise<boolean>}
     */
    async replace(draft, rev) {
      const now = kept.value;
      return now ? keep(await ask(`${here}/${now.id}`, { ...bodyOf(draft), rev })) : false;
    },
    /** @returns {Promise<string | null>} where to go when it is deleted */
    async remove() {
      const answer = kept.value ? await ask(`${here}/${kept.value.id}/delete`, {}) : null;
      return answer?.location ?? null;
    },
  };
}
