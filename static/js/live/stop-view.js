/** Stop on a client's screen: two buttons, and what stands there while they rest. */

import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { big, icon } from "./icon-view.js";

const EMERGENCY = "112"; // from a mobile phone it reaches the emergency services nearly everywhere

/** @param {import("./stops.js").Stops} stops */
export function stopButtons(stops) {
  if (stops.mine.value) return nothing;
  return html`<button type="button" class="keep" id="pause-me" @click=${() => stops.raise("pause")}>${icon("pause")}<span>Pause me</span></button>
    <button type="button" class="keep unwell" id="unwell" @click=${() => stops.raise("unwell")}>${icon("stop")}<span>I feel unwell</span></button>`;
}

/**
 * @param {object} facts
 * @param {import("./stops.js").Stops} facts.stops
 * @param {boolean} facts.isGroup
 * @param {string} facts.trainer their name
 * @param {string | null} facts.phone the trainer's
 */
export function stoppedView({ stops, isGroup, trainer, phone }) {
  const mine = stops.mine.value;
  if (!mine) return nothing;
  if (mine.why === "pause") {
    return html`<section class="stopped" id="stopped" aria-label="Paused">
      <h2 aria-live="polite">${icon("pause")}<span>Paused</span></h2>
      <p>${stops.isTold.value ? isGroup ? "Your timer rests. The others go on." : "Your timer rests." : `Your timer rests. ${trainer} hears of it when the connection is back.`}</p>
      <div class="stopped-deeds">
        ${big({ icon: "play", label: "Go on", press: stops.end, id: "go-on", kind: "done" })}
        ${big({ icon: "stop", label: "I feel unwell", press: () => stops.raise("unwell"), id: "unwell", kind: "stop" })}
      </div>
    </section>`;
  }
  return html`<section class="stopped unwell" id="stopped" aria-label="You feel unwell">
    <h2 aria-live="polite">${icon("stop")}<span>${mine.is_fine ? "Rest a little" : "Stop. Sit or lie down"}</span></h2>
    <p role="status"><strong>${told(mine, stops.isTold.value, trainer)}</strong></p>
    ${mine.is_fine ? nothing : html`<p>Pain in your chest, hard to breathe, about to faint? Call for help now: your emergency number, such as 112 or 911.</p>`}
    <div class="stopped-deeds">
      ${mine.is_fine ? nothing : html`<a class="big stop" id="call-emergency" href=${`tel:${EMERGENCY}`}>${icon("phone")}<span>Call ${EMERGENCY}</span></a>`}
      ${phone ? html`<a class="big" id="call-trainer" href=${`tel:${phone.replace(/[^+\d]/gu, "")}`}>${icon("phone")}<span>Call ${trainer}</span></a>` : nothing}
      ${mine.is_fine
        ? big({ icon: "stop", label: "Unwell again", press: () => stops.raise("unwell"), id: "unwell", kind: "stop" })
        : big({ icon: "check", label: "I am fine again", press: stops.end, id: "fine", kind: "done" })}
    </div>
    <p class="muted">Nobody watches over you but ${trainer}: this page calls no one by itself.</p>
  </section>`;
}

/**
 * @param {import("./stops.js").Shown} mine
 * @param {boolean} isTold
 * @param {string} trainer
 * @returns {string}
 */
function told(mine, isTold, trainer) {
  if (!isTold) return `There is no connection: ${trainer} does not know yet. It is sent as soon as it is back.`;
  if (mine.is_fine) return `${trainer} reads that you are fine again, and says when you go on.`;
  return mine.is_taken ? `${trainer} has seen it.` : `${trainer} is being called to the screen.`;
}
