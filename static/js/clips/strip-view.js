/** The filmstrip over a clip's poster: under a mouse it follows the pointer, under the keyboard's focus it runs by itself. */

import { closers, listen } from "../lib/state.js";
import { tileAt, tiles } from "./filmstrip.js";

const RUN_EVERY_MS = 250;

/** @type {Map<string, Promise<{all: import("./filmstrip.js").Tile[], base: string}>>} */
const known = new Map();

/**
 * The tiles of a list, asked for once.
 *
 * @param {string} url
 */
export function load(url) {
  let found = known.get(url);
  if (!found) {
    found = fetch(url, { credentials: "same-origin" })
      .then(async (answer) => (answer.ok ? tiles(await answer.text()) : []))
      .catch(() => [])
      .then((all) => ({ all, base: url.slice(0, url.lastIndexOf("/") + 1) }));
    known.set(url, found);
  }
  return found;
}

/**
 * Shows a tile as large as the element is wide or high, in its middle.
 *
 * @param {HTMLElement} at
 * @param {import("./filmstrip.js").Tile} tile
 * @param {string} base the folder of its picture
 * @param {import("./filmstrip.js").Tile[]} all tiles of the same picture
 */
export function paint(at, tile, base, all) {
  const scale = Math.min(at.clientWidth / tile.width, at.clientHeight / tile.height);
  const across = Math.max(...all.map((one) => one.x + one.width));
  const down = Math.max(...all.map((one) => one.y + one.height));
  const width = tile.width * scale;
  const height = tile.height * scale;
  at.style.backgroundImage = `url("${base}${tile.picture}")`;
  at.style.backgroundSize = `${across * scale}px ${down * scale}px`;
  // The picture lies under the whole element: what is not this tile is cut away.
  const aside = Math.max(0, (at.clientWidth - width) / 2);
  const above = Math.max(0, (at.clientHeight - height) / 2);
  at.style.backgroundPosition = `${aside - tile.x * scale}px ${above - tile.y * scale}px`;
  at.style.clipPath = `inset(${above}px ${aside}px)`;
}

/**
 * @param {HTMLElement} card a clip's card, with its picture and its link
 * @returns {() => void} undoes it
 */
export function strip(card) {
  const picture = card.querySelector("[data-strip]");
  const film = card.querySelector(".clip-film");
  const link = card.querySelector(".clip-link");
  if (!(picture instanceof HTMLElement) || !(film instanceof HTMLElement)) return () => {};
  const close = closers();
  const isStill = window.matchMedia("(prefers-reduced-motion: reduce)");
  let run = 0;
  let isOver = false;

  /** @param {(all: import("./filmstrip.js").Tile[]) => import("./filmstrip.js").Tile | null} choose */
  async function show(choose) {
    const url = picture instanceof HTMLElement ? (picture.dataset["strip"] ?? "") : "";
    if (!url || !(film instanceof HTMLElement)) return;
    const { all, base } = await load(url);
    const tile = isOver ? choose(all) : null;
    if (!tile) return;
    paint(film, tile, base, all);
    card.classList.add("is-rolling");
  }

  function rest() {
    isOver = false;
    clearInterval(run);
    card.classList.remove("is-rolling");
  }

  close.add(
    listen(card, "pointermove", (event) => {
      if (event.pointerType !== "mouse") return;
      const box = picture.getBoundingClientRect();
      const share = Math.min(1, Math.max(0, (event.clientX - box.left) / box.width));
      isOver = true;
      clearInterval(run);
      void show((all) => {
        const [from, to] = [all[0]?.start ?? 0, all.at(-1)?.end ?? 0];
        return tileAt(all, from + share * (to - from));
      });
    }),
  );
  close.add(listen(card, "pointerleave", rest));
  if (link) {
    close.add(
      listen(link, "focus", () => {
        if (!link.matches(":focus-visible") || isStill.matches) return;
        isOver = true;
        let at = 0;
        clearInterval(run);
        const next = () => void show((all) => all[at++ % Math.max(1, all.length)] ?? null);
        next();
        run = window.setInterval(next, RUN_EVERY_MS);
      }),
    );
    close.add(listen(link, "blur", rest));
  }
  close.add(rest);
  return close.close;
}
