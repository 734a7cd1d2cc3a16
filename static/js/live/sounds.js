/** Which sounds a timer makes, and when: 3-2-1, start, halfway, end. Pure; sound.js plays them. */

/**
 * @typedef {import("./types.d.ts").Timer} Timer
 * @typedef {"ready" | "tick" | "go" | "ease" | "half" | "end"} Tone
 * @typedef {{key: string, at_ms: number, tone: Tone}} Planned when by the room's clock; the key is the same as long as it means the same
 */

const COUNT_FROM_S = 3;
const COUNTED_MS = 6000; // a shorter interval has no room for a count
const HALVED_MS = 20_000;

/** @type {Record<import("./types.d.ts").IntervalKind, Tone>} */
const STARTS = { prepare: "ready", work: "go", hold: "go", rest: "ease", recover: "ease", transition: "ease" };

/**
 * The sounds of a timer within a stretch of time; those of the revision before until the latest one counts.
 *
 * @param {Timer} timer
 * @param {Timer | null} before
 * @param {number} from_ms
 * @param {number} to_ms
 * @returns {Planned[]} rising
 */
export function soundsBetween(timer, before, from_ms, to_ms) {
  const own = soundsOf(timer).filter(({ at_ms }) => at_ms >= timer.at_ms);
  const old = before ? soundsOf(before).filter(({ at_ms }) => at_ms < timer.at_ms && at_ms >= before.at_ms) : [];
  return [...old, ...own].filter(({ at_ms }) => at_ms >= from_ms && at_ms < to_ms);
}

/**
 * @param {Timer} timer
 * @returns {Planned[]}
 */
function soundsOf(timer) {
  if (timer.state !== "running") return [];
  /** @type {Planned[]} */
  const found = [];
  const key = `${timer.id}:${timer.rev}`;
  let from_ms = timer.at_ms - timer.elapsed_ms;
  timer.plan.forEach((interval, index) => {
    const until_ms = from_ms + interval.duration_ms;
    found.push({ key: `${key}:${index}:start`, at_ms: from_ms, tone: STARTS[interval.kind] });
    const isEffort = interval.kind === "work" || interval.kind === "hold";
    if (isEffort && interval.duration_ms >= HALVED_MS) {
      found.push({ key: `${key}:${index}:half`, at_ms: from_ms + interval.duration_ms / 2, tone: "half" });
    }
    if (interval.duration_ms >= COUNTED_MS) {
      for (let left_s = COUNT_FROM_S; left_s > 0; left_s -= 1) {
        found.push({ key: `${key}:${index}:${left_s}`, at_ms: until_ms - left_s * 1000, tone: "tick" });
      }
    }
    from_ms = until_ms;
  });
  found.push({ key: `${key}:end`, at_ms: from_ms, tone: "end" });
  return found;
}
