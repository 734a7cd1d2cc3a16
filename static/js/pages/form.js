/**
 * Makes every `<form data-enhance>` answer in place: errors at their field, a button that says it is busy, nothing typed lost.
 * Without this script the same forms post and are answered by a page.
 *
 * data-stay        stay on the page when it worked (a "form:done" event carries the answer)
 * data-busy="…"    what the button says meanwhile (default "Saving…")
 * data-notice="…"  what a toast says when it worked
 */

import { post, Refusal } from "../lib/http.js";
import { icon, showToastsLeft, toast, toastLater } from "../lib/toast.js";

const BUSY_AFTER_MS = 300;

/**
 * @param {HTMLFormElement} form
 * @returns {() => void} undoes it
 */
export function enhance(form) {
  let isBusy = false;

  /** @param {SubmitEvent} event */
  async function submit(event) {
    event.preventDefault();
    if (isBusy) return;
    isBusy = true;
    const button = submitter(form, event);
    clearErrors(form);
    const rest = busy(form, button);
    try {
      const answer = await post(target(form, button), fields(form, button));
      const notice = answer.notice ?? form.dataset["notice"];
      form.dispatchEvent(new CustomEvent("form:done", { detail: answer, bubbles: true }));
      if (form.dataset["stay"] !== undefined || !answer.location) {
        if (notice) toast(notice, "good");
        rest();
        isBusy = false;
        return;
      }
      if (notice) toastLater(notice);
      follow(answer.location);
      // Busy until the next page is there; back from the cache, "pageshow" wakes the form again.
    } catch (problem) {
      rest();
      isBusy = false;
      if (!(problem instanceof Refusal)) throw problem;
      showRefusal(form, problem);
    }
  }

  const wake = () => {
    isBusy = false;
    restAll(form);
  };
  /** @param {Event} event */
  const mend = (event) => {
    if (event.target instanceof Element) clearError(form, event.target);
  };
  form.addEventListener("submit", submit);
  form.addEventListener("input", mend);
  window.addEventListener("pageshow", wake);
  return () => {
    form.removeEventListener("submit", submit);
    form.removeEventListener("input", mend);
    window.removeEventListener("pageshow", wake);
  };
}

/**
 * Says why at the field the refusal names, or at the top of the form.
 *
 * @param {HTMLFormElement} form
 * @param {Refusal} refusal
 */
export function showRefusal(form, refusal) {
  if (refusal.code === "sign-in-needed") {
    complain(form, "You were signed out meanwhile. Sign in in another tab, then send this again; what you typed is still here.");
    return;
  }
  const name = (refusal.where ?? "").replace(/^\$?\.?/, "");
  const control = name ? field(form, name) : null;
  const line = name ? form.querySelector(`[data-error-for="${CSS.escape(name)}"]`) : null;
  if (!control) {
    complain(form, refusal.message);
    return;
  }
  control.setAttribute("aria-invalid", "true");
  if (line instanceof HTMLElement) {
    line.textContent = refusal.message;
    line.hidden = false;
  } else {
    complain(form, refusal.message);
  }
  control.focus();
}

/** @param {HTMLFormElement} form */
export function clearErrors(form) {
  form.querySelector(":scope > .form-alert")?.remove();
  for (const control of form.querySelectorAll("[aria-invalid]")) clearError(form, control);
}

/**
 * @param {HTMLFormElement} form
 * @param {Element} control
 */
function clearError(form, control) {
  if (!control.hasAttribute("aria-invalid")) return;
  control.removeAttribute("aria-invalid");
  const line = form.querySelector(`[data-error-for="${CSS.escape(control.getAttribute("name") ?? "")}"]`);
  if (line instanceof HTMLElement) {
    line.textContent = "";
    line.hidden = true;
  }
}

/**
 * @param {HTMLFormElement} form
 * @param {string} sentence
 */
function complain(form, sentence) {
  const box = document.createElement("div");
  box.className = "form-alert";
  box.setAttribute("role", "alert");
  box.tabIndex = -1;
  const words = document.createElement("p");
  words.textContent = sentence;
  box.append(icon("warning"), words);
  form.prepend(box);
  box.focus();
}

/**
 * @param {HTMLFormElement} form
 * @param {string} name
 * @returns {HTMLElement | null}
 */
function field(form, name) {
  const found = form.elements.namedItem(name);
  const control = found instanceof RadioNodeList ? found[0] : found;
  if (!(control instanceof HTMLElement)) return null;
  return control instanceof HTMLInputElement && control.type === "hidden" ? null : control;
}

/**
 * @param {HTMLFormElement} form
 * @param {SubmitEvent} event
 * @returns {HTMLButtonElement | null}
 */
function submitter(form, event) {
  if (event.submitter instanceof HTMLButtonElement) return event.submitter;
  return form.querySelector("button[type=submit], button:not([type])");
}

/**
 * @param {HTMLFormElement} form
 * @param {HTMLButtonElement | null} button
 * @returns {string}
 */
function target(form, button) {
  return button?.getAttribute("formaction") ?? form.getAttribute("action") ?? window.location.href;
}

/**
 * @param {HTMLFormElement} form
 * @param {HTMLButtonElement | null} button
 * @returns {URLSearchParams}
 */
function fields(form, button) {
  const sent = new URLSearchParams();
  for (const [name, value] of new FormData(form)) if (typeof value === "string") sent.append(name, value);
  if (button?.name) sent.append(button.name, button.value);
  return sent;
}

/**
 * Holds the button at once, and says so after 300 ms; gives the function that lets go.
 *
 * @param {HTMLFormElement} form
 * @param {HTMLButtonElement | null} button
 * @returns {() => void}
 */
export function busy(form, button) {
  if (!button) return () => {};
  button.setAttribute("aria-disabled", "true");
  const words = button.querySelector("span") ?? button;
  const timer = setTimeout(() => {
    button.dataset["words"] = words.textContent ?? "";
    button.style.setProperty("min-width", `${button.offsetWidth}px`);
    button.setAttribute("aria-busy", "true");
    words.textContent = form.dataset["busy"] ?? "Saving…";
  }, BUSY_AFTER_MS);
  return () => {
    clearTimeout(timer);
    rest(button);
  };
}

/** @param {HTMLElement} button */
function rest(button) {
  const words = button.querySelector("span") ?? button;
  if (button.dataset["words"] !== undefined) words.textContent = button.dataset["words"];
  delete button.dataset["words"];
  button.style.removeProperty("min-width");
  button.removeAttribute("aria-busy");
  button.removeAttribute("aria-disabled");
}

/** @param {HTMLFormElement} form */
function restAll(form) {
  for (const button of form.querySelectorAll("button[aria-disabled]")) {
    if (button instanceof HTMLElement) rest(button);
  }
}

/** @param {string} location */
function follow(location) {
  const next = new URL(location, window.location.href);
  const here = new URL(window.location.href);
  const isSamePage = next.pathname === here.pathname && next.search === here.search;
  if (isSamePage) {
    // Only the fragment may differ, and that alone loads nothing.
    if (next.hash !== here.hash) window.history.replaceState(null, "", next);
    window.location.reload();
    return;
  }
  window.location.assign(next);
}

for (const form of document.querySelectorAll("form[data-enhance]")) {
  if (form instanceof HTMLFormElement) enhance(form);
}
showToastsLeft();
