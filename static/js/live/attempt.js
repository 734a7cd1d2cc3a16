/** One RTCPeerConnection from its birth to its end: descriptions, candidates and lanes, each step after the other. */

import { KIND, sending } from "./lanes.js";
import { inStereo, startWell } from "./sdp.js";

/**
 * @typedef {import("./lanes.js").Lane} Lane
 * @typedef {Record<string, string | number | null>} Candidate an RTCIceCandidateInit as it travels
 * @typedef {{kind: "offer" | "answer" | "candidate" | "renew" | "bye", gen: number, sdp?: string, candidate?: Candidate}} Signal
 */

/**
 * @typedef {object} Plan what flows, and which way
 * @property {readonly Lane[]} lanes
 * @property {boolean} isSending
 * @property {boolean} isReceiving
 * @property {(lane: Lane) => MediaStreamTrack | null} track ours
 * @property {(lane: Lane) => boolean} [isMusic] a sound that we send is music, in stereo
 */

/**
 * @typedef {object} Attempt
 * @property {number} gen
 * @property {RTCPeerConnection} pc
 * @property {Partial<Record<Lane, MediaStream>>} streams one per lane that comes in
 * @property {number} born_ms
 * @property {import("./health.js").Reading[]} readings
 * @property {() => boolean} isDescribed the other side's description is known
 * @property {() => void} offer
 * @property {(sdp: string) => void} answer to an offer
 * @property {(sdp: string) => void} answered our offer was
 * @property {(candidate: Candidate) => void} found one of the other's candidates
 * @property {() => void} repeat sends our description once more, if it went out before: it may have been lost
 * @property {(lane: Lane) => void} refresh our track of that lane changed
 * @property {(mid: string) => Lane | null} laneAt what flows in an m-line
 */

/**
 * @param {object} options
 * @param {number} options.gen
 * @param {Plan} options.plan
 * @param {RTCPeerConnection} options.pc
 * @param {(signal: Signal) => void} options.send
 * @param {() => void} options.looked its state changed
 * @param {() => void} options.changed its streams changed
 * @returns {Attempt}
 */
