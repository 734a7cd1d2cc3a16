/** A set in the fields of a form, and what they say of it. Pure. */

/**
 * @typedef {{reps: string, load: string, secs: string, effort: string}} Draft of a set, as it stands in the fields
 * @typedef {import("./types.d.ts").DoneSet} DoneSet
 */

/**
 * @param {Pick<DoneSet, "reps" | "load" | "secs" | "effort">} set
 * @returns {Draft}
 */
export function inFields({ reps, load, secs, effort }) {
  return { reps: `${reps ?? ""}`, load: `${load ?? ""}`, secs: `${secs ?? ""}`, effort: `${effort ?? ""}` };
}

/**
 * @param {Draft} fields
 * @returns {import("./day-deeds.js").Said} what is empty stays as expected
 */
export function said(fields) {
  const numbers = Object.entries(fields).map(([name, text]) => [name, Number(text.trim().replace(",", "."))]);
  return Object.fromEntries(numbers.filter(([name, number]) => fields[/** @type {keyof Draft} */ (name)].trim() !== "" && Number.isFinite(number)));
}
