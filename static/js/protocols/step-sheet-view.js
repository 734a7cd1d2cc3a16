/** A step's measures and checkpoints in the trainer's panel of a room. */

import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { live } from "../../vendor/lit-html/directives/live.js";
import { icon } from "../live/icon-view.js";

/**
 * @param {object} facts
 * @param {string} facts.assessment
 * @param {{title: string, measures: import("./step-sheets.js").SheetMeasure[], checkpoints: import("./step-sheets.js").SheetCheckpoint[]}} facts.how
 * @param {import("./step-sheets.js").StepSheets} facts.sheets
 */
export function stepSheetView({ assessment, how, sheets }) {
  if (how.measures.length + how.checkpoints.length === 0) return nothing;
  const sheet = sheets.known.value[assessment] ?? { values: {}, seen: {}, lines: [] };
  const standing = sheets.standing.value[assessment];
  return html`<div class="step-sheet" data-sheet=${assessment}>
    ${how.measures.map(
      ({ key, title, unit, choices, places }) => html`<div class="sheet-measure" role="group" aria-label=${title}>
        <span class="small">${title}${unit ? html` <span class="muted">${unit}</span>` : nothing}</span>
        <div class="row">
          ${places.map(({ place, words }) => {
            const label = words ? `${title}, ${words}` : title;
            const put = (/** @type {Event} */ { target }) => sheets.put(assessment, place, /** @type {HTMLInputElement} */ (target).value);
            if (choices.length > 0) {
              return html`<select aria-label=${label} data-place=${place} .value=${live(sheet.values[place] ?? "")} @change=${put}>
                <option value="">Not noted</option>
                ${choices.map(({ value, words: text }) => html`<option value=${value} ?selected=${sheet.values[place] === value}>${text}</option>`)}
              </select>`;
            }
            const isWrong = standing?.kind === "refused" && standing.where === place;
            return html`<label class="sheet-value">${words ? html`<span class="muted small">${words}</span>` : nothing}<input
                class="numbers"
                inputmode="decimal"
                autocomplete="off"
                maxlength="12"
                aria-label=${label}
                aria-invalid=${String(isWrong)}
                data-place=${place}
                .value=${live(sheet.values[place] ?? "")}
                @change=${put}
            /></label>`;
          })}
        </div>
        ${lineOf(sheet, key)}
      </div>`,
    )}
    ${how.checkpoints.length > 0
      ? html`<ul class="sheet-points" aria-label=${`Seen in ${how.title}`}>
          ${how.checkpoints.map(
            ({ title, places }) => html`<li>
              <span class="grow">${title}</span>
              ${places.map(({ place, words }) => pointView({ title, place, words, seen: sheet.seen[place], look: (word) => sheets.look(assessment, place, word) }))}
            </li>`,
          )}
        </ul>`
      : nothing}
    ${standing && standing.kind !== "saving"
      ? html`<p class="small ${standing.kind === "refused" ? "too-many" : "muted"}" role="status">${standing.kind === "kept" ? html`${icon("check")} Kept` : standing.message}</p>`
      : nothing}
  </div>`;
}

/**
 * One tap says seen, the next not seen, the third leaves it open again.
 *
 * @param {{title: string, place: string, words: string, seen: boolean | undefined, look: (word: "yes" | "no" | "") => void}} facts
 */
function pointView({ title, place, words, seen, look }) {
  const says = seen === undefined ? "open" : seen ? "seen" : "not seen";
  const face = words || (seen === false ? "Not" : "Seen"); // what is read on it is in its name, too: who speaks to a phone says that
  return html`<button
    type="button"
    class="chip"
    data-point=${place}
    data-seen=${says}
    aria-pressed=${String(seen === true)}
    aria-label=${`${title}, ${face}${face.toLowerCase() === says ? "" : `: ${says}`}`}
    @click=${() => look(seen === undefined ? "yes" : seen ? "no" : "")}
  >
    ${seen === true ? icon("check") : seen === false ? icon("close") : nothing}<span>${face}</span>
  </button>`;
}

/** @param {import("./step-sheets.js").StepSheet} sheet @param {string} key */
function lineOf(sheet, key) {
  const line = sheet.lines.find((one) => one.key === key && (one.band || one.why_none));
  return line ? html`<p class="muted small">${line.band || line.why_none}</p>` : nothing;
}
