/**
 * From the tap to the end of a take: so many seconds to walk into the picture, then the step's own time.
 *
 * It is a timer like those of the room, so it has their face and their sounds. Pure.
 */

import { clockText, face } from "../live/timers.js";
import { soundsBetween } from "../live/sounds.js";

export const COUNTDOWNS_S = [3, 5, 10, 20, 30];
const AHEAD_MS = 60_000;

/** @typedef {import("../live/types.d.ts").Timer} Timer */

/**
 * @typedef {object} Run
 * @property {Timer} timer
 * @property {boolean} isOpen the person ends it: its time is counted up
 * @property {number} begins_ms when recording begins
 */

/**
 * @typedef {object} Shown
 * @property {"countdown" | "running" | "over"} phase
 * @property {string} text what stands there huge: "7" while it counts down, "0:23" after
 * @property {boolean} isLast the last three seconds of either
 * @property {number} gone 0 … 1 of the phase
 */

/**
 * @param {object} options
 * @param {string} options.title
 * @param {number} options.countdown_s
 * @param {number | null} options.seconds the step's own timer; null: the person ends it
 * @param {number} options.longest_s it ends by itself after this
 * @param {number} options.at_ms when the countdown begins
 * @returns {Run}
 */
export function makeRun({ title, countdown_s, seconds, longest_s, at_ms }) {
  const countdown_ms = Math.max(0, countdown_s) * 1000;
  /** @type {Timer["plan"]} */
  const plan = [{ kind: "work", name: title, duration_ms: (seconds ?? longest_s) * 1000, round: 0, rounds: 0 }];
  if (countdown_ms > 0) plan.unshift({ kind: "prepare", name: "Get ready", duration_ms: countdown_ms, round: 0, rounds: 0 });
  const timer = /** @type {Timer} */ ({ id: "take", rev: 1, title, plan, state: "running", at_ms, elapsed_ms: 0, to: "everyone" });
  return { timer, isOpen: seconds === null, begins_ms: at_ms + countdown_ms };
}

/**
 * @param {Run} run
 * @param {number} now_ms
 * @returns {Shown}
 */
export function shownOf({ timer, isOpen }, now_ms) {
  const { state, interval, left_ms, gone_ms } = face(timer, now_ms);
  const gone = Math.min(1, Math.max(0, gone_ms / interval.duration_ms));
  if (state === "done") return { phase: "over", text: "0:00", isLast: false, gone: 1 };
  const isLast = left_ms <= 3000;
  if (interval.kind === "prepare") return { phase: "countdown", text: String(Math.max(1, Math.ceil(left_ms / 1000))), isLast, gone };
  if (!isOpen) return { phase: "running", text: clockText(left_ms), isLast, gone };
  return { phase: "running", text: clockText(Math.floor(gone_ms / 1000) * 1000), isLast, gone };
}

/**
 * The tones of a run that are still to come. One that its person ends is not halved, and its end is a surprise to nobody.
 *
 * @param {Run} run
 * @param {number} now_ms
 * @returns {import("../live/sounds.js").Planned[]}
 */
export function tonesOf({ timer, isOpen }, now_ms) {
  return soundsBetween(timer, null, now_ms, now_ms + AHEAD_MS).filter(({ tone }) => !(isOpen && tone === "half"));
}
