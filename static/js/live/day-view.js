/** The trainer's panel of the day's exercises: the set that comes, the list, how far each client is. */

import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { repeat } from "../../vendor/lit-html/directives/repeat.js";
import { countOf, entryOf, lastOf, setWords, targetWords } from "./day.js";
import { PROBLEMS, readLine, writeLine } from "./day-lines.js";
import { icon } from "./icon-view.js";
import { inFields, said } from "./set-fields.js";

/**
 * @typedef {import("./types.d.ts").DayEntry} DayEntry
 * @typedef {import("./types.d.ts").DoneSet} DoneSet
 * @typedef {import("./types.d.ts").Peer} Peer
 * @typedef {import("./set-fields.js").Draft} Draft
 *
 * @typedef {object} Facts
 * @property {import("./types.d.ts").Room} room
 * @property {Peer[]} clients who are in
 * @property {string[]} people the persons the next set is of
 * @property {string} to
 * @property {(to: string) => void} setTo
 * @property {Record<string, import("./day.js").Lasts>} lasts by person
 * @property {{title: string, entries: Omit<DayEntry, "id">[]}[]} lists of earlier sessions
 * @property {{key: string, name: string}[]} exercises
 * @property {string} line
 * @property {(text: string) => void} setLine
 * @property {() => void} add
 * @property {{id: string, line: string} | null} editing
 * @property {(one: {id: string, line: string} | null) => void} edit
 * @property {Draft} fields
 * @property {(fields: Draft) => void} setFields
 * @property {() => void} setDone
 * @property {{set: DoneSet, said: Draft} | null} correcting
 * @property {(one: {set: DoneSet, said: Draft} | null) => void} correct
 * @property {import("./day-deeds.js").DayDeeds} deeds
 */

/** @type {{name: keyof Draft, label: string, most: number, step: string}[]} */
const FIELDS = [
  { name: "reps", label: "Reps", most: 999, step: "1" },
  { name: "load", label: "Load", most: 1000, step: "any" },
  { name: "secs", label: "Seconds", most: 7200, step: "1" },
  { name: "effort", label: "Effort 0–10", most: 10, step: "1" },
];

/** @param {Facts} facts */
export function dayView(facts) {
  const { room, clients, to, setTo } = facts;
  const { day } = room;
  return html`<div class="instrument day">
    ${clients.length > 1
      ? html`<div class="chips" role="group" aria-label="Whose sets">
          ${[{ id: "everyone", name: "Everyone" }, ...clients].map(
            ({ id, name }) => html`<button type="button" class="chip" aria-pressed=${String(to === id)} @click=${() => setTo(id)}>${name}</button>`,
          )}
        </div>`
      : nothing}
    ${nowView(facts)}
    <ol class="day-list" aria-label="Exercises of the day">
      ${repeat(
        day.entries,
        (entry) => entry.id,
        (entry, place) => entryView(facts, entry, place),
      )}
    </ol>
    ${addView(facts)} ${day.entries.length === 0 ? listsView(facts) : nothing}
  </div>`;
}

/** @param {Facts} facts */
function nowView({ room, people, lasts, fields, setFields, setDone, deeds }) {
  const listed = room.day.entries.find(({ id }) => id === room.day.at);
  const entry = listed && people.length === 1 ? entryOf(room.own, listed, people[0] ?? "") : listed;
  if (listed && !entry) return html`<p class="day-all" role="status">${icon("skip")} ${listed.name} is left out.</p>`;
  if (!entry) return room.day.entries.length > 0 ? html`<p class="day-all" role="status">${icon("check")} Every exercise is done.</p>` : nothing;
  const number = Math.min(...(people.length > 0 ? people : [""]).map((person) => countOf(room.sets, person, entry.id))) + 1;
  const [person] = people;
  const last = people.length === 1 && person ? lastOf(lasts[person] ?? {}, entry) : "";
  /** @param {SubmitEvent} event */
  const submit = (event) => {
    event.preventDefault();
    setDone();
    /** @type {HTMLElement | null} */ (document.activeElement)?.blur(); // Enter is the next set again
  };
  return html`<form class="day-now" aria-label="The set that comes" @submit=${submit}>
    <h2>${entry.name}</h2>
    <p><strong>Set ${number} of ${Math.max(number, entry.sets)}</strong>${targetWords(entry.target) ? html` · ${targetWords(entry.target)}` : nothing}</p>
    ${last ? html`<p class="muted small">Last time ${last}</p>` : nothing}
    ${setFieldsView(fields, setFields, "now", entry.target.unit)}
    <div class="row nowrap">
      <button type="submit" class="button primary wide" id="set-done">${icon("check")}<span>Set done</span><kbd>Enter</kbd></button>
      <button type="button" class="button quiet icon-only" id="set-undo" title="Take the last set back (Backspace)" @click=${deeds.undo}>${icon("back")}<span class="unseen">Take the last set back</span></button>
    </div>
  </form>`;
}

/**
 * @param {Draft} fields
 * @param {(fields: Draft) => void} set
 * @param {string} prefix of the fields' ids
 * @param {"kg" | "lb"} unit
 */
