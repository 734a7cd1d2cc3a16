/** Which exercise's cues are on the keys: the one of the day, or another that is searched for. */

import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { icon } from "./icon-view.js";
import { findExercises } from "./palette.js";

/**
 * @param {object} facts
 * @param {import("./exercises.js").Exercises} facts.exercises
 * @param {string} facts.search
 * @param {(text: string) => void} facts.setSearch
 */
export function exercisePickView({ exercises, search, setSearch }) {
  const chosen = exercises.chosen.value;
  const found = findExercises(exercises.list.value, search);
  /** @param {import("./types.d.ts").ExerciseRow | null} row */
  const pick = (row) => {
    void exercises.choose(row);
    setSearch("");
    /** @type {HTMLElement | null} */ (document.activeElement)?.blur(); // the digits are keys again
  };
  /** @param {SubmitEvent} event */
  const submit = (event) => {
    event.preventDefault();
    if (found[0]) pick(found[0]);
  };
  return html`<form class="exercise-pick" role="search" @submit=${submit}>
    <label for="exercise-search"><span>Cues of</span> <kbd>'</kbd></label>
    ${chosen
      ? html`<p class="row between nowrap chosen-exercise" id="chosen-exercise">
          <strong>${chosen.name}</strong>
          <button type="button" class="button plain icon-only" id="no-exercise" @click=${() => pick(null)}>${icon("close")}<span class="unseen">Only cues for any exercise</span></button>
        </p>`
      : nothing}
    <input
      id="exercise-search"
      type="search"
      autocomplete="off"
      spellcheck="false"
      placeholder=${chosen ? "Another exercise" : "Any exercise: type to search"}
      .value=${search}
      aria-controls="exercises-found"
      @input=${(/** @type {Event} */ { target }) => setSearch(/** @type {HTMLInputElement} */ (target).value)}
    />
    <ul class="found" id="exercises-found" aria-label="Exercises found" ?hidden=${found.length === 0}>
      ${found.map((row) => html`<li><button type="button" class="button quiet wide" data-exercise=${row.key} @click=${() => pick(row)}>${row.name}</button></li>`)}
    </ul>
    <p class="small muted" role="status">${search.trim() && found.length === 0 ? "No exercise is called that." : nothing}</p>
  </form>`;
}
