/** Angles in a picture, in degrees, and the points that make them round. Pure; points are in pixels, y downwards. */

/** @typedef {[number, number]} Point */

const FULL = 360;
const RADIAN = 180 / Math.PI;

/**
 * @param {Point} from
 * @param {Point} to
 * @returns {number} the way from one to the other: 0 to the right, 90 upwards, 0..360
 */
export function bearing(from, to) {
  return turned(Math.atan2(from[1] - to[1], to[0] - from[0]) * RADIAN);
}

/**
 * @param {Point} one
 * @param {Point} corner
 * @param {Point} other
 * @returns {number} 0..180
 */
export function angleBetween(one, corner, other) {
  const between = Math.abs(bearing(corner, one) - bearing(corner, other));
  return between > 180 ? FULL - between : between;
}

/**
 * @param {Point} corner
 * @param {Point} end
 * @returns {number} how far a line is off the horizontal, 0..90
 */
export function offHorizontal(corner, end) {
  const way = bearing(corner, end) % 180;
  return way > 90 ? 180 - way : way;
}

/**
 * @param {Point} corner
 * @param {Point} end
 * @returns {number} how far a line is off the vertical, 0..90
 */
export function offVertical(corner, end) {
  return 90 - offHorizontal(corner, end);
}

/**
 * The point as far away, in a direction that is a whole number of steps.
 *
 * @param {Point} from
 * @param {Point} to
 * @param {number} step degrees
 * @param {number} [base] the direction that counts as none, degrees
 * @returns {Point}
 */
export function snapped(from, to, step, base = 0) {
  const length = Math.hypot(to[0] - from[0], to[1] - from[1]);
  const way = (base + Math.round((bearing(from, to) - base) / step) * step) / RADIAN;
  return [from[0] + Math.cos(way) * length, from[1] - Math.sin(way) * length];
}

/**
 * The nearest of some points, if it is near enough.
 *
 * @param {Point} to
 * @param {Point[]} points
 * @param {number} slack
 * @returns {Point | null}
 */
export function nearest(to, points, slack) {
  /** @type {Point | null} */
  let found = null;
  let least = slack;
  for (const one of points) {
    const far = Math.hypot(one[0] - to[0], one[1] - to[1]);
    if (far > least) continue;
    least = far;
    found = one;
  }
  return found;
}

/**
 * By how much an angle may be off when each of its points is a pixel off, across its leg: the two legs' errors, and the
 * corner's through both, added as squares.
 *
 * @param {Point} one
 * @param {Point} corner
 * @param {Point} other
 * @param {number} pixel how long a pixel of the film is here
 * @returns {number} degrees; 180 when a leg has no length
 */
export function angleError(one, corner, other, pixel) {
  const a = Math.hypot(one[0] - corner[0], one[1] - corner[1]);
  const b = Math.hypot(other[0] - corner[0], other[1] - corner[1]);
  if (a === 0 || b === 0) return 180;
  return Math.min(180, Math.hypot(pixel / a, pixel / b, pixel / a + pixel / b) * RADIAN);
}

/**
 * The same for one leg against the horizontal or the vertical.
 *
 * @param {Point} corner
 * @param {Point} end
 * @param {number} pixel
 * @returns {number} degrees
 */
export function lineError(corner, end, pixel) {
  const length = Math.hypot(end[0] - corner[0], end[1] - corner[1]);
  return length === 0 ? 90 : Math.min(90, ((Math.SQRT2 * pixel) / length) * RADIAN);
}

/** @param {number} degrees */
function turned(degrees) {
  return ((degrees % FULL) + FULL) % FULL;
}
