/**
 * One RTCPeerConnection after another to one other device, under numbers (`gen`) that only rise.
 *
 * One side always offers, so there is no glare. A connection that died is never repaired but replaced, and the old one is kept until the
 * new one plays, so that its last picture stays. Losing the socket touches nothing here.
 */

import { isDead, isUp, quality, read } from "./health.js";
import { KIND, sending } from "./lanes.js";

const LOOK_MS = 1000;
const ANSWER_MS = 3000; // an offer this young may still be answered
const GAP_MS = [0, 3000, 5000, 8000]; // between two attempts
const LINGER_MS = 2000; // the old connection outlives the new one's first packets by this

/**
 * @typedef {import("./lanes.js").Lane} Lane
 * @typedef {import("./health.js").Reading} Reading
 * @typedef {import("./health.js").Quality} Quality
 * @typedef {{kind: "offer" | "answer" | "candidate" | "renew" | "bye", gen: number, sdp?: string, candidate?: Candidate}} Signal
 * @typedef {Record<string, string | number | null>} Candidate an RTCIceCandidateInit as it travels
 */

/**
 * @typedef {object} View what a page shows of a connection
 * @property {"waiting" | "connecting" | "up" | "down"} phase
 * @property {Partial<Record<Lane, MediaStream>>} streams one per lane that comes in
 * @property {Quality} quality
 * @property {number | null} down_since_ms monotonic; null while up
 */

/**
 * @typedef {object} Attempt
 * @property {number} gen
 * @property {RTCPeerConnection} pc
 * @property {Partial<Record<Lane, MediaStream>>} streams
 * @property {number} born_ms
 * @property {boolean} described the other side's description is set
 * @property {boolean} sent our description went out; candidates may follow
 * @property {Candidate[]} theirs candidates that came before the description
 * @property {Candidate[]} ours candidates found before our description went out
 * @property {Reading[]} readings
 * @property {Promise<void>} queue
 */

/**
 * @typedef {object} Connection
 * @property {() => View} view
 * @property {(signal: Signal) => void} take
 * @property {() => void} poke the way to the other is open (again): builds anew whatever is not healthy
 * @property {() => void} renew builds anew in any case
 * @property {(lane: Lane) => void} refresh our track of that lane changed
 * @property {(servers: RTCIceServer[]) => void} setServers
 * @property {() => void} close
 */

/**
 * @param {object} options
 * @param {boolean} options.isOffering
 * @param {readonly Lane[]} options.lanes
 * @param {boolean} options.isSending
 * @param {boolean} options.isReceiving
 * @param {(lane: Lane) => MediaStreamTrack | null} options.track ours
 * @param {RTCIceServer[]} options.servers
 * @param {(signal: Signal) => void} options.send
 * @param {() => boolean} options.canSend the socket is up and the other is there
 * @param {() => boolean} options.expects the other says that it sends something
 * @param {() => number} options.newGen higher than any before, also of a page before this one
 * @param {() => void} options.changed
 * @param {(config: RTCConfiguration) => RTCPeerConnection} [options.makePc]
 * @returns {Connection}
 */
