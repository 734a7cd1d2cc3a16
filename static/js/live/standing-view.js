/** How things stand, on the glass: quiet while all is well, plain when it is not, with the phone as the last way. */

import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { icon } from "./icon-view.js";

/**
 * @param {object} facts
 * @param {import("./standing.js").Standing} facts.standing
 * @param {string | null} facts.phone the other's number
 * @param {string} facts.other the other's name
 * @param {boolean} facts.isByPhone
 * @param {((on: boolean) => void) | null} facts.byPhone the trainer's switch
 * @param {boolean} facts.isSoundBlocked
 * @param {() => void} facts.unblock
 */
export function standingView({ standing, phone, other, isByPhone, byPhone, isSoundBlocked, unblock }) {
  const isQuiet = standing.tone === "good";
  return html`<div class="standing ${standing.tone} ${isQuiet && !isSoundBlocked ? "quiet" : ""}" id="standing">
    <p role="status" aria-live="polite">
      ${icon(isQuiet ? "wifi" : "wifi-off")}<strong>${standing.title}${standing.count ? html` <span aria-hidden="true" class="numbers">(${standing.count})</span>` : nothing}</strong>
      <span>${standing.detail}</span>
    </p>
    ${standing.offersPhone
      ? html`<div class="row">
          ${phone
            ? html`<a class="button quiet" id="call" href=${`tel:${phone.replace(/[^+\d]/gu, "")}`}>${icon("phone")}<span>Call ${other}: ${phone}</span></a>`
            : html`<span>No phone number is known for ${other}.</span>`}
          ${byPhone
            ? html`<button type="button" class="button quiet" id="by-phone" @click=${() => byPhone(!isByPhone)}>${isByPhone ? "Back to video" : "Carry on by phone"}</button>`
            : nothing}
        </div>`
      : nothing}
    ${isSoundBlocked ? html`<button type="button" class="button primary" id="unblock" @click=${unblock}>${icon("sound")}<span>Tap to hear</span></button>` : nothing}
  </div>`;
}
