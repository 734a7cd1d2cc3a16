/** Files to be sent, one row each: how far, in percent and bytes, and what can be done. */

import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { icon } from "../live/icon-view.js";
import { bytesText, words } from "./parcel-words.js";

/**
 * @typedef {import("./parcels.js").Parcel} Parcel
 */

/**
 * @typedef {object} ParcelDeeds
 * @property {(files: FileList) => void} choose
 * @property {() => void} send
 * @property {(key: string) => void} pause
 * @property {(key: string) => void} resume
 * @property {(key: string) => void} remove
 */

/**
 * @param {object} facts
 * @param {Parcel[]} facts.all
 * @param {boolean} facts.isOver something is dragged over the page
 * @param {string} facts.clips prefix of a clip's page
 * @param {string} facts.done where to go when all is there
 * @param {ParcelDeeds} deeds
 */
export function parcelsView({ all, isOver, clips, done }, deeds) {
  const chosen = all.filter(({ phase }) => phase === "chosen");
  const size = chosen.reduce((sum, one) => sum + one.size, 0);
  const isDone = all.length > 0 && all.every(({ phase }) => ["arrived", "ready", "refused"].includes(phase));
  const isUnderWay = all.some(({ phase }) => ["queued", "waiting", "sending", "offline"].includes(phase));
  return html`<label class="drop file-over ${isOver ? "over" : ""} ${all.length > 0 ? "small" : ""}">
      <input
        type="file"
        id="choose"
        multiple
        accept="video/*,image/*,.mov,.mkv,.heic,.heif"
        @change=${(/** @type {Event} */ event) => {
          const input = /** @type {HTMLInputElement} */ (event.target);
          if (input.files) deeds.choose(input.files);
          input.value = ""; // the same file may be chosen again
        }}
      />
      ${icon("upload")}<span><strong>${all.length > 0 ? "Choose more files" : "Choose videos or photos"}</strong><span class="dropping">, or drop them here</span></span>
    </label>
    ${all.length > 0 ? html`<ul class="rows parcels">${all.map((one) => row(one, clips, deeds))}</ul>` : nothing}
    ${chosen.length > 0
      ? html`<button type="button" class="button primary wide" id="send" @click=${deeds.send}>
          ${icon("send")}<span>${chosen.length === 1 ? "Send" : `Send ${chosen.length} files`} (${bytesText(size)})</span>
        </button>`
      : nothing}
    ${isUnderWay ? html`<p class="hint">Leave this page open until it is done. If it is closed, come back here: it goes on where it stopped.</p>` : nothing}
    ${isDone ? html`<div><a class="button ${chosen.length > 0 ? "quiet" : "primary"}" id="finished" href=${done}>${icon("check")}<span>Done</span></a></div>` : nothing}`;
}

/**
 * @param {Parcel} parcel
 * @param {string} clips
 * @param {ParcelDeeds} deeds
 */
function row(parcel, clips, deeds) {
  const { key, name, size, phase, percent, clip } = parcel;
  const isMoving = ["queued", "waiting", "sending", "offline"].includes(phase);
  const hasBar = ["queued", "waiting", "sending", "offline", "paused", "lost", "arrived"].includes(phase) && !(phase === "queued" && percent === 0);
  return html`<li data-phase=${phase}>
    <div class="grow stack tight">
      <p class="row between nowrap"><strong class="name">${name}</strong><span class="muted numbers">${bytesText(size)}</span></p>
      <p class="${phase === "failed" || phase === "refused" ? "too-many" : "muted"} numbers" role="status">${words(parcel)}</p>
      ${hasBar ? html`<progress class="bar" max="100" value=${percent} aria-label=${`${name}: ${percent} percent`}></progress>` : nothing}
    </div>
    <div class="deeds">
      ${isMoving
        ? html`<button type="button" class="button quiet icon-only" aria-label=${`Pause ${name}`} @click=${() => deeds.pause(key)}>${icon("pause")}</button>`
        : nothing}
      ${phase === "paused" || (phase === "failed" && parcel.sent + parcel.percent > 0) || (phase === "failed" && clip)
        ? html`<button type="button" class="button quiet" @click=${() => deeds.resume(key)}>${icon("play")}<span>${phase === "paused" ? "Go on" : "Try again"}</span></button>`
        : nothing}
      ${phase === "ready" && clip ? html`<a class="button quiet" href=${`${clips}/${clip}`}>${icon("play")}<span>Look at it</span></a>` : nothing}
      ${phase !== "arrived"
        ? html`<button type="button" class="button plain icon-only" aria-label=${phase === "ready" || phase === "refused" ? `Take ${name} off this list` : `Do not send ${name}`} @click=${() => deeds.remove(key)}>
            ${icon("close")}
          </button>`
        : nothing}
    </div>
  </li>`;
}
