/** Counting on a timer from a page: what was pressed shows at once, and what the server makes of it comes after. Touches no page. */

import { signal } from "../lib/state.js";
import { NOTHING, placeOf, pressed } from "./tallies.js";

const PATIENCE_MS = 60_000; // a press without a connection counts when it is back: it says when it was

/**
 * @typedef {import("./types.d.ts").Timer} Timer
 * @typedef {import("./types.d.ts").Tally} Tally
 * @typedef {import("./tallies.js").Do} Do
 */

/**
 * @typedef {object} TallyDeeds
 * @property {(timer: Timer, person: string) => Tally} of with what was pressed and is on its way
 * @property {(timer: Timer, what: Do, whose: {id: string, person: string}, reps?: number) => void} press reps: for "reps", so many in all
 */

/**
 * @param {object} options
 * @param {import("./enter.js").LiveRoom} options.live
 * @param {(message: string) => void} options.refused
 * @returns {TallyDeeds}
 */
export function createTallyDeeds({ live, refused }) {
  /** By timer and person: what will stand there when all that is on its way has come. */
  const ahead = signal(/** @type {Record<string, {tally: Tally, waiting: number}>} */ ({}));
  const keyOf = (/** @type {string} */ timer, /** @type {string} */ person) => `${timer} ${person}`;

  /**
   * @param {Timer} timer
   * @param {string} person
   * @returns {Tally}
   */
  const of = (timer, person) => ahead.value[keyOf(timer.id, person)]?.tally ?? live.room.value.timers[timer.id]?.tallies[person] ?? NOTHING;

  return {
    of,
    press(timer, what, whose, reps) {
      const now_ms = live.clock.now();
      const place = placeOf(timer, now_ms);
      if (what !== "undo" && !place.hasBegun) return;
      const key = keyOf(timer.id, whose.person);
      const tally = pressed(of(timer, whose.person), { do: what, ...place, reps });
      ahead.value = { ...ahead.value, [key]: { tally, waiting: (ahead.value[key]?.waiting ?? 0) + 1 } };
      const more = { ...(live.isTrainer ? { peer: whose.id } : {}), ...(what === "reps" ? { reps } : {}) };
      void live.command("timer.tally", { timer: timer.id, do: what, at_ms: Math.round(now_ms), ...more }, PATIENCE_MS).then((ack) => {
        const { [key]: mine, ...others } = ahead.value;
        ahead.value = mine && mine.waiting > 1 && ack.ok ? { ...others, [key]: { ...mine, waiting: mine.waiting - 1 } } : others;
        if (!ack.ok) refused(ack.message);
      });
    },
  };
}
