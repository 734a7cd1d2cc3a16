/** In a room: what is measured and seen of the assessments of this session, kept as it is entered. Touches no page. */

import { signal } from "../lib/state.js";
import { interval, leadIn } from "../live/plans/recipe.js";
import { createSaving } from "./saving.js";

const LEAD_S = 10;
const PULSE_LEAD_S = 3; // who has just stepped counts at once

/**
 * @typedef {{place: string, words: string}} Place of a value or a checkpoint; words: side and try, or empty
 * @typedef {{key: string, title: string, unit: string, hint: string, choices: {value: string, words: string}[], places: Place[]}} SheetMeasure
 * @typedef {{key: string, title: string, places: Place[]}} SheetCheckpoint
 * @typedef {{title: string, seconds: number | null, pace_bpm: number | null, counts_pulse: boolean}} Timed
 *
 * @typedef {object} StepSheet what stands in an assessment's result
 * @property {Record<string, string>} values
 * @property {Record<string, boolean>} seen
 * @property {{key: string, side: string, title: string, words: string, band: string, why_none: string}[]} lines
 *
 * @typedef {object} StepSheets
 * @property {import("../lib/state.js").ReadonlySignal<Record<string, StepSheet>>} known by assessment
 * @property {import("../lib/state.js").ReadonlySignal<Record<string, import("./saving.js").Standing>>} standing by assessment
 * @property {(assessment: string) => void} open reads it, once
 * @property {(assessment: string, place: string, value: string) => void} put
 * @property {(assessment: string, place: string, word: "yes" | "no" | "") => void} look
 */

/**
 * @param {object} options
 * @param {(url: string) => Promise<unknown>} options.get
 * @param {(url: string, body: unknown) => Promise<unknown>} options.post
 * @returns {StepSheets}
 */
export function createStepSheets({ get, post }) {
  const known = signal(/** @type {Record<string, StepSheet>} */ ({}));
  const standing = signal(/** @type {Record<string, import("./saving.js").Standing>} */ ({}));
  /** @type {Map<string, ReturnType<typeof createSaving>>} */
  const savings = new Map();
  const asked = new Set();

  /** @param {string} assessment @param {unknown} told */
  function take(assessment, told) {
    const { values, seen, lines } = /** @type {StepSheet} */ (told);
    known.value = { ...known.peek(), [assessment]: { values, seen, lines } };
  }

  /** @param {string} assessment @param {(before: StepSheet) => StepSheet} change before the server has it */
  function show(assessment, change) {
    known.value = { ...known.peek(), [assessment]: change(known.peek()[assessment] ?? { values: {}, seen: {}, lines: [] }) };
  }

  /** @param {string} assessment */
  function savingOf(assessment) {
    const there = savings.get(assessment);
    if (there) return there;
    /** @type {string | null} */
    let left = null;
    const made = createSaving({
      send: (body) => post(`/assessments/${assessment}/results`, body),
      // A room's page is reloaded at once and asks the server; what it could not send is told beside the field.
      store: { get: () => left, set: (text) => void (left = text), drop: () => void (left = null) },
      tell: (now) => void (standing.value = { ...standing.peek(), [assessment]: now }),
      kept: (answer) => take(assessment, answer),
    });
    savings.set(assessment, made);
    return made;
  }

  return {
    known,
    standing,
    open(assessment) {
      if (asked.has(assessment)) return;
      asked.add(assessment);
      get(`/assessments/${assessment}/results`).then(
        (told) => take(assessment, told),
        () => void asked.delete(assessment),
      );
    },
    put(assessment, place, value) {
      show(assessment, (before) => ({ ...before, values: { ...before.values, [place]: value } }));
      savingOf(assessment).put({ values: { [place]: value } });
    },
    look(assessment, place, word) {
      show(assessment, (before) => {
        const { [place]: _, ...others } = before.seen;
        return { ...before, seen: word ? { ...others, [place]: word === "yes" } : others };
      });
      savingOf(assessment).put({ looks: { [place]: word } });
    },
  };
}

/**
 * The timer of a step for the client's device; empty for one that is not timed.
 *
 * @param {Timed} step
 * @returns {import("../live/types.d.ts").Interval[]}
 */
export function timerOf({ title, seconds, pace_bpm, counts_pulse }) {
  if (!seconds) return [];
  return [...leadIn(counts_pulse ? PULSE_LEAD_S : LEAD_S), interval("work", title, seconds, pace_bpm ? { bpm: pace_bpm } : {})];
}
