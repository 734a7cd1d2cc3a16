/** Builds a timer's plan from what a trainer says: so much work, so much rest, so many rounds. Pure. */

/** @typedef {import("./types.d.ts").Interval} Interval */

/**
 * @typedef {object} Recipe
 * @property {number} lead_s to get ready; 0: none
 * @property {number} work_s
 * @property {number} rest_s 0: none
 * @property {number} rounds
 */

/** @type {{name: string, recipe: Recipe}[]} */
export const PRESETS = [
  { name: "20/10 × 8", recipe: { lead_s: 10, work_s: 20, rest_s: 10, rounds: 8 } },
  { name: "40/20 × 6", recipe: { lead_s: 10, work_s: 40, rest_s: 20, rounds: 6 } },
  { name: "30/30 × 10", recipe: { lead_s: 10, work_s: 30, rest_s: 30, rounds: 10 } },
  { name: "Every minute × 10", recipe: { lead_s: 10, work_s: 60, rest_s: 0, rounds: 10 } },
  { name: "Rest 1:30", recipe: { lead_s: 0, work_s: 0, rest_s: 90, rounds: 1 } },
];

/**
 * @param {Recipe} recipe
 * @returns {Interval[]} empty when there is nothing to do
 */
export function buildPlan({ lead_s, work_s, rest_s, rounds }) {
  /** @type {Interval[]} */
  const plan = [];
  if (lead_s > 0) plan.push({ name: "Get ready", kind: "prepare", duration_ms: lead_s * 1000, round: 0, rounds: 0 });
  for (let round = 1; round <= rounds; round += 1) {
    if (work_s > 0) plan.push({ name: "Work", kind: "work", duration_ms: work_s * 1000, round, rounds });
    const isLast = round === rounds;
    if (rest_s > 0 && (!isLast || work_s === 0)) plan.push({ name: "Rest", kind: "rest", duration_ms: rest_s * 1000, round, rounds });
  }
  return plan.some((interval) => interval.kind !== "prepare") ? plan : [];
}

/**
 * What is wrong with a recipe, or null.
 *
 * @param {Recipe} recipe
 * @returns {string | null}
 */
export function recipeProblem({ lead_s, work_s, rest_s, rounds }) {
  if (![lead_s, work_s, rest_s, rounds].every(Number.isInteger)) return "Use whole numbers.";
  if (rounds < 1 || rounds > 99) return "Between 1 and 99 rounds.";
  if (work_s < 0 || rest_s < 0 || lead_s < 0 || work_s > 3600 || rest_s > 3600 || lead_s > 600) return "An interval lasts at most an hour.";
  if (work_s === 0 && rest_s === 0) return "Say how long to work or to rest.";
  return null;
}
