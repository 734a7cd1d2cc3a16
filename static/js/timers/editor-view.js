/** The timer editor: a name, a format with its fields or interval by interval, what it makes, and the deeds. */

import { html, nothing, render } from "../../vendor/lit-html/lit-html.js";
import { get } from "../lib/http.js";
import { batch, closers, computed, effect, listen, signal } from "../lib/state.js";
import { toast } from "../lib/toast.js";
import { icon } from "../live/icon-view.js";
import { FORMATS, formatOf } from "../live/plans/formats.js";
import { planLength } from "../live/timers.js";
import { FREE, FREE_NAME, filled, inFormat, nameProblem, planOf, problemOf, recipeOf, usualName } from "./draft.js";
import { drag } from "./drag.js";
import { deedsView } from "./deeds-view.js";
import { fieldsView } from "./fields-view.js";
import { begin, did, redo, undo } from "./history.js";
import { moveTo } from "./rows.js";
import { rowsView } from "./rows-view.js";
import { createSaving } from "./saving.js";
import { stripView } from "./strip-view.js";
import { createTrialView } from "./trial-view.js";

/**
 * @typedef {import("./draft.js").Draft} Draft
 * @typedef {{words: string, counts: import("./draft.js").Draft["counts"]}} Counting
 */

/** @type {Counting[]} */
const COUNTING = [
  { words: "Nothing", counts: "" },
  { words: "Rounds done", counts: "rounds" },
  { words: "The moment of being done", counts: "finish" },
  { words: "The round of being out", counts: "out" },
];
const CHOICES = [...FORMATS.filter(({ format }) => format !== "list").map(({ format, name }) => ({ format, name })), { format: FREE, name: FREE_NAME }];

/**
 * @param {object} options
 * @param {HTMLElement} options.root
 * @param {Draft} options.draft
 * @param {import("./draft.js").Saved | null} options.saved
 * @param {string} options.here the address of the list
 * @param {(name: string, id: string | null) => void} options.named it is called so, and kept under that id
 * @returns {() => void} closes it
 */
