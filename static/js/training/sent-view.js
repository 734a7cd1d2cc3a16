/** Whether what was logged has arrived: always in sight, never in the way. */

import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { icon } from "../live/icon-view.js";

/** @typedef {import("./log.js").Log} Log */

/**
 * @param {Log} log
 * @returns {{icon: string, look: string, words: string}}
 */
export function sentWords({ unsent, refused, state }) {
  const count = unsent.value.length;
  if (state.value === "closed") return { icon: "warning", look: "bad", words: count > 0 ? `${count} not sent: open your link again` : "Open your link again" };
  if (count > 0) return { icon: state.value === "sending" ? "upload" : "wifi-off", look: "warn", words: `${count} not sent yet` };
  if (refused.value.length > 0) return { icon: "warning", look: "bad", words: `${refused.value.length} not taken` };
  if (state.value === "offline") return { icon: "wifi-off", look: "", words: "No signal" };
  return { icon: "check", look: "good", words: "All sent" };
}

/**
 * @param {Log} log
 * @param {() => void} press
 */
export function sentView(log, press) {
  const { icon: name, look, words } = sentWords(log);
  return html`<button type="button" class="sent ${look}" id="sent" data-unsent=${log.unsent.value.length} @click=${press}>${icon(name)}<span role="status">${words}</span></button>`;
}

/**
 * What the sign means, unfolded by a tap.
 *
 * @param {Log} log
 * @param {import("./offline.js").Readiness} readiness
 */
export function sentMore(log, readiness) {
  const offline = {
    asking: "Getting this page ready for when there is no signal …",
    ready: "This page opens without a signal too.",
    partly: "This page opens without a signal; some pictures are missing.",
    never: "This browser cannot open the page without a signal. Leave it open.",
  }[readiness];
  return html`<div class="sent-more" id="sent-more">
    <p>${log.unsent.value.length > 0 ? "What you log is kept on this phone and sent by itself when there is a signal." : "Everything you logged has arrived."} ${offline}</p>
    ${log.isLasting ? nothing : html`<p>This browser keeps nothing on this phone: leave the page open until all is sent.</p>`}
    ${log.refused.value.map(({ entry, message }) => html`<p class="bad">${entry.name ? `${entry.name}: ` : ""}${message}</p>`)}
    <button type="button" class="button quiet" @click=${() => void log.sync()}><span>Send now</span></button>
  </div>`;
}
