/** How good the way to the server is, measured before joining and said in words. Touches no page. */

/**
 * @typedef {object} Measured
 * @property {number | null} rtt_ms median round trip; null: nothing came back
 * @property {number | null} jitter_ms
 * @property {number | null} down_mbit
 * @property {boolean | null} udp whether our STUN server answered; null: there is none to ask
 */

/**
 * @typedef {{tone: "good" | "warn" | "bad", title: string, detail: string}} Verdict
 */

const PINGS = 6;
const UDP_MS = 3000;
const PING_MS = 3000;

/**
 * @param {Measured} measured
 * @returns {Verdict}
 */
export function verdict({ rtt_ms, jitter_ms, down_mbit, udp }) {
  if (rtt_ms === null) {
    return { tone: "bad", title: "No connection", detail: "The server did not answer. Check your network and try again." };
  }
  const way = `${Math.round(rtt_ms)} ms to the server`;
  if (down_mbit !== null && down_mbit < 0.6) {
    return { tone: "bad", title: "Very slow connection", detail: `${way}. Join without the camera, or find a better network.` };
  }
  if (udp === false) {
    return {
      tone: "warn",
      title: "This network may block video",
      detail: "If no picture appears, use mobile data or another network. Cues, timer and chat will work.",
    };
  }
  if (rtt_ms > 300 || (jitter_ms ?? 0) > 80 || (down_mbit !== null && down_mbit < 2)) {
    return { tone: "warn", title: "Slow connection", detail: `${way}. The picture may be less sharp. Move closer to the router if you can.` };
  }
  return { tone: "good", title: "Good connection", detail: `${way}.` };
}

/**
 * @param {object} options
 * @param {string} options.url of the bytes to download
 * @param {RTCIceServer[]} options.ice
 * @param {AbortSignal} options.signal
 * @returns {Promise<Measured>} never rejects
 */
export async function measure({ url, ice, signal }) {
  const [trips, udp] = await Promise.all([roundTrips(signal), reachesUdp(ice)]);
  const down_mbit = trips.length === 0 ? null : await download(url, signal);
  const rtt_ms = trips.length === 0 ? null : /** @type {number} */ ([...trips].sort((a, b) => a - b)[Math.floor(trips.length / 2)]);
  const steps = trips.slice(1).map((trip, at) => Math.abs(trip - /** @type {number} */ (trips[at])));
  const jitter_ms = steps.length === 0 ? null : steps.reduce((sum, one) => sum + one, 0) / steps.length;
  return { rtt_ms, jitter_ms, down_mbit, udp };
}

/**
 * @param {AbortSignal} signal
 * @returns {Promise<number[]>} milliseconds; the first one, which opens the connection, is left out
 */
async function roundTrips(signal) {
  /** @type {number[]} */
  const trips = [];
  for (let i = 0; i < PINGS; i += 1) {
    const began_ms = performance.now();
    try {
      await fetch("/healthz", { cache: "no-store", signal: AbortSignal.any?.([signal, AbortSignal.timeout(PING_MS)]) ?? signal });
    } catch {
      continue;
    }
    if (i > 0) trips.push(performance.now() - began_ms);
  }
  return trips;
}

/**
 * @param {string} url
 * @param {AbortSignal} signal
 * @returns {Promise<number | null>} megabits a second
 */
async function download(url, signal) {
  try {
    const began_ms = performance.now();
    const bytes = (await (await fetch(url, { cache: "no-store", signal })).arrayBuffer()).byteLength;
    return (bytes * 8) / 1e6 / Math.max(0.001, (performance.now() - began_ms) / 1000);
  } catch {
    return null;
  }
}

/**
 * Whether a UDP packet comes back: our STUN server tells us our public address.
 *
 * @param {RTCIceServer[]} ice
 * @returns {Promise<boolean | null>}
 */
async function reachesUdp(ice) {
  const stun = ice.filter(({ urls }) => [urls].flat().some((url) => url.startsWith("stun:")));
  if (stun.length === 0 || typeof RTCPeerConnection === "undefined") return null;
  const pc = new RTCPeerConnection({ iceServers: stun });
  try {
    return await new Promise((done) => {
      setTimeout(() => done(false), UDP_MS);
      let hasFailed = false;
      pc.onicecandidate = ({ candidate }) => {
        if (candidate?.type === "srflx") done(true);
      };
      pc.onicecandidateerror = ({ errorCode }) => {
        hasFailed ||= errorCode >= 700; // nobody answered there
      };
      // On the server's own network the public address equals the local one, and no candidate of its own is made of it.
      pc.onicegatheringstatechange = () => {
        if (pc.iceGatheringState === "complete") done(!hasFailed);
      };
      pc.createDataChannel("check");
      void pc.setLocalDescription();
    });
  } finally {
    pc.close();
  }
}
