/** A draft of an assessment in the editor: what may be done to its lists. Each gives a new draft. Touches no page. */

/**
 * @typedef {{key: string, title: string, unit: string, low: number, high: number, decimals: number, sides: boolean, trials: number, best: string,
 *   better: string, choices: string[], is_method: boolean, ask: string, hint: string,
 *   error: number | null, error_source: string}} DraftMeasure
 * @typedef {{key: string, title: string, sides: boolean}} DraftPoint
 * @typedef {{clip: string, words: string, parcel: string}} DraftPhoto clip: "" while it is on its way; parcel: as what, "" once it is there
 * @typedef {{key: string, title: string, words: string, view: string, framing: string, hold: string, distance_m: number, height_m: number,
 *   reps: number | null, seconds: number | null, bpm: number | null, beat: string, counts_pulse: boolean, photos: DraftPhoto[], measures: DraftMeasure[],
 *   checkpoints: DraftPoint[]}} DraftStep
 * @typedef {{title: string, purpose: string, for_client: string, minutes: number, company: string, prepare: string, not_if: string, stop_if: string,
 *   is_exercise: boolean, steps: DraftStep[]}} Draft
 * @typedef {"measures" | "checkpoints"} Part
 */

/** @returns {DraftMeasure} */
export const newMeasure = () => ({
  key: "", title: "", unit: "", low: 0, high: 1000, decimals: 0, sides: false, trials: 1, best: "highest", better: "", choices: [],
  is_method: false, ask: "", hint: "", error: null, error_source: "",
});

/** @returns {DraftPoint} */
export const newPoint = () => ({ key: "", title: "", sides: true });

/** @returns {DraftStep} */
export const newStep = () => ({
  key: "", title: "", words: "", view: "", framing: "standing-front", hold: "upright", distance_m: 3, height_m: 1, reps: null, seconds: null,
  bpm: null, beat: "", counts_pulse: false, photos: [], measures: [], checkpoints: [],
});

/**
 * @template T
 * @param {T[]} list
 * @param {number} at
 * @param {Partial<T>} change
 */
export const changed = (list, at, change) => list.map((one, place) => (place === at ? { ...one, ...change } : one));

/**
 * @template T
 * @param {T[]} list
 * @param {number} at
 */
export const without = (list, at) => list.filter((_, place) => place !== at);

/**
 * One place up or down; at an end nothing happens.
 *
 * @template T
 * @param {T[]} list
 * @param {number} at
 * @param {-1 | 1} by
 * @returns {T[]}
 */
export function moved(list, at, by) {
  const to = at + by;
  const one = list[at];
  if (one === undefined || to < 0 || to >= list.length) return list;
  const rest = without(list, at);
  return [...rest.slice(0, to), one, ...rest.slice(to)];
}

/**
 * @param {Draft} draft
 * @param {number} at
 * @param {Partial<DraftStep>} change
 * @returns {Draft}
 */
export const withStep = (draft, at, change) => ({ ...draft, steps: changed(draft.steps, at, change) });

/**
 * A number as it was typed; empty is null, nonsense NaN, which the server refuses at its field.
 *
 * @param {string} text
 * @returns {number | null}
 */
export const numberOf = (text) => (text.trim() === "" ? null : Number(text.replace(",", ".")));
