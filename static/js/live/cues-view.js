/** The trainer's palette of cues: keys 1 to 9 and more, free text of at most five words, spoken or not, to one or to all. */

import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { sayProblem, wordCount, WORDS_MAX } from "./cues.js";
import { icon } from "./icon-view.js";
import { LANGS, langName } from "./voice-choice.js";

/**
 * @param {object} facts
 * @param {import("./types.d.ts").PaletteCue[]} facts.palette
 * @param {unknown} facts.pick whose cues they are
 * @param {string} facts.lang of the words, to whom they go now
 * @param {(lang: string) => void} facts.setLang
 * @param {string} facts.speaker the one they go to; "" everyone
 * @param {string} facts.draft
 * @param {(text: string) => void} facts.setDraft
 * @param {boolean} facts.speaks
 * @param {() => void} facts.toggleSpeak
 * @param {{id: string, name: string}[]} facts.clients
 * @param {string} facts.to
 * @param {(to: string) => void} facts.setTo
 * @param {(cue: import("./types.d.ts").PaletteCue) => void} facts.send
 */
export function cuesView({ palette, pick, lang, setLang, speaker, draft, setDraft, speaks, toggleSpeak, clients, to, setTo, send }) {
  const count = wordCount(draft);
  const problem = count > 0 ? sayProblem(draft) : null;
  /** @param {SubmitEvent} event */
  const submit = (event) => {
    event.preventDefault();
    if (sayProblem(draft)) return;
    send({ key: "", say: draft.trim(), kind: "form", focus: "" });
    setDraft("");
    /** @type {HTMLElement | null} */ (document.activeElement)?.blur(); // the digits are keys again
  };
  return html`<div class="instrument cues">
    <form class="free-cue" @submit=${submit}>
      <label for="free-cue"><span>Your own words</span> <kbd>/</kbd></label>
      <div class="row nowrap">
        <input
          id="free-cue"
          autocomplete="off"
          maxlength="60"
          placeholder="At most five words"
          .value=${draft}
          aria-describedby="free-cue-count"
          aria-invalid=${problem ? "true" : nothing}
          @input=${(/** @type {Event} */ event) => setDraft(/** @type {HTMLInputElement} */ (event.target).value)}
        />
        <button type="submit" class="button primary icon-only" ?disabled=${count === 0 || problem !== null}>${icon("send")}<span class="unseen">Send the cue</span></button>
      </div>
      <p class="small ${problem ? "too-many" : "muted"}" id="free-cue-count" role="status">${problem ?? `${count} of ${WORDS_MAX} words`}</p>
    </form>
    ${clients.length > 1
      ? html`<div class="chips" role="group" aria-label="To whom">
          ${[{ id: "everyone", name: "Everyone" }, ...clients].map(
            ({ id, name }) => html`<button type="button" class="chip" aria-pressed=${String(to === id)} @click=${() => setTo(id)}>${name}</button>`,
          )}
        </div>`
      : nothing}
    ${pick}
    <ul class="palette" aria-label="Cues">
      ${palette.map(
        (cue) => html`<li>
          <button type="button" class="cue-key ${cue.kind}" data-key=${cue.key} @click=${() => send(cue)}>
            <kbd>${cue.key || "·"}</kbd><span>${cue.say}</span>${cue.kind === "safety" ? icon("stop") : nothing}
          </button>
        </li>`,
      )}
    </ul>
    <button type="button" class="button quiet wide" id="speak" role="switch" aria-checked=${String(speaks)} @click=${toggleSpeak}>
      ${icon(speaks ? "sound" : "sound-off")}<span>${speaks ? "Cues are spoken" : "Cues are silent"}</span><kbd>S</kbd>
    </button>
    <div class="field">
      <label for="cue-lang">${speaker ? `Spoken to ${speaker} in` : "Spoken in"}</label>
      <select id="cue-lang" @change=${(/** @type {Event} */ { target }) => setLang(/** @type {HTMLSelectElement} */ (target).value)}>
        <option value="" ?selected=${lang === ""}>The language of the page</option>
        ${LANGS.map((one) => html`<option value=${one} ?selected=${lang === one}>${langName(one)}</option>`)}
      </select>
    </div>
  </div>`;
}
