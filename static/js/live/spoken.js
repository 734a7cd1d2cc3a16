/** What a timer says aloud, and when: the name of an interval as it begins, the last round, the end. Pure. */

import { eachRevision, lastRoundAt, stretchesOf } from "./sounds.js";

/**
 * @typedef {import("./types.d.ts").Timer} Timer
 * @typedef {{key: string, at_ms: number, words: string}} Said when by the room's clock
 */

const SHORTEST_MS = 4000; // a shorter interval is over before its name was said

/**
 * @param {Timer} timer
 * @param {Timer | null} before
 * @param {number} from_ms
 * @param {number} to_ms
 * @returns {Said[]} rising
 */
export function wordsBetween(timer, before, from_ms, to_ms) {
  return eachRevision(timer, before, from_ms, to_ms, wordsOf);
}

/**
 * @param {Timer} timer
 * @returns {Said[]}
 */
function wordsOf(timer) {
  const last = lastRoundAt(timer.plan);
  const stretches = stretchesOf(timer);
  const key = `${timer.id}:${timer.rev}`;
  const said = stretches
    .filter(({ interval }) => interval.duration_ms >= SHORTEST_MS)
    .map(({ interval: { name, say, side }, index, from_ms }) => {
      const words = say || (side ? `${name}, ${side}` : name);
      return { key: `${key}:${index}`, at_ms: from_ms, words: index === last ? `Last round. ${words}` : words };
    });
  const end = stretches.at(-1);
  return end ? [...said, { key: `${key}:end`, at_ms: end.until_ms, words: "Done" }] : said;
}
