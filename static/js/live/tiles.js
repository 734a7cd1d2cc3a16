/** Which pictures there are, which is large, and what each must tell. Pure. */

import { keeps, latest } from "./clips.js";
import { fate, isFor } from "./cues.js";
import { effortBadges } from "./effort.js";
import { gateBadges } from "./gates.js";
import { recordedBadges } from "./rec.js";
import { timerBadges } from "./tallies.js";
import { langName } from "./voice-choice.js";

/**
 * @typedef {import("./types.d.ts").Room} Room
 * @typedef {import("./types.d.ts").Peer} Peer
 * @typedef {import("./types.d.ts").MediaState} MediaState
 * @typedef {import("./connection.js").View} View
 * @typedef {{kind: "good" | "warn" | "bad" | "neutral" | "rec" | "accent", text: string}} Badge
 */

/**
 * @typedef {object} Marks what a trainer decided about a client of a group
 * @property {boolean} isTarget cues go to them alone
 * @property {boolean} isMuted
 * @property {boolean} isSpotlit
 * @property {boolean} isAside
 * @property {boolean} hasHand
 */

/**
 * @typedef {object} Tile
 * @property {string} id
 * @property {string} peer
 * @property {string} name
 * @property {"camera" | "screen"} lane
 * @property {boolean} isMe
 * @property {boolean} isSecond a second camera
 * @property {boolean} isTrainers
 * @property {boolean} isBig
 * @property {boolean} isPinned large because this viewer wants it so
 * @property {boolean} hasPicture
 * @property {string} note in place of a picture
 * @property {Badge[]} badges
 * @property {boolean} isSpeaking
 * @property {Marks | null} marks for the trainer of a group, on the picture of a client
 */

/** @type {Badge} */
const PIN = { kind: "neutral", text: "Pinned" };

/**
 * @param {object} facts
 * @param {Peer} facts.me
 * @param {{camera: boolean, screen: boolean, mic: boolean}} facts.gear
 * @param {Peer[]} facts.others who are in
 * @param {Room} facts.room
 * @param {Record<string, MediaState>} facts.media
 * @param {Record<string, View>} facts.views
 * @param {string[]} facts.online
 * @param {string | null} facts.chosen the tile that this viewer pinned; while it is not there, all is as usual
 * @param {boolean} facts.isConsultation two faces of one size
 * @param {boolean} [facts.isGroup] several clients are expected
 * @param {string | null} [facts.speaking] the peer who is heard most
 * @param {string} [facts.to] whom the trainer's cues go to
 * @param {boolean} [facts.waits] the trainer is not to be seen now
 * @param {Record<string, number>} [facts.since] by peer: when they came in, where this page saw it; a cue before that was not for them
 * @param {number} facts.now_ms the room's clock
 * @returns {Tile[]} in an order that never changes
 */
