/** A page with a form to fill in: saved as one goes; files are sent at once. Without this script it posts as any form does. */

import { post, Refusal } from "../lib/http.js";
import { openFilling } from "../forms/filling.js";
import { smaller } from "../forms/pictures.js";

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
  const told = one.querySelector("[data-error-for]");
  const file = input instanceof HTMLInputElement ? input.files?.[0] : null;
  if (!file) return;
  try {
    const body = new FormData();
    body.append("question", one.dataset["fileForm"] ?? "");
    body.append("file", await smaller(file));
    await post(one.action, body);
    location.reload();
  } catch (problem) {
    if (!(problem instanceof Refusal)) throw problem;
    if (told instanceof HTMLElement) {
      told.textContent = problem.message;
      told.hidden = false;
    }
  }
}
