/** A plan interval by interval: rows to fill in, to move by pointer or by keys, to repeat as a group. */

import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { repeat as eachOf } from "../../vendor/lit-html/directives/repeat.js";
import { icon } from "../live/icon-view.js";
import { intervalProblem } from "./draft.js";
import { durationInput, small } from "./fields-view.js";
import { KINDS, asKind, newInterval } from "./kinds.js";
import { TIMES_MOST, add, change, duplicate, group as grouped, remove, repeat, step, stretches, ungroup } from "./rows.js";
import { SHAPES } from "./strip-view.js";

/**
 * @typedef {import("./rows.js").Rows} Rows
 * @typedef {import("./rows.js").Row} Row
 * @typedef {import("../live/types.d.ts").Interval} Interval
 *
 * @typedef {object} Facts
 * @property {Rows} rows
 * @property {Set<string>} open keys of rows whose details are shown
 * @property {(key: string) => void} toggle
 * @property {(rows: Rows, by?: string) => void} set by: what is typed into
 * @property {(rows: Rows, said: string, focus?: string) => void} move rows in another order, said aloud; focus: the id that has it then
 * @property {(rows: Rows, what: string) => void} removed
 * @property {(event: PointerEvent, key: string) => void} drag
 */

/** @param {Facts} facts */
export function rowsView(facts) {
  const { rows, set } = facts;
  return html`<div class="timer-rows" id="rows">
    <ol class="stretches" aria-label="Intervals">
      ${eachOf(
        stretches(rows),
        (stretch) => stretch.group || stretch.rows[0]?.key,
        (stretch) => (stretch.group === "" ? html`<li class="stretch">${list(stretch.rows, facts)}</li>` : groupView(stretch, facts)),
      )}
    </ol>
    <div class="row timer-add" role="group" aria-label="Add an interval">
      ${KINDS.map(
        ({ kind, words }) => html`<button type="button" class="button quiet" @click=${() => set(add(rows, newInterval(kind)))}>
          <span class="strip-key is-${kind}">${icon(SHAPES[kind])}</span><span>${words}</span>
        </button>`,
      )}
    </div>
  </div>`;
}

/**
 * @param {{group: string, times: number, skips: boolean, rows: Row[]}} stretch
 * @param {Facts} facts
 */
function groupView({ group, times, skips, rows: inside }, facts) {
  const { rows, set } = facts;
  const last = inside.at(-1);
  const end = rows.rows.findIndex((row) => row.key === last?.key) + 1;
  return html`<li class="stretch grouped" data-group=${group}>
    <div class="group-head row">
      ${icon("repeat")}<label for="times-${group}">Repeat</label>
      <input
        id="times-${group}"
        class="numbers"
        type="number"
        inputmode="numeric"
        min="1"
        max=${TIMES_MOST}
        .value=${Number.isNaN(times) ? "" : String(times)}
        @input=${(/** @type {Event} */ event) => set(repeat(rows, group, { times: /** @type {HTMLInputElement} */ (event.target).valueAsNumber }), `times-${group}`)}
      />
      <span>times</span>
    </div>
    ${list(inside, facts)}
    <div class="group-foot">
      <label class="check"><input type="checkbox" .checked=${skips} @change=${(/** @type {Event} */ event) => set(repeat(rows, group, { skips: /** @type {HTMLInputElement} */ (event.target).checked }))} /><span>No rest after the last time</span></label>
      <button type="button" class="button plain" @click=${() => set(add(rows, newInterval(last?.interval.kind === "work" ? "rest" : "work"), end, group))}>${icon("plus")}<span>Into this group</span></button>
      <button type="button" class="button plain" @click=${() => set(ungroup(rows, group))}>Take apart</button>
    </div>
  </li>`;
}

/**
 * @param {Row[]} inside
 * @param {Facts} facts
 */
function list(inside, facts) {
  return html`<ol class="intervals">${eachOf(inside, (row) => row.key, (row) => rowView(row, facts))}</ol>`;
}

/**
 * @param {Row} row
 * @param {Facts} facts
 */