export function openConnection(options) {
  const { isOffering, lanes, isSending, isReceiving, track, send, canSend, expects, changed } = options;
  const makePc = options.makePc ?? ((config) => new RTCPeerConnection(config));
  let servers = options.servers;
  let isClosed = false;
  let gen = 0;
  /** @type {Attempt | null} the latest */
  let now = null;
  /** @type {Attempt | null} the one whose picture is still shown */
  let old = null;
  let tries = 0;
  let tried_ms = -Infinity;
  /** @type {number | null} */
  let down_since_ms = performance.now();
  /** @type {Quality} */
  let grade = "unknown";

  /** @type {RTCRtpTransceiverDirection} */
  const direction = isSending ? (isReceiving ? "sendrecv" : "sendonly") : "recvonly";

  /**
   * Steps of one attempt happen one after another; what fails leaves it dead, and the watch builds anew. Each attempt has its own queue:
   * a step of a connection that was closed meanwhile may never end.
   *
   * @param {Attempt} mine
   * @param {() => Promise<void>} step
   */
  function then(mine, step) {
    mine.queue = mine.queue
      .then(() => (isClosed || mine.pc.signalingState === "closed" ? undefined : step()))
      .catch((problem) => void (mine === now && !isClosed && console.warn("connection: a step failed", problem)));
  }

  /** @param {number} number */
  function begin(number) {
    gen = number;
    tried_ms = performance.now();
    if (now && !old && now.readings.some(({ ice }) => isUp(ice))) old = now;
    else now?.pc.close();
    down_since_ms ??= tried_ms;
    const pc = makePc({ iceServers: servers, bundlePolicy: "max-bundle", rtcpMuxPolicy: "require" });
    /** @type {Attempt} */
    const mine = {
      gen,
      pc,
      streams: {},
      born_ms: tried_ms,
      described: false,
      sent: false,
      theirs: [],
      ours: [],
      readings: [],
      queue: Promise.resolve(),
    };
    now = mine;
    pc.onicecandidate = ({ candidate }) => {
      if (!candidate?.candidate) return;
      mine.ours.push(/** @type {Candidate} */ ({ ...candidate.toJSON() }));
      flush(mine);
    };
    pc.oniceconnectionstatechange = () => void look();
    pc.ontrack = ({ transceiver, track: incoming }) => {
      const lane = lanes[pc.getTransceivers().indexOf(transceiver)];
      if (lane) mine.streams[lane] = new MediaStream([incoming]);
      changed();
    };
    return mine;
  }

  /** @param {Attempt} mine */
  function flush(mine) {
    if (!mine.sent || mine !== now) return;
    for (const candidate of mine.ours.splice(0)) send({ kind: "candidate", gen: mine.gen, candidate });
  }

  function offer() {
    const mine = begin(Math.max(gen + 1, options.newGen()));
    const group = new MediaStream();
    for (const lane of lanes) {
      const own = isSending ? track(lane) : null;
      mine.pc.addTransceiver(own ?? KIND[lane], {
        direction,
        streams: [lane.startsWith("screen") ? new MediaStream() : group],
        sendEncodings: isSending ? [{ maxBitrate: sending(lane).maxBitrate }] : [],
      });
    }
    then(mine, async () => {
      await mine.pc.setLocalDescription();
      tune(mine);
      describe(mine, "offer");
    });
    changed();
  }

  /**
   * @param {Attempt} mine
   * @param {"offer" | "answer"} kind
   */
  function describe(mine, kind) {
    if (mine !== now || !mine.pc.localDescription) return;
    send({ kind, gen: mine.gen, sdp: mine.pc.localDescription.sdp });
    mine.sent = true;
    flush(mine);
  }

  /**
   * @param {Attempt} mine
   * @param {Signal} signal
   */
  async function answer(mine, signal) {
    await mine.pc.setRemoteDescription({ type: "offer", sdp: signal.sdp ?? "" });
    const group = new MediaStream();
    for (const [index, lane] of lanes.entries()) {
      const transceiver = mine.pc.getTransceivers()[index];
      if (!transceiver) continue;
      transceiver.direction = direction;
      if (!isSending) continue;
      transceiver.sender.setStreams?.(lane.startsWith("screen") ? new MediaStream() : group);
      await transceiver.sender.replaceTrack(track(lane));
    }
    await described(mine);
    await mine.pc.setLocalDescription();
    tune(mine);
    describe(mine, "answer");
  }

  /** @param {Attempt} mine */
  async function described(mine) {
    mine.described = true;
    for (const candidate of mine.theirs.splice(0)) await mine.pc.addIceCandidate(candidate);
  }

  /** @param {Attempt} mine */
  function tune(mine) {
    if (!isSending) return;
    for (const [index, lane] of lanes.entries()) {
      const sender = mine.pc.getTransceivers()[index]?.sender;
      const parameters = sender?.getParameters();
      if (!sender || !parameters?.encodings?.[0]) continue;
      const { maxBitrate, degradationPreference } = sending(lane);
      parameters.encodings[0].maxBitrate = maxBitrate;
      if (degradationPreference) parameters.degradationPreference = degradationPreference;
      sender.setParameters(parameters).catch(() => {}); // An older browser may not know the preference.
    }
  }

  /** @param {Signal} signal */
  function take(signal) {
    if (isClosed) return;
    if (signal.kind === "renew" && isOffering) return asked(signal.gen);
    if (signal.kind === "offer" && !isOffering && signal.gen > gen) {
      const mine = begin(signal.gen);
      then(mine, () => answer(mine, signal));
      return changed();
    }
    const mine = now;
    if (!mine || signal.gen !== gen) return;
    if (signal.kind === "offer" && !isOffering) then(mine, async () => describe(mine, "answer")); // our answer was lost
    if (signal.kind === "answer" && isOffering) then(mine, () => answered(mine, signal));
    if (signal.kind === "candidate" && signal.candidate) then(mine, () => found(mine, signal));
  }

  /**
   * @param {Attempt} mine
   * @param {Signal} signal
   */
  async function answered(mine, signal) {
    if (mine.described) return;
    await mine.pc.setRemoteDescription({ type: "answer", sdp: signal.sdp ?? "" });
    await described(mine);
  }

  /**
   * @param {Attempt} mine
   * @param {Signal} signal
   */
  async function found(mine, { candidate }) {
    if (!candidate) return;
    if (mine.described) await mine.pc.addIceCandidate(candidate);
    else mine.theirs.push(candidate);
  }

  /**
   * The other side wants a new connection. 0: it has none at all, as after a reload.
   *
   * @param {number} theirs the gen it has
   */
  function asked(theirs) {
    if (theirs < gen && isAwaited()) repeat();
    else if (theirs === gen || theirs === 0) offer();
  }

  /** @returns {boolean} our offer is young, and may still be answered */
  function isAwaited() {
    return now !== null && isOffering && !now.described && performance.now() - now.born_ms < ANSWER_MS;
  }

  /** Sends our offer once more: it went to a page, or into a socket, that was not there. */
  function repeat() {
    if (now?.sent) describe(now, "offer");
  }

  function attempt() {
    if (isClosed || !canSend()) return;
    tries += 1;
    tried_ms = performance.now();
    if (isOffering) offer();
    else send({ kind: "renew", gen });
  }

  /** Reads how things are, and builds anew what is dead. */
  async function look() {
    const mine = now;
    if (isClosed) return;
    if (!mine) {
      if (due()) attempt();
      return;
    }
    const reading = await read(mine.pc, performance.now()).catch(() => null);
    if (isClosed || mine !== now || !reading) return;
    mine.readings = [...mine.readings, reading].slice(-12);
    const wasUp = down_since_ms === null;
    const isHealthy = isUp(reading.ice);
    if (isHealthy) {
      tries = reading.packets > 0 || !isReceiving ? 0 : tries;
      down_since_ms = null;
      if (old && (reading.packets > 0 || !isReceiving)) retire();
    } else if (wasUp) {
      down_since_ms = performance.now();
    }
    const before = grade;
    grade = quality(mine.readings);
    const facts = { born_ms: mine.born_ms, now_ms: performance.now(), expects: isReceiving && expects() };
    if (due() && isDead(mine.readings, facts)) attempt();
    if (before !== grade || wasUp !== isHealthy) changed();
  }

  function retire() {
    const gone = old;
    old = null;
    setTimeout(() => gone?.pc.close(), LINGER_MS);
    changed();
  }

  function due() {
    return performance.now() - tried_ms >= /** @type {number} */ (GAP_MS[Math.min(tries, GAP_MS.length - 1)]);
  }

  const looking = setInterval(() => void look(), LOOK_MS);
  if (isOffering) attempt();
  // Who answers says that it has nothing, in case an offer went to the page before this one.
  const asking = isOffering ? undefined : setTimeout(() => !now && attempt(), 400);

  return {
    view() {
      const isUpNow = down_since_ms === null;
      const shown = old ?? now; // its last picture stays until the new one moves
      return {
        phase: !now ? "waiting" : isUpNow ? "up" : now.readings.some(({ ice }) => isUp(ice)) || old ? "down" : "connecting",
        streams: shown?.streams ?? {},
        quality: isUpNow ? grade : "unknown",
        down_since_ms,
      };
    },
    take,
    poke() {
      tries = 0;
      if (isAwaited()) repeat();
      else if (!now || !isUp(now.pc.iceConnectionState)) attempt();
      else void look();
    },
    renew: attempt,
    refresh(lane) {
      const index = lanes.indexOf(lane);
      if (!isSending || index < 0) return;
      for (const one of [now, old]) {
        if (!one) continue;
        then(one, async () => {
          await one.pc.getTransceivers()[index]?.sender.replaceTrack(track(lane));
        });
      }
    },
    setServers(next) {
      servers = next;
      try {
        now?.pc.setConfiguration({ ...now.pc.getConfiguration(), iceServers: next });
      } catch {
        // A browser that cannot: the next connection has them.
      }
    },
    close() {
      isClosed = true;
      clearInterval(looking);
      clearTimeout(asking);
      now?.pc.close();
      old?.pc.close();
      now = null;
      old = null;
    },
  };
}
