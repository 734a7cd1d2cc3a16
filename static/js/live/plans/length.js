/** Lengths as a trainer types and reads them: 45, 1:30, 1:00:00. Pure. */

/**
 * @param {number} seconds whole
 * @returns {string} "0:45", "12:00", "1:00:00"; "" for what is no number
 */
export function lengthText(seconds) {
  if (!Number.isFinite(seconds)) return "";
  const two = (/** @type {number} */ part) => String(part).padStart(2, "0");
  const minutes = Math.floor(seconds / 60);
  return minutes >= 60 ? `${Math.floor(minutes / 60)}:${two(minutes % 60)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
}

/**
 * @param {string} text seconds, or minutes and seconds, or hours too, with colons or points
 * @returns {number} seconds; NaN when it is no length
 */
export function readLength(text) {
  const said = text.trim().replace(/^(\d{1,3})[.,](\d\d)$/u, "$1:$2"); // the number pad of a phone has no colon
  const parts = said.split(":");
  if (parts.length > 3 || parts.slice(1).some((part) => !/^\d{1,2}$/u.test(part)) || !/^\d{0,5}$/u.test(parts[0] ?? "") || said === "") return NaN;
  return parts.reduce((sum, part) => sum * 60 + Number(part), 0);
}
