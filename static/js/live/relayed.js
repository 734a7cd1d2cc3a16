/**
 * All pictures and voices of this device through the relay: one connection for everybody, with the face of links.js.
 *
 * The relay offers, under numbers (`gen`) that rise as long as it is the same one (`via`). A connection that died is replaced, and the old
 * one is kept until the new one plays. Losing the socket touches nothing here.
 */

import { isDead, isUp, readEach } from "./health.js";
import { createPassage } from "./passage.js";

const LOOK_MS = 500;
const ANSWER_MS = 3000; // a connection this young may still come about
const GAP_MS = [0, 3000, 5000, 8000]; // between two wishes for a new one
const FULL_GAP_MS = 30_000; // while the relay has no place
const LINGER_MS = 2000; // the old connection outlives the new one's first packets by this
const QUIET_MS = 1500; // somebody is shown who sends: fifty packets a second come, so silence tells soon
const REPORTS_MS = 3500; // nobody is: the relay's reports on what we send come each second
const DOUBT_MS = 600; // the way to the server was lost and found: the network may be another
const DOUBTED_MS = 4000; // for so long after that
const GONE_MS = 3000; // a peer of whom nothing came for so long is not there, though others are

/**
 * @typedef {import("./types.d.ts").Peer} Peer
 * @typedef {import("./lanes.js").Lane} Lane
 * @typedef {import("./connection.js").View} View
 * @typedef {import("./passage.js").Passage} Passage
 * @typedef {import("./places.js").Show} Show
 * @typedef {import("../lib/outbox.js").Ack} Ack
 */

/**
 * @typedef {object} Relayed a message of the relay's
 * @property {"offer" | "arranged" | "refused"} kind
 * @property {string} via
 * @property {number} gen
 * @property {string | null} [sdp]
 * @property {Show[] | null} [shows]
 * @property {string | null} [error]
 * @property {string | null} [message]
 */

/** @typedef {{error: string, message: string}} Refusal why there is no connection now */

/** The Signal of messages, to the relay. */
/** @typedef {{to: "relay", kind: "answer" | "renew" | "bye", gen: number, sdp?: string}} ToRelay */

/**
 * @typedef {object} RelayLink
 * @property {(peers: Peer[]) => void} follow whom we are shown, or show ourselves
 * @property {(message: Relayed) => void} take
 * @property {(peer?: string) => void} poke the way to the server is open (again)
 * @property {() => void} doubt the network may be another: silence counts sooner
 * @property {() => void} renew
 * @property {(lane: Lane) => void} refresh our track of that lane changed
 * @property {() => void} tune what our lanes may send changed
 * @property {(servers: RTCIceServer[]) => void} setServers
 * @property {() => Record<string, View>} views by peer
 * @property {() => Refusal | null} refusal
 * @property {() => Promise<RTCStatsReport[]>} stats
 * @property {() => Promise<import("./tracks.js").Report[]>} reports
 * @property {() => void} close
 */

/**
 * @param {object} options
 * @param {boolean} options.isReceiving a second camera is shown nobody
 * @param {(lane: Lane) => MediaStreamTrack | null} options.track
 * @param {(lane: Lane) => import("./rates.js").Rate} options.rate
 * @param {(lane: Lane) => boolean} [options.isMusic] a sound that we send is music, in stereo
 * @param {(message: ToRelay) => Promise<Ack>} options.send
 * @param {() => boolean} options.canSend
 * @param {(peer: string) => boolean} options.expects they say that they send something, and we are to get it
 * @param {(peer: string) => number} options.framesOf how many pictures a second of theirs are all there are
 * @param {() => void} options.changed
 * @param {(config: RTCConfiguration) => RTCPeerConnection} [options.makePc]
 * @returns {RelayLink}
 */
