/** Whether a connection is alive and how good it is, judged from a few readings. Pure. */

/**
 * @typedef {object} Reading what one look at RTCPeerConnection.getStats says
 * @property {number} at_ms monotonic
 * @property {"new" | "checking" | "connected" | "completed" | "disconnected" | "failed" | "closed"} ice
 * @property {number} packets received so far, all streams
 * @property {number} lost so far
 * @property {number | null} rtt_ms
 * @property {number | null} frames_per_s of the camera's picture as decoded
 */

/** @typedef {"good" | "fair" | "poor" | "unknown"} Quality */

export const SHAKY_MS = 2000; // ice "disconnected" for longer is a dead connection
export const SILENT_MS = 3000; // no packets for longer, while there should be some
export const CONNECT_MS = 8000;
const WINDOW_MS = 5000;

/**
 * @param {Reading[]} readings rising, the last ten seconds or so
 * @param {{born_ms: number, now_ms: number, expects: boolean}} facts expects: the other side says it sends something
 * @returns {boolean} whether to build it anew
 */
export function isDead(readings, { born_ms, now_ms, expects }) {
  const last = readings.at(-1);
  const wasUp = readings.some(({ ice }) => isUp(ice));
  if (!last || !wasUp) return last?.ice === "failed" || now_ms - born_ms > CONNECT_MS;
  if (last.ice === "failed" || last.ice === "closed") return true;
  if (!isUp(last.ice)) return now_ms - since(readings, ({ ice }) => !isUp(ice)) > SHAKY_MS;
  return expects && now_ms - since(readings, ({ packets }) => packets === last.packets) > SILENT_MS;
}

/**
 * @param {string} ice
 * @returns {boolean}
 */
export function isUp(ice) {
  return ice === "connected" || ice === "completed";
}

/**
 * @param {Reading[]} readings
 * @param {(reading: Reading) => boolean} holds
 * @returns {number} since when it holds without a break
 */
function since(readings, holds) {
  const broken = readings.findLastIndex((reading) => !holds(reading));
  return (readings[broken + 1] ?? readings.at(-1))?.at_ms ?? 0;
}

/**
 * @param {Reading[]} readings
 * @returns {Quality}
 */
export function quality(readings) {
  const last = readings.at(-1);
  const first = readings.find(({ at_ms }) => last && last.at_ms - at_ms <= WINDOW_MS);
  if (!last || !first || !isUp(last.ice) || last === first) return "unknown";
  const packets = last.packets - first.packets;
  const lost = Math.max(0, last.lost - first.lost);
  if (packets + lost === 0) return "unknown";
  const loss = lost / (packets + lost);
  const rtt_ms = last.rtt_ms ?? 0;
  const frames = last.frames_per_s;
  if (loss > 0.08 || rtt_ms > 600 || (frames !== null && frames < 8)) return "poor";
  if (loss > 0.02 || rtt_ms > 250 || (frames !== null && frames < 18)) return "fair";
  return "good";
}

/**
 * @param {RTCPeerConnection} pc
 * @param {number} at_ms
 * @returns {Promise<Reading>}
 */
export async function read(pc, at_ms) {
  /** @type {Reading} */
  const reading = { at_ms, ice: pc.iceConnectionState, packets: 0, lost: 0, rtt_ms: null, frames_per_s: null };
  const stats = await pc.getStats();
  stats.forEach((one) => {
    if (one.type === "inbound-rtp") {
      reading.packets += one.packetsReceived ?? 0;
      reading.lost += one.packetsLost ?? 0;
      if (one.kind === "video" && one.framesPerSecond) reading.frames_per_s = Math.max(reading.frames_per_s ?? 0, one.framesPerSecond);
    }
    if (one.type === "candidate-pair" && one.nominated && one.currentRoundTripTime !== undefined) {
      reading.rtt_ms = one.currentRoundTripTime * 1000;
    }
  });
  return reading;
}
