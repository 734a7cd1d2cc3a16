/** How long until something begins, in words. */

const MINUTE_MS = 60_000;

/**
 * The same words as server/domain/wording.py `until`.
 *
 * @param {number} ms
 * @returns {string}
 */
export function until(ms) {
  const minutes = Math.floor(Math.abs(ms) / MINUTE_MS);
  if (minutes < 1) return ms > 0 ? "in a moment" : "just now";
  const words = length(minutes);
  return ms > 0 ? `in ${words}` : `${words} ago`;
}

/** @param {number} minutes */
function length(minutes) {
  if (minutes >= 2 * 1440) return `${Math.floor(minutes / 1440)} days`;
  const hours = Math.floor(minutes / 60);
  if (hours >= 3 || (hours > 0 && minutes % 60 === 0)) return `${hours} h`;
  return hours ? `${hours} h ${minutes % 60} min` : `${minutes} min`;
}
