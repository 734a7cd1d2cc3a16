/** One exercise while it is done: what it looks like, its sets beside last time's, one tap for a set. */

import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { icon } from "../live/icon-view.js";
import { PLACES, WORDS, wordOf } from "../live/effort.js";
import { doneWords, planOf, planWords } from "./steps.js";

/** @typedef {import("./training.js").Training} Training */
/** @typedef {import("./steps.js").Station} Station */

const CUES_SHOWN = 2; // nobody keeps more in mind during a set
const LOAD_STEP = { kg: 2.5, lb: 5 };

/** @param {Training} training */
export function exerciseView(training) {
  const station = training.station.value;
  if (!station) return nothing;
  const { entry, block } = station;
  const all = training.stations.value;
  const here = all.indexOf(station);
  const shown = training.config.exercises[entry.exercise];
  const isThrough = training.number(station) > entry.sets.length;
  return html`<section class="exercise" aria-labelledby="exercise-name">
    <header class="exercise-head">
      <button type="button" class="big" id="before" aria-label=${here === 0 ? "To the day" : "Exercise before"} @click=${() => training.step(-1)}>${icon("chevron-left")}</button>
      <div class="exercise-title">
        <p class="muted">${here + 1} of ${all.length}${block.title ? ` · ${block.title}` : ""}</p>
        <h1 id="exercise-name">${entry.name}</h1>
      </div>
      <button type="button" class="big" id="after" aria-label=${here === all.length - 1 ? "To the end" : "Next exercise"} @click=${() => training.step(1)}>${icon("chevron-right")}</button>
    </header>
    <div class="exercise-look">${look(shown, entry)}</div>
    <div class="exercise-sets">${sets(training, station)} ${shown ? how(shown) : nothing} ${more(training, station)}</div>
    <div class="exercise-deed">${deed(training, station, isThrough)}</div>
  </section>`;
}

/**
 * How hard the set was that was done just now; it may stay unanswered.
 *
 * @param {Training} training
 */
export function askView(training) {
  const one = training.asked.value;
  if (!one) return nothing;
  return html`<div class="ask" id="ask" role="group" aria-label=${`${one.station.entry.name}, set ${one.number}: how hard was it?`}>
    ${WORDS.map(({ rpe, word }) => html`<button type="button" class="choice" @click=${() => training.answer(rpe)}>${word}</button>`)}
  </div>`;
}

/**
 * @param {import("./types.d.ts").Shown | undefined} shown
 * @param {import("./types.d.ts").EntryPlan} entry
 */
function look(shown, entry) {
  return html`${shown?.video
      ? html`<video class="exercise-video" src=${shown.video} poster=${shown.picture ?? nothing} controls playsinline muted loop preload="none"></video>`
      : shown?.picture
        ? html`<img class="exercise-picture" src=${shown.picture} alt=${`How ${entry.name} looks`} />`
        : shown && shown.drawn.length > 0
          ? html`<div class="exercise-drawn">${shown.drawn.map((src, place) => html`<img src=${src} width="320" height="240" alt=${`${entry.name}, ${place === 0 ? "how it begins" : "how it ends"}`} />`)}</div>`
          : nothing}
    ${shown && shown.cues.length > 0 ? html`<ul class="exercise-cues">${shown.cues.slice(0, CUES_SHOWN).map((cue) => html`<li>${cue}</li>`)}</ul>` : nothing}
    ${shown && shown.safety.length > 0 ? html`<p class="exercise-safety">${icon("stop")}<span>${shown.safety[0]}</span></p>` : nothing}
    ${entry.note ? html`<p class="exercise-note">${entry.note}</p>` : nothing}`;
}

/** @param {import("./types.d.ts").Shown} shown how it is done, for who reads it alone */
function how({ setup, phases, faults, avoid }) {
  if (!setup && phases.length + faults.length + avoid.length === 0) return nothing;
  return html`<details class="fold">
    <summary>${icon("info")}<span>How it is done</span></summary>
    <div class="fold-in">
      ${setup ? html`<p>${setup}</p>` : nothing} ${phases.length > 0 ? html`<ol>${phases.map((one) => html`<li>${one}</li>`)}</ol>` : nothing}
      ${faults.length > 0 ? html`<h2>What often goes wrong</h2><ul>${faults.map((one) => html`<li>${one}</li>`)}</ul>` : nothing}
      ${avoid.length > 0 ? html`<h2>Leave it out, or ask first</h2><ul>${avoid.map((one) => html`<li>${one}</li>`)}</ul>` : nothing}
    </div>
  </details>`;
}

