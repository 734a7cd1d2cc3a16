/** Films that are made of a review: what to make, how far it is, and where it can be had. */

import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { signal } from "../lib/state.js";
import { icon } from "../live/icon-view.js";
import { momentText } from "./captions.js";

const isAsking = signal(false);

/** Shows the form for a film of the clip. */
export const askForFilm = () => void (isAsking.value = true);

/**
 * @typedef {object} Film as the server tells of it
 * @property {string} id
 * @property {"clip" | "voice" | "pair"} what
 * @property {string} title
 * @property {"waiting" | "working" | "ready" | "refused" | "cancelled"} state
 * @property {number} percent
 * @property {string} why
 * @property {string} length
 * @property {string} size
 * @property {string} when
 * @property {string} until
 * @property {boolean} is_sent
 * @property {string} here
 */

/**
 * @param {object} facts
 * @param {Film[]} facts.films
 * @param {boolean} facts.mayWrite
 * @param {string} facts.client their name; "" for a clip of nobody
 * @param {import("../clips/player.js").Player | null} facts.player null: a photo, of which nothing but what is spoken over it makes a film
 * @param {boolean} facts.isSpoken
 * @param {{tell: (url: string, body?: object) => Promise<boolean>, here: string}} deeds
 */
export function filmsPart({ films, mayWrite, client, player, isSpoken }, { tell, here }) {
  if (films.length === 0 && (!mayWrite || !player)) return nothing;
  return html`<section class="films" aria-labelledby="films-title">
    <h2 id="films-title">Films to keep</h2>
    ${films.length > 0 ? html`<ol class="voices">${films.map((one) => film(one, mayWrite, client, tell))}</ol>` : html`<p class="muted">Make an MP4 of the clip with its drawings${isSpoken ? ", or of a voice-over above" : ""}, to send it elsewhere or to keep it.</p>`}
    ${mayWrite && player ? (isAsking.value ? form(player, tell, here) : html`<button class="button quiet" type="button" id="film-ask" @click=${() => (isAsking.value = true)}>${icon("video")}<span>Make an MP4 of the clip</span></button>`) : nothing}
  </section>`;
}

/**
 * @param {Film} one
 * @param {boolean} mayWrite
 * @param {string} client
 * @param {(url: string, body?: object) => Promise<boolean>} tell
 */
function film(one, mayWrite, client, tell) {
  const isMaking = one.state === "waiting" || one.state === "working";
  return html`<li class="voice" data-film=${one.id}>
    <div class="voice-head">
      <p class="grow"><strong>${one.title}</strong><span class="hint">${one.length}${one.size ? ` · ${one.size}` : ""}${one.until ? ` · kept until ${one.until}` : ""}${mayWrite && one.is_sent ? ` · sent to ${client}` : ""}</span></p>
      ${one.state === "ready" ? html`<a class="button primary" href=${`${one.here}/file`} download data-download>${icon("download")}<span>Download</span></a>` : nothing}
    </div>
    ${isMaking
      ? html`<p class="hint" role="status">${one.state === "waiting" ? "Its turn comes" : `Being made: ${one.percent} %`}</p><progress class="bar" max="100" value=${one.percent} aria-label=${`How far ${one.title} is`}></progress>`
      : nothing}
    ${one.state === "refused" ? html`<p class="field-error">${one.why}</p>` : nothing}
    ${mayWrite
      ? html`<div class="row voice-deeds">
          ${isMaking ? html`<button class="button quiet" type="button" data-cancel @click=${() => void tell(`${one.here}/cancel`)}>${icon("close")}<span>Cancel</span></button>` : nothing}
          ${one.state === "ready" && client ? html`<button class="button quiet" type="button" data-send @click=${() => void tell(`${one.here}/send`, { sent: !one.is_sent })}>${icon(one.is_sent ? "undo" : "send")}<span>${one.is_sent ? "Take back" : `Send to ${client}`}</span></button>` : nothing}
          ${isMaking ? nothing : html`<button class="button plain" type="button" data-delete @click=${() => void tell(`${one.here}/delete`)}>${icon("trash")}<span>Delete</span></button>`}
        </div>`
      : nothing}
  </li>`;
}

/**
 * @param {import("../clips/player.js").Player} player
 * @param {(url: string, body?: object) => Promise<boolean>} tell
 * @param {string} here
 */
function form(player, tell, here) {
  const [from, to] = [player.loopIn?.value ?? null, player.loopOut?.value ?? null];
  const hasPart = from !== null || to !== null;
  return html`<form
    class="film-form"
    @submit=${async (/** @type {SubmitEvent} */ event) => {
      event.preventDefault();
      const said = new FormData(/** @type {HTMLFormElement} */ (event.target));
      const isPart = said.get("part") === "part";
      const body = {
        what: "clip",
        speed: Number(said.get("speed")),
        drawings: said.has("drawings"),
        sound: said.has("sound") ? "first" : "",
        ...(isPart ? { from_ms: from ?? 0, to_ms: to } : {}),
      };
      if (await tell(`${here}/films`, body)) isAsking.value = false;
    }}
  >
    <fieldset>
      <legend>How much of it</legend>
      <label class="check"><input type="radio" name="part" value="whole" ?checked=${!hasPart} /><span>The whole clip</span></label>
      <label class="check"><input type="radio" name="part" value="part" ?checked=${hasPart} ?disabled=${!hasPart} /><span>${hasPart ? `The part from ${momentText(from ?? 0)} to ${momentText(to ?? player.length.peek())}` : "A part: set its ends with [ and ] first"}</span></label>
    </fieldset>
    <div class="field"><label for="film-speed">Speed</label>
    <select id="film-speed" name="speed">${[1, 0.5, 0.25, 0.1, 2].map((one) => html`<option value=${one}>${one}×</option>`)}</select></div>
    <label class="check"><input type="checkbox" name="drawings" checked /><span>With the drawings, but nothing of a private layer</span></label>
    <label class="check"><input type="checkbox" name="sound" checked /><span>With its sound</span></label>
    <div class="row">
      <button class="button primary" type="submit" id="film-make">${icon("check")}<span>Make it</span></button>
      <button class="button plain" type="button" @click=${() => (isAsking.value = false)}>Not now</button>
    </div>
  </form>`;
}
