/**
 * What is written about a clip: what the server has, and what waits on this device for a connection. What somebody does stands there at once,
 * and is as it was again when the server refuses it. Knows the studio, no page.
 */

import { answered, keepNew, same } from "../clips/thread.js";
import { get, post, Refusal } from "../lib/http.js";
import { batch, closers, effect, signal, untracked } from "../lib/state.js";
import { openOutbox } from "./outbox.js";

/** @typedef {import("../clips/thread.js").Comment} Comment */
/** @typedef {ReturnType<typeof openTalk>} Talk */

/**
 * @param {object} options
 * @param {import("./studio.js").Studio} options.studio
 * @param {import("../lib/storage.js").Shelf} options.memory
 * @param {(one: import("./outbox.js").Waiting, problem: Refusal) => void} options.refused what was written is not taken
 */
export function openTalk({ studio, memory, refused }) {
  const { config } = studio;
  const close = closers();
  const comments = signal(studio.standing.peek().comments);
  let changedAt = 0; // when something was last written, taken back or settled on this page

  const outbox = openOutbox({
    place: `outbox.${config.here}`,
    memory,
    send: (body) => post(`${config.here}/comments`, body),
    arrived(said) {
      const mine = /** @type {Comment} */ (/** @type {any} */ (said).comment);
      change((now) => [...now.filter((one) => one.id !== mine.id), mine]);
    },
    refused,
  });
  close.add(outbox.close);

  /** @param {(now: Comment[]) => Comment[]} how */
  function change(how) {
    changedAt = performance.now();
    comments.value = how(comments.peek());
  }

  /** Asks at once how things stand, as something has changed. */
  async function look() {
    const asked = performance.now();
    const said = await get(`${config.here}/state`).catch((problem) => {
      if (!(problem instanceof Refusal)) throw problem;
      return null; // it is asked again soon
    });
    if (!said) return;
    batch(() => {
      studio.askedAt.value = asked;
      studio.standing.value = /** @type {any} */ (said);
    });
  }

  /**
   * @param {string} id
   * @param {string} path
   * @param {object} body
   * @param {Partial<Comment>} changes what it changes of that comment, told at once
   */
  async function deed(id, path, body, changes) {
    const before = comments.peek().find((one) => one.id === id);
    if (!before) return;
    change((now) => now.map((one) => (one.id === id ? { ...one, ...changes } : one)));
    try {
      await post(`${config.here}/comments/${id}/${path}`, body);
      changedAt = performance.now();
      await look();
    } catch (problem) {
      if (!(problem instanceof Refusal)) throw problem;
      comments.value = comments.peek().map((one) => (one.id === id ? before : one)); // what came meanwhile stays
      studio.say(problem.message, "bad");
    }
  }

  return {
    comments,
    look,
    isWaiting: () => outbox.all.peek().length > 0,
    /** Sends what waits. */
    go: () => outbox.go(),
    /** @param {string} words @param {Record<string, any>} where */
    write: (words, where) => void outbox.write(words, where, Date.now()),

    /** What stands in the list. */
    shown: () => answered([...comments.value, ...outbox.all.value.map((one) => waiting(one, config.side, outbox.isStuck.value))]),

    /** @param {string} id */
    remove(id) {
      if (outbox.all.peek().some((one) => one.id === id)) return outbox.drop(id);
      void deed(id, "delete", {}, { is_gone: true, text: "", media: null, is_new: false });
    },

    /** @param {string} id @param {boolean} on */
    settle: (id, on) => void deed(id, "resolve", { on }, { is_resolved: on }),

    /**
     * Takes over what the page is told, each time it is.
     *
     * @param {() => void} changed
     */
    follow(changed) {
      close.add(
        effect(() => {
          const said = studio.standing.value.comments;
          untracked(() => {
            const now = keepNew(comments.peek(), said);
            // What was asked before something was written, taken back or settled knows nothing of that.
            if (studio.askedAt.value < changedAt || same(comments.peek(), now)) return;
            comments.value = now;
            changed();
          });
        }),
      );
    },
    close: close.close,
  };
}

/**
 * What has not left yet, as a comment.
 *
 * @param {import("./outbox.js").Waiting} one
 * @param {"trainer" | "client"} side
 * @param {boolean} isStuck
 * @returns {Comment}
 */
function waiting(one, side, isStuck) {
  return /** @type {Comment} */ ({
    id: one.id,
    author: side,
    name: "You",
    is_mine: true,
    answers: one.about["to"] ?? null,
    moment_ms: one.about["moment_ms"] ?? null,
    until_ms: one.about["until_ms"] ?? null,
    frame: null,
    shape: one.about["shape"] ?? "",
    text: one.text,
    media: null,
    has_lost_media: false,
    at_ms: one.at_ms,
    when: isStuck ? "waits for a connection" : "on its way",
    is_new: false,
    is_seen: false,
    is_resolved: false,
    is_gone: false,
    is_waiting: true,
  });
}
