/** Which cue lies on which key: those of the exercise first, then those that fit anything. Pure. */

/**
 * @typedef {import("./types.d.ts").PaletteCue} PaletteCue
 * @typedef {import("./types.d.ts").Exercise} Exercise
 * @typedef {import("./types.d.ts").ExerciseRow} ExerciseRow
 */

const DIGITS = "123456789";
const STOP = "0"; // is always the key of the cue that stops whatever is being done
const LAST = "-"; // and of the one that ends it

/**
 * @param {Exercise | null} exercise that is being done
 * @param {Exercise | null} general the cues that fit anything
 * @returns {PaletteCue[]} in their order; what finds no key has none
 */
export function paletteOf(exercise, general) {
  const about = exercise ? { exercise: { key: exercise.key, name: exercise.name } } : {};
  const own = (exercise?.cues ?? []).map((cue) => ({ ...cue, ...about }));
  const shared = (general?.cues ?? []).map((cue) => ({ ...cue, ...about }));
  const stop = shared.find(({ kind }) => kind === "safety");
  const rest = shared.filter((cue) => cue !== stop);
  const free = [...DIGITS];
  const last = rest.length > DIGITS.length ? rest.slice(-1) : [];
  const spare = last.length > 0 ? [] : [LAST];
  const next = () => free.shift() ?? spare.shift() ?? "";
  /** @type {PaletteCue[]} */
  const keyed = [...own, ...rest].map((cue) => ({ ...cue, key: last.includes(cue) ? LAST : next() }));
  if (stop) keyed.push({ ...stop, key: STOP });
  return keyed.sort((a, b) => place(a.key) - place(b.key));
}

/**
 * @param {string} key
 * @returns {number} as on a keyboard; without a key last
 */
function place(key) {
  const found = key === "" ? -1 : `${DIGITS}${STOP}${LAST}`.indexOf(key);
  return found < 0 ? Infinity : found;
}

/**
 * @param {ExerciseRow[]} exercises
 * @param {string} text
 * @param {number} [most]
 * @returns {ExerciseRow[]} those in whose name every word begins a word; the shorter names first
 */
export function findExercises(exercises, text, most = 8) {
  const words = plain(text).split(/\s+/u).filter(Boolean);
  if (words.length === 0) return [];
  return exercises
    .filter(({ name }) => {
      const parts = plain(name).split(/[^\p{L}\p{N}]+/u);
      return words.every((word) => parts.some((part) => part.startsWith(word)));
    })
    .sort((a, b) => a.name.length - b.name.length || (a.name < b.name ? -1 : 1))
    .slice(0, most);
}

/** @param {string} text */
function plain(text) {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}
