/** One day of a week: its name, its blocks of exercises, and the line that adds one. */

import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { repeat as eachOf } from "../../vendor/lit-html/directives/repeat.js";
import { icon } from "../live/icon-view.js";
import { entryView } from "./entry-view.js";
import { lineView } from "./line-view.js";
import { change, duplicate, join } from "./pieces.js";

/**
 * @typedef {import("./outline.d.ts").Day} Day
 * @typedef {import("./outline.d.ts").Block} Block
 * @typedef {import("./outline.d.ts").Week} Week
 * @typedef {import("./editor-view.js").Desk} Desk
 */

/** @type {[Block["kind"], string][]} */
const KINDS = [
  ["straight", "Straight sets"],
  ["superset", "Superset"],
  ["circuit", "Circuit"],
  ["emom", "Every minute"],
  ["amrap", "AMRAP"],
  ["for_time", "For time"],
  ["tabata", "Tabata"],
];
/** @type {Partial<Record<Block["kind"], string>>} */
const CLOCKS = { emom: "Each, s", amrap: "All of it, s", for_time: "At most, s", tabata: "Work, s" };
/** @type {Record<Block["kind"], Partial<Block>>} */
const USUAL = {
  straight: { rounds: 0, rest_s: 0, clock_s: 0 },
  superset: { rest_s: 90, clock_s: 0 },
  circuit: { rounds: 3, rest_s: 90, clock_s: 0 },
  emom: { rounds: 10, rest_s: 0, clock_s: 60 },
  amrap: { rounds: 0, rest_s: 0, clock_s: 600 },
  for_time: { rounds: 3, rest_s: 0, clock_s: 0 },
  tabata: { rounds: 8, rest_s: 10, clock_s: 20 },
};

/**
 * @param {Day} day
 * @param {number} number from 1
 * @param {Week} week
 * @param {Desk} desk
 */
export function dayView(day, number, week, desk) {
  const { id } = day;
  const name = day.name || `Day ${number}`;
  return html`<section class="day" data-piece=${id} data-kind="day" aria-label=${name}>
    <header class="day-head">
      <span class="grip" title="Drag to move" @pointerdown=${desk.drag}>${icon("grip")}</span>
      <input id="day-${id}" class="day-name" type="text" maxlength="60" autocomplete="off" aria-label="Name of day ${number}" placeholder="Day ${number}" .value=${day.name} @input=${(/** @type {Event} */ event) => desk.set(change(desk.weeks, id, { name: value(event) }), `day-${id}`)} />
      <details class="menu">
        <summary class="button plain icon-only" aria-label="More about ${name}">${icon("more")}</summary>
        <div class="menu-items">
          <button type="button" class="button plain" @click=${() => desk.made(duplicate(desk.weeks, id), "day-")}>${icon("copy")}<span>Duplicate</span></button>
          <button type="button" class="button plain" @click=${() => desk.hold(id)}>${icon("copy")}<span>Copy</span></button>
          <button type="button" class="button plain" ?disabled=${number === 1} @click=${() => desk.step(id, -1)}>${icon("arrow-left")}<span>Earlier</span></button>
          <button type="button" class="button plain" ?disabled=${number === week.days.length} @click=${() => desk.step(id, 1)}>${icon("arrow-right")}<span>Later</span></button>
          <button type="button" class="button danger" @click=${() => desk.remove(id)}>${icon("trash")}<span>Delete</span></button>
        </div>
      </details>
    </header>
    ${desk.wrong(id) ? html`<p class="field-error">${desk.wrong(id)}</p>` : nothing}
    <input id="note-${id}" class="day-note" type="text" maxlength="400" autocomplete="off" aria-label="Note on ${name}" placeholder="Note for the client" .value=${day.note} @input=${(/** @type {Event} */ event) => desk.set(change(desk.weeks, id, { note: value(event) }), `note-${id}`)} />
    <ol class="blocks">
      ${eachOf(day.blocks, (block) => block.id, (block, at) => blockView(block, at, week, desk))}
    </ol>
    ${lineView(
      {
        id: `add-${id}`,
        label: `Add an exercise to ${name}`,
        value: desk.typing.get(`add-${id}`) ?? "",
        placeholder: "Goblet squat 3x8 20 kg, rest 90",
        isNew: true,
        typed: (text) => desk.adding(id, text),
        leave: (way) => desk.add(id, way),
      },
      desk.hints,
    )}
  </section>`;
}

