/** Which pictures there are, which is large, and what each must tell. Pure. */

import { keeps, latest } from "./clips.js";
import { fate, lastCueFor } from "./cues.js";

/**
 * @typedef {import("./types.d.ts").Room} Room
 * @typedef {import("./types.d.ts").Peer} Peer
 * @typedef {import("./types.d.ts").MediaState} MediaState
 * @typedef {import("./connection.js").View} View
 * @typedef {{kind: "good" | "warn" | "bad" | "neutral", text: string}} Badge
 */

/**
 * @typedef {object} Tile
 * @property {string} id
 * @property {string} peer
 * @property {string} name
 * @property {"camera" | "screen"} lane
 * @property {boolean} isMe
 * @property {boolean} isSecond a second camera
 * @property {boolean} isBig
 * @property {boolean} hasPicture
 * @property {string} note in place of a picture
 * @property {Badge[]} badges
 */

/**
 * @param {object} facts
 * @param {Peer} facts.me
 * @param {string} facts.myName
 * @param {{camera: boolean, screen: boolean, mic: boolean}} facts.gear
 * @param {Peer[]} facts.others who are in
 * @param {Room} facts.room
 * @param {Record<string, MediaState>} facts.media
 * @param {Record<string, View>} facts.views
 * @param {string[]} facts.online
 * @param {string | null} facts.chosen the tile somebody made large
 * @param {boolean} facts.isConsultation two faces of one size
 * @param {number} facts.now_ms the room's clock
 * @returns {Tile[]} in an order that never changes
 */
export function tilesOf({ me, myName, gear, others, room, media, views, online, chosen, isConsultation, now_ms }) {
  const isTrainer = me.role === "trainer";
  const clients = others.filter((peer) => peer.role === "client" && peer.device === "main").length;
  /**
   * @param {Peer} peer
   * @param {View} view
   */
  const forTrainer = (peer, view) => [...reach(view, online.includes(peer.id)), ...cued(room, peer, clients > 1, now_ms)];
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
    const camera = {
      id: `${peer.id}:camera`,
      peer: peer.id,
      name: isSecond ? `${peer.name}, second camera` : peer.name,
      lane: /** @type {const} */ ("camera"),
      isMe: false,
      isSecond,
      isBig: false,
      hasPicture: Boolean(view.streams.camera) && (state?.camera ?? true),
      note: noteOf(view, state, online.includes(peer.id)),
      badges: [
        ...(isSecond ? [] : sending(state)),
        ...quality(view),
        ...(isTrainer && !isSecond ? forTrainer(peer, view) : []),
        ...(isTrainer ? kept(peer) : []),
      ],
    };
    tiles.push(camera);
    if (state?.screen && view.streams.screen) {
      tiles.push({ ...camera, id: `${peer.id}:screen`, name: `${peer.name}, screen`, lane: "screen", hasPicture: true, badges: [] });
    }
  }
  tiles.push({
    id: "me",
    peer: me.id,
    name: myName ? `${myName} (you)` : "You",
    lane: "camera",
    isMe: true,
    isSecond: false,
    isBig: false,
    hasPicture: gear.camera,
    note: "Your camera is off",
    badges: gear.mic ? [] : [{ kind: "warn", text: "Mic off" }],
  });
  const big = bigOnes(tiles, chosen, isTrainer, isConsultation);
  return tiles.map((tile) => ({ ...tile, isBig: big.includes(tile.id) }));
}

/**
 * @param {Tile[]} tiles
 * @param {string | null} chosen
 * @param {boolean} isTrainer
 * @param {boolean} isConsultation
 * @returns {string[]}
 */
function bigOnes(tiles, chosen, isTrainer, isConsultation) {
  const mains = tiles.filter((tile) => !tile.isMe && !tile.isSecond && tile.lane === "camera");
  const screen = tiles.find((tile) => tile.lane === "screen");
  if (chosen && tiles.some((tile) => tile.id === chosen)) return [chosen];
  if (screen) return [screen.id];
  if (isConsultation && mains.length > 0) return [...mains.map((tile) => tile.id), "me"];
  if (mains.length > 0) return isTrainer ? mains.map((tile) => tile.id) : [/** @type {Tile} */ (mains[0]).id];
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
 * What became of the latest cue for this client.
 *
 * @param {Room} room
 * @param {Peer} peer
 * @param {boolean} isGroup
 * @param {number} now_ms
 * @returns {Badge[]}
 */
function cued(room, peer, isGroup, now_ms) {
  const cue = lastCueFor(room.cues, peer.id);
  if (!cue) return [];
  const how = fate(cue, peer.id, now_ms);
  if (how === "missed") return [{ kind: "bad", text: `Missed: ${cue.say}` }];
  if (cue.kind === "safety" && how !== "acked") return [{ kind: "warn", text: `Not confirmed: ${cue.say}` }];
  const minutes = Math.floor((now_ms - cue.at_ms) / 60_000);
  return isGroup && minutes >= 1 ? [{ kind: "neutral", text: `Last cued ${minutes} min ago` }] : [];
}
