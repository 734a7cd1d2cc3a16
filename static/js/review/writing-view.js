/** What one writes a comment with: the field, what it is about, and the draft of it that outlives its page. */

import { closers, effect, listen } from "../lib/state.js";
import { aboutView } from "./about-view.js";
import { attachSending } from "./sending-view.js";

/**
 * @param {object} options
 * @param {import("./studio.js").Studio} options.studio
 * @param {import("./talk.js").Talk} options.talk
 * @param {ReturnType<typeof import("./about.js").openAbout>} options.about
 * @param {import("../lib/storage.js").Shelf} options.memory
 * @returns {{isHere: boolean, focus: () => void, takeBack: (words: string, why: string) => void, close: () => void}} isHere: this
 *   person may write; takeBack: what was refused goes back to where it was written, before what is being written there
 */
export function attachWriting({ studio, talk, about, memory }) {
  const { config, player } = studio;
  const close = closers();
  const form = document.getElementById("write");
  const text = /** @type {HTMLTextAreaElement | null} */ (form?.querySelector("textarea") ?? null);
  const chips = document.getElementById("write-about");
  const draft = `draft.${config.here}`;

  function writeHere() {
    if (!text) return;
    player?.pause();
    const [from, until] = [player?.loopIn.peek() ?? null, player?.loopOut.peek() ?? null];
    const shape = studio.marks?.of("shape").find(({ id }) => id === studio.drawing?.selected.peek());
    if (shape) {
      const { at_ms, until_ms, frame } = /** @type {import("./shapes.js").Body} */ (shape.body);
      about.drawing(shape.id, { ms: at_ms, frame }, until_ms);
    } else if (from !== null && until !== null) about.between(from, until);
    else about.here();
    studio.keys.run("tab-comments");
    text.focus();
  }

  /** @param {string} words */
  function complain(words) {
    const line = form?.querySelector("[data-error-for=text]");
    if (!(line instanceof HTMLElement) || !text) return;
    line.textContent = words;
    line.hidden = words === "";
    if (words) text.setAttribute("aria-invalid", "true");
    else text.removeAttribute("aria-invalid");
  }

  function keepDraft() {
    memory.set(draft, text?.value ? { text: text.value } : null);
  }

  /** Empties the field: what stood in it is on its way. */
  function written() {
    if (text) text.value = "";
    keepDraft();
    about.here();
    complain("");
  }

  /** @param {Event} event */
  function write(event) {
    event.preventDefault();
    if (!text) return;
    const words = text.value.trim();
    if (!words) return complain("There is nothing in it yet. Please write a word or two.");
    const where = about.wire();
    written();
    talk.write(words, where);
  }

  if (form && text) {
    text.value = text.value || String(memory.get(draft)?.text ?? "");
    text.required = false; // an empty one is told in our words
    close.add(listen(form, "submit", write));
    close.add(listen(text, "keydown", (event) => event.key === "Enter" && (event.ctrlKey || event.metaKey) && write(event)));
    close.add(
      listen(text, "input", () => {
        complain("");
        keepDraft();
        if (text.value) about.begin();
        else about.let_go();
      }),
    );
    close.add(studio.keys.register([{ key: "c", shift: false, deed: "comment", words: player ? "comment on this frame, or on the part that plays again and again" : "comment on the photo, or on the drawing that is selected", group: "Review", run: writeHere }]));
    close.add(attachSending({ config, about, text, written, look: talk.look, say: studio.say }));
  }
  if (chips) {
    close.add(
      effect(() => {
        aboutView(chips, { about: about.about.value, at_ms: player?.position.value ?? 0, isVideo: player !== null }, about);
      }),
    );
  }
  studio.holds(() => Boolean(text?.value));
  return {
    isHere: form !== null,
    focus() {
      text?.focus();
      text?.scrollIntoView({ block: "nearest" });
    },
    takeBack(words, why) {
      if (text) text.value = [words, text.value].filter(Boolean).join("\n\n");
      complain(why);
      keepDraft();
    },
    close: close.close,
  };
}
