/** A moment as a clock on this device shows it: 17:05, as the server writes it, whatever the browser's language. Touches no page. */

/**
 * @param {number} at_ms
 * @returns {string} "17:05"
 */
export function timeOfDay(at_ms) {
  return written(at_ms, { hour: "2-digit", minute: "2-digit" });
}

/**
 * @param {number} at_ms
 * @returns {string} "17:05:09", for what comes in seconds
 */
export function timeWithSeconds(at_ms) {
  return written(at_ms, { hour: "2-digit", minute: "2-digit", second: "2-digit" });
}

/**
 * @param {number} at_ms
 * @param {Intl.DateTimeFormatOptions} parts
 */
function written(at_ms, parts) {
  return new Intl.DateTimeFormat("en-GB", parts).format(at_ms);
}
