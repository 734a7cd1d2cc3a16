/** The builder's page: only wiring. */

import { render } from "../../vendor/lit-html/lit-html.js";
import { createBuilder } from "../forms/builder.js";
import { builderView } from "../forms/builder-view.js";
import { fetched } from "../forms/fetched.js";
import { openFilling } from "../forms/filling.js";
import { Refusal } from "../lib/http.js";
import { effect } from "../lib/state.js";
import { toast, toastLater } from "../lib/toast.js";

const config = JSON.parse(document.getElementById("page")?.textContent ?? "{}");
const root = /** @type {HTMLElement} */ (document.getElementById("builder"));
root.replaceChildren();
const builder = createBuilder(config);

/** @param {string | null} key */
function focusOn(key) {
  queueMicrotask(() => {
    const row = key ? root.querySelector(`[data-question="${CSS.escape(key)}"]`) : null;
    const label = builder.chosen.value === key ? row?.querySelector("[data-label]") : null;
    const at = label instanceof HTMLInputElement && label.value === "" ? label : row?.querySelector("[data-head]");
    if (at instanceof HTMLElement) at.focus();
  });
}

async function save() {
  if (builder.isBusy.value) return;
  const answer = await builder.save();
  if (!answer) return focusOn(builder.problem.value?.key ?? null);
  if (config.rev === 0 && answer.location) {
    if (answer.notice) toastLater(answer.notice);
    removeEventListener("beforeunload", warn);
    location.assign(answer.location);
    return;
  }
  toast(answer.notice ?? "Saved.", "good");
}

async function preview() {
  try {
    const { title, intro, sections } = builder.text.value;
    const form = await fetched(config.preview, "#filling", { title, intro, sections });
    show(/** @type {HTMLFormElement} */ (form));
  } catch (problem) {
    if (!(problem instanceof Refusal)) throw problem;
    // What is wrong is said at its place: saving would be refused the same way.
    toast("Something is not finished yet; save it to see what.", "warn");
  }
}

/** @param {HTMLFormElement} form */
function show(form) {
  const dialog = document.createElement("dialog");
  dialog.className = "form-preview";
  dialog.setAttribute("aria-label", "As a client sees it");
  const close = document.createElement("button");
  close.type = "button";
  close.className = "button quiet";
  close.textContent = "Close";
  close.addEventListener("click", () => dialog.close());
  const title = document.createElement("h2");
  title.textContent = builder.text.value.title;
  dialog.append(close, title, form);
  const filling = openFilling(form, { isPreview: true });
  dialog.addEventListener("close", () => {
    filling.close();
    dialog.remove();
  });
  document.body.append(dialog);
  dialog.showModal();
}

/** @param {BeforeUnloadEvent} event */
function warn(event) {
  if (builder.isChanged.value) event.preventDefault();
}

addEventListener("beforeunload", warn);
effect(() => void render(builderView(builder, { save: () => void save(), preview: () => void preview(), focusOn }), root));