/**
 * @param {Training} training
 * @param {Station} station
 */
function sets(training, station) {
  const { entry } = station;
  const coming = training.number(station);
  const count = Math.max(entry.sets.length, coming - 1);
  const last = training.last(station);
  return html`<ol class="set-list" aria-label="Sets">
      ${Array.from({ length: count }, (_, at) => setRow(training, station, at + 1, coming))}
    </ol>
    ${last ? html`<p class="last-time">Last time ${last.words}</p>` : nothing}`;
}

/**
 * @param {Training} training
 * @param {Station} station
 * @param {number} number
 * @param {number} coming
 */
function setRow(training, station, number, coming) {
  const done = training.done(station, number);
  const isOpen = training.editing.value === number && done !== null;
  const plan = planOf(station.entry, number);
  const expects = done ? null : training.expected(station, number);
  const words = done ? doneWords(done) : planWords({ ...plan, load: expects?.load ?? plan.load, unit: expects?.unit ?? plan.unit }) || "as you like";
  return html`<li class=${done ? "is-done" : number === coming ? "is-next" : ""}>
    <button type="button" class="set" ?disabled=${!done} aria-expanded=${done ? String(isOpen) : nothing} @click=${() => void (training.editing.value = isOpen ? null : number)}>
      <span class="set-number">${done ? icon("check") : number}</span>
      <span class="set-words"><span class="unseen">Set ${number}: ${done ? "done, " : ""}</span>${words}</span>
      <span class="set-more">${done ? (done.rpe === null || done.rpe === undefined ? "change" : wordOf(done.rpe)) : ""}</span>
    </button>
    ${isOpen && done ? setEdit(training, station, number, done) : nothing}
  </li>`;
}

/**
 * @param {Training} training
 * @param {Station} station
 * @param {number} number
 * @param {import("./types.d.ts").Entry} done
 */
function setEdit(training, station, number, done) {
  const unit = done.unit ?? "kg";
  const change = (/** @type {Partial<import("./types.d.ts").Entry>} */ with_) => training.change(station, number, with_);
  return html`<div class="set-edit">
    ${done.reps !== null && done.reps !== undefined ? stepper("Repetitions", done.reps, 1, (reps) => change({ reps: Math.min(999, reps) })) : nothing}
    ${done.secs !== null && done.secs !== undefined ? stepper("Seconds", done.secs, 5, (secs) => change({ secs: Math.min(7200, secs) })) : nothing}
    ${stepper(`Load, ${unit}`, done.load ?? 0, LOAD_STEP[unit], (load) => change({ load: Math.min(1000, load) }))}
    <div class="effort-line" role="group" aria-label="How hard was it">
      ${WORDS.map(({ rpe, word }) => html`<button type="button" class="choice" aria-pressed=${String(done.rpe === rpe)} @click=${() => change({ rpe })}>${word}</button>`)}
    </div>
    <div class="set-edit-deeds">
      <button type="button" class="button quiet" @click=${() => training.takeBack(station, number)}>${icon("undo")}<span>Not done</span></button>
      <button type="button" class="button" @click=${() => void (training.editing.value = null)}>${icon("check")}<span>Right so</span></button>
    </div>
  </div>`;
}

/**
 * @param {string} label
 * @param {number} value
 * @param {number} by
 * @param {(value: number) => void} set
 */
export function stepper(label, value, by, set) {
  return html`<div class="stepper" role="group" aria-label=${label}>
    <button type="button" class="big" aria-label=${`Less: ${label}`} ?disabled=${value <= 0} @click=${() => set(Math.max(0, value - by))}>−</button>
    <output aria-live="polite"><strong>${Math.round(value * 100) / 100}</strong><span>${label}</span></output>
    <button type="button" class="big" aria-label=${`More: ${label}`} @click=${() => set(value + by)}>+</button>
  </div>`;
}

/**
 * @param {Training} training
 * @param {Station} station
 */
