/** Recording a voice-over, as a trainer sees it: the microphone and how loud it is, record, pause, listen, go back, keep. */

import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { signal } from "../lib/state.js";
import { icon } from "../live/icon-view.js";
import { momentText } from "./captions.js";
import { MOST_MS } from "./voice-recorder.js";

const title = signal("");
const isThrowing = signal(false);

/**
 * @param {import("./voice-recorder.js").Recorder} recorder
 * @param {object} deeds
 * @param {boolean} deeds.isStill a photo is spoken over: there is nothing to play
 * @param {() => void} deeds.listen
 * @param {boolean} deeds.isListening
 * @param {() => number | null} deeds.position where listening stands; null: not listening
 * @param {() => void} deeds.leave
 * @param {(title: string) => void} deeds.keep
 */
export function recorderPart(recorder, deeds) {
  const now = recorder.state.value;
  const { phase, problem } = now;
  return html`<div class="recorder is-${phase}">
    ${problem ? html`<p class="notice bad" role="alert">${icon("warning")}<span class="grow">${problem}</span></p>` : nothing}
    ${now.isFound && phase === "paused" ? html`<p class="notice" role="status">${icon("info")}<span class="grow">A voice-over of ${momentText(now.length_ms)} is on this device, not kept yet. Listen, go on with it, or throw it away.</span></p>` : nothing}
    ${!now.isLasting && phase !== "closed" ? html`<p class="hint">This browser keeps nothing in a private window: leave this page open until it is kept.</p>` : nothing}
    ${body(recorder, now, deeds)}
  </div>`;
}

/**
 * @param {import("./voice-recorder.js").Recorder} recorder
 * @param {import("./voice-recorder.js").Recorded} now
 * @param {Parameters<typeof recorderPart>[1]} deeds
 */
function body(recorder, now, deeds) {
  const { phase } = now;
  if (phase === "closed") {
    return html`<button class="button primary" type="button" id="voice-ask" title="Shift V" @click=${() => void recorder.ask()}>${icon("mic")}<span>Record a voice-over</span></button>
      <p class="hint">Your browser asks for the microphone first. Nothing is recorded until you press Record.</p>`;
  }
  if (phase === "asking") return html`<p role="status">Your browser asks whether this page may use the microphone. Allow it to go on.</p>`;
  if (phase === "sending") {
    return html`<p role="status">Sending the voice-over: ${now.percent} %</p><progress class="bar" max="100" value=${now.percent} aria-label="Sent"></progress>`;
  }
  if (phase === "ready") return html`${microphone(recorder, now)}<div class="row">${recordButton(recorder, "Record")}<button class="button plain" type="button" @click=${() => void recorder.rest()}><span>Not now</span></button></div>`;
  if (phase === "recording" || phase === "stopping") {
    return html`<p class="recorder-now"><span class="recorder-dot" aria-hidden="true"></span><span role="status">Recording</span><span class="numbers recorder-time">${momentText(now.length_ms)}</span></p>
      ${meter()}
      <div class="row">
        <button class="button primary" type="button" id="voice-pause" ?disabled=${phase === "stopping"} title="Shift V" @click=${() => void recorder.pause()}>${icon("pause")}<span>Pause</span></button>
      </div>
      <p class="hint">${deeds.isStill ? "Zoom, turn, point and draw" : "Play, step, zoom, point and draw"} as you speak: all of it is kept as you do it.</p>`;
  }
  const at = deeds.position();
  return html`<p class="recorder-now"><strong>${momentText(now.length_ms)} recorded</strong>${now.length_ms > MOST_MS - 60_000 ? html`<span class="hint">at most 20 minutes</span>` : nothing}</p>
    ${now.microphones.length > 0 ? microphone(recorder, now) : nothing}
    <div class="row">
      <button class="button quiet" type="button" id="voice-listen" @click=${deeds.listen}>${icon(deeds.isListening ? "close" : "play")}<span>${deeds.isListening ? "Stop listening" : "Listen"}</span></button>
      ${phase === "failed" ? nothing : recordButton(recorder, "Go on", deeds.leave)}
      ${deeds.isListening && phase !== "failed"
        ? html`<button class="button quiet" type="button" id="voice-again" @click=${async () => {
            const from = deeds.position() ?? at ?? 0;
            deeds.leave();
            await recorder.cut(from);
            await recorder.record();
          }}>${icon("undo")}<span>Record again from here</span></button>`
        : nothing}
    </div>
    ${deeds.isListening ? nothing : html`<p class="hint">To say a part anew, press Listen, stop where it should change, and press Record again from here: what follows is dropped.</p>`}
    <div class="row recorder-keep">
      <label class="grow"><span class="unseen">Title</span><input class="grow" maxlength="120" placeholder="Title" .value=${title.value} @input=${(/** @type {Event} */ event) => (title.value = /** @type {HTMLInputElement} */ (event.target).value)} /></label>
      <button class="button primary" type="button" id="voice-keep" @click=${() => {
        deeds.keep(title.peek());
        title.value = "";
      }}>${icon("check")}<span>${phase === "failed" ? "Send again" : "Keep"}</span></button>
    </div>
    ${isThrowing.value
      ? html`<div class="row" role="group" aria-label="Throw it away?"><button class="button danger" type="button" id="voice-discard-yes" @click=${() => {
          isThrowing.value = false;
          deeds.leave();
          void recorder.discard();
        }}>${icon("trash")}<span>Throw it away</span></button><button class="button plain" type="button" @click=${() => (isThrowing.value = false)}>No, leave it</button></div>`
      : html`<button class="button plain" type="button" id="voice-discard" @click=${() => (isThrowing.value = true)}>${icon("trash")}<span>Throw it away…</span></button>`}`;
}

/**
 * @param {import("./voice-recorder.js").Recorder} recorder
 * @param {string} words
 * @param {() => void} [before]
 */
function recordButton(recorder, words, before = () => {}) {
  return html`<button class="button primary" type="button" id="voice-record" title="Shift V" @click=${() => {
    before();
    void recorder.record();
  }}>${icon("record")}<span>${words}</span></button>`;
}

/**
 * @param {import("./voice-recorder.js").Recorder} recorder
 * @param {import("./voice-recorder.js").Recorded} now
 */
function microphone(recorder, { microphones, microphone: chosen }) {
  return html`${microphones.length > 1
      ? html`<label class="field"><span>Microphone</span><select id="voice-microphone" @change=${(/** @type {Event} */ event) => void recorder.ask(/** @type {HTMLSelectElement} */ (event.target).value)}>
          ${microphones.map(({ id, label }) => html`<option value=${id} ?selected=${id === chosen}>${label}</option>`)}
        </select></label>`
      : nothing}
    ${meter()}`;
}

function meter() {
  return html`<div class="level" role="img" aria-label="How loud it is: the bar moves as you speak"><span class="level-bar"></span></div>`;
}
