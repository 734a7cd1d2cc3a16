/** The fields of a format, whatever it is: numbers, lengths of time, lines, stations. A view of a recipe; what is typed goes back as a change. */

import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { icon } from "../live/icon-view.js";
import { STATION } from "../live/plans/circuit.js";
import { lengthText, readLength } from "../live/plans/length.js";

/**
 * @typedef {import("../live/plans/recipe.js").Field} Field
 * @typedef {Record<string, any>} Values
 * @typedef {(change: Values, by?: string) => void} Set by: the field that is typed into
 */

/**
 * @param {object} facts
 * @param {Field[]} facts.fields
 * @param {Values} facts.values
 * @param {Set} facts.set
 */
export function fieldsView({ fields, values, set }) {
  return html`<div class="timer-fields">${fields.map((field) => fieldView(field, values[field.name], `f-${field.name}`, (value) => set({ [field.name]: value }, field.name)))}</div>`;
}

/**
 * @param {Field} field
 * @param {any} value
 * @param {string} id
 * @param {(value: any) => void} set
 * @returns {import("../../vendor/lit-html/lit-html.js").TemplateResult}
 */
function fieldView(field, value, id, set) {
  switch (field.kind) {
    case "seconds":
      return boxed(field, id, durationInput({ id, value, min: field.min, max: field.max, set }));
    case "text":
      return boxed(
        field,
        id,
        html`<input id=${id} type="text" autocomplete="off" maxlength=${field.max} .value=${value ?? ""} @input=${(/** @type {Event} */ event) => set(typed(event))} />`,
        field.min === 0,
      );
    case "lines":
      return html`<div class="field wide">
        <label for=${id}><span>${field.label}</span><span class="optional">optional</span></label>
        <textarea id=${id} rows="4" .value=${(value ?? []).join("\n")} @input=${(/** @type {Event} */ event) => set(lines(typed(event)))}></textarea>
      </div>`;
    case "side":
      return boxed(
        field,
        id,
        html`<select id=${id} @change=${(/** @type {Event} */ event) => set(typed(event))}>
          ${["left", "right"].map((side) => html`<option value=${side} ?selected=${side === value}>${side === "left" ? "Left" : "Right"}</option>`)}
        </select>`,
      );
    case "stations":
      return stationsView(field, value ?? [], id, set);
    default:
      return boxed(
        field,
        id,
        html`<input
          id=${id}
          type="number"
          inputmode="numeric"
          min=${field.min}
          max=${field.max}
          .value=${Number.isNaN(value) ? "" : String(value)}
          @input=${(/** @type {Event} */ event) => set(/** @type {HTMLInputElement} */ (event.target).valueAsNumber)}
        />`,
      );
  }
}

/**
 * A length of time to type: seconds, or minutes and seconds. Arrows change it by five seconds.
 *
 * @param {object} facts
 * @param {string} facts.id
 * @param {number} facts.value seconds; NaN: nothing that can be read
 * @param {number} facts.min
 * @param {number} facts.max
 * @param {(seconds: number) => void} facts.set
 * @param {string} [facts.label] where no label stands beside it
 */
export function durationInput({ id, value, min, max, set, label }) {
  /** @param {KeyboardEvent} event */
  const key = (event) => {
    const way = { ArrowUp: 5, ArrowDown: -5 }[event.key];
    if (!way || event.altKey || Number.isNaN(value)) return;
    event.preventDefault();
    set(Math.min(max, Math.max(min, value + way)));
  };
  const isTyped = document.activeElement?.id === id && readLength(/** @type {HTMLInputElement} */ (document.activeElement).value) === value;
  return html`<input
    id=${id}
    class="duration numbers"
    type="text"
    inputmode="decimal"
    autocomplete="off"
    aria-label=${label ?? nothing}
    aria-invalid=${Number.isNaN(value) ? "true" : nothing}
    .value=${isTyped || Number.isNaN(value) ? keep(id) : lengthText(value)}
    @keydown=${key}
    @input=${(/** @type {Event} */ event) => set(readLength(typed(event)))}
    @blur=${(/** @type {Event} */ event) => {
      if (!Number.isNaN(value)) /** @type {HTMLInputElement} */ (event.target).value = lengthText(value);
    }}
  />`;
}

/**
 * What stands in a field somebody types into stays as they typed it: "90" does not become "1:30" under their fingers.
 *
 * @param {string} id
 */
function keep(id) {
  const at = document.getElementById(id);
  return at instanceof HTMLInputElement ? at.value : "";
}

/**
 * @param {Field} field
 * @param {string} id
 * @param {unknown} control
 * @param {boolean} [isOptional]
 */
function boxed(field, id, control, isOptional = false) {
  return html`<div class="field">
    <label for=${id}><span>${field.label}</span>${isOptional ? html`<span class="optional">optional</span>` : nothing}</label>
    ${control}
  </div>`;
}

/**
 * @param {Field} field
 * @param {Values[]} stations
 * @param {string} id
 * @param {(value: Values[]) => void} set
 */
function stationsView(field, stations, id, set) {
  const last = stations.at(-1) ?? { name: "", work_s: 40, label: "" };
  return html`<fieldset class="stations wide">
    <legend>${field.label}</legend>
    <ol>
      ${stations.map(
        (station, at) => html`<li>
          ${STATION.map((part) => fieldView(part, station[part.name], `${id}-${at}-${part.name}`, (value) => set(stations.map((one, index) => (index === at ? { ...one, [part.name]: value } : one)))))}
          <span class="station-deeds">
            ${small("chevron-up", `Station ${at + 1} earlier`, at === 0, () => set(swapped(stations, at, at - 1)))}
            ${small("chevron-down", `Station ${at + 1} later`, at === stations.length - 1, () => set(swapped(stations, at, at + 1)))}
            ${small("trash", `Without station ${at + 1}`, stations.length === 1, () => set(stations.filter((_, index) => index !== at)))}
          </span>
        </li>`,
      )}
    </ol>
    <button type="button" class="button quiet" ?disabled=${stations.length >= field.max} @click=${() => set([...stations, { ...last, name: `Station ${stations.length + 1}`, label: "" }])}>
      ${icon("plus")}<span>Station</span>
    </button>
  </fieldset>`;
}

/**
 * @param {string} name
 * @param {string} label
 * @param {boolean} isOff
 * @param {() => void} press
 * @param {string} [id]
 */
export function small(name, label, isOff, press, id) {
  return html`<button type="button" class="button plain icon-only" id=${id ?? nothing} aria-label=${label} title=${label} ?disabled=${isOff} @click=${press}>${icon(name)}</button>`;
}

/**
 * @template T
 * @param {T[]} list
 * @param {number} one
 * @param {number} other
 * @returns {T[]}
 */
function swapped(list, one, other) {
  return list.map((each, at) => (at === one ? /** @type {T} */ (list[other]) : at === other ? /** @type {T} */ (list[one]) : each));
}

/** @param {string} text */
function lines(text) {
  const found = text.split("\n");
  while (found.length > 0 && found.at(-1)?.trim() === "") found.pop();
  return found;
}

/** @param {Event} event */
function typed(event) {
  return /** @type {HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement} */ (event.target).value;
}
