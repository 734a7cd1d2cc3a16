/** One more each minute, until somebody does not make it: then they are out. Pure. */

import { LEAD_IN, LEAD_IN_S, NAME_MAX, count, eachRound, interval, leadIn, seconds, text } from "./recipe.js";

/**
 * first: how many in the first minute; step: how many more in each that follows; most: minutes at most.
 *
 * @typedef {{format: "death-by", lead_s: number, every_s: number, most: number, first: number, step: number, task: string}} DeathByRecipe
 */

/** @type {import("./recipe.js").Format<DeathByRecipe>} */
export const deathBy = {
  format: "death-by",
  name: "Death by",
  words: "One more each minute. Who does not make it in time is out.",
  counts: "out",
  usual: { format: "death-by", lead_s: LEAD_IN_S, every_s: 60, most: 20, first: 1, step: 1, task: "" },
  fields: [
    text("task", "Of what"),
    count("first", "Begin with", 100),
    count("step", "More each time", 20),
    seconds("every_s", "Every", 10, 600),
    count("most", "Times at most", 60),
    LEAD_IN,
  ],
  build: ({ lead_s, every_s, most, first, step, task }) => [
    ...leadIn(lead_s),
    ...eachRound(most, (round) => {
      const label = `${first + (round - 1) * step} ${task || "reps"}`;
      return [interval("work", every_s === 60 ? "Minute" : "Round", every_s, { label, say: label.slice(0, NAME_MAX) })];
    }),
  ],
  title: ({ task }) => `Death by ${task || "reps"}`,
};
