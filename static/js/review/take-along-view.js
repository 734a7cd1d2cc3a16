/** A review goes along as a PDF page with pictures, and one that was taken along comes in again from its file. */

import { post, Refusal } from "../lib/http.js";
import { closers, listen } from "../lib/state.js";
import { keyPictures } from "./pictures.js";
import { save } from "./still.js";

const PDF_PATIENCE_MS = 90_000;

/**
 * @param {import("./studio.js").Studio} studio
 * @returns {() => void}
 */
export function attach(studio) {
  const close = closers();
  const form = document.querySelector("form[data-review-import]");
  if (form instanceof HTMLFormElement) close.add(listen(form, "submit", (event) => void bringIn(studio, form, event)));
  for (const link of document.querySelectorAll("a[data-review-pdf]")) {
    if (link instanceof HTMLAnchorElement) close.add(listen(link, "click", (event) => void page(studio, link, event)));
  }
  return close.close;
}

/**
 * @param {import("./studio.js").Studio} studio
 * @param {HTMLAnchorElement} link
 * @param {MouseEvent} event
 */
async function page(studio, link, event) {
  if (event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  if (link.getAttribute("aria-disabled") === "true") return;
  link.setAttribute("aria-disabled", "true");
  const words = [...link.childNodes].find((node) => node.nodeType === Node.TEXT_NODE && node.textContent?.trim());
  const before = words?.textContent ?? "";
  const say = (/** @type {string} */ text) => words && (words.textContent = text);
  try {
    say("Making the page…");
    await (await studio.sync)?.go();
    const pictures = await keyPictures(studio, (done, all) => say(`Picture ${done + 1} of ${all}…`));
    say("Setting the page…");
    const answer = await fetch(link.href, {
      method: "POST",
      credentials: "same-origin",
      headers: { "Content-Type": "application/json", Accept: "application/json" },
      body: JSON.stringify({ pictures }),
      signal: AbortSignal.timeout(PDF_PATIENCE_MS),
    });
    if (!answer.ok) throw new Error((await answer.json())["message"]);
    save(await answer.blob(), `review-${studio.config.clip.slice(0, 8)}.pdf`);
  } catch (problem) {
    studio.say(problem instanceof Error && problem.message ? problem.message : "The page could not be made. Please try again.", "bad");
  } finally {
    say(before);
    link.removeAttribute("aria-disabled");
  }
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
