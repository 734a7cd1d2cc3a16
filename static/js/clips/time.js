/** Moments of a clip as people read and type them. */

/**
 * 0:07, 12:34, 1:02:03: the second that has begun; the same words as server/domain/clip_words.py `moment`.
 *
 * @param {number} ms
 * @returns {string}
 */
export function clock(ms) {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const minutes = Math.floor(seconds / 60);
  const rest = String(seconds % 60).padStart(2, "0");
  if (minutes < 60) return `${minutes}:${rest}`;
  return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, "0")}:${rest}`;
}

/**
 * The same with hundredths, for a clip one steps through frame by frame.
 *
 * @param {number} ms
 * @returns {string}
 */
export function fine(ms) {
  const hundredths = Math.max(0, Math.floor(ms / 10));
  const seconds = Math.floor(hundredths / 100);
  const minutes = Math.floor(seconds / 60);
  const parts = [String(seconds % 60).padStart(2, "0"), String(hundredths % 100).padStart(2, "0")];
  const hours = minutes >= 60 ? `${Math.floor(minutes / 60)}:` : "";
  return `${hours}${hours ? String(minutes % 60).padStart(2, "0") : minutes}:${parts.join(".")}`;
}

/**
 * The moment an address names by `?t=`: in seconds (62.5), or as people write it (1:02.5).
 *
 * @param {string} search
 * @returns {number | null} milliseconds; null when it names none
 */
export function asked(search) {
  const parts = (new URLSearchParams(search).get("t") ?? "").trim().split(":");
  if (parts.length > 3 || !parts.every((part) => /^\d+(\.\d*)?$/.test(part))) return null;
  const seconds = parts.reduce((sum, part) => sum * 60 + Number(part), 0);
  return Number.isFinite(seconds) ? Math.round(seconds * 1000) : null;
}
