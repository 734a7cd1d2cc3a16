/** A thread: it keeps itself up to date, and takes words, pictures, films and voice notes. */

import { render } from "../../vendor/lit-html/lit-html.js";
import { openParcels } from "../capture/parcels.js";
import { openShelf } from "../capture/shelf.js";
import { Refusal } from "../lib/http.js";
import { effect, every, listen } from "../lib/state.js";
import { shelf as memory } from "../lib/storage.js";
import { toast } from "../lib/toast.js";
import { openFeed } from "../threads/feed.js";
import { messagesView } from "../threads/messages-view.js";
import { outgoingView } from "../threads/outgoing-view.js";
import { openVoice } from "../threads/voice.js";

/**
 * @typedef {{here: string, base: string, owner: string, client: string, side: string, is_group: boolean, group: string, most_note: number, most_bytes: number,
 *   mark: string, messages: import("../threads/feed.js").Message[]}} ThreadPage
 */

const config = /** @type {ThreadPage} */ (JSON.parse(document.getElementById("page")?.textContent ?? "{}"));
const place = /** @type {HTMLElement} */ (document.getElementById("thread"));
const form = /** @type {HTMLFormElement | null} */ (document.getElementById("write"));
const NEAR_PX = 160;

if (place.dataset["live"] !== undefined) follow();

/** Draws the thread anew whenever it changes; whoever reads at its end stays there. */
function follow() {
  const feed = openFeed({ here: config.here, mark: config.mark, messages: config.messages, isSeen: () => !document.hidden });
  /** @param {Promise<void>} deed */
  const say = (deed) => deed.catch((problem) => problem instanceof Refusal && toast(problem.message, "bad"));
  let count = 0;
  let isAtEnd = true;
  const toEnd = () => scrollTo(0, document.documentElement.scrollHeight);
  const isNear = () => document.documentElement.scrollHeight - innerHeight - scrollY < NEAR_PX;
  place.replaceChildren();
  effect(() => {
    const messages = feed.messages.value;
    const isLonger = messages.length > count;
    isAtEnd = count === 0 || isNear() || (isLonger && messages.at(-1)?.is_mine === true); // what one wrote oneself is seen
    render(
      messagesView(
        { messages, isGroup: config.is_group, nothingYet: place.dataset["nothing"] ?? "", trouble: feed.trouble.value },
        { takeBack: (id) => void say(feed.takeBack(id)), cheer: (id, on) => void say(feed.cheer(id, on)) },
      ),
      place,
    );
    if (messages.length !== count && isAtEnd) toEnd();
    count = messages.length;
  });
  // A picture has its height only when it is there.
  for (const type of ["load", "loadedmetadata"]) place.addEventListener(type, () => isAtEnd && toEnd(), true);
  for (const type of ["wheel", "touchmove", "keydown", "pointerdown"]) addEventListener(type, () => requestAnimationFrame(() => (isAtEnd = isNear())), { passive: true });
  listen(document, "visibilitychange", () => void feed.look());
  addEventListener("pagehide", feed.close);
  addEventListener("pageshow", (event) => event.persisted && location.reload());
  if (form) void compose(form, feed);
}

/**
 * @param {HTMLFormElement} form
 * @param {import("../threads/feed.js").ThreadFeed} feed
 */
async function compose(form, feed) {
  const text = /** @type {HTMLTextAreaElement} */ (form.elements.namedItem("text"));
  const error = /** @type {HTMLElement} */ (form.querySelector("[data-error-for=text]"));
  const draft = `draft.${config.here}`;
  const kept = memory();
  text.value = text.value || String(kept.get(draft)?.text ?? "");
  const checkIn = /** @type {HTMLInputElement | null} */ (form.elements.namedItem("check_in"));
  let isSending = false;
  const shelf = await openShelf().catch(() => null);
  const whose = config.group || config.client;
  const parcels = openParcels({ base: config.base, owner: `${config.owner}${whose ? `:${whose}` : ""}`, most_bytes: config.most_bytes, shelf, memory: kept });

  /** @param {string} sentence "" takes it away */
  function complain(sentence) {
    error.textContent = sentence;
    error.hidden = sentence === "";
    if (sentence) text.setAttribute("aria-invalid", "true");
    else text.removeAttribute("aria-invalid");
  }

  async function send() {
    if (isSending) return;
    isSending = true;
    try {
      const words = text.value.trim();
      const hasFiles = parcels.all.peek().some(({ phase }) => phase === "chosen");
      if (words || !hasFiles) {
        await feed.write(text.value, { check_in: Boolean(checkIn?.isConnected && checkIn.checked) });
        if (checkIn?.checked) checkIn.closest("label")?.remove(); // once a week
        text.value = "";
        kept.set(draft, null);
      }
      if (hasFiles) sendFiles("");
      complain("");
    } catch (problem) {
      if (!(problem instanceof Refusal)) throw problem;
      complain(problem.message);
    } finally {
      isSending = false;
    }
  }

  /** @param {string} title */
  function sendFiles(title) {
    parcels.send({ source: "message", client: config.client, group: config.group, title });
  }

  listen(form, "submit", (event) => {
    event.preventDefault();
    void send();
  });
  listen(text, "keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) void send();
  });
  listen(text, "input", () => {
    complain("");
    kept.set(draft, text.value ? { text: text.value } : null);
  });
  const outgoing = /** @type {HTMLElement} */ (document.getElementById("outgoing"));
  effect(() => {
    const all = parcels.all.value;
    for (const { key, phase } of all.filter(({ about, phase }) => about["source"] === "message" && ["arrived", "ready"].includes(phase))) {
      queueMicrotask(() => void parcels.remove(key).then(feed.look)); // it stands in the thread now
      if (phase === "ready") void feed.look();
    }
    render(outgoingView(all, { resume: parcels.resume, remove: (key) => void parcels.remove(key) }), outgoing);
  });
  const attach = /** @type {HTMLInputElement} */ (document.getElementById("attach"));
  listen(attach, "change", () => {
    if (attach.files) parcels.choose(attach.files);
    attach.value = ""; // the same file may be chosen again
  });
  listenToVoice(parcels.choose, () => sendFiles("Voice note"));
  addEventListener("pagehide", () => (parcels.close(), shelf?.close()));
}

/**
 * The first press records, the second sends.
 *
 * @param {(files: File[]) => void} choose
 * @param {() => void} send
 */
function listenToVoice(choose, send) {
  const button = /** @type {HTMLButtonElement} */ (document.getElementById("speak"));
  const words = /** @type {HTMLElement} */ (button.querySelector("span"));
  const voice = openVoice();
  const idle = words.textContent ?? "";
  const show = () => {
    const since = voice.since.peek();
    button.setAttribute("aria-pressed", String(since !== null));
    const seconds = since === null ? 0 : Math.floor((performance.now() - since) / 1000);
    words.textContent = since === null ? idle : `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")} · Stop and send`;
  };
  effect(() => {
    void voice.since.value;
    show();
  });
  every(500, () => voice.since.peek() !== null && show());
  listen(button, "click", async () => {
    button.disabled = true;
    try {
      if (voice.since.peek() === null) return await voice.start();
      const file = await voice.stop();
      if (!file) return toast("Nothing was recorded. Press, speak, and press again.", "warn");
      choose([file]);
      send();
    } catch {
      toast("The microphone could not be used. Allow it in the browser's settings for this page.", "bad");
    } finally {
      button.disabled = false;
      button.focus();
    }
  });
}
