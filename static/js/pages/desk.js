/** What every page of the desk can do: dialogs, menus, copy and share, lists that filter as one types, times where the reader is. */

import { toast } from "../lib/toast.js";

/** @param {Document | HTMLElement} page */
export function furnish(page) {
  for (const input of page.querySelectorAll("input[data-filter]")) {
    if (input instanceof HTMLInputElement) makeFilter(input);
  }
  for (const time of page.querySelectorAll("time[data-zone]")) {
    if (time instanceof HTMLTimeElement) sayLocally(time);
  }
}

/** @param {MouseEvent} event */
function click(event) {
  const at = event.target;
  if (!(at instanceof Element)) return;
  const opener = at.closest("[data-open]");
  if (opener) openDialog(opener.getAttribute("data-open") ?? "");
  const closer = at.closest("[data-close]");
  if (closer) closer.closest("dialog")?.close();
  if (at instanceof HTMLDialogElement && isOnBackdrop(at, event)) at.close();
  const copier = at.closest("[data-copy]");
  if (copier) void copy(copier);
  const sharer = at.closest("[data-share]");
  if (sharer) void share(sharer);
  const printer = at.closest("[data-print]");
  if (printer) window.print();
  closeMenus(at.closest("details.menu"), at.closest(".menu-items .button") !== null);
}

/** @param {string} id */
function openDialog(id) {
  const dialog = document.getElementById(id);
  if (!(dialog instanceof HTMLDialogElement) || dialog.open) return;
  dialog.showModal();
  // The first field, not the close button; where there is none, the dialog itself.
  const first = dialog.querySelector("[autofocus], input:not([type=hidden]):not([readonly]), select, textarea");
  if (first instanceof HTMLElement) first.focus();
}

/**
 * @param {HTMLDialogElement} dialog
 * @param {MouseEvent} event
 */
function isOnBackdrop(dialog, event) {
  const box = dialog.getBoundingClientRect();
  const inside =
    event.clientX >= box.left && event.clientX <= box.right && event.clientY >= box.top && event.clientY <= box.bottom;
  // Enter in a field clicks the button at (0, 0): that is no click on the backdrop.
  return !inside && event.detail > 0;
}

/**
 * @param {Element | null} except
 * @param {boolean} chosen whether a thing in that menu was chosen
 */
function closeMenus(except, chosen) {
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    if (menu !== except || chosen) menu.removeAttribute("open");
  }
}

/** @param {KeyboardEvent} event */
function key(event) {
  if (event.key === "Escape") {
    const menu = event.target instanceof Element ? event.target.closest("details.menu[open]") : null;
    closeMenus(null, true);
    const summary = menu?.querySelector("summary");
    if (summary instanceof HTMLElement) summary.focus();
    return;
  }
  // "/" goes to the list's filter, as in most tools with lists.
  if (event.key === "/" && !event.ctrlKey && !event.metaKey && !isTyping(event.target)) {
    const input = document.querySelector("input[data-filter]");
    if (input instanceof HTMLElement) {
      event.preventDefault();
      input.focus();
    }
  }
}

/** @param {EventTarget | null} at */
function isTyping(at) {
  return at instanceof HTMLElement && (at.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(at.tagName));
}

/**
 * @param {Element} button
 * @returns {HTMLInputElement | null}
 */
function inputBeside(button) {
  return button.closest(".copy")?.querySelector("input") ?? null;
}

/** @param {Element} button */
async function copy(button) {
  const input = inputBeside(button);
  const text = input?.value ?? button.getAttribute("data-copy") ?? "";
  if (await toClipboard(text, input)) toast("Copied.", "good");
  else toast("This browser did not allow copying. The text is selected: press Ctrl+C.", "warn");
}

/**
 * @param {string} text
 * @param {HTMLInputElement | null} input
 */
async function toClipboard(text, input) {
  try {
    // Missing on plain http, where only the old way is left.
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    input?.focus();
    input?.select();
    return input !== null && document.execCommand("copy");
  }
}

/** @param {Element} button */
async function share(button) {
  const url = inputBeside(button)?.value ?? "";
  if (typeof navigator.share !== "function") {
    await copy(button);
    return;
  }
  try {
    await navigator.share({ url, title: document.title });
  } catch (problem) {
    if (problem instanceof DOMException && problem.name === "AbortError") return;
    await copy(button);
  }
}

/**
 * Hides the rows that lack a typed word; letters with and without accents are the same.
 *
 * @param {HTMLInputElement} input
 */
function makeFilter(input) {
  const id = input.dataset["filter"] ?? "";
  const list = document.getElementById(id);
  if (!list) return;
  const count = document.querySelector(`[data-filter-count="${CSS.escape(id)}"]`);
  const none = document.querySelector(`[data-filter-none="${CSS.escape(id)}"]`);
  /** @type {{row: HTMLElement, text: string}[]} */
  const rows = [];
  for (const row of list.querySelectorAll(":scope > li, :scope > tbody > tr")) {
    if (row instanceof HTMLElement) rows.push({ row, text: plain(row.dataset["filterText"] ?? row.textContent ?? "") });
  }
  let waiting = 0;
  const apply = () => {
    const words = plain(input.value).split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const { row, text } of rows) {
      row.hidden = !words.every((word) => text.includes(word));
      if (!row.hidden) shown += 1;
    }
    list.hidden = shown === 0 && rows.length > 0;
    if (none instanceof HTMLElement) none.hidden = shown > 0 || rows.length === 0;
    // Said once the typing pauses, or a screen reader would count along with every letter.
    clearTimeout(waiting);
    waiting = window.setTimeout(() => {
      if (count) count.textContent = words.length ? `${shown} of ${rows.length} shown` : "";
    }, 500);
  };
  input.addEventListener("input", apply);
  input.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && input.value) {
      event.preventDefault();
      input.value = "";
      apply();
    }
    if (event.key === "Enter") {
      event.preventDefault();
      const visible = rows.filter(({ row }) => !row.hidden);
      const link = visible.length === 1 ? visible[0]?.row.querySelector("a") : null;
      if (link instanceof HTMLAnchorElement) link.click();
    }
  });
  if (input.value) apply();
}

/** @param {string} text */
function plain(text) {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}

/**
 * Adds the reader's own time where their clock shows another one than the page.
 *
 * @param {HTMLTimeElement} time
 */
function sayLocally(time) {
  const at = new Date(time.dateTime);
  const style = time.dataset["style"] ?? "short";
  if (Number.isNaN(at.getTime()) || style === "day" || style === "date") return;
  const here = clock(at, undefined);
  const there = clock(at, time.dataset["zone"]);
  if (!there || here === there) return;
  const [hereDay, hereTime] = here.split(" ");
  const note = document.createElement("span");
  note.className = "where-you-are";
  note.textContent = `(${there.startsWith(`${hereDay} `) ? hereTime : here} where you are)`;
  time.after(" ", note);
}

/**
 * "Mon 09:30" in that zone, or in the reader's own; empty when the zone is unknown here.
 *
 * @param {Date} at
 * @param {string | undefined} zone
 */
function clock(at, zone) {
  try {
    const parts = { weekday: "short", hour: "2-digit", minute: "2-digit", timeZone: zone };
    return new Intl.DateTimeFormat("en-GB", /** @type {Intl.DateTimeFormatOptions} */ (parts)).format(at).replace(",", "");
  } catch {
    return "";
  }
}

document.addEventListener("click", click);
document.addEventListener("keydown", key);
furnish(document);
