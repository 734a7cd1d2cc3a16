/** Between the door and the room: the trainer will let you in. */

import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { timeOfDay } from "../lib/time-of-day.js";
import { icon } from "./icon-view.js";

/**
 * @param {object} facts
 * @param {boolean} facts.isConnected
 * @param {boolean} facts.wasConnected
 * @param {boolean} facts.trainerHere
 * @param {string} facts.trainer
 * @param {number} facts.starts_at_ms
 * @param {string | null} facts.phone
 * @param {HTMLElement} facts.picture
 * @param {import("../../vendor/lit-html/lit-html.js").TemplateResult} facts.controls
 * @param {() => void} facts.leave
 * @returns {import("../../vendor/lit-html/lit-html.js").TemplateResult}
 */
export function waitingView({ isConnected, wasConnected, trainerHere, trainer, starts_at_ms, phone, picture, controls, leave }) {
    const [title, text] = !isConnected
    ? wasConnected
      ? ["Reconnecting", "There is no connection just now. Leave this page open: it tries again by itself."]
      : ["Connecting", "Just a moment."]
    : trainerHere
      ? [`${trainer} will let you in`, "They know that you are here."]
      : [`${trainer} is not here yet`, `The session is planned for ${timeOfDay(starts_at_ms)}. You will be let in from this page; leave it open.`];
  return html`<div class="waiting">
    <div class="tile own">${picture}</div>
    <div class="waiting-words" role="status">
      <h1 tabindex="-1">${title}</h1>
      <p class="muted">${text}</p>
    </div>
    ${phone && (!trainerHere || (!isConnected && wasConnected)) ? html`<a class="button quiet" href=${`tel:${phone}`}>${icon("phone")}<span>Call ${phone}</span></a>` : nothing}
    <div class="row">${controls}<button type="button" class="big" id="leave" @click=${leave}>${icon("leave")}<span>Leave</span></button></div>
  </div>`;
}
