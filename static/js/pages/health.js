/** Adds a document to a client's health check: the file goes as it is, then the page shows it. */

import { toast } from "../lib/toast.js";
import { busy } from "./form.js";

for (const form of document.querySelectorAll("[data-document]")) {
  form.addEventListener("submit", (event) => void send(event, /** @type {HTMLFormElement} */ (form)));
}

/**
 * @param {Event} event
 * @param {HTMLFormElement} form
 */
async function send(event, form) {
  event.preventDefault();
  const input = /** @type {HTMLInputElement} */ (form.querySelector("input[type=file]"));
  const file = input.files?.[0];
  if (!file) return input.focus();
  const button = /** @type {HTMLButtonElement} */ (form.querySelector("button"));
  if (button.getAttribute("aria-disabled")) return;
  const rest = busy(form, button);
  try {
    const url = `${form.dataset["document"]}?name=${encodeURIComponent(file.name)}`;
    const answer = await fetch(url, { method: "POST", body: file, headers: { Accept: "application/json", "Content-Type": "application/octet-stream" } });
    const told = await answer.json();
    if (answer.ok) return location.reload(); // the button is held until the page is new
    tell(form, told.message);
  } catch {
    toast("There is no connection, so nothing was sent. Try again in a moment.", "warn");
  }
  rest();
}

/**
 * @param {HTMLFormElement} form
 * @param {string} message
 */
function tell(form, message) {
  const place = /** @type {HTMLElement} */ (form.querySelector("[data-error-for]"));
  place.textContent = message;
  place.hidden = false;
}
