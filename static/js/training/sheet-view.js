/** The sheet at the gym as the trainer sees it: under each exercise a button for each person. */

import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { PLACES, WORDS } from "../live/effort.js";
import { icon } from "../live/icon-view.js";
import { stepper } from "./exercise-view.js";
import { peopleView } from "./sheet-people-view.js";
import { doneWords, planWords } from "./steps.js";

/** @typedef {import("./sheet.js").Sheet} Sheet */
/** @typedef {import("./sheet.js").Cell} Cell */
/** @typedef {import("./sheet.js").Row} Row */

const LOAD_STEP = { kg: 2.5, lb: 5 };

/** @param {Sheet} sheet */
export function sheetView(sheet) {
  const { config, rows } = sheet;
  const held = config.people.filter(({ gate }) => !gate.may);
  const isFinished = config.people.every((person) => sheet.isFinished(person));
  return html`<section class="sheet-page" aria-labelledby="sheet-title">
    <h1 id="sheet-title">${config.title}</h1>
    ${held.map(({ name, gate }) => html`<p class="gate">${icon("heart")}<span>${name}: ${gate.words}.</span></p>`)}
    ${peopleView(sheet.people)}
    ${rows.length === 0 ? html`<p class="muted">Nobody here has a program or a list for today. Write one on the session's page.</p>` : nothing}
    ${rows.map((row) => rowView(sheet, row))}
    ${rows.length > 0
      ? html`<button type="button" class="main-deed" id="finish" ?disabled=${isFinished} @click=${sheet.finish}>${icon("check")}<span>${isFinished ? "All through" : "Everybody is through"}</span></button>`
      : nothing}
  </section>`;
}

/**
 * @param {Sheet} sheet
 * @param {Row} row
 */
function rowView(sheet, row) {
  const chosen = sheet.chosen.value;
  const open = chosen?.row === row.key ? row.cells.find((cell) => cell?.person.id === chosen.client) : null;
  const picture = sheet.config.pictures[row.exercise];
  return html`<section class="sheet-row" aria-label=${row.name}>
    <div class="sheet-name">
      ${picture ? html`<img src=${picture} alt="" width="80" height="60" loading="lazy" />` : nothing}
      <h2>${row.name}</h2>
    </div>
    <div class="sheet-cells">${row.cells.map((cell) => (cell ? cellView(sheet, row, cell) : nothing))}</div>
    ${open && chosen ? editView(sheet, open, chosen.number) : nothing}
  </section>`;
}

/**
 * @param {Sheet} sheet
 * @param {Row} row
 * @param {Cell} cell
 */
function cellView(sheet, row, cell) {
  const done = sheet.done(cell);
  const { plan, amount, number } = sheet.coming(cell);
  const count = cell.entry.sets.length;
  const isThrough = done.length >= count;
  const last = done.at(-1);
  const target = planWords({ ...plan, load: amount.load, unit: amount.unit });
  const chosen = sheet.chosen.value;
  const isOpen = chosen?.row === row.key && chosen.client === cell.person.id;
  return html`<div class="sheet-cell ${isThrough ? "through" : ""} ${isOpen ? "open" : ""}">
    <button type="button" class="cell-tap" ?disabled=${!sheet.may(cell)} @click=${() => sheet.tap(row.key, cell)}>
      <span class="cell-name">${cell.person.name.split(" ")[0]}</span>
      <span class="cell-count">${isThrough ? icon("check") : nothing}${done.length} of ${count}</span>
      <span class="cell-words">${isThrough && last ? doneWords(last) : target || "as you like"}</span>
      <span class="unseen">${row.name}: set ${number} done</span>
    </button>
    ${last
      ? html`<button type="button" class="cell-edit" aria-expanded=${String(isOpen)} aria-label=${`Change ${cell.person.name}'s last set`} @click=${() => void (sheet.chosen.value = isOpen ? null : { row: row.key, client: cell.person.id, number: Number(last.number) })}>${icon("edit")}</button>`
      : nothing}
  </div>`;
}

/**
 * @param {Sheet} sheet
 * @param {Cell} cell
 * @param {number} number
 */
function editView(sheet, cell, number) {
  const done = sheet.set(cell, number);
  if (!done) return nothing;
  const unit = done.unit ?? "kg";
  const last = sheet.last(cell);
  return html`<div class="sheet-edit" role="group" aria-label=${`${cell.person.name}, set ${number}`}>
    <p><strong>${cell.person.name}, set ${number}: ${doneWords(done)}</strong>${last ? html`<span class="muted"> Last time ${last.words}</span>` : nothing}</p>
    ${done.reps !== null && done.reps !== undefined ? stepper("Repetitions", done.reps, 1, (reps) => sheet.change(cell, number, { reps: Math.min(999, reps) })) : nothing}
    ${done.secs !== null && done.secs !== undefined ? stepper("Seconds", done.secs, 5, (secs) => sheet.change(cell, number, { secs: Math.min(7200, secs) })) : nothing}
    ${stepper(`Load, ${unit}`, done.load ?? 0, LOAD_STEP[unit], (load) => sheet.change(cell, number, { load: Math.min(1000, load) }))}
    <div class="effort-line" role="group" aria-label="How hard was it">
      ${WORDS.map(({ rpe, word }) => html`<button type="button" class="choice" aria-pressed=${String(done.rpe === rpe)} @click=${() => sheet.change(cell, number, { rpe })}>${word}</button>`)}
    </div>
    <details class="sheet-hurts">
      <summary>${icon("heart")}<span>${sheet.hurts(cell).length > 0 ? `It hurts ${cell.person.name.split(" ")[0]}` : "Something hurts"}</span></summary>
      <div class="hurts-where" role="group" aria-label=${`Where it hurts ${cell.person.name}: left and right are theirs`}>
        ${PLACES.map(({ place, word }) => html`<button type="button" class="choice" aria-pressed=${String(sheet.hurts(cell).includes(place))} @click=${() => sheet.pain(cell, place)}>${word}</button>`)}
      </div>
    </details>
    <form class="note-line" @submit=${(/** @type {SubmitEvent} */ event) => {
      event.preventDefault();
      const field = /** @type {HTMLInputElement} */ (/** @type {HTMLFormElement} */ (event.target).elements.namedItem("text"));
      sheet.note(cell, field.value);
      field.value = "";
    }}>
      <label class="unseen" for="note">Note on ${cell.person.name}</label>
      <input id="note" name="text" maxlength="500" placeholder=${`A note on ${cell.person.name.split(" ")[0]}`} autocomplete="off" />
      <button type="submit" class="button quiet"><span>Keep</span></button>
    </form>
    <div class="set-edit-deeds">
      <button type="button" class="button quiet" @click=${() => sheet.takeBack(cell, number)}>${icon("undo")}<span>Not done</span></button>
      <button type="button" class="button" @click=${() => void (sheet.chosen.value = null)}>${icon("check")}<span>Right so</span></button>
    </div>
  </div>`;
}
