/** The editor of an assessment: what it is, and its steps with what is filmed, measured and looked at. */

import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { icon } from "../live/icon-view.js";
import { changed, moved, newMeasure, newPoint, newStep, without, withStep } from "./draft.js";
import { area, field, moves, number, pick, tick } from "./fields-view.js";
import { photosView } from "./photos-view.js";

/** @typedef {import("./draft.js").Draft} Draft */

/**
 * @typedef {object} Editor
 * @property {Draft} draft
 * @property {(draft: Draft) => void} set
 * @property {{units: Record<string, string>, views: Record<string, string>, framings: string[], company: Record<string, string>,
 *   photos: import("./photos-view.js").PhotoConfig}} words
 * @property {import("./photos-view.js").PhotoDeeds} photos
 * @property {readonly import("../capture/parcels.js").Parcel[]} parcels photos on their way
 * @property {{where: string, message: string} | null} problem
 * @property {boolean} isBusy
 * @property {() => void} save
 */

/** @param {Editor} editor */
export function editorView(editor) {
  const { draft, set, words, problem, isBusy, save } = editor;
  const put = (/** @type {Partial<Draft>} */ change) => set({ ...draft, ...change });
  return html`<form class="protocol-editor stack wide" @submit=${(/** @type {Event} */ event) => (event.preventDefault(), save())}>
    ${problem ? html`<div class="form-alert" role="alert">${icon("warning")}<p>${problem.message}</p></div>` : nothing}
    <section class="card stack" aria-labelledby="what-title">
      <h2 id="what-title">What it is</h2>
      ${field(editor, "title", "Name", draft.title, (title) => put({ title }))}
      ${field(editor, "purpose", "What you learn from it", draft.purpose, (purpose) => put({ purpose }))}
      ${field(editor, "for_client", "What the client reads", draft.for_client, (for_client) => put({ for_client }))}
      <div class="protocol-row">
        ${number(editor, "minutes", "Minutes", draft.minutes, (minutes) => put({ minutes: minutes ?? 0 }))}
        ${pick(editor, "company", "Company", Object.entries(words.company), draft.company, (company) => put({ company }), "wide")}
        ${tick("It is exercise: the health check must allow it", draft.is_exercise, (is_exercise) => put({ is_exercise }))}
      </div>
      ${area(editor, "prepare", "Before they begin, a sentence a line", draft.prepare, (prepare) => put({ prepare }))}
      ${area(editor, "not_if", "Not to be done if, a sentence a line", draft.not_if, (not_if) => put({ not_if }))}
      ${area(editor, "stop_if", "Stop at once if, a sentence a line", draft.stop_if, (stop_if) => put({ stop_if }))}
    </section>
    <ol class="protocol-parts" aria-label="Steps">
      ${draft.steps.map((_, at) => stepView(editor, at))}
    </ol>
    <div class="form-actions">
      <button type="button" class="button quiet" data-add="step" @click=${() => put({ steps: [...draft.steps, newStep()] })}>${icon("plus")}<span>Add a step</span></button>
      <button type="submit" class="button primary" aria-busy=${String(isBusy)}>${icon("check")}<span>Save</span></button>
    </div>
  </form>`;
}

