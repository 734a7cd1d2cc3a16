/** A position to hold, with a moment to get into it, so many times. Pure. */

import { LEAD_IN, LEAD_IN_S, count, eachRound, interval, leadIn, lengthWords, seconds, text } from "./recipe.js";

/**
 * ready_s: to get into position again, after each rest.
 *
 * @typedef {{format: "hold", lead_s: number, hold_s: number, times: number, rest_s: number, ready_s: number, name: string}} HoldRecipe
 */

/** @type {import("./recipe.js").Format<HoldRecipe>} */
export const hold = {
  format: "hold",
  name: "Hold",
  words: "Get ready, hold, rest: planks, stretches, isometrics.",
  counts: "",
  usual: { format: "hold", lead_s: LEAD_IN_S, hold_s: 30, times: 3, rest_s: 20, ready_s: 5, name: "" },
  fields: [seconds("hold_s", "Hold", 1), count("times", "Times"), seconds("rest_s", "Rest"), seconds("ready_s", "Get ready again", 0, 600), text("name", "What"), LEAD_IN],
  build: ({ lead_s, hold_s, times, rest_s, ready_s, name }) => [
    ...leadIn(lead_s),
    ...eachRound(times, (_, isLast) => [
      interval("hold", name || "Hold", hold_s),
      ...(rest_s > 0 && !isLast ? [interval("rest", "Rest", rest_s)] : []),
      ...(ready_s > 0 && !isLast ? [interval("prepare", "Get ready", ready_s)] : []),
    ]),
  ],
  title: ({ hold_s, times, name }) => `${name || "Hold"} ${lengthWords(hold_s)}${times > 1 ? ` × ${times}` : ""}`,
};
