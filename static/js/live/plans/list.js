/** Any intervals, one after the other, as often as one likes. Pure. */

import { LEAD_IN, LEAD_IN_S, count, eachRound, interval, leadIn } from "./recipe.js";

/**
 * What is left out is as by default.
 *
 * @typedef {object} ListItem
 * @property {string} name
 * @property {import("./recipe.js").IntervalKind} kind
 * @property {number} duration_s
 * @property {boolean} [count_up]
 * @property {string} [say] spoken in place of the name
 * @property {"" | "left" | "right"} [side]
 * @property {number | null} [bpm]
 * @property {string} [label]
 */
/** @typedef {{format: "list", lead_s: number, intervals: ListItem[], rounds: number}} ListRecipe */

export const KINDS = Object.freeze(/** @type {const} */ (["prepare", "work", "rest", "transition", "recover", "hold"]));

/** Those of an item that are always there; the others are checked where they are. */
/** @type {import("./recipe.js").Field[]} */
export const ITEM = [
  { name: "name", label: "Name", kind: "text", min: 1, max: 40 },
  { name: "duration_s", label: "Length", kind: "seconds", min: 1, max: 4 * 3600 },
];

/** @type {import("./recipe.js").Format<ListRecipe>} */
export const list = {
  format: "list",
  name: "Your own",
  words: "Any intervals in a row, repeated as often as you like.",
  counts: "",
  usual: {
    format: "list",
    lead_s: LEAD_IN_S,
    intervals: [
      { name: "Work", kind: "work", duration_s: 40 },
      { name: "Rest", kind: "rest", duration_s: 20 },
    ],
    rounds: 1,
  },
  fields: [{ name: "intervals", label: "Intervals", kind: "intervals", min: 1, max: 100 }, count("rounds", "Times"), LEAD_IN],
  build: ({ lead_s, intervals, rounds }) => [
    ...leadIn(lead_s),
    ...eachRound(rounds, () => intervals.map(({ name, kind, duration_s, ...more }) => interval(kind, name, duration_s, more))),
  ],
  title: ({ intervals, rounds }) => `${intervals.length} intervals${rounds > 1 ? ` × ${rounds}` : ""}`,
};
