/** Draws what waits to be sent into a place of a page: `<section id="waiting" data-base data-tus hidden>`, the macro `ui.waiting`. */

import { ownScript } from "../lib/own-script.js";
import { effect } from "../lib/state.js";
import { shelf as memory } from "../lib/storage.js";
import { ownerOf } from "./owner.js";
import { openShelf } from "./shelf.js";

/**
 * @param {HTMLElement} place
 * @param {(note: import("./shelf.js").Note) => boolean} [isMine]
 * @returns {Promise<() => void>}
 */
export async function startWaiting(place, isMine = (note) => note.kind !== "file") {
  const { base = "", tus = "" } = place.dataset;
  const owner = ownerOf(base);
  const files = unsentFiles(owner);
  const shelf = await openShelf();
  if ((await shelf.list(owner)).filter(isMine).length === 0 && files === 0) {
    shelf.close();
    return () => {};
  }
  // Only who has something to send loads what sends it.
  const [{ html, render }, { filesView, waitingView }, { sendOn }] = await Promise.all([
    import("../../vendor/lit-html/lit-html.js"),
    import("./waiting-view.js"),
    import("./waiting.js"),
    loadTus(tus),
  ]);
  const waiting = await sendOn({ shelf, owner, base, isMine });
  const stop = effect(() => {
    const all = waiting.all.value;
    place.hidden = all.length === 0 && files === 0;
    /** @param {import("./waiting.js").Waiting} waiting */
    const page = ({ note: { about } }) => (about["assessment"] && about["step"] ? `${base}/assessments/${about["assessment"]}/steps/${about["step"]}` : null);
    const deeds = { resume: waiting.resume, discard: (/** @type {string} */ id) => void waiting.discard(id), page };
    render(html`${waitingView(all, deeds)} ${filesView(files, `${base}/send`)}`, place);
  });
  return () => {
    stop();
    waiting.close();
    shelf.close();
  };
}

/**
 * @param {string} owner
 * @returns {number} how many files were begun on the page that sends them, and have not arrived
 */
function unsentFiles(owner) {
  const kept = memory().get(`parcels.${owner}`);
  return Array.isArray(kept) ? kept.filter((one) => one?.phase !== "arrived" && one?.phase !== "failed").length : 0;
}

/**
 * @param {string} address of tus.min.js, which is no module
 * @returns {Promise<void>}
 */
export function loadTus(address) {
  if ("tus" in globalThis) return Promise.resolve();
  return new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = ownScript(address);
    script.onload = () => resolve();
    script.onerror = () => reject(new Error("tus.min.js did not load"));
    document.head.append(script);
  });
}
