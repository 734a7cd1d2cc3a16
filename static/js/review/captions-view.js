/** The captions editor: a line for each, with its moments, "Now" buttons, and what is wrong with it. */

import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { icon } from "../live/icon-view.js";
import { momentText, problemOf, readMoment } from "./captions.js";

/**
 * @param {object} facts
 * @param {readonly import("./captions.js").Caption[]} facts.captions
 * @param {number} facts.at_ms where the voice-over stands
 * @param {boolean} facts.isSaving
 * @param {string} facts.problem
 * @param {string} facts.vtt an address
 * @param {object} deeds
 * @param {(at: number, change: Partial<import("./captions.js").Caption>) => void} deeds.change
 * @param {(at: number) => void} deeds.remove
 * @param {() => void} deeds.add
 * @param {(ms: number) => void} deeds.seek
 * @param {() => void} deeds.done
 */
export function captionsEditor({ captions, at_ms, isSaving, problem, vtt }, deeds) {
  return html`<section class="captions" aria-label="Captions">
    <p class="hint">Play the voice-over, press New line where a sentence begins, and type what is said. The client sees it while it plays.</p>
    <ol class="caption-lines">
      ${captions.map((one, n) => line(one, n, at_ms, deeds))}
    </ol>
    ${problem ? html`<p class="field-error" role="alert">${problem}</p>` : nothing}
    <div class="row">
      <button class="button quiet" type="button" id="caption-add" @click=${deeds.add}>${icon("add")}<span>New line at ${momentText(at_ms)}</span></button>
      <button class="button quiet" type="button" id="caption-done" @click=${deeds.done} aria-busy=${String(isSaving)}>${icon("check")}<span>${isSaving ? "Saving…" : "Done"}</span></button>
      ${captions.length > 0 ? html`<a class="button plain" href=${`${vtt}?download=1`} download>${icon("download")}<span>WebVTT</span></a>` : nothing}
    </div>
  </section>`;
}

/**
 * @param {import("./captions.js").Caption} one
 * @param {number} n
 * @param {number} at_ms
 * @param {Parameters<typeof captionsEditor>[1]} deeds
 */
function line(one, n, at_ms, deeds) {
  const wrong = problemOf(one);
  /** @param {"from_ms" | "to_ms"} name @param {string} words */
  const moment = (name, words) => html`<label class="caption-moment"
    ><span class="unseen">Line ${n + 1} ${words}</span>
    <input
      class="numbers"
      inputmode="decimal"
      .value=${momentText(one[name])}
      aria-invalid=${wrong ? "true" : nothing}
      @change=${(/** @type {Event} */ event) => {
        const ms = readMoment(/** @type {HTMLInputElement} */ (event.target).value);
        if (ms === null) /** @type {HTMLInputElement} */ (event.target).value = momentText(one[name]);
        else deeds.change(n, { [name]: ms });
      }}
    /><button class="button plain" type="button" aria-label=${`Line ${n + 1} ${words} now, at ${momentText(at_ms)}`} @click=${() => deeds.change(n, { [name]: Math.round(at_ms) })}>Now</button></label
  >`;
  return html`<li class="caption-line ${one.from_ms <= at_ms && at_ms < one.to_ms ? "is-now" : ""}">
    <div class="caption-moments">
      ${moment("from_ms", "begins")}<span aria-hidden="true">–</span>${moment("to_ms", "ends")}
      <button class="button plain icon-only" type="button" aria-label=${`Hear line ${n + 1}`} @click=${() => deeds.seek(one.from_ms)}>${icon("play")}</button>
      <button class="button plain icon-only" type="button" aria-label=${`Delete line ${n + 1}`} @click=${() => deeds.remove(n)}>${icon("trash")}</button>
    </div>
    <textarea
      rows="2"
      maxlength="300"
      aria-label=${`What is said in line ${n + 1}`}
      .value=${one.text}
      @input=${(/** @type {Event} */ event) => deeds.change(n, { text: /** @type {HTMLTextAreaElement} */ (event.target).value })}
    ></textarea>
    ${wrong ? html`<p class="field-error">${wrong}</p>` : nothing}
  </li>`;
}
