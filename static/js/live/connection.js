/**
 * One RTCPeerConnection after another to one other device, under numbers (`gen`) that only rise.
 *
 * One side always offers, so there is no glare. A connection that died is never repaired but replaced, and the old one is kept until the
 * new one plays, so that its last picture stays. Losing the socket touches nothing here.
 */

import { createAttempt } from "./attempt.js";
import { isDead, isUp, quality, read } from "./health.js";

const LOOK_MS = 1000;
const ANSWER_MS = 3000; // an offer this young may still be answered
const ASK_MS = 400; // so long who answers waits for an offer before it says that it has none
const GAP_MS = [0, 3000, 5000, 8000]; // between two attempts
const LINGER_MS = 2000; // the old connection outlives the new one's first packets by this
const READINGS_KEPT = 12;

/**
 * @typedef {import("./attempt.js").Attempt} Attempt
 * @typedef {import("./attempt.js").Signal} Signal
 * @typedef {import("./attempt.js").Plan} Plan
 * @typedef {import("./lanes.js").Lane} Lane
 * @typedef {import("./health.js").Quality} Quality
 */

/**
 * @typedef {object} View what a page shows of a connection
 * @property {"waiting" | "connecting" | "up" | "down"} phase
 * @property {Partial<Record<Lane, MediaStream>>} streams one per lane that comes in
 * @property {Quality} quality
 * @property {number | null} down_since_ms monotonic; null while up
 */

/**
 * @typedef {object} Connection
 * @property {() => View} view
 * @property {(signal: Signal) => void} take
 * @property {() => void} poke the way to the other is open (again): builds anew whatever is not healthy
 * @property {() => void} renew builds anew in any case
 * @property {(lane: Lane) => void} refresh our track of that lane changed
 * @property {(servers: RTCIceServer[]) => void} setServers
 * @property {() => Promise<RTCStatsReport> | null} stats null while there is none
 * @property {() => Promise<import("./tracks.js").Report | null>} report
 * @property {() => void} close
 */

/**
 * @param {object} options
 * @param {boolean} options.isOffering
 * @param {Plan} options.plan
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
  const { isOffering, plan, send, canSend, expects, changed } = options;
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

  /**
   * @param {number} number
   * @returns {Attempt}
   */
  function begin(number) {
    gen = number;
    tried_ms = performance.now();
    if (now && !old && now.readings.some(({ ice }) => isUp(ice))) old = now;
    else now?.pc.close();
    down_since_ms ??= tried_ms;
    const pc = makePc({ iceServers: servers, bundlePolicy: "max-bundle", rtcpMuxPolicy: "require" });
    now = createAttempt({ gen, plan, pc, send, looked: () => void look(), changed });
    changed();
    return now;
  }

  const offer = () => begin(Math.max(gen + 1, options.newGen())).offer();

  /** @param {Signal} signal */
  function take(signal) {
    if (isClosed) return;
    if (signal.kind === "renew" && isOffering) return asked(signal.gen);
    if (signal.kind === "offer" && !isOffering && signal.gen > gen) return begin(signal.gen).answer(signal.sdp ?? "");
    if (!now || signal.gen !== gen) return;
    if (signal.kind === "offer" && !isOffering) now.repeat(); // our answer was lost
    if (signal.kind === "answer" && isOffering) now.answered(signal.sdp ?? "");
    if (signal.kind === "candidate" && signal.candidate) now.found(signal.candidate);
  }

  /**
   * The other side wants a new connection. 0: it has none at all, as after a reload.
   *
   * @param {number} theirs the gen it has
   */
  function asked(theirs) {
    if (theirs < gen && isAwaited()) now?.repeat();
    else if (theirs === gen || theirs === 0) offer();
  }

  /** @returns {boolean} our offer is young, and may still be answered */
  function isAwaited() {
    return now !== null && isOffering && !now.isDescribed() && performance.now() - now.born_ms < ANSWER_MS;
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
      if (isDue()) attempt();
      return;
    }
    const reading = await read(mine.pc, performance.now()).catch(() => null);
    if (isClosed || mine !== now || !reading) return;
    mine.readings = [...mine.readings, reading].slice(-READINGS_KEPT);
    const wasUp = down_since_ms === null;
    const isUpNow = isUp(reading.ice);
    const plays = isUpNow && (reading.packets > 0 || !plan.isReceiving);
    if (isUpNow) down_since_ms = null;
    else down_since_ms ??= performance.now();
    if (plays) tries = 0;
    if (plays && old) retire();
    const before = grade;
    grade = quality(mine.readings);
    const facts = { born_ms: mine.born_ms, now_ms: performance.now(), expects: plan.isReceiving && expects() };
    if (isDue() && isDead(mine.readings, facts)) attempt();
    if (before !== grade || wasUp !== isUpNow) changed();
  }

  function retire() {
    const gone = old;
    old = null;
    setTimeout(() => gone?.pc.close(), LINGER_MS);
    changed();
  }

  function isDue() {
    return performance.now() - tried_ms >= /** @type {number} */ (GAP_MS[Math.min(tries, GAP_MS.length - 1)]);
  }

  const looking = setInterval(() => void look(), LOOK_MS);
  if (isOffering) attempt();
  // An offer may have gone to the page before this one.
  const asking = isOffering ? undefined : setTimeout(() => !now && attempt(), ASK_MS);

  return {
    view() {
      const isUpNow = down_since_ms === null;
      const wasUp = old !== null || now?.readings.some(({ ice }) => isUp(ice));
      return {
        phase: !now ? "waiting" : isUpNow ? "up" : wasUp ? "down" : "connecting",
        streams: (old ?? now)?.streams ?? {}, // the last picture stays until the new one moves
        quality: isUpNow ? grade : "unknown",
        down_since_ms,
      };
    },
    take,
    poke() {
      tries = 0;
      if (isAwaited()) now?.repeat();
      else if (!now || !isUp(now.pc.iceConnectionState)) attempt();
      else void look();
    },
    renew: attempt,
    refresh(lane) {
      now?.refresh(lane);
      old?.refresh(lane);
    },
    setServers(next) {
      servers = next;
      try {
        now?.pc.setConfiguration({ ...now.pc.getConfiguration(), iceServers: next });
      } catch {
        // A browser that cannot: the next connection has them.
      }
    },
    stats: () => now?.pc.getStats() ?? null,
    async report() {
      const mine = now;
      const stats = await mine?.pc.getStats();
      if (!mine || !stats) return null;
      return { key: String(mine.gen), stats, whose: (mid) => laneOf(mine, mid) };
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

/**
 * @param {Attempt} attempt
 * @param {string} mid
 */
function laneOf(attempt, mid) {
  const lane = attempt.laneAt(mid);
  return lane && { peer: null, lane };
}
