/** Something held by its grip until it is let go: by mouse, pen or finger. The page scrolls where it is held at an edge. */

import { closers, listen } from "./state.js";

const EDGE_PX = 72;
const SCROLL_PX = 14;

/**
 * Follows one press to its end. Escape, and a browser that takes the pointer away, end it without a drop.
 *
 * @param {HTMLElement} grip
 * @param {PointerEvent} event the press on it
 * @param {object} how
 * @param {(at: PointerEvent) => void} how.moved
 * @param {() => void} how.ended it is not held any more, dropped or not
 * @param {() => void} how.dropped where it was moved to last; after `ended`
 */
export function hold(grip, event, { moved, ended, dropped }) {
  const close = closers();
  event.preventDefault();
  grip.setPointerCapture(event.pointerId);

  function letGo() {
    close.close();
    ended();
  }

  /**
   * @param {string} type
   * @param {(at: PointerEvent) => void} deed of this finger, while others lie on the screen too
   */
  function follow(type, deed) {
    close.add(listen(grip, type, (/** @type {PointerEvent} */ at) => void (at.pointerId === event.pointerId && deed(at))));
  }
  follow("pointermove", (at) => {
    if (at.clientY < EDGE_PX) window.scrollBy(0, -SCROLL_PX);
    else if (at.clientY > window.innerHeight - EDGE_PX) window.scrollBy(0, SCROLL_PX);
    moved(at);
  });
  follow("pointerup", () => {
    letGo();
    dropped();
  });
  follow("pointercancel", letGo);
  close.add(listen(window, "keydown", (/** @type {KeyboardEvent} */ at) => void (at.key === "Escape" && letGo())));
}