export function createAttempt({ gen, plan, pc, send, looked, changed }) {
  const { lanes, isSending, isReceiving, track } = plan;
  const isMusic = plan.isMusic ?? (() => false);
  /** @type {RTCRtpTransceiverDirection} */
  const direction = isSending ? (isReceiving ? "sendrecv" : "sendonly") : "recvonly";
  /** @type {Partial<Record<Lane, MediaStream>>} */
  const streams = {};
  /** @type {Candidate[]} */
  const theirs = []; // that came before the description
  /** @type {Candidate[]} */
  const ours = []; // found before our description went out
  let isDescribed = false;
  /** @type {"offer" | "answer" | null} */
  let sent = null;
  let queue = Promise.resolve();

  pc.onicecandidate = ({ candidate }) => {
    if (!candidate?.candidate) return;
    ours.push(/** @type {Candidate} */ ({ ...candidate.toJSON() }));
    flush();
  };
  pc.oniceconnectionstatechange = looked;
  pc.ontrack = ({ transceiver, track: incoming }) => {
    const lane = lanes[pc.getTransceivers().indexOf(transceiver)];
    if (lane) streams[lane] = new MediaStream([incoming]);
    changed();
  };

  /**
   * Steps happen one after another; what fails leaves the attempt dead, and the watch makes a new one. Each attempt has its own queue: a
   * step of a connection that was closed meanwhile may never end.
   *
   * @param {() => Promise<void>} step
   */
  function then(step) {
    queue = queue
      .then(() => (isClosed() ? undefined : step()))
      .catch((problem) => void (isClosed() || console.warn("connection: a step failed", problem)));
  }

  const isClosed = () => pc.signalingState === "closed";

  function flush() {
    if (sent) for (const candidate of ours.splice(0)) send({ kind: "candidate", gen, candidate });
  }

  /** @param {"offer" | "answer"} kind */
  function describe(kind) {
    if (isClosed() || !pc.localDescription) return;
    sent = kind;
    send({ kind, gen, sdp: pc.localDescription.sdp });
    flush();
  }

  async function described() {
    isDescribed = true;
    for (const candidate of theirs.splice(0)) await pc.addIceCandidate(candidate);
  }

  /** How much each lane may send, and what it gives up first. */
  function tune() {
    if (!isSending) return;
    for (const [index, lane] of lanes.entries()) {
      const sender = pc.getTransceivers()[index]?.sender;
      const parameters = sender?.getParameters();
      if (!sender || !parameters?.encodings?.[0]) continue;
      const { maxBitrate, degradationPreference } = sending(lane, isMusic(lane));
      parameters.encodings[0].maxBitrate = maxBitrate;
      if (degradationPreference) parameters.degradationPreference = degradationPreference;
      sender.setParameters(parameters).catch(() => {}); // An older browser may not know the preference.
    }
  }

  /**
   * The other side's description as we take it: it says what we encode.
   *
   * @param {string} sdp
   */
  const taken = (sdp) => inStereo(sdp, ({ index }) => (lanes[index] ? isMusic(/** @type {Lane} */ (lanes[index])) : false));

  /**
   * @param {RTCSessionDescriptionInit} made our own: whatever sound comes, we can hear it in stereo
   */
  const own = ({ type, sdp = "" }) => pc.setLocalDescription({ type, sdp: inStereo(sdp, () => true) });

  /** Sends a sound otherwise than before. The other side hears nothing of it: only what we read out of its description changes. */
  async function retell() {
    const theirs = pc.currentRemoteDescription;
    if (!theirs || pc.signalingState !== "stable" || taken(theirs.sdp) === theirs.sdp) return;
    const told = { type: theirs.type, sdp: taken(theirs.sdp) };
    if (theirs.type === "answer") {
      await own(await pc.createOffer());
      await pc.setRemoteDescription(told);
    } else {
      await pc.setRemoteDescription(told);
      await own(await pc.createAnswer());
    }
  }

  /** Voice and camera belong together, for the lips' sake; a screen stands for itself. */
  function groups() {
    const person = new MediaStream();
    return (/** @type {Lane} */ lane) => (lane.startsWith("screen") ? new MediaStream() : person);
  }

  return {
    gen,
    pc,
    streams,
    born_ms: performance.now(),
    readings: [],
    isDescribed: () => isDescribed,
    offer() {
      const groupOf = groups();
      for (const lane of lanes) {
        const ours = isSending ? track(lane) : null;
        pc.addTransceiver(ours ?? KIND[lane], {
          direction,
          streams: [groupOf(lane)],
          sendEncodings: isSending ? [{ maxBitrate: sending(lane, isMusic(lane)).maxBitrate }] : [],
        });
      }
      then(async () => {
        await own(await pc.createOffer());
        tune();
        describe("offer");
      });
    },
    answer(sdp) {
      then(async () => {
        await pc.setRemoteDescription({ type: "offer", sdp: taken(startWell(sdp)) });
        const groupOf = groups();
        for (const [index, lane] of lanes.entries()) {
          const transceiver = pc.getTransceivers()[index];
          if (!transceiver) continue;
          transceiver.direction = direction;
          if (!isSending) continue;
          transceiver.sender.setStreams?.(groupOf(lane));
          await transceiver.sender.replaceTrack(track(lane));
        }
        await described();
        await own(await pc.createAnswer());
        tune();
        describe("answer");
      });
    },
    answered(sdp) {
      then(async () => {
        if (isDescribed) return;
        await pc.setRemoteDescription({ type: "answer", sdp: taken(startWell(sdp)) });
        await described();
      });
    },
    found(candidate) {
      then(async () => {
        if (isDescribed) await pc.addIceCandidate(candidate);
        else theirs.push(candidate);
      });
    },
    laneAt: (mid) => lanes[pc.getTransceivers().findIndex((transceiver) => transceiver.mid === mid)] ?? null,
    repeat: () => then(async () => void (sent && describe(sent))),
    refresh(lane) {
      const index = lanes.indexOf(lane);
      if (!isSending || index < 0) return;
      then(async () => {
        await pc.getTransceivers()[index]?.sender.replaceTrack(track(lane));
        if (KIND[lane] !== "audio") return;
        await retell();
        tune();
      });
    },
  };
}
