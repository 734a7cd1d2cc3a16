/** The library: filters at once, clips chosen together, deleted and brought back, and a look at what is on its way. */

import { cards, liven, moreLine } from "../clips/cards-view.js";
import { clicked, many } from "../clips/selection.js";
import { post, Refusal } from "../lib/http.js";
import { toast } from "../lib/toast.js";

/** A filter chosen is a filter used. */
function filterAtOnce() {
  const form = document.querySelector("form[data-filters]");
  if (!(form instanceof HTMLFormElement)) return;
  form.addEventListener("change", (event) => {
    if (event.target instanceof HTMLSelectElement) go(form);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    go(form);
  });
}

/** @param {HTMLFormElement} form */
function go(form) {
  const asked = new URLSearchParams();
  for (const [name, value] of new FormData(form)) if (typeof value === "string" && value) asked.append(name, value);
  const query = asked.toString();
  window.location.assign(query ? `/library?${query}` : "/library");
}

/** @param {HTMLFormElement} bar */
function chooseTogether(bar) {
  const said = bar.querySelector("[data-chosen]");
  /** @type {Set<string>} */
  let chosen = new Set();
  /** @type {string | null} */
  let anchor = null;

  const boxes = () => cards().flatMap((card) => [...card.querySelectorAll(".clip-pick input")].filter(isBox));
  /** The ones a person sees: what the filter hides is not chosen behind their back. */
  const order = () => boxes().filter((box) => box.closest("li")?.hidden === false).map((box) => box.value);

  function show() {
    for (const box of boxes()) {
      box.checked = chosen.has(box.value);
      box.closest("li")?.classList.toggle("is-chosen", box.checked);
    }
    bar.classList.toggle("is-empty", chosen.size === 0);
    document.getElementById("clips")?.classList.toggle("is-choosing", chosen.size > 0);
    if (said) said.textContent = chosen.size ? `${many(chosen.size)} chosen` : "";
  }

  document.addEventListener("click", (event) => {
    const box = event.target;
    if (!isBox(box) || !box.closest(".clip-pick")) return;
    chosen = clicked(order(), chosen, box.value, box.checked, event.shiftKey ? anchor : null);
    anchor = box.value;
    show();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || chosen.size === 0 || document.querySelector("dialog[open]")) return;
    chosen = new Set();
    show();
  });
  bar.querySelector("[data-choose-all]")?.addEventListener("click", () => {
    chosen = new Set(order());
    show();
  });
  bar.querySelector("[data-choose-none]")?.addEventListener("click", () => {
    chosen = new Set();
    show();
  });
  bar.addEventListener("submit", (event) => {
    event.preventDefault();
    const button = event.submitter;
    const url = button?.getAttribute("formaction") ?? bar.getAttribute("action") ?? "";
    void change(url, [...chosen], {
      clear() {
        chosen = new Set();
        anchor = null;
        show();
      },
      show,
    });
  });
  // Ticks that the browser kept from before a reload count.
  chosen = new Set(boxes().filter((box) => box.checked).map((box) => box.value));
  show();
}

/** @type {Record<string, {undo: string, goes: boolean}>} */
const UNDO = {
  "/library/delete": { undo: "/library/restore", goes: true },
  "/library/restore": { undo: "/library/delete", goes: true },
  "/library/reviewed": { undo: "/library/reviewed", goes: false },
};

/**
 * @param {string} url
 * @param {string[]} ids
 * @param {{clear: () => void, show: () => void}} choice
 */
async function change(url, ids, choice) {
  const known = UNDO[url];
  if (!known || ids.length === 0) return;
  try {
    const answer = await post(url, { clips: ids });
    const changed = /** @type {string[]} */ (answer["clips"] ?? []);
    const away = takeAway(changed, known.goes);
    choice.clear();
    toast(String(answer["notice"] ?? ""), "good", {
      label: "Undo",
      press: () =>
        void undo(known.undo, changed, () => {
          away();
          choice.show(); // what comes back is not chosen any more
        }),
    });
  } catch (problem) {
    if (!(problem instanceof Refusal)) throw problem;
    toast(problem.message, "bad");
  }
}

/**
 * @param {string} url
 * @param {string[]} ids
 * @param {() => void} bringBack
 */
async function undo(url, ids, bringBack) {
  try {
    await post(url, { clips: ids, undo: url === "/library/reviewed" });
    bringBack();
  } catch (problem) {
    if (!(problem instanceof Refusal)) throw problem;
    toast(problem.message, "bad");
  }
}

/**
 * Hides cards, or the word that they wait; gives the function that shows them again.
 *
 * @param {string[]} ids
 * @param {boolean} goes
 */
function takeAway(ids, goes) {
  const isWaitingList = new URLSearchParams(window.location.search).get("show") === "waiting";
  const touched = cards().filter((card) => ids.includes(card.dataset["clip"] ?? ""));
  const hidden = touched.flatMap((card) => {
    if (goes || isWaitingList) return [card];
    return [...card.querySelectorAll(".badge.good")].filter((badge) => badge instanceof HTMLElement);
  });
  // Taken out, not only hidden: the filter of the page shows what it finds.
  const places = hidden.map((one) => {
    const mark = document.createComment("");
    one.replaceWith(mark);
    return { mark, one };
  });
  return () => {
    for (const { mark, one } of places) mark.replaceWith(one);
  };
}

/** @param {EventTarget | null} at @returns {at is HTMLInputElement} */
function isBox(at) {
  return at instanceof HTMLInputElement && at.type === "checkbox";
}

filterAtOnce();
const bar = document.getElementById("bulk");
if (bar instanceof HTMLFormElement) chooseTogether(bar);
const list = document.getElementById("clips");
const isNewest = list?.hasAttribute("data-first") ?? false;
liven({
  url: window.location.pathname + window.location.search,
  more(count) {
    if (count === 0 || document.querySelector(".clips-more")) return;
    if (!list && !new URLSearchParams(window.location.search).has("before")) window.location.reload();
    else if (isNewest && cards().length > 0) list?.before(moreLine(count));
  },
});
