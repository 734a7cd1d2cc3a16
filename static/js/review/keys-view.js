/** Keys and buttons do what the studio's table says; the dialog behind `?` shows the table, and each of its lines is a button too. */

import { html, render } from "../../vendor/lit-html/lit-html.js";
import { closers, effect, listen } from "../lib/state.js";
import { table } from "./keys.js";

/**
 * @param {import("./studio.js").Studio} studio
 * @returns {() => void}
 */
export function attach(studio) {
  const close = closers();
  const { keys } = studio;
  const dialog = document.getElementById("keys-dialog");
  const show = () => dialog instanceof HTMLDialogElement && dialog.showModal();
  close.add(keys.register([{ key: "?", deed: "keys", words: "these keys", group: "Page", run: () => void show() }]));
  close.add(
    listen(document, "keydown", (/** @type {KeyboardEvent} */ event) => {
      if (event.defaultPrevented || event.isComposing || document.querySelector("dialog[open]")) return;
      const press = pressOf(event);
      const deed = keys.isWaiting() ? null : keys.find(press);
      if (deed) deed.run();
      if (deed || keys.wait({ ...press, isTyping: press.isTyping && !keys.isWaiting() })) event.preventDefault();
    }),
  );
  close.add(
    listen(document, "click", (/** @type {MouseEvent} */ event) => {
      const button = event.target instanceof Element ? event.target.closest("[data-do], [data-runs]") : null;
      if (!(button instanceof HTMLElement) || button.getAttribute("aria-disabled") === "true") return;
      if (dialog instanceof HTMLDialogElement && dialog.contains(button)) dialog.close();
      keys.run(button.dataset["do"] ?? button.dataset["runs"] ?? "");
    }),
  );
  const place = dialog?.querySelector("[data-keys]");
  if (place instanceof HTMLElement) {
    place.replaceChildren();
    close.add(effect(() => void render(table(keys.all.value).map(group), place)));
  }
  return close.close;
}

/** @param {ReturnType<typeof table>[number]} one */
function group(one) {
  return html`<section class="keys-group">
    <h3>${one.group}</h3>
    ${one.lines.map(
      (line) => html`<button class="keys-line" type="button" data-runs=${line.deed}><span>${line.words}</span><span>${line.faces.map((face) => html`<kbd>${face}</kbd> `)}</span></button>`,
    )}
  </section>`;
}

/**
 * @param {KeyboardEvent} event
 * @returns {import("./keys.js").Press}
 */
function pressOf(event) {
  const at = event.target;
  const isRange = at instanceof HTMLInputElement && ["range", "checkbox", "radio", "button"].includes(at.type);
  const isField = at instanceof HTMLElement && (/^(INPUT|TEXTAREA|SELECT)$/.test(at.tagName) || at.isContentEditable);
  return {
    key: event.key,
    shift: event.shiftKey,
    ctrl: event.ctrlKey || event.metaKey,
    alt: event.altKey,
    isTyping: isField && !isRange,
    isOnButton: at instanceof HTMLElement && at.closest("button, a, summary, input[type=checkbox], input[type=radio]") !== null,
    isRepeat: event.repeat,
  };
}
