/** One side, then the other, with a pause to change. Pure. */

import { LEAD_IN, LEAD_IN_S, count, eachRound, interval, leadIn, lengthWords, seconds, text } from "./recipe.js";

/**
 * pause_s: to change sides; rest_s: between rounds.
 *
 * @typedef {{format: "sides", lead_s: number, work_s: number, pause_s: number, rounds: number, rest_s: number, first: "left" | "right", name: string}} SidesRecipe
 */

/** @type {import("./recipe.js").Format<SidesRecipe>} */
export const sides = {
  format: "sides",
  name: "Left and right",
  words: "One side, a pause to change, the other side.",
  counts: "",
  usual: { format: "sides", lead_s: LEAD_IN_S, work_s: 30, pause_s: 10, rounds: 2, rest_s: 30, first: "left", name: "" },
  fields: [
    seconds("work_s", "Each side", 1),
    seconds("pause_s", "Change", 0, 600),
    count("rounds", "Rounds"),
    seconds("rest_s", "Rest between rounds", 0, 3600),
    { name: "first", label: "First", kind: "side", min: 0, max: 0 },
    text("name", "What", 30),
    LEAD_IN,
  ],
  build: ({ lead_s, work_s, pause_s, rounds, rest_s, first, name }) => {
    const second = first === "left" ? "right" : "left";
    const on = (/** @type {"left" | "right"} */ side) => interval("work", name || "Work", work_s, { side, say: name ? `${name}, ${side}` : side });
    return [
      ...leadIn(lead_s),
      ...eachRound(rounds, (_, isLast) => [
        on(first),
        ...(pause_s > 0 ? [interval("transition", "Change sides", pause_s)] : []),
        on(second),
        ...(rest_s > 0 && !isLast ? [interval("rest", "Rest", rest_s)] : []),
      ]),
    ];
  },
  title: ({ work_s, rounds, name }) => `${name || "Left and right"} ${lengthWords(work_s)} × ${rounds}`,
};
