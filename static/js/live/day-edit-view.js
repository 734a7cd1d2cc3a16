/** How the day's list is written in the room: an exercise changed, one added, a list of before copied. */

import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { entryOf } from "./day.js";
import { PROBLEMS, readLine } from "./day-lines.js";
import { icon } from "./icon-view.js";

/**
 * @typedef {import("./types.d.ts").DayEntry} DayEntry
 * @typedef {import("./day-view.js").Facts} Facts
 */

/**
 * @param {Facts} facts
 * @param {DayEntry} entry
 * @param {{id: string, line: string}} editing
 * @param {number} place
 */
export function editView({ room, clients, to, edit, deeds }, entry, editing, place) {
  const whose = clients.length > 1 ? clients.find(({ id }) => id === to) : undefined;
  const isOwn = whose !== undefined && room.own.some((one) => one.person === whose.person && one.entry === entry.id);
  const isOut = whose !== undefined && entryOf(room.own, entry, whose.person) === null;
  const read = readLine(editing.line);
  const problem = "problem" in read ? PROBLEMS[read.problem] : "";
  const isSkipped = room.day.skipped.includes(entry.id);
  /** @param {SubmitEvent} event */
  const submit = (event) => {
    event.preventDefault();
    if (deeds.change(entry.id, editing.line)) edit(null);
  };
  return html`<form class="day-edit" aria-label=${`Change ${entry.name}`} @submit=${submit}>
    <label for="day-edit-line">${whose ? `For ${whose.name} alone: another exercise, or other numbers` : "Another exercise, or other numbers; sets that are done stay"}</label>
    <input
      id="day-edit-line"
      list="day-exercises"
      autocomplete="off"
      maxlength="200"
      .value=${editing.line}
      aria-invalid=${problem ? "true" : nothing}
      @input=${(/** @type {Event} */ event) => edit({ id: entry.id, line: /** @type {HTMLInputElement} */ (event.target).value })}
    />
    <p class="small too-many" role="status">${problem}</p>
    <div class="chips">
      <button type="submit" class="chip" ?disabled=${problem !== ""}>Save</button>
      ${whose
        ? html`<button type="button" class="chip" ?disabled=${isOut} @click=${() => (edit(null), deeds.leaveOut(entry.id, true))}>Leave out for ${whose.name}</button>
            <button type="button" class="chip" ?disabled=${!isOwn} @click=${() => (edit(null), deeds.leaveOut(entry.id, false))}>As the others</button>`
        : html`<button type="button" class="chip" ?disabled=${place === 0} @click=${() => deeds.move(entry.id, -1)}>Up</button>
            <button type="button" class="chip" ?disabled=${place === room.day.entries.length - 1} @click=${() => deeds.move(entry.id, 1)}>Down</button>
            <button type="button" class="chip" @click=${() => deeds.skip(entry.id, !isSkipped)}>${isSkipped ? "Take in again" : "Leave out"}</button>
            <button type="button" class="chip" @click=${() => (edit(null), deeds.remove(entry.id))}>Remove</button>`}
    </div>
  </form>`;
}

/** @param {Facts} facts */
export function addView({ line, setLine, add, exercises, deeds }) {
  const read = readLine(line);
  const problem = line.trim() !== "" && "problem" in read ? PROBLEMS[read.problem] : "";
  /** @param {ClipboardEvent} event */
  const paste = (event) => {
    const text = event.clipboardData?.getData("text") ?? "";
    if (line === "" && text.trim().includes("\n") && deeds.add(text)) event.preventDefault();
  };
  /** @param {SubmitEvent} event */
  const submit = (event) => {
    event.preventDefault();
    add();
  };
  return html`<form class="day-add" aria-label="Add an exercise" @submit=${submit}>
    <label for="day-line">Add an exercise</label>
    <div class="row nowrap">
      <input
        id="day-line"
        list="day-exercises"
        autocomplete="off"
        maxlength="200"
        placeholder="Goblet squat 3x8 20 kg, rest 90"
        .value=${line}
        aria-describedby="day-line-word"
        aria-invalid=${problem ? "true" : nothing}
        @paste=${paste}
        @input=${(/** @type {Event} */ event) => setLine(/** @type {HTMLInputElement} */ (event.target).value)}
      />
      <button type="submit" class="button icon-only" ?disabled=${line.trim() === "" || problem !== ""}>${icon("plus")}<span class="unseen">Add it</span></button>
    </div>
    <p class="small ${problem ? "too-many" : "muted"}" id="day-line-word" role="status">${problem || "Sets x repetitions or seconds, load, rest; paste a whole list to add all of it."}</p>
    <datalist id="day-exercises">${exercises.map(({ name }) => html`<option value=${name}></option>`)}</datalist>
  </form>`;
}

/** @param {Facts} facts */
export function listsView({ lists, deeds }) {
  if (lists.length === 0) return nothing;
  return html`<h2 class="small">Copy from an earlier session</h2>
    <ul class="palette" aria-label="Earlier lists">
      ${lists.map(
        ({ title, entries }) => html`<li>
          <button type="button" class="cue-key" @click=${() => deeds.copy(entries)}>
            ${icon("repeat")}<span>${title}<br /><span class="small muted">${entries.map(({ name }) => name).join(", ")}</span></span>
          </button>
        </li>`,
      )}
    </ul>`;
}
