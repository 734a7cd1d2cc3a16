/** The trainer's timers: every format in two presses, what is kept ready in one, for everyone or for one client. */

import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { repeat } from "../../vendor/lit-html/directives/repeat.js";
import { big, icon } from "./icon-view.js";
import { keptTimersView } from "./kept-timers-view.js";
import { FORMATS, build, problem, title } from "./plans/formats.js";
import { recipeFields } from "./recipe-view.js";
import { clockText, planLength } from "./timers.js";

/**
 * @typedef {import("./plans/formats.js").Recipe} Recipe
 * @typedef {import("./plans/formats.js").AnyFormat} AnyFormat
 * @typedef {import("./kept-timers.js").KeptTimers} KeptTimers
 * @typedef {(title: string, plan: import("./types.d.ts").Interval[], counts?: import("./types.d.ts").Timer["counts"]) => void} Start
 */

/**
 * @param {object} facts
 * @param {KeptTimers | null} facts.kept
 * @param {AnyFormat | null} facts.format whose form is open
 * @param {Recipe | null} facts.recipe what stands in it
 * @param {(format: AnyFormat) => void} facts.choose
 * @param {(recipe: Recipe) => void} facts.set
 * @param {{id: string, name: string}[]} facts.clients
 * @param {string} facts.to "everyone" or a peer
 * @param {(to: string) => void} facts.setTo
 * @param {boolean} facts.isRunning
 * @param {boolean} facts.asksEffort at its end
 * @param {() => void} facts.toggleEffort
 * @param {Start} facts.start
 * @param {unknown} facts.here how they sound on this device
 */
export function timersView({ kept, format, recipe, choose, set, clients, to, setTo, isRunning, asksEffort, toggleEffort, start, here }) {
  return html`<div class="instrument">
    ${clients.length > 1
      ? html`<div class="chips" role="group" aria-label="For whom">
          ${[{ id: "everyone", name: "Everyone" }, ...clients].map(
            ({ id, name }) => html`<button type="button" class="chip" aria-pressed=${String(to === id)} @click=${() => setTo(id)}>${name}</button>`,
          )}
        </div>`
      : nothing}
    ${isRunning ? html`<p class="muted small">A timer runs. Another one takes its place on the screens.</p>` : nothing}
    <button type="button" class="chip" id="asks-effort" aria-pressed=${String(asksEffort)} @click=${toggleEffort}>Ask how hard it was at the end</button>
    <div class="chips" role="group" aria-label="Kinds of timers">
      ${FORMATS.map((one) => html`<button type="button" class="chip" title=${one.words} aria-pressed=${String(one === format)} @click=${() => choose(one)}>${one.name}</button>`)}
    </div>
    ${repeat(
      format && recipe ? [format] : [],
      (one) => one.format,
      (one) => recipeForm(one, /** @type {Recipe} */ (recipe), set, start, kept),
    )}
    ${kept ? keptTimersView(kept) : nothing}
    <h2 class="small">On this device</h2>
    ${here}
  </div>`;
}

/**
 * @param {AnyFormat} format
 * @param {Recipe} recipe
 * @param {(recipe: Recipe) => void} set
 * @param {Start} start
 * @param {KeptTimers | null} kept
 */
function recipeForm(format, recipe, set, start, kept) {
  const wrong = problem(recipe);
  /** @param {SubmitEvent} event */
  const submit = (event) => {
    event.preventDefault();
    if (problem(recipe)) return;
    start(title(recipe), build(recipe), format.counts);
    /** @type {HTMLElement | null} */ (document.activeElement)?.blur(); // Space and the digits are keys again
  };
  return html`<form class="recipe" aria-label=${format.name} @submit=${submit}>
    <p class="muted small">${format.words}</p>
    <div class="recipe-fields">${recipeFields({ fields: format.fields, recipe, set })}</div>
    <p class="small ${wrong ? "too-many" : "muted"}" role="status">${wrong ?? `${title(recipe)}: ${clockText(planLength(build(recipe)))} in all`}</p>
    <button type="submit" class="button primary wide" id="recipe-start">${icon("play")}<span>Start</span></button>
    ${kept ? keepRow(recipe, kept) : nothing}
  </form>`;
}

/**
 * @param {Recipe} recipe
 * @param {KeptTimers} kept
 */
function keepRow(recipe, kept) {
  const wrong = problem(recipe);
  const keep = async () => {
    const field = /** @type {HTMLInputElement} */ (document.getElementById("keep-name"));
    if (!wrong && (await kept.keep(recipe, field.value))) field.value = "";
  };
  /** @param {KeyboardEvent} event */
  const key = (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault(); // it would start
    void keep();
  };
  return html`<div class="row nowrap">
    <label class="unseen" for="keep-name">A name to keep it under</label>
    <input id="keep-name" class="grow" autocomplete="off" maxlength="60" placeholder=${wrong ? "A name" : title(recipe)} @keydown=${key} />
    <button type="button" class="button quiet" id="recipe-keep" ?disabled=${wrong !== null} @click=${() => void keep()}>${icon("library")}<span>Keep</span></button>
  </div>`;
}

/**
 * Beside the timer's face.
 *
 * @param {object} facts
 * @param {"running" | "paused" | "done"} facts.state
 * @param {(change: import("./deeds.js").Change) => void} facts.change
 */
export function timerControls({ state, change }) {
  if (state === "done") return nothing;
  const isPaused = state === "paused";
  return html`<div class="timer-controls" role="group" aria-label="Timer">
    ${big({ icon: "back", label: "Back", press: () => change("back"), id: "timer-back", hint: "Interval before (←)" })}
    ${big({
      icon: isPaused ? "play" : "pause",
      label: isPaused ? "Go on" : "Pause",
      press: () => change(isPaused ? "resume" : "pause"),
      id: "timer-pause",
      hint: "Pause or go on (Space)",
    })}
    ${big({ icon: "skip", label: "Next", press: () => change("skip"), id: "timer-skip", hint: "Next interval (→)" })}
    ${big({ icon: "plus", label: "10 s", press: () => change("add"), id: "timer-add", hint: "Ten seconds more (+)" })}
    ${big({ icon: "stop", label: "Stop", press: () => change("stop"), id: "timer-stop", hint: "Stop the timer (X)" })}
  </div>`;
}
