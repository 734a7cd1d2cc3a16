/** The day's exercise on the trainer's remote: the set that comes, done at one press or taken back. */

import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { countOf, targetWords } from "./day.js";
import { big } from "./icon-view.js";

/**
 * @param {import("./types.d.ts").Room} room
 * @param {import("./day-deeds.js").DayDeeds} day
 */
export function remoteDay({ day: { entries }, sets }, day) {
  if (entries.length === 0) return nothing;
  const entry = day.current();
  const people = day.people();
  const number = entry ? Math.min(...(people.length > 0 ? people : [""]).map((person) => countOf(sets, person, entry.id))) + 1 : 0;
  return html`<section class="remote-day" aria-label="The set that comes">
    ${entry
      ? html`<p><strong>${entry.name}</strong><br /><span class="numbers">Set ${number} of ${Math.max(number, entry.sets)}${targetWords(entry.target) ? ` · ${targetWords(entry.target)}` : ""}</span></p>`
      : html`<p role="status"><strong>Every exercise is done</strong></p>`}
    ${entry ? big({ icon: "check", label: "Set done", press: () => day.setDone(), id: "remote-done", kind: "done" }) : nothing}
    ${big({ icon: "back", label: "Take back", press: day.undo, id: "remote-undo" })}
  </section>`;
}
