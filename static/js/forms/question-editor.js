/** The chosen question of the builder, open: its words, its kind, what belongs to that, and when it is asked. */

import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { icon } from "../live/icon-view.js";
import { changeQuestion, choicesOf, conditionOn, earlier, questionsOf } from "./building.js";

/** @typedef {import("./builder.js").Builder} Builder */
/** @typedef {import("./building.js").Question} Question */
/** @typedef {import("./building.js").Condition} Condition */

/**
 * @param {Builder} builder
 * @param {Question} question
 * @param {{focusOn: (key: string | null) => void}} deeds
 */
export function questionEditor(builder, question, deeds) {
  const { key, kind } = question;
  /** @param {Partial<Question>} change @param {string} [merge] */
  const set = (change, merge = "") => builder.set(changeQuestion(builder.text.value, key, change), merge ? `${key} ${merge}` : "");
  return html`<div class="question-editor">
    <div class="field"><label for="label-${key}"><span>What is asked</span></label>
      <input id="label-${key}" data-label maxlength="300" autocomplete="off" .value=${question.label} @input=${(/** @type {any} */ event) => set({ label: event.target.value }, "label")}></div>
    <div class="field"><label for="hint-${key}"><span>Help with it</span><span class="optional">optional</span></label>
      <input id="hint-${key}" maxlength="500" autocomplete="off" .value=${question.hint} @input=${(/** @type {any} */ event) => set({ hint: event.target.value }, "hint")}></div>
    <div class="columns">
      <div class="field"><label for="kind-${key}"><span>Kind</span></label>
        <select id="kind-${key}" .value=${kind} @change=${(/** @type {any} */ event) => set({ kind: event.target.value })}>
          ${Object.entries(builder.kinds).map(([value, words]) => html`<option value=${value} ?selected=${value === kind}>${words}</option>`)}
        </select></div>
      <label class="check"><input type="checkbox" .checked=${question.is_required} @change=${(/** @type {any} */ event) => set({ is_required: event.target.checked })}><span>Needs an answer</span></label>
    </div>
    ${kind === "number" ? numberFields(question, set) : nothing} ${kind === "scale" ? scaleFields(question, set) : nothing}
    ${kind === "choice" || kind === "choices" ? optionFields(builder, question, set) : nothing}
    ${conditionEditor({ builder, id: key, when: question.when, key, section: 0, set: (when) => set({ when }) })}
    <div class="row narrow-only">
      <button type="button" class="button quiet" @click=${() => builder.double(key)}>${icon("copy")}<span>Double</span></button>
      <button type="button" class="button quiet" @click=${() => deeds.focusOn(builder.remove(key))}>${icon("trash")}<span>Take away</span></button>
    </div>
  </div>`;
}

/**
 * @param {Question} question
 * @param {(change: Partial<Question>, merge?: string) => void} set
 */
function numberFields(question, set) {
  return html`<div class="columns three">
    <div class="field"><label for="unit-${question.key}"><span>Unit</span></label><input id="unit-${question.key}" maxlength="20" autocomplete="off" .value=${question.unit} @input=${(/** @type {any} */ event) => set({ unit: event.target.value }, "unit")}></div>
    ${numberField(`least-${question.key}`, "At least", question.least, (least) => set({ least }))}
    ${numberField(`most-${question.key}`, "At most", question.most, (most) => set({ most }))}
  </div>`;
}

/**
 * @param {Question} question
 * @param {(change: Partial<Question>, merge?: string) => void} set
 */
function scaleFields(question, set) {
  return html`<div class="columns">
    ${numberField(`least-${question.key}`, "From", question.least, (least) => set({ least: least ?? 0 }))}
    ${numberField(`most-${question.key}`, "To", question.most, (most) => set({ most: most ?? 10 }))}
    <div class="field"><label for="low-${question.key}"><span>The low end means</span></label><input id="low-${question.key}" maxlength="60" autocomplete="off" .value=${question.low} @input=${(/** @type {any} */ event) => set({ low: event.target.value }, "low")}></div>
    <div class="field"><label for="high-${question.key}"><span>The high end means</span></label><input id="high-${question.key}" maxlength="60" autocomplete="off" .value=${question.high} @input=${(/** @type {any} */ event) => set({ high: event.target.value }, "high")}></div>
  </div>`;
}

