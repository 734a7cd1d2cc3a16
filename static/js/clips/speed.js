/** How fast a clip plays: from a twentieth to twice its speed, in steps of percents. Pure. */

export const SLOWEST = 0.05;
export const SLOWEST_PLAYED = 1 / 16; // no browser plays slower; Chromium throws
export const FASTEST = 2;

/**
 * @param {number} rate
 * @returns {number} the nearest speed there is; 1 for what is no number
 */
export function within(rate) {
  if (!Number.isFinite(rate)) return 1;
  return Math.min(FASTEST, Math.max(SLOWEST, Math.round(rate * 100) / 100));
}

/**
 * The next speed on a ladder of steps: 100, 75, 50, 25, 5 for steps of 25; from between two rungs, the next one.
 *
 * @param {number} rate
 * @param {number} percent of the usual speed; below zero: slower
 * @returns {number}
 */
export function nextSpeed(rate, percent) {
  const now = Math.round(rate * 100);
  const step = Math.abs(percent);
  const next = percent > 0 ? Math.floor(now / step) * step + step : Math.ceil(now / step) * step - step;
  return within(next / 100);
}

/**
 * What somebody typed as a speed: "50", "50 %", "12,5".
 *
 * @param {string} text
 * @returns {number | null} null when it is no speed
 */
export function typedSpeed(text) {
  const found = /^\s*(\d+(?:[.,]\d+)?)\s*%?\s*$/.exec(text);
  return found ? within(Number((found[1] ?? "").replace(",", ".")) / 100) : null;
}

/** @typedef {-3 | -2 | -1 | 0 | 1 | 2 | 3} Gear */

/** How fast each gear of the shuttle goes: J and L shift by one, K stops. */
const GEARS = [0, 1, 1.5, 2];

/**
 * The gear after a press of J (-1), K (0) or L (1); against the way it goes it stops first.
 *
 * @param {number} gear
 * @param {-1 | 0 | 1} press
 * @returns {number}
 */
export function shifted(gear, press) {
  if (press === 0 || gear * press < 0) return 0;
  return Math.max(-3, Math.min(3, gear + press));
}

/**
 * @param {number} gear
 * @returns {number} times the usual speed; below zero: backwards
 */
export function gearSpeed(gear) {
  return Math.sign(gear) * (GEARS[Math.abs(gear)] ?? 0);
}
