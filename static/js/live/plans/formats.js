/** Every format of a timer, and what is asked of any recipe: what is wrong with it, its plan, its title. Pure. */

import { amrap } from "./amrap.js";
import { circuit } from "./circuit.js";
import { deathBy } from "./death-by.js";
import { every } from "./every.js";
import { forTime } from "./for-time.js";
import { hold } from "./hold.js";
import { list } from "./list.js";
import { metronome } from "./metronome.js";
import { fieldsProblem, planProblem } from "./problems.js";
import { rest } from "./rest.js";
import { sides } from "./sides.js";
import { stopwatch } from "./stopwatch.js";
import { tabata } from "./tabata.js";

/**
 * What a timer is made from: a plain JSON value. Durations are whole seconds; nothing may be absent.
 *
 * @typedef {import("./tabata.js").TabataRecipe
 *   | import("./every.js").EveryRecipe
 *   | import("./amrap.js").AmrapRecipe
 *   | import("./for-time.js").ForTimeRecipe
 *   | import("./death-by.js").DeathByRecipe
 *   | import("./circuit.js").CircuitRecipe
 *   | import("./hold.js").HoldRecipe
 *   | import("./rest.js").RestRecipe
 *   | import("./stopwatch.js").StopwatchRecipe
 *   | import("./sides.js").SidesRecipe
 *   | import("./metronome.js").MetronomeRecipe
 *   | import("./list.js").ListRecipe} Recipe
 */
/**
 * @typedef {import("./recipe.js").Interval} Interval
 * @typedef {import("./recipe.js").Counts} Counts
 * @typedef {import("./recipe.js").Format<Recipe>} AnyFormat
 */

/** In the order of the trainer's panel. */
export const FORMATS = /** @type {AnyFormat[]} */ (
  /** @type {unknown} */ ([tabata, every, amrap, forTime, deathBy, circuit, hold, sides, rest, stopwatch, metronome, list])
);

/**
 * @param {unknown} recipe whatever was stored or typed
 * @returns {string | null} what is wrong with it, in words
 */
export function problem(recipe) {
  const format = formatOf(recipe);
  if (!format) return "No timer is made like that.";
  const wrong = fieldsProblem(/** @type {Record<string, unknown>} */ (recipe), format.fields);
  return wrong ?? planProblem(format.build(/** @type {Recipe} */ (recipe)));
}

/**
 * @param {Recipe} recipe one without a problem
 * @returns {Interval[]}
 */
export function build(recipe) {
  return need(recipe).build(recipe);
}

/**
 * @param {Recipe} recipe
 * @returns {Counts} what each client counts on such a timer
 */
export function counts(recipe) {
  return need(recipe).counts;
}

/**
 * @param {Recipe} recipe one without a problem
 * @returns {string} a name for its timer, at most 60 letters
 */
export function title(recipe) {
  return need(recipe).title(recipe).slice(0, 60);
}

/**
 * @param {unknown} recipe
 * @returns {AnyFormat | null}
 */
export function formatOf(recipe) {
  const name = /** @type {{format?: unknown} | null | undefined} */ (recipe)?.format;
  return FORMATS.find(({ format }) => format === name) ?? null;
}

/**
 * @param {Recipe} recipe
 * @returns {AnyFormat}
 */
function need(recipe) {
  const format = formatOf(recipe);
  if (!format) throw new TypeError(`no format ${recipe.format}`);
  return format;
}
