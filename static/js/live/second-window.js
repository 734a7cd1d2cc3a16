/** A second window of the same page, on another screen or above all others: drawn and fed from here, without a seat of its own. */

import { listen } from "../lib/state.js";

/**
 * @typedef {object} SecondWindow
 * @property {HTMLElement} root empty, to be drawn into
 * @property {() => void} close
 */

/**
 * Opens one beside ours. Call it in a tap.
 *
 * @param {string} title
 * @param {() => void} closed
 * @returns {SecondWindow | null} null: the browser does not allow it
 */
export function openBeside(title, closed) {
  const other = window.open("", "spotter-big-screen", "popup,width=1280,height=720");
  return other && dress(other, title, closed);
}

/** @returns {boolean} whether this browser has a window that lies above all others and may hold whatever we draw */
export function canFloat() {
  return "documentPictureInPicture" in globalThis;
}

/**
 * Opens one that lies above all others. Call it in a tap.
 *
 * @param {string} title
 * @param {{width: number, height: number}} size
 * @param {() => void} closed
 * @returns {Promise<SecondWindow | null>} null: the browser does not allow it
 */
export async function openAbove(title, size, closed) {
  try {
    const other = await /** @type {any} */ (globalThis).documentPictureInPicture.requestWindow(size);
    return dress(other, title, closed);
  } catch {
    return null;
  }
}

/**
 * @param {Window} other
 * @param {string} title
 * @param {() => void} closed
 * @returns {SecondWindow}
 */
function dress(other, title, closed) {
  const { document: page } = other;
  page.title = title;
  page.head.querySelectorAll("link").forEach((each) => each.remove());
  for (const sheet of document.querySelectorAll("link[rel=stylesheet]")) page.head.append(page.importNode(sheet, true));
  page.documentElement.lang = document.documentElement.lang;
  Object.assign(page.documentElement.dataset, document.documentElement.dataset);
  page.body.className = document.body.className;
  page.body.dataset["sprite"] = document.body.dataset["sprite"] ?? "";
  const root = page.createElement("main");
  root.className = "apart";
  page.body.replaceChildren(root);
  let isOpen = true;
  const gone = () => {
    if (!isOpen) return;
    isOpen = false;
    forget();
    closed();
  };
  const forgetThem = listen(other, "pagehide", gone);
  const forgetUs = listen(window, "pagehide", () => other.close()); // it could show nothing without us
  const forget = () => {
    forgetThem();
    forgetUs();
  };
  return {
    root,
    close() {
      other.close();
      gone();
    },
  };
}
