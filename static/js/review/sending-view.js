/** Voice notes, clips and pictures with a comment: recorded or chosen in the page, sent by the road of every clip. */

import { html, render } from "../../vendor/lit-html/lit-html.js";
import { openParcels } from "../capture/parcels.js";
import { openShelf } from "../capture/shelf.js";
import { closers, effect, every } from "../lib/state.js";
import { shelf as openMemory } from "../lib/storage.js";
import { icon } from "../live/icon-view.js";
import { outgoingView } from "../threads/outgoing-view.js";
import { openVoice } from "../threads/voice.js";

const MOST_NOTE = 1000; // as server/domain/uploads.py
const HERE = new Set(["arrived", "ready"]);

/**
 * @param {object} options
 * @param {import("./studio.js").Config} options.config
 * @param {ReturnType<typeof import("./about.js").openAbout>} options.about
 * @param {HTMLTextAreaElement} options.text
 * @param {() => void} options.written what stood in the field goes along
 * @param {() => Promise<void>} options.look
 * @param {(words: string, tone?: "info" | "good" | "warn" | "bad") => void} options.say
 * @returns {() => void}
 */
export function attachSending({ config, about, text, written, look, say }) {
  const close = closers();
  const place = document.getElementById("write-sends");
  const outgoing = document.getElementById("outgoing");
  if (!place || !outgoing) return close.close;
  const voice = openVoice();
  /** @type {ReturnType<typeof openParcels> | null} */
  let parcels = null;
  let isBusy = false;
  let isClosed = false;

  void begin(outgoing);
  close.add(() => {
    isClosed = true;
    parcels?.close();
  });
  close.add(effect(() => (void voice.since.value, draw())));
  close.add(every(500, () => voice.since.peek() !== null && draw()));

  /** @param {HTMLElement} root */
  async function begin(root) {
    const shelf = await openShelf().catch(() => null);
    if (isClosed) return shelf?.close();
    const mine = openParcels({
      base: config.base,
      owner: `${config.person}${config.client ? `:${config.client}` : ""}:${config.clip}`,
      most_bytes: config.most_bytes,
      shelf,
      memory: openMemory(),
    });
    parcels = mine;
    close.add(() => shelf?.close());
    close.add(
      effect(() => {
        const all = mine.all.value;
        for (const { key, phase } of all.filter(({ phase }) => HERE.has(phase))) {
          queueMicrotask(() => void mine.remove(key).then(look)); // it stands among the comments now
          if (phase === "arrived") later();
        }
        render(outgoingView(all, { resume: mine.resume, remove: (key) => void mine.remove(key) }), root);
      }),
    );
  }

  /** It can be heard or seen a moment after it has arrived. */
  function later() {
    for (const ms of [1000, 2500, 5000]) setTimeout(() => !isClosed && void look(), ms);
  }

  /**
   * @param {Iterable<File>} files
   * @param {string} title
   */
  function send(files, title) {
    if (!parcels) return;
    const note = text.value.trim();
    const goesAlong = note.length <= MOST_NOTE;
    const said = Object.fromEntries(Object.entries(about.wire()).map(([name, value]) => [name === "moment_ms" ? "at_ms" : name, String(value)]));
    parcels.choose(files);
    parcels.send({ source: "answer", on: config.clip, client: config.client, title, ...(goesAlong && note ? { note } : {}), ...said });
    if (goesAlong) written();
  }

  /** The first press records, the second sends. */
  async function speak() {
    if (isBusy) return;
    isBusy = true;
    draw();
    try {
      if (voice.since.peek() === null) {
        about.begin();
        return await voice.start();
      }
      const file = await voice.stop();
      if (!file) return say("Nothing was recorded. Press, speak, and press again.", "warn");
      send([file], "Voice note");
    } catch {
      say("The microphone could not be used. Allow it in the browser's settings for this page.", "bad");
    } finally {
      isBusy = false;
      draw();
    }
  }

  /** @param {Event} event */
  function choose(event) {
    const input = /** @type {HTMLInputElement} */ (event.target);
    if (input.files?.length) send([...input.files], "");
    input.value = ""; // the same file may be chosen again
  }

  function draw() {
    const since = voice.since.peek();
    const seconds = since === null ? 0 : Math.floor((performance.now() - since) / 1000);
    const words = since === null ? "Voice note" : `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")} · Stop and send`;
    render(
      html`<button class="button quiet" type="button" id="speak" aria-pressed=${since !== null} ?disabled=${isBusy} @click=${speak}>
          ${icon("mic")}<span>${words}</span>
        </button>
        <label class="button quiet file-over composer-file">${icon("video")}<span>Film or picture</span
          ><input type="file" id="attach" accept="video/*,image/*,.heic,.heif,.mov" multiple @change=${choose} /></label>`,
      /** @type {HTMLElement} */ (place),
    );
  }

  return close.close;
}
