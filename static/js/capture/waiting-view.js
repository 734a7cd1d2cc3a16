/** What is still on its way to the trainer, at the head of a page. */

import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { icon } from "../live/icon-view.js";
import { clockText } from "../live/timers.js";

/**
 * @typedef {import("./waiting.js").Waiting} Waiting
 */

/**
 * @param {Waiting[]} all
 * @param {object} deeds
 * @param {(id: string) => void} deeds.resume
 * @param {(id: string) => void} deeds.discard
 * @param {(waiting: Waiting) => string | null} deeds.page where one decides about it; null where there is nothing to decide
 */
export function waitingView(all, deeds) {
  return all.map((one) => {
    const { note, state } = one;
    const page = note.kept ? null : deeds.page(one);
    const tone = state.problem && state.phase === "failed" ? "bad" : state.isOver ? "good" : "info";
    return html`<div class="notice ${tone} waiting" data-tape=${one.id}>
      ${icon(tone === "bad" ? "warning" : tone === "good" ? "check" : "upload")}
      <div class="grow stack tight">
        <p role="status">${sentence(one)}</p>
        ${state.isOver || state.phase === "done"
          ? nothing
          : html`<progress class="bar" max="100" value=${state.percent} aria-label=${`${note.about["title"] ?? "Recording"}: ${state.percent} percent sent`}></progress>`}
        ${page || state.phase === "failed"
          ? html`<div class="row">
              ${page ? html`<a class="button quiet" href=${page}>${icon("play")}<span>Look at it</span></a>` : nothing}
              ${state.phase === "failed"
                ? html`<button type="button" class="button quiet" @click=${() => deeds.resume(one.id)}>Try again</button>
                    <button type="button" class="button plain" @click=${() => deeds.discard(one.id)}>Let it go</button>`
                : nothing}
            </div>`
          : nothing}
      </div>
    </div>`;
  });
}

/**
 * Files that were begun on another page.
 *
 * @param {number} count
 * @param {string} page where they go on
 */
export function filesView(count, page) {
  if (count === 0) return nothing;
  return html`<div class="notice info">
    ${icon("upload")}
    <div class="grow stack tight">
      <p>${count === 1 ? "A file is" : `${count} files are`} not all sent.</p>
      <div><a class="button quiet" href=${page}>${icon("play")}<span>Go on</span></a></div>
    </div>
  </div>`;
}

/**
 * @param {Waiting} waiting
 * @returns {string}
 */
export function sentence({ note, state }) {
  const name = `${note.about["title"] ?? "Recording"}${note.duration_ms ? `, ${clockText(note.duration_ms)}` : ""}`;
  if (state.isOver) return `${name}: your trainer has it.`;
  if (state.phase === "failed") return `${name}: ${state.problem?.message ?? "it could not be sent."}`;
  if (state.phase === "done" && !note.kept) return `${name}: a recording waits for you to look at it.`;
  if (state.phase === "done") return state.problem ? `${name}: ${state.problem.message}` : `${name}: sent.`;
  if (state.phase === "offline") return `${name}: a recording is waiting to be sent, ${state.percent} %. There is no connection; it goes on by itself.`;
  return `${name}: a recording is being sent, ${state.percent} %. Leave this page open.`;
}
