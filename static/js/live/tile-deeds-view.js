/** What a trainer can do with one client of a group, upon their picture: small buttons, each a stop of the Tab key. */

import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { icon } from "./icon-view.js";

/**
 * @param {import("./tiles.js").Tile & {marks: import("./tiles.js").Marks}} tile
 * @param {import("./types.d.ts").Peer} peer
 * @param {import("./group-deeds.js").GroupDeeds} deeds
 */
export function tileDeedsView({ name, marks }, peer, deeds) {
  const { isTarget, isMuted, isSpotlit, isAside, hasHand } = marks;
  return html`<div class="tile-deeds" role="group" aria-label=${`For ${name}`}>
    ${deed("cue", `Cues to ${name} alone`, isTarget, () => deeds.choose(peer))}
    ${deed(isMuted ? "mic-off" : "mic", `Mute ${name}`, isMuted, () => deeds.mute(peer))}
    ${deed("spotlight", `Spotlight ${name}`, isSpotlit, () => deeds.spotlight(peer))}
    ${deed("aside", `Take ${name} aside`, isAside, () => deeds.aside(peer))}
    ${hasHand ? deed("hand", `Lower the hand of ${name}`, null, () => deeds.lower(peer)) : nothing}
  </div>`;
}

/**
 * @param {string} shape
 * @param {string} label
 * @param {boolean | null} pressed null: not a switch
 * @param {() => void} press
 */
function deed(shape, label, pressed, press) {
  return html`<button type="button" class="tile-deed" title=${label} aria-pressed=${pressed === null ? nothing : String(pressed)} @click=${press}>
    ${icon(shape)}<span class="unseen">${label}</span>
  </button>`;
}
