/** A task to finish as fast as one can, within a cap; each client's finish is taken. Pure. */

import { LABEL_MAX, LEAD_IN, LEAD_IN_S, interval, leadIn, lengthWords, seconds, text } from "./recipe.js";

/** @typedef {{format: "for-time", lead_s: number, cap_s: number, task: string}} ForTimeRecipe */

/** @type {import("./recipe.js").Format<ForTimeRecipe>} */
export const forTime = {
  format: "for-time",
  name: "For time",
  words: "A task, as fast as it can be done well. Each client presses Done.",
  counts: "finish",
  usual: { format: "for-time", lead_s: LEAD_IN_S, cap_s: 15 * 60, task: "" },
  fields: [seconds("cap_s", "At most", 10), text("task", "The task", LABEL_MAX), LEAD_IN],
  build: ({ lead_s, cap_s, task }) => [...leadIn(lead_s), interval("work", "Work", cap_s, { count_up: true, label: task })],
  title: ({ cap_s }) => `For time, ${lengthWords(cap_s)} at most`,
};
