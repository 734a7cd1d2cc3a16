/** Values read off frames: what a drawing measures, how long it is between two key frames, and where such a value can go. Pure. */

import { lengthOf } from "./calibration.js";
import { countAt, degreesOf } from "./primitives.js";
import { errorOf, TOOL_WORDS } from "./shapes.js";

/** @typedef {import("./marks.js").Mark} Mark */
/** @typedef {{width: number, height: number}} Film its size in pixels */

/**
 * A value that can be kept.
 *
 * @typedef {object} Reading
 * @property {string} id of the mark it is read off, or of both with a plus between
 * @property {string} measure
 * @property {string} title
 * @property {number} value
 * @property {"deg" | "cm" | "s" | "reps"} unit
 * @property {number | null} frame
 * @property {number} at_ms the moment that proves it
 * @property {string[]} shapes
 * @property {string} [error] what one pixel does to it, in words; nothing of it is kept with the value
 */

/** @typedef {{place: string, title: string, unit: string, decimals: number, value: string}} Place where a result takes a number */
/** @typedef {{assessment: string, step: string, title: string, url: string, places: Place[]}} StepOf */

const WORDS = { deg: "°", cm: " cm", s: " s", reps: " reps" };

/**
 * What a drawing measures; null for one that measures nothing, or a distance without a known length.
 *
 * @param {Mark} mark
 * @param {{film: Film, calibration: import("./shapes.js").Calibration | null}} picture
 * @returns {Reading | null}
 */
export function readingOf(mark, { film, calibration }) {
  const body = /** @type {any} */ (mark.body);
  const found = valueOf(body, film, calibration);
  if (!found) return null;
  const title = body.text?.trim() || (TOOL_WORDS[/** @type {keyof typeof TOOL_WORDS} */ (body.tool)] ?? body.tool);
  return { id: mark.id, measure: body.tool, title, ...found, frame: body.frame ?? null, at_ms: body.at_ms, shapes: [mark.id], error: errorOf(body, { ...film, film, calibration, atMs: body.at_ms }) };
}

/**
 * @param {any} body
 * @param {Film} film
 * @param {import("./shapes.js").Calibration | null} calibration
 * @returns {{value: number, unit: Reading["unit"]} | null}
 */
function valueOf(body, film, calibration) {
  if (String(body.tool).startsWith("angle")) {
    const points = body.points.map((/** @type {[number, number]} */ [x, y]) => [x * film.width, y * film.height]);
    return { value: rounded(degreesOf(body, points), 1), unit: "deg" };
  }
  if (body.tool === "distance" && body.points.length > 1) {
    const { m } = lengthOf(body.points[0], body.points[1], film, calibration);
    return m === null ? null : { value: rounded(m * 100, 1), unit: "cm" };
  }
  if (body.tool === "counter") return { value: countAt(body, Infinity), unit: "reps" };
  if (body.tool === "stopwatch" && typeof body.extra?.stop_ms === "number") {
    return { value: rounded(Math.max(0, body.extra.stop_ms - (body.extra.start_ms ?? body.at_ms)) / 1000, 2), unit: "s" };
  }
  return null;
}

/**
 * @param {Mark} from a key frame
 * @param {Mark} to another
 * @returns {Reading} the time between them, whichever comes first
 */
export function between(from, to) {
  const [first, last] = from.body.at_ms <= to.body.at_ms ? [from, to] : [to, from];
  const name = (/** @type {Mark} */ key) => key.body.title || "key frame";
  return {
    id: `${first.id}+${last.id}`,
    measure: "time",
    title: `${name(first)} to ${name(last)}`.slice(0, 120),
    value: rounded((last.body.at_ms - first.body.at_ms) / 1000, 3),
    unit: "s",
    frame: last.body.frame ?? null,
    at_ms: last.body.at_ms,
    shapes: [first.id, last.id],
  };
}

/** @param {{value: number, unit: string}} reading @returns {string} "92.4°", "43 cm" */
export function inWords({ value, unit }) {
  return `${value}${WORDS[/** @type {Reading["unit"]} */ (unit)] ?? ` ${unit}`}`;
}

/**
 * The value as a place of a result takes it; null: it is of another kind.
 *
 * @param {Pick<Reading, "value" | "unit">} reading
 * @param {Pick<Place, "unit" | "decimals">} place
 * @returns {string | null}
 */
export function asPlace({ value, unit }, place) {
  const shares = /** @type {Record<string, Record<string, number>>} */ ({ deg: { "°": 1 }, cm: { cm: 1 }, s: { s: 1, min: 1 / 60 }, reps: { reps: 1 } });
  const share = place.unit === "" ? 1 : shares[unit]?.[place.unit];
  return share === undefined ? null : String(rounded(value * share, place.decimals));
}

/**
 * @param {Reading} reading
 * @param {StepOf | null} of
 * @param {Place | null} [at] where in the result it stands too
 * @returns {Record<string, unknown>} the body of the mark that keeps it
 */
export function kept({ measure, title, value, unit, frame, at_ms, shapes }, of, at = null) {
  const step = of ? { assessment: of.assessment, step: of.step, place: at?.place ?? null } : {};
  return { measure, title, value, unit, frame, at_ms, shapes, ...step };
}

/** @param {number} value @param {number} places */
function rounded(value, places) {
  return Number(value.toFixed(places));
}
