/** Whatever is not the room: why somebody is outside of it, and the one thing to do next. */

import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { icon } from "./icon-view.js";

/**
 * @typedef {import("../../vendor/lit-html/lit-html.js").TemplateResult} Template
 * @typedef {{icon: string, title: string, text: string, again?: string}} Ending
 */

/** @type {Record<string, Ending>} */
const ENDINGS = {
  "session-over": { icon: "check", title: "Session over", text: "Well done. What was said and timed is kept by your trainer." },
  cancelled: { icon: "calendar", title: "This session was cancelled", text: "Ask your trainer for another time." },
  left: { icon: "leave", title: "You left the session", text: "You can come back as long as it goes on.", again: "Join again" },
  denied: { icon: "hand", title: "Not just now", text: "Your trainer could not let you in. Wait a moment, then ask again.", again: "Ask again" },
  kicked: { icon: "lock", title: "You were removed from this session", text: "If this was a mistake, call your trainer." },
  moved: { icon: "calendar", title: "This session was moved", text: "The new time stands on your page." },
  "too-early": { icon: "calendar", title: "Not open yet", text: "The door opens half an hour before the session begins.", again: "Try again" },
  "no-room": { icon: "place", title: "This session is not by video", text: "Where and when it is stands on your page." },
  revoked: { icon: "link", title: "You were signed out of this session", text: "The link was renewed, or this device was forgotten. Open your page again; if it does not open, ask for a new link." },
  "not-found": { icon: "link", title: "This link no longer works", text: "Ask your trainer for a new one." },
  "taken-over": { icon: "screen", title: "Open somewhere else", text: "You joined this session in another tab or on another device.", again: "Use it here" },
  unsupported: { icon: "warning", title: "This browser cannot make video calls", text: "Use a current Chrome, Edge, Firefox or Safari. If you opened the link inside another app, choose Open in browser." },
}; // prettier-ignore

/** @type {Ending} */
const ODD = { icon: "warning", title: "The connection was closed", text: "Something went wrong between us. Nothing you did is lost.", again: "Try again" };

/**
 * @param {object} facts
 * @param {string} facts.code
 * @param {string} [facts.message] the server's sentence, for codes this page does not know
 * @param {string | null} facts.back
 * @param {boolean} facts.isTrainer
 * @param {boolean} facts.isCamera a second device
 * @param {string | null} facts.sheet
 * @param {string | null} facts.phone
 * @param {(outcome: "done" | "no_show") => void} [facts.finish] the trainer says how it went
 * @param {() => void} facts.again
 * @returns {Template}
 */
export function endView({ code, message, back, isTrainer, isCamera, sheet, phone, finish, again }) {
  const known = ENDINGS[code];
  const ending = known ?? { ...ODD, text: message || ODD.text };
  const isOver = code === "session-over";
  return html`<div class="ending" role="status">
    <span class="ending-mark">${icon(ending.icon)}</span>
    <h1 tabindex="-1">${ending.title}</h1>
    <p>${isOver && isTrainer ? "The session sheet has everything that happened, in words." : ending.text}</p>
    ${isOver && isTrainer && finish
      ? html`<div class="row" role="group" aria-label="How did it end?">
          <button type="button" class="button primary" id="outcome-done" @click=${() => finish("done")}>${icon("check")}<span>Done</span></button>
          <button type="button" class="button quiet" id="outcome-no-show" @click=${() => finish("no_show")}>Nobody came</button>
        </div>`
      : nothing}
    <div class="row">
      ${ending.again ? html`<button type="button" class="button primary" id="again" @click=${again}>${ending.again}</button>` : nothing}
      ${isOver && isTrainer && sheet ? html`<a class="button quiet" href=${sheet}>${icon("sheet")}<span>Session sheet</span></a>` : nothing}
      ${phone && !isTrainer && !isCamera && !isOver ? html`<a class="button quiet" href=${`tel:${phone}`}>${icon("phone")}<span>Call ${phone}</span></a>` : nothing}
      ${back === null ? nothing : html`<a class="button quiet" href=${back}>${isTrainer ? "Back to the session" : "Back to my page"}</a>`}
    </div>
  </div>`;
}
