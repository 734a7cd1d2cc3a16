/** The trainer's panel of the day's exercises: the set that comes, the list, how far each client is. */

import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { repeat } from "../../vendor/lit-html/directives/repeat.js";
import { countOf, entryOf, lastOf, targetWords } from "./day.js";
import { addView, editView, listsView } from "./day-edit-view.js";
import { writeLine } from "./day-lines.js";
import { setFieldsView, setsView } from "./day-sets-view.js";
import { icon } from "./icon-view.js";

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
