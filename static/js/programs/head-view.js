/** What is said of a program as a whole: its name, what the client reads first, who is beside, and a copy's days. */

import { html, nothing } from "../../vendor/lit-html/lit-html.js";

/**
 * @typedef {import("./outline.d.ts").Program} Program
 */

const DAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

/**
 * @param {object} facts
 * @param {Program} facts.program
 * @param {import("./saving.js").Trouble | null} facts.trouble
 * @param {(values: Partial<Program>, by?: string) => void} facts.set
 */
export function headView({ program, trouble, set }) {
  const { name, about, alone, starts_on, training_days } = program;
  /** @param {string} where */
  const wrong = (where) => (trouble?.where === where ? trouble.message : "");
  /** @param {Event} event */
  const value = (event) => /** @type {HTMLInputElement} */ (event.target).value;
  return html`<div class="program-head">
    <div class="field">
      <label for="program-name"><span>Name</span></label>
      <input id="program-name" type="text" maxlength="80" autocomplete="off" required aria-invalid=${wrong("name") ? "true" : nothing} .value=${name} @input=${(/** @type {Event} */ event) => set({ name: value(event) }, "name")} />
      ${wrong("name") ? html`<p class="field-error">${wrong("name")}</p>` : nothing}
    </div>
    <div class="field about">
      <label for="program-about"><span>What your client reads first</span><span class="optional">optional</span></label>
      <textarea id="program-about" rows="2" maxlength="1000" .value=${about} @input=${(/** @type {Event} */ event) => set({ about: value(event) }, "about")}></textarea>
      ${wrong("about") ? html`<p class="field-error">${wrong("about")}</p>` : nothing}
    </div>
    <label class="check"><input id="program-alone" type="checkbox" .checked=${alone} @change=${(/** @type {Event} */ event) => set({ alone: /** @type {HTMLInputElement} */ (event.target).checked })} /><span>Done alone<span class="hint">Exercises that need a spotter stay out</span></span></label>
    ${program.client_id === null
      ? nothing
      : html`<div class="field">
            <label for="starts-on"><span>Starts on</span></label>
            <input id="starts-on" type="date" required .value=${starts_on} @change=${(/** @type {Event} */ event) => value(event) && set({ starts_on: value(event) })} />
          </div>
          <fieldset class="training-days">
            <legend>Trains on</legend>
            <div class="tags">
              ${DAYS.map(
                (words, at) => html`<label class="check"><input
                    type="checkbox"
                    .checked=${training_days.includes(at + 1)}
                    @change=${(/** @type {Event} */ event) => set({ training_days: /** @type {HTMLInputElement} */ (event.target).checked ? [...training_days, at + 1].sort() : training_days.filter((day) => day !== at + 1) })}
                  /><span>${words}</span></label>`,
              )}
            </div>
            ${wrong("training_days") ? html`<p class="field-error">${wrong("training_days")}</p>` : nothing}
          </fieldset>`}
  </div>`;
}