/**
 * @param {string} id
 * @param {string} label
 * @param {number | null} value
 * @param {(value: number | null) => void} set
 */
function numberField(id, label, value, set) {
  return html`<div class="field"><label for=${id}><span>${label}</span></label>
    <input id=${id} inputmode="decimal" autocomplete="off" .value=${value === null ? "" : String(value)} @change=${(/** @type {any} */ event) => {
      const typed = event.target.value.trim().replace(",", ".");
      const number = Number(typed);
      set(typed === "" || !Number.isFinite(number) ? null : number);
    }}></div>`;
}

/**
 * @param {Builder} builder
 * @param {Question} question
 * @param {(change: Partial<Question>, merge?: string) => void} set
 */
function optionFields(builder, question, set) {
  const { options } = question;
  /** @param {number} at @param {string} label */
  const say = (at, label) => set({ options: options.map((one, place) => (place === at ? { ...one, label } : one)) }, `option ${at}`);
  return html`<fieldset class="options"><legend>Answers to choose from</legend>
    ${options.map(
      (one, at) => html`<div class="row nowrap"><label class="unseen" for="option-${question.key}-${at}">Answer ${at + 1}</label>
        <input id="option-${question.key}-${at}" maxlength="120" autocomplete="off" placeholder="Answer ${at + 1}" .value=${one.label} @input=${(/** @type {any} */ event) => say(at, event.target.value)}>
        <button type="button" class="button plain icon-only" aria-label="Take answer ${at + 1} away" ?disabled=${options.length <= 2} @click=${() => set({ options: options.filter((_, place) => place !== at) })}>${icon("close")}</button></div>`,
    )}
    ${options.length < builder.most.options
      ? html`<button type="button" class="button plain" @click=${() => set({ options: [...options, { key: freshOption(question), label: "" }] })}>${icon("plus")}<span>Another answer</span></button>`
      : nothing}
  </fieldset>`;
}

/** @param {Question} question */
function freshOption({ options }) {
  let number = options.length + 1;
  while (options.some(({ key }) => key === `o${number}`)) number += 1;
  return `o${number}`;
}

/**
 * @param {object} options
 * @param {Builder} options.builder
 * @param {string} options.id
 * @param {Condition | null} options.when
 * @param {string | null} options.key of the question that has it; null: a section has it
 * @param {number} options.section
 * @param {(when: Condition | null) => void} options.set
 */
export function conditionEditor({ builder, id, when, key, section, set }) {
  const known = earlier(builder.text.value, key, section);
  if (known.length === 0 && when === null) return nothing;
  const on = questionsOf(builder.text.value).find((one) => one.key === when?.question);
  return html`<fieldset class="condition"><legend>When it is asked</legend>
    <label class="unseen" for="when-${id}">Depends on</label>
    <select id="when-${id}" @change=${(/** @type {any} */ event) => set(conditionOn(known.find((one) => one.key === event.target.value)))}>
      <option value="" ?selected=${when === null}>Always</option>
      ${known.map((one) => html`<option value=${one.key} ?selected=${one.key === when?.question}>If “${one.label || "…"}” was</option>`)}
    </select>
    ${when && on ? conditionDetail(id, when, on, set) : nothing}
  </fieldset>`;
}

/**
 * @param {string} id
 * @param {Condition} when
 * @param {Question} on
 * @param {(when: Condition | null) => void} set
 */
function conditionDetail(id, when, on, set) {
  const choices = choicesOf(on);
  if (choices.length > 0) {
    return html`<div class="pills">${choices.map(
      (one) => html`<label class="pill"><input type="checkbox" .checked=${when.any_of.includes(one.key)} @change=${(/** @type {any} */ event) =>
        set({ ...when, any_of: event.target.checked ? [...when.any_of, one.key] : when.any_of.filter((key) => key !== one.key) })}><span>${one.label || "…"}</span></label>`,
    )}</div>`;
  }
  if (on.kind !== "number" && on.kind !== "scale") return html`<p class="hint">answered at all</p>`;
  return html`<div class="columns">
    ${numberField(`when-least-${id}`, "at least", when.least, (least) => set({ ...when, least }))}
    ${numberField(`when-most-${id}`, "at most", when.most, (most) => set({ ...when, most }))}
  </div>`;
}
