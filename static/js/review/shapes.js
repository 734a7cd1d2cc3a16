/**
 * Drawings as things one takes hold of: their handles, what lies under a finger, moving, copying. Pure.
 *
 * A drawing is never changed; each function gives a new one. Its points are 0..1 of the upright picture; what is near is said in pixels.
 */

import { angleError, lineError } from "./angles.js";
import { errorWords, lengthOf, lengthWords } from "./calibration.js";
import { at, farFromPath, isInside } from "./paths.js";
import { countAt, degreesOf, lensOf, primitives, trackedAt } from "./primitives.js";
import { widthOf } from "./wording.js";

/** @typedef {import("./angles.js").Point} Point */
/** @typedef {import("./primitives.js").Frame} Frame */

/**
 * @typedef {"pencil" | "line" | "arrow" | "rectangle" | "circle" | "text" | "angle" | "angle_horizontal" | "angle_vertical" | "distance" |
 *   "stopwatch" | "counter" | "spotlight" | "magnifier" | "grid" | "plumb" | "track"} Tool
 *
 * @typedef {{colour: import("./inks.js").Ink, width: number, dashed?: boolean, filled?: boolean}} Style
 *
 * @typedef {object} Body what a mark of kind "shape" says
 * @property {Tool} tool
 * @property {number | null} frame
 * @property {number} at_ms
 * @property {number | null} until_ms
 * @property {number} fade_ms
 * @property {Point[]} points
 * @property {Style} style
 * @property {string} [text]
 * @property {string} layer
 * @property {Record<string, any>} [extra]
 *
 * @typedef {{id: string, body: Body}} Shape
 * @typedef {{a: Point, b: Point, length_m: number, error_share?: number | null}} Calibration
 * @typedef {{part: "handle", index: number} | {part: "body"}} Hit
 */

const BOXES = new Set(["rectangle", "circle", "spotlight", "grid"]);
const AREAS = new Set(["rectangle", "circle", "spotlight", "grid", "magnifier", "stopwatch", "counter"]);

/**
 * Where it is taken hold of, in the order of its points; a box also has its two other corners (2 and 3), a magnifier its rim (2).
 *
 * @param {Body} body
 * @param {{width: number, height: number}} frame
 * @returns {Point[]} 0..1
 */
export function handles(body, frame) {
  if (body.tool === "pencil") return body.points.length > 1 ? [at(body.points, 0), at(body.points, body.points.length - 1)] : [...body.points];
  const [a, b] = body.points;
  if (BOXES.has(body.tool) && a && b) return [a, b, [b[0], a[1]], [a[0], b[1]]];
  if (body.tool === "magnifier" && a && b) return [a, b, [b[0] + lensOf(body, frame).r / frame.width, b[1]]];
  return [...body.points];
}

/**
 * What lies under a point.
 *
 * @param {Body} body
 * @param {Point} where 0..1
 * @param {Frame} frame
 * @param {{slack: number, withHandles?: boolean}} how slack: pixels; more for a finger
 * @returns {Hit | null}
 */
