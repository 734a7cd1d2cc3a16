/** The client's band of what to do: the exercise, which set, what it should be, what comes then. */

import { html, nothing } from "../../vendor/lit-html/lit-html.js";

/** @param {import("./day.js").Band | null} band */
export function bandView(band) {
  if (!band) return nothing;
  if (band.name === "") return html`<section class="band" id="band" aria-label="What to do"><p class="band-name" role="status">All done</p></section>`;
  return html`<section class="band" id="band" aria-label="What to do">
    <p class="band-name" role="status">${band.name}</p>
    <p class="band-set"><strong>${band.set}</strong>${band.target ? html` <span class="numbers">${band.target}</span>` : nothing}</p>
    ${band.last || band.then
      ? html`<p class="band-then">${band.last ? html`<span class="numbers">${band.last}</span>` : nothing}${band.then ? html`<span>${band.then}</span>` : nothing}</p>`
      : nothing}
  </section>`;
}
