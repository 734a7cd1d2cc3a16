/** Captions by hand: lines with the moments between which they are shown. Pure; a line is never changed, a new one takes its place. */

/** @typedef {{from_ms: number, to_ms: number, text: string}} Caption */

const USUAL_MS = 3000;
const LEAST_MS = 300;

/**
 * @param {readonly Caption[]} captions
 * @param {number} t_ms
 * @returns {string} what is shown then; "" for nothing
 */
export function captionAt(captions, t_ms) {
  return captions.find(({ from_ms, to_ms }) => from_ms <= t_ms && t_ms < to_ms)?.text ?? "";
}

/**
 * One more, from a moment on, until the next one or for three seconds.
 *
 * @param {readonly Caption[]} captions rising
 * @param {number} t_ms
 * @param {number} length_ms of the voice-over
 * @returns {{captions: Caption[], at: number}} at: where it stands
 */
export function withNew(captions, t_ms, length_ms) {
  const from_ms = Math.round(Math.max(0, Math.min(t_ms, length_ms - LEAST_MS)));
  const next = captions.find((one) => one.from_ms > from_ms)?.from_ms ?? length_ms;
  const to_ms = Math.round(Math.min(from_ms + USUAL_MS, Math.max(next, from_ms + LEAST_MS), length_ms));
  // The one that is shown then makes room.
  const before = captions.map((one) => (one.from_ms < from_ms && one.to_ms > from_ms ? { ...one, to_ms: from_ms } : one));
  const made = sorted([...before, { from_ms, to_ms, text: "" }]);
  return { captions: made, at: made.findIndex((one) => one.from_ms === from_ms && one.text === "") };
}

/**
 * @param {readonly Caption[]} captions
 * @param {number} at
 * @param {Partial<Caption>} change
 * @returns {Caption[]}
 */
export function withChange(captions, at, change) {
  return captions.map((one, n) => (n === at ? { ...one, ...change } : one));
}

/**
 * @param {readonly Caption[]} captions
 * @returns {Caption[]} by their beginnings
 */
export function sorted(captions) {
  return [...captions].sort((a, b) => a.from_ms - b.from_ms);
}

/**
 * What is wrong with a line, in words; "" for nothing.
 *
 * @param {Caption} caption
 * @returns {string}
 */
export function problemOf({ from_ms, to_ms, text }) {
  if (to_ms <= from_ms) return "It ends before it begins.";
  if (text.length > 300) return "A caption has 300 letters at most.";
  return "";
}

/**
 * A moment as it is typed: "1:04.5", "64.5".
 *
 * @param {string} text
 * @returns {number | null} ms
 */
export function readMoment(text) {
  const found = /^\s*(?:(\d{1,3}):)?(\d{1,4})(?:[.,](\d{1,3}))?\s*$/.exec(text);
  if (!found) return null;
  const [, minutes = "0", seconds = "0", part = "0"] = found;
  return Number(minutes) * 60_000 + Number(seconds) * 1000 + Number(part.padEnd(3, "0"));
}

/**
 * @param {number} ms
 * @returns {string} "1:04.5"
 */
export function momentText(ms) {
  const tenths = Math.round(ms / 100);
  const minutes = Math.floor(tenths / 600);
  const rest = (tenths - minutes * 600) / 10;
  return `${minutes}:${rest.toFixed(1).padStart(4, "0")}`;
}
