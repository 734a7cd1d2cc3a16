/** A page with a form to fill in: saved as one goes; files are sent at once. Without this script it posts as any form does. */

import { post, Refusal } from "../lib/http.js";
import { openFilling } from "../forms/filling.js";
import { smaller } from "../forms/pictures.js";
import { busy } from "./form.js";

const form = document.getElementById("filling");
if (form instanceof HTMLFormElement) openFilling(form, { closed: () => location.reload() });

for (const one of document.querySelectorAll("form[data-file-form]")) {
  if (!(one instanceof HTMLFormElement)) continue;
  one.addEventListener("submit", (event) => {
    event.preventDefault();
    void sendFile(one);
  });
}

/** @param {HTMLFormElement} one */
async function sendFile(one) {
  const input = one.querySelector("input[type=file]");
  const button = one.querySelector("button");
  const file = input instanceof HTMLInputElement ? input.files?.[0] : null;
  if (!file || button?.getAttribute("aria-disabled") === "true") return;
  tell(one, "");
  const letGo = busy(one, button);
  try {
    const body = new FormData();
    body.append("question", one.dataset["fileForm"] ?? "");
    body.append("file", await smaller(file));
    await post(one.action, body);
    location.reload(); // busy until it is there
  } catch (problem) {
    letGo();
    if (!(problem instanceof Refusal)) throw problem;
    tell(one, problem.message);
  }
}

/**
 * @param {HTMLFormElement} one
 * @param {string} words what is wrong; "": nothing
 */
function tell(one, words) {
  const place = one.querySelector("[data-error-for]");
  if (!(place instanceof HTMLElement)) return;
  place.textContent = words;
  place.hidden = words === "";
}