/** @param {Editor} editor @param {number} at */
function stepView(editor, at) {
  const { draft, set, words } = editor;
  const step = /** @type {import("./draft.js").DraftStep} */ (draft.steps[at]);
  const put = (/** @type {Partial<import("./draft.js").DraftStep>} */ change) => set(withStep(draft, at, change));
  const here = `steps[${at}]`;
  const views = /** @type {[string, string][]} */ ([["", "Not filmed"], ...Object.entries(words.views).map(([key, text]) => [key, `Filmed ${text}`])]);
  return html`<li class="card stack" data-step=${at}>
    <div class="row between"><h2>Step ${at + 1}</h2>${moves(`step ${at + 1}`, (by) => set({ ...draft, steps: moved(draft.steps, at, by) }), () => set({ ...draft, steps: without(draft.steps, at) }))}</div>
    ${field(editor, `${here}.title`, "Title", step.title, (title) => put({ title }))}
    ${area(editor, `${here}.words`, "What to do, a sentence a line", step.words, (text) => put({ words: text }))}
    <div class="protocol-row">
      ${pick(editor, `${here}.view`, "Camera", views, step.view, (view) => put({ view }), "wide")}
      ${step.view
        ? html`${pick(editor, `${here}.framing`, "Outline", words.framings.map((key) => [key, key.replaceAll("-", " ")]), step.framing, (framing) => put({ framing }))}
            ${number(editor, `${here}.distance_m`, "Metres away", step.distance_m, (value) => put({ distance_m: value ?? 0 }))}
            ${number(editor, `${here}.height_m`, "Metres high", step.height_m, (value) => put({ height_m: value ?? 0 }))}
            ${pick(editor, `${here}.hold`, "Phone", [["upright", "Upright"], ["sideways", "On its long side"]], step.hold, (hold) => put({ hold }))}`
        : nothing}
      ${number(editor, `${here}.reps`, "How many", step.reps, (reps) => put({ reps }))}
      ${number(editor, `${here}.seconds`, "Seconds", step.seconds, (seconds) => put({ seconds }))}
      ${number(editor, `${here}.bpm`, "Beats a minute", step.bpm, (bpm) => put({ bpm }))}
      ${step.bpm === null ? nothing : field(editor, `${here}.beat`, "What falls on a beat", step.beat, (beat) => put({ beat }), "wide")}
      ${tick("The pulse is counted", step.counts_pulse, (counts_pulse) => put({ counts_pulse }))}
    </div>
    ${photosView(editor, at)}
    <h3>Measured</h3>
    <ul class="protocol-parts" aria-label=${`Measures of step ${at + 1}`}>
      ${step.measures.map((_, place) => measureView(editor, at, place))}
    </ul>
    <button type="button" class="button quiet" data-add="measure" @click=${() => put({ measures: [...step.measures, newMeasure()] })}>${icon("plus")}<span>Add a measure</span></button>
    <h3>Looked at</h3>
    <ul class="protocol-parts" aria-label=${`Checkpoints of step ${at + 1}`}>
      ${step.checkpoints.map((point, place) => {
        const putPoint = (/** @type {Partial<import("./draft.js").DraftPoint>} */ change) => put({ checkpoints: changed(step.checkpoints, place, change) });
        return html`<li class="nested protocol-row">
          ${field(editor, `${here}.checkpoints[${place}].title`, "What to look for", point.title, (title) => putPoint({ title }), "wide")}
          ${tick("Left and right", point.sides, (sides) => putPoint({ sides }))}
          ${moves(`checkpoint ${place + 1}`, (by) => put({ checkpoints: moved(step.checkpoints, place, by) }), () => put({ checkpoints: without(step.checkpoints, place) }))}
        </li>`;
      })}
    </ul>
    <button type="button" class="button quiet" data-add="checkpoint" @click=${() => put({ checkpoints: [...step.checkpoints, newPoint()] })}>${icon("plus")}<span>Add a checkpoint</span></button>
  </li>`;
}

/** @param {Editor} editor @param {number} at the step @param {number} place */
function measureView(editor, at, place) {
  const { draft, set, words } = editor;
  const step = /** @type {import("./draft.js").DraftStep} */ (draft.steps[at]);
  const one = /** @type {import("./draft.js").DraftMeasure} */ (step.measures[place]);
  const putAll = (/** @type {import("./draft.js").DraftMeasure[]} */ measures) => set(withStep(draft, at, { measures }));
  const put = (/** @type {Partial<import("./draft.js").DraftMeasure>} */ change) => putAll(changed(step.measures, place, change));
  const here = `steps[${at}].measures[${place}]`;
  const isNumber = one.choices.length === 0;
  return html`<li class="nested">
    <div class="protocol-row">
      ${field(editor, `${here}.title`, "What is measured", one.title, (title) => put({ title }), "wide")}
      ${field(editor, `${here}.choices`, "Answers, with commas; empty for a number", one.choices.join(", "), (text) => put({ choices: text.split(",").map((each) => each.trim()).filter(Boolean) }), "wide")}
      ${isNumber
        ? html`${pick(editor, `${here}.unit`, "Unit", Object.entries(words.units), one.unit, (unit) => put({ unit }))}
            ${number(editor, `${here}.low`, "Lowest", one.low, (low) => put({ low: low ?? 0 }))}
            ${number(editor, `${here}.high`, "Highest", one.high, (high) => put({ high: high ?? 0 }))}
            ${number(editor, `${here}.decimals`, "Decimals", one.decimals, (decimals) => put({ decimals: decimals ?? 0 }))}
            ${number(editor, `${here}.trials`, "Tries", one.trials, (trials) => put({ trials: trials ?? 0 }))}
            ${pick(editor, `${here}.best`, "Which counts", [["highest", "The highest"], ["lowest", "The lowest"], ["last", "The last"]], one.best, (best) => put({ best }))}
            ${pick(editor, `${here}.better`, "Better is", [["", "Neither"], ["higher", "Higher"], ["lower", "Lower"]], one.better, (better) => put({ better }))}`
        : nothing}
      ${isNumber
        ? html`${number(editor, `${here}.error`, "Known error ±", one.error, (error) => put({ error }))}
            ${one.error === null && !one.error_source ? nothing : field(editor, `${here}.error_source`, "Where it was read, and of whom it is true", one.error_source, (text) => put({ error_source: text }), "wide")}`
        : nothing}
      ${field(editor, `${here}.hint`, "What to mind when it is measured", one.hint, (hint) => put({ hint }), "wide")}
      ${field(editor, `${here}.ask`, "Question to a client who is alone", one.ask, (ask) => put({ ask }), "wide")}
      ${tick("Left and right", one.sides, (sides) => put({ sides }))}
      ${tick("It is how it was measured", one.is_method, (is_method) => put({ is_method }))}
      ${moves(`measure ${place + 1}`, (by) => putAll(moved(step.measures, place, by)), () => putAll(without(step.measures, place)))}
    </div>
  </li>`;
}
