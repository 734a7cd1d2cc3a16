/** Timers ready to start, and a small builder: so much work, so much rest, so many rounds. */

import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { big, icon } from "./icon-view.js";
import { buildPlan, recipeProblem } from "./plans.js";
import { clockText, planLength } from "./timers.js";

/**
 * @typedef {import("./types.d.ts").Interval} Interval
 * @typedef {import("./plans.js").Recipe} Recipe
 */

/**
 * @param {object} facts
 * @param {{name: string, plan: Interval[]}[]} facts.presets
 * @param {Recipe} facts.recipe
 * @param {(change: Partial<Recipe>) => void} facts.set
 * @param {boolean} facts.isRunning
 * @param {(title: string, plan: Interval[]) => void} facts.start
 */
export function timersView({ presets, recipe, set, isRunning, start }) {
  const problem = recipeProblem(recipe);
  const plan = problem ? [] : buildPlan(recipe);
  const title = `${recipe.work_s}/${recipe.rest_s} × ${recipe.rounds}`;
  /**
   * @param {keyof Recipe} name
   * @param {string} label
   */
  const field = (name, label) => html`<div class="field">
    <label for=${`recipe-${name}`}>${label}</label>
    <input
      id=${`recipe-${name}`}
      type="number"
      inputmode="numeric"
      min="0"
      .value=${String(Number.isNaN(recipe[name]) ? "" : recipe[name])}
      @input=${(/** @type {Event} */ event) => set({ [name]: /** @type {HTMLInputElement} */ (event.target).valueAsNumber })}
    />
  </div>`;
  return html`<div class="instrument">
    ${isRunning ? html`<p class="muted small">A timer runs. Another one takes its place on the screens.</p>` : nothing}
    <ul class="palette" aria-label="Timers ready to start">
      ${presets.map(
        (preset) => html`<li>
          <button type="button" class="cue-key" @click=${() => start(preset.name, preset.plan)}>
            ${icon("play")}<span>${preset.name}</span><span class="muted numbers">${clockText(planLength(preset.plan))}</span>
          </button>
        </li>`,
      )}
    </ul>
    <form class="recipe" @submit=${(/** @type {Event} */ event) => (event.preventDefault(), plan.length > 0 && start(title, plan))}>
      <h2>Your own</h2>
      <div class="recipe-fields">${field("work_s", "Work, s")} ${field("rest_s", "Rest, s")} ${field("rounds", "Rounds")} ${field("lead_s", "Lead-in, s")}</div>
      <p class="small ${problem ? "too-many" : "muted"}" role="status">${problem ?? `${title}, ${clockText(planLength(plan))} in all`}</p>
      <button type="submit" class="button primary wide" id="recipe-start" ?disabled=${problem !== null}>${icon("play")}<span>Start</span></button>
    </form>
  </div>`;
}

/**
 * What can be done to the timer that is shown.
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
