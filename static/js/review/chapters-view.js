/** What happened in the session while the clip was filmed: a list one jumps by, and ticks on the track. */

import { closers, effect, listen } from "../lib/state.js";

/**
 * @param {import("./studio.js").Studio} studio
 * @returns {() => void}
 */
export function attach(studio) {
  const { player } = studio;
  const close = closers();
  studio.setTicks("session", (studio.config.points ?? []).filter((one) => one.kind !== "start"));
  const list = document.getElementById("chapters");
  if (!list || !player) return close.close;
  const links = [...list.querySelectorAll("a[data-at]")];
  close.add(
    effect(() => {
      const here = links.findLast((link) => Number(link.getAttribute("data-at")) <= player.position.value + 1);
      for (const link of links) {
        if (link === here) link.setAttribute("aria-current", "true");
        else link.removeAttribute("aria-current");
      }
    }),
  );
  close.add(
    listen(list, "click", (event) => {
      const link = event.target instanceof Element ? event.target.closest("a[data-at]") : null;
      if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      player.seek(Number(link.getAttribute("data-at")));
      window.history.replaceState(null, "", link.getAttribute("href"));
    }),
  );
  return close.close;
}
