/** The moments of this session, newest first: where each stands, and a replay of it on both screens. */

import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { repeat } from "../../vendor/lit-html/directives/repeat.js";
import { timeWithSeconds } from "../lib/time-of-day.js";
import { lengthOf, percentOf, SECONDS, standing } from "./clips.js";
import { icon } from "./icon-view.js";
import { RATES } from "./replay.js";

/**
 * @typedef {import("./types.d.ts").Moment} Moment
 * @typedef {import("./types.d.ts").Peer} Peer
 * @typedef {import("./types.d.ts").MediaState} MediaState
 */

const WATCHED_RATES = RATES.filter((rate) => rate >= 0.25);

/**
 * @param {object} facts
 * @param {import("./types.d.ts").Room} facts.room
 * @param {Record<string, MediaState>} facts.media
 * @param {string[]} facts.online
 * @param {Peer[]} facts.clients who are in, with their main devices
 * @param {string} facts.files prefix of the clips' files
 * @param {string} facts.to whom cues go to
 * @param {(to: string) => void} facts.setTo
 * @param {number} facts.seconds
 * @param {(seconds: number) => void} facts.setSeconds
 * @param {number} facts.rate
 * @param {(rate: number) => void} facts.setRate
 * @param {number} facts.now_ms
 * @param {import("./clip-deeds.js").ClipDeeds} facts.deeds
 */
export function clipsView({ room, media, online, clients, files, to, setTo, seconds, setSeconds, rate, setRate, now_ms, deeds }) {
  const moments = [...room.clips].sort((a, b) => b.at_ms - a.at_ms);
  return html`<div class="instrument">
    <button type="button" class="button primary wide" id="clip-that" @click=${deeds.clipThat}>${icon("clip")}<span>Clip that</span><kbd>K</kbd></button>
    ${clients.length > 1
      ? html`<div class="chips" role="group" aria-label="Whose camera">
          ${[{ id: "everyone", name: "The large picture" }, ...clients].map(
            ({ id, name }) => html`<button type="button" class="chip" aria-pressed=${String(to === id)} @click=${() => setTo(id)}>${name}</button>`,
          )}
        </div>`
      : nothing}
    ${choice("How much", "clip", SECONDS, seconds, (one) => `${one} s`, setSeconds)}
    ${choice("Replay at", "rate", WATCHED_RATES, rate, (one) => `${one}×`, setRate)}
    ${moments.length === 0
      ? html`<p class="muted">Press K when something was worth a second look: the last ${seconds} seconds of your client's camera come here, sharper than the call.</p>`
      : nothing}
    <ul class="moments" aria-label="Clips of this session">
      ${repeat(
        moments,
        (moment) => moment.id,
        (moment) => momentView({ moment, room, media, online, files, now_ms, deeds }),
      )}
    </ul>
  </div>`;
}

/**
 * @param {object} facts
 * @param {Moment} facts.moment
 * @param {import("./types.d.ts").Room} facts.room
 * @param {Record<string, MediaState>} facts.media
 * @param {string[]} facts.online
 * @param {string} facts.files
 * @param {number} facts.now_ms
 * @param {import("./clip-deeds.js").ClipDeeds} facts.deeds
 */
function momentView({ moment, room, media, online, files, now_ms, deeds }) {
  const percent = percentOf(moment, media[moment.peer]);
  const { kind, text } = standing(moment, { percent, now_ms, isHere: online.includes(moment.peer) });
  const length_ms = lengthOf(moment);
  const isPlayable = length_ms !== null;
  const isOn = room.replay?.moment === moment.id;
  const peer = room.peers[moment.peer];
  const name = peer ? (peer.device === "camera" ? `${peer.name}, second camera` : peer.name) : "Somebody";
  return html`<li class="moment" data-clip=${moment.id} data-state=${moment.state}>
    <div class="moment-picture">${isPlayable ? html`<img src=${`${files}/${moment.clip}/files/poster.jpg`} alt="" width="96" height="54" @error=${hide} />` : icon("clip")}</div>
    <div class="moment-words">
      <strong>${name}</strong>
      <span class="muted small numbers">${length_ms === null ? "At" : `${Math.max(1, Math.round(length_ms / 1000))} s at`} ${timeWithSeconds(moment.at_ms)}</span>
      <span class="moment-state small ${kind}" role="status">${text}</span>
      ${moment.state === "sending" ? html`<progress max="100" .value=${percent} aria-label="Sent"></progress>` : nothing}
    </div>
    ${isPlayable
      ? html`<div class="moment-deeds">
          <button type="button" class="button ${isOn ? "danger" : "quiet"}" @click=${() => (isOn ? deeds.running.end() : deeds.replay(moment))}>
            ${icon(isOn ? "close" : "repeat")}<span>${isOn ? "End replay" : "Replay"}</span>
          </button>
          <a class="button plain" href=${`/clips/${moment.clip}`} target="_blank" rel="noopener">Open<span class="unseen"> in the library</span></a>
        </div>`
      : nothing}
  </li>`;
}

/**
 * @param {string} label
 * @param {string} name
 * @param {number[]} all
 * @param {number} chosen
 * @param {(one: number) => string} words
 * @param {(one: number) => void} choose
 */
function choice(label, name, all, chosen, words, choose) {
  return html`<div class="row between choice" role="group" aria-label=${label}>
    <span class="muted small">${label}</span>
    <div class="chips">
      ${all.map((one) => html`<button type="button" class="chip numbers" data-choice=${`${name}-${one}`} aria-pressed=${String(one === chosen)} @click=${() => choose(one)}>${words(one)}</button>`)}
    </div>
  </div>`;
}

/** @param {Event} event */
function hide(event) {
  /** @type {HTMLElement} */ (event.target).hidden = true; // no poster yet: its place stays
}
