/** Which cue is on the screen: safety first, then one at a time, and at most one waits. Pure. */

/**
 * @typedef {import("./types.d.ts").Cue} Cue
 * @typedef {import("./types.d.ts").PaletteCue} PaletteCue
 */

export const WORDS_MAX = 5;
export const SAY_MAX = 60;
const SEEN_MS = 1200; // long enough to be read at a glance

/**
 * @typedef {object} Stage
 * @property {Cue[]} safety not yet tapped away, the oldest first
 * @property {{cue: Cue, since_ms: number} | null} showing
 * @property {Cue | null} waiting
 * @property {number[]} missed seqs that were too old when their turn came
 */

/** @type {Stage} */
export const EMPTY_STAGE = Object.freeze({ safety: [], showing: null, waiting: null, missed: [] });

/**
 * @param {Cue} cue
 * @param {number} now_ms the room's clock
 * @returns {boolean} whether it may still be shown and spoken
 */
export function isLive(cue, now_ms) {
  return cue.kind === "safety" || cue.valid_ms === null || now_ms < cue.at_ms + cue.valid_ms;
}

/**
 * @param {Cue} cue
 * @param {string} peer
 * @returns {boolean}
 */
export function isFor(cue, peer) {
  return cue.to === "everyone" || cue.to.includes(peer);
}

/**
 * @param {Stage} stage
 * @param {Cue} cue
 * @param {number} now_ms
 * @returns {Stage}
 */
export function arrive(stage, cue, now_ms) {
  if (cue.kind === "safety") {
    const others = stage.safety.filter((one) => one.seq !== cue.seq);
    return { ...stage, safety: [...others, cue] };
  }
  if (!isLive(cue, now_ms)) return miss(stage, cue);
  const passed = stage.waiting ? miss(stage, stage.waiting) : stage;
  return step({ ...passed, waiting: cue }, now_ms);
}

/**
 * The stage at a later moment: what is over goes, what waits comes.
 *
 * @param {Stage} stage
 * @param {number} now_ms
 * @returns {Stage}
 */
export function step(stage, now_ms) {
  let next = stage;
  if (next.waiting && !isLive(next.waiting, now_ms)) next = miss({ ...next, waiting: null }, next.waiting);
  if (next.showing && now_ms >= until(next)) next = { ...next, showing: null };
  if (next.waiting && !next.showing && next.safety.length === 0) {
    next = { ...next, showing: { cue: next.waiting, since_ms: now_ms }, waiting: null };
  }
  return next;
}

/**
 * @param {Stage} stage
 * @param {number} seq
 * @param {number} now_ms
 * @returns {Stage} with the safety cue tapped away
 */
export function tapAway(stage, seq, now_ms) {
  return step({ ...stage, safety: stage.safety.filter((cue) => cue.seq !== seq) }, now_ms);
}

/**
 * @param {Stage} stage
 * @returns {Cue | null} what is to be on the screen
 */
export function onScreen(stage) {
  return stage.safety[0] ?? stage.showing?.cue ?? null;
}

/**
 * @param {Stage} stage
 * @param {number} now_ms
 * @returns {number | null} how long until `step` changes something; null: never by itself
 */
export function untilStep(stage, now_ms) {
  /** @type {number[]} */
  const moments = [];
  if (stage.showing) moments.push(until(stage));
  if (stage.waiting?.valid_ms) moments.push(stage.waiting.at_ms + stage.waiting.valid_ms);
  return moments.length === 0 ? null : Math.max(0, Math.min(...moments) - now_ms);
}

/**
 * @param {Stage} stage with something showing
 * @returns {number}
 */
function until({ showing, waiting }) {
  if (!showing) return Infinity;
  const seen_ms = showing.since_ms + SEEN_MS;
  return waiting ? seen_ms : Math.max(seen_ms, showing.cue.at_ms + (showing.cue.valid_ms ?? Infinity));
}

/**
 * @param {Stage} stage
 * @param {Cue} cue
 * @returns {Stage}
 */
function miss(stage, cue) {
  return { ...stage, missed: [...stage.missed, cue.seq].slice(-100) };
}

/**
 * @param {string} text
 * @returns {number}
 */
export function wordCount(text) {
  return text.trim() === "" ? 0 : text.trim().split(/\s+/u).length;
}

/**
 * @param {string} text
 * @returns {string | null} what is wrong with a cue a trainer typed
 */
export function sayProblem(text) {
  if (wordCount(text) === 0) return "Say something.";
  if (wordCount(text) > WORDS_MAX) return "At most five words: nobody reads more in one glance.";
  return text.trim().length > SAY_MAX ? "A little shorter, please." : null;
}

/**
 * How a cue fared with one client, for the trainer's eye.
 *
 * @param {Cue} cue
 * @param {string} peer
 * @param {number} now_ms
 * @returns {"sent" | "shown" | "acked" | "missed"}
 */
export function fate(cue, peer, now_ms) {
  if (cue.acked.includes(peer)) return "acked";
  if (cue.shown.includes(peer)) return "shown";
  const grace_ms = 1500; // the answer needs its way back
  return cue.valid_ms !== null && now_ms > cue.at_ms + cue.valid_ms + grace_ms ? "missed" : "sent";
}
