/** Key frames of a clip: their order, what lies before and after, and how a new one looks. Pure. */

/** @typedef {import("./marks.js").Mark} Mark */

export const COLOURS = /** @type {const} */ (["amber", "green", "blue", "red", "violet", "white", "black"]);
const SAME_MS = 2; // moments are kept to a fraction of a millisecond; a frame is longer

/**
 * @param {readonly Mark[]} marks of the kind "key"
 * @returns {Mark[]} by their moments
 */
export function inOrder(marks) {
  return marks.toSorted((a, b) => a.body["at_ms"] - b.body["at_ms"] || (a.id < b.id ? -1 : 1));
}

/**
 * The one before or after a moment; none is before the first.
 *
 * @param {readonly Mark[]} keys in order
 * @param {number} at_ms
 * @param {-1 | 1} by
 * @returns {Mark | null}
 */
export function beside(keys, at_ms, by) {
  const found = by > 0 ? keys.find((one) => one.body["at_ms"] > at_ms + SAME_MS) : keys.findLast((one) => one.body["at_ms"] < at_ms - SAME_MS);
  return found ?? null;
}

/**
 * The one at a moment.
 *
 * @param {readonly Mark[]} keys
 * @param {number} at_ms
 * @returns {Mark | null}
 */
export function at(keys, at_ms) {
  return keys.find((one) => Math.abs(one.body["at_ms"] - at_ms) <= SAME_MS) ?? null;
}

/**
 * The colour of a title: the one it has in this clip already, else one that no other title has, in the order of the titles.
 *
 * @param {readonly Mark[]} keys
 * @param {string} title
 * @param {readonly string[]} titles what is given with one press
 * @returns {string}
 */
export function colourOf(keys, title, titles) {
  const before = keys.find((one) => one.body["title"] === title && title !== "");
  if (before) return before.body["colour"];
  const place = titles.indexOf(title);
  return COLOURS[(place < 0 ? 0 : place + 1) % COLOURS.length] ?? "amber";
}
