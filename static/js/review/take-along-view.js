/** A review that was taken along comes in again from its file. */

import { post, Refusal } from "../lib/http.js";
import { closers, listen } from "../lib/state.js";

/**
 * @param {import("./studio.js").Studio} studio
 * @returns {() => void}
 */
export function attach(studio) {
  const close = closers();
  const form = document.querySelector("form[data-review-import]");
  if (form instanceof HTMLFormElement) close.add(listen(form, "submit", (event) => void bringIn(studio, form, event)));
  return close.close;
}

/**
 * @param {import("./studio.js").Studio} studio
 * @param {HTMLFormElement} form
 * @param {Event} event
 */
async function bringIn(studio, form, event) {
  event.preventDefault();
  const file = /** @type {HTMLInputElement | null} */ (form.querySelector("input[type=file]"))?.files?.[0];
  const line = form.querySelector(".field-error");
  const button = form.querySelector("button[type=submit], button:not([type])");
  if (!file || !(line instanceof HTMLElement) || button?.getAttribute("aria-disabled") === "true") return;
  line.hidden = true;
  button?.setAttribute("aria-disabled", "true");
  try {
    const told = await read(file);
    const said = await post(form.action, { format: told["format"], version: told["version"], marks: told["marks"] });
    form.closest("dialog")?.close();
    form.reset();
    studio.say(String(said.notice ?? ""), "good");
    await (await studio.sync)?.go();
  } catch (problem) {
    if (!(problem instanceof Refusal)) throw problem;
    line.textContent = problem.message;
    line.hidden = false;
  } finally {
    button?.removeAttribute("aria-disabled");
  }
}

/** @param {File} file @returns {Promise<Record<string, unknown>>} */
async function read(file) {
  try {
    const told = JSON.parse(await file.text());
    if (told && typeof told === "object" && !Array.isArray(told)) return told;
  } catch {
    // Some other file.
  }
  throw new Refusal("not-a-review", "This is no review that was taken along from a clip here. Choose its JSON file.");
}