export function hit(body, where, frame, { slack, withHandles = true }) {
  /** @type {Point} */
  const p = [where[0] * frame.width, where[1] * frame.height];
  if (withHandles) {
    let found = -1;
    let least = slack * 1.5;
    handles(body, frame).forEach(([x, y], index) => {
      const far = Math.hypot(x * frame.width - p[0], y * frame.height - p[1]);
      if (far >= least) return;
      least = far;
      found = index;
    });
    if (found >= 0) return { part: "handle", index: found };
  }
  for (const one of primitives(body, frame)) {
    if (one.kind === "path") {
      if (farFromPath(p, one.points, one.closed) <= slack + one.width / 2) return { part: "body" };
      const holds = one.fill !== null || (AREAS.has(body.tool) && body.tool !== "spotlight" && withHandles);
      if (one.closed && holds && isInside(p, one.points)) return { part: "body" };
    } else if (one.kind === "text") {
      const wide = widthOf(one.text, one.size);
      const left = one.x - (one.align === "center" ? wide / 2 : one.align === "right" ? wide : 0);
      const inside = p[0] >= left - slack && p[0] <= left + wide + slack && Math.abs(p[1] - one.y - one.down) <= one.size * 0.6 + slack / 2;
      if (inside) return { part: "body" };
    } else if (one.kind === "lens") {
      if (Math.hypot(p[0] - one.x, p[1] - one.y) <= one.r) return { part: "body" };
    } else {
      // A spotlight is held by its edge: what is lit must stay open for other tools.
      const far = Math.abs(Math.hypot((p[0] - one.x) / (one.rx || 1), (p[1] - one.y) / (one.ry || 1)) - 1) * Math.min(one.rx, one.ry);
      if (far <= slack * 1.5) return { part: "body" };
    }
  }
  return null;
}

/**
 * The topmost drawing under a point; the selected one's handles come first.
 *
 * @template {Shape} S
 * @param {readonly S[]} shapes from the bottom up
 * @param {Point} where
 * @param {Frame} frame
 * @param {{slack: number, selected?: string | null}} how
 * @returns {{shape: S, hit: Hit} | null}
 */
export function topmost(shapes, where, frame, { slack, selected = null }) {
  const chosen = shapes.find(({ id }) => id === selected);
  const held = chosen && hit(chosen.body, where, frame, { slack });
  if (chosen && held) return { shape: chosen, hit: held };
  for (let n = shapes.length - 1; n >= 0; n -= 1) {
    const shape = at(/** @type {S[]} */ (shapes), n);
    const found = hit(shape.body, where, frame, { slack, withHandles: false });
    if (found) return { shape, hit: found };
  }
  return null;
}

/**
 * @param {Body} body
 * @param {number} dx 0..1 of the picture
 * @param {number} dy
 * @returns {Body}
 */
export function moved(body, dx, dy) {
  return { ...body, points: body.points.map(([x, y]) => [x + dx, y + dy]) };
}

/**
 * @param {Body} body
 * @param {number} index of its handles
 * @param {Point} to
 * @param {{width: number, height: number}} frame
 * @returns {Body}
 */
export function withHandle(body, index, to, frame) {
  const points = body.points.map((one) => /** @type {Point} */ ([...one]));
  const [a, b] = points;
  if (body.tool === "pencil") return stretched(body, index, to);
  if (BOXES.has(body.tool) && index > 1 && a && b) {
    if (index === 2) return { ...body, points: [[a[0], to[1]], [to[0], b[1]]] }; // prettier-ignore
    return { ...body, points: [[to[0], a[1]], [b[0], to[1]]] }; // prettier-ignore
  }
  if (body.tool === "magnifier" && index === 2 && b) {
    const r = Math.hypot((to[0] - b[0]) * frame.width, (to[1] - b[1]) * frame.height);
    const radius = Math.max(0.04, Math.min(0.5, r / Math.min(frame.width, frame.height)));
    return { ...body, extra: { ...body.extra, radius } };
  }
  if (index < 0 || index >= points.length) return body;
  points[index] = to;
  return { ...body, points };
}

/**
 * A drawing as it stands at another moment: what its tool knows of time moves with it.
 *
 * @param {Body} body
 * @param {{frame: number | null, at_ms: number}} moment
 * @returns {Body}
 */
export function atMoment(body, { frame, at_ms }) {
  const by = at_ms - body.at_ms;
  const extra = { ...body.extra };
  if (Array.isArray(extra["times_ms"])) extra["times_ms"] = extra["times_ms"].map((one) => one + by);
  for (const name of ["start_ms", "stop_ms"]) if (typeof extra[name] === "number") extra[name] += by;
  return { ...body, frame, at_ms, until_ms: body.until_ms === null ? null : body.until_ms + by, extra };
}

