/** Looks again how far the clip is and what is written about it, and shows what has come. */

import { get, Refusal } from "../lib/http.js";
import { batch, closers, listen } from "../lib/state.js";

const SOON_MS = 1500;
const LATER_MS = 10_000;
const FILM_LOOKS = 40; // so often in a row we look for a filmstrip: now and then there will be none

/**
 * @param {import("./studio.js").Studio} studio
 * @returns {() => void}
 */
export function attach(studio) {
  const { config } = studio;
  const begin = studio.standing.value;
  const close = closers();
  let timer = 0;
  let patience = FILM_LOOKS;

  /** @param {number} ms */
  function lookAgain(ms) {
    clearTimeout(timer);
    timer = window.setTimeout(() => void look(), ms);
  }

  async function look() {
    if (document.hidden) {
      lookAgain(LATER_MS);
      return;
    }
    try {
      const asked = performance.now();
      const said = /** @type {import("./studio.js").Standing} */ (/** @type {any} */ (await get(`${config.here}/state`)));
      batch(() => {
        studio.askedAt.value = asked;
        studio.standing.value = said;
      });
      show(said);
      lookAgain(said.on_its_way || (said.lacks_film && patience-- > 0) ? SOON_MS : LATER_MS);
    } catch (problem) {
      if (!(problem instanceof Refusal)) throw problem;
      if (problem.status !== 404) lookAgain(LATER_MS);
    }
  }

  /** @param {import("./studio.js").Standing} said */
  function show(said) {
    const words = document.querySelector("[data-progress-words]");
    if (words && words.textContent !== said.words) words.textContent = said.words;
    const bar = document.querySelector("[data-progress] progress");
    if (bar instanceof HTMLProgressElement) bar.value = said.percent;
    const isEnd = said.state !== begin.state && (said.state === "ready" || said.state === "refused");
    const isFirst = begin.playable.length === 0 && said.playable.length > 0;
    if (!isEnd && !isFirst) return;
    // Nobody loses what they watch or write because something better has come.
    if (studio.isHeld()) offerReload();
    else window.location.reload();
  }

  studio.holds(() => studio.player?.playing.value ?? false);
  close.add(listen(document, "visibilitychange", () => !document.hidden && lookAgain(0)));
  lookAgain(begin.on_its_way || begin.lacks_film ? SOON_MS : LATER_MS);
  close.add(() => clearTimeout(timer));
  return close.close;
}

function offerReload() {
  const words = document.querySelector("[data-progress-words]");
  if (!words || document.getElementById("reload")) return;
  const link = document.createElement("a");
  link.id = "reload";
  link.className = "button quiet";
  link.href = window.location.href;
  link.textContent = "Show it";
  words.parentElement?.append(link);
}
