/** What a client agrees to, each with its words and one switch: at the door, and in the room under More. */

import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { icon } from "./icon-view.js";

/** @param {import("./agreements.js").Agreements} agreements */
export function agreementsView({ list, problem, answer }) {
  return html`<fieldset class="consents">
    <legend>What you agree to</legend>
    ${list.value.map(
      (one) => html`<div class="consent">
        <div>
          <p class="label" id=${`consent-${one.purpose}`}>${one.title}</p>
          <p class="muted small">${one.text}</p>
          ${problem.value?.where === one.purpose ? html`<p class="field-error" role="alert">${problem.value.message}</p>` : nothing}
        </div>
        <button
          type="button"
          class="button quiet switch"
          role="switch"
          aria-checked=${one.given}
          aria-labelledby=${`consent-${one.purpose}`}
          @click=${() => void answer(one.purpose, !one.given)}
        >${one.given ? html`${icon("check")}<span>Agreed</span>` : html`<span>Agree</span>`}</button>
      </div>`,
    )}
    <p class="muted small">You can change these at any time.</p>
  </fieldset>`;
}
