/** A line to type an exercise into, with the names that fit while one types. */

import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { PROBLEMS, readLine } from "./lines.js";
import { suggest } from "./suggest.js";

/**
 * @typedef {object} Line
 * @property {string} id of its field
 * @property {string} label
 * @property {string} value
 * @property {string} [placeholder]
 * @property {string} [problem] what the server said of it
 * @property {boolean} [isNew] a line that adds; it may be empty
 * @property {(text: string) => void} typed
 * @property {(way: 1 | -1) => void} leave Enter: to the next line, or the one before
 * @property {() => void} [settle] it lost the focus
 *
 * @typedef {object} Hints
 * @property {import("./suggest.js").Known[]} known
 * @property {{id: string, at: number} | null} open which line shows its suggestions, and which of them is meant
 * @property {(open: {id: string, at: number} | null) => void} show
 */

/**
 * @param {Line} line
 * @param {Hints} hints
 */
export function lineView({ id, label, value, placeholder = "", problem = "", isNew = false, typed, leave, settle }, { known, open, show }) {
  const found = open?.id === id ? suggest(value, known) : [];
  const at = Math.min(open?.at ?? 0, found.length - 1);
  const read = isNew && value.trim() === "" ? null : readLine(value);
  const wrong = read && "problem" in read ? PROBLEMS[read.problem] : problem;
  /** @param {string} name */
  const take = (name) => {
    typed(`${name} `);
    show(null);
  };
  /** @param {KeyboardEvent} event */
  const key = (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey || event.isComposing) return;
    const way = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (way && found.length > 0) {
      event.preventDefault();
      show({ id, at: (at + way + found.length) % found.length });
    } else if ((event.key === "Enter" || event.key === "Tab") && found.length > 0 && !event.shiftKey) {
      event.preventDefault();
      take(found[at]?.name ?? value);
    } else if (event.key === "Escape" && found.length > 0) {
      event.preventDefault();
      show(null);
    } else if (event.key === "Enter") {
      event.preventDefault();
      leave(event.shiftKey ? -1 : 1);
    } else if (way && isAtEdge(/** @type {HTMLTextAreaElement} */ (event.target), way)) {
      event.preventDefault();
      leave(/** @type {1 | -1} */ (way));
    }
  };
  return html`<div class="line">
    <textarea
      id=${id}
      rows="1"
      data-line
      aria-label=${label}
      aria-autocomplete="list"
      aria-controls=${found.length > 0 ? `${id}-names` : nothing}
      aria-activedescendant=${found.length > 0 ? `${id}-name-${at}` : nothing}
      aria-invalid=${wrong ? "true" : nothing}
      aria-describedby=${wrong ? `${id}-error` : nothing}
      autocomplete="off"
      spellcheck="false"
      maxlength="400"
      placeholder=${placeholder || nothing}
      .value=${value}
      @input=${(/** @type {Event} */ event) => {
        typed(/** @type {HTMLTextAreaElement} */ (event.target).value.replace(/\n/g, " "));
        show({ id, at: 0 });
      }}
      @keydown=${key}
      @blur=${() => {
        if (open?.id === id) show(null);
        settle?.();
      }}
    ></textarea>
    ${found.length > 0
      ? html`<ul class="names" id="${id}-names" role="listbox" aria-label="Exercises">
          ${found.map(
            ({ name, spotter }, index) => html`<li id="${id}-name-${index}" role="option" aria-selected=${String(index === at)} @pointerdown=${(/** @type {Event} */ event) => (event.preventDefault(), take(name))}>
              ${name}${spotter ? html` <span class="hint">needs a spotter</span>` : nothing}
            </li>`,
          )}
        </ul>`
      : nothing}
    ${wrong ? html`<p class="field-error" id="${id}-error">${wrong}</p>` : nothing}
  </div>`;
}

/**
 * Whether an arrow would not move the caret any more: then it leaves the line.
 *
 * @param {HTMLTextAreaElement} field
 * @param {number} way
 */
function isAtEdge(field, way) {
  const { selectionStart, selectionEnd, value } = field;
  if (selectionStart !== selectionEnd) return false;
  return field.scrollHeight < 60 || (way < 0 ? selectionStart === 0 : selectionEnd === value.length);
}
