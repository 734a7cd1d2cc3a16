/** The review of a clip as its page has it: marks, undo, and in step with the server. Only wiring. */

import { get, post } from "../lib/http.js";
import { createActions } from "./actions.js";
import { createMarks } from "./marks.js";
import { keepLooking } from "./polling.js";
import { openShelf, passing } from "./shelf.js";
import { createClock, createSync } from "./sync.js";

/**
 * @typedef {object} Told what the page comes with: config.review
 * @property {string} url
 * @property {string} shelf whose marks of which clip: two people on one device share nothing
 * @property {boolean} may_write
 * @property {number} now_ms
 * @property {"open" | "sent" | "opened" | "acknowledged"} standing
 * @property {string} words
 * @property {number | null} sent_at_ms
 * @property {number | null} opened_at_ms
 * @property {number | null} acknowledged_at_ms
 */

/**
 * Opens it; the marks are there a moment later. A page without the right to write only looks.
 *
 * @param {Told} told
 * @returns {{marks: import("./marks.js").Marks, undo: import("./actions.js").Actions, sync: Promise<import("./sync.js").Sync>, close: () => void}}
 */
export function openReview(told) {
  const clock = createClock();
  clock.set(told.now_ms);
  const marks = createMarks({ now: clock.now });
  let close = () => {};
  let isClosed = false;
  const sync = (told.may_write ? openShelf(told.shelf) : Promise.resolve(passing())).then((shelf) => {
    const made = createSync({
      marks,
      shelf,
      clock,
      review: told,
      fetch: async (since) => /** @type {any} */ (await get(`${told.url}?since=${since}`)),
      send: async (body) => /** @type {any} */ (await post(told.url, body, { keepalive: JSON.stringify(body).length < 60_000 })),
    });
    if (!isClosed) close = keepLooking(made, marks);
    return made;
  });
  return {
    marks,
    undo: createActions(marks),
    sync,
    close() {
      isClosed = true;
      close();
    },
  };
}
