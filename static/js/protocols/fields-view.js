/** Fields of the editor of an assessment, each with its label and, where the server refused it, marked. */

import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { icon } from "../live/icon-view.js";
import { numberOf } from "./draft.js";

/** @typedef {{problem: {where: string, message: string} | null}} Editor what fields need of it */

/** @param {string} what @param {(by: -1 | 1) => void} move @param {() => void} drop */
export function moves(what, move, drop) {
  return html`<span class="row nowrap">
    <button type="button" class="button plain icon-only" aria-label=${`Move ${what} up`} @click=${() => move(-1)}>${icon("chevron-up")}</button>
    <button type="button" class="button plain icon-only" aria-label=${`Move ${what} down`} @click=${() => move(1)}>${icon("chevron-down")}</button>
    <button type="button" class="button plain icon-only" aria-label=${`Take ${what} away`} @click=${drop}>${icon("trash")}</button>
  </span>`;
}

/** @param {Editor} editor @param {string} where */
const isWrong = ({ problem }, where) => String(problem?.where === where);

/** What the server says of this very place: the head of the page is far from here. @param {Editor} editor @param {string} where */
export const wrong = ({ problem }, where) => (problem?.where === where ? html`<p class="field-error" id="${where}-error">${problem.message}</p>` : nothing);

/** @param {Editor} editor @param {string} where */
const described = ({ problem }, where) => (problem?.where === where ? `${where}-error` : nothing);

/** @param {Editor} editor @param {string} where @param {string} label @param {string} value @param {(text: string) => void} put @param {string} [size] */
export function field(editor, where, label, value, put, size = "") {
  return html`<div class="field ${size}"><label for=${where}>${label}</label><input id=${where} autocomplete="off" .value=${value} aria-invalid=${isWrong(editor, where)} aria-describedby=${described(editor, where)} @change=${(/** @type {Event} */ { target }) => put(/** @type {HTMLInputElement} */ (target).value)} />${wrong(editor, where)}</div>`;
}

/** @param {Editor} editor @param {string} where @param {string} label @param {string} value @param {(text: string) => void} put */
export function area(editor, where, label, value, put) {
  const rows = Math.max(2, value.split("\n").length);
  return html`<div class="field"><label for=${where}>${label}</label><textarea id=${where} rows=${rows} .value=${value} aria-invalid=${isWrong(editor, where)} aria-describedby=${described(editor, where)} @change=${(/** @type {Event} */ { target }) => put(/** @type {HTMLTextAreaElement} */ (target).value)}></textarea>${wrong(editor, where)}</div>`;
}

/** @param {Editor} editor @param {string} where @param {string} label @param {number | null} value @param {(value: number | null) => void} put */
export function number(editor, where, label, value, put) {
  return html`<div class="field"><label for=${where}>${label}</label><input id=${where} class="numbers" inputmode="decimal" autocomplete="off" .value=${value === null ? "" : String(value)} aria-invalid=${isWrong(editor, where)} aria-describedby=${described(editor, where)} @change=${(/** @type {Event} */ { target }) => put(numberOf(/** @type {HTMLInputElement} */ (target).value))} />${wrong(editor, where)}</div>`;
}

/** @param {Editor} editor @param {string} where @param {string} label @param {[string, string][]} options @param {string} value @param {(value: string) => void} put @param {string} [size] */
export function pick(editor, where, label, options, value, put, size = "") {
  return html`<div class="field ${size}"><label for=${where}>${label}</label><select id=${where} aria-invalid=${isWrong(editor, where)} aria-describedby=${described(editor, where)} @change=${(/** @type {Event} */ { target }) => put(/** @type {HTMLSelectElement} */ (target).value)}>${options.map(([key, text]) => html`<option value=${key} ?selected=${key === value}>${text}</option>`)}</select>${wrong(editor, where)}</div>`;
}

/** @param {string} label @param {boolean} is @param {(is: boolean) => void} put */
export function tick(label, is, put) {
  return html`<label class="check"><input type="checkbox" .checked=${is} @change=${(/** @type {Event} */ { target }) => put(/** @type {HTMLInputElement} */ (target).checked)} /><span>${label}</span></label>`;
}
