/** What can be undone: the values there were, and where among them we are. Pure. */

const KEPT = 200;

/**
 * @template T
 * @typedef {object} History
 * @property {T[]} before the oldest first
 * @property {T} now
 * @property {T[]} after what was undone, the next first
 * @property {string} by what made `now`; a change by the same takes its place
 */

/**
 * @template T
 * @param {T} now
 * @returns {History<T>}
 */
export function begin(now) {
  return { before: [], now, after: [], by: "" };
}

/**
 * @template T
 * @param {History<T>} history
 * @param {T} next
 * @param {string} [by] such as the field that is typed into: its letters are undone together. "": a step of its own
 * @returns {History<T>}
 */
export function did(history, next, by = "") {
  if (next === history.now) return history;
  if (by !== "" && by === history.by) return { ...history, now: next, after: [] };
  return { before: [...history.before, history.now].slice(-KEPT), now: next, after: [], by };
}

/**
 * @template T
 * @param {History<T>} history
 * @returns {History<T>}
 */
export function undo(history) {
  const last = history.before.at(-1);
  if (last === undefined) return history;
  return { before: history.before.slice(0, -1), now: last, after: [history.now, ...history.after], by: "" };
}

/**
 * @template T
 * @param {History<T>} history
 * @returns {History<T>}
 */
export function redo(history) {
  const [next, ...after] = history.after;
  if (next === undefined) return history;
  return { before: [...history.before, history.now], now: next, after, by: "" };
}
