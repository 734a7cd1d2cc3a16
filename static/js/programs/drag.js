/** A piece taken by its grip and put elsewhere. Says where it would land while it is held. */

import { hold } from "../lib/hold.js";

/** @type {Record<string, string[]>} */
const LANDS_ON = { entry: ["entry", "block", "day"], block: ["block", "day"], day: ["day", "week"], week: ["week"] };

/**
 * @typedef {object} Landing
 * @property {string} id of the piece it lands beside, or in
 * @property {"before" | "after" | "in"} where
 */

/**
 * @param {PointerEvent} event on the grip
 * @param {HTMLElement} root all pieces are in it, each with data-piece and data-kind
 * @param {(landing: Landing) => void} drop
 */
export function drag(event, root, drop) {
  const grip = /** @type {HTMLElement} */ (event.currentTarget);
  const held = grip.closest("[data-piece]");
  if (event.button !== 0 || !(held instanceof HTMLElement)) return;
  /** @type {(Landing & {element: HTMLElement}) | null} */
  let landing = null;
  const unmark = () => landing?.element.classList.remove(`lands-${landing.where}`);
  held.classList.add("is-held");
  hold(grip, event, {
    moved(at) {
      unmark();
      landing = under(at, root, held);
      landing?.element.classList.add(`lands-${landing.where}`);
    },
    ended() {
      unmark();
      held.classList.remove("is-held");
    },
    dropped() {
      if (landing) drop({ id: landing.id, where: landing.where });
    },
  });
}

/**
 * @param {PointerEvent} at
 * @param {HTMLElement} root
 * @param {HTMLElement} held
 */
function under({ clientX, clientY }, root, held) {
  const kind = held.dataset["kind"] ?? "";
  for (const element of document.elementsFromPoint(clientX, clientY)) {
    const piece = element.closest("[data-piece]");
    if (!(piece instanceof HTMLElement) || !root.contains(piece) || held.contains(piece)) continue;
    const over = piece.dataset["kind"] ?? "";
    if (!LANDS_ON[kind]?.includes(over)) continue;
    return { id: piece.dataset["piece"] ?? "", element: piece, where: over === kind ? beside(piece, kind, clientX, clientY) : /** @type {const} */ ("in") };
  }
  return null;
}

/**
 * @param {HTMLElement} piece of the same kind
 * @param {string} kind
 * @param {number} x
 * @param {number} y
 * @returns {"before" | "after"}
 */
function beside(piece, kind, x, y) {
  const box = piece.getBoundingClientRect();
  const isInARow = kind === "week" || (kind === "day" && box.width < (piece.parentElement?.clientWidth ?? 0) * 0.7);
  return (isInARow ? x < box.left + box.width / 2 : y < box.top + box.height / 2) ? "before" : "after";
}
