/** Something to do every minute, or every so many: each has its label. Pure. */

import { LABEL_MAX, LEAD_IN, LEAD_IN_S, NAME_MAX, count, eachRound, interval, leadIn, lengthWords, seconds } from "./recipe.js";

/**
 * labels: what to do in each, from the first on again when there are fewer labels than rounds.
 *
 * @typedef {{format: "every", lead_s: number, every_s: number, rounds: number, labels: string[]}} EveryRecipe
 */

/** @type {import("./recipe.js").Format<EveryRecipe>} */
export const every = {
  format: "every",
  name: "Every minute",
  words: "Something to do every minute (EMOM), or every so many; what is left of it is rest.",
  counts: "",
  usual: { format: "every", lead_s: LEAD_IN_S, every_s: 60, rounds: 10, labels: [] },
  fields: [
    seconds("every_s", "Every", 5),
    count("rounds", "Times"),
    { name: "labels", label: "What, a line for each", kind: "lines", min: 0, max: 99 },
    LEAD_IN,
  ],
  build: ({ lead_s, every_s, rounds, labels }) => [
    ...leadIn(lead_s),
    ...eachRound(rounds, (round) => {
      const name = every_s === 60 ? "Minute" : "Round";
      const label = labels[(round - 1) % labels.length] ?? "";
      return [interval("work", name, every_s, { label: label.slice(0, LABEL_MAX), say: label.slice(0, NAME_MAX) || `${name} ${round}` })];
    }),
  ],
  title: ({ every_s, rounds }) => (every_s === 60 ? `Every minute × ${rounds}` : `Every ${lengthWords(every_s)} × ${rounds}`),
};
