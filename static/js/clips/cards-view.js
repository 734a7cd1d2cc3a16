/** Cards of clips come to life: filmstrips, and what changes while a clip is made ready. */

import { get, Refusal } from "../lib/http.js";
import { icon } from "../lib/toast.js";
import { strip } from "./strip-view.js";

const SOON_MS = 1500;
const LATER_MS = 20_000;
const FILM_LOOKS = 40; // so often in a row we look for a filmstrip: now and then there will be none

/**
 * @typedef {object} Told what the server says of one clip
 * @property {string} id
 * @property {string} state
 * @property {string} words
 * @property {string} why
 * @property {boolean} on_its_way
 * @property {boolean} lacks_film
 * @property {string} poster
 * @property {string} filmstrip
 * @property {string} length
 * @property {boolean} waits
 * @property {number} new_comments
 */

/** @returns {HTMLElement[]} every card on the page */
export function cards() {
  return [...document.querySelectorAll("[data-clip]")].filter((one) => one instanceof HTMLElement);
}

/**
 * Filmstrips for all cards, and where they stand as often as it is worth asking.
 *
 * @param {object} how
 * @param {string} how.url answers with {clips: Told[]}
 * @param {(count: number) => void} [how.more] is told how many newer clips there are than this page shows
 * @returns {() => void} ends it
 */
export function liven({ url, more }) {
  const ends = cards().map(strip);
  let timer = 0;
  let isOver = false;
  let patience = FILM_LOOKS;
  /** @type {Map<string, string>} */
  const before = new Map();

  async function look() {
    if (!document.hidden) {
      try {
        const told = /** @type {Told[]} */ ((await get(url))["clips"] ?? []);
        if (isOver) return;
        const here = new Map(cards().map((card) => [card.dataset["clip"] ?? "", card]));
        for (const one of told) {
          const card = here.get(one.id);
          const now = JSON.stringify(one);
          if (card && before.get(one.id) !== now) update(card, one);
          before.set(one.id, now);
        }
        // What stands before the first that is here came after it; others only moved up from an older page.
        more?.(here.size === 0 ? told.length : Math.max(0, told.findIndex((one) => here.has(one.id))));
        if (!told.some((one) => one.lacks_film)) patience = FILM_LOOKS;
        const isSoon = told.some((one) => one.on_its_way || (one.lacks_film && patience-- > 0));
        wait(isSoon ? SOON_MS : LATER_MS);
        return;
      } catch (problem) {
        if (!(problem instanceof Refusal)) throw problem;
      }
    }
    wait(LATER_MS);
  }

  /** @param {number} ms */
  function wait(ms) {
    clearTimeout(timer);
    if (!isOver) timer = window.setTimeout(() => void look(), ms);
  }

  const wake = () => {
    if (!document.hidden) wait(0);
  };
  document.addEventListener("visibilitychange", wake);
  wait(document.querySelector("[data-clip] .badge.warn, [data-strip='']") ? SOON_MS : LATER_MS);
  return () => {
    isOver = true;
    clearTimeout(timer);
    document.removeEventListener("visibilitychange", wake);
    for (const end of ends) end();
  };
}

/**
 * @param {HTMLElement} card
 * @param {Told} told
 */
function update(card, told) {
  const picture = card.querySelector(".clip-picture");
  if (picture instanceof HTMLElement) {
    picture.dataset["strip"] = told.filmstrip;
    if (told.poster && !picture.querySelector("img")) {
      const poster = document.createElement("img");
      poster.className = "clip-poster";
      poster.alt = "";
      poster.src = told.poster;
      picture.querySelector(":scope > .icon")?.remove();
      picture.prepend(poster);
    }
    if (told.length && !picture.querySelector(".clip-length")) picture.append(words("span", "clip-length numbers", told.length));
  }
  const marks = card.querySelector("[data-marks]");
  if (marks) marks.replaceChildren(...badges(told));
  const under = card.querySelector(".clip-words");
  const why = card.querySelector(".clip-why");
  if (told.why && !why) under?.append(words("p", "hint small clip-why", told.why));
  if (!told.why) why?.remove();
}

/** @param {Told} told */
function badges(told) {
  const found = [];
  if (told.state === "refused") found.push(words("span", "badge bad", told.words));
  else if (told.on_its_way) found.push(words("span", "badge warn", told.words));
  else if (told.waits) found.push(words("span", "badge good", "To look at"));
  if (told.new_comments) {
    const many = told.new_comments === 1 ? "1 new comment" : `${told.new_comments} new comments`;
    found.push(words("span", "badge live", many));
  }
  return found;
}

/**
 * @param {string} tag
 * @param {string} kind
 * @param {string} text
 */
function words(tag, kind, text) {
  const element = document.createElement(tag);
  element.className = kind;
  element.textContent = text;
  return element;
}

/**
 * A line that says that there is more than the page shows, with the way to it.
 *
 * @param {number} count
 * @returns {HTMLElement}
 */
export function moreLine(count) {
  const line = words("p", "notice row between clips-more", "");
  const link = document.createElement("a");
  link.className = "button quiet";
  link.href = window.location.href;
  link.append(icon("repeat"), words("span", "", "Show"));
  line.append(words("span", "grow", count === 1 ? "1 new clip" : `${count} new clips`), link);
  return line;
}
