/** The steps of a day: which set comes next, what it is expected to be, how long to rest after it. Pure. */

import { exerciseKey, setKey, setsOf } from "./standing.js";

/**
 * @typedef {import("./types.d.ts").Day} Day
 * @typedef {import("./types.d.ts").Block} Block
 * @typedef {import("./types.d.ts").EntryPlan} EntryPlan
 * @typedef {import("./types.d.ts").SetPlan} SetPlan
 * @typedef {import("./types.d.ts").Last} Last
 * @typedef {import("./standing.js").Standing} Standing
 */

/** @typedef {{block: Block, entry: EntryPlan}} Station an exercise in its day */
/** @typedef {{entry: EntryPlan, block: Block, number: number}} Step a set to do */
/** @typedef {{reps: number | null, load: number | null, unit: "kg" | "lb", secs: number | null}} Amount */

/**
 * @param {Day} day
 * @param {boolean} isAlone
 * @returns {Station[]} the exercises to do, in their order
 */
export function stationsOf(day, isAlone) {
  return day.blocks.flatMap((block) => block.entries.filter(({ not_alone }) => !isAlone || not_alone === "").map((entry) => ({ block, entry })));
}

/**
 * @param {Day} day
 * @returns {EntryPlan[]} those that are not for doing alone
 */
export function leftOut(day) {
  return day.blocks.flatMap(({ entries }) => entries.filter(({ not_alone }) => not_alone !== ""));
}

/**
 * Every set of a day in the order in which they are done: in a round the exercises take turns.
 *
 * @param {Day} day
 * @param {boolean} isAlone
 * @returns {Step[]}
 */
export function stepsOf(day, isAlone) {
  return day.blocks.flatMap((block) => {
    const entries = block.entries.filter(({ not_alone }) => !isAlone || not_alone === "");
    if (block.kind === "straight") return entries.flatMap((entry) => entry.sets.map((_, at) => ({ block, entry, number: at + 1 })));
    const rounds = Math.max(0, ...entries.map(({ sets }) => sets.length));
    return Array.from({ length: rounds }, (_, at) => entries.filter(({ sets }) => at < sets.length).map((entry) => ({ block, entry, number: at + 1 }))).flat();
  });
}

/**
 * @param {string} program
 * @param {Day} day
 * @param {Standing} standing
 * @param {boolean} isAlone
 * @returns {Step | null} the first set that is neither done nor left out; null when the day is done
 */
export function nextStep(program, day, standing, isAlone) {
  const isOpen = (/** @type {Step} */ { entry, number }) =>
    !standing.sets.has(setKey(program, day.id, entry.id, number)) && !standing.skipped.has(exerciseKey(program, day.id, entry.id));
  return stepsOf(day, isAlone).find(isOpen) ?? null;
}

/**
 * @param {string} program
 * @param {Day} day
 * @param {EntryPlan} entry
 * @param {Standing} standing
 * @returns {number} the set of this exercise that comes next: the first gap, or one more than there are
 */
export function nextNumber(program, day, entry, standing) {
  let number = 1;
  while (standing.sets.has(setKey(program, day.id, entry.id, number))) number += 1;
  return number;
}

/**
 * What a set is when nothing else is said: its target; with the load of the set before, or else of last time where none is planned.
 *
 * @param {string} program
 * @param {Day} day
 * @param {EntryPlan} entry
 * @param {number} number
 * @param {Standing} standing
 * @param {Last | null} last
 * @returns {Amount}
 */
export function expected(program, day, entry, number, standing, last) {
  const plan = planOf(entry, number);
  const before = setsOf(standing, program, day.id, entry.id).find((one) => one.number === number - 1);
  const wasTarget = before && sameLoad(before, planOf(entry, number - 1));
  const goesOn = before && before.load !== undefined && before.load !== null && !(wasTarget && plan.load !== null);
  const load = goesOn ? Number(before.load) : (plan.load ?? last?.load ?? null);
  const unit = goesOn ? (before.unit ?? "kg") : plan.load !== null ? plan.unit : (last?.unit ?? plan.unit);
  const reps = plan.reps ?? (plan.secs === null ? (last?.reps ?? null) : null);
  return { reps, load, unit, secs: plan.secs };
}

