/** Stations one after the other, with the time it takes to get from one to the next, in rounds. Pure. */

import { LEAD_IN, LEAD_IN_S, count, eachRound, interval, leadIn, lengthWords, seconds } from "./recipe.js";

/**
 * transition_s: from a station to the next; between_s: rest from a round to the next, in place of a transition.
 *
 * @typedef {{name: string, work_s: number, label: string}} Station
 * @typedef {{format: "circuit", lead_s: number, stations: Station[], transition_s: number, rounds: number, between_s: number}} CircuitRecipe
 */

/** @type {import("./recipe.js").Field[]} */
export const STATION = [
  { name: "name", label: "Station", kind: "text", min: 1, max: 40 },
  { name: "work_s", label: "Work", kind: "seconds", min: 1, max: 3600 },
  { name: "label", label: "Note", kind: "text", min: 0, max: 60 },
];

/** @type {import("./recipe.js").Format<CircuitRecipe>} */
export const circuit = {
  format: "circuit",
  name: "Circuit",
  words: "Stations with time to move on between them: circuits, HIIT.",
  counts: "",
  usual: {
    format: "circuit",
    lead_s: LEAD_IN_S,
    stations: ["Squat", "Push-up", "Row", "Plank"].map((name) => ({ name, work_s: 40, label: "" })),
    transition_s: 20,
    rounds: 3,
    between_s: 60,
  },
  fields: [
    { name: "stations", label: "Stations", kind: "stations", min: 1, max: 30 },
    seconds("transition_s", "Move on", 0, 600),
    count("rounds", "Rounds"),
    seconds("between_s", "Rest between rounds", 0, 3600),
    LEAD_IN,
  ],
  build: ({ lead_s, stations, transition_s, rounds, between_s }) => [
    ...leadIn(lead_s),
    ...eachRound(rounds, (_, isLast) =>
      stations.flatMap(({ name, work_s, label }, at) => {
        const work = interval("work", name, work_s, { label });
        if (at < stations.length - 1) return transition_s > 0 ? [work, interval("transition", "Move on", transition_s)] : [work];
        return isLast || between_s === 0 ? [work] : [work, interval("rest", "Rest", between_s)];
      }),
    ),
  ],
  title: ({ stations, rounds }) => {
    const [first] = stations;
    const isEven = first && stations.every(({ work_s }) => work_s === first.work_s);
    return `Circuit of ${stations.length} × ${rounds}${isEven ? `, ${lengthWords(first.work_s)} each` : ""}`;
  },
};
