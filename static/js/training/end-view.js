/** The end of a day: how hard it was, whether anything hurts, a word to the trainer. */

import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { PLACES, WORDS } from "../live/effort.js";
import { icon } from "../live/icon-view.js";
import { signal } from "../lib/state.js";

/** @typedef {import("./training.js").Training} Training */

/** @returns {{rpe: import("../lib/state.js").Signal<number | null>, pain: import("../lib/state.js").Signal<boolean | null>, where: import("../lib/state.js").Signal<import("../live/types.d.ts").Place[]>}} */
export function createEnding() {
  return { rpe: signal(null), pain: signal(null), where: signal([]) };
}

/**
 * @param {Training} training
 * @param {ReturnType<typeof createEnding>} ending
 */
export function endView(training, { rpe, pain, where }) {
  const left = training.next.value;
  const finish = (/** @type {SubmitEvent} */ event) => {
    event.preventDefault();
    const field = /** @type {HTMLTextAreaElement} */ (/** @type {HTMLFormElement} */ (event.target).elements.namedItem("text"));
    if (pain.value !== null) training.pain(null, pain.value, where.value);
    training.note(null, field.value);
    training.finish(rpe.value);
    [rpe.value, pain.value, where.value] = [null, null, []];
  };
  return html`<section class="ending-day" aria-labelledby="end-title">
    <header class="exercise-head">
      <button type="button" class="big" id="before" aria-label="Back to the exercises" @click=${() => training.step(-1)}>${icon("chevron-left")}</button>
      <div class="exercise-title"><h1 id="end-title">${left ? "Stop here?" : "That was all"}</h1></div>
    </header>
    <form @submit=${finish}>
      ${left ? html`<p>${left.entry.name}, set ${left.number} is not done yet. <button type="button" class="button quiet" @click=${training.begin}><span>Go on with it</span></button></p>` : nothing}
      <h2 id="end-effort">How hard was it, all in all?</h2>
      <div class="effort-line" role="group" aria-labelledby="end-effort">
        ${WORDS.map((one) => html`<button type="button" class="choice" aria-pressed=${String(rpe.value === one.rpe)} @click=${() => void (rpe.value = one.rpe)}>${one.word}</button>`)}
      </div>
      <h2 id="end-pain">Does anything hurt?</h2>
      <div class="effort-line two" role="group" aria-labelledby="end-pain">
        <button type="button" class="choice" aria-pressed=${String(pain.value === false)} @click=${() => void (pain.value = false)}>No</button>
        <button type="button" class="choice" aria-pressed=${String(pain.value === true)} @click=${() => void (pain.value = true)}>Yes</button>
      </div>
      ${pain.value
        ? html`<p id="end-where">Where? Left and right are yours</p>
            <div class="hurts-where" role="group" aria-labelledby="end-where">
              ${PLACES.map(({ place, word }) => {
                const isOn = where.value.includes(place);
                return html`<button type="button" class="choice" aria-pressed=${String(isOn)} @click=${() => void (where.value = isOn ? where.value.filter((one) => one !== place) : [...where.value, place])}>${word}</button>`;
              })}
            </div>`
        : nothing}
      <label for="end-note">A word to ${training.config.trainer.name}</label>
      <textarea id="end-note" name="text" rows="3" maxlength="2000"></textarea>
      <button type="submit" class="main-deed" id="finish">${icon("check")}<span>Finish the day</span></button>
    </form>
  </section>`;
}
