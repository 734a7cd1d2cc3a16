/** Sends files from a client's phone or a trainer's desk: chosen or dropped, in pieces, one after the other. */

import { render } from "../../vendor/lit-html/lit-html.js";
import { openParcels } from "../capture/parcels.js";
import { parcelsView } from "../capture/parcels-view.js";
import { openShelf } from "../capture/shelf.js";
import { effect, listen, signal } from "../lib/state.js";
import { shelf as memory } from "../lib/storage.js";

/**
 * @typedef {{base: string, owner: string, most_bytes: number, about: Record<string, string>, title: string, client?: string, done: string}} SendPage
 */

const config = /** @type {SendPage} */ (JSON.parse(document.getElementById("page")?.textContent ?? "{}"));
const root = /** @type {HTMLElement} */ (document.getElementById("files"));
const form = /** @type {HTMLFormElement} */ (document.getElementById("about"));

async function start() {
  const shelf = await openShelf().catch(() => null);
  const parcels = openParcels({ base: config.base, owner: config.owner, most_bytes: config.most_bytes, shelf, memory: memory() });
  const isOver = signal(false);

  effect(() => {
    render(
      parcelsView(
        { all: parcels.all.value, isOver: isOver.value, clips: `${config.base}/clips`, done: config.done },
        {
          choose: parcels.choose,
          send: () => parcels.send(about()),
          pause: parcels.pause,
          resume: parcels.resume,
          remove: (key) => void parcels.remove(key),
        },
      ),
      root,
    );
  });

  listen(form, "submit", (event) => event.preventDefault());
  // Dropped anywhere on the page: a browser would else leave the page to show the file.
  listen(document, "dragover", (event) => {
    if (!event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    isOver.value = true;
  });
  listen(document, "dragleave", (event) => {
    if (event.relatedTarget === null) isOver.value = false;
  });
  listen(document, "drop", (event) => {
    if (!event.dataTransfer?.files.length) return;
    event.preventDefault();
    isOver.value = false;
    parcels.choose(event.dataTransfer.files);
  });
  addEventListener("pagehide", () => (parcels.close(), shelf?.close()));
  addEventListener("pageshow", (event) => event.persisted && location.reload());
}

/** @returns {Record<string, string>} what goes along with the files */
function about() {
  const said = new FormData(form);
  /** @param {string} name */
  const field = (name) => String(said.get(name) ?? "").trim();
  return { ...config.about, title: config.title || field("title"), session: field("session"), came_by: field("came_by"), client: config.client ?? "" };
}

void start();
