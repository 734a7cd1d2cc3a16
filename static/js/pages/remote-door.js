/** The door of a remote: no camera, nothing to fill in; one tap, which lets the page sound. */

import { html, nothing, render } from "../../vendor/lit-html/lit-html.js";
import { effect } from "../lib/state.js";

/**
 * @param {object} options
 * @param {HTMLElement} options.root
 * @param {import("../live/types.d.ts").PageConfig} options.config
 * @param {import("../live/door.js").Door} options.door
 * @param {() => void} options.join
 * @param {boolean} options.isQuick join at once: it was tapped already
 * @returns {() => void}
 */
export function showRemoteDoor({ root, config, door, join, isQuick }) {
  const close = effect(() => {
    const { isJoining, problem } = door.state.value;
    render(
      html`<div class="ending remote-door">
        <h1 tabindex="-1">Remote</h1>
        <p>${config.you.role === "trainer" ? "This phone steers the session: timer, cues, clips and stop." : "This phone has your buttons at hand: how hard it was, rounds, and stop."}</p>
        <button type="button" class="button primary" id="join" ?disabled=${isJoining} @click=${join}>Use this phone as a remote</button>
        ${problem ? html`<p class="field-error" role="alert">${problem.message}</p>` : nothing}
      </div>`,
      root,
    );
  });
  if (isQuick) join();
  return close;
}
