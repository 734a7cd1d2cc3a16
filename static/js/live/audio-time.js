/**
 * At which moment of an audio context something sounds that is to be heard at a moment of the page's monotonic time.
 *
 * A browser tells both clocks together, some milliseconds off each time; sounds that are to be even must not inherit that. The median of
 * what it said lately counts, and moves only when it is clearly elsewhere: then the two clocks have drifted, or the device was changed.
 * Touches no page.
 */

const KEPT = 15;
const STEADY_MS = 3; // nearer than this it is noise
const JUMP_MS = 60; // farther than this the past says nothing

/**
 * @typedef {object} AudioTime
 * @property {() => void} look takes a reading
 * @property {(monotonic_ms: number) => number} at seconds of the context
 */

/**
 * @param {() => {context_s: number, monotonic_ms: number}} read both clocks at one moment
 * @returns {AudioTime}
 */
export function createAudioTime(read) {
  /** @type {number[]} */
  let gaps = [];
  let gap_ms = NaN;

  function look() {
    const { context_s, monotonic_ms } = read();
    const now_ms = context_s * 1000 - monotonic_ms;
    if (Math.abs(now_ms - gap_ms) > JUMP_MS) gaps = [];
    gaps = [...gaps, now_ms].slice(-KEPT);
    const median_ms = /** @type {number} */ ([...gaps].sort((a, b) => a - b)[gaps.length >> 1]);
    if (!(Math.abs(median_ms - gap_ms) < STEADY_MS)) gap_ms = median_ms;
  }

  return {
    look,
    at(monotonic_ms) {
      if (Number.isNaN(gap_ms)) look();
      return (monotonic_ms + gap_ms) / 1000;
    },
  };
}
