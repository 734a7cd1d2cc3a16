/** The day before it begins, and between: what there is to do, how far it is, other days, and what one wants to say. */

import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { icon } from "../live/icon-view.js";
import { dayKey, setsOf } from "./standing.js";
import { leftOut, planWords } from "./steps.js";

/** @typedef {import("./training.js").Training} Training */
/** @typedef {import("./types.d.ts").Block} Block */
/** @typedef {import("./types.d.ts").EntryPlan} EntryPlan */

/** @param {Training} training */
export function dayPageView(training) {
  const { config, day } = training;
  const shown = day.value;
  if (!config.program || !shown) {
    return html`<section class="empty-day"><h1>Nothing to train yet</h1><p>As soon as ${config.trainer.name} gives you a program, it stands here.</p></section>`;
  }
  const isBegun = training.standing.value.sets.size > 0 && shown.blocks.some(({ entries }) => entries.some(({ id }) => doneCount(training, id) > 0));
  return html`<section class="day-page" aria-labelledby="day-title">
    <div class="day-head">
      <p class="muted">${shown.week}${shown.when ? ` · ${shown.when}` : ""} · ${config.program.title}</p>
      <h1 id="day-title">${shown.title}</h1>
      ${training.isFinished.value ? html`<p class="finished">${icon("check")}<span>Done. Well trained.</span></p>` : nothing}
      ${shown.note ? html`<p>${shown.note}</p>` : nothing}
    </div>
    ${config.gate.may ? nothing : gate(training)}
    <div class="day-list">${shown.blocks.map((block) => blockView(training, block))} ${leftOut(shown).length > 0 ? company(training, leftOut(shown)) : nothing}</div>
    ${otherDays(training)} ${words(training)}
    ${config.gate.may
      ? html`<div class="day-start"><button type="button" class="main-deed" id="start" @click=${training.begin}>
          ${icon("play")}<span>${training.isFinished.value ? "Look through it again" : isBegun ? "Go on" : "Start"}</span>
        </button></div>`
      : nothing}
  </section>`;
}

/** @param {Training} training */
function gate({ config }) {
  return html`<div class="gate" role="status">
    ${icon("heart")}
    <p><strong>${config.gate.words}.</strong> You can read your program, and train as soon as that is done.</p>
    ${config.gate.href ? html`<a class="main-deed" href=${config.gate.href}><span>To the health check</span></a>` : nothing}
  </div>`;
}

/**
 * @param {Training} training
 * @param {Block} block
 */
function blockView(training, block) {
  return html`<section class="day-block">
    ${block.title ? html`<h2>${block.title}</h2>` : nothing} ${block.note ? html`<p class="muted">${block.note}</p>` : nothing}
    <ol>
      ${block.entries.map((entry) => entryRow(training, block, entry))}
    </ol>
  </section>`;
}

/**
 * @param {Training} training
 * @param {Block} block
 * @param {EntryPlan} entry
 */
function entryRow(training, block, entry) {
  const done = doneCount(training, entry.id);
  const isOut = training.isAlone.value && entry.not_alone !== "";
  const isSkipped = training.isSkipped({ block, entry });
  const isThrough = done >= entry.sets.length;
  const picture = training.config.exercises[entry.exercise]?.small;
  const first = entry.sets[0];
  const target = [entry.sets.length > 1 ? `${entry.sets.length} ×` : "", first ? planWords(first) : ""].filter(Boolean).join(" ");
  const state = isOut ? "not alone" : isSkipped ? "left out" : done === 0 ? "" : isThrough ? "done" : `${done} of ${entry.sets.length}`;
  return html`<li>
    <button type="button" class="day-entry ${isThrough ? "through" : ""}" ?disabled=${isOut || !training.config.gate.may} @click=${() => training.look(entry.id)}>
      ${picture ? html`<img src=${picture} alt="" width="80" height="60" loading="lazy" />` : html`<span class="entry-mark" aria-hidden="true">${isThrough ? icon("check") : nothing}</span>`}
      <span class="grow"><strong>${entry.name}</strong><span class="muted">${[target, entry.note].filter(Boolean).join(" · ")}</span></span>
      ${state ? html`<span class="entry-state">${isThrough && picture ? icon("check") : nothing}${state}</span>` : nothing}
    </button>
  </li>`;
}

/**
 * @param {Training} training
 * @param {EntryPlan[]} out
 */
function company(training, out) {
  const alone = training.isAlone.value;
  return html`<div class="company">
    <p>${icon("warning")}<span>${alone ? `Left out: ${names(out)}.` : `With somebody beside you: ${names(out)}.`} ${out[0]?.not_alone}</span></p>
    <button type="button" class="choice" id="company" aria-pressed=${String(!alone)} @click=${() => training.setAlone(!alone)}>${alone ? nothing : icon("check")}<span>Somebody is with me</span></button>
  </div>`;
}

/** @param {EntryPlan[]} out */
const names = (out) => out.map(({ name }) => name).join(", ");

/** @param {Training} training */
function otherDays(training) {
  const { config, standing, dayId } = training;
  const program = /** @type {import("./types.d.ts").Program} */ (config.program);
  if (program.days.length < 2) return nothing;
  return html`<details class="fold" id="other-days">
    <summary>${icon("calendar")}<span>Other days</span></summary>
    <ul class="choices">
      ${program.days.map((one) => {
        const isDone = standing.value.finished.has(dayKey(program.id, one.id));
        return html`<li><button type="button" class="day-entry" aria-current=${one.id === dayId.value ? "true" : nothing} @click=${() => training.choose(one.id)}>
          <span class="grow"><strong>${one.title}</strong><span class="muted">${one.week}${one.when ? ` · ${one.when}` : ""}</span></span>
          ${isDone ? html`<span class="entry-state">${icon("check")}done</span>` : one.id === program.today ? html`<span class="entry-state">next</span>` : nothing}
        </button></li>`;
      })}
    </ul>
  </details>`;
}

/** @param {Training} training what one wants to say to the trainer */
function words(training) {
  const { config, standing } = training;
  const said = standing.value.words.filter(({ kind }) => kind === "check_in").slice(-3);
  return html`<details class="fold" id="words">
    <summary>${icon("chat")}<span>Tell ${config.trainer.name} how it goes</span></summary>
    <div class="fold-in">
      ${said.map(({ text, at_ms }) => html`<p class="said"><span class="muted">${new Date(at_ms).toLocaleDateString("en-GB", { day: "numeric", month: "short" })}</span> ${text}</p>`)}
      <form @submit=${(/** @type {SubmitEvent} */ event) => {
        event.preventDefault();
        const field = /** @type {HTMLTextAreaElement} */ (/** @type {HTMLFormElement} */ (event.target).elements.namedItem("text"));
        training.checkIn(field.value);
        field.value = "";
      }}>
        <label for="check-in">How was your week: training, sleep, how you feel?</label>
        <textarea id="check-in" name="text" rows="4" maxlength="2000" required></textarea>
        <button type="submit" class="button">${icon("send")}<span>Send</span></button>
      </form>
      ${config.check_in ? html`<a class="button quiet" href=${config.check_in.href}>${icon("sheet")}<span>${config.check_in.title}</span></a>` : nothing}
      <a class="button quiet" href=${`${config.base}/send`}>${icon("camera")}<span>Send a photo or video</span></a>
    </div>
  </details>`;
}

/**
 * @param {Training} training
 * @param {string} entry
 */
function doneCount({ standing, config, dayId }, entry) {
  return setsOf(standing.value, config.program?.id ?? "", dayId.value, entry).length;
}
