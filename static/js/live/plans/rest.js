/** A rest, and nothing else: no lead-in. Pure. */

import { interval, lengthWords, seconds } from "./recipe.js";

/** @typedef {{format: "rest", rest_s: number}} RestRecipe */

/** @type {import("./recipe.js").Format<RestRecipe>} */
export const rest = {
  format: "rest",
  name: "Rest",
  words: "A rest, counted down.",
  counts: "",
  usual: { format: "rest", rest_s: 90 },
  fields: [seconds("rest_s", "Rest", 1)],
  build: ({ rest_s }) => [interval("rest", "Rest", rest_s)],
  title: ({ rest_s }) => `Rest ${lengthWords(rest_s)}`,
};
