/** The client's band of what to do: the exercise, which set, what it should be, what comes then. */

import { html, nothing } from "../../vendor/lit-html/lit-html.js";

/**
 * @param {import("./day.js").Band | null} band
 * @param {Record<string, string>} [pictures] by exercise the address of a small one
 */
export function bandView(band, pictures = {}) {
  if (!band) return nothing;
  if (band.name === "") return html`<section class="band" id="band" aria-label="What to do"><p class="band-name" role="status">All done</p></section>`;
  const picture = pictures[band.shows];
  return html`<section class="band ${picture ? "pictured" : ""}" id="band" aria-label="What to do">
    ${picture ? html`<img class="band-picture" src=${picture} alt="" width="80" height="60" />` : nothing}
    <p class="band-name" role="status">${band.name}</p>
    <p class="band-set"><strong>${band.set}</strong>${band.target ? html` <span class="numbers">${band.target}</span>` : nothing}</p>
    ${band.last || band.then
      ? html`<p class="band-then">${band.last ? html`<span class="numbers">${band.last}</span>` : nothing}${band.then ? html`<span>${band.then}</span>` : nothing}</p>`
      : nothing}
  </section>`;
}
