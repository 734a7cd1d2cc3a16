/** Cues as lines of text that stay for a while: for whoever looked away, or does not hear. Pure. */

import { isFor } from "./cues.js";

/** @typedef {import("./types.d.ts").Cue} Cue */

const KEPT_MS = 60_000;
const MOST = 2;

/**
 * @param {Cue[]} cues of the room, in their order
 * @param {string | null} peer whose screen it is; null: the trainer's, who sees all
 * @param {number} now_ms the room's clock
 * @returns {{seq: number, say: string, isSafety: boolean, isOpen: boolean, ago: string}[]} the latest last; a safety cue stays until it is tapped away
 */
export function captionsOf(cues, peer, now_ms) {
  const mine = cues.filter((cue) => peer === null || isFor(cue, peer));
  const isOpen = (/** @type {Cue} */ cue) => cue.kind === "safety" && peer !== null && !cue.acked.includes(peer);
  const open = mine.filter(isOpen);
  const recent = mine.filter((cue) => !isOpen(cue) && now_ms - cue.at_ms < KEPT_MS);
  const shown = [...recent.slice(-Math.max(0, MOST - open.length)), ...open.slice(-MOST)];
  return shown.slice(-MOST).map((cue) => ({ seq: cue.seq, say: cue.say, isSafety: cue.kind === "safety", isOpen: isOpen(cue), ago: agoOf(now_ms - cue.at_ms) }));
}

/** @param {number} ms */
function agoOf(ms) {
  const tens = Math.floor(Math.max(0, ms) / 10_000) * 10; // it must not move each second
  return tens === 0 ? "now" : `${tens} s ago`;
}
