/** How much a lane sends in a room with several people, where everybody's line must carry it. Pure. */

import { sending } from "./lanes.js";

const TRAINER = 1_700_000; // bit/s
const TILE = { maxBitrate: 300_000, frames_per_s: 15, side_px: 360 };
export const FRAMES = 30;

/**
 * @typedef {object} Rate
 * @property {number} maxBitrate bit/s
 * @property {RTCDegradationPreference | null} degradationPreference
 * @property {number | null} frames_per_s at most; null: as they come
 * @property {number | null} side_px the picture's short side at most; null: as it comes
 */

/**
 * @typedef {object} Company for whom it is sent
 * @property {"trainer" | "client"} role ours
 * @property {boolean} isGroup more than one client is expected
 * @property {boolean} isSpotlit our picture may be large
 * @property {boolean} [isMusic] our microphone lets music through
 */

/**
 * @param {import("./lanes.js").Lane} lane
 * @param {Company} company
 * @returns {Rate}
 */
export function rate(lane, { role, isGroup, isSpotlit, isMusic = false }) {
  const { maxBitrate, degradationPreference } = sending(lane, isMusic);
  const whole = { maxBitrate, degradationPreference, frames_per_s: null, side_px: null };
  if (lane !== "camera" || !isGroup || isSpotlit) return whole;
  return role === "trainer" ? { ...whole, maxBitrate: TRAINER } : { ...whole, ...TILE };
}

/**
 * Writes a rate into what a sender may do. What it does not limit is as if nobody ever had.
 *
 * @param {RTCRtpSendParameters} parameters with an encoding; changed in place
 * @param {Rate} wanted
 * @param {MediaTrackSettings} [settings] of the track that is sent
 */
export function apply(parameters, wanted, settings) {
  const [encoding] = parameters.encodings;
  if (!encoding) return;
  encoding.maxBitrate = wanted.maxBitrate;
  if (wanted.frames_per_s === null) delete encoding.maxFramerate;
  else encoding.maxFramerate = wanted.frames_per_s;
  const side_px = Math.min(settings?.width ?? 0, settings?.height ?? 0);
  if (side_px > 0) encoding.scaleResolutionDownBy = wanted.side_px === null ? 1 : Math.max(1, side_px / wanted.side_px);
  if (wanted.degradationPreference) parameters.degradationPreference = wanted.degradationPreference;
}

/**
 * @param {boolean} isTile a client's picture in a group
 * @returns {number} how many pictures a second are all there are
 */
export function framesOf(isTile) {
  return isTile ? TILE.frames_per_s : FRAMES;
}
