/** What is written about a clip, and what of it is new. */

/**
 * @typedef {object} Comment
 * @property {string} id
 * @property {"trainer" | "client"} author
 * @property {number | null} moment_ms
 * @property {string} text
 * @property {number} at_ms
 * @property {string} when
 * @property {boolean} is_new
 */

/**
 * The comments at each moment, those about the whole clip first, at one moment the oldest first.
 *
 * @param {readonly Comment[]} comments
 * @returns {{moment_ms: number | null, comments: Comment[]}[]}
 */
export function byMoment(comments) {
  /** @type {Map<number | null, Comment[]>} */
  const found = new Map();
  for (const one of comments) found.set(one.moment_ms, [...(found.get(one.moment_ms) ?? []), one]);
  return [...found]
    .sort(([a], [b]) => (a ?? -1) - (b ?? -1))
    .map(([moment_ms, some]) => ({ moment_ms, comments: some.toSorted((a, b) => a.at_ms - b.at_ms) }));
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
  return now.map((one) => (was.has(one.id) ? { ...one, is_new: true } : one));
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
 * Whether two lists say the same.
 *
 * @param {readonly Comment[]} a
 * @param {readonly Comment[]} b
 * @returns {boolean}
 */
export function same(a, b) {
  return a.length === b.length && a.every((one, at) => one.id === b[at]?.id);
}
