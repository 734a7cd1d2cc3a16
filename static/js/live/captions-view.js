/** The last cues as lines of text. */

import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { captionsOf } from "./captions.js";
import { icon } from "./icon-view.js";

/**
 * @param {import("./enter.js").LiveRoom} live
 */
export function captionsView(live) {
  live.second.value; // they grow old
  const lines = captionsOf(live.room.value.cues, live.isTrainer ? null : live.me.id, live.clock.now());
  if (lines.length === 0) return nothing;
  return html`<ul class="captions" id="captions" aria-label="Last cues">
    ${lines.map(({ say, isSafety, ago }) => html`<li class=${isSafety ? "safety" : ""}>${icon(isSafety ? "stop" : "cue")}<span class="caption-words">${say}</span><span class="caption-ago">${ago}</span></li>`)}
  </ul>`;
}
