/** Sets of an exercise as the trainer reads and corrects them: what each client did, and the fields of one set. */

import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { setWords } from "./day.js";
import { inFields, said } from "./set-fields.js";

/**
 * @typedef {import("./types.d.ts").DayEntry} DayEntry
 * @typedef {import("./set-fields.js").Draft} Draft
 * @typedef {import("./day-view.js").Facts} Facts
 */

/** @type {{name: keyof Draft, label: string, most: number, step: string}[]} */
const FIELDS = [
  { name: "reps", label: "Reps", most: 999, step: "1" },
  { name: "load", label: "Load", most: 1000, step: "any" },
  { name: "secs", label: "Seconds", most: 7200, step: "1" },
  { name: "effort", label: "Effort 0–10", most: 10, step: "1" },
];

/**
 * @param {Draft} fields
 * @param {(fields: Draft) => void} set
 * @param {string} prefix of the fields' ids
 * @param {"kg" | "lb"} unit
 */
export function setFieldsView(fields, set, prefix, unit) {
  return html`<div class="set-fields">
    ${FIELDS.map(
      ({ name, label, most, step }) => html`<div>
        <label for=${`${prefix}-${name}`}>${name === "load" ? `Load, ${unit}` : label}</label>
        <input
          id=${`${prefix}-${name}`}
          type="number"
          inputmode="decimal"
          min="0"
          max=${most}
          step=${step}
          .value=${fields[name]}
          @input=${(/** @type {Event} */ event) => set({ ...fields, [name]: /** @type {HTMLInputElement} */ (event.target).value })}
        />
      </div>`,
    )}
  </div>`;
}

/**
 * @param {Facts} facts
 * @param {DayEntry} entry
 */
export function setsView({ room, clients, people, correcting, correct, deeds }, entry) {
  const sets = room.sets.filter((one) => one.entry === entry.id && people.includes(one.person));
  if (sets.length === 0) return nothing;
  const isOpen = correcting !== null && correcting.set.entry === entry.id;
  /** @param {SubmitEvent} event */
  const submit = (event) => {
    event.preventDefault();
    if (correcting) deeds.correct(correcting.set, said(correcting.said));
    correct(null);
  };
  return html`<div class="chips sets-done" role="group" aria-label=${`Sets done of ${entry.name}`}>
      ${sets.map((set) => {
        const name = people.length > 1 ? `${clients.find(({ person }) => person === set.person)?.name ?? ""} ` : "";
        const isChosen = correcting?.set.person === set.person && correcting.set.number === set.number && isOpen;
        return html`<button type="button" class="chip" aria-pressed=${String(isChosen)} title="Correct this set" @click=${() => correct(isChosen ? null : { set, said: inFields(set) })}>
          ${name}${set.number}: ${setWords(set)}
        </button>`;
      })}
    </div>
    ${isOpen
      ? html`<form class="day-now" aria-label="Correct a set" @submit=${submit}>
          ${setFieldsView(correcting.said, (fields) => correct({ ...correcting, said: fields }), "then", correcting.set.unit)}
          <button type="submit" class="button wide" id="set-correct">Save set ${correcting.set.number}</button>
        </form>`
      : nothing}`;
}
