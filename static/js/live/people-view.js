/** Who is here, who knocks, and who was sent away. */

import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { groupSwitches, personDeeds } from "./group-view.js";
import { icon } from "./icon-view.js";

/**
 * @typedef {import("./types.d.ts").Peer} Peer
 * @typedef {import("./types.d.ts").Room} Room
 * @typedef {import("./deeds.js").Deeds} Deeds
 */

/**
 * Whoever knocks, over the pictures, so that nobody waits unseen.
 *
 * @param {Peer[]} waiting
 * @param {Deeds} deeds
 */
export function knocksView(waiting, deeds) {
  return html`<div class="knocks" role="region" aria-label="At the door" aria-live="polite">
    ${waiting.map(
      (peer, at) => html`<article class="knock" data-peer=${peer.id}>
        <h2>${fullName(peer)} ${peer.device === "camera" ? "wants to add a camera" : "is at the door"}</h2>
        ${doorView(peer)}
        <div class="row">
          <button type="button" class="button primary" @click=${() => deeds.admit(peer.id)}>${icon("check")}<span>Let in</span>${at === 0 ? html`<kbd>A</kbd>` : nothing}</button>
          <button type="button" class="button quiet" @click=${() => deeds.deny(peer.id)}>Not now</button>
        </div>
      </article>`,
    )}
  </div>`;
}

/**
 * What a trainer calls somebody of whom the others read a part of the name.
 *
 * @param {Peer} peer
 */
function fullName(peer) {
  return peer.door?.name || peer.name;
}

/**
 * @param {Room} room
 * @param {string} person
 */
function nameOf(room, person) {
  const peer = Object.values(room.peers).find((one) => one.person === person);
  return peer ? fullName(peer) : "Somebody";
}

/**
 * What somebody said at the door today.
 *
 * @param {Peer} peer
 */
function doorView({ door }) {
  if (!door || !(door.address || door.callback || door.helper)) return nothing;
  return html`<ul class="door-facts">
    ${door.address ? html`<li>${icon("place")}<span>${door.address}</span></li>` : nothing}
    ${door.callback ? html`<li>${icon("phone")}<a href=${`tel:${door.callback.replace(/[^+\d]/gu, "")}`}>${door.callback}</a></li>` : nothing}
    ${door.helper ? html`<li>${icon("group")}<span>${door.helper}</span></li>` : nothing}
  </ul>`;
}

/**
 * @param {object} facts
 * @param {import("./enter.js").LiveRoom} facts.live
 * @param {import("./group-deeds.js").GroupDeeds} facts.group
 * @param {Deeds} facts.deeds
 * @param {string} facts.asking the peer whose removal was asked for once
 * @param {(peer: string) => void} facts.ask
 */
export function peopleView({ live, group, deeds, asking, ask }) {
  const room = live.room.value;
  const others = live.others.value;
  const online = live.online.value;
  const people = others.filter((peer) => peer.device === "main");
  return html`<div class="instrument">
    ${groupSwitches(live, group)} ${people.length === 0 ? html`<p class="muted">Nobody else is here yet. Who opens your link shows up here, and you let them in.</p>` : nothing}
    <ul class="people">
      ${people.map(
        (peer) => html`<li data-peer=${peer.id}>
          <div class="row between">
            <strong>${fullName(peer)}</strong>
            <span class="badge ${online.includes(peer.id) ? "good" : "warn"}">${online.includes(peer.id) ? "here" : "connection lost"}</span>
          </div>
          ${others.some((one) => one.person === peer.person && one.device === "camera") ? html`<p class="muted small">With a second camera</p>` : nothing}
          ${doorView(peer)} ${personDeeds(live, group, peer)}
          ${asking === peer.id
            ? html`<p class="small">They are sent out and cannot knock again, unless you allow it.</p>
                <div class="row">
                  <button type="button" class="button danger solid" @click=${() => deeds.kick(peer.id)}>Remove ${fullName(peer)}</button>
                  <button type="button" class="button quiet" @click=${() => ask("")}>Keep</button>
                </div>`
            : html`<div><button type="button" class="button plain" @click=${() => ask(peer.id)}>Remove…</button></div>`}
        </li>`,
      )}
      ${room.barred.map(
        (person) => html`<li>
          <div class="row between">
            <span class="muted">${nameOf(room, person)}, removed</span>
            <button type="button" class="button quiet" @click=${() => deeds.unbar(person)}>Let knock again</button>
          </div>
        </li>`,
      )}
    </ul>
  </div>`;
}
