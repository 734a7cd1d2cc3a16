/** What a timer shows at a moment. A timer is a value; its face is a formula of the clock, never a count of ticks. Pure. */

/**
 * @typedef {import("./types.d.ts").Timer} Timer
 * @typedef {import("./types.d.ts").Interval} Interval
 */

/**
 * @typedef {object} Face
 * @property {"running" | "paused" | "done"} state
 * @property {number} index of the interval in the plan
 * @property {Interval} interval
 * @property {Interval | null} next
 * @property {number} gone_ms of this interval
 * @property {number} left_ms of this interval
 * @property {number} total_left_ms of the whole plan
 * @property {string} text what is left, or what is gone where it counts up: "0:20"
 */

const DONE_STAYS_MS = 5000;
const TALLIES_STAY_MS = 60_000;

/**
 * @param {Interval[]} plan
 * @returns {number} milliseconds
 */
export function planLength(plan) {
  return plan.reduce((sum, interval) => sum + interval.duration_ms, 0);
}

/**
 * @param {Timer} timer
 * @param {number} now_ms
 * @returns {number} milliseconds into the plan, never past its end
 */
export function elapsed(timer, now_ms) {
  const run_ms = timer.state === "running" ? Math.max(0, now_ms - timer.at_ms) : 0;
  return Math.min(planLength(timer.plan), Math.max(0, timer.elapsed_ms + run_ms));
}

/**
 * @param {Timer} timer the latest revision
 * @param {number} now_ms
 * @param {Timer | null} [before] the revision before, which counts until the latest one does
 * @returns {Face}
 */
export function face(timer, now_ms, before = null) {
  if (before && now_ms < timer.at_ms) return face(before, now_ms);
  const at_ms = elapsed(timer, now_ms);
  const length_ms = planLength(timer.plan);
  const { index, from_ms } = intervalAt(timer.plan, at_ms);
  const interval = /** @type {Interval} */ (timer.plan[index]);
  const gone_ms = at_ms - from_ms;
  const left_ms = interval.duration_ms - gone_ms;
  const isDone = timer.state === "done" || (timer.state === "running" && at_ms >= length_ms);
  return {
    state: isDone ? "done" : timer.state,
    index,
    interval,
    next: timer.plan[index + 1] ?? null,
    gone_ms,
    left_ms,
    total_left_ms: length_ms - at_ms,
    text: interval.count_up ? upText(gone_ms) : clockText(left_ms),
  };
}

/**
 * @param {Interval[]} plan not empty
 * @param {number} at_ms
 * @returns {{index: number, from_ms: number}} the interval that runs then, and when it began; the last one at the very end
 */
export function intervalAt(plan, at_ms) {
  let from_ms = 0;
  for (let index = 0; index < plan.length - 1; index += 1) {
    const until_ms = from_ms + /** @type {Interval} */ (plan[index]).duration_ms;
    if (at_ms < until_ms) return { index, from_ms };
    from_ms = until_ms;
  }
  return { index: plan.length - 1, from_ms };
}

/**
 * Counts down in whole seconds, and reaches 0:00 only when nothing is left.
 *
 * @param {number} left_ms
 * @returns {string} "0:20", "12:05", "1:02:03"
 */
export function clockText(left_ms) {
  return text(Math.max(0, Math.ceil(left_ms / 1000)));
}

/**
 * Counts up in whole seconds, and shows one only when it is over.
 *
 * @param {number} gone_ms
 * @returns {string}
 */
export function upText(gone_ms) {
  return text(Math.max(0, Math.floor(gone_ms / 1000)));
}

/**
 * @param {number} all whole seconds
 * @returns {string}
 */
function text(all) {
  const seconds = String(all % 60).padStart(2, "0");
  const minutes = Math.floor(all / 60) % 60;
  const hours = Math.floor(all / 3600);
  return hours > 0 ? `${hours}:${String(minutes).padStart(2, "0")}:${seconds}` : `${minutes}:${seconds}`;
}

/**
 * @param {Timer} timer
 * @param {number} now_ms
 * @param {Timer | null} [before]
 * @returns {number | null} how long the face stays as it is; null: for good
 */
