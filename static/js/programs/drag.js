/** A piece taken by its grip and put elsewhere, by mouse, pen or finger. Says where it would land while it is held. */

const EDGE_PX = 72;
const SCROLL_PX = 14;
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
  event.preventDefault();
  const id = event.pointerId;
  const kind = held.dataset["kind"] ?? "";
  grip.setPointerCapture(id);
  held.classList.add("is-held");
  /** @type {(Landing & {element: HTMLElement}) | null} */
  let landing = null;

  /** @param {PointerEvent} at */
  function move(at) {
    if (at.pointerId !== id) return;
    if (at.clientY < EDGE_PX) window.scrollBy(0, -SCROLL_PX);
    else if (at.clientY > window.innerHeight - EDGE_PX) window.scrollBy(0, SCROLL_PX);
    unmark();
    landing = under(at);
    landing?.element.classList.add(`lands-${landing.where}`);
  }

  /** @param {PointerEvent} at */
  function under({ clientX, clientY }) {
    for (const element of document.elementsFromPoint(clientX, clientY)) {
      const piece = element.closest("[data-piece]");
      if (!(piece instanceof HTMLElement) || !root.contains(piece) || held?.contains(piece)) continue;
      const over = piece.dataset["kind"] ?? "";
      if (!LANDS_ON[kind]?.includes(over)) continue;
      return { id: piece.dataset["piece"] ?? "", element: piece, where: whereOn(piece, over, clientX, clientY) };
    }
    return null;
  }

  /**
   * @param {HTMLElement} piece
   * @param {string} over
   * @param {number} x
   * @param {number} y
   * @returns {Landing["where"]}
   */
  function whereOn(piece, over, x, y) {
    if (over !== kind) return "in";
    const box = piece.getBoundingClientRect();
    const beside = kind === "week" || (kind === "day" && box.width < (piece.parentElement?.clientWidth ?? 0) * 0.7);
    return (beside ? x < box.left + box.width / 2 : y < box.top + box.height / 2) ? "before" : "after";
  }

  function unmark() {
    for (const marked of root.querySelectorAll(".lands-before, .lands-after, .lands-in")) marked.classList.remove("lands-before", "lands-after", "lands-in");
  }

  /** @param {PointerEvent} at */
  function end(at) {
    if (at.pointerId !== id) return;
    close();
    if (at.type === "pointerup" && landing) drop({ id: landing.id, where: landing.where });
  }

  /** @param {KeyboardEvent} at */
  function key(at) {
    if (at.key === "Escape") close();
  }

  function close() {
    unmark();
    held?.classList.remove("is-held");
    grip.removeEventListener("pointermove", move);
    grip.removeEventListener("pointerup", end);
    grip.removeEventListener("pointercancel", end);
    window.removeEventListener("keydown", key);
  }

  grip.addEventListener("pointermove", move);
  grip.addEventListener("pointerup", end);
  grip.addEventListener("pointercancel", end);
  window.addEventListener("keydown", key);
}
