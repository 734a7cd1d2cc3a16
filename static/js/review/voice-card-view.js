/** One voice-over in the list: what it is called, how far it is, and what can be done with it. */

import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { icon } from "../live/icon-view.js";

/**
 * @typedef {object} Voice as the server tells of it
 * @property {string} id
 * @property {string} title
 * @property {"uploading" | "processing" | "ready" | "refused"} state
 * @property {string} why
 * @property {number} duration_ms
 * @property {string} length
 * @property {import("./captions.js").Caption[]} captions
 * @property {string} when
 * @property {boolean} is_sent
 * @property {string} here
 *
 * @typedef {object} How
 * @property {"trainer" | "client"} side
 * @property {string} client their name; "" for a clip of nobody
 * @property {boolean} mayWrite
 * @property {boolean} isPlayed
 * @property {boolean} isNamed its title is being changed
 * @property {boolean} isCaptioned its captions are being written
 *
 * @typedef {object} Deeds
 * @property {() => void} play and once more: leaves it
 * @property {() => void} caption and once more: done with it
 * @property {() => void} send or takes it back
 * @property {() => void} film
 * @property {() => void} rename and once more: never mind
 * @property {(title: string) => void} name
 * @property {() => void} remove
 * @property {() => unknown} editor of its captions
 */

/**
 * @param {Voice} voice
 * @param {How} how
 * @param {Deeds} deeds
 */
export function voiceCard(voice, how, deeds) {
  const { isPlayed, mayWrite } = how;
  return html`<li class="voice ${isPlayed ? "is-played" : ""}" data-voice=${voice.id}>
    <div class="voice-head">
      ${how.isNamed
        ? html`<form class="row grow" @submit=${(/** @type {SubmitEvent} */ event) => {
            event.preventDefault();
            deeds.name(String(new FormData(/** @type {HTMLFormElement} */ (event.target)).get("title") ?? ""));
          }}><input class="grow" name="title" aria-label="Title" maxlength="120" .value=${voice.title} autofocus /><button class="button quiet" type="submit">Save</button></form>`
        : html`<p class="grow"><strong>${voice.title}</strong><span class="hint">${voice.length} · ${voice.when}${how.side === "trainer" && voice.is_sent ? ` · sent to ${how.client || "your client"}` : ""}</span></p>`}
      ${voice.state === "ready"
        ? html`<button class="button ${isPlayed ? "quiet" : "primary"}" type="button" data-play @click=${deeds.play}>${icon(isPlayed ? "close" : "play")}<span>${isPlayed ? "Close" : "Play"}</span></button>`
        : nothing}
    </div>
    ${voice.state === "refused" ? html`<p class="field-error">${voice.why}</p>` : nothing}
    ${voice.state === "uploading" || voice.state === "processing" ? html`<p class="hint" role="status">${voice.state === "uploading" ? "Its sound is on its way." : "It is being made ready…"}</p>` : nothing}
    ${mayWrite ? deedsOf(voice, how, deeds) : nothing}
    ${how.isCaptioned ? deeds.editor() : nothing}
  </li>`;
}

/**
 * @param {Voice} voice
 * @param {How} how
 * @param {Deeds} deeds
 */
function deedsOf(voice, { client, isCaptioned }, deeds) {
  return html`<div class="row voice-deeds">
    ${voice.state === "ready"
      ? html`<button class="button quiet" type="button" data-captions aria-expanded=${String(isCaptioned)} @click=${deeds.caption}>${icon("chat")}<span>Captions</span></button>
          ${client ? html`<button class="button quiet" type="button" data-send @click=${deeds.send}>${icon(voice.is_sent ? "undo" : "send")}<span>${voice.is_sent ? "Take back" : `Send to ${client}`}</span></button>` : nothing}
          <button class="button quiet" type="button" data-film @click=${deeds.film}>${icon("download")}<span>Make an MP4</span></button>`
      : nothing}
    <button class="button plain" type="button" @click=${deeds.rename}>${icon("edit")}<span>Title</span></button>
    <button class="button plain" type="button" data-delete @click=${deeds.remove}>${icon("trash")}<span>Delete</span></button>
  </div>`;
}
