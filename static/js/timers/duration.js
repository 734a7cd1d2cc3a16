/** Lengths of time as people type and read them. Pure. */

/**
 * What somebody typed for a length: "90" and "90 s" are seconds, "1:30", "1.30" and "1:02:03" are minutes and hours, "5 min" is minutes.
 *
 * @param {string} text
 * @returns {number | null} whole seconds; null: no length of time
 */
export function readDuration(text) {
  const said = text.trim().toLowerCase();
  const minutes = /^(\d{1,3})\s*(?:m|min)$/.exec(said);
  if (minutes) return Number(minutes[1]) * 60;
  const parts = said.replace(/\s*(?:s|sec)$/, "").split(/[:.,]/);
  if (parts.length > 3 || !parts.every((part) => /^\d{1,5}$/.test(part))) return null;
  const numbers = parts.map(Number);
  if (numbers.slice(1).some((number) => number > 59)) return null;
  return numbers.reduce((sum, number) => sum * 60 + number, 0);
}

/**
 * @param {number} seconds whole ones
 * @returns {string} "0:20", "12:05", "1:02:03"
 */
export function durationText(seconds) {
  const two = (/** @type {number} */ number) => String(number).padStart(2, "0");
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor(seconds / 60) % 60;
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
}
