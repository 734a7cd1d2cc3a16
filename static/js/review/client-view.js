/** What the client's page of a review has of its own: slow motion by one press. */

import { closers, effect } from "../lib/state.js";

const SLOW = 0.25;

/**
 * @param {import("./studio.js").Studio} studio
 * @returns {(() => void) | void}
 */
export function attach(studio) {
  const { player } = studio;
  const button = document.querySelector("[data-do=slow]");
  if (studio.side !== "client" || !player || !button) return;
  const close = closers();
  const run = () => player.setRate(player.rate.peek() === SLOW ? 1 : SLOW);
  close.add(studio.keys.register([{ key: "q", deed: "slow", words: "slow motion", group: "Play", run }]));
  close.add(effect(() => button.setAttribute("aria-pressed", String(player.rate.value < 1))));
  return close.close;
}
