/** Pause me and I feel unwell, where nobody is watching: what stands there until one goes on. */

import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { big, icon } from "../live/icon-view.js";

const EMERGENCY = "112"; // from a mobile phone it reaches the emergency services nearly everywhere

/** @typedef {ReturnType<typeof import("./own-stops.js").createOwnStops>} OwnStops */

/** @param {OwnStops} stops */
export function stopButtons(stops) {
  return html`<div class="at-hand">
    <button type="button" class="stopper" id="pause-me" @click=${() => stops.raise("pause")}>${icon("pause")}<span>Pause me</span></button>
    <button type="button" class="stopper unwell" id="unwell" @click=${() => stops.raise("unwell")}>${icon("stop")}<span>I feel unwell</span></button>
  </div>`;
}

/**
 * @param {OwnStops} stops
 * @param {{name: string, phone: string}} trainer
 */
export function stoppedView(stops, trainer) {
  const mine = stops.mine.value;
  if (!mine) return nothing;
  const unsent = stops.isTold.value ? "" : " It is sent as soon as there is a signal.";
  if (mine.why === "pause") {
    return html`<section class="stopped over" id="stopped" aria-label="Paused">
      <h2 aria-live="polite">${icon("pause")}<span>Paused</span></h2>
      <p>Your timer rests. Take the time you need.</p>
      <div class="stopped-deeds">
        ${big({ icon: "play", label: "Go on", press: stops.end, id: "go-on", kind: "done" })}
        ${big({ icon: "stop", label: "I feel unwell", press: () => stops.raise("unwell"), id: "unwell", kind: "stop" })}
      </div>
    </section>`;
  }
  return html`<section class="stopped unwell over" id="stopped" aria-label="You feel unwell">
    <h2 aria-live="polite">${icon("stop")}<span>${mine.is_fine ? "Stop for today" : "Stop. Sit or lie down"}</span></h2>
    ${mine.is_fine
      ? html`<p>Good that you feel fine again. Rest, and talk to ${trainer.name} before you train on.</p>`
      : html`<p>Pain in your chest, hard to breathe, about to faint? Call for help now: your emergency number, such as 112 or 911. Tell somebody near you.</p>`}
    <p role="status"><strong>${trainer.name} reads that you felt unwell, but may not see it soon.${unsent}</strong></p>
    <div class="stopped-deeds">
      ${mine.is_fine ? nothing : html`<a class="big stop" id="call-emergency" href=${`tel:${EMERGENCY}`}>${icon("phone")}<span>Call ${EMERGENCY}</span></a>`}
      ${trainer.phone ? html`<a class="big" id="call-trainer" href=${`tel:${trainer.phone.replace(/[^+\d]/gu, "")}`}>${icon("phone")}<span>Call ${trainer.name}</span></a>` : nothing}
      ${big({ icon: mine.is_fine ? "close" : "check", label: mine.is_fine ? "Close this" : "I am fine again", press: stops.end, id: mine.is_fine ? "close-stop" : "fine", kind: "done" })}
    </div>
    <p class="muted">Nobody watches over you here: this page calls no one by itself.</p>
  </section>`;
}
