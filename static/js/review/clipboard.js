/** Drawings as text that goes from frame to frame and from clip to clip, and back. Pure: what is pasted was written by anybody. */

import { INK_NAMES } from "./inks.js";
import { TOOLS } from "./tools.js";

/** @typedef {import("./shapes.js").Body} Body */

const MOST = 500; // drawings in one go
const POINTS_MOST = 2000;
const TEXT_MOST = 500;
const SAME = 0.01; // of two ratios: as much as a picture that is laid out in whole pixels may be off

/**
 * @param {Body[]} bodies
 * @param {number} [ratio] how wide the picture is for its height
 * @returns {string}
 */
export function written(bodies, ratio) {
  return JSON.stringify({ spotter: "shapes", version: 1, ratio, shapes: bodies.slice(0, MOST).map((body) => ({ ...body, layer: "" })) });
}

/**
 * @param {string} text
 * @param {number} [ratio] of the picture it comes to; of another form than the one it comes from, drawings keep theirs
 * @returns {Body[]} what of it are drawings; none for any other text
 */
export function read(text, ratio) {
  try {
    const said = JSON.parse(text);
    if (said?.spotter !== "shapes" || !Array.isArray(said.shapes)) return [];
    const from = finite(said.ratio) && said.ratio > 0 ? said.ratio : ratio;
    return said.shapes.slice(0, MOST).flatMap((/** @type {any} */ one) => {
      const body = shapeOf(one);
      return body ? [{ ...body, points: fitted(body.points, from, ratio) }] : [];
    });
  } catch {
    return [];
  }
}

/**
 * A right angle stays one: the whole picture it comes from is laid into the other's middle, as large as it fits.
 *
 * @param {import("./angles.js").Point[]} points
 * @param {number} [from] ratio
 * @param {number} [to] ratio
 * @returns {import("./angles.js").Point[]}
 */
function fitted(points, from, to) {
  if (!from || !to || Math.abs(from / to - 1) < SAME) return points;
  const [wide, high] = from > to ? [1, to / from] : [from / to, 1];
  return points.map(([x, y]) => [rounded((1 - wide) / 2 + x * wide), rounded((1 - high) / 2 + y * high)]);
}

/** @param {number} share */
function rounded(share) {
  return Number(share.toFixed(5));
}

/**
 * @param {any} said
 * @returns {Body | null}
 */
export function shapeOf(said) {
  if (typeof said !== "object" || said === null || !Object.hasOwn(TOOLS, said.tool) || !Array.isArray(said.points)) return null;
  const points = said.points.slice(0, POINTS_MOST).filter((/** @type {any} */ one) => Array.isArray(one) && finite(one[0]) && finite(one[1]));
  if (points.length === 0) return null;
  const style = said.style ?? {};
  /** @type {Record<string, any>} */
  const extra = {};
  for (const [name, value] of Object.entries(said.extra ?? {}).slice(0, 20)) {
    if (/^[A-Za-z0-9_.-]{1,64}$/.test(name) && (finite(value) || typeof value === "boolean" || (Array.isArray(value) && value.every(finite)))) extra[name] = value;
  }
  return {
    tool: said.tool,
    frame: finite(said.frame) ? Math.round(said.frame) : null,
    at_ms: finite(said.at_ms) ? said.at_ms : 0,
    until_ms: finite(said.until_ms) ? said.until_ms : null,
    fade_ms: finite(said.fade_ms) ? Math.max(0, Math.min(60_000, said.fade_ms)) : 0,
    points: points.map((/** @type {any} */ [x, y]) => [x, y]),
    style: {
      colour: INK_NAMES.includes(style.colour) ? style.colour : "amber",
      width: finite(style.width) ? Math.max(1, Math.min(5, style.width)) : 2,
      dashed: style.dashed === true,
      filled: style.filled === true,
    },
    text: typeof said.text === "string" ? said.text.slice(0, TEXT_MOST) : "",
    layer: "",
    extra,
  };
}

/** @param {unknown} value */
function finite(value) {
  return typeof value === "number" && Number.isFinite(value);
}
