/** The form of a recipe: a field for each thing that its format asks. What was typed stays as it was typed. */

import { html } from "../../vendor/lit-html/lit-html.js";
import { itemLines, readItems, readStations, stationLines } from "./plans/lines.js";
import { lengthText, readLength } from "./plans/length.js";

/**
 * @typedef {import("./plans/formats.js").Recipe} Recipe
 * @typedef {import("./plans/recipe.js").Field} Field
 */

/**
 * @param {object} facts
 * @param {Field[]} facts.fields
 * @param {Recipe} facts.recipe
 * @param {(recipe: Recipe) => void} facts.set
 */
export function recipeFields({ fields, recipe, set }) {
  const values = /** @type {Record<string, any>} */ (/** @type {unknown} */ (recipe));
  return fields.map((field) => {
    const id = `recipe-${field.name}`;
    const put = (/** @type {unknown} */ value) => set(/** @type {Recipe} */ ({ ...recipe, [field.name]: value }));
    return html`<div class="field ${isWide(field) ? "whole" : ""}">
      <label for=${id}>${field.label}</label>
      ${control(field, id, values[field.name], put)}
    </div>`;
  });
}

/** @param {Field} field */
const isWide = ({ kind }) => kind === "text" || kind === "lines" || kind === "stations" || kind === "intervals";

/**
 * @param {Field} field
 * @param {string} id
 * @param {any} value
 * @param {(value: unknown) => void} put
 */
function control(field, id, value, put) {
  switch (field.kind) {
    case "seconds":
      return html`<input
        id=${id}
        autocomplete="off"
        inputmode="numeric"
        placeholder="0:00"
        .defaultValue=${lengthText(value)}
        @input=${(/** @type {Event} */ event) => put(readLength(text(event)))}
        @change=${(/** @type {Event} */ { target }) => {
          const input = /** @type {HTMLInputElement} */ (target);
          const seconds = readLength(input.value);
          if (Number.isFinite(seconds)) input.value = lengthText(seconds);
        }}
      />`;
    case "count":
    case "bpm":
      return html`<input
        id=${id}
        type="number"
        inputmode="numeric"
        min=${field.min}
        max=${field.max}
        .defaultValue=${String(value)}
        @input=${(/** @type {Event} */ { target }) => put(/** @type {HTMLInputElement} */ (target).valueAsNumber)}
      />`;
    case "text":
      return html`<input id=${id} autocomplete="off" maxlength=${field.max} .defaultValue=${value} @input=${(/** @type {Event} */ event) => put(text(event).trim())} />`;
    case "side":
      return html`<select id=${id} @change=${(/** @type {Event} */ event) => put(text(event))}>
        ${["left", "right"].map((side) => html`<option value=${side} ?selected=${side === value}>${side === "left" ? "Left" : "Right"}</option>`)}
      </select>`;
    case "lines":
      return area(id, value.join("\n"), (words) => put(words.split("\n").map((line) => line.trim()).filter(Boolean)));
    case "stations":
      return area(id, stationLines(value), (words) => put(readStations(words, value)));
    case "intervals":
      return area(id, itemLines(value), (words) => put(readItems(words, value)));
  }
}

/**
 * @param {string} id
 * @param {string} words
 * @param {(words: string) => void} put
 */
function area(id, words, put) {
  const rows = Math.min(8, Math.max(3, words.split("\n").length));
  return html`<textarea id=${id} rows=${rows} .defaultValue=${words} @input=${(/** @type {Event} */ event) => put(text(event))}></textarea>`;
}

/** @param {Event} event */
const text = ({ target }) => /** @type {HTMLInputElement} */ (target).value;
