/** Filming one step, as a person sees it: their picture, a silhouette to stand in, a countdown that is read from three metres, the take. */

import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { advice } from "../live/trouble.js";
import { big, icon } from "../live/icon-view.js";
import { COUNTDOWNS_S } from "./countdown.js";
import { holdProblem, setupWords } from "./framing.js";

/**
 * @typedef {object} FilmFacts
 * @property {import("./filming.js").Film} film
 * @property {import("./delivery.js").Delivered | null} sending
 * @property {import("../live/devices.js").Gear} gear
 * @property {import("../live/trouble.js").Browser} browser
 * @property {string} title
 * @property {import("./framing.js").Setup} setup
 * @property {string} silhouette an address; "" for none
 * @property {boolean} hasSilhouette it is shown
 * @property {HTMLElement | null} ghost the take before, to stand in
 * @property {string} ghostWords what it is
 * @property {boolean} hasGhost it is shown
 * @property {number} ghostShare how much of it is seen, 0..1
 * @property {number} ratio of the camera's picture
 * @property {number} countdown_s
 * @property {string} fileLink where a file can be sent instead
 * @property {HTMLElement} picture
 * @property {HTMLElement} player
 */

/**
 * @typedef {object} FilmDeeds
 * @property {() => void} begin
 * @property {() => void} stop
 * @property {() => void} again
 * @property {() => void} keep
 * @property {() => void} close
 * @property {() => void} flip
 * @property {() => void} retry
 * @property {() => void} resume
 * @property {() => void} toggleSilhouette
 * @property {() => void} toggleGhost
 * @property {(share: number) => void} setGhostShare
 * @property {(seconds: number) => void} setCountdown
 */

/**
 * @param {FilmFacts} facts
 * @param {FilmDeeds} deeds
 */
export function filmView(facts, deeds) {
  const { film, title } = facts;
  const isReview = film.phase === "review" || film.phase === "keeping" || film.phase === "kept";
  return html`<div class="film-room ${film.phase === "look" ? "" : film.phase}">
    <header class="film-head">
      <div class="grow">
        <h2 tabindex="-1" id="film-title">${title}</h2>
        ${film.phase === "look" ? html`<p>${setupWords(facts.setup).join(" · ")}</p>` : nothing}
      </div>
      ${film.phase === "look" || film.phase === "review"
        ? html`<button type="button" class="button plain icon-only" id="film-close" aria-label="Back to how it goes" @click=${deeds.close}>${icon("close")}</button>`
        : nothing}
    </header>
    ${isReview ? review(facts, deeds) : stage(facts, deeds)}
  </div>`;
}

/**
 * @param {FilmFacts} facts
 * @param {FilmDeeds} deeds
 */
function stage(facts, deeds) {
  const { film, gear, picture, silhouette, hasSilhouette, browser } = facts;
  const trouble = gear.camera ? null : gear.camera_trouble;
  const shown = film.shown;
  return html`<div class="film-stage">
      <div class="film-picture">
        ${picture}
        ${facts.ghost && facts.hasGhost && !trouble && film.phase !== "recording" ? facts.ghost : nothing}
        ${silhouette && hasSilhouette && !trouble && film.phase !== "recording" ? html`<img class="film-silhouette" src=${silhouette} alt="" />` : nothing}
      </div>
      ${trouble ? troubled(advice(trouble, "camera", browser), facts, deeds) : nothing}
      ${!gear.camera && !trouble ? html`<p class="film-wait" role="status">Starting the camera…</p>` : nothing}
      ${shown?.phase === "countdown"
        ? html`<p class="film-count ${shown.isLast ? "last" : ""}" role="timer" aria-live="off">${shown.text}</p>`
        : nothing}
      ${film.phase === "recording" && shown
        ? html`<div class="film-clock">
            <span class="film-rec">${icon("phase-work")}<span role="status">Recording</span></span>
            <span class="film-time" role="timer" aria-live="off">${shown.text}</span>
          </div>`
        : nothing}
      ${film.phase === "saving" ? html`<p class="film-wait" role="status">Putting the last second down…</p>` : nothing}
    </div>
    <footer class="film-foot">
      ${film.phase === "look" ? says(facts) : nothing} ${film.phase === "look" ? ghostly(facts, deeds) : nothing}
      ${controls(facts, deeds)}
    </footer>`;
}

/**
 * How much of the ghost is seen.
 *
 * @param {FilmFacts} facts
 * @param {FilmDeeds} deeds
 */
function ghostly({ ghost, ghostWords, hasGhost, ghostShare, gear }, deeds) {
  if (!ghost || !hasGhost || !gear.camera) return nothing;
  return html`<label class="film-ghost-share"
    ><span>${ghostWords}: stand in it</span>
    <input
      type="range"
      id="film-ghost-share"
      min="10"
      max="90"
      step="5"
      .value=${String(Math.round(ghostShare * 100))}
      aria-label="How much of it is seen, in percent"
      @input=${(/** @type {Event} */ event) => deeds.setGhostShare(Number(/** @type {HTMLInputElement} */ (event.target).value) / 100)}
  /></label>`;
}