function more(training, station) {
  const { hurts } = training;
  const pain = training.standing.value.pains.findLast((one) => one.entry === station.entry.id && one.day === training.dayId.value);
  const where = pain?.pain ? (pain.where ?? []) : [];
  return html`<div class="exercise-more">
      <button type="button" class="choice" id="hurts" aria-expanded=${String(hurts.value)} aria-pressed=${String(pain?.pain === true)} @click=${() => void (hurts.value = !hurts.value)}>${icon("heart")}<span>Something hurts</span></button>
      <button type="button" class="choice" id="skip" @click=${() => training.skip(station, !training.isSkipped(station))}>${icon("skip")}<span>${training.isSkipped(station) ? "Take it in again" : "Leave it out"}</span></button>
    </div>
    ${hurts.value
      ? html`<div class="hurts" role="group" aria-label="Where does it hurt">
          <p>Where? Left and right are yours. If it is sharp, or does not pass, stop this exercise.</p>
          <div class="hurts-where">
            ${PLACES.map(({ place, word }) => {
              const isOn = where.includes(place);
              return html`<button type="button" class="choice" aria-pressed=${String(isOn)} @click=${() => {
                const next = isOn ? where.filter((one) => one !== place) : [...where, place];
                training.pain(station, next.length > 0, next);
              }}>${word}</button>`;
            })}
          </div>
          ${pain?.pain ? html`<button type="button" class="button quiet" @click=${() => training.pain(station, false, [])}><span>It does not hurt any more</span></button>` : nothing}
        </div>`
      : nothing}
    <form class="note-line" @submit=${(/** @type {SubmitEvent} */ event) => {
      event.preventDefault();
      const field = /** @type {HTMLInputElement} */ (/** @type {HTMLFormElement} */ (event.target).elements.namedItem("text"));
      training.note(station, field.value);
      field.value = "";
    }}>
      <label class="unseen" for="note">Note on ${station.entry.name}</label>
      <input id="note" name="text" maxlength="500" placeholder="A note on this exercise" autocomplete="off" />
      <button type="submit" class="button quiet"><span>Keep</span></button>
    </form>
    ${training.standing.value.words.filter((one) => one.kind === "note" && one.entry === station.entry.id && one.day === training.dayId.value).map(({ text }) => html`<p class="said">${text}</p>`)}`;
}

/**
 * The one big button: the set, or a timer first where there is one.
 *
 * @param {Training} training
 * @param {Station} station
 * @param {boolean} isThrough
 */
function deed(training, station, isThrough) {
  const run = training.blockRun(station);
  const number = training.number(station);
  const plan = planOf(station.entry, number);
  if (isThrough) {
    const next = training.next.value;
    return html`<button type="button" class="main-deed" id="go" @click=${training.begin}>${icon("arrow-right")}<span>${next ? `Next: ${next.entry.name}` : "To the end of the day"}</span></button>`;
  }
  if (run) return blockDeed(training, station, run);
  const { secs } = training.expected(station, number);
  return html`${secs && plan.secs ? html`<button type="button" class="main-deed second" id="hold" @click=${() => training.hold(station, secs)}>${icon("timer")}<span>Start ${secs} s</span></button>` : nothing}
    <button type="button" class="main-deed" id="set-done" @click=${() => training.finishSet(station)}>${icon("check")}<span>Set ${number} done</span></button>`;
}

/**
 * @param {Training} training
 * @param {Station} station
 * @param {import("./block-timer.js").Run} run
 */
function blockDeed(training, station, run) {
  const { block, entry } = station;
  const isOpen = block.kind === "amrap";
  const rounds = isOpen ? training.rounds.value : entry.sets.length;
  return html`${isOpen ? stepper("Rounds", rounds, 1, (value) => void (training.rounds.value = Math.min(30, value))) : nothing}
    <button type="button" class="main-deed second" id="start-block" @click=${() => training.startBlock(station)}>${icon("timer")}<span>${run.title}</span></button>
    <button type="button" class="main-deed" id="block-done" ?disabled=${rounds === 0} @click=${() => training.finishBlock(station, rounds)}>${icon("check")}<span>${isOpen ? `${rounds} ${rounds === 1 ? "round" : "rounds"} done` : "All done"}</span></button>`;
}
