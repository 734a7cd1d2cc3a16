/** Whether a connection is alive and how good it is, judged from a few readings. Pure. */

/**
 * @typedef {object} Reading what one look at RTCPeerConnection.getStats says
 * @property {number} at_ms monotonic
 * @property {"new" | "checking" | "connected" | "completed" | "disconnected" | "failed" | "closed"} ice
 * @property {number} packets received so far, all streams
 * @property {number} [heard] whatever came so far, reports among it; absent where a browser does not count it
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
 * @param {object} facts
 * @param {number} facts.born_ms
 * @param {number} facts.now_ms
 * @param {boolean} facts.expects the other side says it sends something
 * @param {number} [facts.silent_ms] so long nothing may come while something should
 * @returns {boolean} whether to build it anew
 */
export function isDead(readings, { born_ms, now_ms, expects, silent_ms = SILENT_MS }) {
  const last = readings.at(-1);
  const wasUp = readings.some(({ ice }) => isUp(ice));
  if (!last || !wasUp) return last?.ice === "failed" || now_ms - born_ms > CONNECT_MS;
  if (last.ice === "failed" || last.ice === "closed") return true;
  if (!isUp(last.ice)) return now_ms - since(readings, ({ ice }) => !isUp(ice)) > SHAKY_MS;
  return expects && silence(readings, now_ms) > silent_ms;
}

/**
 * @param {Reading[]} readings
 * @param {number} now_ms
 * @returns {number} for how long nothing came, in ms
 */
export function silence(readings, now_ms) {
  const last = readings.at(-1);
  if (!last) return 0;
  return now_ms - since(readings, ({ packets, heard }) => (heard ?? packets) === (last.heard ?? last.packets));
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
 * @param {number} [all_frames] how many pictures a second are all there are
 * @returns {Quality}
 */
export function quality(readings, all_frames = 30) {
  const last = readings.at(-1);
  const first = readings.find(({ at_ms }) => last && last.at_ms - at_ms <= WINDOW_MS);
  if (!last || !first || !isUp(last.ice) || last === first) return "unknown";
  const packets = last.packets - first.packets;
  const lost = Math.max(0, last.lost - first.lost);
  if (packets + lost === 0) return "unknown";
  const loss = lost / (packets + lost);
  const rtt_ms = last.rtt_ms ?? 0;
  const frames = last.frames_per_s === null ? 1 : last.frames_per_s / all_frames;
  if (loss > 0.08 || rtt_ms > 600 || frames < 8 / 30) return "poor";
  if (loss > 0.02 || rtt_ms > 250 || frames < 18 / 30) return "fair";
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

/**
 * One look at a connection whose streams are to be judged each for itself.
 *
 * @template Key
 * @param {RTCPeerConnection} pc
 * @param {number} at_ms
 * @param {(stream: any) => Key | null} keyOf under which an inbound-rtp counts; null: under none
 * @returns {Promise<{whole: Reading, each: Map<Key, Reading>}>}
 */
export async function readEach(pc, at_ms, keyOf) {
  const ice = pc.iceConnectionState;
  /** @type {Reading} */
  const whole = { at_ms, ice, packets: 0, lost: 0, rtt_ms: null, frames_per_s: null };
  /** @type {Map<Key, Reading>} */
  const each = new Map();
  const stats = await pc.getStats();
  stats.forEach((one) => {
    if (one.type === "candidate-pair" && one.nominated && one.currentRoundTripTime !== undefined) whole.rtt_ms = one.currentRoundTripTime * 1000;
    if (one.type === "transport" && one.packetsReceived !== undefined) whole.heard = one.packetsReceived;
    if (one.type !== "inbound-rtp") return;
    const key = keyOf(one);
    const counted = key === null ? undefined : (each.get(key) ?? { ...whole, packets: 0, lost: 0, frames_per_s: null, heard: undefined });
    if (key !== null && counted) each.set(key, counted);
    for (const reading of counted ? [whole, counted] : [whole]) {
      reading.packets += one.packetsReceived ?? 0;
      reading.lost += one.packetsLost ?? 0;
      if (one.kind === "video" && one.framesPerSecond) reading.frames_per_s = Math.max(reading.frames_per_s ?? 0, one.framesPerSecond);
    }
  });
  for (const reading of each.values()) reading.rtt_ms = whole.rtt_ms;
  return { whole, each };
}
