/** What is written about a clip, as a list one can answer in. */

import { html, nothing, render } from "../../vendor/lit-html/lit-html.js";
import { byMoment } from "./thread.js";
import { clock } from "./time.js";

/**
 * @param {HTMLElement} place
 * @param {object} what
 * @param {readonly import("./thread.js").Comment[]} what.comments
 * @param {"trainer" | "client"} what.side who reads
 * @param {Record<string, string>} what.names
 * @param {boolean} what.isVideo
 * @param {(ms: number) => void} what.seek
 * @param {(moment: number | null) => void} what.answer
 * @param {(id: string) => void} what.remove
 */
export function showThread(place, what) {
  const groups = byMoment(what.comments);
  if (groups.length === 0) {
    render(html`<p class="muted">${place.dataset["nothing"]}</p>`, place);
    return;
  }
  render(html`<ol class="thread-list">${groups.map((group) => moment(group, what))}</ol>`, place);
}

/**
 * @param {{moment_ms: number | null, comments: import("./thread.js").Comment[]}} group
 * @param {Parameters<typeof showThread>[1]} what
 */
function moment(group, what) {
  const at = group.moment_ms;
  const last = group.comments.at(-1);
  return html`<li class="thread-moment" data-moment=${at ?? ""}>
    ${at === null
      ? what.isVideo ? html`<p class="hint">About the whole clip</p>` : nothing
      : html`<button class="comment-at numbers" type="button" @click=${() => what.seek(at)}>
          <span class="unseen">Go to </span>${clock(at)}
        </button>`}
    <ol>${group.comments.map((one) => comment(one, what))}</ol>
    ${last && last.author !== what.side
      ? html`<button class="button plain" type="button" @click=${() => what.answer(at)}>Answer</button>`
      : nothing}
  </li>`;
}

/**
 * @param {import("./thread.js").Comment} one
 * @param {Parameters<typeof showThread>[1]} what
 */
function comment(one, what) {
  const isMine = one.author === what.side;
  return html`<li class="comment ${isMine ? "is-mine" : ""}" data-comment=${one.id}>
    <p class="comment-head">
      <strong>${isMine ? "You" : what.names[one.author]}</strong><span class="hint">${one.when}</span>
      ${one.is_new ? html`<span class="badge live">new</span>` : nothing}
      ${isMine
        ? html`<button class="button plain comment-delete" type="button" aria-label="Delete your comment" @click=${() => what.remove(one.id)}>
            Delete
          </button>`
        : nothing}
    </p>
    <p class="as-typed">${one.text}</p>
  </li>`;
}