export function tilesOf({ me, gear, others, room, media, views, online, chosen, isConsultation, isGroup = false, speaking = null, to = "", waits = false, since = {}, now_ms }) {
  const isTrainer = me.role === "trainer";
  const clients = others.filter((peer) => peer.role === "client" && peer.device === "main").length;
  /**
   * @param {Peer} peer
   * @param {View} view
   */
  const forTrainer = (peer, view) => [...reach(view, online.includes(peer.id)), ...cued(room, peer, clients > 1, since[peer.id] ?? 0, now_ms), ...stopBadges(room, peer.person), ...gateBadges(room, peer.person), ...effortBadges(room, peer.person, now_ms), ...timerBadges(room.timers, peer.person, now_ms), ...recordedBadges(room, peer)];
  /** @param {Peer} peer */
  const kept = (peer) => {
    const news = latest(room.clips, peer.id, media[peer.id], now_ms);
    return news.length > 0 ? news : keeps(media[peer.id]);
  };
  /** @type {Tile[]} */
  const tiles = [];
  for (const peer of others) {
    const view = views[peer.id];
    if (!view) continue; // nothing flows between the two of us
    const state = media[peer.id];
    const isSecond = peer.device === "camera";
    const marks = isTrainer && isGroup && !isSecond && peer.role === "client" ? marksOf(room, peer, to) : null;
    const camera = {
      id: `${peer.id}:camera`,
      peer: peer.id,
      name: isSecond ? `${peer.name}, second camera` : peer.name,
      lane: /** @type {const} */ ("camera"),
      isMe: false,
      isSecond,
      isTrainers: peer.role === "trainer",
      isBig: false,
      isPinned: false,
      hasPicture: Boolean(view.streams.camera) && (state?.camera ?? true),
      note: waits && peer.role === "trainer" ? "Back in a moment" : noteOf(view, state, online.includes(peer.id)),
      isSpeaking: !isSecond && speaking === peer.id,
      marks,
      badges: [
        ...(marks ? marked(marks, room.stage) : []),
        ...(isSecond ? [] : sending(state)),
        ...quality(view),
        ...(isTrainer && !isSecond ? [...forTrainer(peer, view), ...mute(state)] : []),
        ...(isTrainer ? kept(peer) : []),
      ],
    };
    tiles.push(camera);
    if (state?.screen && view.streams.screen) {
      tiles.push({ ...camera, id: `${peer.id}:screen`, name: `${peer.name}, screen`, lane: "screen", hasPicture: true, badges: [], isSpeaking: false, marks: null });
    }
  }
  tiles.push({
    id: "me",
    peer: me.id,
    name: "You",
    lane: "camera",
    isMe: true,
    isSecond: false,
    isTrainers: isTrainer,
    isBig: false,
    isPinned: false,
    hasPicture: gear.camera,
    note: "Your camera is off",
    isSpeaking: speaking === me.id,
    marks: null,
    badges: gear.mic ? [] : [{ kind: "warn", text: "Mic off" }],
  });
  const spotlit = isTrainer && isGroup && room.stage.spotlight ? `${room.stage.spotlight}:camera` : null;
  const big = bigOnes(tiles, chosen ?? spotlit, isTrainer, { isConsultation, isGroup });
  return tiles.map((tile) => {
    const isPinned = tile.id === chosen;
    return { ...tile, isBig: big.includes(tile.id), isPinned, badges: isPinned ? [PIN, ...tile.badges] : tile.badges };
  });
}

/**
 * @param {Tile[]} tiles
 * @param {string | null} chosen
 * @param {boolean} isTrainer
 * @param {{isConsultation: boolean, isGroup: boolean}} kind
 * @returns {string[]}
 */
function bigOnes(tiles, chosen, isTrainer, { isConsultation, isGroup }) {
  const mains = tiles.filter((tile) => !tile.isMe && !tile.isSecond && tile.lane === "camera");
  const screen = tiles.find((tile) => tile.lane === "screen");
  if (chosen && tiles.some((tile) => tile.id === chosen)) return [chosen];
  if (screen) return [screen.id];
  if (isTrainer && isGroup && mains.length > 1) return tiles.map((tile) => tile.id); // a grid, oneself in it
  if (isConsultation && mains.length > 0) return [...mains.map((tile) => tile.id), "me"];
  if (mains.length > 0) return isTrainer ? mains.map((tile) => tile.id) : [/** @type {Tile} */ (mains.find((tile) => tile.isTrainers) ?? mains[0]).id];
  return [(tiles.find((tile) => !tile.isMe) ?? /** @type {Tile} */ (tiles[0])).id];
}

/**
 * @param {Tile[]} tiles
 * @returns {string | null} the next one to make large; null for the usual order
 */
export function nextBig(tiles) {
  const big = tiles.filter((tile) => tile.isBig);
  const at = big.length === 1 ? tiles.findIndex((tile) => tile.isBig) : -1;
  return tiles[(at + 1) % tiles.length]?.id ?? null;
}

/**
 * @param {View} view
 * @param {MediaState | undefined} state
 * @param {boolean} isOnline
 * @returns {string}
 */
function noteOf(view, state, isOnline) {
  if (state && !state.camera && view.phase === "up") return "Camera off";
  if (!isOnline && view.phase !== "up") return "Connection lost";
  return view.phase === "down" ? "Reconnecting" : "The picture is on its way";
}

