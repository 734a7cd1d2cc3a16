/** What drawing asks for in words: what a text says, how long a known length is, what a layer is called. The dialogs are in clips/drawing.html. */

import { closers, effect, listen } from "../lib/state.js";
import { readLength } from "./calibration.js";

/**
 * @param {import("./studio.js").Studio} studio
 * @param {import("./drawing.js").Drawing} drawing
 * @returns {() => void}
 */
export function attachAsking(studio, drawing) {
  const close = closers();
  const canvas = /** @type {HTMLCanvasElement | null} */ (studio.overlay?.querySelector("canvas:not(.is-ground)") ?? null);

  /**
   * @param {string} id
   * @param {(text: string) => string} done gives what is wrong with it, or ""
   * @param {() => void} [dropped]
   * @returns {(text: string) => void} opens it
   */
  function asks(id, done, dropped = () => {}) {
    const dialog = document.getElementById(id);
    const form = dialog?.querySelector("form");
    const field = /** @type {HTMLInputElement | HTMLTextAreaElement | null} */ (form?.querySelector("input, textarea") ?? null);
    const error = /** @type {HTMLElement | null} */ (form?.querySelector(".field-error") ?? null);
    if (!(dialog instanceof HTMLDialogElement) || !form || !field) return () => {};
    let isDone = false;
    close.add(
      listen(form, "submit", (/** @type {SubmitEvent} */ event) => {
        event.preventDefault();
        const wrong = done(field.value);
        if (error) {
          error.textContent = wrong;
          error.hidden = wrong === "";
        }
        if (wrong) return field.focus();
        isDone = true;
        dialog.close();
      }),
    );
    close.add(
      listen(dialog, "close", () => {
        if (!isDone) dropped();
        canvas?.focus();
      }),
    );
    close.add(
      listen(field, "keydown", (/** @type {KeyboardEvent} */ event) => {
        if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.requestSubmit();
      }),
    );
    return (text) => {
      isDone = false;
      field.value = text;
      if (error) error.hidden = true;
      if (!dialog.open) dialog.showModal();
      field.focus();
    };
  }

  const words = asks(
    "draw-words-dialog",
    (text) => {
      drawing.say(text);
      drawing.choose("select");
      return "";
    },
    () => drawing.say(null),
  );
  close.add(
    effect(() => {
      const about = drawing.asking.value;
      if (about) words(about.body.text ?? "");
    }),
  );

  const length = asks("draw-length-dialog", (text) => {
    const metres = readLength(text);
    if (metres === null) return "Write a length, such as 1.2 m or 45 cm.";
    drawing.calibrate(drawing.selected.peek() ?? "", metres);
    return "";
  });
  const isPrivate = /** @type {HTMLInputElement | null} */ (document.querySelector("#draw-layer-dialog input[type=checkbox]"));
  const layer = asks(
    "draw-layer-dialog",
    (text) => {
      const about = drawing.naming.peek();
      const how = { title: text.trim().slice(0, 120) || "Layer", is_private: isPrivate?.checked ?? false };
      if (about?.id) drawing.setLayer(about.id, how);
      else drawing.addLayer(how.title, how);
      drawing.naming.value = null;
      return "";
    },
    () => void (drawing.naming.value = null),
  );
  close.add(
    effect(() => {
      const about = drawing.naming.value;
      if (!about) return;
      if (isPrivate) isPrivate.checked = about.is_private;
      layer(about.title);
    }),
  );
  close.add(
    studio.keys.register([{ key: [], deed: "calibrate", words: "", group: "Drawing", run: () => length("") }]),
  );
  return close.close;
}
