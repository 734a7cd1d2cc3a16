/** How the builder looks: sections with their questions, the chosen one open. */

import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { icon } from "../live/icon-view.js";
import { addSection, changeSection, conditionWords, isLost, moveQuestion, moveSection, putQuestion, removeSection } from "./building.js";
import { conditionEditor, questionEditor } from "./question-editor.js";

/** @typedef {import("./builder.js").Builder} Builder */
/** @typedef {import("./building.js").Question} Question */
/** @typedef {import("./building.js").Section} Section */

/**
 * @param {Builder} builder
 * @param {{save: () => void, preview: () => void, focusOn: (key: string | null) => void}} deeds
 */
export function builderView(builder, deeds) {
  const text = builder.text.value;
  const problem = builder.problem.value;
  return html`<div class="builder" @keydown=${(/** @type {KeyboardEvent} */ event) => onKey(event, builder, deeds)}>
    ${problem && problem.key === null ? html`<div class="form-alert" role="alert">${icon("warning")}<p>${problem.message}</p></div>` : nothing}
    <div class="field"><label for="form-title"><span>Name</span></label>
      <input id="form-title" maxlength="80" autocomplete="off" .value=${text.title} @input=${(/** @type {any} */ event) => builder.set({ ...text, title: event.target.value }, "title")}></div>
    <div class="field"><label for="form-intro"><span>What the client reads first</span><span class="optional">optional</span></label>
      <textarea id="form-intro" rows="2" maxlength="5000" .value=${text.intro} @input=${(/** @type {any} */ event) => builder.set({ ...text, intro: event.target.value }, "intro")}></textarea></div>
    ${text.sections.map((section, at) => sectionView(builder, section, at, deeds))}
    <div><button type="button" class="button quiet" @click=${() => builder.set(addSection(text))}>${icon("plus")}<span>Add a section</span></button></div>
    <div class="builder-bar">
      <button type="button" class="button primary" ?disabled=${builder.isBusy.value} @click=${deeds.save}><span>Save</span></button>
      <button type="button" class="button quiet" @click=${deeds.preview}>${icon("play")}<span>Look at it</span></button>
      <button type="button" class="button plain icon-only" aria-label="Undo" ?disabled=${!builder.canUndo.value} @click=${builder.undo}>${icon("undo")}</button>
      <button type="button" class="button plain icon-only" aria-label="Redo" ?disabled=${!builder.canRedo.value} @click=${builder.redo}>${icon("redo")}</button>
      <p class="hint grow" role="status">${builder.isChanged.value ? "Not saved yet" : ""}</p>
    </div>
    <details class="keys"><summary>Keys</summary><p class="hint">On a question: Enter opens it, ↑ ↓ go to the next, Alt+↑ Alt+↓ move it, Ctrl+D doubles it, Delete takes it away, Ctrl+Z brings it back. Ctrl+S saves.</p></details>
  </div>`;
}

/**
 * @param {Builder} builder
 * @param {Section} section
 * @param {number} at
 * @param {{focusOn: (key: string | null) => void}} deeds
 */
function sectionView(builder, section, at, deeds) {
  const text = builder.text.value;
  /** @param {Partial<Section>} change @param {string} name */
  const change = (change, name) => builder.set(changeSection(text, at, change), `section ${at} ${name}`);
  return html`<section class="card building" aria-label="Section ${at + 1}">
    <div class="row between">
      <div class="field grow"><label class="unseen" for="section-${at}">Heading of section ${at + 1}</label>
        <input id="section-${at}" maxlength="80" placeholder="Heading of the section" autocomplete="off" .value=${section.title} @input=${(/** @type {any} */ event) => change({ title: event.target.value }, "title")}></div>
      ${text.sections.length > 1
        ? html`<div class="row nowrap">
            <button type="button" class="button plain icon-only" aria-label="Section ${at + 1} up" ?disabled=${at === 0} @click=${() => builder.set(moveSection(text, at, -1))}>${icon("chevron-up")}</button>
            <button type="button" class="button plain icon-only" aria-label="Section ${at + 1} down" ?disabled=${at === text.sections.length - 1} @click=${() => builder.set(moveSection(text, at, 1))}>${icon("chevron-down")}</button>
            <button type="button" class="button plain icon-only" aria-label="Take section ${at + 1} away" @click=${() => builder.set(removeSection(text, at))}>${icon("trash")}</button>
          </div>`
        : nothing}
    </div>
    <details class="section-more" ?open=${section.text !== "" || section.when !== null}><summary>${section.when ? conditionWords(text, section.when) : "Words before it, and when it is asked"}</summary>
      <div class="field"><label for="section-text-${at}"><span>What is said before its questions</span><span class="optional">optional</span></label>
        <textarea id="section-text-${at}" rows="2" maxlength="5000" .value=${section.text} @input=${(/** @type {any} */ event) => change({ text: event.target.value }, "text")}></textarea></div>
      ${conditionEditor({ builder, id: `section-${at}`, when: section.when, key: null, section: at, set: (when) => change({ when }, "when") })}
    </details>
    <ol class="building-questions" @dragover=${allowDrop} @drop=${(/** @type {DragEvent} */ event) => drop(event, builder, at)}>
      ${section.questions.map((question, place) => questionRow(builder, question, at, place, deeds))}
    </ol>
    <div class="add-question field">
      <label for="add-${at}"><span>Add a question</span></label>
      <select id="add-${at}" @change=${(/** @type {any} */ event) => {
        builder.add(event.target.value, at);
        event.target.value = "";
        deeds.focusOn(builder.chosen.value);
      }}>
        <option value="">Choose its kind</option>
        ${Object.entries(builder.kinds).map(([kind, words]) => html`<option value=${kind}>${words}</option>`)}
      </select>
    </div>
  </section>`;
}

