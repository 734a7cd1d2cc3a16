/** Hears the trainer's keys and gives the focus back to them after a press. */

import { closers, listen } from "../lib/state.js";
import { pressed } from "./keys.js";

/**
 * @param {object} options
 * @param {HTMLElement} options.root
 * @param {() => import("./types.d.ts").PaletteCue[]} options.palette
 * @param {Record<import("./keys.js").Deed, () => void>} options.onDeed
 * @param {(cue: import("./types.d.ts").PaletteCue) => void} options.onCue
 * @returns {() => void} stops it
 */
export function hearKeys({ root, palette, onDeed, onCue }) {
  const open = closers();
  open.add(listen(document, "keydown", onKey));
  open.add(listen(root, "click", letGo));
  return open.close;

  /**
   * A button pressed by a pointer gives the focus back: Space is the timer's, not the last button's.
   *
   * @param {MouseEvent} event
   */
  function letGo(event) {
    const active = document.activeElement;
    if (event.detail > 0 && active instanceof HTMLButtonElement) active.blur();
  }

  /** @param {KeyboardEvent} event */
  function onKey(event) {
    const target = /** @type {HTMLElement} */ (event.target);
    if (event.key.startsWith("Arrow") && target.matches('[tabindex="0"]')) return; // it scrolls
    const found = pressed(
      {
        key: event.key,
        hasModifier: event.ctrlKey || event.altKey || event.metaKey,
        isTyping: target.matches("input:not([type=range]), textarea, select"),
        isOnButton: target.matches("button, a, summary"),
        isRepeat: event.repeat,
      },
      palette().map(({ key }) => key).filter(Boolean),
    );
    if (!found) return;
    event.preventDefault();
    if (found.kind === "deed") return onDeed[found.deed]();
    const cue = palette().find(({ key }) => key === found.key);
    if (cue) onCue(cue);
  }
}
