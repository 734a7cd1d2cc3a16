/** The lanes under a clip: what lies on each, and which of it is meant by a press or a key. Pure. */

/**
 * @typedef {object} Bar
 * @property {string} lane
 * @property {number} at_ms
 * @property {number | null} until_ms null: a moment
 * @property {string} kind how it looks
 * @property {string} title
 */

/** In their order from above, with their words. */
export const LANES = /** @type {const} */ ([
  ["keys", "Key frames"],
  ["comments", "Comments"],
  ["timer", "Timer"],
  ["cues", "Cues"],
  ["reps", "Reps"],
  ["effort", "Effort"],
  ["markers", "Markers"],
]);

/**
 * Those lanes on which something lies, each by its time.
 *
 * @param {readonly Bar[]} bars
 * @returns {{lane: string, words: string, bars: Bar[]}[]}
 */
export function laid(bars) {
  return LANES.map(([lane, words]) => ({
    lane,
    words,
    bars: bars.filter((one) => one.lane === lane).sort((a, b) => a.at_ms - b.at_ms),
  })).filter((one) => one.bars.length > 0);
}

/**
 * Which bar is meant by a press: the one under it, else the nearest within `slack`.
 *
 * @param {readonly Bar[]} bars
 * @param {number} at_ms
 * @param {number} slack ms
 * @returns {number} its place, or -1
 */
export function meant(bars, at_ms, slack) {
  let best = -1;
  let away = slack;
  bars.forEach((one, at) => {
    const end = one.until_ms ?? one.at_ms;
    const off = at_ms < one.at_ms ? one.at_ms - at_ms : Math.max(0, at_ms - end);
    if (off < away || (off === 0 && away === 0) || (off === away && best < 0)) [best, away] = [at, off];
  });
  return best;
}

/**
 * The bar one comes to by an arrow.
 *
 * @param {readonly Bar[]} bars
 * @param {number} at_ms where the clip stands
 * @param {-1 | 1} by
 * @returns {number} its place, or -1
 */
export function beside(bars, at_ms, by) {
  return by > 0 ? bars.findIndex((one) => one.at_ms > at_ms + 1) : bars.findLastIndex((one) => one.at_ms < at_ms - 1);
}
