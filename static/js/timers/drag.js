/** A row taken by its grip and put elsewhere, by mouse, pen or finger. Says where it would land while it is held. */

const EDGE_PX = 72;
const SCROLL_PX = 14;

/**
 * @typedef {object} Landing before which row, and in which group
 * @property {string} key of the row that the pointer is over
 * @property {boolean} isAbove
 * @property {string} group
 */

/**
 * @param {PointerEvent} event on the grip
 * @param {HTMLElement} list all rows are in it, each with data-key and data-row-group
 * @param {(landing: Landing) => void} drop
 */
export function drag(event, list, drop) {
  const grip = /** @type {HTMLElement} */ (event.currentTarget);
  const held = grip.closest("[data-key]");
  if (event.button !== 0 || !(held instanceof HTMLElement)) return;
  event.preventDefault();
  const id = event.pointerId;
  grip.setPointerCapture(id);
  held.classList.add("is-held");
  /** @type {Landing | null} */
  let landing = null;

  /** @param {PointerEvent} at */
  function move(at) {
    if (at.pointerId !== id) return;
    if (at.clientY < EDGE_PX) window.scrollBy(0, -SCROLL_PX);
    else if (at.clientY > window.innerHeight - EDGE_PX) window.scrollBy(0, SCROLL_PX);
    unmark();
    landing = under(at);
    if (landing) list.querySelector(`[data-key="${CSS.escape(landing.key)}"]`)?.classList.add(landing.isAbove ? "lands-above" : "lands-below");
  }

  /**
   * @param {PointerEvent} at
   * @returns {Landing | null}
   */
  function under(at) {
    const rows = [...list.querySelectorAll("[data-key]")].filter((row) => row instanceof HTMLElement);
    // The nearest row by height: a pointer beside the list still means one.
    let best = null;
    let least = Number.POSITIVE_INFINITY;
    for (const row of rows) {
      const box = row.getBoundingClientRect();
      const away = at.clientY < box.top ? box.top - at.clientY : at.clientY > box.bottom ? at.clientY - box.bottom : 0;
      if (away < least) {
        least = away;
        best = row;
      }
    }
    if (!best || best === held) return null;
    const box = best.getBoundingClientRect();
    const isAbove = at.clientY < box.top + box.height / 2;
    const frame = best.closest("[data-group]")?.getBoundingClientRect();
    // Over the head or the foot of a group the row lands beside the group, not in it.
    const isInside = frame !== undefined && at.clientY > frame.top + EDGE_PX / 2 && at.clientY < frame.bottom - EDGE_PX / 4;
    return { key: best.dataset["key"] ?? "", isAbove, group: isInside ? (best.dataset["rowGroup"] ?? "") : "" };
  }

  function unmark() {
    for (const marked of list.querySelectorAll(".lands-above, .lands-below")) marked.classList.remove("lands-above", "lands-below");
  }

  /** @param {PointerEvent} at */
  function end(at) {
    if (at.pointerId !== id) return;
    close();
    if (at.type === "pointerup" && landing) drop(landing);
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
