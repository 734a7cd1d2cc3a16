/** The panels beside the picture, one at a time, and one key that folds everything but the picture and its time line away. */

import { closers, listen } from "../lib/state.js";

/**
 * @param {import("./studio.js").Studio} studio
 * @returns {() => void}
 */
export function attach(studio) {
  const close = closers();
  const tabs = /** @type {HTMLElement[]} */ ([...document.querySelectorAll("#side [role=tab]")]);
  const panels = /** @type {HTMLElement[]} */ ([...document.querySelectorAll("#side [role=tabpanel]")]);

  /** @param {HTMLElement} tab */
  function open(tab) {
    fold(false);
    for (const one of tabs) {
      const isIt = one === tab;
      one.setAttribute("aria-selected", String(isIt));
      one.tabIndex = isIt ? 0 : -1;
    }
    for (const panel of panels) panel.hidden = panel.id !== tab.getAttribute("aria-controls");
  }

  const watch = document.getElementById("watch");
  /** @param {boolean} isFolded */
  function fold(isFolded) {
    watch?.classList.toggle("is-folded", isFolded);
    for (const button of document.querySelectorAll("[data-do=fold]")) button.setAttribute("aria-pressed", String(isFolded));
  }

  for (const tab of tabs) {
    close.add(listen(tab, "click", () => open(tab)));
    close.add(
      listen(tab, "keydown", (/** @type {KeyboardEvent} */ event) => {
        const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
        if (!by) return;
        event.preventDefault();
        const shown = tabs.filter((one) => !one.hidden);
        const next = shown[(shown.indexOf(tab) + by + shown.length) % shown.length];
        if (!next) return;
        open(next);
        next.focus();
      }),
    );
  }
  const group = "Page";
  close.add(
    studio.keys.register([
      ...tabs.map((tab) => ({ key: [], deed: tab.id, words: "", group, run: () => open(tab) })),
      {
        key: "\\",
        deed: "fold",
        words: "all panels away and back",
        group,
        run: () => fold(!watch?.classList.contains("is-folded")),
      },
    ]),
  );
  return close.close;
}
