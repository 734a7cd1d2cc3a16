/** What opens over a client's room from below, one at a time: chat, what else there is, their choices, music, a second camera. */

import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { agreementsView } from "./agreements-view.js";
import { chatView } from "./chat-view.js";
import { apartButtons, devicePickers, fullScreenButton } from "./controls-view.js";
import { hearingSwitches, volumeSlider } from "./hearing-view.js";
import { big } from "./icon-view.js";
import { musicModeView, musicVolumeView } from "./music-view.js";
import { secondCameraView } from "./second-camera-view.js";
import { voicePicker } from "./voice-view.js";

/**
 * @typedef {object} Sheets
 * @property {string} panel which is open; "" none
 * @property {(panel: string) => void} toggle
 * @property {import("./devices.js").Devices} devices
 * @property {import("./devices.js").Gear} gear
 * @property {import("./choices.js").Choices} choices
 * @property {import("./speech.js").Speech} speech
 * @property {string | null} voiceless the language of the last cue that was to be spoken, where no voice here knows it
 * @property {import("./agreements.js").Agreements} agreements
 * @property {import("./apart-view.js").Apart} apart
 * @property {import("./second-camera.js").SecondCamera | null} secondCamera
 * @property {boolean} isFull
 * @property {() => void} swap
 * @property {unknown} first what stands before everything else
 * @property {ReturnType<typeof import("./chat-view.js").entriesOf>} entries of the chat
 * @property {(text: string) => void} send
 */

/** @param {Sheets} sheets */
export function sheetView(sheets) {
  const { panel, toggle, agreements, choices, secondCamera, entries, send } = sheets;
  /**
   * @param {string} name
   * @param {string} title
   * @param {unknown} body
   */
  const sheet = (name, title, body) => html`<aside class="sheet" aria-label=${name}>
    <div class="row between"><h2>${title}</h2>${big({ icon: "close", label: "Close", press: () => toggle(""), id: "sheet-close" })}</div>
    ${body}
  </aside>`;
  if (panel === "chat") return html`<aside class="sheet" aria-label="Chat">${chatView({ entries, send, close: () => toggle("") })}</aside>`;
  if (panel === "more") return sheet("More", "More", more(sheets));
  if (panel === "agree") return sheet("What you agree to", "Your choice", agreementsView(agreements));
  if (panel === "music") return sheet("Music", "Music", musicVolumeView(choices));
  if (panel === "second" && secondCamera) return sheet("Second camera", "Second camera", secondCameraView(secondCamera));
  return nothing;
}

/** @param {Sheets} sheets */
function more({ toggle, devices, gear, choices, speech, voiceless, agreements, apart, secondCamera, isFull, swap, first }) {
  /**
   * @param {import("../lib/state.js").Signal<boolean>} choice
   * @param {{icon: string, label: string, id: string, hint?: string}} button
   */
  const choose = (choice, button) => big({ ...button, press: () => void (choice.value = !choice.value), pressed: choice.value });
  return html`<div class="more-buttons">
      ${first} ${choose(choices.mirror, { icon: "mirror", label: "Mirror my trainer", id: "mirror" })}
      ${gear.cameras.length > 1 || gear.facing ? big({ icon: "camera-switch", label: "Other camera", press: () => void devices.flip(), id: "flip", disabled: gear.busy }) : nothing}
      ${hearingSwitches(choices)} ${choose(choices.speak, { icon: "cue", label: "Speak cues", id: "speak" })}
      ${choose(choices.captions, { icon: "chat", label: "Captions", id: "captions-on", hint: "The last cues stay as text" })} ${fullScreenButton(isFull)}
      ${apartButtons(apart)} ${big({ icon: "repeat", label: "Swap pictures", press: swap, id: "swap" })}
      ${agreements.list.value.length > 0 ? big({ icon: "check", label: "What you agree to", press: () => toggle("agree"), id: "agree" }) : nothing}
      ${secondCamera ? big({ icon: "qr", label: "Second camera", press: () => toggle("second"), id: "camera-ask" }) : nothing}
    </div>
    ${volumeSlider(choices)} ${voicePicker(speech, choices, voiceless)} ${devicePickers(devices, gear)} ${musicModeView(devices, gear)}`;
}