/**
 * @param {EntryPlan} entry
 * @param {number} number
 * @returns {SetPlan} that of the last one where more are done than were planned
 */
export function planOf(entry, number) {
  const open = { reps: null, reps_to: null, amrap: false, secs: null, load: null, unit: /** @type {const} */ ("kg"), note: "", rest_s: 0 };
  return entry.sets[Math.min(number, entry.sets.length) - 1] ?? open;
}

/**
 * How long to rest after a set: in turn only when the round is over, and never after the very last.
 *
 * @param {string} program
 * @param {Day} day
 * @param {Step} done
 * @param {Standing} standing with that set done
 * @param {boolean} isAlone
 * @returns {number} seconds
 */
export function restAfter(program, day, done, standing, isAlone) {
  const next = nextStep(program, day, standing, isAlone);
  if (!next) return 0;
  const own_s = planOf(done.entry, done.number).rest_s;
  const isRoundOver = next.block !== done.block || next.number > done.number;
  return done.block.kind !== "straight" && isRoundOver ? done.block.rest_s || own_s : own_s;
}

/**
 * @param {Record<string, Last>} lasts
 * @param {EntryPlan} entry
 * @returns {Last | null}
 */
export function lastOf(lasts, { exercise, name }) {
  return (exercise && lasts[exercise]) || lasts[name.toLowerCase()] || null;
}

/**
 * @param {Standing} standing
 * @param {string} day that is being done
 * @param {EntryPlan} entry
 * @returns {Last | null} the set of this exercise that was done last on another day
 */
export function lastHere({ sets }, day, entry) {
  let last = null;
  for (const one of sets.values()) {
    const isSame = (entry.exercise && one.exercise === entry.exercise) || one.name?.toLowerCase() === entry.name.toLowerCase();
    if (isSame && one.day !== day && (!last || one.at_ms > last.at_ms)) last = one;
  }
  if (!last) return null;
  const { reps = null, load = null, unit = "kg", secs = null, at_ms } = last;
  const on = new Date(at_ms).toLocaleDateString("en-GB", { day: "numeric", month: "short" });
  return { reps, load, unit, secs, words: `${doneWords(last)}, ${on}` };
}

/**
 * @param {SetPlan} plan
 * @returns {string} "8 to 10 × 20 kg", "30 s", "as many as you can"; "" where nothing is said
 */
export function planWords({ reps, reps_to, amrap, secs, load, unit, note }) {
  const count = reps === null ? "" : reps_to === null ? `${reps}` : `${reps} to ${reps_to}`;
  const many = amrap ? (count ? `${count} or more` : "as many as you can") : count;
  return [amountWords(many, secs, load, unit), note].filter((part) => part !== "").join(", ");
}

/**
 * @param {{reps?: number | null, secs?: number | null, load?: number | null, unit?: "kg" | "lb"}} done
 * @returns {string} "8 × 20 kg"
 */
export function doneWords({ reps = null, secs = null, load = null, unit = "kg" }) {
  return amountWords(reps === null ? "" : `${reps}`, secs, load, unit) || "done";
}

/**
 * @param {string} reps
 * @param {number | null} secs
 * @param {number | null} load
 * @param {string} unit
 */
function amountWords(reps, secs, load, unit) {
  const amount = [reps, secs === null ? "" : `${secs} s`].filter((part) => part !== "").join(" in ");
  const weight = load === null ? "" : load === 0 ? "bodyweight" : `${Math.round(load * 100) / 100} ${unit}`;
  if (amount && weight) return `${amount} × ${weight}`;
  return amount && secs === null && /^\d/u.test(amount) && !amount.includes("more") ? `${amount} ${amount === "1" ? "repetition" : "repetitions"}` : amount || weight;
}

/**
 * @param {{load?: number | null, unit?: string}} done
 * @param {SetPlan} plan
 */
function sameLoad({ load = null, unit = "kg" }, plan) {
  return load === plan.load && (load === null || unit === plan.unit);
}
