/** Effort: what a client is asked now, and how an answer reads. Pure. */

import { isForPerson, overAt, planLength } from "./timers.js";

/**
 * @typedef {import("./types.d.ts").Room} Room
 * @typedef {import("./types.d.ts").Effort} Effort
 * @typedef {import("./types.d.ts").Place} Place
 */

/** @typedef {{ask: string, at_ms: number, title: string}} Question title: of the timer that asks, or empty */

export const ASK_STAYS_MS = 180_000;
const TOLD_MS = 600_000; // so long a tile tells of the last answer

/** The words a client reads, and the number of Borg's CR10 scale that each stands for. */
export const WORDS = Object.freeze([
  { rpe: 1, word: "Very easy", look: "is-1" },
  { rpe: 2, word: "Easy", look: "is-2" },
  { rpe: 3, word: "Medium", look: "is-3" },
  { rpe: 5, word: "Hard", look: "is-5" },
  { rpe: 10, word: "All I had", look: "is-10" },
]);

/** @type {readonly {rir: number, word: string}[]} */
export const MORE = Object.freeze([0, 1, 2, 3, 4, 5].map((rir) => ({ rir, word: rir === 0 ? "None" : rir === 5 ? "5 or more" : String(rir) })));

/** @type {readonly {place: Place, word: string}[]} */
export const PLACES = Object.freeze(
  /** @type {Place[]} */ ([
    "head", "neck", "left-shoulder", "right-shoulder", "chest", "belly", "upper-back", "lower-back", "left-elbow", "right-elbow", "left-wrist", "right-wrist",
    "left-hip", "right-hip", "left-knee", "right-knee", "left-ankle", "right-ankle",
  ]).map((place) => ({ place, word: placeWord(place) })),
); // prettier-ignore

/**
 * @param {string} place
 * @returns {string} "Left knee"
 */
function placeWord(place) {
  const words = place.replace("-", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/**
 * The last question to this person, of the trainer or of the end of a timer; null when none is open.
 *
 * @param {Pick<Room, "asks" | "timers">} room
 * @param {string} person
 * @param {number} now_ms
 * @returns {Question | null}
 */
export function questionFor(room, person, now_ms) {
  /** @type {Question[]} */
  const found = room.asks.filter((ask) => isForPerson(ask, person)).map(({ id, at_ms }) => ({ ask: id, at_ms, title: "" }));
  for (const timer of Object.values(room.timers)) {
    const isOut = timer.state === "running" || timer.elapsed_ms >= planLength(timer.plan); // stopped before its end it asks nothing
    const at_ms = isOut ? overAt(timer) : null;
    if (timer.asks_effort && at_ms !== null && at_ms <= now_ms && isForPerson(timer, person)) found.push({ ask: timer.id, at_ms, title: timer.title });
  }
  const last = found.sort((a, b) => b.at_ms - a.at_ms)[0] ?? null;
  return last && now_ms < last.at_ms + ASK_STAYS_MS ? last : null;
}

/**
 * @param {Pick<Room, "efforts">} room
 * @param {string} ask
 * @param {string} person
 * @returns {Effort | null}
 */
export function answerTo({ efforts }, ask, person) {
  return efforts.find((one) => one.ask === ask && one.person === person) ?? null;
}

/**
 * @param {number} rpe 0 … 10
 * @returns {string} the word at or below it: "Hard"
 */
export function wordOf(rpe) {
  return (WORDS.findLast((one) => one.rpe <= rpe) ?? /** @type {(typeof WORDS)[number]} */ (WORDS[0])).word;
}

/**
 * @param {Pick<Effort, "rpe" | "rir" | "pain" | "where">} effort
 * @returns {string} "Hard, 2 more, pain: left knee"
 */
export function effortText({ rpe, rir, pain, where }) {
  const parts = [wordOf(rpe)];
  if (rir !== null) parts.push(rir === 0 ? "none more" : `${rir}${rir === 5 ? " or" : ""} more`);
  if (pain) parts.push(where.length > 0 ? `pain: ${where.map((place) => placeWord(place).toLowerCase()).join(", ")}` : "pain");
  return parts.join(", ");
}

/**
 * What a trainer reads on the picture of a client.
 *
 * @param {Room} room
 * @param {string} person
 * @param {number} now_ms
 * @returns {import("./tiles.js").Badge[]}
 */
export function effortBadges(room, person, now_ms) {
  const question = questionFor(room, person, now_ms);
  const last = room.efforts.findLast((one) => one.person === person);
  if (question && last?.ask !== question.ask) return [{ kind: "neutral", text: "Asked how hard it was" }];
  if (!last || now_ms > last.at_ms + TOLD_MS) return [];
  return [{ kind: last.pain ? "bad" : "accent", text: effortText(last) }];
}
