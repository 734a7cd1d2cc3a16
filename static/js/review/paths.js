/** Lines in a plane: how far from them, how they become smooth, and fewer. Pure; in pixels unless said otherwise. */

/** @typedef {import("./angles.js").Point} Point */

/**
 * @param {Point} p
 * @param {Point} a
 * @param {Point} b
 * @returns {number}
 */
export function farFromLine(p, a, b) {
  const x = b[0] - a[0];
  const y = b[1] - a[1];
  const squared = x * x + y * y;
  const along = squared === 0 ? 0 : Math.max(0, Math.min(1, ((p[0] - a[0]) * x + (p[1] - a[1]) * y) / squared));
  return Math.hypot(p[0] - a[0] - along * x, p[1] - a[1] - along * y);
}

/**
 * @param {Point} p
 * @param {Point[]} points
 * @param {boolean} isClosed
 * @returns {number} Infinity when there is no line
 */
export function farFromPath(p, points, isClosed) {
  const first = points[0];
  if (!first) return Infinity;
  let least = Math.hypot(p[0] - first[0], p[1] - first[1]);
  for (let n = 1; n < points.length; n += 1) least = Math.min(least, farFromLine(p, at(points, n - 1), at(points, n)));
  return isClosed ? Math.min(least, farFromLine(p, at(points, points.length - 1), first)) : least;
}

/**
 * @param {Point} p
 * @param {Point[]} points of a closed line
 * @returns {boolean}
 */
export function isInside(p, points) {
  let inside = false;
  for (let n = 0, before = points.length - 1; n < points.length; before = n, n += 1) {
    const a = at(points, n);
    const b = at(points, before);
    if (a[1] > p[1] !== b[1] > p[1] && p[0] < ((b[0] - a[0]) * (p[1] - a[1])) / (b[1] - a[1]) + a[0]) inside = !inside;
  }
  return inside;
}

/**
 * A line of a hand made round: each corner is cut at a quarter, twice (Chaikin), as long as that keeps the number of points in bounds.
 *
 * @param {Point[]} points
 * @returns {Point[]}
 */
export function smooth(points) {
  const rounds = points.length < 3 ? 0 : points.length <= 200 ? 2 : points.length <= 800 ? 1 : 0;
  let line = points;
  for (let round = 0; round < rounds; round += 1) {
    /** @type {Point[]} */
    const next = [at(line, 0)];
    for (let n = 1; n < line.length; n += 1) {
      const a = at(line, n - 1);
      const b = at(line, n);
      if (n > 1) next.push([a[0] * 0.75 + b[0] * 0.25, a[1] * 0.75 + b[1] * 0.25]);
      if (n < line.length - 1) next.push([a[0] * 0.25 + b[0] * 0.75, a[1] * 0.25 + b[1] * 0.75]);
    }
    next.push(at(line, line.length - 1));
    line = next;
  }
  return line;
}

/**
 * Fewer points for the same line (Ramer, Douglas, Peucker), without recursion: a long line would be too deep.
 *
 * @param {Point[]} points
 * @param {number} slack so far it may leave the line
 * @returns {Point[]}
 */
export function simplified(points, slack) {
  if (points.length < 3) return points;
  const keeps = new Uint8Array(points.length);
  keeps[0] = keeps[points.length - 1] = 1;
  /** @type {[number, number][]} */
  const waiting = [[0, points.length - 1]];
  for (let span = waiting.pop(); span; span = waiting.pop()) {
    const [from, to] = span;
    let most = slack;
    let where = 0;
    for (let n = from + 1; n < to; n += 1) {
      const far = farFromLine(at(points, n), at(points, from), at(points, to));
      if (far <= most) continue;
      most = far;
      where = n;
    }
    if (!where) continue;
    keeps[where] = 1;
    waiting.push([from, where], [where, to]);
  }
  return points.filter((_, n) => keeps[n]);
}

/**
 * @param {Point} centre
 * @param {number} rx
 * @param {number} ry
 * @param {number} [count]
 * @returns {Point[]} a closed line
 */
export function ellipse(centre, rx, ry, count = 48) {
  return around(count).map(([x, y]) => [centre[0] + x * rx, centre[1] + y * ry]);
}

/** @type {Map<number, Point[]>} */
const circles = new Map();

/**
 * @param {number} count
 * @returns {Point[]} of a circle of one, worked out once
 */
function around(count) {
  let made = circles.get(count);
  if (!made) {
    made = Array.from({ length: count }, (_, n) => [Math.cos((n / count) * 2 * Math.PI), Math.sin((n / count) * 2 * Math.PI)]);
    circles.set(count, made);
  }
  return made;
}

/**
 * @template T
 * @param {T[]} all
 * @param {number} n one that is there
 * @returns {T}
 */
export function at(all, n) {
  return /** @type {T} */ (all[n]);
}
