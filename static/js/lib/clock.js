/**
 * The room's clock: server epoch milliseconds, kept on the browser's monotonic time so that a changed wall clock moves nothing.
 *
 * Each ping gives one sample: how the server's time stood to ours on the way there, and on the way back. What was quickest there and what was
 * quickest back count, from different pings if need be: of two ways that are late by chance, each is punctual sometimes. Older samples count
 * for less, by what two crystals may have drifted since. Samples live five minutes.
 */

const KEEP_MS = 5 * 60_000;
const DRIFT = 3e-5; // 30 parts in a million, between two ordinary crystals
const DOZE_MS = 250; // wall and monotonic time apart by more than this: the machine slept, or somebody set its clock
const JUMP_MS = 1000; // by more than this: nothing that was learned before is worth anything
const ROUNDING_MS = 2; // the server tells whole milliseconds
const EYE_MS = 1000; // a shown time never steps back by less than this

/**
 * @typedef {object} Sample
 * @property {number} at_ms when, in monotonic time
 * @property {number} there_ms the server's time when a ping arrived, less ours when it went: the offset, and the way there too much
 * @property {number} back_ms the server's time when the answer went, less ours when it arrived: the offset, and the way back too little
 */

/**
 * @typedef {object} Clock
 * @property {() => number} now the server's time in epoch milliseconds
 * @property {() => number} shown the same for the eye: never a step back of less than a second
 * @property {(now_ms: number) => void} seed a first rough setting, until a ping was answered
 * @property {(t0: number, t1_ms: number, t3: number) => number} sample takes a ping's times (sent, server's, answered; t0 and t3 of
 *   `monotonic`) and gives its round trip
 * @property {() => boolean} slept whether the machine seems to have slept since the last sample: time for a burst of pings
 * @property {() => number} monotonic the browser's own time
 * @property {() => number} doubt_ms how far the clock may be off; Infinity before the first ping
 */

/**
 * @param {{monotonic?: () => number, wall?: () => number}} [sources]
 * @returns {Clock}
 */
export function createClock({ monotonic = () => performance.now(), wall = () => Date.now() } = {}) {
  /** @type {Sample[]} */
  let samples = [];
  let offset_ms = wall() - monotonic();
  let gap_ms = wall() - monotonic();
  let shown_ms = -Infinity;

  const now = () => monotonic() + offset_ms;
  const jump_ms = () => Math.abs(wall() - monotonic() - gap_ms);

  return {
    monotonic,
    now,
    slept: () => jump_ms() > DOZE_MS,
    shown() {
      const at_ms = now();
      if (at_ms >= shown_ms || shown_ms - at_ms >= EYE_MS) shown_ms = at_ms;
      return shown_ms;
    },
    seed(now_ms) {
      if (samples.length === 0) offset_ms = now_ms - monotonic();
    },
    sample(t0, t1_ms, t3) {
      if (jump_ms() > JUMP_MS) samples = [];
      gap_ms = wall() - monotonic();
      const rtt_ms = Math.max(0, t3 - t0);
      samples.push({ at_ms: t3, there_ms: t1_ms - t0, back_ms: t1_ms - t3 });
      samples = samples.filter((sample) => t3 - sample.at_ms <= KEEP_MS);
      let { most_ms, least_ms } = bounds(samples, t3);
      while (least_ms > most_ms + ROUNDING_MS) {
        samples = samples.slice(1); // they cannot all be true: our time stood still for a while, unnoticed
        ({ most_ms, least_ms } = bounds(samples, t3));
      }
      offset_ms = (most_ms + least_ms) / 2;
      return rtt_ms;
    },
    doubt_ms() {
      if (samples.length === 0) return Infinity;
      const { most_ms, least_ms } = bounds(samples, monotonic());
      return Math.max(0, most_ms - least_ms) / 2;
    },
  };
}

/**
 * Between what the offset lies: no way takes less than no time.
 *
 * @param {Sample[]} samples at least one
 * @param {number} at_ms
 * @returns {{most_ms: number, least_ms: number}}
 */
function bounds(samples, at_ms) {
  const drifted_ms = (/** @type {Sample} */ sample) => (at_ms - sample.at_ms) * DRIFT;
  return {
    most_ms: Math.min(...samples.map((sample) => sample.there_ms + drifted_ms(sample))),
    least_ms: Math.max(...samples.map((sample) => sample.back_ms - drifted_ms(sample))),
  };
}
