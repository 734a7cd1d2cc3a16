/** The client's choice of the voice that says cues, on this device, and what they hear where there is none. */

import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { langName } from "./voice-choice.js";

/**
 * @param {import("./speech.js").Speech} speech
 * @param {import("./choices.js").Choices} choices
 * @param {string | null} lacking the language of a cue that no voice here knows; "": that of the page
 */
export function voicePicker({ voices }, { voice }, lacking) {
  if (voices.value.length === 0) return html`<p class="hint" id="no-voice">This browser has no voice of its own. Cues come as words, with a chirp.</p>`;
  return html`<div class="field">
    <label for="voice">Voice for cues</label>
    <select id="voice" @change=${(/** @type {Event} */ { target }) => void (voice.value = /** @type {HTMLSelectElement} */ (target).value)}>
      <option value="" ?selected=${voice.value === ""}>The usual one</option>
      ${voices.value.map((one) => html`<option value=${one.id} ?selected=${voice.value === one.id}>${one.name} (${langName(one.lang)})</option>`)}
    </select>
    ${lacking ? html`<p class="hint" id="no-voice">No voice here knows ${langName(lacking)}. Such cues come as words, with a chirp.</p>` : nothing}
  </div>`;
}