export function untilChange(timer, now_ms, before = null) {
  const shown = face(timer, now_ms, before);
  const toRevision_ms = timer.at_ms - now_ms;
  const waits = toRevision_ms > 0 && (before !== null || timer.state === "running");
  if (shown.state !== "running") return waits ? toRevision_ms : null;
  const starts_ms = before === null && waits ? toRevision_ms : 0;
  const { interval, gone_ms, left_ms } = shown;
  const toSecond_ms = starts_ms + (interval.count_up ? Math.min(left_ms, 1000 - (gone_ms % 1000)) : left_ms % 1000 || 1000);
  return waits && before !== null ? Math.min(toRevision_ms, toSecond_ms) : toSecond_ms;
}

/**
 * The timer somebody looks at, of what runs or is paused: one of their own before everyone's, then the latest; else nothing.
 *
 * @param {Record<string, Timer>} timers
 * @param {number} now_ms
 * @param {(timer: Timer) => boolean} [isFor] a client's room holds nothing but what is for them
 * @returns {Timer | null}
 */
export function currentTimer(timers, now_ms, isFor = () => true) {
  const live = Object.values(timers).filter((timer) => isFor(timer) && now_ms < (overAt(timer) ?? Infinity));
  const isOwn = (/** @type {Timer} */ { to }) => Number(to !== "everyone");
  return live.sort((a, b) => isOwn(b) - isOwn(a) || b.at_ms - a.at_ms)[0] ?? null;
}

/**
 * A timer as somebody sees it who stopped: it rests where it was then, and shows nothing of what happens since.
 *
 * @param {Timer} timer
 * @param {number} since_ms
 * @returns {Timer}
 */
export function heldAt(timer, since_ms) {
  if (timer.state !== "running") return timer;
  return { ...timer, state: "paused", at_ms: Math.min(timer.at_ms, since_ms), elapsed_ms: elapsed(timer, since_ms) };
}

/**
 * @param {{to: Timer["to"]}} value a timer, or what else is for persons
 * @param {string} person
 * @returns {boolean}
 */
export function isForPerson({ to }, person) {
  return to === "everyone" || to.includes(person);
}

/**
 * When a timer is over: it was stopped, or its plan runs out; null while it is paused.
 *
 * @param {Timer} timer
 * @returns {number | null}
 */
export function overAt(timer) {
  if (timer.state === "paused") return null;
  return timer.state === "done" ? timer.at_ms : timer.at_ms + planLength(timer.plan) - timer.elapsed_ms;
}

/**
 * What a screen shows of timers: the current one, or for a while the one that was over last.
 *
 * @param {Record<string, Timer>} timers
 * @param {number} now_ms
 * @param {(timer: Timer) => boolean} [isFor]
 * @returns {Timer | null}
 */
export function shownTimer(timers, now_ms, isFor = () => true) {
  return currentTimer(timers, now_ms, isFor) ?? lastTimer(timers, now_ms, isFor);
}

/**
 * The timer a trainer looks at and controls: that of the chosen client; with nobody chosen everyone's, or else any.
 *
 * @param {Record<string, Timer>} timers
 * @param {number} now_ms
 * @param {string | null} person whom the trainer chose
 * @returns {Timer | null}
 */
export function trainersTimer(timers, now_ms, person) {
  if (person !== null) return shownTimer(timers, now_ms, (timer) => isForPerson(timer, person));
  return currentTimer(timers, now_ms, ({ to }) => to === "everyone") ?? shownTimer(timers, now_ms);
}

/**
 * @param {Record<string, Timer>} timers
 * @param {number} now_ms
 * @param {(timer: Timer) => boolean} isFor
 * @returns {Timer | null}
 */
function lastTimer(timers, now_ms, isFor) {
  const over = Object.values(timers).filter((timer) => isFor(timer) && now_ms >= (overAt(timer) ?? Infinity));
  const [last] = over.sort((a, b) => Number(overAt(b)) - Number(overAt(a)));
  return last && now_ms < Number(overAt(last)) + staysFor(last) ? last : null;
}

/**
 * @param {Timer} timer one that is over
 * @returns {number} how long it is still shown: what was counted on it can be read; what was stopped goes at once
 */
function staysFor({ counts, state }) {
  if (counts !== "") return TALLIES_STAY_MS;
  return state === "done" ? 0 : DONE_STAYS_MS;
}
