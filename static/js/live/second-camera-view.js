/** The square to point a phone at, so that it becomes a second camera. */

import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { icon } from "./icon-view.js";

/** @param {import("./second-camera.js").SecondCamera} second */
export function secondCameraView(second) {
  const link = second.link.value;
  const problem = second.problem.value;
  const kind = second.kind.value;
  return html`<section class="second-camera" aria-label="Link for a second camera">
    <div class="chips" role="group" aria-label="What the other phone is to be">
      <button type="button" class="chip" id="as-camera" aria-pressed=${String(kind === "camera")} @click=${() => second.choose("camera")}>Second camera</button>
      <button type="button" class="chip" id="as-remote" aria-pressed=${String(kind === "remote")} @click=${() => second.choose("remote")}>Remote</button>
    </div>
    <p class="muted">Point another phone's camera at the square and open the link. ${kind === "camera" ? "It shows you from a second side, without sound." : "It has the buttons you need at hand, and no camera."}</p>
    ${link
      ? html`<img class="qr" src=${link.qr} alt="A square with the link" width="220" height="220" />
          <div class="row nowrap">
            <label class="unseen" for="camera-link">Link for a second camera</label>
            <input id="camera-link" readonly .value=${link.url} @focus=${(/** @type {Event} */ event) => /** @type {HTMLInputElement} */ (event.target).select()} />
            ${"share" in navigator
              ? html`<button type="button" class="button quiet icon-only" id="camera-share" @click=${() => void navigator.share({ url: link.url }).catch(() => {})}>
                  ${icon("share")}<span class="unseen">Share the link</span>
                </button>`
              : html`<button type="button" class="button quiet icon-only" id="camera-copy" @click=${() => void navigator.clipboard?.writeText(link.url)}>
                  ${icon("copy")}<span class="unseen">Copy the link</span>
                </button>`}
          </div>
          <p class="muted small">The link is good for ten minutes.</p>`
      : problem
        ? nothing
        : html`<p class="muted">Making a link…</p>`}
    ${problem
      ? html`<p class="field-error" role="alert">${problem}</p>
          <button type="button" class="button quiet" id="camera-again" @click=${() => void second.ask()}>Try again</button>`
      : nothing}
  </section>`;
}
