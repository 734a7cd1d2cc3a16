/** What comes next in a plan, as one says it to somebody who is out of breath. Pure. */

/** @typedef {import("./types.d.ts").Interval} Interval */

/**
 * @param {Interval[]} plan
 * @param {number} index of the interval that runs
 * @returns {string} "Next: Rest 10 s", "Next: Move on 20 s, then Row", "Last one"; "" where there is only one thing to do
 */
export function nextWords(plan, index) {
  const next = plan[index + 1];
  const now = plan[index];
  if (!next || !now) return plan.filter(({ kind }) => kind !== "prepare").length > 1 ? "Last one" : "";
  const after = isBetween(next) ? plan.slice(index + 2).find((one) => !isBetween(one)) : undefined;
  const then = after && !isBetween(now) && whatOf(after, next) !== whatOf(now, next) ? `, then ${whatOf(after, next)}` : "";
  return `Next: ${whatOf(next, now)} ${lengthOf(next.duration_ms)}${then}`;
}

/** @param {Interval} interval one in which nothing is to be done */
const isBetween = ({ kind }) => kind === "rest" || kind === "transition" || kind === "prepare";

/**
 * @param {Interval} interval
 * @param {Interval} before
 * @returns {string} its name, side and label; where the name says nothing new, the label alone, or which round it is
 */
function whatOf({ name, label, side, round }, before) {
  const isSame = name === before.name && !side;
  if (isSame) return label || (round > 0 ? `${name} ${round}` : name);
  const what = label ? `${name}: ${label}` : name;
  return side ? `${what}, ${side}` : what;
}

/**
 * @param {number} ms
 * @returns {string}
 */
function lengthOf(ms) {
  const seconds = Math.round(ms / 1000);
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}
