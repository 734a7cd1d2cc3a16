/** The sheet at the gym: people x exercises, a tap for a set. Touches no page. */

import { computed, signal } from "../lib/state.js";
import { createSheetPeople } from "./sheet-people.js";
import { dayKey, setKey, setsOf, stand } from "./standing.js";
import { expected, lastHere, lastOf, nextNumber, planOf } from "./steps.js";

/**
 * @typedef {import("./types.d.ts").GymConfig} GymConfig
 * @typedef {import("./types.d.ts").Person} Person
 * @typedef {import("./types.d.ts").EntryPlan} EntryPlan
 * @typedef {import("./types.d.ts").Entry} Entry
 * @typedef {{person: Person, entry: EntryPlan}} Cell what one person does of an exercise
 * @typedef {{key: string, name: string, exercise: string, cells: (Cell | null)[]}} Row an exercise; a cell for each person, none where they do not do it
 * @typedef {{row: string, client: string, number: number}} Chosen a set whose numbers are open
 */

/**
 * The exercises of all people, in the order of whoever has the most before them; each once where it is the same one.
 *
 * @param {Person[]} people
 * @returns {Row[]}
 */
export function rowsOf(people) {
  /** @type {Map<string, Row>} */
  const rows = new Map();
  people.forEach((person, at) => {
    /** @type {Map<string, number>} */
    const seen = new Map();
    for (const entry of person.day.blocks.flatMap(({ entries }) => entries)) {
      const kind = entry.exercise || entry.name.toLowerCase();
      const again = (seen.get(kind) ?? 0) + 1; // the same exercise twice in a day is two rows
      seen.set(kind, again);
      const key = `${kind} ${again}`;
      const row = rows.get(key) ?? { key, name: entry.name, exercise: entry.exercise, cells: people.map(() => null) };
      row.cells[at] = { person, entry };
      rows.set(key, row);
    }
  });
  return [...rows.values()];
}

/**
 * @param {object} options
 * @param {GymConfig} options.config
 * @param {import("./log.js").Log} options.log
 */
export function createSheet({ config, log }) {
  const rows = rowsOf(config.people);
  const chosen = signal(/** @type {Chosen | null} */ (null));
  const standings = computed(() => {
    const usable = log.items.value.filter(({ state }) => state !== "refused");
    return new Map(config.people.map(({ id }) => [id, stand(usable.filter(({ client }) => client === id).map(({ entry }) => entry))]));
  });

  /** @param {Person} person */
  const standing = (person) => standings.value.get(person.id) ?? stand([]);
  /** @param {Cell} cell */
  const about = ({ person, entry }) => ({ program: person.program, day: person.day.id, entry: entry.id, exercise: entry.exercise, name: entry.name });
  /** @param {Cell} cell */
  const last = ({ person, entry }) => lastHere(standing(person), person.day.id, entry) ?? lastOf(person.lasts, entry);

  const people = createSheetPeople({ people: config.people, log, standing });

  const self = {
    config, log, rows, chosen, last, people,
    /** @param {Cell} cell whether a set of theirs may be done now */
    may: ({ person }) => person.gate.may && people.stop(person) === "",
    /** @param {Cell} cell @returns {Entry[]} */
    done: ({ person, entry }) => setsOf(standing(person), person.program, person.day.id, entry.id),
    /** @param {Cell} cell @param {number} number @returns {Entry | null} */
    set: ({ person, entry }, number) => standing(person).sets.get(setKey(person.program, person.day.id, entry.id, number)) ?? null,
    /** @param {Cell} cell what their next set is, when nothing else is said */
    coming(cell) {
      const { person, entry } = cell;
      const number = nextNumber(person.program, person.day, entry, standing(person));
      return { number, plan: planOf(entry, number), amount: expected(person.program, person.day, entry, number, standing(person), last(cell)) };
    },
    /**
     * One more set of one person is done as it was to be; its numbers stand open.
     *
     * @param {string} row
     * @param {Cell} cell
     */
    tap(row, cell) {
      if (!self.may(cell)) return;
      const { number, amount } = self.coming(cell);
      log.say({ kind: "set", ...about(cell), number, ...amount }, cell.person.id);
      chosen.value = { row, client: cell.person.id, number };
      people.doneSet(cell.person, cell.entry, number);
    },
    /**
     * @param {Cell} cell
     * @returns {import("../live/types.d.ts").Place[]} where it hurts in this exercise
     */
    hurts({ person, entry }) {
      const last = standing(person).pains.findLast((one) => one.entry === entry.id && one.day === person.day.id);
      return last?.pain ? (last.where ?? []) : [];
    },
    /**
     * @param {Cell} cell
     * @param {import("../live/types.d.ts").Place} place
     */
    pain(cell, place) {
      const before = self.hurts(cell);
      const where = before.includes(place) ? before.filter((one) => one !== place) : [...before, place];
      log.say({ kind: "pain", ...about(cell), pain: where.length > 0, where }, cell.person.id);
    },
    /**
     * @param {Cell} cell
     * @param {number} number
     * @param {Partial<Entry>} change
     */
    change(cell, number, change) {
      const before = self.set(cell, number);
      if (!before) return;
      const { reps = null, load = null, unit = "kg", secs = null, rpe = null } = { ...before, ...change };
      log.say({ kind: "set", ...about(cell), number, reps, load, unit, secs, rpe }, cell.person.id);
    },
    /**
     * @param {Cell} cell
     * @param {number} number
     */
    takeBack(cell, number) {
      log.say({ kind: "unset", ...about(cell), number }, cell.person.id);
      people.endRest(cell.person);
      chosen.value = null;
    },
    /**
     * @param {Cell} cell
     * @param {string} text
     */
    note(cell, text) {
      if (text.trim()) log.say({ kind: "note", ...about(cell), text: text.trim() }, cell.person.id);
    },
    /** @param {Person} person */
    isFinished: (person) => standing(person).finished.has(dayKey(person.program, person.day.id)),
    /** Everybody who did something is through with their day. */
    finish() {
      for (const person of config.people) {
        const hasDone = rows.some(({ cells }) => cells.some((cell) => cell?.person === person && self.done(cell).length > 0));
        if (hasDone && !self.isFinished(person)) log.say({ kind: "finish", program: person.program, day: person.day.id }, person.id);
      }
    },
  };
  return self;
}

/** @typedef {ReturnType<typeof createSheet>} Sheet */
