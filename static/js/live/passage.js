/** One RTCPeerConnection to the relay, from its offer to its end: what we send by the names of its lanes, what comes in by places. */

import { isUp, quality, silence } from "./health.js";
import { ALL_LANES, KIND } from "./lanes.js";
import { laneAt, placeOf, shownAt } from "./places.js";
import { apply } from "./rates.js";
import { inStereo, startWell } from "./sdp.js";

const READINGS_KEPT = 24;

/**
 * @typedef {import("./lanes.js").Lane} Lane
 * @typedef {import("./places.js").Show} Show
 * @typedef {import("./health.js").Reading} Reading
 * @typedef {Partial<Record<Lane, MediaStream>>} Streams
 */

/**
 * @typedef {object} Passage
 * @property {string} via the relay
 * @property {number} gen
 * @property {RTCPeerConnection} pc
 * @property {number} born_ms
 * @property {Reading[]} readings
 * @property {boolean} isDead somebody judged so
 * @property {(shows: Show[]) => void} arrange
 * @property {() => readonly Show[]} shows
 * @property {(stream: any) => number | null} placeAt of an inbound-rtp
 * @property {(read: {whole: Reading, each: Map<number, Reading>}) => void} note a look at it
 * @property {() => boolean} wasUp
 * @property {(peer: string) => Streams} streams the same ones as long as somebody is at the same place
 * @property {(peer: string) => boolean} has a place
 * @property {(peer: string, now_ms: number) => number} silent for how long nothing came of a peer, in ms
 * @property {(peer: string, all_frames: number) => import("./health.js").Quality} quality
 * @property {() => void} repeat sends our answer once more, if it went out before: it may have been lost
 * @property {(lane: Lane) => void} refresh our track of that lane changed
 * @property {() => void} tune what a lane may send changed
 * @property {(mid: string) => {peer: string | null, lane: Lane} | null} whose null: ours
 */

/**
 * Answers an offer of the relay's.
 *
 * @param {object} options
 * @param {{via: string, gen: number, sdp: string, shows: Show[]}} options.offer
 * @param {RTCPeerConnection} options.pc
 * @param {(lane: Lane) => MediaStreamTrack | null} options.track ours
 * @param {(lane: Lane) => import("./rates.js").Rate} options.rate
 * @param {(lane: Lane) => boolean} [options.isMusic] a sound that we send is music, in stereo
 * @param {(answer: {kind: "answer", gen: number, sdp: string}) => void} options.send
 * @param {() => void} options.looked its state changed
 * @param {() => void} options.changed its streams changed
 * @returns {Passage}
 */
