/** What rules make of an entry in the repeats of its week, to be seen while they are written. As server/domain/programs/progression.py. Pure. */

/**
 * @typedef {import("./outline.d.ts").Rule} Rule
 * @typedef {import("./outline.d.ts").ProgramSet} ProgramSet
 * @typedef {import("./outline.d.ts").Entry} Entry
 */

/** @type {Record<string, keyof ProgramSet>} */
const FIELDS = { load: "load", reps: "reps", secs: "secs", distance: "distance_m", rest: "rest_s", rpe: "rpe" };
/** @type {Record<Rule["what"], number>} */
const MOST = { load: 1000, reps: 999, secs: 7200, distance: 100_000, rest: 1800, rpe: 10, sets: 20 };

/**
 * The sets an entry has in that repeat, if every target before was reached.
 *
 * @param {Pick<Entry, "sets" | "rules">} entry
 * @param {number} repeat from 1
 * @returns {ProgramSet[]}
 */
export function setsAt({ sets, rules }, repeat) {
  return rules.reduce((now, rule) => {
    const steps = stepsOf(rule, repeat);
    return steps > 0 ? changed(now, rule, steps) : now;
  }, sets);
}

/**
 * @param {Rule} rule
 * @param {number} repeat
 * @returns {number} how often it has worked by then
 */
function stepsOf({ first, every }, repeat) {
  if (repeat < first) return 0;
  return every > 0 ? Math.floor((repeat - first) / every) + 1 : 1;
}

/**
 * @param {ProgramSet[]} sets
 * @param {Rule} rule
 * @param {number} steps
 */
function changed(sets, rule, steps) {
  if (rule.what !== "sets") return sets.map((set) => setChanged(set, rule, steps));
  const count = Math.max(1, even(valueOf(sets.length, rule, steps)));
  const last = /** @type {ProgramSet} */ (sets.at(-1));
  return Array.from({ length: count }, (_, at) => sets[at] ?? last);
}

/**
 * @param {ProgramSet} set
 * @param {Rule} rule
 * @param {number} steps
 * @returns {ProgramSet}
 */
function setChanged(set, rule, steps) {
  const field = /** @type {keyof ProgramSet} */ (FIELDS[rule.what]);
  const before = /** @type {number | null} */ (set[field]);
  if (before === null || set.kind === "warmup") return set;
  const after = rounded(valueOf(before, rule, steps), rule.what, set.unit);
  const next = { ...set, [field]: after };
  if (rule.what !== "reps" || set.reps_to === null) return next;
  return { ...next, reps_to: Math.max(next.reps ?? 0, even(valueOf(set.reps_to, rule, steps))) };
}

/**
 * @param {number} value
 * @param {Rule["what"]} what
 * @param {ProgramSet["unit"]} unit
 */
function rounded(value, what, unit) {
  if (what === "load") return unit === "percent" ? even(value) : even(value * 2) / 2;
  if (what === "rpe") return Math.max(1, even(value * 2) / 2);
  return what === "distance" ? even(value * 10) / 10 : even(value);
}

/**
 * @param {number} before
 * @param {Rule} rule
 * @param {number} steps
 */
function valueOf(before, { what, how, amount, most }, steps) {
  if (how === "replace") return Math.min(amount, MOST[what]);
  let after = how === "percent" ? before * (1 + amount / 100) ** steps : before + amount * steps;
  // Beyond its end already, it stays where it is.
  if (most !== null) after = amount > 0 ? Math.min(after, Math.max(most, before)) : Math.max(after, Math.min(most, before));
  return Math.min(Math.max(after, 0), MOST[what]);
}

/**
 * The nearest whole number; a half goes to the even one, as Python rounds.
 *
 * @param {number} value
 */
function even(value) {
  const below = Math.floor(value);
  return value - below === 0.5 ? below + (below % 2) : Math.round(value);
}
