/** Work and rest, so many rounds: Tabata is 20 seconds, 10 seconds, 8 times. Pure. */

import { LEAD_IN, LEAD_IN_S, count, eachRound, interval, leadIn, seconds, text } from "./recipe.js";

/** @typedef {{format: "tabata", lead_s: number, work_s: number, rest_s: number, rounds: number, name: string}} TabataRecipe */

/** @type {import("./recipe.js").Format<TabataRecipe>} */
export const tabata = {
  format: "tabata",
  name: "Tabata",
  words: "Work and rest in turn, so many rounds.",
  counts: "",
  usual: { format: "tabata", lead_s: LEAD_IN_S, work_s: 20, rest_s: 10, rounds: 8, name: "" },
  fields: [seconds("work_s", "Work", 1), seconds("rest_s", "Rest"), count("rounds", "Rounds"), text("name", "What"), LEAD_IN],
  build: ({ lead_s, work_s, rest_s, rounds, name }) => [
    ...leadIn(lead_s),
    ...eachRound(rounds, (_, isLast) => [
      interval("work", name || "Work", work_s),
      ...(rest_s > 0 && !isLast ? [interval("rest", "Rest", rest_s)] : []),
    ]),
  ],
  title: ({ work_s, rest_s, rounds, name }) => `${name || "Tabata"} ${work_s}/${rest_s} × ${rounds}`,
};
