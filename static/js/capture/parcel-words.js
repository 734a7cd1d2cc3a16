/** Where a file on its way stands, in words. Pure. */

/**
 * Where a file stands, in words.
 *
 * @param {import("./parcels.js").Parcel} parcel
 * @returns {string}
 */
export function words({ phase, percent, sent, size, problem }) {
  const far = `${percent} %, ${bytesText(sent)} of ${bytesText(size)}`;
  switch (phase) {
    case "chosen":
      return "Chosen, not sent yet";
    case "queued":
      return percent > 0 ? `${far}: its turn comes` : "Its turn comes";
    case "sending":
      return far;
    case "waiting":
      return problem || far;
    case "paused":
      return `Paused at ${far}`;
    case "offline":
      return `${far}. No connection; it goes on by itself.`;
    case "lost":
      return `${far} arrived before this page was closed. Choose the same file again, and it goes on from there.`;
    case "arrived":
      return problem || (percent > 0 ? `Sent. It is being made ready: ${percent} %` : "Sent. It is being made ready…");
    case "ready":
      return "Sent, and ready";
    default:
      return problem || "It could not be sent.";
  }
}

/**
 * Bytes as people say them, like server/domain/clip_words.py `size`.
 *
 * @param {number} bytes
 * @returns {string}
 */
export function bytesText(bytes) {
  if (bytes < 1e6) return `${Math.max(1, Math.round(bytes / 1000))} kB`;
  const [unit, words] = bytes >= 1e9 ? [1e9, "GB"] : [1e6, "MB"];
  const shown = bytes / /** @type {number} */ (unit);
  return `${shown >= 100 ? shown.toFixed(0) : shown.toFixed(1).replace(/\.0$/, "")} ${words}`;
}
