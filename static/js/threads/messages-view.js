/** A thread's messages, drawn as server/templates/threads/parts.html draws them. */

import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { repeat } from "../../vendor/lit-html/directives/repeat.js";
import { icon } from "../live/icon-view.js";

/**
 * @typedef {import("./feed.js").Message} Message
 * @typedef {import("./feed.js").ClipInMessage} ClipInMessage
 */

/**
 * @param {object} facts
 * @param {readonly Message[]} facts.messages
 * @param {boolean} facts.isGroup
 * @param {string} facts.nothingYet
 * @param {string} facts.trouble
 * @param {{takeBack: (id: string) => void, cheer: (id: string, on: boolean) => void}} deeds
 */
export function messagesView({ messages, isGroup, nothingYet, trouble }, deeds) {
  return html`${messages.length === 0
      ? html`<p class="muted messages-none">${nothingYet}</p>`
      : html`<ol class="messages">
          ${repeat(
            messages,
            ({ id }) => id,
            (one) => message(one, isGroup, deeds),
          )}
        </ol>`}
    ${trouble ? html`<p class="message-way">${icon("wifi-off")}<span>${trouble}</span></p>` : nothing}`;
}

/**
 * @param {Message} one
 * @param {boolean} isGroup
 * @param {{takeBack: (id: string) => void, cheer: (id: string, on: boolean) => void}} deeds
 */
function message(one, isGroup, deeds) {
  return html`<li class="message ${one.is_mine ? "is-mine" : ""} ${one.is_urgent ? "is-urgent" : ""}" id=${`m-${one.id}`}>
    <p class="message-head">
      <strong>${one.name}</strong><time class="hint" datetime=${new Date(one.at_ms).toISOString()}>${one.when}</time>
      ${one.kind === "check-in" ? html`<span class="badge good">check-in</span>` : nothing}
      ${one.kind === "move" ? html`<span class="badge neutral">session</span>` : nothing}
      ${one.is_new ? html`<span class="badge live">new</span>` : nothing}
    </p>
    ${one.clip ? clip(one.clip) : one.has_lost_clip ? html`<p class="muted">What was sent here has been deleted.</p>` : nothing}
    ${one.text ? html`<p class="as-typed">${one.text}</p>` : nothing}
    ${foot(one, isGroup, deeds)}
  </li>`;
}

/**
 * @param {Message} one
 * @param {boolean} isGroup
 * @param {{takeBack: (id: string) => void, cheer: (id: string, on: boolean) => void}} deeds
 */
function foot(one, isGroup, deeds) {
  return html`<div class="message-foot">
    ${isGroup && one.cheers > 0 ? html`<span class="hint">${one.cheerers.join(", ")} cheered</span>` : nothing}
    ${isGroup && !one.is_mine
      ? html`<button class="button plain" type="button" aria-pressed=${one.cheered} @click=${() => deeds.cheer(one.id, !one.cheered)}>
          ${icon("heart")}<span>Cheer</span>
        </button>`
      : nothing}
    ${one.is_read ? html`<span class="hint">Read</span>` : nothing}
    ${one.is_mine
      ? html`<button
          class="button plain"
          type="button"
          aria-label=${`Take back: ${one.text.slice(0, 40) || "what you sent"}`}
          @click=${() => deeds.takeBack(one.id)}
        >
          Take back
        </button>`
      : nothing}
  </div>`;
}

/** @param {ClipInMessage} of */
export function clip(of) {
  if (of.src && of.media === "photo") {
    return html`<a class="message-media" href=${of.href || of.src}
      ><img src=${of.src} alt=${of.title} loading="lazy" width=${of.width || nothing} height=${of.height || nothing}
    /></a>`;
  }
  if (of.src && of.media === "sound") {
    return html`<audio class="message-voice" controls preload="metadata" src=${of.src} aria-label=${`${of.title}, ${of.length}`}></audio>`;
  }
  if (of.src && of.media === "video") {
    return html`<video
        class="message-media"
        controls
        playsinline
        preload="metadata"
        src=${of.src}
        poster=${of.poster || nothing}
        width=${of.width || nothing}
        height=${of.height || nothing}
        aria-label=${`${of.title}, ${of.length}`}
      ></video>
      ${of.href ? html`<a class="message-clip" href=${of.href}>Watch it frame by frame</a>` : nothing}`;
  }
  return html`<p class="message-way">${icon(of.why ? "warning" : "clock")}<span>${of.why || `${of.title}: ${of.words}`}</span></p>`;
}
