/** The square to point a phone at, so that it becomes a second camera. */

import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { icon } from "./icon-view.js";

/** @param {import("./second-camera.js").SecondCamera} second */
export function secondCameraView(second) {
  const link = second.link.value;
  return html`<section class="second-camera" aria-label="Second camera">
    <h3>Second camera</h3>
    ${link
      ? html`<p class="muted">Point a phone's camera at this square and open the link. It joins silently. The link is good for ten minutes.</p>
          <img class="qr" src=${link.qr} alt="Link for a second camera" width="200" height="200" />
          <label class="unseen" for="camera-link">Link for a second camera</label>
          <input id="camera-link" readonly .value=${link.url} @focus=${(/** @type {Event} */ event) => /** @type {HTMLInputElement} */ (event.target).select()} />
          <div class="row"><button type="button" class="button quiet" id="camera-done" @click=${second.forget}>Done</button></div>`
      : html`<p class="muted">Use a phone as a second camera, to be seen from another side.</p>
          <button type="button" class="button quiet" id="camera-ask" @click=${() => void second.ask()}>${icon("qr")}<span>Add a phone</span></button>`}
    ${second.problem.value ? html`<p class="field-error" role="alert">${second.problem.value}</p>` : nothing}
  </section>`;
}
