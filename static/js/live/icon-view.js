/** The sprite's icons for lit-html, always beside a word or under a label. */

import { html, nothing } from "../../vendor/lit-html/lit-html.js";

/**
 * @param {string} name
 * @returns {import("../../vendor/lit-html/lit-html.js").TemplateResult}
 */
export function icon(name) {
  return html`<svg class="icon" aria-hidden="true"><use href=${`${document.body.dataset["sprite"] ?? ""}#${name}`}></use></svg>`;
}

/**
 * A big button of the floor: an icon over its word.
 *
 * @param {object} options
 * @param {string} options.icon
 * @param {string} options.label
 * @param {() => void} options.press
 * @param {boolean} [options.pressed] for a switch
 * @param {string} [options.kind] further classes
 * @param {string} [options.id]
 * @param {string} [options.hint] a title with its key
 * @param {boolean} [options.disabled]
 * @returns {import("../../vendor/lit-html/lit-html.js").TemplateResult}
 */
export function big({ icon: name, label, press, pressed, kind = "", id = "", hint = "", disabled = false }) {
  return html`<button
    type="button"
    class="big ${kind}"
    id=${id || `big-${name}`}
    title=${hint || label}
    ?disabled=${disabled}
    aria-pressed=${pressed === undefined ? nothing : String(pressed)}
    @click=${press}
  >${icon(name)}<span>${label}</span></button>`;
}
