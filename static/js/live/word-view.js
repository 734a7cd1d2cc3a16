/** Small words over the pictures: what was just pressed and whether it was seen, and the question how to go. */

import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { fate, isFor } from "./cues.js";
import { icon } from "./icon-view.js";

/**
 * What was just pressed, on the picture, where the eye is; a cue counts as seen when everybody it was for has seen it.
 *
 * @param {import("./enter.js").LiveRoom} live
 * @param {import("./deeds.js").Word | null} word
 */
export function wordView(live, word) {
  const cue = word?.cue_seq ? live.room.value.cues.find(({ seq }) => seq === word.cue_seq) : null;
  const clients = live.others.value.filter((peer) => peer.role === "client" && peer.device === "main");
  const fates = cue ? clients.filter((peer) => isFor(cue, peer.id)).map((peer) => fate(cue, peer.id, live.clock.now())) : [];
  const isSeen = fates.length > 0 && fates.every((how) => how === "shown" || how === "acked");
  const isConfirmed = isSeen && fates.every((how) => how === "acked");
  return html`<div class="word-place" role="status" aria-live="polite">
    ${word
      ? html`<p class="word ${word.state} ${isSeen ? "seen" : ""}" id="word" data-state=${isSeen ? "seen" : word.state}>
          ${icon(isSeen ? "check" : word.icon)}<span>${word.text}</span>${isSeen ? html`<small>${isConfirmed ? "confirmed" : "seen"}</small>` : nothing}
        </p>`
      : nothing}
  </div>`;
}

/**
 * @param {{endSession: () => void, leave: () => void, stay: () => void}} ways
 */
export function endingView({ endSession, leave, stay }) {
  return html`<aside class="ending-choice" aria-label="End">
    <button type="button" class="button danger solid" id="end-session" @click=${endSession}>End the session for everyone</button>
    <button type="button" class="button quiet" id="leave" @click=${leave}>Leave; the session goes on</button>
    <button type="button" class="button plain" @click=${stay}>Stay</button>
  </aside>`;
}
