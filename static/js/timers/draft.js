/** A timer on its way: by a format's fields or interval by interval, what it makes, and what is wrong with it. Pure. */

import { build, counts as countsOf, formatOf, problem as recipeProblem, title } from "../live/plans/formats.js";
import { planProblem } from "../live/plans/problems.js";
import { blocksIn, blocksOf, planOf as planOfRows, rowsOf } from "./blocks.js";
import { newInterval } from "./kinds.js";
import { TIMES_MOST, add, noRows } from "./rows.js";

/**
 * @typedef {import("../live/types.d.ts").Interval} Interval
 * @typedef {import("../live/plans/formats.js").Recipe} Recipe
 * @typedef {import("../live/plans/recipe.js").Counts} Counts
 * @typedef {import("./rows.js").Rows} Rows
 * @typedef {{format: "free", blocks: import("./blocks.js").Block[]}} FreeRecipe
 *
 * @typedef {object} Draft
 * @property {string} name as typed; empty: the timer is called by what it is
 * @property {string} format "free": interval by interval
 * @property {Record<string, Recipe>} recipes what was filled in for each format that was looked at
 * @property {Rows} rows
 * @property {Counts} counts for a free one; a format has its own
 *
 * @typedef {object} Saved a timer as the server tells it
 * @property {string} id
 * @property {string} name
 * @property {string} format
 * @property {number} length_ms
 * @property {boolean} is_favourite
 * @property {number} rev
 * @property {Interval[]} plan what is absent of an interval is as by default
 * @property {Counts} counts
 * @property {Recipe | FreeRecipe | null} recipe
 */

export const FREE = "free";
export const FREE_NAME = "Interval by interval";
const NAME_MOST = 60;
const WORDS = { name: 40, say: 40, label: 60 };
const LONGEST_MS = 4 * 3_600_000;

/**
 * @param {Recipe} recipe one without a problem
 * @param {string} [name]
 * @returns {Draft}
 */
export function draftOf(recipe, name = "") {
  // The room's short form of the same: here its intervals are rows.
  if (recipe.format === "list") return { name, format: FREE, recipes: {}, rows: rowsOf(blocksIn(build(recipe))), counts: "" };
  return { name, format: recipe.format, recipes: { [recipe.format]: recipe }, rows: noRows(), counts: "" };
}

/**
 * A draft of what is kept. Where the recipe does not make the plan any more, the plan counts.
 *
 * @param {Pick<Saved, "name" | "plan" | "counts" | "recipe">} saved
 * @returns {Draft}
 */
export function opened({ name, plan, counts, recipe }) {
  const whole = plan.map((interval) => ({ ...interval, round: interval.round ?? 0, rounds: interval.rounds ?? 0 }));
  if (recipe && recipe.format !== FREE && recipe.format !== "list" && recipeProblem(recipe) === null) {
    const known = /** @type {Recipe} */ (recipe);
    if (isSame(build(known), whole) && countsOf(known) === counts) return draftOf(known, name);
  }
  const rows = rowsOf(recipe?.format === FREE ? blocksKept(/** @type {FreeRecipe} */ (recipe), whole) : blocksIn(whole));
  return { name, format: FREE, recipes: {}, rows, counts };
}

/**
 * @param {FreeRecipe} recipe
 * @param {Interval[]} plan
 */
function blocksKept(recipe, plan) {
  try {
    if (isSame(planOfRows(rowsOf(recipe.blocks)), plan)) return recipe.blocks;
  } catch {
    // No blocks of ours.
  }
  return blocksIn(plan);
}

/**
 * The draft in another format; what was filled in for the others stays. Interval by interval it begins with what the format made.
 *
 * @param {Draft} draft
 * @param {string} format
 * @returns {Draft}
 */
export function inFormat(draft, format) {
  if (format === draft.format) return draft;
  if (format !== FREE) {
    const recipe = draft.recipes[format] ?? formatOf({ format })?.usual;
    return recipe ? { ...draft, format, recipes: { ...draft.recipes, [format]: recipe } } : draft;
  }
  const made = problemOf(draft) === null ? rowsOf(blocksIn(planOf(draft))) : add(noRows(), newInterval("work"));
  const isKept = draft.rows.rows.length > 0;
  return { ...draft, format, rows: isKept ? draft.rows : made, counts: isKept ? draft.counts : countsIn(draft) };
}

/**
 * @param {Draft} draft
 * @param {Record<string, unknown>} change of the fields of its format
 * @returns {Draft}
 */
