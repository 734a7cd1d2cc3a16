/** How the picture is zoomed, pushed, turned and mirrored. Pure: shares of the frame in, a view out. */

/** @typedef {import("../clips/player.js").View} View */

export const MOST_ZOOM = 12;

/**
 * Zooms about a point of the frame, which stays where it is.
 *
 * @param {View} view
 * @param {number} factor
 * @param {number} x share of the frame's width from its middle, -0.5 to 0.5
 * @param {number} y
 * @returns {View}
 */
export function zoomed(view, factor, x = 0, y = 0) {
  const zoom = Math.min(MOST_ZOOM, Math.max(1, view.zoom * factor));
  const by = zoom / view.zoom;
  return kept({ ...view, zoom, x: x + (view.x - x) * by, y: y + (view.y - y) * by });
}

/**
 * @param {View} view
 * @param {number} x shares of the frame
 * @param {number} y
 * @returns {View}
 */
export function pushed(view, x, y) {
  return kept({ ...view, x: view.x + x, y: view.y + y });
}

/**
 * @param {View} view
 * @returns {View} a quarter on, with the clock as it is seen
 */
export function turned(view) {
  const by = view.mirror ? 270 : 90; // what is mirrored turns the other way
  return { ...view, x: 0, y: 0, zoom: 1, rotate: /** @type {View["rotate"]} */ ((view.rotate + by) % 360) };
}

/** @param {View} view @returns {View} */
function kept(view) {
  const most = (view.zoom - 1) / 2;
  /** @param {number} share */
  const within = (share) => Math.min(most, Math.max(-most, share)) || 0;
  return { ...view, x: within(view.x), y: within(view.y) };
}
