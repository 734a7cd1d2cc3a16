/**
 * Which frame a video shows at a time, and where to seek so that it shows a certain one.
 *
 * `currentTime` does not identify a frame: seeking to a frame's start shows it in 38 of 60 tries, to its middle in all.
 * Without the server's index (it is made a moment after the clip) we step by a thirtieth of a second.
 */

const GUESS_S = 1 / 30;
const HAIR_S = 1e-4; // times of frames come rounded to the microsecond

/**
 * @typedef {object} Frames
 * @property {number} count
 * @property {(n: number) => number} start seconds at which frame n begins
 * @property {(n: number) => number} middle seconds to seek to for frame n
 * @property {(seconds: number) => number} at the frame shown then
 */

/**
 * @param {{unit: [number, number], pts: number[]}} index frames.json
 * @returns {Frames | null} null when there is nothing in it
 */
export function frames(index) {
  const { unit, pts } = index;
  if (!Array.isArray(pts) || pts.length === 0 || !unit?.[1]) return null;
  const scale = unit[0] / unit[1];
  const last = pts.length - 1;
  /** @param {number} n */
  const bound = (n) => Math.min(last, Math.max(0, n));
  /** @param {number} n */
  const start = (n) => /** @type {number} */ (pts[bound(n)]) * scale;
  const usual = last > 0 ? (start(last) - start(0)) / last : GUESS_S;
  return {
    count: pts.length,
    start,
    middle(n) {
      const here = bound(n);
      return here === last ? start(here) + usual / 2 : (start(here) + start(here + 1)) / 2;
    },
    at(seconds) {
      let low = 0;
      let high = last;
      while (low < high) {
        const middle = Math.ceil((low + high) / 2);
        if (start(middle) <= seconds + HAIR_S) low = middle;
        else high = middle - 1;
      }
      return low;
    },
  };
}

/**
 * Where to seek for the frame so many on from the one shown.
 *
 * @param {Frames | null} index
 * @param {number} seconds the time of what is shown
 * @param {number} by
 * @returns {number} seconds
 */
export function stepped(index, seconds, by) {
  if (!index) return seconds + by * GUESS_S;
  return index.middle(Math.min(index.count - 1, Math.max(0, index.at(seconds) + by)));
}
