/** When a drawing is seen, and how much of it. Pure; moments are on the clip's shown clock, in milliseconds. */

/** @typedef {import("./shapes.js").Body} Body */

export const HOLD_MS = 20; // it is whole for so long on either side of its moment: a frame that is shown a hair off is the same frame
export const FADE_MS = 400; // what a new drawing fades by

/** How a drawing stays, as it is chosen; `whole` has no moment it is tied to. */
export const STAYS = /** @type {const} */ (["fade", "until", "whole"]);

/**
 * @param {Body} body
 * @returns {"fade" | "until" | "whole"}
 */
export function stays(body) {
  if (body.extra?.["whole"]) return "whole";
  return body.until_ms === null ? "fade" : "until";
}

/**
 * @param {Body} body
 * @returns {[from_ms: number, to_ms: number]} outside of it nothing of it is seen
 */
export function seenWithin(body) {
  if (body.extra?.["whole"]) return [-Infinity, Infinity];
  const last = Math.max(body.at_ms, body.until_ms ?? body.at_ms);
  return [body.at_ms - HOLD_MS - body.fade_ms, last + HOLD_MS + body.fade_ms];
}

/**
 * @param {Body} body
 * @param {number} atMs
 * @returns {number} 0..1
 */
export function alphaAt(body, atMs) {
  if (body.extra?.["whole"]) return 1;
  const last = Math.max(body.at_ms, body.until_ms ?? body.at_ms);
  const away = Math.max(body.at_ms - atMs, atMs - last) - HOLD_MS;
  if (away <= 0) return 1;
  return away >= body.fade_ms ? 0 : 1 - away / body.fade_ms;
}
