/** The list of timers: one is renamed where it stands; what is deleted goes at once, and comes back at one press. */

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

/**
 * One dialog for all: it takes the timer's name and address when it opens.
 *
 * @param {HTMLElement} button
 */
function rename(button) {
  const dialog = document.getElementById("rename");
  const form = dialog?.querySelector("form");
  const field = dialog?.querySelector("input");
  const id = button.closest("li")?.dataset["timer"];
  if (!(dialog instanceof HTMLDialogElement) || !form || !field || !id) return;
  form.action = `${window.location.pathname}/${id}/rename`;
  field.value = button.dataset["rename"] ?? "";
  dialog.showModal();
  field.select();
}

document.addEventListener("click", (event) => {
  const button = event.target instanceof Element ? event.target.closest("[data-rename]") : null;
  if (button instanceof HTMLElement) rename(button);
});
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!(form instanceof HTMLFormElement) || form.dataset["delete"] === undefined) return;
  event.preventDefault();
  void remove(form);
});
