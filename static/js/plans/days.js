/** Days of a calendar as ISO dates. Knows no page. */

/**
 * The day so many days on, whatever the clocks do in between.
 *
 * @param {string} day "2031-03-28"
 * @param {number} by
 */
export function daysLater(day, by) {
  const at = new Date(`${day}T12:00:00Z`);
  at.setUTCDate(at.getUTCDate() + by);
  return at.toISOString().slice(0, 10);
}

/**
 * By how many days a key moves: a day left and right, a week up and down; 0 for any other key.
 *
 * @param {string} key
 */
export function daysOfKey(key) {
  return new Map([["ArrowLeft", -1], ["ArrowRight", 1], ["ArrowUp", -7], ["ArrowDown", 7]]).get(key) ?? 0;
}

/**
 * What is posted to put something on a day.
 *
 * @param {Record<string, unknown>} body what its row says is posted with the day; empty for a session
 * @param {string} to
 */
export function moveTo(body, to) {
  return "deed" in body ? { ...body, to } : { date: to };
}

/**
 * What is posted to take that back: a session goes to the day and time it had; something due to where its line has it, or to
 * the day it had been moved to before.
 *
 * @param {Record<string, unknown>} body
 * @param {string} from
 * @param {boolean} wasHome
 * @param {{was?: {date: string, time: string}}} answer
 */
export function moveBack(body, from, wasHome, answer) {
  if (!("deed" in body)) return answer.was ?? { date: from };
  return wasHome ? { ...body, deed: "home" } : { ...body, to: from };
}
