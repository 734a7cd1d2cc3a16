/** The list of timers: what is deleted goes at once, and comes back at one press. */

import { post, Refusal } from "../lib/http.js";
import { toast } from "../lib/toast.js";

/** @param {HTMLFormElement} form */
async function remove(form) {
  const row = form.closest("li");
  const url = form.getAttribute("action") ?? "";
  try {
    const answer = await post(url);
    const mark = document.createComment(""); // taken out, not only hidden: the filter of the page shows what it finds
    row?.replaceWith(mark);
    toast(String(answer["notice"] ?? ""), "good", { label: "Undo", press: () => void bringBack(url, mark, row) });
  } catch (problem) {
    refused(problem);
  }
}

/**
 * @param {string} url
 * @param {Comment} mark
 * @param {HTMLElement | null} row
 */
async function bringBack(url, mark, row) {
  try {
    await post(url.replace(/delete$/, "restore"));
    if (row) mark.replaceWith(row);
  } catch (problem) {
    refused(problem);
  }
}

/** @param {unknown} problem */
function refused(problem) {
  if (!(problem instanceof Refusal)) throw problem;
  toast(problem.message, "bad");
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!(form instanceof HTMLFormElement) || form.dataset["delete"] === undefined) return;
  event.preventDefault();
  void remove(form);
});
