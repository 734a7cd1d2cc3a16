/** What is on its way into a thread: files that were chosen, how far they are, and what can be done. */

import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { words } from "../capture/parcel-words.js";

/**
 * @param {readonly import("../capture/parcels.js").Parcel[]} all
 * @param {{resume: (key: string) => void, remove: (key: string) => void}} deeds
 */
export function outgoingView(all, deeds) {
  if (all.length === 0) return nothing;
  return html`<ul class="outgoing">
    ${all.map(
      (one) =>
        html`<li>
          <span class="grow">${one.name}: ${words(one)}</span>
          ${one.phase === "failed" || one.phase === "paused"
            ? html`<button class="button plain" type="button" @click=${() => deeds.resume(one.key)}>Try again</button>`
            : nothing}
          <button class="button plain" type="button" aria-label=${`Remove ${one.name}`} @click=${() => deeds.remove(one.key)}>Remove</button>
        </li>`,
    )}
  </ul>`;
}
