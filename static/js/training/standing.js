/** Where somebody stands in a program: what the entries of all devices say together. As in server/domain/training/standing.py. Pure. */

/** @typedef {import("./types.d.ts").Entry} Entry */

/**
 * @typedef {object} Standing
 * @property {Map<string, Entry>} sets done and not taken back, by `setKey`
 * @property {Map<string, Entry>} skipped by `exerciseKey`
 * @property {Map<string, Entry>} finished by `dayKey`
 * @property {Entry[]} pains by time; of one exercise the last word
 * @property {Entry[]} words notes and check-ins by time
 * @property {Entry[]} stops pauses and unwell, and their ends, by time
 */

/**
 * @param {Iterable<Entry>} entries in any order; one that comes twice is one
 * @returns {Standing} of two entries about the same thing the later counts, by its time and then by its id
 */
export function stand(entries) {
  const ordered = [...new Map([...entries].map((one) => [one.id, one])).values()].sort(byTime);
  /** @type {Standing} */
  const found = { sets: new Map(), skipped: new Map(), finished: new Map(), pains: [], words: [], stops: [] };
  /** @type {Map<string, Entry>} */
  const pains = new Map();
  for (const one of ordered) {
    const { program = "", day = "", entry = "", number = 0 } = one;
    const exercise = exerciseKey(program, day, entry);
    if (one.kind === "set") found.sets.set(setKey(program, day, entry, number), one);
    else if (one.kind === "unset") found.sets.delete(setKey(program, day, entry, number));
    else if (one.kind === "skip") found.skipped.set(exercise, one);
    else if (one.kind === "unskip") found.skipped.delete(exercise);
    else if (one.kind === "finish") found.finished.set(dayKey(program, day), one);
    else if (one.kind === "pain") pains.set(exercise, one);
    else if (one.kind === "note" || one.kind === "check_in") found.words.push(one);
    else found.stops.push(one);
  }
  found.pains = [...pains.values()].sort(byTime);
  return found;
}

/**
 * @param {Standing} standing
 * @param {string} program
 * @param {string} day
 * @param {string} entry
 * @returns {Entry[]} the sets done of an exercise, by number
 */
export function setsOf({ sets }, program, day, entry) {
  const begin = `${exerciseKey(program, day, entry)}\n`;
  const found = [...sets].filter(([key]) => key.startsWith(begin)).map(([, one]) => one);
  return found.sort((a, b) => Number(a.number) - Number(b.number));
}

/**
 * @param {Standing} standing
 * @returns {Entry | null} who paused or felt unwell, and has not gone on
 */
export function stopOf({ stops }) {
  const last = stops.at(-1);
  return last && (last.kind === "pause" || last.kind === "unwell") ? last : null;
}

/**
 * @param {string} program
 * @param {string} day
 * @returns {string}
 */
export const dayKey = (program, day) => `${program}\n${day}`;

/**
 * @param {string} program
 * @param {string} day
 * @param {string} entry
 * @returns {string}
 */
export const exerciseKey = (program, day, entry) => `${dayKey(program, day)}\n${entry}`;

/**
 * @param {string} program
 * @param {string} day
 * @param {string} entry
 * @param {number} number
 * @returns {string}
 */
export const setKey = (program, day, entry, number) => `${exerciseKey(program, day, entry)}\n${number}`;

/**
 * @param {Entry} a
 * @param {Entry} b
 */
function byTime(a, b) {
  return a.at_ms - b.at_ms || (a.id < b.id ? -1 : Number(a.id > b.id));
}
