/** How an entry gets harder from one week to the next: its rules, and what they make of it. */

import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { icon } from "../live/icon-view.js";
import { writeLine } from "./lines.js";
import { setsAt } from "./progression.js";

/**
 * @typedef {import("./outline.d.ts").Rule} Rule
 * @typedef {import("./outline.d.ts").Entry} Entry
 */

/** @type {[Rule["what"], string][]} */
const WHATS = [
  ["load", "Load"],
  ["reps", "Reps"],
  ["secs", "Seconds"],
  ["distance", "Metres"],
  ["sets", "Sets"],
  ["rest", "Rest, s"],
  ["rpe", "RPE"],
];
/** @type {[Rule["how"], string][]} */
const HOWS = [
  ["add", "plus"],
  ["percent", "plus percent"],
  ["replace", "becomes"],
];
const RULES_MOST = 5;

/**
 * @param {object} facts
 * @param {Entry} facts.entry
 * @param {number} facts.times how often its week is repeated
 * @param {number} facts.first the number of its first week
 * @param {(rules: Rule[], by?: string) => void} facts.set
 */
export function rulesView({ entry, times, first, set }) {
  const { id, rules } = entry;
  /**
   * @param {number} at
   * @param {Partial<Rule>} values
   * @param {string} [by]
   */
  const change = (at, values, by) => set(rules.map((rule, index) => (index === at ? { ...rule, ...values } : rule)), by);
  return html`<fieldset class="rules">
    <legend>From week to week</legend>
    ${times < 2 ? html`<p class="hint">Rules work in a week that is repeated: say above how often this one is.</p>` : nothing}
    ${rules.map((rule, at) => ruleView(`${id}-rule-${at}`, rule, (values, by) => change(at, values, by), () => set(rules.filter((_, index) => index !== at))))}
    ${rules.length < RULES_MOST
      ? html`<button type="button" class="button plain" @click=${() => set([...rules, usual(entry)])}>${icon("plus")}<span>A rule</span></button>`
      : nothing}
    ${rules.length > 0 && times > 1
      ? html`<ol class="preview" aria-label="What becomes of it">
          ${Array.from({ length: times }, (_, at) => html`<li><span class="numbers muted">Week ${first + at}</span> ${writeLine({ ...entry, name: "", note: "", sets: setsAt(entry, at + 1) }).trim()}</li>`)}
        </ol>`
      : nothing}
  </fieldset>`;
}

/**
 * @param {string} id
 * @param {Rule} rule
 * @param {(values: Partial<Rule>, by?: string) => void} change
 * @param {() => void} remove
 */
function ruleView(id, rule, change, remove) {
  /**
   * @param {string} name
   * @param {string} words
   * @param {[string, string][]} options
   * @param {string} value
   */
  const choice = (name, words, options, value) => html`<select id="${id}-${name}" aria-label=${words} @change=${(/** @type {Event} */ event) => change({ [name]: /** @type {HTMLSelectElement} */ (event.target).value })}>
    ${options.map(([key, text]) => html`<option value=${key} ?selected=${key === value}>${text}</option>`)}
  </select>`;
  /**
   * @param {"amount" | "first" | "every" | "most"} name
   * @param {string} words
   * @param {number} least
   */
  const number = (name, words, least) => html`<input
    id="${id}-${name}"
    class="numbers"
    type="number"
    step=${name === "amount" || name === "most" ? "any" : "1"}
    min=${least}
    aria-label=${words}
    .value=${document.activeElement?.id === `${id}-${name}` ? /** @type {HTMLInputElement} */ (document.activeElement).value : rule[name] === null ? "" : String(rule[name])}
    @input=${(/** @type {Event} */ event) => {
      const field = /** @type {HTMLInputElement} */ (event.target);
      if (field.value === "" && name === "most" && field.validity.valid) change({ most: null }, `${id}-${name}`);
      else if (field.validity.valid && !Number.isNaN(field.valueAsNumber)) change({ [name]: field.valueAsNumber }, `${id}-${name}`);
    }}
  />`;
  return html`<div class="rule" role="group" aria-label="Rule">
    ${choice("what", "What changes", WHATS, rule.what)} ${choice("how", "How it changes", HOWS, rule.how)} ${number("amount", "By how much", rule.how === "replace" ? 0 : rule.how === "percent" ? -99 : -1000)}
    <label>every ${number("every", "Every so many weeks; 0 is once", 0)} weeks</label>
    <label>from its week ${number("first", "In which repeat of the week first", 2)}</label>
    <label>to at most ${number("most", "No further than", 0)}</label>
    <label class="check"><input type="checkbox" .checked=${rule.needs_log} @change=${(/** @type {Event} */ event) => change({ needs_log: /** @type {HTMLInputElement} */ (event.target).checked })} /><span>only once the week before was done</span></label>
    <button type="button" class="button plain icon-only" aria-label="Without this rule" title="Without this rule" @click=${remove}>${icon("trash")}</button>
  </div>`;
}

/**
 * @param {Entry} entry
 * @returns {Rule} what one mostly wants: more load, else longer, else more
 */
function usual({ sets }) {
  const set = sets.at(-1);
  const what = set?.load != null ? "load" : set?.secs != null ? "secs" : set?.distance_m != null ? "distance" : "reps";
  const amount = { load: set?.unit === "lb" ? 5 : 2.5, secs: 5, distance: 50, reps: 1 }[what];
  return { what, how: "add", amount, first: 2, every: 1, most: null, needs_log: false };
}
