/** What the trainer decided, on a client's screen, and the client's raised hand. */

import { html } from "../../vendor/lit-html/lit-html.js";
import { icon } from "./icon-view.js";

/** @param {import("./around.js").Told[]} told */
export function aroundView(told) {
  return html`<div class="around" role="status" aria-live="polite">
    ${told.map(
      ({ key, icon: shape, title, detail }) => html`<p class="around-line ${key}" id=${`around-${key}`}>${icon(shape)}<strong>${title}</strong><span>${detail}</span></p>`,
    )}
  </div>`;
}

/**
 * @param {boolean} isUp
 * @param {() => void} press
 */
export function handView(isUp, press) {
  return html`<button type="button" class="keep hand" id="hand" aria-pressed=${String(isUp)} @click=${press}>
    ${icon("hand")}<span>${isUp ? "Your hand is up" : "Raise hand"}</span><kbd>H</kbd>
  </button>`;
}

