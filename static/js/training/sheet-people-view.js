/** The people at the gym: a name for each, who rests and how long; behind a name, pause and unwell. */

import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { icon } from "../live/icon-view.js";

/** @typedef {import("./sheet-people.js").SheetPeople} SheetPeople */
/** @typedef {import("./types.d.ts").Person} Person */

const STOPPED = { pause: "pauses", unwell: "unwell" };

/** @param {SheetPeople} people */
export function peopleView(people) {
  return html`<p class="muted">A name opens pause and unwell.</p>
    <div class="sheet-people">
    <ul class="people-names" aria-label="Everybody">${people.people.map((person) => nameView(people, person))}</ul>
    ${people.people.filter((person) => people.isOpen(person)).map((person) => deedsView(people, person))}
  </div>`;
}

/**
 * @param {SheetPeople} people
 * @param {Person} person
 */
function nameView(people, person) {
  const stop = people.stop(person);
  const rest = stop ? "" : people.rest(person);
  const [first, ...others] = person.name.split(" ");
  return html`<li class=${stop}>
    <button type="button" class="person-name" id=${`person-${person.id}`} aria-expanded=${String(people.isOpen(person))} @click=${() => people.open(person)}>
      <strong>${first}<span class="unseen"> ${others.join(" ")}</span></strong>
      ${stop ? html`<span class="person-state">${icon(stop === "pause" ? "pause" : "stop")}${STOPPED[stop]}</span>` : nothing}
      ${rest ? html`<span class="person-state">${icon("phase-rest")}<span class="unseen">rests </span><span class="numbers">${rest}</span></span>` : nothing}
    </button>
  </li>`;
}

/**
 * @param {SheetPeople} people
 * @param {Person} person
 */
function deedsView(people, person) {
  const stop = people.stop(person);
  const name = person.name.split(" ")[0];
  const rests = !stop && people.rest(person) !== "";
  /** @param {() => void} deed what is done is said on the name, where the keyboard goes on too */
  const then = (deed) => () => {
    deed();
    document.getElementById(`person-${person.id}`)?.focus();
  };
  return html`<div class="person-deeds" role="group" aria-label=${person.name}>
    ${stop === "unwell" ? html`<p class="person-help"><strong>Have ${name} sit or lie down, and stay there.</strong> Pain in the chest, hard to breathe, about to faint: call the emergency number now.</p>` : nothing}
    ${stop
      ? html`<button type="button" class="stopper" aria-label=${`${name} ${stop === "pause" ? "goes on" : "is fine again"}`} @click=${then(() => people.goOn(person))}>${icon("play")}<span>${stop === "pause" ? `${name} goes on` : "Fine again"}</span></button>`
      : html`<button type="button" class="stopper" aria-label=${`${person.name} pauses`} @click=${then(() => people.raise(person, "pause"))}>${icon("pause")}<span>${name} pauses</span></button>`}
    ${stop === "unwell"
      ? nothing
      : html`<button type="button" class="stopper unwell" aria-label=${`${person.name} feels unwell`} @click=${then(() => people.raise(person, "unwell"))}>${icon("stop")}<span>Feels unwell</span></button>`}
    ${rests
      ? html`<button type="button" class="stopper" aria-label=${`${name} rests. End it`} @click=${then(() => people.endRest(person))}>${icon("phase-rest")}<span>End the rest</span></button>`
      : nothing}
  </div>`;
}
