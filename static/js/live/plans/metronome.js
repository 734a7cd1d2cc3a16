/** A beat to move to, sounded on each client's own device. The YMCA step test is 96 a minute for three minutes, then a pulse count. Pure. */

import { LEAD_IN, LEAD_IN_S, interval, leadIn, seconds, text } from "./recipe.js";

/**
 * recover_s: sitting down afterwards, to count the pulse.
 *
 * @typedef {{format: "metronome", lead_s: number, bpm: number, duration_s: number, recover_s: number, name: string}} MetronomeRecipe
 */

/** @type {import("./recipe.js").Format<MetronomeRecipe>} */
export const metronome = {
  format: "metronome",
  name: "Metronome",
  words: "A beat to move to, made on each client's own device.",
  counts: "",
  usual: { format: "metronome", lead_s: LEAD_IN_S, bpm: 96, duration_s: 180, recover_s: 0, name: "" },
  fields: [
    { name: "bpm", label: "Beats a minute", kind: "bpm", min: 20, max: 300 },
    seconds("duration_s", "For", 5),
    seconds("recover_s", "Then sit, count the pulse", 0, 3600),
    text("name", "What"),
    LEAD_IN,
  ],
  build: ({ lead_s, bpm, duration_s, recover_s, name }) => [
    ...leadIn(lead_s),
    interval("work", name || "Step", duration_s, { bpm }),
    ...(recover_s > 0 ? [interval("recover", "Sit and count", recover_s, { label: "Count your pulse", say: "Sit down, count your pulse" })] : []),
  ],
  title: ({ bpm, name }) => `${name || "Metronome"}, ${bpm} a minute`,
};
