/** Music: the microphone's mode with what the browser really does, the trainer's own track, and how loud a client hears it. */

import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { icon } from "./icon-view.js";
import { needsHeadphones, rowsOf } from "./music-mode.js";

/**
 * @typedef {import("./devices.js").Devices} Devices
 * @typedef {import("./devices.js").Gear} Gear
 */

const STEP = 10; // per cent

/**
 * The switch for music mode, and under it what the microphone is really set to.
 *
 * @param {Devices} devices
 * @param {Gear} gear
 */
export function musicModeView(devices, gear) {
  const { lets_music_through: isOn, mic_settings: settings } = gear;
  return html`<div class="stack tight music-mode">
    <button type="button" class="button quiet wide" id="music-mode" role="switch" aria-checked=${String(isOn)} ?disabled=${gear.busy} @click=${() => void devices.setMusicMode(!isOn)}>
      ${icon(isOn ? "check" : "mic")}<span>Music mode</span><span class="muted">${isOn ? "On" : "Off"}</span>
    </button>
    <p class="muted small">For music that plays in your room: your microphone lets it through as it is.</p>
    ${settings
      ? html`<dl class="figures settings" id="mic-settings" aria-label="What your browser does to your microphone">
          ${rowsOf(settings).map(({ name, value }) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}
        </dl>`
      : html`<p class="muted small">Your microphone is off, so nothing can be said of it.</p>`}
    ${isOn && settings && needsHeadphones(settings)
      ? html`<p class="notice warn" id="headphones" role="status">${icon("warning")}<span>Nothing takes the echo out now. Wear headphones, or others hear themselves.</span></p>`
      : nothing}
  </div>`;
}

/**
 * The trainer's panel.
 *
 * @param {object} facts
 * @param {Devices} facts.devices
 * @param {Gear} facts.gear
 * @param {(words: string) => void} facts.warn
 */
export function musicPanel({ devices, gear, warn }) {
  const { music } = gear;
  /** @param {Event & {target: HTMLInputElement}} event */
  const choose = async ({ target }) => {
    const [file] = target.files ?? [];
    target.value = ""; // the same one may be chosen again
    if (file && !(await devices.shareFile(file))) warn("No music: your browser cannot play this file");
  };
  const tab = async () => {
    if (!(await devices.shareTab())) warn("No music: no sound was shared. Choose a tab, and tick its sound");
  };
  return html`<div class="instrument" id="music-panel">
    ${music
      ? html`<p class="music-now" role="status">${icon(music.isPaused ? "pause" : "sound")}<strong>${music.name}</strong></p>
          <div class="row">
            ${music.kind === "file"
              ? html`<button type="button" class="button quiet" id="music-pause" @click=${devices.pauseMusic}>${icon(music.isPaused ? "play" : "pause")}<span>${music.isPaused ? "Go on" : "Pause"}</span></button>`
              : nothing}
            <button type="button" class="button danger" id="music-stop" @click=${devices.stopMusic}>${icon("stop")}<span>Stop music</span></button>
          </div>`
      : nothing}
    <label class="button quiet wide music-file" for="music-file">${icon("upload")}<span>${music ? "Another file" : "Play a file"}</span></label>
    <input class="unseen" type="file" id="music-file" accept="audio/*" @change=${choose} />
    ${"getDisplayMedia" in (navigator.mediaDevices ?? {})
      ? html`<button type="button" class="button quiet wide" id="music-tab" @click=${tab}>${icon("screen")}<span>Sound of another tab</span></button>`
      : nothing}
    <p class="muted small">It goes beside your voice, in stereo, and each client sets how loud they hear it. It steps back while a cue is spoken.</p>
    ${musicModeView(devices, gear)}
  </div>`;
}

/**
 * How loud the trainer's music is here. Touches nothing but this device.
 *
 * @param {import("./choices.js").Choices} choices
 */
export function musicVolumeView({ music }) {
  const set = (/** @type {number} */ value) => void (music.value = Math.min(100, Math.max(0, value)));
  return html`<div class="music-volume" id="music-volume">
    <button type="button" class="big" id="music-less" ?disabled=${music.value === 0} @click=${() => set(music.value - STEP)}>${icon("sound-off")}<span>Less</span></button>
    <label class="music-slide">
      <span>Music <strong class="numbers">${music.value} %</strong></span>
      <input
        type="range"
        id="music-slider"
        min="0"
        max="100"
        step="5"
        .value=${String(music.value)}
        aria-valuetext=${`${music.value} per cent`}
        @input=${(/** @type {any} */ event) => set(Number(event.target.value))}
      />
    </label>
    <button type="button" class="big" id="music-more" ?disabled=${music.value === 100} @click=${() => set(music.value + STEP)}>${icon("sound")}<span>More</span></button>
  </div>`;
}
