/** What a connection carries, track by track, from two looks at its statistics. Pure. */

import { ALL_LANES } from "./lanes.js";

/** @typedef {import("./lanes.js").Lane} Lane */

/**
 * @typedef {object} Report one look at one connection
 * @property {string} key of the connection
 * @property {RTCStatsReport} stats
 * @property {(mid: string) => {peer: string | null, lane: Lane} | null} whose what is in an m-line; peer null: ours
 * @property {string} [peer] at the other end, where that is one
 */

/**
 * @typedef {object} Track
 * @property {string} key
 * @property {string | null} peer from whom, or to whom; null: ours, to the relay
 * @property {Lane} lane
 * @property {boolean} isOurs
 * @property {number} kbit_s
 * @property {number | null} lost_percent
 * @property {number | null} rtt_ms
 * @property {number | null} jitter_ms
 * @property {number | null} frames_per_s
 * @property {string} size "640 × 360"; "" for sound
 */

/**
 * @param {Report[]} before
 * @param {Report[]} after
 * @returns {Track[]} ours first, then person by person; those only that both looks saw and that ever carried something
 */
export function tracksOf(before, after) {
  const tracks = after.flatMap((report) => {
    const earlier = before.find(({ key }) => key === report.key);
    return earlier ? tracksIn(earlier, report) : [];
  });
  const rank = (/** @type {Track} */ track) => `${track.isOurs ? 0 : 1} ${track.peer ?? ""} ${ALL_LANES.indexOf(track.lane)}`;
  return tracks.sort((a, b) => (rank(a) < rank(b) ? -1 : 1));
}

/**
 * @param {Report} before
 * @param {Report} after
 * @returns {Track[]}
 */
function tracksIn(before, after) {
  /** @type {Track[]} */
  const found = [];
  /** @type {any[]} */
  const all = [];
  after.stats.forEach((one) => void all.push(one));
  const pair = all.find((one) => one.type === "candidate-pair" && one.nominated);
  const path_ms = pair?.currentRoundTripTime === undefined ? null : pair.currentRoundTripTime * 1000;
  for (const one of all) {
    if (one.type !== "inbound-rtp" && one.type !== "outbound-rtp") continue;
    const was = /** @type {any} */ (before.stats.get(one.id));
    const whose = after.whose(one.mid ?? "");
    const isOurs = one.type === "outbound-rtp";
    const carried = isOurs ? one.bytesSent : one.bytesReceived;
    if (!was || !whose || !carried || one.timestamp <= was.timestamp) continue;
    const seconds = (one.timestamp - was.timestamp) / 1000;
    const bytes = isOurs ? one.bytesSent - was.bytesSent : one.bytesReceived - was.bytesReceived;
    const told = isOurs ? all.find((each) => each.type === "remote-inbound-rtp" && each.localId === one.id) : one;
    const rtt_ms = isOurs && told?.roundTripTime !== undefined ? told.roundTripTime * 1000 : path_ms;
    found.push({
      key: `${after.key} ${one.id}`,
      peer: whose.peer ?? after.peer ?? null,
      lane: whose.lane,
      isOurs,
      kbit_s: Math.max(0, Math.round((bytes * 8) / 1000 / seconds)),
      lost_percent: isOurs ? percent(told?.fractionLost) : lostPercent(was, one),
      rtt_ms: rtt_ms === null ? null : Math.round(rtt_ms),
      jitter_ms: told?.jitter === undefined ? null : Math.round(told.jitter * 1000),
      frames_per_s: one.kind === "video" ? Math.round(one.framesPerSecond ?? 0) : null,
      size: one.kind === "video" && one.frameWidth ? `${one.frameWidth} × ${one.frameHeight}` : "",
    });
  }
  return found;
}

/**
 * @param {any} was
 * @param {any} is
 * @returns {number | null}
 */
function lostPercent(was, is) {
  const lost = Math.max(0, (is.packetsLost ?? 0) - (was.packetsLost ?? 0));
  const came = (is.packetsReceived ?? 0) - (was.packetsReceived ?? 0);
  return lost + came > 0 ? percent(lost / (lost + came)) : null;
}

/**
 * @param {number | undefined} share 0 … 1
 * @returns {number | null}
 */
function percent(share) {
  return share === undefined ? null : Math.round(share * 1000) / 10;
}
