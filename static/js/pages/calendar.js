/** The calendar: what has a grip is dragged to another day, or moved by the arrow keys; Z, or the toast, takes it back. */

import { hold } from "../lib/hold.js";
import { post, Refusal } from "../lib/http.js";
import { toast } from "../lib/toast.js";
import { daysLater, daysOfKey, moveBack, moveTo } from "../plans/days.js";

const WAIT_MS = 700; // several presses of a key are one move

/** @type {(() => Promise<void>) | null} */
let undo = null;

/** @param {Element} entry */
const dayOf = (entry) => /** @type {HTMLElement} */ (entry.closest("[data-day]"));

/** @param {string} day */
const cell = (day) => document.querySelector(`[data-day="${day}"]`);

/**
 * Shows the entry on a day; on one that this page does not have, nowhere.
 *
 * @param {HTMLElement} entry
 * @param {string} day
 */
function show(entry, day) {
  const to = cell(day);
  if (!to) {
    entry.remove();
    return;
  }
  to.classList.remove("free");
  to.querySelector(".entries")?.append(entry);
}

/**
 * Tells the server, and the reader what has happened.
 *
 * @param {HTMLElement} entry
 * @param {string} from
 * @param {string} to
 */
async function move(entry, from, to) {
  if (from === to) return;
  show(entry, to);
  const url = entry.dataset["move"] ?? "";
  const body = /** @type {Record<string, unknown>} */ (JSON.parse(entry.dataset["body"] ?? "{}"));
  entry.classList.add("moving");
  try {
    const answer = await post(url, moveTo(body, to));
    const name = entry.dataset["name"] ?? "It";
    const home = entry.dataset["home"] ?? "";
    entry.dataset["home"] = "";
    const back = moveBack(body, from, home === "yes", /** @type {{was?: {date: string, time: string}}} */ (answer));
    undo = async () => {
      undo = null;
      await post(url, back);
      show(entry, from);
      entry.dataset["home"] = home;
      entry.querySelector("button")?.focus();
      toast(`${name}: back where it was.`, "good");
    };
    toast(`${name}: moved to ${words(to)}.`, "good", { label: "Undo", press: () => void takeBack() });
  } catch (problem) {
    show(entry, from);
    if (!(problem instanceof Refusal)) throw problem;
    toast(problem.message, "bad");
  } finally {
    entry.classList.remove("moving");
  }
}

async function takeBack() {
  if (!undo) return;
  try {
    await undo();
  } catch (problem) {
    if (!(problem instanceof Refusal)) throw problem;
    toast(problem.message, "bad");
  }
}

/** @param {string} day */
function words(day) {
  return new Date(`${day}T12:00:00Z`).toLocaleDateString("en-GB", { weekday: "long", day: "numeric", month: "long", timeZone: "UTC" });
}

// ---- by keys

/** @type {{entry: HTMLElement, from: string, to: string, timer: number} | null} */
let pending = null;

/** Sends what the keys have come to. */
function settle() {
  if (!pending) return;
  const { entry, from, to, timer } = pending;
  clearTimeout(timer);
  pending = null;
  void move(entry, from, to);
}

/**
 * @param {HTMLElement} entry
 * @param {number} by
 */
function nudge(entry, by) {
  const now = pending?.entry === entry ? pending.to : dayOf(entry).dataset["day"] ?? "";
  const to = daysLater(now, by);
  if (pending && pending.entry !== entry) settle();
  const from = pending?.from ?? now;
  clearTimeout(pending?.timer);
  pending = { entry, from, to, timer: window.setTimeout(settle, WAIT_MS) };
  const grip = entry.querySelector("button");
  if (cell(to)) show(entry, to); // on another page it goes when the keys rest
  grip?.focus();
  grip?.setAttribute("aria-description", words(to));
}

document.addEventListener("keydown", (event) => {
  if (event.altKey || event.ctrlKey || event.metaKey) return;
  const on = event.target instanceof Element ? event.target : null;
  if (on?.closest("input, select, textarea")) return;
  const grip = on?.closest(".grip");
  const by = daysOfKey(event.key);
  if (grip && by) {
    event.preventDefault();
    nudge(/** @type {HTMLElement} */ (grip.closest(".entry")), by);
  } else if (event.key === "z" || event.key === "Z") {
    settle();
    void takeBack();
  } else {
    const link = document.querySelector(`a[data-key="${event.key}"]`);
    if (link instanceof HTMLAnchorElement) {
      event.preventDefault();
      link.click();
    }
  }
});
document.addEventListener("focusout", (event) => {
  if (pending && event.relatedTarget && !pending.entry.contains(/** @type {Node} */ (event.relatedTarget))) settle();
});
window.addEventListener("pagehide", settle);

// ---- by hand

document.addEventListener("pointerdown", (event) => {
  const grip = event.target instanceof Element ? event.target.closest(".grip") : null;
  const entry = grip?.closest(".entry");
  if (!(grip instanceof HTMLElement) || !(entry instanceof HTMLElement) || event.button !== 0) return;
  grip.focus();
  settle(); // what the keys have come to is where it is taken from
  const from = dayOf(entry).dataset["day"] ?? "";
  const box = entry.getBoundingClientRect();
  const offset = { x: event.clientX - box.left, y: event.clientY - box.top };
  /** @type {Element | null} */
  let landing = null;
  hold(grip, event, {
    moved(at) {
      entry.classList.add("flying");
      entry.style.width = `${box.width}px`;
      entry.style.left = `${at.clientX - offset.x}px`;
      entry.style.top = `${at.clientY - offset.y}px`;
      landing?.classList.remove("landing");
      landing = document.elementFromPoint(at.clientX, at.clientY)?.closest("[data-day]") ?? null;
      landing?.classList.add("landing");
    },
    ended() {
      entry.classList.remove("flying");
      entry.removeAttribute("style");
      landing?.classList.remove("landing");
    },
    dropped: () => void move(entry, from, (landing instanceof HTMLElement && landing.dataset["day"]) || from),
  });
});

// ---- whose

document.querySelector("form[data-choose] select")?.addEventListener("change", (event) => {
  if (event.target instanceof HTMLSelectElement) event.target.form?.requestSubmit();
});
