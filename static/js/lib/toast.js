/** A sentence that comes and goes at the foot of the page, or where the page has a place for news. Never for what must be answered. */

/** @typedef {"info" | "good" | "warn" | "bad"} ToastKind */

const ICONS = { info: "info", good: "check", warn: "warning", bad: "warning" };
const STAY_MS = 5_000;
const STAY_LONG_MS = 10_000; // bad news, and what can still be undone
const LATER = "spotter.notice";

/**
 * Shows `text`; the returned function takes it away at once.
 *
 * @param {string} text
 * @param {ToastKind} [kind]
 * @param {{label: string, press: () => void}} [deed] what can be done about it, such as Undo
 * @returns {() => void}
 */
export function toast(text, kind = "info", deed) {
  const place = document.querySelector("[data-news]") ?? document.getElementById("toasts");
  if (!place) return () => {};
  const line = document.createElement("p");
  line.className = `toast ${kind}`;
  const words = document.createElement("span");
  words.textContent = text;
  line.append(icon(ICONS[kind]), words);
  if (deed) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "toast-deed";
    button.textContent = deed.label;
    button.addEventListener("click", deed.press);
    line.append(button);
  }
  place.append(line);
  while (place.childElementCount > 3) place.firstElementChild?.remove();

  let timer = 0;
  const close = () => {
    clearTimeout(timer);
    line.remove();
  };
  // A reader whose pointer rests on it is still reading.
  const wait = () => {
    clearTimeout(timer);
    timer = window.setTimeout(close, kind === "bad" || deed ? STAY_LONG_MS : STAY_MS);
  };
  line.addEventListener("pointerenter", () => clearTimeout(timer));
  line.addEventListener("pointerleave", wait);
  line.addEventListener("click", close);
  wait();
  return close;
}

/**
 * Keeps `text` for the page that comes next.
 *
 * @param {string} text
 */
export function toastLater(text) {
  try {
    sessionStorage.setItem(LATER, text);
  } catch {
    // Storage is switched off: the news is lost, the deed is not.
  }
}

/** Shows what the page before left for this one. */
export function showToastsLeft() {
  try {
    const text = sessionStorage.getItem(LATER);
    if (!text) return;
    sessionStorage.removeItem(LATER);
    toast(text, "good");
  } catch {
    // Storage is switched off: nothing was left.
  }
}

/**
 * An icon of the sprite as an element.
 *
 * @param {string} name
 * @returns {SVGElement}
 */
export function icon(name) {
  const space = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(space, "svg");
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  const use = document.createElementNS(space, "use");
  use.setAttribute("href", `${document.body.dataset["sprite"] ?? ""}#${name}`);
  svg.append(use);
  return svg;
}
