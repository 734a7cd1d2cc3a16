/** What clients count on a timer, in words and in order: rounds, being done, being out. Pure. */

import { face, isForPerson, shownTimer, upText } from "./timers.js";

/**
 * @typedef {import("./types.d.ts").Timer} Timer
 * @typedef {import("./types.d.ts").Tally} Tally
 * @typedef {import("./types.d.ts").Peer} Peer
 * @typedef {"add" | "take" | "reps" | "finish" | "out" | "undo"} Do
 */

const ROWS = 5;

/** @type {Tally} */
export const NOTHING = Object.freeze({ rounds: 0, reps: 0, finish_ms: null, out: null });

/**
 * @param {Timer["counts"]} counts
 * @param {Tally} tally
 * @returns {string} "7 rounds", "7 rounds + 5", "4:32", "Out in round 9"; "" while there is nothing to tell
 */
export function tallyWords(counts, tally) {
  if (counts === "rounds") return `${tally.rounds} ${tally.rounds === 1 ? "round" : "rounds"}${tally.reps ? ` + ${tally.reps}` : ""}`;
  if (counts === "finish") return tally.finish_ms === null ? "" : upText(tally.finish_ms);
  if (counts === "out") return tally.out === null ? "" : `Out in round ${tally.out}`;
  return "";
}

/**
 * A tally after a press that the server has not answered yet; as signaling/tallies.py counts.
 *
 * @param {Tally} tally
 * @param {{do: Do, finish_ms: number, round: number, reps?: number}} press
 * @returns {Tally}
 */
export function pressed(tally, { do: what, finish_ms, round, reps = 0 }) {
  if (what === "add") return { ...tally, rounds: tally.rounds + 1 };
  if (what === "take") return { ...tally, rounds: Math.max(0, tally.rounds - 1) };
  if (what === "reps") return { ...tally, reps };
  if (what === "finish") return { ...tally, finish_ms: tally.finish_ms ?? Math.max(0, finish_ms) };
  if (what === "out") return { ...tally, out: tally.out ?? (round || 1) };
  return { ...tally, finish_ms: null, out: null };
}

/**
 * @param {Timer} timer
 * @param {number} now_ms
 * @returns {{finish_ms: number, round: number, hasBegun: boolean}} where a press at this moment falls: since the lead-in, in which round
 */
export function placeOf(timer, now_ms) {
  const at = timer.plan.findIndex(({ kind }) => kind !== "prepare");
  const lead_ms = timer.plan.slice(0, Math.max(0, at)).reduce((sum, { duration_ms }) => sum + duration_ms, 0);
  const shown = face(timer, now_ms);
  const before_ms = timer.plan.slice(0, shown.index).reduce((sum, { duration_ms }) => sum + duration_ms, 0);
  const finish_ms = before_ms + shown.gone_ms - lead_ms;
  return { finish_ms, round: shown.interval.round, hasBegun: finish_ms >= 0 };
}

/**
 * @param {Timer} timer
 * @param {Pick<Peer, "person" | "name">[]} people whose place is on this timer
 * @returns {{person: string, name: string, tally: Tally, words: string}[]} the best first; who counted nothing last, by name
 */
export function tallyRows(timer, people) {
  const rows = people.map(({ person, name }) => ({ person, name, tally: timer.tallies[person] ?? NOTHING }));
  const worth = (/** @type {Tally} */ { rounds, reps, finish_ms, out }) => {
    if (timer.counts === "rounds") return rounds + reps / 1000;
    if (timer.counts === "finish") return finish_ms === null ? -Infinity : -finish_ms;
    return out ?? Infinity; // who is not out is ahead
  };
  return rows
    .sort((a, b) => worth(b.tally) - worth(a.tally) || a.name.localeCompare(b.name))
    .map((row) => ({ ...row, words: tallyWords(timer.counts, row.tally) }));
}

/**
 * @template {{person: string}} T
 * @param {T[]} rows in order
 * @param {string} person
 * @returns {T[]} the first five, and that of this person: what fits a screen at three metres
 */
export function firstAnd(rows, person) {
  return rows.filter((row, at) => at < ROWS || row.person === person);
}

/**
 * What the tile of a client tells the trainer: a timer that is not everyone's, and what they count.
 *
 * @param {Record<string, Timer>} timers
 * @param {string} person
 * @param {number} now_ms
 * @returns {{kind: "neutral" | "good", text: string}[]}
 */
export function timerBadges(timers, person, now_ms) {
  const timer = shownTimer(timers, now_ms, (one) => isForPerson(one, person));
  if (!timer) return [];
  const { state, interval, text } = face(timer, now_ms);
  const isOwn = timer.to !== "everyone" && state !== "done";
  const tally = timer.tallies[person];
  const words = tally ? tallyWords(timer.counts, tally) : "";
  return [
    ...(isOwn ? [{ kind: /** @type {const} */ ("neutral"), text: `${timer.title}: ${state === "paused" ? "paused" : interval.name} ${text}` }] : []),
    ...(words ? [{ kind: /** @type {const} */ ("good"), text: words }] : []),
  ];
}