function rowView(row, facts) {
  const { rows, set, toggle } = facts;
  const { key, interval } = row;
  const at = rows.rows.findIndex((one) => one.key === key);
  const number = at + 1;
  const isOpen = facts.open.has(key);
  const problem = intervalProblem(interval);
  /**
   * @param {Partial<Interval>} values
   * @param {string} [by]
   */
  const put = (values, by) => set(change(rows, key, values), by);
  /** @param {-1 | 1} way */
  const move = (way) => {
    const moved = step(rows, key, way);
    const now = moved.rows.findIndex((one) => one.key === key);
    const inGroup = moved.rows[now]?.group;
    const where = inGroup !== row.group ? (inGroup ? ", in the group" : ", out of the group") : "";
    if (moved !== rows) facts.move(moved, `${interval.name || "Interval"} is number ${now + 1} of ${rows.rows.length}${where}`, document.activeElement?.id);
  };
  /** @param {KeyboardEvent} event */
  const onKey = (event) => {
    if (!event.altKey || (event.key !== "ArrowUp" && event.key !== "ArrowDown")) return;
    event.preventDefault();
    move(event.key === "ArrowUp" ? -1 : 1);
  };
  const isFirst = at === 0 && row.group === "";
  const isLast = at === rows.rows.length - 1 && row.group === "";
  return html`<li class="interval" data-key=${key} data-row-group=${row.group} @keydown=${onKey}>
    <span class="grip" title="Drag to move" @pointerdown=${(/** @type {PointerEvent} */ event) => facts.drag(event, key)}>${icon("grip")}</span>
    <span class="strip-key is-${interval.kind}">${icon(SHAPES[interval.kind])}</span>
    <select class="interval-kind" id="kind-${key}" aria-label="Kind of interval ${number}" @change=${(/** @type {Event} */ event) => put(asKind(interval, /** @type {any} */ (/** @type {HTMLSelectElement} */ (event.target).value)))}>
      ${KINDS.map(({ kind, words }) => html`<option value=${kind} ?selected=${kind === interval.kind}>${words}</option>`)}
    </select>
    <input class="interval-name" id="name-${key}" type="text" maxlength="40" autocomplete="off" aria-label="Name of interval ${number}" .value=${interval.name} @input=${(/** @type {Event} */ event) => put({ name: /** @type {HTMLInputElement} */ (event.target).value }, `name-${key}`)} />
    ${durationInput({
      id: `length-${key}`,
      value: interval.duration_ms / 1000,
      min: 1,
      max: 4 * 3600,
      label: `Length of interval ${number}`,
      set: (seconds) => put({ duration_ms: seconds * 1000 }, `length-${key}`),
    })}
    <span class="interval-deeds">
      ${small("chevron-up", `Move interval ${number} up`, isFirst, () => move(-1), `up-${key}`)} ${small("chevron-down", `Move interval ${number} down`, isLast, () => move(1), `down-${key}`)}
      ${small("copy", `Duplicate interval ${number}`, false, () => set(duplicate(rows, key)), `copy-${key}`)} ${small("trash", `Delete interval ${number}`, false, () => facts.removed(remove(rows, key), interval.name || "Interval"), `delete-${key}`)}
      <button type="button" class="button plain icon-only" id="more-${key}" aria-label="More about interval ${number}" aria-expanded=${String(isOpen)} @click=${() => toggle(key)}>${icon("more")}</button>
    </span>
    ${problem ? html`<p class="field-error">${problem}</p>` : nothing} ${isOpen ? details(row, facts, put) : nothing}
  </li>`;
}

/**
 * @param {Row} row
 * @param {Facts} facts
 * @param {(values: Partial<Interval>, by?: string) => void} put
 */
function details({ key, group, interval }, { rows, set }, put) {
  const { label = "", say = "", side = "", bpm = null, count_up = false } = interval;
  /**
   * @param {"label" | "say"} name
   * @param {string} words
   * @param {string} value
   * @param {number} most
   */
  const text = (name, words, value, most) => html`<div class="field">
    <label for="${name}-${key}"><span>${words}</span><span class="optional">optional</span></label>
    <input id="${name}-${key}" type="text" maxlength=${most} autocomplete="off" .value=${value} @input=${(/** @type {Event} */ event) => put({ [name]: /** @type {HTMLInputElement} */ (event.target).value }, `${name}-${key}`)} />
  </div>`;
  return html`<div class="interval-more">
    ${text("label", "What to do", label, 60)} ${text("say", "Spoken at its start", say, 40)}
    <div class="field">
      <label for="side-${key}"><span>Side</span></label>
      <select id="side-${key}" @change=${(/** @type {Event} */ event) => put({ side: /** @type {any} */ (/** @type {HTMLSelectElement} */ (event.target).value) })}>
        ${[["", "Both, or none"], ["left", "Left"], ["right", "Right"]].map(([value, words]) => html`<option value=${value} ?selected=${value === side}>${words}</option>`)}
      </select>
    </div>
    <div class="field">
      <label for="bpm-${key}"><span>Beats a minute</span><span class="optional">optional</span></label>
      <input
        id="bpm-${key}"
        type="number"
        inputmode="numeric"
        min="20"
        max="300"
        .value=${bpm === null || Number.isNaN(bpm) ? "" : String(bpm)}
        @input=${(/** @type {Event} */ event) => {
          const field = /** @type {HTMLInputElement} */ (event.target);
          put({ bpm: field.value === "" && field.validity.valid ? null : field.valueAsNumber }, `bpm-${key}`);
        }}
      />
    </div>
    <label class="check"><input type="checkbox" .checked=${count_up} @change=${(/** @type {Event} */ event) => put({ count_up: /** @type {HTMLInputElement} */ (event.target).checked })} /><span>Counts up; its length is the cap</span></label>
    ${group === "" ? html`<button type="button" class="button quiet" @click=${() => set(grouped(rows, key))}>${icon("repeat")}<span>Repeat this</span></button>` : nothing}
  </div>`;
}