function setFieldsView(fields, set, prefix, unit) {
  return html`<div class="set-fields">
    ${FIELDS.map(
      ({ name, label, most, step }) => html`<div>
        <label for=${`${prefix}-${name}`}>${name === "load" ? `Load, ${unit}` : label}</label>
        <input
          id=${`${prefix}-${name}`}
          type="number"
          inputmode="decimal"
          min="0"
          max=${most}
          step=${step}
          .value=${fields[name]}
          @input=${(/** @type {Event} */ event) => set({ ...fields, [name]: /** @type {HTMLInputElement} */ (event.target).value })}
        />
      </div>`,
    )}
  </div>`;
}

/**
 * @param {Facts} facts
 * @param {DayEntry} entry
 * @param {number} place
 */
function entryView(facts, entry, place) {
  const { room, clients, to, editing, edit, deeds } = facts;
  const whose = clients.length > 1 ? clients.find(({ id }) => id === to) : undefined; // of several: changes are theirs alone
  const own = whose ? entryOf(room.own, entry, whose.person) : entry;
  const isNow = room.day.at === entry.id;
  const isSkipped = room.day.skipped.includes(entry.id);
  const isEdited = editing?.id === entry.id;
  const words = [targetWords((own ?? entry).target), isSkipped ? "left out" : progress(room, clients, entry)].filter((one) => one !== "").join(" · ");
  return html`<li class="day-entry ${isNow ? "now" : ""} ${isSkipped ? "skipped" : ""}">
    <div class="row nowrap">
      <button type="button" class="cue-key" aria-current=${isNow ? "step" : nothing} title="Go to this exercise" @click=${() => deeds.go(entry.id)}>
        <span class="numbers muted">${place + 1}</span><span><strong>${(own ?? entry).name}</strong><br /><span class="small muted">${words}</span></span>
      </button>
      <button
        type="button"
        class="button quiet icon-only"
        aria-expanded=${String(isEdited)}
        @click=${() => edit(isEdited ? null : { id: entry.id, line: writeLine(own ?? entry) })}
      >
        ${icon(isEdited ? "close" : "edit")}<span class="unseen">Change ${entry.name}</span>
      </button>
    </div>
    ${setsView(facts, entry)} ${isEdited && editing ? editView(facts, entry, editing, place) : nothing}
  </li>`;
}

/**
 * @param {Facts} facts
 * @param {DayEntry} entry
 */
function setsView({ room, clients, people, correcting, correct, deeds }, entry) {
  const sets = room.sets.filter((one) => one.entry === entry.id && people.includes(one.person));
  if (sets.length === 0) return nothing;
  const isOpen = correcting !== null && correcting.set.entry === entry.id;
  /** @param {SubmitEvent} event */
  const submit = (event) => {
    event.preventDefault();
    if (correcting) deeds.correct(correcting.set, said(correcting.said));
    correct(null);
  };
  return html`<div class="chips sets-done" role="group" aria-label=${`Sets done of ${entry.name}`}>
      ${sets.map((set) => {
        const name = people.length > 1 ? `${clients.find(({ person }) => person === set.person)?.name ?? ""} ` : "";
        const isChosen = correcting?.set.person === set.person && correcting.set.number === set.number && isOpen;
        return html`<button type="button" class="chip" aria-pressed=${String(isChosen)} title="Correct this set" @click=${() => correct(isChosen ? null : { set, said: inFields(set) })}>
          ${name}${set.number}: ${setWords(set)}
        </button>`;
      })}
    </div>
    ${isOpen
      ? html`<form class="day-now" aria-label="Correct a set" @submit=${submit}>
          ${setFieldsView(correcting.said, (fields) => correct({ ...correcting, said: fields }), "then", correcting.set.unit)}
          <button type="submit" class="button wide" id="set-correct">Save set ${correcting.set.number}</button>
        </form>`
      : nothing}`;
}

/**
 * @param {Facts} facts
 * @param {DayEntry} entry
 * @param {{id: string, line: string}} editing
 * @param {number} place
 */
function editView({ room, clients, to, edit, deeds }, entry, editing, place) {
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
function addView({ line, setLine, add, exercises, deeds }) {
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
function listsView({ lists, deeds }) {
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

/**
 * @param {import("./types.d.ts").Room} room
 * @param {Peer[]} clients
 * @param {DayEntry} entry
 * @returns {string} "2 of 3 done"; in a group by name
 */
function progress(room, clients, entry) {
  const counts = clients.map(({ name, person }) => ({ name, count: countOf(room.sets, person, entry.id), own: entryOf(room.own, entry, person) }));
  if (counts.length > 1) return counts.map(({ name, count, own }) => (own ? `${name} ${count}/${own.sets}${own.name === entry.name ? "" : ` ${own.name}`}` : `${name} not`)).join(" · ");
  const count = counts[0]?.count ?? Math.max(0, ...room.sets.filter((one) => one.entry === entry.id).map(({ number }) => number));
  return count > 0 ? `${count} of ${entry.sets} done` : entry.sets === 1 ? "1 set" : `${entry.sets} sets`;
}
