/** Each person at the gym: the rest after their set, whether they pause or feel unwell, and who stands open. Touches no page. */

import { signal } from "../lib/state.js";
import { clockText, face } from "../live/timers.js";
import { createTrial, found } from "../timers/trial.js";
import { restRun } from "./block-timer.js";
import { stopOf } from "./standing.js";
import { restAfter } from "./steps.js";
import { STOP_STAYS_MS } from "./training.js";

/**
 * @typedef {import("./types.d.ts").Person} Person
 * @typedef {import("./types.d.ts").EntryPlan} EntryPlan
 * @typedef {import("./standing.js").Standing} Standing
 */

/**
 * @param {object} options
 * @param {Person[]} options.people
 * @param {import("./log.js").Log} options.log
 * @param {(person: Person) => Standing} options.standing
 */
export function createSheetPeople({ people, log, standing }) {
  const trials = new Map(people.map(({ id }) => [id, createTrial()]));
  const tick = signal(0); // what a rest is read by: moved by the page
  const opened = signal(""); // the id of who stands open
  const closed = signal(/** @type {ReadonlySet<string>} */ (new Set())); // whose being unwell was read and put away
  /** @param {Person} person */
  const about = ({ program, day }) => ({ program, day: day.id });
  /** @param {Person} person */
  const trial = ({ id }) => /** @type {ReturnType<typeof createTrial>} */ (trials.get(id));
  /** @param {Person} person whose word of being unwell: a later one stands open again */
  const stopKey = (person) => `${person.id} ${stopOf(standing(person))?.at_ms}`;

  const self = {
    people,
    /** @param {Person} person whose timer is to be heard */
    trial,
    /**
     * @param {Person} person
     * @returns {boolean} whether what can be said of them stands there: it was asked for, or they feel unwell
     */
    isOpen: (person) => opened.value === person.id || (self.stop(person) === "unwell" && !closed.value.has(stopKey(person))),
    /** Opens somebody, or closes who stands open. @param {Person} person */
    open(person) {
      const isOpen = self.isOpen(person);
      const others = [...closed.peek()].filter((key) => key !== stopKey(person));
      closed.value = new Set(isOpen && self.stop(person) === "unwell" ? [...others, stopKey(person)] : others);
      opened.value = isOpen ? "" : person.id;
    },
    /** Time goes on, where somebody rests. */
    beat() {
      if (people.some((person) => found(trial(person).live.room.peek().timers, Date.now()))) tick.value += 1;
      else if (tick.peek() !== 0) tick.value = 0;
    },
    /**
     * @param {Person} person
     * @returns {string} how long they still rest: "1:05"; "" when they do not
     */
    rest(person) {
      void tick.value;
      const timer = found(trial(person).live.room.value.timers, Date.now());
      return timer ? clockText(face(timer, Date.now()).left_ms) : "";
    },
    /**
     * A set is done: the rest begins by itself.
     *
     * @param {Person} person
     * @param {EntryPlan} entry
     * @param {number} number
     */
    doneSet(person, entry, number) {
      const block = person.day.blocks.find(({ entries }) => entries.includes(entry));
      const rest_s = block ? restAfter(person.program, person.day, { block, entry, number }, standing(person), false) : 0;
      const run = restRun(rest_s, "");
      if (rest_s > 0) trial(person).start(run.title, run.plan);
      else trial(person).deed("stop");
    },
    /** @param {Person} person */
    endRest(person) {
      trial(person).deed("stop");
      opened.value = "";
    },
    /**
     * @param {Person} person
     * @returns {"" | "pause" | "unwell"} why nothing more is done with them now
     */
    stop(person) {
      const last = stopOf(standing(person));
      if (!last || last.at_ms < log.now() - STOP_STAYS_MS) return "";
      return last.kind === "pause" ? "pause" : "unwell";
    },
    /** @param {Person} person @param {"pause" | "unwell"} why */
    raise(person, why) {
      const now = self.stop(person);
      if (now === "unwell" || now === why) return;
      opened.value = "";
      trial(person).deed("pause");
      log.say({ kind: why, ...about(person) }, person.id);
    },
    /** @param {Person} person */
    goOn(person) {
      const now = self.stop(person);
      if (!now) return;
      opened.value = "";
      log.say(now === "pause" ? { kind: "go_on", ...about(person) } : { kind: "fine", text: "going on", ...about(person) }, person.id);
      trial(person).deed("resume");
    },
  };
  return self;
}

/** @typedef {ReturnType<typeof createSheetPeople>} SheetPeople */
