/** The people at the gym in a strip: who rests and how long, pause and unwell at hand for each. */

import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { icon } from "../live/icon-view.js";

/** @typedef {import("./sheet-people.js").SheetPeople} SheetPeople */

const STOPPED = { pause: "pauses", unwell: "feels unwell" };

/** @param {SheetPeople} people */
export function peopleView(people) {
  return html`<ul class="sheet-people" aria-label="Everybody">${people.people.map((person) => personView(people, person))}</ul>`;
}

/**
 * @param {SheetPeople} people
 * @param {import("./types.d.ts").Person} person
 */
function personView(people, person) {
  const stop = people.stop(person);
  const rest = people.rest(person);
  const name = person.name.split(" ")[0];
  return html`<li class=${stop}>
    <span class="person-name"><strong>${name}</strong>${stop ? html`<span class="person-state">${STOPPED[stop]}</span>` : nothing}</span>
    ${rest && !stop
      ? html`<button type="button" class="person-rest" aria-label=${`${name} rests. End it`} @click=${() => people.endRest(person)}>${icon("phase-rest")}<span class="numbers">${rest}</span></button>`
      : nothing}
    ${stop
      ? html`<button type="button" class="button quiet" aria-label=${`${name} ${stop === "pause" ? "goes on" : "is fine again"}`} @click=${() => people.goOn(person)}>${icon("play")}<span>${stop === "pause" ? "Go on" : "Fine again"}</span></button>`
      : html`<button type="button" class="person-deed" aria-label=${`${person.name} pauses`} @click=${() => people.raise(person, "pause")}>${icon("pause")}</button>`}
    ${stop === "unwell"
      ? nothing
      : html`<button type="button" class="person-deed unwell" aria-label=${`${person.name} feels unwell`} @click=${() => people.raise(person, "unwell")}>${icon("stop")}</button>`}
    ${stop === "unwell" ? html`<p class="person-help">Stop. Sit or lie down. Pain in the chest, hard to breathe, about to faint: call your emergency number now.</p>` : nothing}
  </li>`;
}
