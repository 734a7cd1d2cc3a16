/** The kinds of intervals, and one of each to begin with. Pure. */

/**
 * @typedef {import("../live/types.d.ts").Interval} Interval
 * @typedef {import("../live/types.d.ts").IntervalKind} IntervalKind
 */

/** @type {Record<IntervalKind, {name: string, seconds: number}>} */
export const NEW = {
  prepare: { name: "Get ready", seconds: 10 },
  work: { name: "Work", seconds: 30 },
  rest: { name: "Rest", seconds: 15 },
  transition: { name: "Change over", seconds: 15 },
  recover: { name: "Recover", seconds: 60 },
  hold: { name: "Hold", seconds: 30 },
};

/** @type {{kind: IntervalKind, words: string}[]} in the order they are offered */
export const KINDS = [
  { kind: "work", words: "Work" },
  { kind: "rest", words: "Rest" },
  { kind: "hold", words: "Hold" },
  { kind: "transition", words: "Change over" },
  { kind: "recover", words: "Recover" },
  { kind: "prepare", words: "Get ready" },
];

/**
 * @param {IntervalKind} kind
 * @returns {Interval} one to begin with
 */
export function newInterval(kind) {
  const { name, seconds } = NEW[kind];
  return { name, kind, duration_ms: seconds * 1000, round: 0, rounds: 0 };
}

/**
 * The interval as another kind; a name that nobody chose becomes the new kind's.
 *
 * @param {Interval} interval
 * @param {IntervalKind} kind
 * @returns {Interval}
 */
export function asKind(interval, kind) {
  const name = interval.name === "" || interval.name === NEW[interval.kind].name ? NEW[kind].name : interval.name;
  return { ...interval, kind, name };
}
