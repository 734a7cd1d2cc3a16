/** Sends files from a client's phone or a trainer's desk: chosen or dropped, in pieces, one after the other. */

import { render } from "../../vendor/lit-html/lit-html.js";
import { openParcels } from "../capture/parcels.js";
import { parcelsView } from "../capture/parcels-view.js";
import { openShelf } from "../capture/shelf.js";
import { effect, listen, signal } from "../lib/state.js";
import { shelf as memory } from "../lib/storage.js";

/**
 * @typedef {{base: string, owner: string, most_bytes: number, most_note: number, about: Record<string, string>, title: string, client?: string, done: string}} SendPage
 */

const config = /** @type {SendPage} */ (JSON.parse(document.getElementById("page")?.textContent ?? "{}"));
const root = /** @type {HTMLElement} */ (document.getElementById("files"));
const form = /** @type {HTMLFormElement} */ (document.getElementById("about"));
const title = /** @type {HTMLInputElement | null} */ (form.querySelector("[name=title]")); // absent where it is known what they are
const note = /** @type {HTMLTextAreaElement} */ (form.elements.namedItem("note"));
const NEAR = 100; // letters that are left when the count is read out

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
          send,
          pause: parcels.pause,
          resume: parcels.resume,
          remove: (key) => void parcels.remove(key),
        },
      ),
      root,
    );
  });

  function send() {
    if (!parcels.all.peek().some(({ phase }) => phase === "chosen")) return;
    parcels.send(about());
    note.value = ""; // both belong to these files, not to the next ones
    if (title) title.value = "";
    count();
  }

  listen(form, "submit", (event) => event.preventDefault());
  listen(note, "input", count);
  listen(note, "keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) send();
  });
  count(); // a browser may bring back what was written before
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

/** Shows how much of the note's room is used. */
function count() {
  const counter = /** @type {HTMLElement} */ (document.getElementById("note-count"));
  counter.ariaLive = config.most_note - note.value.length <= NEAR ? "polite" : "off";
  counter.textContent = `${note.value.length} of ${config.most_note}`;
}

/** @returns {Record<string, string>} what goes along with the files */
function about() {
  const said = new FormData(form);
  /** @param {string} name */
  const field = (name) => String(said.get(name) ?? "").trim();
  return {
    ...config.about,
    title: config.title || field("title"),
    note: field("note").replaceAll(/\r\n?/g, "\n"),
    session: field("session"),
    came_by: field("came_by"),
    client: config.client ?? "",
  };
}

void start();
