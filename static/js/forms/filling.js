/** A form being filled in: saved as one goes, questions shown as they are asked, what the other writes appearing. */

import { post, Refusal } from "../lib/http.js";
import { closers, effect, listen } from "../lib/state.js";
import { shelf } from "../lib/storage.js";
import { askedOf } from "./conditions.js";
import { fieldOf, isTouched, letSign, setValue, valueOf } from "./controls.js";
import { createFollowing } from "./following.js";
import { createKeeping } from "./keeping.js";
import { smaller } from "./pictures.js";

const SAYS = {
  saved: "Everything is kept.",
  waiting: "Keeping…",
  saving: "Keeping…",
  offline: "No connection. What you write is kept on this device and sent as soon as there is one.",
  closed: "",
};

const LEAVING_BYTES = 30_000; // a browser sends no more than 64 kB for a page that is being left

/**
 * @typedef {object} Filling
 * @property {() => Promise<boolean>} flush
 * @property {() => void} close
 */

/**
 * @param {HTMLFormElement} form as forms/fill.html makes it
 * @param {{isPreview?: boolean, sent?: (location: string) => void, closed?: () => void}} [options] sent: what to do then, instead of going there
 * @returns {Filling}
 */
export function openFilling(form, { isPreview = false, sent, closed } = {}) {
  const open = closers();
  const here = form.dataset["here"] ?? "";
  const questions = /** @type {HTMLElement[]} */ ([...form.querySelectorAll("[data-key]")]);
  const byKey = new Map(questions.map((one) => [one.dataset["key"] ?? "", one]));
  const sections = [...form.querySelectorAll("[data-section]")].map((element) => ({
    element: /** @type {HTMLElement} */ (element),
    when: conditionOf(element),
    questions: [...element.querySelectorAll("[data-key]")].map((one) => ({ key: one.getAttribute("data-key") ?? "", when: conditionOf(one) })),
  }));
  const memory = shelf(() => (isPreview ? sessionStorage : localStorage));
  const keeping = createKeeping({
    id: isPreview ? "preview" : here,
    send: isPreview ? async () => ({}) : send,
    memory: isPreview ? { get: () => null, set: () => {} } : memory,
    told: (answer) => following.kept(answer),
  });
  const following = createFollowing({ form, here, byKey, isUnsent: keeping.isUnsent, show, closed });
  form.classList.add("scripted");

  for (const [key, value] of Object.entries(keeping.unsent())) {
    const question = byKey.get(key);
    if (question) setValue(question, value);
  }

  /** @param {Record<string, import("./conditions.js").Value>} answers */
  function send(answers) {
    following.sends(Object.keys(answers));
    return post(`${here}/answers`, { answers }, { keepalive: isSmall(answers) });
  }

  function answers() {
    return Object.fromEntries(questions.map((one) => [one.dataset["key"] ?? "", one.dataset["kind"] === "choices" ? nonEmpty(valueOf(one)) : valueOf(one)]));
  }

  function show() {
    const asked = askedOf(sections, answers());
    for (const one of questions) one.dataset["asked"] = asked.has(one.dataset["key"] ?? "") ? "yes" : "no";
    for (const { element, questions: own } of sections) {
      const some = own.length === 0 || own.some(({ key }) => asked.has(key));
      element.dataset["asked"] = some ? "yes" : "no";
    }
  }

  /** @param {HTMLElement} question */
  function changed(question) {
    show();
    if (question.dataset["kind"] === "file") return;
    keeping.put(question.dataset["key"] ?? "", valueOf(question));
  }

  /** @param {Event} event */
  function onInput(event) {
    const question = event.target instanceof Element ? event.target.closest("[data-key]") : null;
    if (question instanceof HTMLElement) changed(question);
  }

  /**
   * A choice that is pressed again is none.
   *
   * @param {MouseEvent} event
   */
  function onClick(event) {
    const at = event.target;
    const adds = at instanceof Element ? at.closest("[data-add-file]") : null;
    if (adds instanceof HTMLElement) {
      event.preventDefault();
      if (here) pickFile(adds.dataset["addFile"] ?? "");
      return;
    }
    if (!(at instanceof HTMLInputElement) || at.type !== "radio") return;
    const question = at.closest("[data-key]");
    if (!(question instanceof HTMLElement)) return;
    if (question.dataset["was"] === at.value && event.detail > 0) {
      at.checked = false;
      delete question.dataset["was"];
      changed(question);
    } else question.dataset["was"] = at.value;
  }

  /** @param {string} key */
  function pickFile(key) {
    const input = document.createElement("input");
    input.type = "file";
    input.accept = "image/*,application/pdf";
    input.addEventListener("change", () => void (input.files?.[0] && sendFile(key, input.files[0])));
    input.click();
  }

  /**
   * @param {string} key
   * @param {File} file
   */
  async function sendFile(key, file) {
    const question = byKey.get(key);
    const told = question?.querySelector("[data-error-for]");
    complain(question, "");
    try {
      const body = new FormData();
      body.append("question", key);
      body.append("file", await smaller(file));
      await keeping.flush();
      await post(`${here}/files`, body);
      await following.lookAgain();
    } catch (problem) {
      if (!(problem instanceof Refusal)) throw problem;
      if (told) complain(question, problem.message);
    }
  }

  /** @param {SubmitEvent} event */
  async function onSubmit(event) {
    event.preventDefault();
    if (isPreview) return;
    const isSending = event.submitter?.hasAttribute("data-send") === true;
    const isKept = await keeping.flush();
    if (!isKept) return focusWrong();
    if (!isSending) return void location.assign(form.closest("main")?.querySelector("a.back")?.getAttribute("href") ?? here);
    try {
      const answer = await post(`${here}/send`, { answers: {} });
      if (sent) sent(answer.location ?? here);
      else location.assign(answer.location ?? here);
    } catch (problem) {
      if (!(problem instanceof Refusal)) throw problem;
      const question = byKey.get(problem.where ?? "");
      if (!question) return say(problem.message);
      complain(question, problem.message);
      focusOn(question);
    }
  }

  function focusWrong() {
    const [first] = Object.keys(keeping.wrong.value);
    const question = byKey.get(first ?? "");
    if (question) focusOn(question);
  }

  /** @param {string} words */
  function say(words) {
    const place = form.querySelector("[data-saved]");
    if (place) place.textContent = words;
  }

  open.add(following.close);
  open.add(listen(form, "input", onInput));
  open.add(listen(form, "click", onClick));
  open.add(listen(form, "submit", onSubmit));
  open.add(listen(form, "focusout", () => setTimeout(following.catchUp)));
  for (const one of questions.filter((each) => each.dataset["kind"] === "signature")) open.add(letSign(one, () => changed(one)));
  for (const one of questions) {
    const chosen = one.querySelector("input[type=radio]:checked");
    if (chosen instanceof HTMLInputElement) one.dataset["was"] = chosen.value;
  }
  open.add(
    effect(() => {
      const { state, message } = keeping.standing.value;
      form.dataset["saving"] = state;
      say(message || SAYS[state]);
    }),
  );
  open.add(
    effect(() => {
      const wrong = keeping.wrong.value;
      for (const [key, question] of byKey) if (question.dataset["key"]) complain(question, wrong[key] ?? "");
    }),
  );
  open.add(listen(globalThis, "online", () => void keeping.flush()));
  open.add(listen(document, "visibilitychange", () => void (document.visibilityState === "hidden" && keeping.flush())));
  open.add(keeping.close);
  show();
  for (const [key, question] of byKey) if (isTouched(question) && !keeping.isUnsent(key)) changed(question); // before this script was there
  if (!isPreview && here) void following.follow();
  return { flush: keeping.flush, close: open.close };
}

/**
 * @param {Element} element
 * @returns {import("./conditions.js").Condition | null}
 */
function conditionOf(element) {
  const told = element.getAttribute("data-when");
  return told ? JSON.parse(told) : null;
}

/** @param {Record<string, import("./conditions.js").Value>} answers */
const isSmall = (answers) => JSON.stringify(answers).length < LEAVING_BYTES;

/** @param {import("./conditions.js").Value} value */
const nonEmpty = (value) => (Array.isArray(value) && value.length === 0 ? null : value);

/**
 * @param {HTMLElement | undefined} question
 * @param {string} message
 */
function complain(question, message) {
  const line = question?.querySelector("[data-error-for]");
  if (!(line instanceof HTMLElement) || !question) return;
  line.textContent = message;
  line.hidden = message === "";
  question.toggleAttribute("data-wrong", message !== "");
  const field = fieldOf(question);
  if (message) field?.setAttribute("aria-invalid", "true");
  else field?.removeAttribute("aria-invalid");
}

/** @param {HTMLElement} question */
function focusOn(question) {
  question.scrollIntoView({ block: "center" });
  const first = question.querySelector("textarea, input:not([type=hidden]), a, button");
  if (first instanceof HTMLElement) first.focus({ preventScroll: true });
}
