/** The sign that a session is recorded, for as long as it is, and what each may do about it. */

import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { icon } from "./icon-view.js";
import { isRunning, signFor, standingOf } from "./rec.js";
import { WHY_NOT } from "./rec-deeds.js";

/** @typedef {import("./enter.js").LiveRoom} LiveRoom */

/**
 * @param {LiveRoom} live
 * @param {{label: string, press: () => void} | null} way what can be done about it
 */
export function recSign(live, way) {
  live.second.value; // it runs
  const sign = signFor(live.room.value, live.me, live.clock.now());
  if (!sign) return nothing;
  return html`<div class="rec-sign ${sign.me}" id="rec" data-me=${sign.me}>
    <p>${icon("record")}<strong>REC</strong> <span class="numbers">${sign.time}</span><span class="rec-words">${sign.words}</span></p>
    ${way ? html`<button type="button" class="button quiet" id="rec-way" @click=${way.press}>${way.label}</button>` : nothing}
  </div>`;
}

/**
 * The trainer's panel: who is in it, and who is not.
 *
 * @param {object} facts
 * @param {LiveRoom} facts.live
 * @param {() => void} facts.toggle
 * @param {string[]} facts.agreed before this page came into the room, by person
 * @param {() => void} facts.mark
 */
export function recPanel({ live, agreed, toggle, mark }) {
  const room = live.room.value;
  if (room.mode !== "relay") return html`<div class="instrument"><p class="muted" id="rec-why-not">${WHY_NOT}</p></div>`;
  const isOn = isRunning(room);
  const clients = live.others.value.filter((peer) => peer.role === "client");
  return html`<div class="instrument">
    <button type="button" class="button ${isOn ? "danger" : "primary"} wide" id="rec-toggle" @click=${toggle}>
      ${icon(isOn ? "stop" : "record")}<span>${isOn ? "Stop recording" : "Start recording"}</span><kbd>Y</kbd>
    </button>
    ${isOn ? html`<button type="button" class="button quiet wide" @click=${mark}>${icon("marker")}<span>Mark this moment</span><kbd>M</kbd></button>` : nothing}
    <p class="muted small">Of your clients, only who agreed is recorded; you are in it, too. Everybody sees a sign for as long as it runs.</p>
    <ul class="people" aria-label=${isOn ? "Who is recorded" : "Who will be recorded"}>
      ${clients.map((peer) => {
        const { isIn, words } = standingOf(room, peer, agreed);
        return html`<li class="row between" data-peer=${peer.id}>
          <strong>${peer.device === "camera" ? `${peer.name}, second camera` : peer.name}</strong><span class="badge ${isIn ? "good" : "neutral"}">${words}</span>
        </li>`;
      })}
    </ul>
    ${clients.length === 0 ? html`<p class="muted">Nobody else is here yet.</p>` : nothing}
  </div>`;
}
