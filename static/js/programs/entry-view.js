/** One exercise: the line it is typed as, and when it is opened its fields. */

import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { icon } from "../live/icon-view.js";
import { small } from "../timers/fields-view.js";
import { SIDE_WORDS, writeLine } from "./lines.js";
import { lineView } from "./line-view.js";
import { change, duplicate, split } from "./pieces.js";
import { rulesView } from "./rules-view.js";
import { setFieldsView } from "./set-fields-view.js";

/**
 * @typedef {import("./outline.d.ts").Entry} Entry
 * @typedef {import("./outline.d.ts").Block} Block
 * @typedef {import("./outline.d.ts").Week} Week
 * @typedef {import("./editor-view.js").Desk} Desk
 */

/**
 * @param {Entry} entry
 * @param {Block} block
 * @param {Week} week
 * @param {Desk} desk
 */
export function entryView(entry, block, week, desk) {
  const { id } = entry;
  const isOpen = desk.open.has(id);
  const known = desk.hints.known.find(({ key }) => key === entry.exercise);
  const isUnsafe = known?.spotter === true && desk.alone;
  return html`<li class="entry" data-piece=${id} data-kind="entry">
    <div class="entry-row">
      <span class="grip" title="Drag to move" @pointerdown=${desk.drag}>${icon("grip")}</span>
      ${lineView(
        {
          id: `line-${id}`,
          label: `Exercise: ${entry.name}`,
          value: desk.typing.get(id) ?? writeLine(entry),
          problem: desk.wrong(id),
          typed: (text) => desk.typed(entry, text),
          leave: (way) => desk.leave(`line-${id}`, way),
          settle: () => desk.settle(id),
        },
        desk.hints,
      )}
      ${entry.rules.length > 0 ? html`<span class="entry-rules" title="Changes from week to week">${icon("repeat")}<span class="unseen">Changes from week to week</span></span>` : nothing}
      <button type="button" class="button plain icon-only" id="more-${id}" aria-label="More about ${entry.name}" aria-expanded=${String(isOpen)} @click=${() => desk.toggle(id)}>${icon(isOpen ? "chevron-up" : "chevron-down")}</button>
    </div>
    ${isUnsafe ? html`<p class="field-error">${entry.name} needs a spotter, and this program is done alone. Take another one, or say above that you are beside.</p>` : nothing}
    ${isOpen ? details(entry, block, week, desk) : nothing}
  </li>`;
}

/**
 * @param {Entry} entry
 * @param {Block} block
 * @param {Week} week
 * @param {Desk} desk
 */
function details(entry, block, week, desk) {
  const { id, name, exercise } = entry;
  const at = block.entries.indexOf(entry);
  /**
   * @param {Partial<Entry>} values
   * @param {string} [by]
   */
  const put = (values, by) => {
    desk.typing.delete(id);
    desk.set(change(desk.weeks, id, values), by);
  };
  return html`<div class="entry-more">
    ${setFieldsView({ id, sets: entry.sets, set: (sets, by) => put({ sets }, by) })}
    <div class="entry-facts">
      <div class="field">
        <label for="side-${id}"><span>Side</span></label>
        <select id="side-${id}" @change=${(/** @type {Event} */ event) => put({ side: /** @type {any} */ (/** @type {HTMLSelectElement} */ (event.target).value) })}>
          ${Object.entries(SIDE_WORDS).map(([value, words]) => html`<option value=${value} ?selected=${value === entry.side}>${words || "both, or none"}</option>`)}
        </select>
      </div>
      <div class="field grow">
        <label for="note-${id}"><span>Note</span><span class="optional">optional</span></label>
        <input id="note-${id}" type="text" maxlength="80" autocomplete="off" .value=${entry.note} @input=${(/** @type {Event} */ event) => put({ note: /** @type {HTMLInputElement} */ (event.target).value }, `note-${id}`)} />
      </div>
    </div>
    ${rulesView({ entry, times: week.times, first: desk.firstWeek, set: (rules, by) => put({ rules }, by) })}
    <div class="row entry-deeds">
      ${small("chevron-up", `Move ${name} up`, false, () => desk.step(id, -1))} ${small("chevron-down", `Move ${name} down`, false, () => desk.step(id, 1))}
      ${small("copy", `Duplicate ${name}`, false, () => desk.made(duplicate(desk.weeks, id), `line-`))}
      ${at > 0 ? html`<button type="button" class="button plain" @click=${() => desk.set(split(desk.weeks, id))}>New block from here</button>` : nothing}
      ${exercise ? html`<a class="button plain" href="/library/exercises/${exercise}" target="_blank">The exercise</a>` : nothing}
      <span class="grow"></span>
      ${small("trash", `Delete ${name}`, false, () => desk.remove(id))}
    </div>
  </div>`;
}
