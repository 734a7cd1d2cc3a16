/** When to try again: the states of a connection that may be lost, as a value. No timer runs here and no clock is read. */

const FIRST_MS = 300;
const LAST_MS = 5000;

/**
 * connecting: the first time, or again · up · waiting: down, next try at `retry_at_ms` · closed: for good
 *
 * @typedef {object} Line
 * @property {"connecting" | "up" | "waiting" | "closed"} phase
 * @property {number} attempt tries since it was last up
 * @property {number | null} down_since_ms when it was lost; null while up, and before it was ever up
 * @property {number | null} retry_at_ms
 */

/** @type {Line} */
export const FRESH = Object.freeze({ phase: "connecting", attempt: 0, down_since_ms: null, retry_at_ms: null });

/**
 * Doubles from 0.3 to 5 s; the jitter takes up to half away, so that a room does not come back in one blow.
 *
 * @param {number} attempt 0 for the first
 * @param {number} random 0 … 1
 * @returns {number} milliseconds
 */
export function backOff(attempt, random) {
  return Math.min(LAST_MS, FIRST_MS * 2 ** Math.min(attempt, 10)) * (1 - random / 2);
}

/**
 * @param {Line} line
 * @returns {Line}
 */
export function opened(line) {
  return line.phase === "closed" ? line : { phase: "up", attempt: 0, down_since_ms: null, retry_at_ms: null };
}

/**
 * @param {Line} line
 * @param {number} now_ms
 * @param {number} random 0 … 1
 * @param {number} [since_ms] when the last word came, if that is earlier
 * @returns {Line}
 */
export function lost(line, now_ms, random, since_ms = now_ms) {
  if (line.phase === "closed") return line;
  return {
    phase: "waiting",
    attempt: line.attempt + 1,
    down_since_ms: line.down_since_ms ?? since_ms,
    retry_at_ms: now_ms + backOff(line.attempt, random),
  };
}

/**
 * @param {Line} line
 * @returns {Line}
 */
export function trying(line) {
  return line.phase === "waiting" ? { ...line, phase: "connecting", retry_at_ms: null } : line;
}

/**
 * Something changed for the better (online again, the page is looked at): the next try is now, and the back-off begins anew.
 *
 * @param {Line} line
 * @param {number} now_ms
 * @returns {Line}
 */
export function hurry(line, now_ms) {
  return line.phase === "waiting" ? { ...line, attempt: 0, retry_at_ms: now_ms } : line;
}

/**
 * @param {Line} line
 * @returns {Line}
 */
export function closed(line) {
  return { ...line, phase: "closed", retry_at_ms: null };
}
