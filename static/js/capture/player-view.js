/** A take played back before it is kept: play, pause, scrub. Made once; the page only places it. */

import { html, render } from "../../vendor/lit-html/lit-html.js";
import { icon } from "../live/icon-view.js";
import { clockText } from "../live/timers.js";

const FAR_S = 1e7;

/**
 * @typedef {object} Player
 * @property {HTMLElement} element
 * @property {(take: Blob | null, duration_ms: number) => void} show
 * @property {() => void} close
 */

/** @returns {Player} */
export function createPlayer() {
  const element = document.createElement("div");
  element.className = "take";
  const video = document.createElement("video");
  video.playsInline = true;
  video.preload = "auto";
  video.setAttribute("aria-label", "Your take");
  const bar = document.createElement("div");
  bar.className = "take-bar";
  element.append(video, bar);
  let address = "";
  let duration_s = 0;
  let isMeasuring = false;
  let begins_s = 0; // where it stands once its length is known: somebody may be quicker
  /** @type {Blob | null} */
  let shown = null;

  // A recording has no length in its head: the browser learns it by looking for its end.
  video.onloadedmetadata = () => {
    if (Number.isFinite(video.duration)) return measured();
    isMeasuring = true;
    video.currentTime = FAR_S;
  };
  video.onseeked = () => {
    if (!isMeasuring) return draw();
    isMeasuring = false;
    measured();
    video.currentTime = begins_s;
  };
  video.ontimeupdate = video.onplay = video.onpause = video.onended = () => draw();
  video.onclick = toggle;

  function measured() {
    if (Number.isFinite(video.duration) && video.duration > 0) duration_s = video.duration;
    draw();
  }

  function toggle() {
    if (!video.paused) return video.pause();
    if (video.currentTime >= duration_s - 0.05) video.currentTime = 0;
    void video.play().catch(() => {});
  }

  /** @param {Event} event */
  function scrub(event) {
    video.pause();
    begins_s = /** @type {HTMLInputElement} */ (event.target).valueAsNumber;
    if (!isMeasuring) video.currentTime = begins_s;
    draw();
  }

  function draw() {
    const at_s = Math.min(isMeasuring ? begins_s : video.currentTime, duration_s);
    render(
      html`<button type="button" class="button plain icon-only" id="take-play" aria-label=${video.paused ? "Play" : "Pause"} @click=${toggle}>
          ${icon(video.paused ? "play" : "pause")}
        </button>
        <input type="range" id="take-scrub" aria-label="Moment of the take" min="0" max=${duration_s} step="0.01" .value=${String(at_s)} @input=${scrub} />
        <span class="numbers">${clockText(at_s * 1000)} / ${clockText(duration_s * 1000)}</span>`,
      bar,
    );
  }

  function drop() {
    video.removeAttribute("src");
    if (address) URL.revokeObjectURL(address);
    address = "";
  }

  return {
    element,
    show(take, duration_ms) {
      if (take === shown) return;
      shown = take;
      drop();
      [isMeasuring, begins_s, duration_s] = [false, 0, duration_ms / 1000];
      if (!take) return;
      address = URL.createObjectURL(take);
      video.src = address;
      draw();
    },
    close() {
      drop();
      element.remove();
    },
  };
}