/** @param {FilmFacts} facts */
function says({ film, gear, setup, ratio }) {
  const turn = gear.camera ? holdProblem(setup.hold, ratio) : "";
  const text = film.problem || film.warning || turn;
  if (text) return html`<p class="film-says ${film.problem ? "bad" : "warn"}" role=${film.problem ? "alert" : "status"}>${icon("warning")}<span>${text}</span></p>`;
  if (gear.camera && gear.mic_trouble) return html`<p class="film-says"><span>Filming without sound: there is no microphone.</span></p>`;
  return nothing;
}

/**
 * @param {FilmFacts} facts
 * @param {FilmDeeds} deeds
 */
function controls({ film, gear, silhouette, hasSilhouette, ghost, ghostWords, hasGhost, countdown_s }, deeds) {
  if (film.phase === "countdown") {
    return html`<div class="film-buttons">
      <button type="button" class="button quiet" id="film-cancel" @click=${deeds.stop}>${icon("close")}<span>Not yet</span></button>
    </div>`;
  }
  if (film.phase === "recording") {
    return html`<div class="film-buttons">
      <button type="button" class="button primary" id="film-stop" @click=${deeds.stop}>${icon("check")}<span>Done</span></button>
    </div>`;
  }
  if (film.phase === "saving" || !gear.camera) return nothing;
  return html`<div class="film-buttons">
    ${gear.cameras.length > 1 || gear.facing ? big({ icon: "camera-switch", label: "Turn", press: deeds.flip, id: "film-flip", hint: "Use the other camera", disabled: gear.busy }) : nothing}
    ${silhouette ? big({ icon: "person", label: "Outline", press: deeds.toggleSilhouette, pressed: hasSilhouette, id: "film-outline" }) : nothing}
    ${ghost ? big({ icon: "clip", label: "Ghost", press: deeds.toggleGhost, pressed: hasGhost, id: "film-ghost", hint: ghostWords }) : nothing}
    <label class="film-countdown"
      ><span>Countdown</span>
      <select id="film-countdown" @change=${(/** @type {Event} */ event) => deeds.setCountdown(Number(/** @type {HTMLSelectElement} */ (event.target).value))}>
        ${[...new Set([...COUNTDOWNS_S, countdown_s])]
          .sort((a, b) => a - b)
          .map((seconds) => html`<option value=${seconds} ?selected=${seconds === countdown_s}>${seconds} s</option>`)}
      </select></label
    >
    <button type="button" class="button primary" id="film-start" ?disabled=${gear.busy} @click=${deeds.begin}>${icon("video")}<span>Start</span></button>
  </div>`;
}

/**
 * @param {import("../live/trouble.js").Advice} found
 * @param {FilmFacts} facts
 * @param {FilmDeeds} deeds
 */
function troubled(found, { fileLink }, deeds) {
  return html`<div class="film-trouble" role="alert">
    ${icon("warning")}
    <div class="stack tight">
      <h3>${found.title}</h3>
      <ol>${found.steps.map((step) => html`<li>${step}</li>`)}</ol>
      <div class="row">
        ${found.canRetry ? html`<button type="button" class="button quiet" id="film-retry" @click=${deeds.retry}>Try again</button>` : nothing}
        ${fileLink ? html`<a class="button quiet" href=${fileLink}>${icon("upload")}<span>Send a file instead</span></a>` : nothing}
      </div>
    </div>
  </div>`;
}

/**
 * @param {FilmFacts} facts
 * @param {FilmDeeds} deeds
 */
function review({ film, sending, player }, deeds) {
  const isBusy = film.phase !== "review";
  return html`<div class="film-stage">${player}</div>
    <footer class="film-foot">
      ${film.problem ? html`<p class="film-says bad" role="alert">${icon("warning")}<span>${film.problem}</span></p>` : nothing}
      ${film.isFound && !film.problem
        ? html`<p class="film-says" role="status"><span>${film.isWhole ? "This is from before. Keep it, or film again." : "This is from before: the page was closed while it was filmed, so its end is missing."}</span></p>`
        : nothing}
      ${sending ? way(sending, deeds) : nothing}
      <div class="film-buttons">
        <button type="button" class="button quiet" id="film-again" ?disabled=${isBusy} @click=${deeds.again}>${icon("repeat")}<span>Film again</span></button>
        <button type="button" class="button primary" id="film-keep" ?disabled=${isBusy} aria-busy=${isBusy} @click=${deeds.keep}>
          ${icon("check")}<span>${isBusy ? "Keeping it…" : "Use this take"}</span>
        </button>
      </div>
    </footer>`;
}

/**
 * @param {import("./delivery.js").Delivered} sending
 * @param {FilmDeeds} deeds
 */
function way({ phase, percent, problem }, deeds) {
  const words = {
    waiting: `Sending in a moment: ${percent} %`,
    sending: `On its way: ${percent} %`,
    paused: `Paused at ${percent} %`,
    offline: `No connection: ${percent} % are there. It goes on by itself.`,
    done: "All of it has arrived.",
    failed: problem?.message ?? "It could not be sent.",
    cancelled: "",
  }[phase];
  return html`<div class="film-way" role="status">
    <span class="${phase === "failed" ? "too-many" : ""}">${words}</span>
    ${phase === "failed"
      ? html`<button type="button" class="button plain" id="film-resume" @click=${deeds.resume}>Try again</button>`
      : html`<progress class="bar" max="100" value=${percent} aria-label="Sent"></progress>`}
  </div>`;
}
