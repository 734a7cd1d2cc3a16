/** A day of a program as it is being done on this device: where one is, what a press does, which timer runs. Touches no page. */

import { computed, effect, signal } from "../lib/state.js";
import { createTrial, found } from "../timers/trial.js";
import { heldAt } from "../live/timers.js";
import { holdRun, recipeOf, restRun, runOf } from "./block-timer.js";
import { dayKey, exerciseKey, setKey, stand, stopOf } from "./standing.js";
import { expected, lastHere, lastOf, nextNumber, nextStep, restAfter, stationsOf } from "./steps.js";

/**
 * @typedef {import("./types.d.ts").Config} Config
 * @typedef {import("./types.d.ts").Entry} Entry
 * @typedef {import("./types.d.ts").Day} Day
 * @typedef {import("./steps.js").Station} Station
 * @typedef {import("./steps.js").Amount} Amount
 */

/** @typedef {"day" | "exercise" | "end"} Place */

export const STOP_STAYS_MS = 6 * 3_600_000; // who paused yesterday and went home does not find the page paused

/**
 * @param {object} options
 * @param {Config} options.config
 * @param {import("./log.js").Log} options.log
 * @param {import("../lib/storage.js").Shelf} options.shelf
 */
export function createTraining({ config, log, shelf }) {
  const program = config.program;
  const programId = program?.id ?? "";
  const trial = createTrial();
  const standing = computed(() => stand(log.items.value.filter(({ state }) => state !== "refused").map(({ entry }) => entry)));
  const dayId = signal(program?.today || program?.days[0]?.id || "");
  const place = signal(/** @type {Place} */ ("day"));
  const at = signal(""); // the exercise that is looked at
  const isAlone = signal(shelf.get("training.company") !== true);
  const editing = signal(/** @type {number | null} */ (null)); // the set whose numbers are open
  const rounds = signal(0); // that were done of a block without a number of them
  const asked = signal(/** @type {{station: Station, number: number} | null} */ (null)); // the set just done, as long as nobody said how hard it was
  const hurts = signal(false); // the question where it hurts is open
  const stop = computed(() => {
    const last = stopOf(standing.value);
    return last && last.at_ms > log.now() - STOP_STAYS_MS ? last : null;
  });

  const day = computed(() => /** @type {Day | null} */ (program?.days.find(({ id }) => id === dayId.value) ?? null));
  const stations = computed(() => (day.value ? stationsOf(day.value, isAlone.value) : []));
  const station = computed(() => stations.value.find(({ entry }) => entry.id === at.value) ?? stations.value[0] ?? null);
  const next = computed(() => (day.value ? nextStep(programId, day.value, standing.value, isAlone.value) : null));
  const isFinished = computed(() => standing.value.finished.has(dayKey(programId, dayId.value)));

  /**
   * @param {Omit<Entry, "id" | "at_ms">} said
   * @returns {Entry}
   */
  const say = (said) => log.say({ program: programId, day: dayId.peek(), ...said });

  /** @param {Station} one */
  const about = ({ entry }) => ({ entry: entry.id, exercise: entry.exercise, name: entry.name });

  /** Looks at the set that comes next; at the end when there is none. */
  function follow() {
    const step = next.peek();
    if (step) at.value = step.entry.id;
    else {
      place.value = "end";
      trial.deed("stop");
    }
  }

  const self = {
    config, log, standing, dayId, day, place, station, stations, next, isAlone, isFinished, editing, rounds, asked, hurts, stop, trial,
    /** Whose timer is to be seen and heard; it rests while somebody rests. */
    find: /** @type {import("../live/timer-view.js").Find} */ (timers, now_ms) => {
      const timer = found(timers, now_ms);
      return timer && stop.value ? heldAt(timer, stop.value.at_ms) : timer;
    },
    /** @param {string} id of a day */
    choose(id) {
      dayId.value = id;
      place.value = "day";
      at.value = "";
      trial.deed("stop");
    },
    begin() {
      place.value = "exercise";
      follow();
    },
    /** @param {string} id of an exercise */
    look(id) {
      at.value = id;
      place.value = "exercise";
      editing.value = null;
      hurts.value = false;
    },
    /** @param {-1 | 1} by */
    step(by) {
      const all = stations.peek();
      const here = all.findIndex(({ entry }) => entry.id === station.peek()?.entry.id);
      const there = all[here + by];
      if (there) self.look(there.entry.id);
      else place.value = by > 0 ? "end" : "day";
    },
    /** @param {boolean} alone */
    setAlone(alone) {
      isAlone.value = alone;
      shelf.set("training.company", !alone);
    },
    /**
     * What a set is when nothing else is said.
     *
     * @param {Station} one
     * @param {number} number
     * @returns {Amount}
     */
    expected: (one, number) => expected(programId, /** @type {Day} */ (day.peek()), one.entry, number, standing.peek(), self.last(one)),
    /**
     * @param {Station} one
     * @returns {import("./types.d.ts").Last | null} what was done last time, as far as this device knows
     */
    last: (one) => lastHere(standing.value, dayId.value, one.entry) ?? lastOf(config.lasts, one.entry),
    /** @param {Station} one */
    number: (one) => nextNumber(programId, /** @type {Day} */ (day.peek()), one.entry, standing.peek()),
    /**
     * @param {Station} one
     * @param {number} number
     * @returns {Entry | null}
     */
    done: (one, number) => standing.value.sets.get(setKey(programId, dayId.value, one.entry.id, number)) ?? null,
    /** @param {Station} one */
    isSkipped: (one) => standing.value.skipped.has(exerciseKey(programId, dayId.value, one.entry.id)),
    /**
     * A set is done, with what else is known of it; then the rest begins, and the next exercise stands there.
     *
     * @param {Station} one
     * @param {Partial<Amount>} [amount]
     */
    finishSet(one, amount = {}) {
      const theDay = /** @type {Day} */ (day.peek());
      const number = self.number(one);
      say({ kind: "set", ...about(one), number, ...self.expected(one, number), ...amount });
      editing.value = null;
      asked.value = { station: one, number };
      const step = { block: one.block, entry: one.entry, number };
      const rest_s = restAfter(programId, theDay, step, standing.peek(), isAlone.peek());
      follow();
      const coming = next.peek();
      if (coming && rest_s > 0) {
        const run = restRun(rest_s, coming.entry.id === one.entry.id ? "" : coming.entry.name);
        trial.start(run.title, run.plan);
      } else trial.deed("stop");
    },
    /** @param {number | null} rpe how hard the set was that was done just now; null: not said */
    answer(rpe) {
      const one = asked.peek();
      asked.value = null;
      if (one && rpe !== null) self.change(one.station, one.number, { rpe });
    },
    /**
     * Says a set anew.
     *
     * @param {Station} one
     * @param {number} number
     * @param {Partial<Entry>} change
     */
    change(one, number, change) {
      const before = self.done(one, number);
      if (!before) return;
      const { reps = null, load = null, unit = "kg", secs = null, rpe = null } = { ...before, ...change };
      say({ kind: "set", ...about(one), number, reps, load, unit, secs, rpe });
    },
    /**
     * @param {Station} one
     * @param {number} number
     */
    takeBack(one, number) {
      say({ kind: "unset", ...about(one), number });
      editing.value = null;
    },
    /**
     * @param {Station} one
     * @param {boolean} on
     * @param {string} [text] why
     */
    skip(one, on, text = "") {
      say({ kind: on ? "skip" : "unskip", ...about(one), text });
      if (on) follow();
    },
    /**
     * @param {Station | null} one null: the whole day
     * @param {boolean} pain
     * @param {import("../live/types.d.ts").Place[]} where
     */
    pain(one, pain, where) {
      say({ kind: "pain", ...(one ? about(one) : {}), pain, where });
    },
    /**
     * @param {Station | null} one
     * @param {string} text
     */
    note(one, text) {
      if (text.trim()) say({ kind: "note", ...(one ? about(one) : {}), text: text.trim() });
    },
    /** @param {string} text */
    checkIn(text) {
      if (text.trim()) log.say({ kind: "check_in", program: programId, text: text.trim() });
    },
    /**
     * The timer of one set of so many seconds.
     *
     * @param {Station} one
     * @param {number} secs
     */
    hold(one, secs) {
      const run = holdRun(one.entry.name, secs);
      trial.start(run.title, run.plan);
    },
    /** @param {Station} one @returns {import("./block-timer.js").Run | null} the timer of its whole block */
    blockRun({ block }) {
      const recipe = recipeOf(block, stations.value.filter((one) => one.block === block).map(({ entry }) => entry));
      return recipe && runOf(recipe);
    },
    /** @param {Station} one */
    startBlock(one) {
      const run = self.blockRun(one);
      if (run) trial.start(run.title, run.plan);
    },
    /**
     * All sets of a block by its timer are done.
     *
     * @param {Station} one
     * @param {number} count of rounds that were done
     */
    finishBlock({ block }, count) {
      for (const other of stations.peek().filter((each) => each.block === block)) {
        for (let number = self.number(other); number <= count; number += 1) {
          say({ kind: "set", ...about(other), number, ...self.expected(other, number) });
        }
      }
      rounds.value = 0;
      trial.deed("stop");
      follow();
    },
    /**
     * The day is over.
     *
     * @param {number | null} rpe of it all
     */
    finish(rpe) {
      const theDay = day.peek();
      for (const block of theDay?.blocks ?? []) {
        for (const entry of block.entries) {
          if (isAlone.peek() && entry.not_alone) say({ kind: "skip", ...about({ block, entry }), text: entry.not_alone });
        }
      }
      say({ kind: "finish", rpe });
      trial.deed("stop");
      place.value = "day";
    },
  };

  effect(() => {
    // A timer that nobody can see must not sound on: on the day's page and at the end there is none.
    if (place.value === "exercise") return;
    trial.deed("stop");
    asked.value = null;
  });

  return self;
}

/** @typedef {ReturnType<typeof createTraining>} Training */