/**
 * @param {Builder} builder
 * @param {Question} question
 * @param {number} at
 * @param {number} place
 * @param {{focusOn: (key: string | null) => void}} deeds
 */
function questionRow(builder, question, at, place, deeds) {
  const text = builder.text.value;
  const isChosen = builder.chosen.value === question.key;
  const problem = builder.problem.value?.key === question.key ? builder.problem.value.message : "";
  const name = question.label || "Question without words";
  /** @param {() => void} deed @param {string | null} [key] */
  const andFocus = (deed, key = question.key) => {
    deed();
    deeds.focusOn(key);
  };
  return html`<li class="building-question ${isChosen ? "chosen" : ""}" data-question=${question.key} data-place=${place}>
    <div class="row nowrap">
      <span class="grip" draggable="true" aria-hidden="true" title="Drag to move" @dragstart=${(/** @type {DragEvent} */ event) => drag(event, question.key)}>${icon("grip")}</span>
      <button type="button" class="question-name grow" data-head aria-expanded=${String(isChosen)} @click=${() => void (builder.chosen.value = isChosen ? null : question.key)}>
        <span>${name}${question.is_required ? html` <span class="needed" title="needs an answer">*</span>` : nothing}</span>
        <span class="hint">${builder.kinds[question.kind]}${question.when ? html`, ${conditionWords(text, question.when)}` : nothing}</span>
      </button>
      <button type="button" class="button plain icon-only" aria-label="Up: ${name}" @click=${() => andFocus(() => builder.set(moveQuestion(text, question.key, -1)))}>${icon("chevron-up")}</button>
      <button type="button" class="button plain icon-only" aria-label="Down: ${name}" @click=${() => andFocus(() => builder.set(moveQuestion(text, question.key, 1)))}>${icon("chevron-down")}</button>
      <button type="button" class="button plain icon-only wide-only" aria-label="Double: ${name}" @click=${() => andFocus(() => builder.double(question.key), null)}>${icon("copy")}</button>
      <button type="button" class="button plain icon-only wide-only" aria-label="Take away: ${name}" @click=${() => deeds.focusOn(builder.remove(question.key))}>${icon("trash")}</button>
    </div>
    ${problem ? html`<p class="field-error" role="alert">${problem}</p>` : nothing}
    ${isLost(text, question) ? html`<p class="field-error">It looks at a question that is not further up any more.</p>` : nothing}
    ${isChosen ? questionEditor(builder, question, deeds) : nothing}
  </li>`;
}

/**
 * @param {KeyboardEvent} event
 * @param {Builder} builder
 * @param {{save: () => void, focusOn: (key: string | null) => void}} deeds
 */
function onKey(event, builder, deeds) {
  const has = event.ctrlKey || event.metaKey;
  const at = /** @type {HTMLElement} */ (event.target);
  if (has && event.key.toLowerCase() === "s") {
    event.preventDefault();
    return deeds.save();
  }
  if (at.matches("input, textarea, select")) return;
  if (has && event.key.toLowerCase() === "z") {
    event.preventDefault();
    return event.shiftKey ? builder.redo() : builder.undo();
  }
  const key = at.matches("[data-head]") ? (at.closest("[data-question]")?.getAttribute("data-question") ?? null) : null;
  if (key === null) return;
  const way = event.key === "ArrowUp" ? -1 : event.key === "ArrowDown" ? 1 : 0;
  if (way !== 0) {
    event.preventDefault();
    if (event.altKey) {
      builder.set(moveQuestion(builder.text.value, key, way));
      return deeds.focusOn(key);
    }
    const all = builder.text.value.sections.flatMap(({ questions }) => questions.map((one) => one.key));
    return deeds.focusOn(all[all.indexOf(key) + way] ?? key);
  }
  if (has && event.key.toLowerCase() === "d") {
    event.preventDefault();
    builder.double(key);
    deeds.focusOn(builder.chosen.value);
  } else if (event.key === "Delete") {
    event.preventDefault();
    deeds.focusOn(builder.remove(key));
  }
}

/**
 * @param {DragEvent} event
 * @param {string} key
 */
function drag(event, key) {
  event.dataTransfer?.setData("text/plain", key);
  if (event.dataTransfer) event.dataTransfer.effectAllowed = "move";
}

/** @param {DragEvent} event */
function allowDrop(event) {
  event.preventDefault();
}

/**
 * Before the question it is dropped on, in the lower half behind it.
 *
 * @param {DragEvent} event
 * @param {Builder} builder
 * @param {number} section
 */
function drop(event, builder, section) {
  event.preventDefault();
  const key = event.dataTransfer?.getData("text/plain") ?? "";
  const row = event.target instanceof Element ? event.target.closest("[data-question]") : null;
  const rest = (builder.text.value.sections[section]?.questions ?? []).filter((one) => one.key !== key);
  const on = row?.getAttribute("data-question");
  if (on === key) return;
  const box = row?.getBoundingClientRect();
  const found = rest.findIndex((one) => one.key === on);
  const place = !box || found < 0 ? rest.length : found + (event.clientY > box.top + box.height / 2 ? 1 : 0);
  builder.set(putQuestion(builder.text.value, key, section, place));
}
