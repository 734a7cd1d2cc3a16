/** The trainer's panel of private notes and marks. Nobody else sees any of it. */

import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { repeat } from "../../vendor/lit-html/directives/repeat.js";
import { timeWithSeconds } from "../lib/time-of-day.js";
import { icon } from "./icon-view.js";

const MARKS_SHOWN = 30;

/**
 * @typedef {import("./types.d.ts").Note} Note
 *
 * @typedef {object} Facts
 * @property {import("./types.d.ts").Room} room
 * @property {string} draft
 * @property {(text: string) => void} setDraft
 * @property {string[]} checkpoints of the step that is filmed, or was filmed last
 * @property {{id: string, rev: number, text: string} | null} editing
 * @property {(one: {id: string, rev: number, text: string} | null) => void} edit
 * @property {import("./note-deeds.js").NoteDeeds} deeds
 */

/** @param {Facts} facts */
export function notesView(facts) {
  const { room, draft, setDraft, checkpoints, deeds } = facts;
  /** @param {SubmitEvent} event */
  const submit = (event) => {
    event.preventDefault();
    if (draft.trim() === "") return;
    deeds.write(draft.trim());
    setDraft("");
    /** @type {HTMLElement | null} */ (document.activeElement)?.blur(); // the letters are keys again
  };
  return html`<div class="instrument notes">
    <form class="day-add" aria-label="Write a note" @submit=${submit}>
      <label for="note-text">A note that only you see</label>
      <textarea
        id="note-text"
        rows="3"
        maxlength="2000"
        .value=${draft}
        @input=${(/** @type {Event} */ event) => setDraft(/** @type {HTMLTextAreaElement} */ (event.target).value)}
        @keydown=${send}
      ></textarea>
      <button type="submit" class="button primary wide" id="note-keep" ?disabled=${draft.trim() === ""}>${icon("edit")}<span>Keep the note</span><kbd>Ctrl Enter</kbd></button>
    </form>
    ${checkpoints.length > 0
      ? html`<div class="chips" role="group" aria-label="Checkpoints: mark what you see">
          ${checkpoints.map((label) => html`<button type="button" class="chip" @click=${() => deeds.checkpoint(label)}>${label}</button>`)}
        </div>`
      : nothing}
    <ul class="note-list" aria-label="Notes">
      ${repeat(
        [...room.notes].reverse(),
        ({ id }) => id,
        (note) => noteView(facts, note),
      )}
    </ul>
    ${room.markers.length > 0
      ? html`<h2 class="small">Marks</h2>
          <ol class="note-list" reversed aria-label="Marks">
            ${[...room.markers]
              .reverse()
              .slice(0, MARKS_SHOWN)
              .map((mark) => html`<li><span class="muted small numbers">${timeWithSeconds(mark.at_ms)}</span> ${markWords(mark)}</li>`)}
          </ol>`
      : nothing}
  </div>`;
}

/**
 * @param {Facts} facts
 * @param {Note} note
 */
function noteView({ editing, edit, deeds }, note) {
  const isEdited = editing?.id === note.id;
  /** @param {SubmitEvent} event */
  const submit = (event) => {
    event.preventDefault();
    if (!editing || editing.text.trim() === "") return;
    deeds.change({ ...note, rev: editing.rev }, editing.text.trim()); // as it was when one began to type
    edit(null);
  };
  return html`<li class="note">
    <span class="muted small numbers">${timeWithSeconds(note.at_ms)}${note.changed_at_ms === null ? "" : note.text ? ", changed" : ", deleted"}</span>
    ${isEdited && editing
      ? html`<form class="day-add" aria-label="Change the note" @submit=${submit}>
          <label class="unseen" for="note-edit">The note</label>
          <textarea
            id="note-edit"
            rows="3"
            maxlength="2000"
            .value=${editing.text}
            @input=${(/** @type {Event} */ event) => edit({ ...editing, text: /** @type {HTMLTextAreaElement} */ (event.target).value })}
            @keydown=${send}
          ></textarea>
          <div class="chips"><button type="submit" class="chip">Save</button><button type="button" class="chip" @click=${() => edit(null)}>Leave it</button></div>
        </form>`
      : html`<p class="as-typed ${note.text ? "" : "muted"}">${note.text || "Deleted"}</p>
          <div class="chips">
            <button type="button" class="chip" @click=${() => edit({ id: note.id, rev: note.rev, text: note.text || (note.before[0]?.[1] ?? "") })}>${note.text ? "Change" : "Bring back"}</button>
            ${note.text ? html`<button type="button" class="chip" @click=${() => deeds.remove(note)}>Delete</button>` : nothing}
          </div>`}
    ${note.before.length > 0
      ? html`<details><summary class="small">What it said before</summary>
          <ol class="note-list">${note.before.map(([until_ms, text]) => html`<li><span class="muted small numbers">until ${timeWithSeconds(until_ms)}</span> <span class="as-typed">${text}</span></li>`)}</ol>
        </details>`
      : nothing}
  </li>`;
}

/**
 * @param {import("./types.d.ts").Marker} mark
 * @returns {string}
 */
function markWords({ label, kind, of }) {
  const set = of ? `${of.name}, set ${of.number}` : "";
  if (kind === "rep") return `Rep, ${set}`;
  if (kind === "set-start") return `${set} begins`;
  if (kind === "set-end") return `${set} ends`;
  return kind === "checkpoint" ? `Checkpoint: ${label}` : label || "Marked";
}

/** @param {KeyboardEvent} event */
function send(event) {
  const form = /** @type {HTMLTextAreaElement} */ (event.target).form;
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form?.requestSubmit();
}
