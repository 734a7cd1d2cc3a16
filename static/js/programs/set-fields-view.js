/** The sets of an entry as fields, a row for each group of equal ones. */

import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { icon } from "../live/icon-view.js";
import { SET, SET_KINDS, grouped } from "./lines.js";

/**
 * @typedef {import("./outline.d.ts").ProgramSet} ProgramSet
 * @typedef {{count: number, set: ProgramSet}} Group
 */

/** @type {{name: "reps" | "reps_to" | "secs" | "distance_m" | "rpe" | "rir" | "rest_s", words: string, hint: string}[]} */
const NUMBERS = [
  { name: "reps", words: "Reps", hint: "" },
  { name: "reps_to", words: "to", hint: "Reps at most" },
  { name: "secs", words: "Seconds", hint: "" },
  { name: "distance_m", words: "Metres", hint: "" },
];
/** @type {typeof NUMBERS} */
const MORE = [
  { name: "rpe", words: "RPE", hint: "Effort 1 to 10" },
  { name: "rir", words: "RIR", hint: "Repetitions left" },
  { name: "rest_s", words: "Rest, s", hint: "" },
];
/** @type {[ProgramSet["unit"], string][]} */
const UNITS = [
  ["", "open"],
  ["kg", "kg"],
  ["lb", "lb"],
  ["percent", "% of 1RM"],
  ["bodyweight", "bodyweight"],
  ["band", "band"],
];

/**
 * @param {object} facts
 * @param {string} facts.id of the entry
 * @param {ProgramSet[]} facts.sets
 * @param {(sets: ProgramSet[], by?: string) => void} facts.set
 */
export function setFieldsView({ id, sets, set }) {
  const groups = grouped(sets);
  /**
   * @param {number} at
   * @param {Partial<ProgramSet>} values
   * @param {string} [by]
   */
  const change = (at, values, by) => set(spread(groups.map((group, index) => (index === at ? { ...group, set: { ...group.set, ...values } } : group))), by);
  return html`<div class="set-groups">
    ${groups.map((group, at) => groupView(id, group, at, groups, change, set))}
    <button type="button" class="button plain" @click=${() => set([...sets, { ...(sets.at(-1) ?? SET), kind: sets.at(-1)?.kind === "warmup" ? "normal" : "drop" }])}>${icon("plus")}<span>Other sets</span></button>
  </div>`;
}

/**
 * @param {string} id
 * @param {Group} group
 * @param {number} at
 * @param {Group[]} groups
 * @param {(at: number, values: Partial<ProgramSet>, by?: string) => void} change
 * @param {(sets: ProgramSet[], by?: string) => void} set
 */
