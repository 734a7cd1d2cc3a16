/** How our camera's picture goes out in the call just now, read from getStats; and whether keeping it as well is too much. Pure. */

const PATIENCE = 8; // looks in a row
const ENOUGH = 0.8; // of its frames the call keeps, whatever we do beside it

/**
 * @typedef {object} Call
 * @property {number} frames_per_s as encoded, the slowest connection
 * @property {number} source_per_s as the camera gives them
 * @property {number} sending_bps what the encoders aim at
 * @property {number | null} available_bps what the browser believes the way out bears
 * @property {number} rtt_ms
 * @property {number} loss 0 … 1, as the other side told it last
 * @property {boolean} isNarrow held back by the network, says the browser
 */

/**
 * @param {Iterable<RTCStatsReport>} reports one for each connection
 * @param {string | undefined} track the camera's id
 * @returns {Call | null} null while it goes out nowhere
 */
export function readCall(reports, track) {
  /** @type {Call | null} */
  let call = null;
  for (const report of reports) {
    /** @type {Map<string, any>} */
    const all = new Map();
    report.forEach((one, id) => all.set(id, one));
    for (const one of all.values()) {
      if (one.type !== "outbound-rtp" || one.kind !== "video" || !one.active) continue;
      const source = all.get(one.mediaSourceId);
      if (!source || source.trackIdentifier !== track) continue;
      const told = all.get(one.remoteId);
      const pair = [...all.values()].find(({ type, nominated, state }) => type === "candidate-pair" && nominated && state === "succeeded");
      call = worse(call, {
        frames_per_s: one.framesPerSecond ?? 0,
        source_per_s: source.framesPerSecond ?? 0,
        sending_bps: one.targetBitrate ?? 0,
        available_bps: pair?.availableOutgoingBitrate ?? null,
        rtt_ms: 1000 * (pair?.currentRoundTripTime ?? told?.roundTripTime ?? 0),
        loss: told?.fractionLost ?? 0,
        isNarrow: one.qualityLimitationReason === "bandwidth",
      });
    }
  }
  return call;
}

/**
 * @param {Call | null} one
 * @param {Call} other
 * @returns {Call} of two connections what is worse of each
 */
function worse(one, other) {
  if (!one) return other;
  return {
    frames_per_s: Math.min(one.frames_per_s, other.frames_per_s),
    source_per_s: Math.max(one.source_per_s, other.source_per_s),
    sending_bps: one.sending_bps + other.sending_bps,
    available_bps: one.available_bps === null ? other.available_bps : Math.min(one.available_bps, other.available_bps ?? Infinity),
    rtt_ms: Math.max(one.rtt_ms, other.rtt_ms),
    loss: Math.max(one.loss, other.loss),
    isNarrow: one.isNarrow || other.isNarrow,
  };
}

/**
 * Says when this device cannot bear to record beside the call: the encoder dropped more than a fifth of the camera's frames for long, and
 * the network is not to blame.
 *
 * @returns {(call: Call | null) => boolean} told what is seen each second
 */
export function watchLoad() {
  let bad = 0;
  return (call) => {
    const isBad = call !== null && call.source_per_s >= 5 && !call.isNarrow && call.frames_per_s < ENOUGH * call.source_per_s;
    bad = isBad ? bad + 1 : 0;
    if (bad < PATIENCE) return false;
    bad = 0;
    return true;
  };
}
