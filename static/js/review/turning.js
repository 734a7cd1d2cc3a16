/** From the page to the picture, whichever way it is turned. Pure. The page shows the picture turned with the clock, then mirrored. */

/** @typedef {import("./angles.js").Point} Point */
/** @typedef {{rotate: number, mirror: boolean}} View */

/**
 * @param {Point} p 0..1 of the box the picture takes on the page
 * @param {View} view
 * @returns {Point} 0..1 of the upright picture
 */
export function toPicture([u, v], { rotate, mirror }) {
  const x = mirror ? 1 - u : u;
  if (rotate === 90) return [v, 1 - x];
  if (rotate === 180) return [1 - x, 1 - v];
  return rotate === 270 ? [1 - v, x] : [x, v];
}

/**
 * @param {Point} way so far on the page
 * @param {View} view
 * @returns {Point} the same way in the upright picture
 */
export function wayInPicture([dx, dy], { rotate, mirror }) {
  const x = mirror ? -dx : dx;
  if (rotate === 90) return [dy, -x];
  if (rotate === 180) return [-x, -dy];
  return rotate === 270 ? [-dy, x] : [x, dy];
}
