/** Moments of a client's camera: whose is kept at a press, how far one has come, and the words for it. Pure. */

/**
 * @typedef {import("./types.d.ts").Moment} Moment
 * @typedef {import("./types.d.ts").Peer} Peer
 * @typedef {import("./types.d.ts").MediaState} MediaState
 * @typedef {import("./tiles.js").Badge} Badge
 */

export const SECONDS = [10, 15, 20, 30];
const GIVEN_UP_MS = 120_000; // a page that said nothing for so long sends nothing any more
const FRESH_MS = 60_000; // the tile tells of a moment for so long

/** Why a page keeps nothing, and why a moment did not come, as the trainer reads it. */
/** @type {Record<string, string>} */
const WHY = {
  "no-consent": "not agreed to clips",
  unsupported: "their browser cannot keep clips",
  "too-heavy": "their device is too slow for clips",
  "camera-off": "the camera is off",
  off: "clips are switched off",
  "nothing-kept": "nothing was kept yet",
  "upload-failed": "sending it failed",
};

/**
 * Whose camera a press keeps: the one that cues go to, the only client, or the client made large.
 *
 * @param {object} facts
 * @param {Peer[]} facts.clients main devices of the clients who are in
 * @param {string} facts.to whom cues go to
 * @param {string | null} facts.big the tile made large
 * @returns {Peer | null} null: it must be said
 */
export function targetOf({ clients, to, big }) {
  const chosen = clients.find((peer) => peer.id === to) ?? clients.find((peer) => big === `${peer.id}:camera`);
  return chosen ?? (clients.length === 1 ? (clients[0] ?? null) : null);
}

/**
 * The devices whose last seconds a press keeps: the person's main one, and every second camera that holds something.
 *
 * @param {Peer} main
 * @param {Peer[]} others
 * @param {Record<string, MediaState>} media
 * @returns {Peer[]} the main one last: it is the newest moment, the one to replay
 */
export function viewsOf(main, others, media) {
  const cameras = others.filter(({ id, person, device }) => person === main.person && device === "camera" && media[id]?.buffer?.on);
  return whyNot(media[main.id]) ? cameras : [...cameras, main];
}

/**
 * @param {MediaState | undefined} state
 * @returns {string} why a press now would keep nothing; "" when it will, or when nobody knows
 */
export function whyNot(state) {
  const buffer = state?.buffer;
  return !buffer || buffer.on ? "" : (WHY[buffer.why ?? ""] ?? "clips are switched off");
}

/**
 * How much a press keeps: no more than what was filmed, as when somebody agreed a moment ago.
 *
 * @param {number} seconds asked for
 * @param {Pick<MediaState, "buffer"> | undefined} state
 * @returns {number} in seconds
 */
export function secondsKept(seconds, state) {
  const held_s = Math.round((state?.buffer?.held_ms ?? 0) / 1000);
  return held_s > 0 ? Math.min(seconds, held_s) : seconds;
}

/**
 * What a tile says of what its page keeps.
 *
 * @param {MediaState | undefined} state
 * @returns {Badge[]}
 */
export function keeps(state) {
  const buffer = state?.buffer;
  if (!buffer || buffer.why === "camera-off") return [];
  if (!buffer.on) return [{ kind: "warn", text: `No clips: ${whyNot(state)}` }];
  const seconds = Math.round((buffer.held_ms ?? 0) / 1000);
  return [{ kind: "neutral", text: seconds > 0 ? `Keeps ${seconds} s` : "Keeps the last seconds" }];
}

/**
 * What a tile says of the latest moment of its camera, for a minute.
 *
 * @param {Moment[]} clips
 * @param {string} peer
 * @param {MediaState | undefined} state
 * @param {number} now_ms the room's clock
 * @returns {Badge[]}
 */
export function latest(clips, peer, state, now_ms) {
  const moment = clips.findLast((one) => one.peer === peer);
  if (!moment || now_ms - moment.at_ms > FRESH_MS) return [];
  const { kind, text } = standing(moment, { percent: percentOf(moment, state), now_ms, isHere: true });
  return [{ kind, text: `Clip: ${text.charAt(0).toLowerCase()}${text.slice(1)}` }];
}

/**
 * Where a moment stands, in words.
 *
 * @param {Moment} moment
 * @param {{percent: number, now_ms: number, isHere: boolean}} facts isHere: the page that sends it is connected
 * @returns {Badge}
 */
export function standing({ state, why, at_ms }, { percent, now_ms, isHere }) {
  switch (state) {
    case "ready":
      return { kind: "good", text: "Ready" };
    case "preview":
      return { kind: "good", text: "Preview ready" };
    case "refused":
      return { kind: "bad", text: "Lost: the video could not be read" };
    case "lost":
      return { kind: "bad", text: `Lost: ${WHY[why] ?? "it did not come"}` };
    default:
      if (!isHere) return { kind: "warn", text: "Waits for their connection" };
      if (state === "sending") return { kind: "neutral", text: `Sending ${percent} %` };
      return now_ms - at_ms > GIVEN_UP_MS ? { kind: "bad", text: "Lost: nothing came" } : { kind: "neutral", text: "Being cut" };
  }
}

/**
 * @param {Moment} moment
 * @param {MediaState | undefined} state what its page says
 * @returns {number} how much of it was sent
 */
export function percentOf({ id, clip, percent }, state) {
  const told = state?.clip_percent;
  return told && (told.clip === id || told.clip === clip) ? told.percent : percent;
}

/**
 * @param {Moment} moment
 * @returns {number | null} how long it plays; null while it cannot be played
 */
export function lengthOf({ state, clip, duration_ms, start_ms }) {
  const isThere = state === "preview" || state === "ready" || state === "lost"; // lost: when the whole did not come, its preview plays
  if (!isThere || clip === null || duration_ms === null) return null;
  return Math.max(0, duration_ms - start_ms) || null;
}

/**
 * @param {Moment[]} clips
 * @returns {Moment | null} the newest one that can be played
 */
export function newestPlayable(clips) {
  return [...clips].sort((a, b) => b.at_ms - a.at_ms).find((moment) => lengthOf(moment) !== null) ?? null;
}

/**
 * Whether this person's picture may be kept: what was answered in the room counts, before that what the page was told.
 *
 * @param {import("./types.d.ts").Room} room
 * @param {string} person
 * @param {boolean} atFirst
 * @returns {boolean}
 */
export function mayKeep(room, person, atFirst) {
  return room.consents[person]?.["clips"] ?? atFirst;
}