export function showEditor({ root, draft, saved, here, named }) {
  const open = closers();
  const history = signal(begin(draft));
  const base = signal(saved ? draft : null); // as it is kept
  const details = signal(/** @type {Set<string>} */ (new Set()));
  const said = signal("");
  const saving = createSaving({ here, saved });
  const now = computed(() => history.value.now);
  const problem = computed(() => problemOf(now.value));
  const isChanged = computed(() => now.value !== base.value);
  const trial = createTrialView(() => (problemOf(now.value) === null ? { title: now.value.name.trim() || usualName(now.value), plan: planOf(now.value) } : null));
  open.add(trial.close);

  /**
   * @param {Draft} next
   * @param {string} [by]
   */
  const set = (next, by) => void (history.value = did(history.value, next, by));

  /** @param {boolean} isKept */
  function settle(isKept) {
    const { kept, trouble } = saving;
    if (!isKept || !kept.value) {
      if (trouble.value) requestAnimationFrame(() => root.querySelector(trouble.value?.where === "name" ? "#timer-name" : "#trouble")?.scrollIntoView({ block: "nearest" }));
      return;
    }
    const name = kept.value.name;
    if (now.value.name.trim() !== name) set({ ...now.value, name }, "saved");
    base.value = now.value;
    named(name, kept.value.id);
    toast(`${name} is saved.`, "good");
  }

  /** @param {"save" | "saveCopy"} deed */
  async function save(deed) {
    if (problem.value || nameProblem(now.value)) {
      const field = root.querySelector(nameProblem(now.value) ? "#timer-name" : "[aria-invalid=true], :invalid");
      if (field instanceof HTMLElement) field.focus();
      return;
    }
    settle(await saving[deed](now.value));
  }

  async function replace() {
    const answer = await get(`${here}/${saving.kept.value?.id}`).catch(() => null);
    const timer = /** @type {import("./draft.js").Saved | undefined} */ (answer?.["timer"]);
    if (timer) settle(await saving.replace(now.value, timer.rev));
  }

  async function remove() {
    const location = await saving.remove();
    if (!location) return;
    base.value = now.value; // nothing is left to be lost
    window.location.assign(location);
  }

  /** @param {KeyboardEvent} event */
  function onKey(event) {
    if (!(event.ctrlKey || event.metaKey) || event.altKey) return;
    const key = event.key.toLowerCase();
    if (key === "s") {
      event.preventDefault();
      void save("save");
    }
    // A field undoes its own letters.
    const isTyping = event.target instanceof HTMLElement && event.target.matches("input:not([type=checkbox], [type=radio]), textarea");
    if (isTyping || (key !== "z" && key !== "y")) return;
    event.preventDefault();
    history.value = key === "y" || event.shiftKey ? redo(history.value) : undo(history.value);
  }

  /** @param {string | undefined} id */
  const focus = (id) => queueMicrotask(() => id && document.getElementById(id)?.focus());

  open.add(listen(document, "keydown", onKey));
  open.add(listen(window, "beforeunload", (event) => isChanged.value && (base.value !== null || history.value.before.length > 0) && event.preventDefault()));
  open.add(
    effect(() => {
      const draft = now.value;
      const wrong = problem.value;
      const misnamed = nameProblem(draft);
      const trouble = saving.trouble.value;
      trial.refresh();
      render(
        html`<div class="timer-editor">
          <form class="timer-what" @submit=${(/** @type {Event} */ event) => (event.preventDefault(), void save("save"))}>
            <div class="field timer-name">
              <label for="timer-name"><span>Name</span></label>
              <input
                id="timer-name"
                type="text"
                maxlength="60"
                autocomplete="off"
                placeholder=${usualName(draft)}
                aria-describedby="timer-name-error"
                aria-invalid=${misnamed || trouble?.where === "name" ? "true" : nothing}
                .value=${draft.name}
                @input=${(/** @type {Event} */ event) => set({ ...draft, name: /** @type {HTMLInputElement} */ (event.target).value }, "name")}
              />
              <p class="field-error" id="timer-name-error" ?hidden=${!misnamed && trouble?.where !== "name"}>${misnamed ?? trouble?.message}</p>
            </div>
            <fieldset class="formats">
              <legend>Format</legend>
              <div class="format-choices">
                ${CHOICES.map(
                  ({ format, name }) => html`<label class="format">
                    <input type="radio" name="format" value=${format} .checked=${format === draft.format} @change=${() => set(inFormat(draft, format))} /><span>${name}</span>
                  </label>`,
                )}
              </div>
              <p class="hint">${formatOf({ format: draft.format })?.words ?? "Any intervals in any order, some of them repeated."}</p>
            </fieldset>
            <div class="timer-body">${body(draft)}</div>
          </form>
          <aside class="timer-makes" aria-label="What it makes">
            ${wrong ? html`<p class="form-alert" role="status">${icon("warning")}<span>${wrong}</span></p>` : stripView(planOf(draft))} ${trial.element}
          </aside>
          ${deedsView({
            saving,
            here,
            length_ms: wrong ? null : planLength(planOf(draft)),
            can: wrong === null && misnamed === null,
            isChanged: isChanged.value,
            history: history.value,
            save: (deed) => void save(deed),
            replace: () => void replace(),
            remove: () => void remove(),
            go: (next) => void (history.value = next),
          })}
          <p class="unseen" role="status">${said.value}</p>
        </div>`,
        root,
      );
    }),
  );

  /** @param {Draft} draft */
  function body(draft) {
    const recipe = recipeOf(draft);
    const format = recipe ? formatOf(recipe) : null;
    if (recipe && format) return fieldsView({ fields: format.fields, values: recipe, set: (change, by) => set(filled(draft, change), by && `${draft.format} ${by}`) });
    return html`${rowsView({
      rows: draft.rows,
      open: details.value,
      toggle: (key) => void (details.value = details.value.has(key) ? new Set([...details.value].filter((one) => one !== key)) : new Set([...details.value, key])),
      set: (rows, by) => set({ ...draft, rows }, by),
      move(rows, words, id) {
        batch(() => {
          set({ ...draft, rows });
          said.value = words;
        });
        focus(id);
      },
      removed(rows, what) {
        const before = history.value.now;
        set({ ...draft, rows });
        toast(`${what} is deleted.`, "info", { label: "Undo", press: () => void (history.value.now.rows === rows ? (history.value = undo(history.value)) : set({ ...history.value.now, rows: before.rows })) });
      },
      drag: (event, key) =>
        drag(event, /** @type {HTMLElement} */ (document.getElementById("rows")), (landing) => {
          const { rows } = history.value.now.rows;
          const at = rows.findIndex((row) => row.key === landing.key);
          set({ ...history.value.now, rows: moveTo(history.value.now.rows, key, landing.isAbove ? at : at + 1, landing.group) });
        }),
    })}
    <div class="field counting">
      <label for="counts"><span>What each client counts on it</span></label>
      <select id="counts" @change=${(/** @type {Event} */ event) => set({ ...draft, counts: /** @type {any} */ (/** @type {HTMLSelectElement} */ (event.target).value) })}>
        ${COUNTING.map(({ words, counts }) => html`<option value=${counts} ?selected=${counts === draft.counts}>${words}</option>`)}
      </select>
    </div>`;
  }

  return open.close;
}