export function openRelayed({ isReceiving, track, rate, isMusic = () => false, send, canSend, expects, framesOf, changed, makePc = (config) => new RTCPeerConnection(config) }) {
  /** @type {RTCIceServer[]} */
  let servers = [];
  /** @type {string[]} */
  let followed = [];
  /** @type {Passage | null} the latest */
  let now = null;
  /** @type {Passage | null} the one whose pictures are still shown */
  let old = null;
  /** @type {Refusal | null} */
  let refusal = null;
  let isClosed = false;
  let isPoked = false; // nothing is asked for before
  let tries = 0;
  let tried_ms = -Infinity;
  let doubted_ms = -Infinity;
  /** @type {number | null} */
  let down_since_ms = performance.now();
  /** @type {Map<string, number>} */
  const missing = new Map(); // peer -> since when nothing comes of them
  let told = "";

  /** @param {Relayed} offer */
  function begin(offer) {
    tried_ms = performance.now();
    doubted_ms = -Infinity;
    if (now && !old && now.wasUp()) old = now;
    else now?.pc.close();
    const pc = makePc({ iceServers: servers, bundlePolicy: "max-bundle", rtcpMuxPolicy: "require" });
    now = createPassage({
      offer: { via: offer.via, gen: offer.gen, sdp: offer.sdp ?? "", shows: offer.shows ?? [] },
      pc,
      track,
      rate,
      isMusic,
      send: (answer) => void say(answer),
      looked: () => void look(),
      changed: tell,
    });
    refusal = null;
    tell();
  }

  /** @param {Omit<ToRelay, "to">} message */
  async function say(message) {
    const ack = await send({ ...message, to: "relay" });
    if (!ack.ok && (ack.error === "no-capacity" || ack.error === "unavailable")) refused(ack);
  }

  /** @param {{error?: string | null, message?: string | null}} why */
  function refused({ error, message }) {
    if (isClosed) return;
    refusal = { error: error ?? "unavailable", message: message ?? "" };
    changed();
  }

  function attempt() {
    if (isClosed || !canSend()) return;
    tries += 1;
    tried_ms = performance.now();
    void say({ kind: "renew", gen: now?.gen ?? 0 });
  }

  /** @returns {boolean} whether it is time for another wish */
  function isDue() {
    const gap_ms = refusal?.error === "no-capacity" ? FULL_GAP_MS : GAP_MS[Math.min(tries, GAP_MS.length - 1)];
    return performance.now() - tried_ms >= /** @type {number} */ (gap_ms);
  }

  /** Reads how things are, and asks for a new connection in the place of a dead one. */
  async function look() {
    if (isClosed) return;
    const mine = now;
    if (!mine) {
      if (isPoked && isDue()) attempt();
      return;
    }
    const read = await readEach(mine.pc, performance.now(), mine.placeAt).catch(() => null);
    if (isClosed || mine !== now || !read) return;
    mine.note(read);
    const now_ms = performance.now();
    const awaits = isReceiving && followed.some((peer) => mine.has(peer) && expects(peer));
    const isDoubted = now_ms - doubted_ms < DOUBTED_MS;
    const silent_ms = awaits ? (isDoubted ? DOUBT_MS : QUIET_MS) : REPORTS_MS;
    const expectsAny = awaits || (read.whole.heard !== undefined && sendsAny());
    mine.isDead = isDead(mine.readings, { born_ms: mine.born_ms, now_ms, expects: expectsAny, silent_ms });
    if (isUp(read.whole.ice) && (read.whole.packets > 0 || !awaits)) {
      if (!mine.isDead) tries = 0;
      if (old) retire();
    }
    for (const peer of followed) {
      const isSilent = mine.has(peer) && expects(peer) && mine.silent(peer, now_ms) > GONE_MS;
      if (!isSilent) missing.delete(peer);
      else if (!missing.has(peer)) missing.set(peer, now_ms - GONE_MS);
    }
    if (mine.isDead && isDue()) attempt();
    tell(true);
  }

  function sendsAny() {
    return track("voice") !== null || track("camera") !== null;
  }

  function retire() {
    const gone = old;
    old = null;
    setTimeout(() => gone?.pc.close(), LINGER_MS);
    tell();
  }

  /** @returns {boolean} one of our connections carries */
  function isCarried() {
    return [now, old].some((one) => one !== null && !one.isDead && isUp(one.pc.iceConnectionState));
  }

  /** @param {string} peer */
  function phaseOf(peer) {
    if (!now) return /** @type {const} */ ("waiting");
    if (!isCarried()) return now.wasUp() || old ? /** @type {const} */ ("down") : /** @type {const} */ ("connecting");
    if (!isReceiving) return /** @type {const} */ ("up");
    if (!now.has(peer)) return /** @type {const} */ ("waiting");
    return missing.has(peer) ? /** @type {const} */ ("down") : /** @type {const} */ ("up");
  }

  /** @param {string} peer */
  function viewOf(peer) {
    const phase = phaseOf(peer);
    const since_ms = phase === "up" ? null : phase === "down" ? (missing.get(peer) ?? down_since_ms) : down_since_ms;
    const source = old?.has(peer) ? old : now; // the last picture stays until the new one moves
    return {
      phase,
      streams: source?.streams(peer) ?? {},
      quality: phase === "up" && now ? now.quality(peer, framesOf(peer)) : /** @type {const} */ ("unknown"),
      down_since_ms: since_ms,
    };
  }

  const views = () => Object.fromEntries(followed.map((peer) => [peer, viewOf(peer)]));

  /** @param {boolean} [onlyNews] */
  function tell(onlyNews = false) {
    if (isClosed) return;
    if (isCarried()) down_since_ms = null;
    else down_since_ms ??= performance.now();
    const next = followed.map((peer) => `${peer} ${phaseOf(peer)} ${viewOf(peer).quality}`).join();
    if (onlyNews && next === told) return;
    told = next;
    changed();
  }

  const looking = setInterval(() => void look(), LOOK_MS);

  return {
    follow(peers) {
      followed = peers.map(({ id }) => id);
      tell();
    },
    take(message) {
      if (isClosed) return;
      if (message.kind === "refused") return refused(message);
      if (message.kind === "arranged") {
        for (const one of [now, old]) if (one?.via === message.via && one.gen === message.gen) one.arrange(message.shows ?? []);
        return tell();
      }
      const isKnown = now?.via === message.via;
      if (now && isKnown && message.gen < now.gen) return;
      if (!now || !isKnown || message.gen > now.gen) return begin(message);
      now.arrange(message.shows ?? []);
      now.repeat(); // our answer was lost
    },
    poke(peer) {
      if (peer !== undefined || isClosed) return;
      isPoked = true;
      tries = 0;
      doubted_ms = performance.now();
      if (!now) return attempt();
      if (isUp(now.pc.iceConnectionState)) return void look();
      if (performance.now() - now.born_ms < ANSWER_MS && !now.wasUp()) now.repeat();
      else attempt();
    },
    doubt() {
      doubted_ms = performance.now();
    },
    renew: attempt,
    refresh(lane) {
      now?.refresh(lane);
      old?.refresh(lane);
    },
    tune() {
      now?.tune();
      old?.tune();
    },
    setServers(next) {
      servers = turnOnly(next);
      try {
        now?.pc.setConfiguration({ ...now.pc.getConfiguration(), iceServers: servers });
      } catch {
        // A browser that cannot: the next connection has them.
      }
    },
    views,
    refusal: () => (isCarried() ? null : refusal),
    async stats() {
      const report = await now?.pc.getStats();
      return report ? [report] : [];
    },
    async reports() {
      const mine = now;
      const stats = await mine?.pc.getStats();
      return mine && stats ? [{ key: `${mine.via} ${mine.gen}`, stats, whose: mine.whose }] : [];
    },
    close() {
      isClosed = true;
      clearInterval(looking);
      now?.pc.close();
      old?.pc.close();
      now = null;
      old = null;
    },
  };
}

/**
 * The relay sees from where we come, so we need not ask; and it answers STUN on the port that its pictures come from: Chromium takes
 * whatever comes from a STUN server's address for an answer of that server's, and throws the pictures away.
 *
 * @param {RTCIceServer[]} servers
 * @returns {RTCIceServer[]}
 */
function turnOnly(servers) {
  return servers.flatMap((one) => {
    const urls = [one.urls].flat().filter((url) => url.startsWith("turn"));
    return urls.length > 0 ? [{ ...one, urls }] : [];
  });
}
