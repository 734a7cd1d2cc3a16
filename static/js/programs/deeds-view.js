/** How the program stands, what can be undone, and what hindered a save. */

import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { icon } from "../live/icon-view.js";
import { small } from "../timers/fields-view.js";
import { HELP } from "./keys.js";

/**
 * @param {object} facts
 * @param {import("./saving.js").Trouble | null} facts.trouble
 * @param {boolean} facts.isBusy
 * @param {boolean} facts.isChanged
 * @param {string} facts.other the address of what another window saved
 * @param {number} facts.weeks
 * @param {{before: unknown[], after: unknown[]}} facts.history
 * @param {() => void} facts.undo
 * @param {() => void} facts.redo
 * @param {() => void} facts.save
 * @param {() => void} facts.replace
 * @param {() => void} facts.saveCopy
 */
export function deedsView({ trouble, isBusy, isChanged, other, weeks, history, undo, redo, save, replace, saveCopy }) {
  const standing = isBusy ? "Saving…" : trouble ? "Not saved yet" : isChanged ? "Saving soon" : "Saved";
  return html`<div class="editor-deeds">
    ${trouble
      ? html`<div class="form-alert" id="trouble" role="alert">
          ${icon("warning")}
          <div class="stack tight">
            <p>${trouble.message}</p>
            ${trouble.kind === "stale" || trouble.kind === "gone" ? html`<div class="row"><button type="button" class="button quiet" id="keep-both" @click=${saveCopy}>${icon("copy")}<span>Keep mine as a new one</span></button>${trouble.kind === "stale" ? html`<button type="button" class="button quiet" id="replace" @click=${replace}>Replace the other</button><a class="button plain" href=${other} target="_blank">See the other</a>` : nothing}</div>` : nothing}
            ${trouble.kind === "away" ? html`<div class="row"><button type="button" class="button quiet" @click=${save}>Try again now</button></div>` : nothing}
          </div>
        </div>`
      : nothing}
    <div class="row">
      ${small("undo", "Undo", history.before.length === 0, undo, "undo")} ${small("redo", "Do it again", history.after.length === 0, redo, "redo")}
      <p class="grow small" id="standing" role="status"><strong class="numbers">${weeks} ${weeks === 1 ? "week" : "weeks"}</strong> <span class="muted">${standing}</span></p>
      <details class="menu up keys-help">
        <summary class="button plain">${icon("keyboard")}<span>Keys</span></summary>
        <dl class="menu-items keys-list">${HELP.map(({ keys, words }) => html`<dt><kbd>${keys}</kbd></dt><dd>${words}</dd>`)}</dl>
      </details>
    </div>
  </div>`;
}
