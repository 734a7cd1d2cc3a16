/** A recording of the session, as people read it: who is in it, since when, and what may be done about it. Pure. */

/**
 * @typedef {import("./types.d.ts").Room} Room
 * @typedef {import("./types.d.ts").Peer} Peer
 * @typedef {import("./types.d.ts").Recorded} Recorded
 */

/**
 * @typedef {object} Sign
 * @property {string} time how long it has run: "0:07", "1:02:03"
 * @property {"in" | "out" | "unknown"} me whether the one who looks is in it
 * @property {string} words
 */

/** Why somebody is not in it, as the trainer reads it. */
/** @type {Record<string, string>} */
const WHY = {
  "no-consent": "did not agree",
  "consent-withdrawn": "took their consent back",
  left: "left the room",
};

/**
 * @param {Room} room
 * @returns {boolean}
 */
export function isRunning({ recording, state }) {
  return recording?.state === "running" && state !== "over";
}

/**
 * @param {Room} room
 * @param {Peer} me
 * @param {number} now_ms the room's clock
 * @returns {Sign | null} null: nothing is recorded
 */
export function signFor(room, me, now_ms) {
  if (!isRunning(room) || !room.recording) return null;
  const time = clock(now_ms - room.recording.started_at_ms);
  if (me.role === "trainer") return { time, me: "in", words: "Recording" };
  const mine = room.recorded[me.id];
  if (mine?.what === "started") return { time, me: "in", words: "You are recorded" };
  // Whoever was told nothing yet is not told that they are safe.
  if (!mine) return { time, me: "unknown", words: "This session is recorded" };
  return { time, me: "out", words: "Recording. You are not in it" };
}

/**
 * How it stands with one client, for the trainer.
 *
 * @param {Room} room
 * @param {Peer} peer
 * @param {string[]} [before] who agreed before this page came into the room, by person
 * @returns {{isIn: boolean, words: string}}
 */
export function standingOf(room, peer, before = []) {
  const agreed = room.consents[peer.person]?.["recording"] ?? before.includes(peer.person);
  const told = room.recorded[peer.id];
  if (isRunning(room) && told) {
    if (told.what === "started") return { isIn: true, words: "recorded" };
    return { isIn: false, words: `not recorded: ${WHY[told.why] ?? (agreed === false ? "did not agree" : "nothing of them came")}` };
  }
  return { isIn: agreed, words: agreed ? "agreed" : "did not agree" };
}

/**
 * What the tile of a client tells.
 *
 * @param {Room} room
 * @param {Peer} peer
 * @returns {import("./tiles.js").Badge[]}
 */
export function recordedBadges(room, peer) {
  const told = room.recorded[peer.id];
  if (!isRunning(room) || !told) return [];
  return [told.what === "started" ? { kind: "rec", text: "REC" } : { kind: "neutral", text: "Not recorded" }];
}

/**
 * @param {number} ms
 * @returns {string}
 */
function clock(ms) {
  const s = Math.max(0, Math.floor(ms / 1000));
  const two = (/** @type {number} */ n) => String(n).padStart(2, "0");
  const hours = Math.floor(s / 3600);
  return hours > 0 ? `${hours}:${two(Math.floor(s / 60) % 60)}:${two(s % 60)}` : `${Math.floor(s / 60)}:${two(s % 60)}`;
}
