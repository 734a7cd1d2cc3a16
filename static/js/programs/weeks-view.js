/** The weeks of a program one beside the other, and what can be done with the one that is shown. */

import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { repeat as eachOf } from "../../vendor/lit-html/directives/repeat.js";
import { icon } from "../live/icon-view.js";
import { small } from "../timers/fields-view.js";
import { change, duplicate, newDay, newWeek, put } from "./pieces.js";

/**
 * @typedef {import("./outline.d.ts").Week} Week
 * @typedef {import("./editor-view.js").Desk} Desk
 */

/**
 * @param {Week[]} weeks
 * @param {number} at
 * @returns {string} "3", or "3–6" of one that is repeated
 */
export function numbersOf(weeks, at) {
  const first = firstOf(weeks, at);
  const times = weeks[at]?.times ?? 1;
  return times > 1 ? `${first}–${first + times - 1}` : String(first);
}

/**
 * @param {Week[]} weeks
 * @param {number} at
 * @returns {number} of its first week, from 1
 */
export function firstOf(weeks, at) {
  return weeks.slice(0, at).reduce((sum, { times }) => sum + times, 1);
}

/**
 * @param {Week | undefined} shown
 * @param {Desk} desk
 */
export function weeksView(shown, desk) {
  const { weeks } = desk;
  const add = () => {
    const week = newWeek("");
    desk.set(put(weeks, week, "week", ""));
    desk.show(week.id);
  };
  return html`<nav class="weeks" aria-label="Weeks">
    <ol>
      ${eachOf(
        weeks,
        (week) => week.id,
        (week, at) => html`<li data-piece=${week.id} data-kind="week">
          <span class="grip" title="Drag to move" @pointerdown=${desk.drag}>${icon("grip")}</span>
          <button type="button" class="week-tab" id="week-${week.id}" aria-current=${week.id === shown?.id ? "true" : nothing} @click=${() => desk.show(week.id)}>
            <span class="numbers">${week.times > 1 ? "Weeks" : "Week"} ${numbersOf(weeks, at)}</span>${week.name ? html`<span class="hint">${week.name}</span>` : nothing}
          </button>
        </li>`,
      )}
    </ol>
    <button type="button" class="button quiet" id="add-week" @click=${add}>${icon("plus")}<span>Week</span></button>
  </nav>`;
}

/**
 * @param {Week} week
 * @param {Desk} desk
 */
export function weekHeadView(week, desk) {
  const { weeks } = desk;
  const { id } = week;
  const at = weeks.indexOf(week);
  const day = () => {
    const made = newDay(`Day ${week.days.length + 1}`);
    desk.made({ weeks: put(weeks, made, "day", id), id: made.id }, "add-");
  };
  return html`<div class="week-head" data-piece=${id} data-kind="week">
    <div class="field">
      <label for="name-${id}"><span>Name of the week</span><span class="optional">optional</span></label>
      <input id="name-${id}" type="text" maxlength="60" autocomplete="off" placeholder="Build, lighter, test …" .value=${week.name} @input=${(/** @type {Event} */ event) => desk.set(change(weeks, id, { name: /** @type {HTMLInputElement} */ (event.target).value }), `name-${id}`)} />
    </div>
    <div class="field times">
      <label for="times-${id}"><span>Repeated</span></label>
      <span class="row nowrap"><input
          id="times-${id}"
          class="numbers"
          type="number"
          inputmode="numeric"
          min="1"
          max="52"
          .value=${String(week.times)}
          @input=${(/** @type {Event} */ event) => {
            const times = /** @type {HTMLInputElement} */ (event.target).valueAsNumber;
            if (Number.isInteger(times) && times >= 1 && times <= 52) desk.set(change(weeks, id, { times }), `times-${id}`);
          }}
        /><span>${week.times === 1 ? "time" : "times"}</span></span>
    </div>
    <div class="row week-deeds">
      <button type="button" class="button quiet" @click=${day}>${icon("plus")}<span>Day</span></button>
      ${desk.held && desk.held.kind !== "week" ? html`<button type="button" class="button quiet" @click=${() => desk.paste(id)}>${icon("copy")}<span>Paste the ${desk.held.kind}</span></button>` : nothing}
      ${small("copy", "Duplicate this week", false, () => {
        const made = duplicate(weeks, id);
        desk.made(made, "week-");
        desk.show(made.id);
      })}
      ${small("arrow-left", "This week earlier", at === 0, () => desk.step(id, -1))} ${small("arrow-right", "This week later", at === weeks.length - 1, () => desk.step(id, 1))}
      ${small("trash", "Delete this week", false, () => desk.remove(id))}
    </div>
    ${desk.wrong(id) ? html`<p class="field-error wide">${desk.wrong(id)}</p>` : nothing}
  </div>`;
}
