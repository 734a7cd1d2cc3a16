/** A row taken by its grip and put elsewhere. Says where it would land while it is held. */

import { hold } from "../lib/hold.js";

const HEAD_PX = 36; // of a group: above its rows
const FOOT_PX = 18;

/**
 * @typedef {object} Landing before or after which row, and in which group
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
  /** @type {(Landing & {row: HTMLElement}) | null} */
  let landing = null;
  const unmark = () => landing?.row.classList.remove("lands-before", "lands-after");
  held.classList.add("is-held");
  hold(grip, event, {
    moved(at) {
      unmark();
      landing = under(at, list, held);
      landing?.row.classList.add(landing.isAbove ? "lands-before" : "lands-after");
    },
    ended() {
      unmark();
      held.classList.remove("is-held");
    },
    dropped() {
      if (landing) drop(landing);
    },
  });
}

/**
 * The nearest row by height: a pointer beside the list still means one.
 *
 * @param {PointerEvent} at
 * @param {HTMLElement} list
 * @param {HTMLElement} held
 */
function under({ clientY }, list, held) {
  const rows = /** @type {HTMLElement[]} */ ([...list.querySelectorAll("[data-key]")]);
  const away = (/** @type {HTMLElement} */ row) => {
    const { top, bottom } = row.getBoundingClientRect();
    return Math.max(top - clientY, clientY - bottom, 0);
  };
  const [nearest] = rows.map((row) => ({ row, px: away(row) })).sort((a, b) => a.px - b.px);
  if (!nearest || nearest.row === held) return null;
  const { row } = nearest;
  const box = row.getBoundingClientRect();
  const frame = row.closest("[data-group]")?.getBoundingClientRect();
  // Over the head or the foot of a group the row lands beside the group, not in it.
  const isInside = frame !== undefined && clientY > frame.top + HEAD_PX && clientY < frame.bottom - FOOT_PX;
  return { row, key: row.dataset["key"] ?? "", isAbove: clientY < box.top + box.height / 2, group: isInside ? (row.dataset["rowGroup"] ?? "") : "" };
}
