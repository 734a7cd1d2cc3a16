/** What is written about a clip, as threads one can answer in; server/templates/clips/comments.html draws the same without script. */

import { html, nothing, render } from "../../vendor/lit-html/lit-html.js";
import { repeat } from "../../vendor/lit-html/directives/repeat.js";
import { icon } from "../live/icon-view.js";
import { clip } from "../threads/messages-view.js";
import { place as placeWords, threads } from "./thread.js";

/**
 * @typedef {import("./thread.js").Comment} Comment
 *
 * @typedef {object} What
 * @property {readonly Comment[]} comments
 * @property {boolean} isVideo
 * @property {boolean} mayWrite
 * @property {boolean} maySettle
 * @property {string} here the first of the thread that belongs to what is shown, "" for none
 * @property {boolean} showsSettled
 *
 * @typedef {object} Deeds
 * @property {(one: Comment) => void} go to what a comment is about
 * @property {(one: Comment) => void} answer
 * @property {(id: string) => void} remove
 * @property {(id: string, on: boolean) => void} settle
 * @property {(one: Comment) => void} redo asks for the view again; only where that can be asked
 * @property {() => void} toggleSettled
 */

/**
 * @param {HTMLElement} root
 * @param {What} what
 * @param {Partial<Deeds> & Pick<Deeds, "go" | "answer" | "remove" | "settle" | "toggleSettled">} deeds
 */
export function showThread(root, what, deeds) {
  const all = threads(what.comments);
  if (all.length === 0) {
    render(html`<p class="muted">${root.dataset["nothing"]}</p>`, root);
    return;
  }
  // What is settled steps back, unless there is something new in it.
  const isAside = (/** @type {import("./thread.js").Thread} */ { first, answers }) =>
    first.is_resolved && first.id !== what.here && ![first, ...answers].some((one) => one.is_new);
  const aside = all.filter(isAside);
  const shown = what.showsSettled ? all : all.filter((one) => !aside.includes(one));
  render(
    html`<ol class="thread-list">
        ${repeat(
          shown,
          ({ first }) => first.id,
          (one) => thread(one, what, deeds),
        )}
      </ol>
      ${aside.length > 0
        ? html`<button class="button plain thread-settled" type="button" aria-expanded=${what.showsSettled} @click=${deeds.toggleSettled}>
            ${icon("check")}<span>${what.showsSettled ? "Hide what is settled" : `${aside.length} settled`}</span>
          </button>`
        : nothing}`,
    root,
  );
}

/**
 * @param {import("./thread.js").Thread} thread
 * @param {What} what
 * @param {Parameters<typeof showThread>[2]} deeds
 */
function thread({ first, answers }, what, deeds) {
  const words = placeWords(first);
  const last = answers.at(-1) ?? first;
  return html`<li class="thread-moment ${first.id === what.here ? "is-here" : ""} ${first.is_resolved ? "is-settled" : ""}">
    ${words
      ? html`<button class="comment-at numbers" type="button" @click=${() => deeds.go(first)}>
          ${icon(first.shape ? "edit" : "play")}<span><span class="unseen">Show </span>${words}</span>
        </button>`
      : what.isVideo && !first.is_gone ? html`<p class="hint">About the whole clip</p>` : nothing}
    ${comment(first, deeds)}
    ${answers.length > 0 ? html`<ol class="thread-answers">${answers.map((one) => html`<li>${comment(one, deeds)}</li>`)}</ol>` : nothing}
    ${what.mayWrite && !first.is_waiting
      ? html`<div class="row thread-deeds">
          <button class="button plain" type="button" aria-label=${`Answer ${last.is_mine ? "" : last.name}${words ? ` at ${words}` : ""}`} @click=${() => deeds.answer(first)}>
            ${icon("chat")}<span>Answer</span>
          </button>
          ${what.maySettle && !first.is_gone
            ? html`<button class="button plain" type="button" @click=${() => deeds.settle(first.id, !first.is_resolved)}>
                ${icon(first.is_resolved ? "back" : "check")}<span>${first.is_resolved ? "Open again" : "Settled"}</span>
              </button>`
            : nothing}
          ${deeds.redo && first.author === "trainer" && !first.is_gone
            ? html`<button class="button plain" type="button" @click=${() => deeds.redo?.(first)}>${icon("repeat")}<span>Film again</span></button>`
            : nothing}
        </div>`
      : nothing}
  </li>`;
}

/**
 * @param {Comment} one
 * @param {Parameters<typeof showThread>[2]} deeds
 */
function comment(one, deeds) {
  return html`<div class="comment ${one.is_mine ? "is-mine" : ""} ${one.is_waiting ? "is-waiting" : ""}" id=${`comment-${one.id}`} data-comment=${one.id} tabindex="-1">
    <p class="comment-head">
      <strong>${one.name}</strong><span class="hint">${one.when}</span>
      ${one.is_new ? html`<span class="badge live">new</span>` : nothing}
      ${one.is_resolved ? html`<span class="badge good">settled</span>` : nothing}
      ${one.is_seen && !one.is_gone ? html`<span class="hint comment-seen">${icon("check")}seen</span>` : nothing}
      ${one.is_mine && !one.is_gone
        ? html`<button class="button plain comment-delete" type="button" aria-label="Delete your comment" @click=${() => deeds.remove(one.id)}>
            Delete
          </button>`
        : nothing}
    </p>
    ${one.is_gone ? html`<p class="muted">Taken back.</p>` : nothing}
    ${one.media ? clip(one.media) : one.has_lost_media ? html`<p class="muted">What was sent here has been deleted.</p>` : nothing}
    ${one.text ? html`<p class="as-typed">${one.text}</p>` : nothing}
  </div>`;
}
