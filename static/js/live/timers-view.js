/** The trainer's timers: every format in two presses, what is kept ready in one, for everyone or for one client. */

import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { repeat } from "../../vendor/lit-html/directives/repeat.js";
import { big, icon } from "./icon-view.js";
import { FORMATS, build, problem, title } from "./plans/formats.js";
import { recipeFields } from "./recipe-view.js";
import { clockText, planLength } from "./timers.js";

/**
 * @typedef {import("./plans/formats.js").Recipe} Recipe
 * @typedef {import("./plans/formats.js").AnyFormat} AnyFormat
 * @typedef {NonNullable<import("./types.d.ts").PageConfig["timers"]>[number]} Kept
 */

/**
 * @param {object} facts
 * @param {Kept[]} facts.kept
 * @param {AnyFormat | null} facts.format whose form is open
 * @param {Recipe | null} facts.recipe what stands in it
 * @param {(format: AnyFormat) => void} facts.choose
 * @param {(recipe: Recipe) => void} facts.set
 * @param {{id: string, name: string}[]} facts.clients
 * @param {string} facts.to "everyone" or a peer
 * @param {(to: string) => void} facts.setTo
 * @param {boolean} facts.isRunning
 * @param {(title: string, plan: Kept["plan"], counts?: Kept["counts"]) => void} facts.start
 * @param {unknown} facts.here how they sound on this device
 */
export function timersView({ kept, format, recipe, choose, set, clients, to, setTo, isRunning, start, here }) {
  return html`<div class="instrument">
    ${clients.length > 1
      ? html`<div class="chips" role="group" aria-label="For whom">
          ${[{ id: "everyone", name: "Everyone" }, ...clients].map(
            ({ id, name }) => html`<button type="button" class="chip" aria-pressed=${String(to === id)} @click=${() => setTo(id)}>${name}</button>`,
          )}
        </div>`
      : nothing}
    ${isRunning ? html`<p class="muted small">A timer runs. Another one takes its place on the screens.</p>` : nothing}
    <div class="chips" role="group" aria-label="Kinds of timers">
      ${FORMATS.map((one) => html`<button type="button" class="chip" title=${one.words} aria-pressed=${String(one === format)} @click=${() => choose(one)}>${one.name}</button>`)}
    </div>
    ${repeat(
      format && recipe ? [format] : [],
      (one) => one.format,
      (one) => recipeForm(one, /** @type {Recipe} */ (recipe), set, start),
    )}
    ${kept.length > 0
      ? html`<h2 class="small">Ready to start</h2>
          <ul class="palette" aria-label="Timers ready to start">
            ${kept.map(
              ({ name, plan, counts }) => html`<li>
                <button type="button" class="cue-key" @click=${() => start(name, plan, counts)}>
                  ${icon("play")}<span>${name}</span><span class="muted numbers">${clockText(planLength(plan))}</span>
                </button>
              </li>`,
            )}
          </ul>`
      : nothing}
    <h2 class="small">On this device</h2>
    ${here}
  </div>`;
}

/**
 * @param {AnyFormat} format
 * @param {Recipe} recipe
 * @param {(recipe: Recipe) => void} set
 * @param {(title: string, plan: Kept["plan"], counts?: Kept["counts"]) => void} start
 */
function recipeForm(format, recipe, set, start) {
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
  </form>`;
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