/**
 * @param {Block} block
 * @param {number} at
 * @param {Week} week
 * @param {Desk} desk
 */
function blockView(block, at, week, desk) {
  const { id, kind } = block;
  const letter = String.fromCharCode(65 + (at % 26));
  return html`<li class="block is-${kind}" data-piece=${id} data-kind="block">
    <div class="block-head">
      <span class="grip" title="Drag to move" @pointerdown=${desk.drag}>${icon("grip")}</span>
      <span class="block-letter" aria-hidden="true">${letter}</span>
      <select id="kind-${id}" aria-label="Kind of block ${letter}" @change=${(/** @type {Event} */ event) => become(block, /** @type {any} */ (value(event)), desk)}>
        ${KINDS.map(([key, words]) => html`<option value=${key} ?selected=${key === kind}>${words}</option>`)}
      </select>
      <details class="menu">
        <summary class="button plain icon-only" aria-label="More about block ${letter}">${icon("more")}</summary>
        <div class="menu-items">
          <button type="button" class="button plain" @click=${() => desk.made(duplicate(desk.weeks, id), "kind-")}>${icon("copy")}<span>Duplicate</span></button>
          <button type="button" class="button plain" @click=${() => desk.hold(id)}>${icon("copy")}<span>Copy</span></button>
          <button type="button" class="button plain" ?disabled=${at === 0} @click=${() => desk.set(join(desk.weeks, id))}><span>Together with the one above</span></button>
          <button type="button" class="button danger" @click=${() => desk.remove(id)}>${icon("trash")}<span>Delete</span></button>
        </div>
      </details>
    </div>
    ${kind === "straight"
      ? nothing
      : html`<div class="block-facts">
          ${kind === "amrap" ? nothing : number("rounds", "Rounds", block, desk)} ${CLOCKS[kind] ? number("clock_s", CLOCKS[kind] ?? "", block, desk) : nothing}
          ${kind === "amrap" || kind === "emom" ? nothing : number("rest_s", "Rest, s", block, desk)}
        </div>`}
    <ol class="entries">
      ${eachOf(block.entries, (entry) => entry.id, (entry) => entryView(entry, block, week, desk))}
    </ol>
  </li>`;
}

/**
 * A block as another kind, with what that kind mostly has.
 *
 * @param {Block} block
 * @param {Block["kind"]} kind
 * @param {Desk} desk
 */
function become(block, kind, desk) {
  const rounds = Math.max(0, ...block.entries.map(({ sets }) => sets.length));
  const usual = USUAL[kind];
  desk.set(change(desk.weeks, block.id, { kind, ...usual, rounds: usual.rounds ?? rounds }));
}

/**
 * @param {"rounds" | "clock_s" | "rest_s"} name
 * @param {string} words
 * @param {Block} block
 * @param {Desk} desk
 */
function number(name, words, block, desk) {
  const id = `${name}-${block.id}`;
  return html`<label for=${id}>${words}
    <input
      id=${id}
      class="numbers"
      type="number"
      inputmode="numeric"
      min="0"
      .value=${String(block[name])}
      @input=${(/** @type {Event} */ event) => {
        const found = /** @type {HTMLInputElement} */ (event.target).valueAsNumber;
        if (Number.isInteger(found) && found >= 0) desk.set(change(desk.weeks, block.id, { [name]: found }), id);
      }}
    />
  </label>`;
}

/** @param {Event} event */
function value(event) {
  return /** @type {HTMLInputElement | HTMLSelectElement} */ (event.target).value;
}
