/** What the formats of timers have in common: the intervals they are made of, and what a recipe's fields may hold. Pure. */

/**
 * @typedef {import("../types.d.ts").Interval} Interval
 * @typedef {import("../types.d.ts").IntervalKind} IntervalKind
 * @typedef {"" | "rounds" | "finish" | "out"} Counts what each client counts for themselves
 */

/**
 * A field of a recipe: what a form shows, and between what its value lies.
 *
 * seconds, count and bpm: a whole number. text: a line. lines: a list of lines. side: left or right. stations and intervals: lists
 * of things that have fields of their own.
 *
 * @typedef {object} Field
 * @property {string} name of the property
 * @property {string} label
 * @property {"seconds" | "count" | "bpm" | "text" | "lines" | "side" | "stations" | "intervals"} kind
 * @property {number} min a number's least, or how many lines or things at least
 * @property {number} max a number's most, how long a text, how many lines or things at most
 */

/**
 * How timers of one kind are made.
 *
 * @template {{format: string}} R
 * @typedef {object} Format
 * @property {R["format"]} format
 * @property {string} name on a button
 * @property {string} words what it is, in a sentence
 * @property {Counts} counts
 * @property {R} usual what a form begins with
 * @property {Field[]} fields
 * @property {(recipe: R) => Interval[]} build the plan of a recipe without a problem
 * @property {(recipe: R) => string} title a name for its timer, without one of its own
 */

export const LEAD_IN_S = 10;
export const NAME_MAX = 40;
export const LABEL_MAX = 60;
export const LONGEST_S = 4 * 3600; // an interval

/**
 * @param {IntervalKind} kind
 * @param {string} name
 * @param {number} duration_s
 * @param {Partial<Interval>} [more] what is as by default is left out: a long plan stays small on the wire
 * @returns {Interval}
 */
export function interval(kind, name, duration_s, more = {}) {
  const told = Object.fromEntries(Object.entries(more).filter(([, value]) => value !== "" && value !== false && value !== null && value !== undefined));
  return { name, kind, duration_ms: duration_s * 1000, round: 0, rounds: 0, ...told };
}

/**
 * @param {number} lead_s 0: none
 * @returns {Interval[]} the time to get ready
 */
export function leadIn(lead_s) {
  return lead_s > 0 ? [interval("prepare", "Get ready", lead_s)] : [];
}

/**
 * @param {number} rounds
 * @param {(round: number, isLast: boolean) => Interval[]} make
 * @returns {Interval[]} those of every round, each with its number
 */
export function eachRound(rounds, make) {
  return Array.from({ length: rounds }, (_, at) => at + 1).flatMap((round) => make(round, round === rounds).map((one) => ({ ...one, round, rounds })));
}

/**
 * @param {number} seconds
 * @returns {string} "45 s", "12 min", "1:30"
 */
export function lengthWords(seconds) {
  if (seconds < 60) return `${seconds} s`;
  return seconds % 60 === 0 ? `${seconds / 60} min` : `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

/** @type {Field} */
export const LEAD_IN = { name: "lead_s", label: "Get ready", kind: "seconds", min: 0, max: 600 };

/**
 * @param {string} name
 * @param {string} label
 * @param {number} [min]
 * @param {number} [max]
 * @returns {Field}
 */
export const seconds = (name, label, min = 0, max = LONGEST_S) => ({ name, label, kind: "seconds", min, max });

/**
 * @param {string} name
 * @param {string} label
 * @param {number} [max]
 * @returns {Field}
 */
export const count = (name, label, max = 99) => ({ name, label, kind: "count", min: 1, max });

/**
 * @param {string} name
 * @param {string} label
 * @param {number} [max]
 * @returns {Field}
 */
export const text = (name, label, max = NAME_MAX) => ({ name, label, kind: "text", min: 0, max });
