/** Captions of one voice-over as they are written by hand: kept a moment after each change. */

import { post, Refusal } from "../lib/http.js";
import { closers, signal } from "../lib/state.js";
import { sorted, withChange, withNew } from "./captions.js";
import { captionsEditor } from "./captions-view.js";

const SAVE_MS = 800;

/** @typedef {import("./captions.js").Caption} Caption */
/** @typedef {import("./voice-card-view.js").Voice} Voice */
/** @typedef {ReturnType<typeof openCaptioning>} Captioning */

/**
 * @param {object} options
 * @param {HTMLElement} options.place the panel
 * @param {import("./studio.js").Studio} options.studio
 * @param {() => readonly Voice[]} options.voices
 * @param {(after: Voice) => void} options.kept
 * @param {(voice: Voice, from_ms: number) => Promise<void>} options.play
 * @param {import("./listening-view.js").Listening} options.listening
 */
export function openCaptioning({ place, studio, voices, kept, play, listening }) {
  const close = closers();
  const editing = signal(/** @type {string | null} */ (null)); // whose captions are written
  const lines = signal(/** @type {readonly Caption[]} */ ([]));
  const trouble = signal("");
  const isSaving = signal(false);
  let saving = 0;
  let isKept = true; // what is written stands at the server

  /** @param {readonly Caption[]} now */
  function write(now) {
    lines.value = now;
    isKept = false;
    clearTimeout(saving);
    saving = window.setTimeout(() => void save(), SAVE_MS);
  }
  close.add(() => {
    if (!isKept) void save();
  });

  /** Whether what is written is kept now; if not, it says why. */
  async function save() {
    clearTimeout(saving);
    saving = 0;
    const voice = voices().find(({ id }) => id === editing.peek());
    if (!voice || isKept) return true;
    const written = lines.peek();
    isSaving.value = true;
    try {
      const said = await post(voice.here, { captions: sorted(written).filter(({ text }) => text.trim() !== "") });
      isKept = lines.peek() === written;
      kept(/** @type {Voice} */ (said["voice"]));
      trouble.value = "";
      return true;
    } catch (problem) {
      if (!(problem instanceof Refusal)) throw problem;
      trouble.value = `${problem.message} What you typed is still here.`;
      return false;
    } finally {
      isSaving.value = false;
    }
  }
  studio.holds(() => !isKept);

  return {
    /** Whose are written; null: none's. */
    editing: /** @type {import("../lib/state.js").ReadonlySignal<string | null>} */ (editing),

    /** @param {Voice} voice @returns {readonly Caption[]} as they are now, kept or not yet */
    of: (voice) => (editing.peek() === voice.id ? lines.peek() : voice.captions),

    /**
     * Opens the captions of this one and closes those of another, or these if they are open; what could not be kept stays open.
     *
     * @param {Voice} voice
     */
    async toggle(voice) {
      const before = editing.peek();
      if (!(await save())) return;
      editing.value = before === voice.id ? null : voice.id;
      if (before === voice.id) return;
      lines.value = voice.captions;
      isKept = true;
      trouble.value = "";
      void play(voice, listening.of(voice.id)?.position.peek() ?? 0).then(() => listening.of(voice.id)?.pause());
    },

    /** @param {Voice} voice whose captions are written */
    editor: (voice) =>
      captionsEditor(
        {
          captions: lines.value,
          at_ms: (listening.played.value === voice.id && listening.of(voice.id)?.position.value) || 0,
          isSaving: isSaving.value,
          problem: trouble.value,
          vtt: `${voice.here}/captions.vtt`,
        },
        {
          change: (at, change) => write(withChange(lines.peek(), at, change)),
          remove: (at) => write(lines.peek().filter((_, n) => n !== at)),
          add() {
            const made = withNew(lines.peek(), listening.of(voice.id)?.position.peek() ?? 0, voice.duration_ms);
            write(made.captions);
            queueMicrotask(() => /** @type {HTMLElement | undefined} */ (place.querySelectorAll(".caption-line textarea")[made.at])?.focus());
          },
          seek: (ms) => void play(voice, ms),
          async done() {
            if (await save()) editing.value = null;
          },
        },
      ),
    close: close.close,
  };
}
