/** A room with several clients, for its trainer: what is decided now, over the pictures, and the switches for it. */

import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { icon } from "./icon-view.js";

/**
 * @typedef {import("./enter.js").LiveRoom} LiveRoom
 * @typedef {import("./group-deeds.js").GroupDeeds} GroupDeeds
 */

/**
 * What is out of the ordinary now, each with the way back.
 *
 * @param {LiveRoom} live
 * @param {GroupDeeds} deeds
 * @param {string} to whom cues go to
 */
export function groupBanner(live, deeds, to) {
  const { aside, held } = live.room.value.stage;
  const target = live.others.value.find((peer) => peer.id === to);
  const alone = aside === null ? null : live.others.value.find((peer) => peer.person === aside && peer.device === "main");
  return html`<div class="decided" role="status" aria-live="polite">
    ${target ? line("cue", `Only ${target.name}: cues, timers, sets`, "To everyone", "Esc", () => void deeds.release(), "private") : nothing}
    ${aside !== null ? line("aside", `You and ${alone?.name ?? "one client"} alone. The others wait`, "Back to all", "O", () => deeds.aside(null), "apart") : nothing}
    ${held && aside === null ? line("pause", "Everybody waits. Nobody hears or sees you", "Go on", "H", deeds.hold, "held") : nothing}
  </div>`;
}

/**
 * @param {string} shape
 * @param {string} words
 * @param {string} way
 * @param {string} key
 * @param {() => void} press
 * @param {string} id
 */
function line(shape, words, way, key, press, id) {
  return html`<p class="decision" id=${`decided-${id}`}>
    ${icon(shape)}<span>${words}</span><button type="button" class="button quiet" @click=${press}><span>${way}</span> <kbd>${key}</kbd></button>
  </p>`;
}

/**
 * The switches for all, at the head of the people.
 *
 * @param {LiveRoom} live
 * @param {GroupDeeds} deeds
 */
export function groupSwitches(live, deeds) {
  if (!live.isGroup.value || live.room.value.mode !== "relay") return nothing;
  const { meet, held, aside } = live.room.value.stage;
  return html`<div class="stack tight" role="group" aria-label="For everybody">
    ${toggle("meet", meet, "group", meet ? "Clients see each other" : "Clients see only you", "B", deeds.meet)}
    ${toggle("hold", held, held ? "play" : "pause", held ? "Everybody waits" : "Hold everyone", "H", deeds.hold, aside !== null)}
  </div>`;
}

/**
 * @param {string} id
 * @param {boolean} isOn
 * @param {string} shape
 * @param {string} words
 * @param {string} key
 * @param {() => void} press
 * @param {boolean} [isOff] it has no effect now
 */
function toggle(id, isOn, shape, words, key, press, isOff = false) {
  return html`<button type="button" class="button quiet wide" id=${id} aria-pressed=${String(isOn)} ?disabled=${isOff} @click=${press}>
    ${icon(shape)}<span>${words}</span><kbd>${key}</kbd>
  </button>`;
}

/**
 * What can be done with one of several clients, in words.
 *
 * @param {LiveRoom} live
 * @param {GroupDeeds} deeds
 * @param {import("./types.d.ts").Peer} peer
 */
export function personDeeds(live, deeds, peer) {
  if (!live.isGroup.value || live.room.value.mode !== "relay" || peer.role !== "client") return nothing;
  const { stage, hands } = live.room.value;
  const isMuted = stage.muted.includes(peer.person);
  const isAside = stage.aside === peer.person;
  const isSpotlit = stage.spotlight === peer.id;
  return html`<div class="row person-deeds" role="group" aria-label=${`For ${peer.name}`}>
    ${button("mic-off", isMuted ? "Muted" : "Mute", isMuted, () => deeds.mute(peer))}
    ${button("aside", isAside ? "Aside" : "Take aside", isAside, () => deeds.aside(peer))}
    ${button("spotlight", "Spotlight", isSpotlit, () => deeds.spotlight(peer))}
    ${peer.person in hands ? button("hand", "Lower hand", null, () => deeds.lower(peer)) : nothing}
  </div>`;
}

/**
 * @param {string} shape
 * @param {string} words
 * @param {boolean | null} pressed
 * @param {() => void} press
 */
function button(shape, words, pressed, press) {
  return html`<button type="button" class="chip" aria-pressed=${pressed === null ? nothing : String(pressed)} @click=${press}>${icon(shape)}<span>${words}</span></button>`;
}