export const TOOL_WORDS = {
  pencil: "Pencil line",
  line: "Line",
  arrow: "Arrow",
  rectangle: "Rectangle",
  circle: "Circle",
  text: "Text",
  angle: "Angle",
  angle_horizontal: "Angle to the horizontal",
  angle_vertical: "Angle to the vertical",
  distance: "Distance",
  stopwatch: "Stopwatch",
  counter: "Counter",
  spotlight: "Spotlight",
  magnifier: "Magnifier",
  grid: "Grid",
  plumb: "Plumb line",
  track: "Track",
};

/**
 * @param {Body} body
 * @param {Frame} frame
 * @returns {string} what a list calls it: "Angle, 92°", "Text, knee over toes"
 */
export function nameOf(body, frame) {
  const name = TOOL_WORDS[body.tool] ?? "Drawing";
  const value = valueOf(body, frame);
  return value ? `${name}, ${value}` : name;
}

/**
 * @param {Body} body
 * @param {Frame} frame
 * @returns {string} what it says or measures; "" for nothing
 */
export function valueOf(body, frame) {
  if (body.tool === "text") return (body.text ?? "").replaceAll("\n", " ").slice(0, 60);
  const points = /** @type {Point[]} */ (body.points.map(([x, y]) => [x * frame.width, y * frame.height]));
  if (body.tool.startsWith("angle")) return `${Math.round(degreesOf(body, points))}°`;
  if (body.tool === "distance") return lengthWords(measured(body, frame));
  if (body.tool === "counter") return String(countAt(body, frame.atMs));
  if (body.tool === "track") return `${body.points.length} frames, at ${trackedAt(body, frame.atMs) + 1}`;
  return "";
}

/**
 * How far off a measurement may be, and what that is made of. Nothing else is known of it, so nothing else is said.
 *
 * @param {Body} body
 * @param {Frame} frame
 * @returns {string} "± 0.4°", "± 0.8 cm"; "" for what measures nothing
 */
export function errorOf(body, frame) {
  const film = frame.film ?? frame;
  const points = /** @type {Point[]} */ (body.points.map(([x, y]) => [x * film.width, y * film.height]));
  if (body.tool === "angle" && points.length > 2) return `± ${angleError(at(points, 0), at(points, 1), at(points, 2), 1).toFixed(1)}°`;
  if (body.tool.startsWith("angle_") && points.length > 1) return `± ${lineError(at(points, 0), at(points, 1), 1).toFixed(1)}°`;
  return body.tool === "distance" ? errorWords(measured(body, frame)) : "";
}

/** What `errorOf` is. */
export const ERROR_IS = "One pixel of the film at each point; for a distance, at each end of the known length too. How square the camera stood is not in it.";

/**
 * @param {Body} body a distance
 * @param {Frame} frame
 */
export function measured(body, frame) {
  return lengthOf(at(body.points, 0), body.points[1] ?? at(body.points, 0), frame.film ?? frame, frame.calibration ?? null);
}

/**
 * A line of a hand, turned and stretched so that one end lies elsewhere.
 *
 * @param {Body} body
 * @param {number} index 0: its beginning, 1: its end
 * @param {Point} to
 * @returns {Body}
 */
function stretched(body, index, to) {
  const last = body.points.length - 1;
  if (last < 1) return { ...body, points: [to] };
  const fixed = at(body.points, index === 0 ? last : 0);
  const end = at(body.points, index === 0 ? 0 : last);
  const dx = to[0] - end[0];
  const dy = to[1] - end[1];
  // Each point goes along by how far it lies on the way from the end that stays.
  const points = body.points.map(([x, y], n) => {
    const share = index === 0 ? 1 - n / last : n / last;
    return /** @type {Point} */ ([x + dx * share, y + dy * share]);
  });
  points[index === 0 ? last : 0] = fixed;
  return { ...body, points };
}
