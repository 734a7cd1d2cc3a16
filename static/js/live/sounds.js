/** Which sounds a timer makes, and when: 3-2-1, start, halfway, last round, end, and the beats of a metronome. Pure; sound.js plays them. */

/**
 * @typedef {import("./types.d.ts").Timer} Timer
 * @typedef {import("./types.d.ts").Interval} Interval
 * @typedef {"ready" | "tick" | "go" | "ease" | "half" | "last" | "end" | "beat"} Tone
 * @typedef {{key: string, at_ms: number, tone: Tone}} Planned when by the room's clock; the key is the same as long as it means the same
 * @typedef {{interval: Interval, index: number, from_ms: number, until_ms: number}} Stretch an interval, and when it runs by the room's clock
 */

const COUNT_FROM_S = 3;
const COUNTED_MS = 6000; // a shorter interval has no room for a count
const HALVED_MS = 20_000;
const MINUTE_MS = 60_000;

/** @type {Record<import("./types.d.ts").IntervalKind, Tone>} */
const STARTS = { prepare: "ready", work: "go", hold: "go", rest: "ease", recover: "ease", transition: "ease" };

/**
 * The sounds of a timer within a stretch of time, but for beats; those of the revision before until the latest one counts.
 *
 * @param {Timer} timer
 * @param {Timer | null} before
 * @param {number} from_ms
 * @param {number} to_ms
 * @returns {Planned[]} rising
 */
export function soundsBetween(timer, before, from_ms, to_ms) {
  return eachRevision(timer, before, from_ms, to_ms, soundsOf);
}

/**
 * The beats of a metronome within a stretch of time. They are counted from the beginning of their interval: every device has the same.
 *
 * @param {Timer} timer
 * @param {Timer | null} before
 * @param {number} from_ms
 * @param {number} to_ms
 * @returns {Planned[]} rising
 */
export function beatsBetween(timer, before, from_ms, to_ms) {
  return eachRevision(timer, before, from_ms, to_ms, (one) => beatsOf(one, from_ms, to_ms));
}

/**
 * @template {{at_ms: number}} T
 * @param {Timer} timer
 * @param {Timer | null} before
 * @param {number} from_ms
 * @param {number} to_ms
 * @param {(timer: Timer) => T[]} of what a revision brings
 * @returns {T[]} what really happens between these moments
 */
export function eachRevision(timer, before, from_ms, to_ms, of) {
  const own = of(timer).filter(({ at_ms }) => at_ms >= timer.at_ms);
  const old = before ? of(before).filter(({ at_ms }) => at_ms < timer.at_ms && at_ms >= before.at_ms) : [];
  return [...old, ...own].filter(({ at_ms }) => at_ms >= from_ms && at_ms < to_ms);
}

/**
 * @param {Timer} timer
 * @returns {Stretch[]} none while it does not run
 */
export function stretchesOf(timer) {
  if (timer.state !== "running") return [];
  let until_ms = timer.at_ms - timer.elapsed_ms;
  return timer.plan.map((interval, index) => {
    const from_ms = until_ms;
    until_ms += interval.duration_ms;
    return { interval, index, from_ms, until_ms };
  });
}

/**
 * @param {Interval[]} plan
 * @returns {number} the index at which the last of several rounds begins; -1 where there are none
 */
export function lastRoundAt(plan) {
  return plan.findIndex(({ round, rounds }) => rounds > 1 && round === rounds);
}

/**
 * @param {Timer} timer
 * @returns {Planned[]}
 */
function soundsOf(timer) {
  const key = `${timer.id}:${timer.rev}`;
  const last = lastRoundAt(timer.plan);
  const stretches = stretchesOf(timer);
  const found = stretches.flatMap(({ interval, index, from_ms, until_ms }) => {
    /** @type {Planned[]} */
    const own = [{ key: `${key}:${index}:start`, at_ms: from_ms, tone: index === last ? "last" : STARTS[interval.kind] }];
    const isEffort = interval.kind === "work" || interval.kind === "hold";
    if (isEffort && !interval.count_up && interval.duration_ms >= HALVED_MS) {
      own.push({ key: `${key}:${index}:half`, at_ms: from_ms + interval.duration_ms / 2, tone: "half" });
    }
    if (interval.duration_ms >= COUNTED_MS) {
      for (let left_s = COUNT_FROM_S; left_s > 0; left_s -= 1) {
        own.push({ key: `${key}:${index}:${left_s}`, at_ms: until_ms - left_s * 1000, tone: "tick" });
      }
    }
    return own;
  });
  const end = stretches.at(-1);
  return end ? [...found, { key: `${key}:end`, at_ms: end.until_ms, tone: "end" }] : found;
}

/**
 * @param {Timer} timer
 * @param {number} from_ms
 * @param {number} to_ms
 * @returns {Planned[]} those between; a whole plan may have tens of thousands
 */
function beatsOf(timer, from_ms, to_ms) {
  return stretchesOf(timer).flatMap(({ interval, index, from_ms: begin_ms, until_ms }) => {
    if (!interval.bpm || until_ms <= from_ms || begin_ms >= to_ms) return [];
    const beat_ms = MINUTE_MS / interval.bpm;
    const first = Math.max(0, Math.ceil((from_ms - begin_ms) / beat_ms));
    const end = Math.ceil((Math.min(to_ms, until_ms) - begin_ms) / beat_ms);
    return Array.from({ length: Math.max(0, end - first) }, (_, at) => {
      const beat = first + at;
      return { key: `${timer.id}:${timer.rev}:${index}:beat ${beat}`, at_ms: begin_ms + beat * beat_ms, tone: /** @type {const} */ ("beat") };
    });
  });
}
