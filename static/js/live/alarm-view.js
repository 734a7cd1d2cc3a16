/** Somebody feels unwell: on the trainer's glass, with the safety card, until it is settled. And the switches to stop anybody. */

import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { repeat } from "../../vendor/lit-html/directives/repeat.js";
import { big, icon } from "./icon-view.js";
import { safetyCard } from "./safety-view.js";
import { clockText } from "./timers.js";

/**
 * @typedef {import("./enter.js").LiveRoom} LiveRoom
 * @typedef {import("./stop-deeds.js").StopDeeds} StopDeeds
 * @typedef {import("./types.d.ts").Peer} Peer
 * @typedef {NonNullable<import("./types.d.ts").PageConfig["safety"]>} Safety
 */

/**
 * @param {LiveRoom} live
 * @param {StopDeeds} deeds
 * @param {Safety} safety
 */
export function alarmsView(live, deeds, safety) {
  const unwell = Object.values(live.room.value.stops).filter(({ why }) => why === "unwell");
  return repeat(
    unwell,
    ({ person }) => person,
    (stop) => alarmView(stop, peerOf(live, stop.person), safety[stop.person] ?? null, live, deeds),
  );
}

/**
 * @param {LiveRoom} live
 * @param {string} person
 * @returns {Peer | null} their device, also when it is gone
 */
function peerOf(live, person) {
  const theirs = Object.values(live.room.value.peers).filter((peer) => peer.person === person && peer.device === "main");
  return theirs.find(({ state }) => state === "in") ?? theirs.find(({ door }) => door) ?? theirs[0] ?? null;
}

/**
 * @param {import("./types.d.ts").Stop} stop
 * @param {Peer | null} peer
 * @param {Safety[string] | null} known on file
 * @param {LiveRoom} live
 * @param {StopDeeds} deeds
 */
function alarmView(stop, peer, known, live, deeds) {
  const name = peer?.door?.name ?? peer?.name ?? "Your client";
  const isNew = !stop.is_taken && !stop.is_fine;
  live.second.value;
  /** @param {SubmitEvent} event */
  const settle = (event) => {
    event.preventDefault();
    const form = /** @type {HTMLFormElement} */ (event.target);
    const word = /** @type {HTMLInputElement} */ (form.elements.namedItem("word")).value;
    deeds.resolve(stop.person, /** @type {HTMLButtonElement} */ (event.submitter).value === "red", word);
  };
  return html`<section class="alarm ${isNew ? "new" : ""}" data-person=${stop.person} role="alert" aria-label=${`${name} feels unwell`}>
    <div class="row between nowrap">
      <h2>${icon("stop")}<span>${name} ${stop.is_fine ? "says: fine again" : "feels unwell"}</span> <span class="numbers" aria-hidden="true">${clockText(Math.max(0, live.clock.now() - stop.at_ms))}</span></h2>
      ${isNew ? big({ icon: "check", label: "I see it", press: () => deeds.take(stop.person), id: "alarm-take", kind: "done" }) : nothing}
    </div>
    ${safetyCard(peer, known)}
    ${isNew
      ? nothing
      : html`<form class="settle" @submit=${settle}>
          <label for="settle-word">What was it? For you alone</label>
          <input id="settle-word" name="word" maxlength="200" autocomplete="off" />
          <p class="small">A red flag: pain in the chest, nausea, unusually short of breath, light-headed, irregular heartbeat, sharp pain.</p>
          <div class="row">
            <button type="submit" class="button quiet" id="settle-none" value="none">No red flag</button>
            <button type="submit" class="button danger" id="settle-red" value="red">${icon("warning")}<span>Red flag</span></button>
          </div>
        </form>`}
  </section>`;
}

/**
 * @param {LiveRoom} live
 * @param {StopDeeds} deeds
 * @param {Peer[]} clients
 */
export function stopPanel(live, deeds, clients) {
  const { stops } = live.room.value;
  return html`<div class="instrument">
    <p class="muted small">Their screen and sounds stop; a timer that others are on runs on for them.</p>
    ${clients.length > 1
      ? html`<div class="row stop-row">
          <strong>Everyone</strong>
          ${big({ icon: "pause", label: "Pause", press: () => deeds.pause(null), id: "stop-all", kind: "stop" })}
          ${big({ icon: "play", label: "Go on", press: () => deeds.goOn(null), id: "go-on-all" })}
        </div>`
      : nothing}
    ${clients.length === 0 ? html`<p class="muted">Nobody is here yet.</p>` : nothing}
    ${clients.map((peer) => {
      const why = stops[peer.person]?.why;
      return html`<div class="row stop-row" role="group" aria-label=${peer.name}>
        <strong>${peer.name}</strong>
        ${why === "pause"
          ? big({ icon: "play", label: "Go on", press: () => deeds.goOn(peer.person), id: `go-on-${peer.id}` })
          : big({ icon: "pause", label: "Pause", press: () => deeds.pause(peer), id: `stop-${peer.id}`, disabled: why === "unwell" })}
        ${big({ icon: "stop", label: "Unwell", press: () => deeds.unwell(peer), id: `unwell-${peer.id}`, kind: "stop", disabled: why === "unwell" })}
      </div>`;
    })}
  </div>`;
}
