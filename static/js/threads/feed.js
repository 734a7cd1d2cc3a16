/** A thread as it stands at the server: asked again and again while somebody looks, and at once when something was sent. Touches no page. */

import { get, post, Refusal } from "../lib/http.js";
import { signal } from "../lib/state.js";

const LOOK_MS = 4000;

/**
 * @typedef {object} ClipInMessage
 * @property {"" | "video" | "photo" | "sound"} media
 * @property {string} title
 * @property {string} href
 * @property {string} src "" while there is nothing to see or hear
 * @property {string} poster
 * @property {string} length
 * @property {number} width
 * @property {number} height
 * @property {boolean} on_its_way
 * @property {string} words
 * @property {string} why
 *
 * @typedef {object} Message
 * @property {string} id
 * @property {boolean} is_mine
 * @property {string} name
 * @property {"text" | "check-in" | "move"} kind
 * @property {string} text
 * @property {number} at_ms
 * @property {string} when
 * @property {boolean} is_urgent
 * @property {boolean} is_new
 * @property {boolean} is_read
 * @property {ClipInMessage | null} clip
 * @property {boolean} has_lost_clip
 * @property {number} cheers
 * @property {boolean} cheered
 * @property {string[]} cheerers
 */

/**
 * @typedef {object} ThreadFeed
 * @property {import("../lib/state.js").ReadonlySignal<Message[]>} messages
 * @property {import("../lib/state.js").ReadonlySignal<string>} trouble why it could not be asked the last time, in words
 * @property {() => Promise<void>} look
 * @property {(text: string, about?: Record<string, unknown>) => Promise<void>} write rejects with a Refusal
 * @property {(id: string) => Promise<void>} takeBack
 * @property {(id: string, on: boolean) => Promise<void>} cheer
 * @property {() => void} close
 */

/**
 * @param {object} options
 * @param {string} options.here
 * @param {string} options.mark of what the page came with
 * @param {Message[]} options.messages
 * @param {() => boolean} options.isSeen whether somebody looks at the page now
 * @param {{get: typeof get, post: typeof post}} [options.http]
 * @param {number} [options.everyMs]
 * @returns {ThreadFeed}
 */
export function openFeed({ here, mark, messages, isSeen, http = { get, post }, everyMs = LOOK_MS }) {
  const all = signal(messages);
  const trouble = signal("");
  let known = mark;
  let seen_ms = 0;
  /** @type {Set<string>} what was new when this page first showed it stays marked until the next visit */
  const fresh = new Set(messages.filter(({ is_new }) => is_new).map(({ id }) => id));
  let isClosed = false;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;

  async function look() {
    clearTimeout(timer);
    try {
      if (isSeen()) {
        const answer = await http.get(`${here}?known=${known}`);
        if (isClosed) return;
        trouble.value = "";
        known = String(answer["mark"]);
        if (Array.isArray(answer["messages"])) take(/** @type {Message[]} */ (answer["messages"]));
        await noteSeen();
      }
    } catch (problem) {
      if (!(problem instanceof Refusal)) throw problem;
      trouble.value = problem.code === "offline" ? "No connection: new messages come as soon as there is one." : problem.message;
    } finally {
      clearTimeout(timer);
      if (!isClosed) timer = setTimeout(() => void look(), everyMs);
    }
  }

  /** @param {Message[]} found */
  function take(found) {
    for (const one of found) if (one.is_new) fresh.add(one.id);
    all.value = found.map((one) => (fresh.has(one.id) ? { ...one, is_new: true } : one));
  }

  async function noteSeen() {
    const until = newUntil(all.peek());
    if (until <= seen_ms || !isSeen()) return;
    await http.post(`${here}/seen`, { until_ms: until });
    seen_ms = until;
  }

  timer = setTimeout(() => void look(), 0);
  return {
    messages: all,
    trouble,
    look,
    async write(text, about = {}) {
      await http.post(here, { text, ...about });
      await look();
    },
    async takeBack(id) {
      await http.post(`${here}/${id}/delete`);
      await look();
    },
    async cheer(id, on) {
      await http.post(`${here}/${id}/cheer`, { on });
      await look();
    },
    close() {
      isClosed = true;
      clearTimeout(timer);
    },
  };
}

/**
 * When the last message of somebody else was written that is marked as new; 0 when none is.
 *
 * @param {readonly Message[]} messages
 * @returns {number}
 */
export function newUntil(messages) {
  return Math.max(0, ...messages.filter(({ is_new, is_mine }) => is_new && !is_mine).map(({ at_ms }) => at_ms));
}
