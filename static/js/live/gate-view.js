/** That somebody may not exercise yet: over the trainer's pictures, with the ways on; and what the client reads. */

import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { post } from "../lib/http.js";
import { signal } from "../lib/state.js";
import { gated } from "./gates.js";
import { icon } from "./icon-view.js";

/**
 * @typedef {import("./enter.js").LiveRoom} LiveRoom
 * @typedef {import("./types.d.ts").PageConfig} PageConfig
 */

/**
 * @typedef {object} GateView
 * @property {() => unknown} view a function of state: call it within an effect
 */

/**
 * @param {object} options
 * @param {LiveRoom} options.live
 * @param {PageConfig} options.config
 * @param {(message: string) => void} options.warn
 * @returns {GateView} the trainer's
 */
export function createGateView({ live, config, warn }) {
  const asked = signal(/** @type {string | null} */ (null)); // whose reason is being typed
  const ways = config.health ?? {};

  /**
   * @param {SubmitEvent} event
   * @param {string} url
   */
  async function letTrain(event, url) {
    event.preventDefault();
    const form = /** @type {HTMLFormElement} */ (event.target);
    const reason = /** @type {HTMLInputElement} */ (form.elements.namedItem("reason")).value;
    try {
      await post(url, { reason });
      asked.value = null;
    } catch (problem) {
      warn(/** @type {Error} */ (problem).message);
    }
  }

  /** @param {ReturnType<typeof gated>[number]} one */
  function line({ person, name, gate }) {
    const way = ways[person];
    const told = config.gate_words?.[gate.why]?.title ?? gate.why;
    return html`<div class="gated ${gate.by_override ? "overridden" : ""}" data-person=${person} role="status">
      <p>
        ${icon(gate.by_override ? "warning" : "lock")}
        <span>${gate.by_override ? html`<strong>${name} trains by your override</strong>: ${told}.` : html`<strong>${name} may only talk</strong>: ${told}.`}</span>
      </p>
      ${way
        ? html`<div class="row">
            <a class="button ${gate.by_override ? "plain" : "quiet"}" href=${way.review} target="_blank" rel="noopener"><span>Health check</span></a>
            ${gate.by_override || asked.value === person
              ? nothing
              : html`<button type="button" class="button quiet" data-let-train @click=${() => ask(person)}><span>Let them train…</span></button>`}
          </div>`
        : nothing}
      ${way && asked.value === person && !gate.by_override
        ? html`<form class="row" @submit=${(/** @type {SubmitEvent} */ event) => void letTrain(event, way.override)}>
            <label for="gate-reason">Why? It is kept with your name</label>
            <input id="gate-reason" name="reason" maxlength="500" autocomplete="off" required />
            <button type="submit" class="button primary"><span>Let ${name} train today</span></button>
            <button type="button" class="button quiet" @click=${() => void (asked.value = null)}><span>Not now</span></button>
          </form>`
        : nothing}
    </div>`;
  }

  /** @param {string} person */
  function ask(person) {
    asked.value = person;
    queueMicrotask(() => /** @type {HTMLElement | null} */ (document.querySelector("#gate-reason"))?.focus());
  }

  return { view: () => gated(live.room.value).map(line) };
}

/**
 * @param {import("./types.d.ts").Gate | undefined} gate
 * @param {PageConfig["gate_words"]} words
 */
export function talkOnly(gate, words) {
  if (!gate || gate.why === "" || gate.by_override) return nothing;
  const told = words?.[gate.why];
  return html`<div class="talk-only" role="status"><strong>${told?.title ?? "You can talk to your trainer now"}</strong> <span>${told?.text ?? ""}</span></div>`;
}
