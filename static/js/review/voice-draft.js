/**
 * A voice-over while it is made: recordings one after the other, and the events of all of them. Pure.
 *
 * It is written down as lines that are only ever added to, so that a closed tab loses at most the last second: what was cut is a line too.
 * `readDraft` makes the draft of the lines again.
 */

import { cutAt } from "./performance.js";

/** @typedef {import("./performance.js").Event} Event */

/**
 * @typedef {object} Run one recording
 * @property {string} tape where it lies on this device
 * @property {number} from_ms the moment of the performance at which it begins
 * @property {number | null} keep_ms so much of it is heard; null: it goes on, or the page was closed in it
 *
 * @typedef {object} Draft
 * @property {Event[]} events
 * @property {Run[]} runs
 * @property {number} length_ms as far as is known
 * @property {string | null} voice its id once the server knows it
 *
 * @typedef {["run", string, number] | ["end", number] | ["cut", number] | ["saved", string] | ["t", number] | ["e", ...Event[]]} Line t: it goes on, and is there until then
 */

/** @returns {Draft} */
export function emptyDraft() {
  return { events: [], runs: [], length_ms: 0, voice: null };
}

/**
 * The draft after one more line.
 *
 * @param {Draft} draft changed in place
 * @param {Line} line
 * @returns {Draft}
 */
export function addLine(draft, line) {
  const [what, ...rest] = line;
  const last = draft.runs.at(-1);
  if (what === "run") {
    draft.runs.push({ tape: /** @type {string} */ (rest[0]), from_ms: /** @type {number} */ (rest[1]), keep_ms: null });
  } else if (what === "end" && last) {
    draft.length_ms = /** @type {number} */ (rest[0]);
    last.keep_ms = Math.max(0, draft.length_ms - last.from_ms);
  } else if (what === "cut") {
    cut(draft, /** @type {number} */ (rest[0]));
  } else if (what === "t") {
    draft.length_ms = Math.max(draft.length_ms, /** @type {number} */ (rest[0]));
  } else if (what === "saved") {
    draft.voice = /** @type {string} */ (rest[0]);
  } else if (what === "e") {
    for (const event of /** @type {Event[]} */ (rest)) {
      draft.events.push(event);
      draft.length_ms = Math.max(draft.length_ms, event[0]);
    }
  }
  return draft;
}

/**
 * @param {string} text lines as they were written; the last may be torn
 * @returns {Draft}
 */
export function readDraft(text) {
  const draft = emptyDraft();
  for (const line of text.split("\n")) {
    if (!line) continue;
    try {
      const read = JSON.parse(line);
      if (Array.isArray(read)) addLine(draft, /** @type {Line} */ (read));
    } catch {
      break; // torn: the page was closed in the middle of it
    }
  }
  return draft;
}

/**
 * @param {Line} line
 * @returns {string}
 */
export function written(line) {
  return `${JSON.stringify(line)}\n`;
}

/**
 * What the server is told of the recordings, and which of them are sent.
 *
 * @param {Draft} draft
 * @param {(tape: string) => number} size bytes
 * @returns {{pieces: [number, number][], tapes: string[], duration_ms: number}}
 */
export function piecesOf(draft, size) {
  const heard = draft.runs.filter(({ tape, keep_ms }) => keep_ms !== null && Math.round(keep_ms) > 0 && size(tape) > 0);
  const pieces = heard.map(({ tape, keep_ms }) => /** @type {[number, number]} */ ([size(tape), Math.round(keep_ms ?? 0)]));
  return { pieces, tapes: heard.map(({ tape }) => tape), duration_ms: pieces.reduce((sum, [, keep_ms]) => sum + keep_ms, 0) };
}

/**
 * @param {Draft} draft
 * @param {number} t_ms
 */
function cut(draft, t_ms) {
  draft.events = cutAt(draft.events, t_ms);
  draft.runs = draft.runs.filter(({ from_ms }) => from_ms < t_ms);
  const last = draft.runs.at(-1);
  if (last) last.keep_ms = Math.min(last.keep_ms ?? Infinity, t_ms - last.from_ms);
  draft.length_ms = Math.min(draft.length_ms, t_ms);
}
