/**
 * How points become a drawing: drag from point to point, or click each; a stroke as the hand goes. Pure; points are in pixels of the
 * picture as it is shown, upright.
 */

import { bearing, nearest, snapped } from "./angles.js";
import { at, simplified } from "./paths.js";
import { TOOLS } from "./tools.js";

/** @typedef {import("./angles.js").Point} Point */
/** @typedef {import("./shapes.js").Tool} Tool */

export const STROKE_MOST = 2000;
const STROKE_SLACK = 0.6; // pixels that a line of a hand may lie off what the hand did

/**
 * @typedef {object} Draft
 * @property {Tool} tool
 * @property {Point[]} points with the one that follows the pointer, last
 * @property {number} set how many of them stay
 * @property {Point | null} pressed where the pointer went down; null: it is up
 * @property {boolean} isFirst it went down for the first point
 */

/**
 * @param {Tool} tool
 * @param {Point} p
 * @returns {Draft}
 */
export function began(tool, p) {
  return { tool, points: TOOLS[tool].made === "stroke" ? [p] : [p, p], set: 1, pressed: p, isFirst: true };
}

/**
 * @param {Draft} draft
 * @param {Point} p
 * @returns {Draft}
 */
export function dragged(draft, p) {
  if (TOOLS[draft.tool].made === "stroke") {
    const last = at(draft.points, draft.points.length - 1);
    if (Math.hypot(last[0] - p[0], last[1] - p[1]) < 1) return draft;
    const points = [...draft.points, p];
    return { ...draft, points: points.length > STROKE_MOST ? simplified(points, STROKE_SLACK) : points };
  }
  return { ...draft, points: [...draft.points.slice(0, draft.set), p] };
}

/**
 * The pointer goes down again, for the next point.
 *
 * @param {Draft} draft
 * @param {Point} p
 * @returns {Draft}
 */
export function pressedAgain(draft, p) {
  return { ...dragged(draft, p), pressed: p, isFirst: false };
}

/**
 * The pointer goes up.
 *
 * @param {Draft} draft
 * @param {Point} p where; the point that counts was given by `dragged`
 * @param {number} slack so far a click may move
 * @returns {{draft: Draft, isDone: boolean}}
 */
export function released(draft, p, slack) {
  const { made, count } = TOOLS[draft.tool];
  if (made === "stroke") {
    return { draft: { ...draft, points: simplified(draft.points, STROKE_SLACK).slice(0, STROKE_MOST), pressed: null }, isDone: true };
  }
  const [x, y] = draft.pressed ?? p;
  const isClick = Math.hypot(p[0] - x, p[1] - y) < slack;
  if (draft.isFirst && isClick && count > 1) return { draft: { ...draft, pressed: null }, isDone: false };
  const set = draft.set + 1;
  if (set >= count) return { draft: { ...draft, set, points: draft.points.slice(0, count), pressed: null }, isDone: true };
  return { draft: { ...draft, set, points: [...draft.points, at(draft.points, draft.points.length - 1)], pressed: null }, isDone: false };
}

/**
 * Where a point comes to lie: on a point that is there, in a round direction, in a square.
 *
 * @param {Tool} tool
 * @param {Point[]} points those of the drawing as they are
 * @param {number} index of the one that moves
 * @param {Point} p where the pointer is
 * @param {{step: number, isSquare: boolean, others: Point[], slack: number}} how step: degrees, 0 for none
 * @returns {Point}
 */
export function settled(tool, points, index, p, { step, isSquare, others, slack }) {
  const kind = TOOLS[tool];
  const corner = tool === "angle" ? 1 : 0;
  const from = index === corner ? points[corner === 1 ? 0 : 1] : points[corner];
  if (kind.base !== undefined && step > 0 && from) {
    // The second leg of an angle is round against the first, all else against the horizontal.
    const first = tool === "angle" && index === 2 ? points[0] : tool === "angle" && index === 0 ? points[2] : undefined;
    return snapped(from, p, step, first && points.length > 2 ? bearing(from, first) : 0);
  }
  const opposite = points[index === 0 ? 1 : 0];
  if (isSquare && kind.base === undefined && kind.count === 2 && index < 2 && opposite) {
    const side = Math.max(Math.abs(p[0] - opposite[0]), Math.abs(p[1] - opposite[1]));
    return [opposite[0] + Math.sign(p[0] - opposite[0] || 1) * side, opposite[1] + Math.sign(p[1] - opposite[1] || 1) * side];
  }
  return nearest(p, others, slack) ?? p;
}
