/** The timer of a block of a program, as the room's own formats make it. Pure. */

import { build, problem, title } from "../live/plans/formats.js";
import { planWords } from "./steps.js";

/**
 * @typedef {import("./types.d.ts").Block} Block
 * @typedef {import("./types.d.ts").EntryPlan} EntryPlan
 * @typedef {import("../live/plans/formats.js").Recipe} Recipe
 * @typedef {{title: string, plan: import("../live/types.d.ts").Interval[]}} Run
 */

const LEAD_S = 10;
const READY_S = 5; // to get into position for one set
const LABEL_MOST = 60;
const NAME_MOST = 40;
const CAP_S = 3600; // of a task that says no time

/**
 * @param {Block} block
 * @param {EntryPlan[]} [entries] those that are done
 * @returns {Recipe | null} null where a block is not done by one timer from begin to end
 */
export function recipeOf(block, entries = block.entries) {
  if (entries.length === 0) return null;
  const task = entries.map((entry) => `${entry.name} ${amount(entry)}`.trim()).join(", ").slice(0, LABEL_MOST);
  const name = /** @type {EntryPlan} */ (entries[0]).name.slice(0, NAME_MOST);
  const { kind, rest_s, clock_s } = block;
  const rounds = Math.max(1, block.rounds);
  if (kind === "emom") return { format: "every", lead_s: LEAD_S, every_s: Math.max(5, clock_s || 60), rounds, labels: [task] };
  if (kind === "amrap") return { format: "amrap", lead_s: LEAD_S, cap_s: Math.max(10, clock_s || 600), task };
  if (kind === "for_time") return { format: "for-time", lead_s: LEAD_S, cap_s: Math.max(10, clock_s || CAP_S), task };
  if (kind === "tabata") {
    const work_s = clock_s || 20;
    if (entries.length === 1) return { format: "tabata", lead_s: LEAD_S, work_s, rest_s: rest_s || 10, rounds, name };
    return circuit(entries, () => work_s, rest_s || 10, rounds, rest_s || 10);
  }
  const isTimed = entries.every(({ sets }) => sets[0]?.secs !== null && sets[0] !== undefined);
  if (kind !== "circuit" || !isTimed) return null;
  return circuit(entries, ({ sets }) => Number(sets[0]?.secs), entries[0]?.sets[0]?.rest_s || 10, rounds, rest_s);
}

/**
 * @param {Recipe} recipe
 * @returns {Run | null} null when it would be no timer
 */
export function runOf(recipe) {
  return problem(recipe) === null ? { title: title(recipe), plan: build(recipe) } : null;
}

/**
 * @param {number} rest_s
 * @param {string} then what comes after
 * @returns {Run}
 */
export function restRun(rest_s, then) {
  const plan = build({ format: "rest", rest_s });
  return { title: then ? `Then: ${then}` : "Rest", plan: plan.map((one) => ({ ...one, label: then ? `Then: ${then}`.slice(0, LABEL_MOST) : "" })) };
}

/**
 * @param {string} name
 * @param {number} secs
 * @returns {Run} one set of so many seconds
 */
export function holdRun(name, secs) {
  const recipe = { format: /** @type {const} */ ("hold"), lead_s: READY_S, hold_s: secs, times: 1, rest_s: 0, ready_s: 0, name: name.slice(0, NAME_MOST) };
  return { title: title(recipe), plan: build(recipe) };
}

/** @param {EntryPlan} entry */
function amount({ sets }) {
  const [first] = sets;
  return first ? planWords({ ...first, note: "" }) : "";
}

/**
 * @param {EntryPlan[]} entries
 * @param {(entry: EntryPlan) => number} work
 * @param {number} transition_s
 * @param {number} rounds
 * @param {number} between_s
 * @returns {Recipe}
 */
function circuit(entries, work, transition_s, rounds, between_s) {
  const stations = entries.map((entry) => ({ name: entry.name.slice(0, NAME_MOST), work_s: Math.max(1, work(entry)), label: entry.note.slice(0, LABEL_MOST) }));
  return { format: "circuit", lead_s: LEAD_S, stations, transition_s, rounds, between_s };
}