export function createPassage({ offer, pc, track, rate, isMusic = () => false, send, looked, changed }) {
  const { via, gen } = offer;
  let shows = offer.shows;
  let isAnswered = false;
  let queue = Promise.resolve();
  /** @type {Map<string, MediaStreamTrack>} */
  const incoming = new Map(); // by mid
  /** @type {Map<string, MediaStream>} */
  const made = new Map();
  /** @type {Map<number, Reading[]>} */
  const looks = new Map();
  /** @type {Reading[]} */
  const readings = [];

  const isClosed = () => pc.signalingState === "closed";
  const born_ms = performance.now();

  /**
   * Steps happen one after another; what fails leaves the passage dead, and the watch asks for a new one.
   *
   * @param {() => Promise<void>} step
   */
  function then(step) {
    queue = queue
      .then(() => (isClosed() ? undefined : step()))
      .catch((problem) => void (isClosed() || console.warn("relay: a step failed", problem)));
  }

  /** @returns {{lane: Lane, transceiver: RTCRtpTransceiver}[]} what the relay takes from us */
  function lanes() {
    return pc.getTransceivers().flatMap((transceiver) => {
      const lane = ALL_LANES.find((one) => one === transceiver.mid);
      return lane ? [{ lane, transceiver }] : [];
    });
  }

  /**
   * The relay's description as we take it: it says what we encode.
   *
   * @param {string} sdp
   */
  const taken = (sdp) => inStereo(sdp, ({ mid }) => ALL_LANES.some((lane) => lane === mid && isMusic(lane)));

  /** Our own: whatever sound comes, we can hear it in stereo. */
  async function answer() {
    const { sdp = "" } = await pc.createAnswer();
    await pc.setLocalDescription({ type: "answer", sdp: inStereo(sdp, () => true) });
  }

  /** Sends a sound otherwise than before. The relay hears nothing of it. */
  async function retell() {
    const theirs = pc.currentRemoteDescription;
    if (!theirs || pc.signalingState !== "stable" || taken(theirs.sdp) === theirs.sdp) return;
    await pc.setRemoteDescription({ type: "offer", sdp: taken(theirs.sdp) });
    await answer();
  }

  function describe() {
    if (isClosed() || !pc.localDescription) return;
    isAnswered = true;
    send({ kind: "answer", gen, sdp: pc.localDescription.sdp });
  }

  /** @param {{lane: Lane, transceiver: RTCRtpTransceiver}} one */
  async function limit({ lane, transceiver: { sender } }) {
    const parameters = sender.getParameters();
    if (!parameters.encodings?.[0]) return;
    apply(parameters, rate(lane), sender.track?.getSettings?.());
    await sender.setParameters(parameters).catch(() => {}); // An older browser may not know all of it.
  }

  pc.oniceconnectionstatechange = looked;
  pc.ontrack = ({ transceiver, track: one }) => {
    if (transceiver.mid !== null) incoming.set(transceiver.mid, one);
    changed();
  };

  then(async () => {
    const most = rate("camera").maxBitrate / 1000;
    await pc.setRemoteDescription({ type: "offer", sdp: taken(startWell(offer.sdp, Math.min(1600, most))) });
    const person = new MediaStream(); // voice and camera belong together, for the lips' sake
    for (const { lane, transceiver } of lanes()) {
      transceiver.direction = "sendonly";
      transceiver.sender.setStreams?.(lane.startsWith("screen") ? new MediaStream() : person);
      await transceiver.sender.replaceTrack(track(lane));
    }
    await answer();
    for (const one of lanes()) await limit(one);
    describe();
  });

  /** @param {string} peer */
  const placesOf = (peer) => shows.filter((show) => show.peer === peer);

  return {
    via,
    gen,
    pc,
    born_ms,
    readings,
    isDead: false,
    arrange(next) {
      for (const { place, peer, pair } of shows) {
        if (next.some((show) => show.place === place && show.peer === peer && show.pair === pair)) continue;
        looks.delete(place);
        for (const part of /** @type {const} */ (["sound", "picture"])) made.delete(`${peer} ${laneAt(pair, part)} ${place}`);
      }
      shows = next;
    },
    shows: () => shows,
    placeAt(stream) {
      const mid = stream.mid ?? [...incoming].find(([, one]) => one.id === stream.trackIdentifier)?.[0];
      return mid === undefined ? null : (placeOf(mid)?.place ?? null);
    },
    note({ whole, each }) {
      readings.push(whole);
      readings.splice(0, readings.length - READINGS_KEPT);
      for (const { place } of shows) {
        const none = { ...whole, packets: 0, lost: 0, frames_per_s: null, heard: undefined };
        looks.set(place, [...(looks.get(place) ?? []), each.get(place) ?? none].slice(-READINGS_KEPT));
      }
    },
    wasUp: () => readings.some(({ ice }) => isUp(ice)),
    streams(peer) {
      /** @type {Streams} */
      const found = {};
      for (const { place, pair } of placesOf(peer)) {
        for (const part of /** @type {const} */ (["sound", "picture"])) {
          const one = incoming.get(`${part}-${place}`);
          if (!one) continue;
          const lane = laneAt(pair, part);
          const key = `${peer} ${lane} ${place}`;
          const stream = made.get(key) ?? new MediaStream([one]);
          made.set(key, stream);
          found[lane] = stream;
        }
      }
      return found;
    },
    has: (peer) => placesOf(peer).length > 0,
    silent(peer, now_ms) {
      const all = placesOf(peer).map(({ place }) => silence(looks.get(place) ?? [], now_ms));
      return all.length === 0 ? 0 : Math.min(...all);
    },
    quality(peer, all_frames) {
      const show = placesOf(peer).find(({ pair }) => pair === "person");
      return show ? quality(looks.get(show.place) ?? [], all_frames) : "unknown";
    },
    repeat: () => then(async () => void (isAnswered && describe())),
    refresh(lane) {
      then(async () => {
        if (KIND[lane] === "audio") await retell();
        for (const one of lanes()) {
          if (one.lane !== lane) continue;
          await one.transceiver.sender.replaceTrack(track(lane));
          await limit(one); // another camera may have another size
        }
      });
    },
    tune() {
      then(async () => {
        for (const one of lanes()) await limit(one);
      });
    },
    whose(mid) {
      const own = ALL_LANES.find((lane) => lane === mid);
      return own ? { peer: null, lane: own } : shownAt(shows, mid);
    },
  };
}
