/** The kept timers in the trainer's panel: a field to find them, and a press that starts one. */

import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { icon } from "./icon-view.js";
import { clockText } from "./timers.js";

const FEW = 7;

/** @param {import("./kept-timers.js").KeptTimers} kept */
export function keptTimersView(kept) {
  const shown = kept.shown.value;
  /** @param {KeyboardEvent} event */
  const key = (event) => {
    const [first] = shown;
    if (event.key !== "Enter" || !first || kept.asked.value.trim() === "") return;
    event.preventDefault();
    kept.asked.value = "";
    /** @type {HTMLElement} */ (event.target).blur(); // Space and the digits are keys again
    void kept.start(first);
  };
  return html`<div class="row between">
      <h2 class="small">Ready to start</h2>
      <a class="small" href=${kept.here} target="_blank">Your timers</a>
    </div>
    ${kept.all.value.length > FEW
      ? html`<div class="field">
          <label class="unseen" for="find-timer">Find a timer</label>
          <input
            id="find-timer"
            type="search"
            autocomplete="off"
            placeholder="Find a timer"
            .value=${kept.asked.value}
            @input=${(/** @type {Event} */ event) => void (kept.asked.value = /** @type {HTMLInputElement} */ (event.target).value)}
            @keydown=${key}
          />
        </div>`
      : nothing}
    ${shown.length === 0 ? html`<p class="muted small" role="status">Nothing matches. Try fewer letters.</p>` : nothing}
    <ul class="palette kept-timers" aria-label="Timers ready to start">
      ${shown.map(
        (entry) => html`<li>
          <button type="button" class="cue-key" title=${entry.about} @click=${() => void kept.start(entry)}>
            ${icon(entry.starter ? "play" : "timer")}<span>${entry.name}</span><span class="muted numbers">${clockText(entry.length_ms)}</span>
          </button>
        </li>`,
      )}
    </ul>`;
}
