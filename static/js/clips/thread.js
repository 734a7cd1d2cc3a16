/** What is written about a clip, in threads, and what of it is new. */

import { clock, fine } from "./time.js";

const NEAR_MS = 250;

/**
 * As server/web/clip_comments.py tells it.
 *
 * @typedef {object} Comment
 * @property {string} id
 * @property {"trainer" | "client"} author
 * @property {string} name "You" of one's own
 * @property {boolean} is_mine
 * @property {string | null} answers the first of its thread; null: it is a first one
 * @property {number | null} moment_ms
 * @property {number | null} until_ms
 * @property {number | null} frame
 * @property {string} shape the drawing it is about, or ""
 * @property {string} text
 * @property {import("../threads/feed.js").ClipInMessage | null} media
 * @property {boolean} has_lost_media
 * @property {number} at_ms
 * @property {string} when
 * @property {boolean} is_new
 * @property {boolean} is_seen one's own, and the other side has seen it
 * @property {boolean} is_resolved
 * @property {boolean} is_gone taken back; it stands there for its answers
 * @property {boolean} [is_waiting] the server does not have it yet
 */

/** @typedef {{first: Comment, answers: Comment[]}} Thread */

/**
 * The threads in the order they are read: those about the whole clip first, then by moment; in each the oldest first.
 *
 * @param {readonly Comment[]} comments
 * @returns {Thread[]}
 */
export function threads(comments) {
  const byAge = comments.toSorted((a, b) => a.at_ms - b.at_ms);
  const firsts = byAge.filter((one) => one.answers === null).toSorted((a, b) => (a.moment_ms ?? -1) - (b.moment_ms ?? -1));
  return firsts
    .map((first) => ({ first, answers: byAge.filter((one) => one.answers === first.id && !one.is_gone) }))
    .filter(({ first, answers }) => !first.is_gone || answers.length > 0);
}

/**
 * What of the clip a comment is about, in words.
 *
 * @param {{moment_ms: number | null, until_ms: number | null, shape: string}} about
 * @returns {string} "" for all of it
 */
export function place({ moment_ms, until_ms, shape }) {
  const at = moment_ms === null ? "" : until_ms === null ? clock(moment_ms) : span(moment_ms, until_ms);
  return [at, shape ? "drawing" : ""].filter(Boolean).join(" · ");
}

/**
 * @param {number} from_ms
 * @param {number} until_ms
 * @returns {string} "0:03 to 0:05"; within one second with hundredths
 */
export function span(from_ms, until_ms) {
  const words = clock(from_ms) === clock(until_ms) ? fine : clock;
  return `${words(from_ms)} to ${words(until_ms)}`;
}

/**
 * Keeps "new" on what was new when the page first showed it: it fades with the next visit, not under the reader's eyes.
 *
 * @param {readonly Comment[]} before
 * @param {readonly Comment[]} now
 * @returns {Comment[]}
 */
export function keepNew(before, now) {
  const was = new Set(before.filter((one) => one.is_new).map((one) => one.id));
  return now.map((one) => (was.has(one.id) && !one.is_gone ? { ...one, is_new: true } : one));
}

/**
 * What one has answered is not new: the answer says that it was read.
 *
 * @param {readonly Comment[]} comments
 * @returns {Comment[]}
 */
export function answered(comments) {
  /** @type {Map<string, number>} */
  const until = new Map();
  for (const one of comments) {
    if (one.is_mine && one.answers !== null && !one.is_gone) until.set(one.answers, Math.max(one.at_ms, until.get(one.answers) ?? 0));
  }
  return comments.map((one) => (one.is_new && one.at_ms <= (until.get(one.answers ?? one.id) ?? -1) ? { ...one, is_new: false } : one));
}

/**
 * Up to when what the other side wrote has been shown; 0 when nothing of it is new.
 *
 * @param {readonly Comment[]} comments
 * @returns {number}
 */
export function newUntil(comments) {
  return Math.max(0, ...comments.filter((one) => one.is_new).map((one) => one.at_ms));
}

/**
 * The comment that belongs to what is shown: of a frame before of a span, of a short span before of a long one.
 *
 * @param {readonly Comment[]} comments
 * @param {number} at_ms
 * @returns {Comment | null}
 */
export function nearest(comments, at_ms) {
  const near = comments.filter((one) => {
    if (one.answers !== null || one.moment_ms === null) return false;
    return at_ms >= one.moment_ms - NEAR_MS && at_ms <= (one.until_ms ?? one.moment_ms) + NEAR_MS;
  });
  const length = (/** @type {Comment} */ one) => (one.until_ms ?? one.moment_ms ?? 0) - (one.moment_ms ?? 0);
  const far = (/** @type {Comment} */ one) => Math.abs(at_ms - (one.moment_ms ?? 0));
  return near.toSorted((a, b) => length(a) - length(b) || far(a) - far(b))[0] ?? null;
}

/**
 * Whether two lists say the same.
 *
 * @param {readonly Comment[]} a
 * @param {readonly Comment[]} b
 * @returns {boolean}
 */
export function same(a, b) {
  return a.length === b.length && a.every((one, at) => JSON.stringify(one) === JSON.stringify(b[at]));
}

/**
 * The comment an address names by `#comment-<id>`, as letters do.
 *
 * @param {string} hash
 * @returns {string} "" when it names none
 */
export function named(hash) {
  return /^#comment-([a-z0-9]{1,64})$/.exec(hash)?.[1] ?? "";
}
