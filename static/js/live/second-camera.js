/** A link for one's own second device, a camera or a remote: asked for when it is wanted, good for ten minutes. Touches no page. */

import { post } from "../lib/http.js";
import { signal } from "../lib/state.js";

/** @typedef {"camera" | "remote"} Kind */

/**
 * @typedef {object} SecondCamera
 * @property {import("../lib/state.js").ReadonlySignal<{url: string, qr: string} | null>} link
 * @property {import("../lib/state.js").ReadonlySignal<string>} problem
 * @property {import("../lib/state.js").ReadonlySignal<Kind>} kind what it is to be
 * @property {(kind: Kind) => void} choose
 * @property {() => Promise<void>} ask
 */

/**
 * @param {{url: string, resume: string}} options
 * @returns {SecondCamera}
 */
export function openSecondCamera({ url, resume }) {
  const link = signal(/** @type {{url: string, qr: string} | null} */ (null));
  const problem = signal("");
  const kind = signal(/** @type {Kind} */ ("camera"));
  async function ask() {
    problem.value = "";
    const device = kind.peek();
    try {
      const answer = /** @type {any} */ (await post(url, { resume, device }));
      if (device === kind.peek()) link.value = { url: answer.url, qr: answer.qr };
    } catch (refusal) {
      problem.value = /** @type {Error} */ (refusal).message;
    }
  }

  return {
    link,
    problem,
    kind,
    choose(next) {
      kind.value = next;
      link.value = null;
      void ask();
    },
    ask,
  };
}