/**
 * @param {MediaState | undefined} state
 * @returns {Badge[]}
 */
function sending(state) {
  return state && !state.mic ? [{ kind: "warn", text: "Mic off" }] : [];
}

/**
 * A spoken cue was not heard there: it came as words, with a chirp.
 *
 * @param {MediaState | undefined} state
 * @returns {Badge[]}
 */
function mute(state) {
  if (typeof state?.voiceless !== "string") return [];
  return [{ kind: "warn", text: state.voiceless ? `No voice for ${langName(state.voiceless)}` : "No voice for cues" }];
}

/**
 * @param {View} view
 * @returns {Badge[]}
 */
function quality(view) {
  if (view.phase === "down") return [{ kind: "bad", text: "Reconnecting" }];
  if (view.quality === "poor") return [{ kind: "bad", text: "Weak connection" }];
  return view.quality === "fair" ? [{ kind: "warn", text: "Slow connection" }] : [];
}

/**
 * The picture goes on without the socket, the cues do not.
 *
 * @param {View} view
 * @param {boolean} isOnline
 * @returns {Badge[]}
 */
function reach(view, isOnline) {
  return !isOnline && view.phase === "up" ? [{ kind: "warn", text: "Cues do not arrive" }] : [];
}

/**
 * What became of the latest cue for this client, and of a safety cue that they have not tapped away, however many came after it.
 *
 * @param {Room} room
 * @param {Peer} peer
 * @param {boolean} isGroup
 * @param {number} since_ms
 * @param {number} now_ms
 * @returns {Badge[]}
 */
function cued(room, peer, isGroup, since_ms, now_ms) {
  const theirs = room.cues.filter((cue) => isFor(cue, peer.id) && cue.at_ms >= since_ms);
  const last = theirs.at(-1);
  if (!last) return [];
  const open = theirs.findLast((cue) => cue.kind === "safety" && fate(cue, peer.id, now_ms) !== "acked");
  /** @type {Badge[]} */
  const told = open ? [{ kind: "warn", text: `Not confirmed: ${open.say}` }] : [];
  if (fate(last, peer.id, now_ms) === "missed") return [...told, { kind: "bad", text: `Missed: ${last.say}` }];
  const minutes = Math.floor((now_ms - last.at_ms) / 60_000);
  return isGroup && minutes >= 1 && !open ? [{ kind: "neutral", text: `Last cued ${minutes} min ago` }] : told;
}

/**
 * @param {Room} room
 * @param {string} person
 * @returns {Badge[]}
 */
function stopBadges({ stops }, person) {
  const stop = stops[person];
  if (!stop) return [];
  if (stop.why === "pause") return [{ kind: "warn", text: "Paused" }];
  return [{ kind: "bad", text: stop.is_fine ? "Says: fine again" : "Feels unwell" }];
}

/**
 * @param {Room} room
 * @param {Peer} peer
 * @param {string} to
 * @returns {Marks}
 */
function marksOf({ stage, hands }, peer, to) {
  return {
    isTarget: to === peer.id,
    isMuted: stage.muted.includes(peer.person),
    isSpotlit: stage.spotlight === peer.id,
    isAside: stage.aside === peer.person,
    hasHand: peer.person in hands,
  };
}

/**
 * @param {Marks} marks
 * @param {import("./types.d.ts").Stage} stage
 * @returns {Badge[]}
 */
function marked({ isTarget, isMuted, isSpotlit, isAside, hasHand }, stage) {
  /** @type {(Badge | false)[]} */
  const all = [
    hasHand && { kind: "accent", text: "Hand up" },
    isTarget && { kind: "accent", text: "Cues only here" },
    isAside && { kind: "good", text: "Only you two" },
    !isAside && (stage.aside !== null || stage.held) && { kind: "neutral", text: "Waits" },
    isMuted && { kind: "warn", text: "Muted" },
    isSpotlit && { kind: "neutral", text: "Spotlight" },
  ];
  return all.filter((badge) => badge !== false);
}
