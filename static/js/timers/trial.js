/** A timer that runs on this page alone, to see and hear what a client would: the same values as in a room, made here. Touches no page. */

import { signal } from "../lib/state.js";
import { elapsed, face, intervalAt, planLength } from "../live/timers.js";

/**
 * @typedef {import("../live/types.d.ts").Timer} Timer
 * @typedef {import("../live/types.d.ts").Interval} Interval
 * @typedef {"pause" | "resume" | "skip" | "back" | "stop"} Deed
 */

const LEAD_MS = 300; // as in a room
const BACK_MS = 2000;

/**
 * The next revision of a timer.
 *
 * @param {Timer} timer
 * @param {Deed} deed
 * @param {number} at_ms
 * @returns {Timer}
 */
export function changed(timer, deed, at_ms) {
  const moment_ms = Math.max(at_ms, timer.at_ms);
  const position_ms = elapsed(timer, moment_ms);
  const { index, from_ms } = intervalAt(timer.plan, position_ms);
  const length_ms = timer.plan[index]?.duration_ms ?? 0;
  const next = { ...timer, rev: timer.rev + 1, at_ms: moment_ms, elapsed_ms: position_ms };
  if (deed === "stop") return { ...next, state: "done" };
  if (deed === "pause") return { ...next, state: "paused" };
  if (deed === "resume") return { ...next, state: "running" };
  if (deed === "skip") return { ...next, elapsed_ms: from_ms + length_ms, state: index === timer.plan.length - 1 ? "done" : timer.state };
  const isEarly = position_ms - from_ms < BACK_MS && index > 0;
  return { ...next, elapsed_ms: isEarly ? from_ms - (timer.plan[index - 1]?.duration_ms ?? 0) : from_ms };
}

/**
 * The one that is to be seen and heard.
 *
 * @param {Record<string, Timer>} timers
 * @param {number} now_ms
 * @returns {Timer | null}
 */
export function found(timers, now_ms) {
  return Object.values(timers).find((timer) => face(timer, now_ms).state !== "done") ?? null;
}

/**
 * As much of a room as a timer's face and its sounds need.
 *
 * @returns {{live: import("../live/enter.js").LiveRoom, start: (title: string, plan: Interval[]) => void, deed: (deed: Deed) => void}}
 */
export function createTrial() {
  const room = signal({ timers: /** @type {Record<string, Timer>} */ ({}) });
  const timersBefore = signal(/** @type {Record<string, Timer | null>} */ ({}));
  const now = () => Date.now();
  const clock = { now, shown: now, monotonic: () => performance.now() };
  let count = 0;
  let id = "";

  /** @param {Timer} timer */
  function put(timer) {
    timersBefore.value = { [id]: timer.rev > 1 ? (room.value.timers[id] ?? null) : null };
    room.value = { timers: { [id]: timer } };
  }

  return {
    live: /** @type {any} */ ({ room, timersBefore, clock, isTrainer: true, me: { id: "me", person: "me" } }),
    start(title, plan) {
      id = `trial-${(count += 1)}`; // one that takes the place of another is another timer, not its next revision
      put({ id, rev: 1, title, plan, state: "running", at_ms: now() + LEAD_MS, elapsed_ms: 0, to: "everyone", counts: "", asks_effort: false, tallies: {} });
    },
    deed(deed) {
      const timer = room.value.timers[id];
      if (timer && planLength(timer.plan) > 0 && face(timer, now()).state !== "done") put(changed(timer, deed, now()));
    },
  };
}
