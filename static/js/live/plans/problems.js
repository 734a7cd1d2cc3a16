/** What is wrong with a recipe or a plan, in words for the trainer; null when nothing is. Whatever JSON comes, nothing is thrown. Pure. */

import { STATION } from "./circuit.js";
import { ITEM, KINDS } from "./list.js";
import { LABEL_MAX, NAME_MAX, lengthWords } from "./recipe.js";

/** @typedef {import("./recipe.js").Field} Field */

export const INTERVALS_MAX = 500;
export const PLAN_LONGEST_S = 6 * 3600;
const BYTES_MAX = 56_000; // a frame of the socket takes 64 KiB
const MARKUP = /<\s*[a-zA-Z/!?]|[\u0000-\u001f\u007f-\u009f]/u; // as in signaling/timing.py

/**
 * @param {Record<string, unknown>} thing
 * @param {Field[]} fields
 * @returns {string | null}
 */
export function fieldsProblem(thing, fields) {
  for (const field of fields) {
    const problem = fieldProblem(thing[field.name], field);
    if (problem) return `${field.label}: ${problem}`;
  }
  return null;
}

/**
 * @param {import("../types.d.ts").Interval[]} plan
 * @returns {string | null}
 */
export function planProblem(plan) {
  if (plan.length > INTERVALS_MAX) return `At most ${INTERVALS_MAX} intervals; this makes ${plan.length}.`;
  const seconds = plan.reduce((sum, { duration_ms }) => sum + duration_ms, 0) / 1000;
  if (seconds > PLAN_LONGEST_S) return "A timer runs for six hours at most.";
  if (new TextEncoder().encode(JSON.stringify(plan)).length > BYTES_MAX) return "That is too much text for one timer.";
  return null;
}

/**
 * @param {unknown} value
 * @param {Field} field
 * @returns {string | null}
 */
function fieldProblem(value, { kind, min, max }) {
  switch (kind) {
    case "text":
      return textProblem(value, min, max);
    case "side":
      return value === "left" || value === "right" ? null : "left or right.";
    case "lines":
      return listProblem(value, min, max, (line) => textProblem(line, 0, LABEL_MAX));
    case "stations":
      return listProblem(value, min, max, (station) => fieldsProblem(record(station), STATION));
    case "intervals":
      return listProblem(value, min, max, (item) => itemProblem(record(item)));
    default:
      return numberProblem(value, kind, min, max);
  }
}

/**
 * @param {Record<string, unknown>} item
 * @returns {string | null}
 */
function itemProblem(item) {
  const { kind, count_up = false, say = "", side = "", bpm = null, label = "" } = item;
  if (!(/** @type {readonly unknown[]} */ (KINDS).includes(kind))) return "work, rest, or another kind.";
  if (typeof count_up !== "boolean") return "counts up, or does not.";
  if (side !== "" && side !== "left" && side !== "right") return "left, right, or both.";
  if (bpm !== null) {
    const problem = numberProblem(bpm, "bpm", 20, 300);
    if (problem) return `beats a minute: ${problem}`;
  }
  return fieldsProblem(item, ITEM) ?? textProblem(say, 0, NAME_MAX) ?? textProblem(label, 0, LABEL_MAX);
}

/**
 * @param {unknown} value
 * @param {"seconds" | "count" | "bpm"} kind
 * @param {number} min
 * @param {number} max
 * @returns {string | null}
 */
function numberProblem(value, kind, min, max) {
  if (!Number.isInteger(value)) return "a whole number, please.";
  const number = /** @type {number} */ (value);
  if (number >= min && number <= max) return null;
  return kind === "seconds" ? `between ${lengthWords(min)} and ${lengthWords(max)}.` : `between ${min} and ${max}.`;
}

/**
 * @param {unknown} value
 * @param {number} min
 * @param {number} max
 * @returns {string | null}
 */
function textProblem(value, min, max) {
  if (typeof value !== "string") return "words, please.";
  if (MARKUP.test(value)) return "plain words, without tags.";
  if (value.trim().length < min) return "say what it is.";
  return value.length > max ? `at most ${max} letters.` : null;
}

/**
 * @param {unknown} value
 * @param {number} min
 * @param {number} max
 * @param {(one: unknown) => string | null} of
 * @returns {string | null}
 */
function listProblem(value, min, max, of) {
  if (!Array.isArray(value)) return "a list, please.";
  if (value.length < min) return "at least one.";
  if (value.length > max) return `at most ${max}.`;
  for (const [at, one] of value.entries()) {
    const problem = of(one);
    if (problem) return `${at + 1}: ${problem}`;
  }
  return null;
}

/**
 * @param {unknown} thing
 * @returns {Record<string, unknown>}
 */
function record(thing) {
  return typeof thing === "object" && thing !== null ? /** @type {Record<string, unknown>} */ (thing) : {};
}
