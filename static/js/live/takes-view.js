/** The trainer's panel "Assess": choose what is done, film step after step on the client's device, and see each arrive. */

import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { icon } from "./icon-view.js";
import { stepSheetView } from "../protocols/step-sheet-view.js";
import { stepStanding, takeOf } from "./take-deeds.js";

/** @typedef {import("./types.d.ts").Peer} Peer */

const COUNTDOWNS_S = [3, 5, 10, 20];

/**
 * @param {object} facts
 * @param {import("./types.d.ts").Room} facts.room
 * @param {Record<string, import("./types.d.ts").MediaState>} facts.media
 * @param {Peer[]} facts.clients who are in, with their main devices
 * @param {string} facts.chosen the client it is about; "" the first
 * @param {(peer: string) => void} facts.choose
 * @param {{key: string, title: string}[]} facts.protocols
 * @param {boolean} facts.isChoosing another protocol
 * @param {(isChoosing: boolean) => void} facts.setChoosing
 * @param {number} facts.now_ms
 * @param {import("./take-deeds.js").TakeDeeds} facts.deeds
 */
export function takesView({ room, media, clients, chosen, choose, protocols, isChoosing, setChoosing, now_ms, deeds }) {
  const peer = clients.find(({ id }) => id === chosen) ?? clients[0];
  if (!peer) return html`<div class="instrument"><p class="muted">When your client is here, their device films each step at its camera's own quality.</p></div>`;
  const [assessment] = deeds.known.value[peer.person] ?? [];
  if (assessment) deeds.sheets.open(assessment.id);
  return html`<div class="instrument">
    ${clients.length > 1
      ? html`<div class="chips" role="group" aria-label="Who">
          ${clients.map(({ id, name }) => html`<button type="button" class="chip" aria-pressed=${String(id === peer.id)} @click=${() => choose(id)}>${name}</button>`)}
        </div>`
      : nothing}
    ${!assessment || isChoosing
      ? html`<p class="muted">${assessment ? "Another one:" : `What does ${peer.name} do?`}</p>
          <ul class="palette" aria-label="Assessments">
            ${protocols.map(
              ({ key, title }) => html`<li>
                <button type="button" class="cue-key" data-protocol=${key} ?disabled=${deeds.isBusy.value} @click=${() => (setChoosing(false), void deeds.begin(peer, key))}>
                  ${icon("sheet")}<span>${title}</span>
                </button>
              </li>`,
            )}
          </ul>
          ${assessment ? html`<button type="button" class="button plain" @click=${() => setChoosing(false)}>Back to ${assessment.title}</button>` : nothing}`
      : html`<div class="row between nowrap"><h2>${assessment.title}</h2><button type="button" class="button plain" id="assess-other" @click=${() => setChoosing(true)}>Another</button></div>
          <div class="row between choice" role="group" aria-label="Countdown">
            <span class="muted small">Countdown</span>
            <div class="chips">
              ${COUNTDOWNS_S.map((one) => html`<button type="button" class="chip numbers" aria-pressed=${String(one === deeds.countdown_s.value)} @click=${() => void (deeds.countdown_s.value = one)}>${one} s</button>`)}
            </div>
          </div>
          <ol class="takes" aria-label="Steps">
            ${assessment.steps.map((step) => stepView({ step, assessment, peer, room, media, now_ms, deeds }))}
          </ol>
          <div class="row">
            <a class="button quiet" href=${`/assessments/${assessment.id}`} target="_blank" rel="noopener">Open<span class="unseen"> the assessment</span></a>
            <a class="button quiet" href=${`/assessments/${assessment.id}/results`} target="_blank" rel="noopener">Results</a>
          </div>`}
  </div>`;
}

/**
 * @param {object} facts
 * @param {import("./take-deeds.js").KnownStep} facts.step
 * @param {import("./take-deeds.js").Known} facts.assessment
 * @param {Peer} facts.peer
 * @param {import("./types.d.ts").Room} facts.room
 * @param {Record<string, import("./types.d.ts").MediaState>} facts.media
 * @param {number} facts.now_ms
 * @param {import("./take-deeds.js").TakeDeeds} facts.deeds
 */
function stepView({ step, assessment, peer, room, media, now_ms, deeds }) {
  const take = takeOf(room.takes, assessment.id, step.step);
  const told = take && media[take.peer]?.clip_percent;
  const percent = told && told.clip === take.id ? Math.round(told.percent) : null;
  const { kind, text, percent: far } = stepStanding(step, take, { now_ms, percent });
  const isOther = room.takes.some((one) => one.peer === peer.id && one.state === "running");
  const isRunning = take?.state === "running";
  return html`<li class="take-step" data-step=${step.step} data-kind=${kind}>
    <div class="row between nowrap">
      <strong>${step.how.title}</strong>
      ${kind === "ready" && step.clip ? html`<a class="button plain" href=${`/clips/${step.clip}`} target="_blank" rel="noopener">Watch<span class="unseen"> ${step.how.title}</span></a>` : nothing}
    </div>
    ${step.how.is_filmed ? html`<p class="small ${kind === "bad" ? "too-many" : "muted"} numbers" role="status">${text}</p>` : nothing}
    ${far === null ? nothing : html`<progress class="bar" max="100" .value=${far} aria-label=${`${step.how.title}: ${far} percent`}></progress>`}
    ${isRunning
      ? html`<div class="row nowrap">
          ${kind === "recording"
            ? html`<button type="button" class="button primary" data-deed="stop" @click=${() => deeds.change(take, "stop")}>${icon("check")}<span>Done</span></button>`
            : nothing}
          <button type="button" class="button quiet" data-deed="cancel" @click=${() => deeds.change(take, "cancel")}>${icon("close")}<span>Cancel</span></button>
        </div>`
      : !step.how.is_filmed
        ? nothing
        : html`<button
          type="button"
          class="button ${kind === "idle" ? "primary" : "quiet"}"
          data-deed="start"
          ?disabled=${isOther}
          @click=${() => deeds.start(peer, assessment, step)}
        >
          ${icon(kind === "idle" ? "video" : "repeat")}<span>${kind === "idle" ? "Film" : "Film again"}</span>
        </button>`}
    ${step.how.seconds && (step.how.pace_bpm || !step.how.is_filmed)
      ? html`<button type="button" class="button quiet" data-deed="time" @click=${() => deeds.time(step)}>${icon("timer")}<span>${step.how.pace_bpm ? `Beat, ${step.how.seconds} s` : `Timer, ${step.how.seconds} s`}</span></button>`
      : nothing}
    ${stepSheetView({ assessment: assessment.id, how: step.how, sheets: deeds.sheets })}
  </li>`;
}
