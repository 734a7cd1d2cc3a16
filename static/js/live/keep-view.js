/** The client's own "keep that": there only while something is kept, and big enough for a wet thumb. */

import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { icon } from "./icon-view.js";

/**
 * @param {object} facts
 * @param {boolean} facts.isOn the last seconds are held on this device
 * @param {boolean} facts.isBusy it was just pressed
 * @param {() => void} facts.keep
 */
export function keepView({ isOn, isBusy, keep }) {
  if (!isOn) return nothing;
  return html`<button type="button" class="keep" id="keep" ?disabled=${isBusy} @click=${keep}>
    ${icon(isBusy ? "check" : "clip")}<span>${isBusy ? "Kept" : "Keep that"}</span>
  </button>`;
}
