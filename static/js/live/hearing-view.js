/** What this device lets one hear and feel of timers: sounds, how loud, names, shaking. */

import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { big, icon } from "./icon-view.js";

/** @typedef {import("./choices.js").Choices} Choices */

/**
 * @param {Choices} choices
 */
export function hearingSwitches({ sound, names, shake }) {
  return html`${big({ icon: sound.value ? "sound" : "sound-off", label: "Timer sounds", press: () => void (sound.value = !sound.value), pressed: sound.value, id: "sounds" })}
  ${big({ icon: "timer", label: "Say names", press: () => void (names.value = !names.value), pressed: names.value, id: "names" })}
  ${canShake() ? big({ icon: "shake", label: "Shake", press: () => void (shake.value = !shake.value), pressed: shake.value, id: "shake" }) : nothing}`;
}

/**
 * @param {Choices} choices
 */
export function volumeSlider({ volume }) {
  return html`<div class="field volume">
    <label for="volume">${icon("sound")}<span>Volume of timers and cues</span></label>
    <input
      id="volume"
      type="range"
      min="0"
      max="100"
      step="5"
      .value=${String(Math.round(volume.value * 100))}
      aria-valuetext=${`${Math.round(volume.value * 100)} percent`}
      @input=${(/** @type {Event} */ { target }) => void (volume.value = /** @type {HTMLInputElement} */ (target).valueAsNumber / 100)}
    />
  </div>`;
}

/** A thing one holds in the hand, not every browser that knows the word. */
function canShake() {
  return typeof navigator.vibrate === "function" && navigator.maxTouchPoints > 0;
}
