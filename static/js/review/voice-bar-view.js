/** The bar under the picture while a voice-over is played: play, where it is, captions, away. */

import { html, nothing, render } from "../../vendor/lit-html/lit-html.js";
import { effect } from "../lib/state.js";
import { icon } from "../live/icon-view.js";
import { momentText } from "./captions.js";

/**
 * @param {object} options
 * @param {HTMLElement} options.place
 * @param {string} options.title
 * @param {"clip" | "photo"} options.what it is spoken over
 * @param {import("./voice-player.js").Replay} options.replay
 * @param {number} options.duration_ms
 * @param {import("../lib/state.js").Signal<boolean>} options.hasCaptions
 * @param {() => boolean} options.canCaption
 * @param {() => void} options.leave
 * @returns {() => void}
 */
export function showBar({ place, title, what, replay, duration_ms, hasCaptions, canCaption, leave }) {
  const bar = document.createElement("div");
  bar.className = "voice-bar";
  bar.setAttribute("role", "group");
  bar.setAttribute("aria-label", `Voice-over: ${title}`);
  place.append(bar);
  const stop = effect(() => {
    const isPlaying = replay.playing.value;
    const at = replay.position.value;
    render(
      html`<button class="button primary icon-only" type="button" id="voice-play" aria-label=${isPlaying ? "Pause the voice-over" : "Play the voice-over"} @click=${() => (isPlaying ? replay.pause() : void replay.play())}>
          ${icon(isPlaying ? "pause" : "play")}
        </button>
        <input
          class="voice-seek"
          type="range"
          min="0"
          max=${duration_ms}
          step="any"
          .value=${String(at)}
          aria-label="Position in the voice-over"
          aria-valuetext=${`${momentText(at)} of ${momentText(duration_ms)}`}
          @input=${(/** @type {Event} */ event) => replay.seek(Number(/** @type {HTMLInputElement} */ (event.target).value))}
        />
        <span class="voice-time numbers">${momentText(at)} / ${momentText(duration_ms)}</span>
        ${canCaption()
          ? html`<button class="button quiet" type="button" id="voice-captions" aria-pressed=${String(hasCaptions.value)} @click=${() => (hasCaptions.value = !hasCaptions.value)}>
              ${icon("chat")}<span>Captions</span>
            </button>`
          : nothing}
        <button class="button quiet" type="button" id="voice-leave" @click=${leave}>${icon("close")}<span>Back to the ${what}</span></button>`,
      bar,
    );
  });
  return () => {
    stop();
    bar.remove();
  };
}
