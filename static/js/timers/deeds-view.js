/** What can be done with the timer in the editor, how it stands, and what hindered a save. */

import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { icon } from "../live/icon-view.js";
import { lengthText } from "../live/plans/length.js";
import { small } from "./fields-view.js";
import { redo, undo } from "./history.js";

/**
 * @typedef {import("./history.js").History<import("./draft.js").Draft>} Past
 * @typedef {ReturnType<typeof import("./saving.js").createSaving>} Saving
 *
 * @typedef {object} Facts
 * @property {Saving} saving
 * @property {string} here the address of the list
 * @property {number | null} length_ms null: it cannot run yet
 * @property {boolean} can whether it can be saved as it is
 * @property {boolean} isChanged since it was saved
 * @property {Past} history
 * @property {(deed: "save" | "saveCopy") => void} save
 * @property {() => void} replace what another window saved
 * @property {() => void} remove
 * @property {(next: Past) => void} go to what was undone or before
 */

/** @param {Facts} facts */
export function deedsView(facts) {
  const { saving, length_ms, can, isChanged, history, save, remove, go } = facts;
  const isKept = saving.kept.value !== null;
  const trouble = saving.trouble.value;
  const standing = saving.isBusy.value ? "Saving…" : !isKept ? "Not kept yet" : isChanged ? "Not saved yet" : "Saved";
  return html`<div class="editor-deeds">
    ${trouble && trouble.where !== "name" ? troubleView(trouble, facts) : nothing}
    <div class="row">
      <button type="button" class="button primary" id="save" aria-disabled=${String(!can)} @click=${() => save("save")}>${icon("check")}<span>${isKept ? "Save" : "Keep it"}</span></button>
      ${isKept ? html`<button type="button" class="button quiet" id="save-copy" @click=${() => save("saveCopy")}>${icon("copy")}<span>Save a copy</span></button>` : nothing}
      ${small("undo", "Undo", history.before.length === 0, () => go(undo(history)), "undo")} ${small("redo", "Do it again", history.after.length === 0, () => go(redo(history)), "redo")}
      <p class="grow small" id="standing">
        ${length_ms === null ? nothing : html`<strong class="numbers">${lengthText(Math.round(length_ms / 1000))}</strong>`} <span class="muted">${standing}</span>
      </p>
      ${isKept ? html`<button type="button" class="button danger" id="delete" @click=${remove}>${icon("trash")}<span>Delete</span></button>` : nothing}
    </div>
  </div>`;
}

/**
 * @param {import("./saving.js").Trouble} trouble
 * @param {Facts} facts
 */
function troubleView({ kind, message }, { saving, here, save, replace }) {
  const words = kind === "gone" ? "This timer was deleted in another window. What you have here is not lost." : message;
  const both = html`<button type="button" class="button quiet" id="keep-both" @click=${() => save("saveCopy")}>${icon("copy")}<span>${kind === "stale" ? "Keep both" : "Keep it as a new one"}</span></button>`;
  const other = html`<button type="button" class="button quiet" id="replace" @click=${replace}>Replace the other</button>
    <a class="button plain" href="${here}/${saving.kept.value?.id}" target="_blank">See the other</a>`;
  return html`<div class="form-alert" id="trouble" role="alert">
    ${icon("warning")}
    <div class="stack tight">
      <p>${words}</p>
      ${kind === "refused" ? nothing : html`<div class="row">${both} ${kind === "stale" ? other : nothing}</div>`}
    </div>
  </div>`;
}
