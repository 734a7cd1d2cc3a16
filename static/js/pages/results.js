/** The sheet of an assessment's results: keeps what is entered as it is entered. Only wiring. */

import { post } from "../lib/http.js";
import { createSaving } from "../protocols/saving.js";
import { stepTimer } from "../protocols/step-timer.js";

const form = /** @type {HTMLFormElement} */ (document.getElementById("results"));
const line = /** @type {HTMLElement} */ (form.querySelector("[data-saved]"));
const key = `spotter-result-${form.dataset["key"]}`;

const saving = createSaving({
  send: (body) => post(form.action, body),
  store: {
    get: () => localStorage.getItem(key),
    set: (text) => localStorage.setItem(key, text),
    drop: () => localStorage.removeItem(key),
  },
  tell({ kind, message, where }) {
    line.textContent = message;
    /** @type {HTMLElement} */ (line.closest(".saved")).dataset["kind"] = kind;
    form.dataset["saved"] = kind;
    if (kind === "saving") for (const one of form.querySelectorAll("[data-place-error]")) /** @type {HTMLElement} */ (one).hidden = true;
    if (kind !== "refused" || !where) return;
    const place = form.querySelector(`[data-place-error="${CSS.escape(where.split(".")[0] ?? "")}"]`);
    if (!(place instanceof HTMLElement)) return;
    place.textContent = message;
    place.hidden = false;
    form.querySelector(`[data-place="${CSS.escape(where)}"]`)?.setAttribute("aria-invalid", "true");
  },
  kept(answer) {
    for (const one of form.querySelectorAll('[aria-invalid="true"]')) one.removeAttribute("aria-invalid");
    outcomes(/** @type {{lines: {title: string, words: string, band: string, why_none: string, key: string}[]}} */ (answer).lines);
  },
});

/** @param {{title: string, words: string, band: string, why_none: string}[]} lines */
function outcomes(lines) {
  const list = /** @type {HTMLElement} */ (document.getElementById("outcomes"));
  list.replaceChildren(
    ...lines.map(({ title, words, band, why_none }) => {
      const row = document.createElement("li");
      const name = document.createElement("span");
      name.className = "grow";
      name.textContent = title;
      if (why_none) name.append(element("span", "hint", why_none));
      const value = element("span", "outcome", "");
      value.append(element("strong", "numbers", words));
      if (band) value.append(" ", element("span", "badge neutral", band));
      row.append(name, value);
      return row;
    }),
  );
}

/** @param {string} kind @param {string} name @param {string} text */
function element(kind, name, text) {
  const made = document.createElement(kind);
  made.className = name;
  made.textContent = text;
  return made;
}

/**
 * The moment of the step's video, if it was moved from its beginning.
 *
 * @param {Element} control
 * @param {string} place
 * @returns {Record<string, {clip: string, at_ms: number}>}
 */
function moments(control, place) {
  const video = control.closest(".step-results")?.querySelector("video[data-clip]");
  if (!(video instanceof HTMLVideoElement) || video.currentTime === 0) return {};
  return { [place]: { clip: video.dataset["clip"] ?? "", at_ms: Math.round(video.currentTime * 1000) } };
}

/** @param {Event} event */
function take({ target, type }) {
  const isTyping = type === "input";
  if (!(target instanceof HTMLInputElement || target instanceof HTMLSelectElement || target instanceof HTMLTextAreaElement)) return;
  if (isTyping && target.type === "checkbox") return;
  const place = target.dataset["place"];
  const look = target.dataset["look"];
  if (look && target instanceof HTMLInputElement) {
    const other = form.querySelector(`[data-look="${look === "yes" ? "no" : "yes"}"][value="${CSS.escape(target.value)}"]`);
    if (target.checked && other instanceof HTMLInputElement) other.checked = false;
    saving.put({ looks: { [target.value]: target.checked ? /** @type {"yes" | "no"} */ (look) : "" }, moments: target.checked ? moments(target, target.value) : {} });
  } else if (place) {
    saving.put({ values: { [place]: target.value }, moments: moments(target, place) }, { isTyping });
  } else if (target.name && target.name !== "whole") {
    saving.put({ facts: { [target.name]: target.value } }, { isTyping });
  }
}

form.addEventListener("input", take);
form.addEventListener("change", take);
form.addEventListener("click", ({ target }) => {
  const button = target instanceof Element ? target.closest("[data-seek]") : null;
  const video = button?.closest(".step-results")?.querySelector("video");
  if (!(button instanceof HTMLElement) || !video) return;
  video.currentTime = Number(button.dataset["seek"]) / 1000;
  video.focus();
});
form.addEventListener("submit", (event) => {
  event.preventDefault();
  void saving.flush();
});
window.addEventListener("online", () => void saving.flush());
window.addEventListener("pagehide", () => void saving.flush());

// What did not reach the server the last time stands in the form again, and goes out now.
const left = saving.left();
for (const [place, value] of Object.entries(left.values)) {
  const field = form.querySelector(`[data-place="${CSS.escape(place)}"]`);
  if (field instanceof HTMLInputElement || field instanceof HTMLSelectElement) field.value = value;
}
for (const [place, word] of Object.entries(left.looks)) {
  for (const box of form.querySelectorAll(`[data-look][value="${CSS.escape(place)}"]`)) {
    if (box instanceof HTMLInputElement) box.checked = box.dataset["look"] === word;
  }
}
void saving.flush();
for (const timer of form.querySelectorAll("[data-step-timer]")) stepTimer(/** @type {HTMLElement} */ (timer));
form.dataset["ready"] = "yes";
