/** As many rounds as possible before the time is up; each client counts their own. Pure. */

import { LABEL_MAX, LEAD_IN, LEAD_IN_S, interval, leadIn, lengthWords, seconds, text } from "./recipe.js";

/** @typedef {{format: "amrap", lead_s: number, cap_s: number, task: string}} AmrapRecipe task: what a round is */

/** @type {import("./recipe.js").Format<AmrapRecipe>} */
export const amrap = {
  format: "amrap",
  name: "AMRAP",
  words: "As many rounds as possible. Each client counts with one big button.",
  counts: "rounds",
  usual: { format: "amrap", lead_s: LEAD_IN_S, cap_s: 12 * 60, task: "" },
  fields: [seconds("cap_s", "Time", 10), text("task", "A round is", LABEL_MAX), LEAD_IN],
  build: ({ lead_s, cap_s, task }) => [...leadIn(lead_s), interval("work", "Work", cap_s, { label: task })],
  title: ({ cap_s }) => `AMRAP ${lengthWords(cap_s)}`,
};
