/** Counts up until somebody stops it. Pure. */

import { LEAD_IN, NAME_MAX, interval, leadIn, seconds, text } from "./recipe.js";

/** @typedef {{format: "stopwatch", lead_s: number, cap_s: number, name: string}} StopwatchRecipe cap_s: it ends by itself then */

/** @type {import("./recipe.js").Format<StopwatchRecipe>} */
export const stopwatch = {
  format: "stopwatch",
  name: "Stopwatch",
  words: "Counts up until you stop it.",
  counts: "",
  usual: { format: "stopwatch", lead_s: 0, cap_s: 3600, name: "" },
  fields: [seconds("cap_s", "At most", 10), text("name", "What", NAME_MAX), LEAD_IN],
  build: ({ lead_s, cap_s, name }) => [...leadIn(lead_s), interval("work", name || "Time", cap_s, { count_up: true })],
  title: ({ name }) => name || "Stopwatch",
};
