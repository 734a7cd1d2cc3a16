/** A body to tap where it hurts, from the front or from behind. For fingers; the same places stand below it as words, for keys and readers. */

import { html, svg } from "../../vendor/lit-html/lit-html.js";

/** @typedef {import("./types.d.ts").Place} Place */
/** @typedef {"front" | "back"} Side */

/** @type {Record<Side, readonly Place[]>} */
const PLACES_OF = {
  front: ["head", "neck", "left-shoulder", "right-shoulder", "chest", "belly", "left-elbow", "right-elbow", "left-wrist", "right-wrist", "left-hip", "right-hip", "left-knee", "right-knee", "left-ankle", "right-ankle"],
  back: ["head", "neck", "left-shoulder", "right-shoulder", "upper-back", "lower-back", "left-elbow", "right-elbow", "left-wrist", "right-wrist", "left-hip", "right-hip", "left-knee", "right-knee", "left-ankle", "right-ankle"],
};

const FIGURE = svg`<g>
  <circle cx="150" cy="40" r="25" />
  <path d="M150 66V92M92 120H208M104 130 112 258H188L196 130Z" />
  <path d="M92 120 48 190 28 262M208 120 252 190 272 262M116 262 108 332 104 400M184 262 192 332 196 400" />
</g>`;

/**
 * @param {object} facts
 * @param {Side} facts.side
 * @param {(side: Side) => void} facts.turn
 * @param {Place[]} facts.where
 * @param {(place: Place) => void} facts.tap adds a place or takes it back
 */
export function bodyView({ side, turn, where, tap }) {
  return html`<div class="body-map">
    <div class="effort-row two" role="group" aria-label="The picture shows you">
      ${/** @type {const} */ ([["front", "From the front"], ["back", "From behind"]]).map(
        ([which, word]) => html`<button type="button" class="answer" aria-pressed=${String(side === which)} @click=${() => turn(which)}><span>${word}</span></button>`,
      )}
    </div>
    <div class="body-figure from-${side}" aria-hidden="true">
      <svg viewBox="0 0 300 432" focusable="false">${FIGURE}</svg>
      <span class="body-side on-left">Left</span><span class="body-side on-right">Right</span>
      ${PLACES_OF[side].map(
        (place) => html`<button type="button" tabindex="-1" class="body-place ${place.split("-").map((part) => `on-${part}`).join(" ")} ${where.includes(place) ? "hurts" : ""}" data-place=${place} @click=${() => tap(place)}></button>`,
      )}
    </div>
  </div>`;
}