function groupView(id, { count, set: one }, at, groups, change, set) {
  const key = `${id}-${at}`;
  const isWeight = one.unit === "kg" || one.unit === "lb" || one.unit === "percent";
  /** @param {{name: keyof ProgramSet, words: string, hint: string}} field */
  const number = ({ name, words, hint }) =>
    field(
      `${key}-${name}`,
      words,
      html`<input
        id="${key}-${name}"
        class="numbers"
        type="text"
        inputmode="decimal"
        autocomplete="off"
        title=${hint || nothing}
        .value=${shown(`${key}-${name}`, /** @type {number | null} */ (one[name]))}
        @input=${(/** @type {Event} */ event) => {
          const value = numberIn(event);
          if (value !== undefined) change(at, { [name]: name === "rest_s" ? (value ?? 0) : value }, `${key}-${name}`);
        }}
      />`,
    );
  return html`<fieldset class="set-group">
    <legend class="unseen">Sets ${at + 1}</legend>
    ${field(
      `${key}-count`,
      "Sets",
      html`<input
        id="${key}-count"
        class="numbers"
        type="number"
        min="1"
        max="20"
        .value=${String(count)}
        @input=${(/** @type {Event} */ event) => {
          const many = /** @type {HTMLInputElement} */ (event.target).valueAsNumber;
          if (many >= 1 && many <= 20) set(spread(groups.map((group, index) => (index === at ? { ...group, count: Math.floor(many) } : group))), `${key}-count`);
        }}
      />`,
    )}
    ${NUMBERS.map(number)}
    ${field(
      `${key}-unit`,
      "Load",
      html`<span class="load">
        ${isWeight
          ? html`<input
              class="numbers"
              id="${key}-load"
              type="text"
              inputmode="decimal"
              autocomplete="off"
              aria-label="How much"
              .value=${shown(`${key}-load`, one.load)}
              @input=${(/** @type {Event} */ event) => {
                const value = numberIn(event);
                if (typeof value === "number") change(at, { load: value }, `${key}-load`);
              }}
            />`
          : one.unit === "band"
            ? html`<input id="${key}-load" type="text" maxlength="20" aria-label="Which band" .value=${one.band} @input=${(/** @type {Event} */ event) => change(at, { band: /** @type {HTMLInputElement} */ (event.target).value }, `${key}-load`)} />`
            : nothing}
        <select id="${key}-unit" @change=${(/** @type {Event} */ event) => change(at, inUnit(one, /** @type {any} */ (/** @type {HTMLSelectElement} */ (event.target).value)))}>
          ${UNITS.map(([value, words]) => html`<option value=${value} ?selected=${value === one.unit}>${words}</option>`)}
        </select>
      </span>`,
    )}
    ${MORE.map(number)}
    ${field(
      `${key}-tempo`,
      "Tempo",
      html`<input
        id="${key}-tempo"
        type="text"
        maxlength="14"
        autocomplete="off"
        placeholder="3-1-X-0"
        title="Seconds down, bottom, up, top"
        .value=${document.activeElement?.id === `${key}-tempo` ? /** @type {HTMLInputElement} */ (document.activeElement).value : one.tempo}
        @input=${(/** @type {Event} */ event) => {
          const tempo = /** @type {HTMLInputElement} */ (event.target).value.trim().toUpperCase();
          if (tempo === "" || /^(\d{1,2}|X)(-(\d{1,2}|X)){2,3}$/.test(tempo)) change(at, { tempo }, `${key}-tempo`);
        }}
      />`,
    )}
    ${field(
      `${key}-kind`,
      "Kind",
      html`<select id="${key}-kind" @change=${(/** @type {Event} */ event) => change(at, { kind: /** @type {any} */ (/** @type {HTMLSelectElement} */ (event.target).value) })}>
        ${Object.entries(SET_KINDS).map(([value, words]) => html`<option value=${value} ?selected=${value === one.kind}>${words || "normal"}</option>`)}
      </select>`,
    )}
    <label class="check"><input type="checkbox" .checked=${one.amrap} @change=${(/** @type {Event} */ event) => change(at, { amrap: /** @type {HTMLInputElement} */ (event.target).checked, reps_to: null })} /><span>As many as possible</span></label>
    ${groups.length > 1
      ? html`<button type="button" class="button plain icon-only" aria-label="Without these sets" title="Without these sets" @click=${() => set(spread(groups.filter((_, index) => index !== at)))}>${icon("trash")}</button>`
      : nothing}
  </fieldset>`;
}

/**
 * @param {string} id
 * @param {string} words
 * @param {unknown} control
 */
function field(id, words, control) {
  return html`<div class="field"><label for=${id}><span>${words}</span></label>${control}</div>`;
}

/** @param {Group[]} groups */
function spread(groups) {
  return groups.flatMap(({ count, set }) => Array.from({ length: count }, () => set)).slice(0, 20);
}

/**
 * @param {ProgramSet} one
 * @param {ProgramSet["unit"]} unit
 * @returns {Partial<ProgramSet>}
 */
function inUnit(one, unit) {
  const isWeight = unit === "kg" || unit === "lb" || unit === "percent";
  return { unit, load: isWeight ? (one.load ?? (unit === "percent" ? 70 : 10)) : null, band: unit === "band" ? one.band : "" };
}

/**
 * @param {Event} event
 * @returns {number | null | undefined} null: nothing; undefined: no number, so nothing changes yet
 */
function numberIn(event) {
  const text = /** @type {HTMLInputElement} */ (event.target).value.trim().replace(",", ".");
  if (text === "") return null;
  return /^\d+(\.\d*)?$/.test(text) ? Number(text) : undefined;
}

/**
 * What stands in a field somebody types into stays as they typed it: "7." does not become "7" under their fingers.
 *
 * @param {string} id
 * @param {number | null} value
 */
function shown(id, value) {
  const at = document.activeElement;
  if (at?.id === id && at instanceof HTMLInputElement) return at.value;
  return value === null || (value === 0 && id.endsWith("rest_s")) ? "" : String(value);
}
