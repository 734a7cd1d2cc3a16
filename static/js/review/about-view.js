/** What the comment being written is about, as chips one can press: this moment, a span, a drawing, all of it, an answer. */

import { html, nothing, render } from "../../vendor/lit-html/lit-html.js";
import { span } from "../clips/thread.js";
import { clock, fine } from "../clips/time.js";
import { icon } from "../live/icon-view.js";

/**
 * @param {HTMLElement} root
 * @param {{about: import("./about.js").About, at_ms: number, isVideo: boolean}} facts
 * @param {Pick<ReturnType<typeof import("./about.js").openAbout>, "here" | "whole" | "span">} deeds
 */
export function aboutView(root, { about, at_ms, isVideo }, deeds) {
  render(view(about, at_ms, isVideo, deeds), root);
}

/**
 * @param {import("./about.js").About} about
 * @param {number} at_ms
 * @param {boolean} isVideo
 * @param {Parameters<typeof aboutView>[2]} deeds
 */
function view(about, at_ms, isVideo, deeds) {
  if (about.to) return gone(`Answer to ${about.to.name}${about.to.place ? `, ${about.to.place}` : ""}`, "Not an answer", "chat", deeds.here);
  if (about.shape) return gone(isVideo ? `A drawing at ${clock(about.from?.ms ?? 0)}` : "A drawing", "Not about the drawing", "edit", deeds.here);
  if (!isVideo) return nothing;
  if (about.until_ms !== null) {
    return gone(span(about.from?.ms ?? 0, about.until_ms), "Not about this span", "arrow-right", deeds.here);
  }
  const from = about.from?.ms ?? at_ms;
  return html`<label class="check"><input type="checkbox" id="f-here" .checked=${!about.isWhole} @change=${(/** @type {Event} */ event) => deeds.whole(!(/** @type {HTMLInputElement} */ (event.target).checked))} />
      <span>At <output id="f-moment" class="numbers">${fine(from)}</output></span></label>
    ${about.isWhole
      ? nothing
      : html`<button class="button plain" type="button" id="f-span" aria-pressed=${about.isOpen} @click=${deeds.span}>
          ${icon("arrow-right")}<span>${about.isOpen ? `From ${clock(from)} until here` : "From here…"}</span>
        </button>`}`;
}

/**
 * @param {string} words
 * @param {string} label
 * @param {string} name
 * @param {() => void} press
 */
function gone(words, label, name, press) {
  return html`<p class="comment-chip">${icon(name)}<span class="grow">${words}</span
    ><button class="button plain icon-only" type="button" aria-label=${label} @click=${press}>${icon("close")}</button></p>`;
}