export function filled(draft, change) {
  const recipe = /** @type {Recipe} */ ({ ...draft.recipes[draft.format], ...change });
  return { ...draft, recipes: { ...draft.recipes, [draft.format]: recipe } };
}

/**
 * @param {Draft} draft
 * @returns {Recipe | null} null: interval by interval
 */
export function recipeOf(draft) {
  return draft.format === FREE ? null : (draft.recipes[draft.format] ?? null);
}

/**
 * @param {Draft} draft one without a problem
 * @returns {Interval[]}
 */
export function planOf(draft) {
  const recipe = recipeOf(draft);
  return recipe ? build(recipe) : planOfRows(draft.rows);
}

/**
 * @param {Draft} draft
 * @returns {Counts} what each client counts on it
 */
export function countsIn(draft) {
  const recipe = recipeOf(draft);
  return recipe ? countsOf(recipe) : draft.counts;
}

/**
 * What is wrong with it, in words; null when it can run.
 *
 * @param {Draft} draft
 * @returns {string | null}
 */
export function problemOf(draft) {
  const recipe = recipeOf(draft);
  if (recipe) return recipeProblem(recipe);
  const { rows, groups } = draft.rows;
  if (rows.length === 0) return "There is nothing in it yet. Add an interval.";
  for (const [at, { interval }] of rows.entries()) {
    const wrong = intervalProblem(interval);
    if (wrong) return `Interval ${at + 1}: ${wrong}`;
  }
  if (Object.values(groups).some(({ times }) => !Number.isInteger(times) || times < 1 || times > TIMES_MOST)) return `A group is repeated between 1 and ${TIMES_MOST} times.`;
  return planProblem(planOfRows(draft.rows));
}

/**
 * @param {Interval} interval
 * @returns {string | null}
 */
export function intervalProblem(interval) {
  const { duration_ms, bpm = null } = interval;
  if (!Number.isInteger(duration_ms) || duration_ms < 1000 || duration_ms > LONGEST_MS) return "it lasts between one second and four hours.";
  if (bpm !== null && (!Number.isInteger(bpm) || bpm < 20 || bpm > 300)) return "a beat is between 20 and 300 a minute.";
  for (const [name, most] of Object.entries(WORDS)) {
    const words = interval[/** @type {keyof typeof WORDS} */ (name)] ?? "";
    if (words.length > most) return `at most ${most} letters.`;
    if (/<\s*[a-zA-Z/!?]/.test(words)) return "plain words, without tags.";
  }
  return null;
}

/**
 * What is wrong with its name, or null.
 *
 * @param {Draft} draft
 * @returns {string | null}
 */
export function nameProblem({ name }) {
  if (name.trim().length > NAME_MOST) return `A name has at most ${NAME_MOST} letters.`;
  return /<\s*[a-zA-Z/!?]/.test(name) ? "Write plain words, without tags." : null;
}

/**
 * @param {Draft} draft
 * @returns {string} what it is called while nobody gave it a name
 */
export function usualName(draft) {
  const recipe = recipeOf(draft);
  if (recipe) return recipeProblem(recipe) === null ? title(recipe) : (formatOf(recipe)?.name ?? "");
  return "My timer";
}

/**
 * @param {Draft} draft one without a problem
 * @returns {{name: string, plan: Interval[], counts: Counts, recipe: Recipe | FreeRecipe | null}} as the server takes it
 */
export function bodyOf(draft) {
  const recipe = recipeOf(draft) ?? freeRecipe(draft.rows);
  return { name: draft.name.trim() || usualName(draft), plan: planOf(draft), counts: countsIn(draft), recipe };
}

/**
 * @param {Rows} rows
 * @returns {FreeRecipe | null} null where nothing is repeated: then the plan says all
 */
function freeRecipe(rows) {
  const blocks = blocksOf(rows);
  return blocks.some(({ times }) => times > 1) ? { format: FREE, blocks } : null;
}

/**
 * @param {Interval[]} one
 * @param {Interval[]} other
 * @returns {boolean} whether they run alike
 */
export function isSame(one, other) {
  return JSON.stringify(one.map(bare)) === JSON.stringify(other.map(bare));
}

/** @param {Interval} interval */
function bare({ name, kind, duration_ms, round = 0, rounds = 0, count_up = false, say = "", side = "", bpm = null, label = "" }) {
  return [name, kind, duration_ms, round, rounds, count_up, say, side, bpm, label];
}
