/** The flywheel: a drag across the picture turns the clip frame by frame, in both directions. Pure. */

const FRAME_PX = 6; // a frame for so much of a slow drag
const FAST_PX_MS = 0.8; // from here on a drag goes faster than its way
const MOST = 6;

/**
 * @typedef {object} Wheel
 * @property {(x: number, at_ms: number) => number} turn how many frames on since the last call
 */

/**
 * @param {number} x px, where the drag begins
 * @param {number} at_ms
 * @returns {Wheel}
 */
export function wheel(x, at_ms) {
  let last = { x, at_ms };
  let rest = 0;
  return {
    turn(x, at_ms) {
      const moved = x - last.x;
      const speed = Math.abs(moved) / Math.max(1, at_ms - last.at_ms);
      rest += (moved / FRAME_PX) * Math.min(MOST, Math.max(1, speed / FAST_PX_MS));
      const frames = Math.trunc(rest);
      rest -= frames;
      last = { x, at_ms };
      return frames;
    },
  };
}
