/** The switches both sides have. */

import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { big } from "./icon-view.js";

/**
 * @typedef {import("./devices.js").Gear} Gear
 * @typedef {import("./devices.js").Devices} Devices
 */

/**
 * @param {Devices} devices
 * @param {Gear} gear
 * @param {{mic?: string, camera?: string}} [keys] shown beside the words
 */
export function micAndCamera(devices, gear, keys = {}) {
  return html`${big({
    icon: gear.mic ? "mic" : "mic-off",
    label: gear.mic ? "Mic" : "Mic off",
    press: () => void devices.setMic(!gear.mic),
    pressed: gear.mic,
    kind: gear.mic ? "" : "off",
    id: "mic",
    hint: keys.mic ? `Microphone (${keys.mic})` : "",
  })}${big({
    icon: gear.camera ? "video" : "video-off",
    label: gear.camera ? "Camera" : "Camera off",
    press: () => void devices.setCamera(!gear.camera),
    pressed: gear.camera,
    kind: gear.camera ? "" : "off",
    id: "camera",
    hint: keys.camera ? `Camera (${keys.camera})` : "",
    disabled: gear.busy,
  })}`;
}

/**
 * @param {boolean} isFull
 * @param {string} [hint]
 */
export function fullScreenButton(isFull, hint = "") {
  if (!document.fullscreenEnabled) return nothing;
  return big({
    icon: isFull ? "fullscreen-exit" : "fullscreen",
    label: isFull ? "Smaller" : "Full screen",
    press: toggleFullScreen,
    pressed: isFull,
    id: "fullscreen",
    hint,
  });
}

/**
 * A window on a television, and one that lies above all others where the browser has such a thing.
 *
 * @param {import("./apart-view.js").Apart} apart
 */
export function apartButtons({ isBig, isSmall, canBeSmall, toggleBig, toggleSmall }) {
  return html`${big({ icon: "screen", label: "Big screen", press: toggleBig, pressed: isBig.value, id: "big-screen", hint: "A second window, for a television" })}${canBeSmall
    ? big({ icon: "copy", label: "Small window", press: toggleSmall, pressed: isSmall.value, id: "small-window", hint: "Picture and timer above all other windows" })
    : nothing}`;
}

/** Fills the screen with the page, or gives it back. A browser that refuses leaves things as they are. */
export function toggleFullScreen() {
  if (document.fullscreenElement) void document.exitFullscreen().catch(() => {});
  else void document.documentElement.requestFullscreen().catch(() => {});
}

/**
 * The choice of camera and microphone while in the room.
 *
 * @param {Devices} devices
 * @param {Gear} gear
 */
export function devicePickers(devices, gear) {
  return html`<div class="stack tight">
    ${pick("room-camera", "Camera", gear.cameras, gear.camera_id, (id) => void devices.chooseCamera(id))}
    ${pick("room-mic", "Microphone", gear.mics, gear.mic_id, (id) => void devices.chooseMic(id))}
  </div>`;
}

/**
 * @param {string} id
 * @param {string} label
 * @param {import("./devices.js").Choice[]} choices
 * @param {string} chosen
 * @param {(id: string) => void} choose
 */
function pick(id, label, choices, chosen, choose) {
  if (choices.length === 0) return nothing;
  return html`<div class="field">
    <label for=${id}>${label}</label>
    <select id=${id} @change=${(/** @type {Event} */ event) => choose(/** @type {HTMLSelectElement} */ (event.target).value)}>
      ${choices.map((one) => html`<option value=${one.id} ?selected=${one.id === chosen}>${one.label}</option>`)}
    </select>
  </div>`;
}
