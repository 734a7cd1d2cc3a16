/** One step of an assessment on the client's page: what there is of it on this device, and the way to filming it. */

import { html, nothing, render } from "../../vendor/lit-html/lit-html.js";
import { deliver } from "../capture/delivery.js";
import { ownerOf } from "../capture/owner.js";
import { recordingType } from "../capture/recording.js";
import { openShelf } from "../capture/shelf.js";
import { sendOn } from "../capture/waiting.js";
import { waitingView } from "../capture/waiting-view.js";
import { closers, effect, listen, signal } from "../lib/state.js";
import { icon } from "../live/icon-view.js";
import { clockText } from "../live/timers.js";
import { openStage } from "./step-stage.js";

/**
 * What the server wrote into the page; templates/assessments/step.html says what each entry means.
 *
 * @typedef {object} StepPage
 * @property {string} assessment
 * @property {import("../capture/framing.js").Setup & {key: string, title: string, framing: string, reps: number | null, seconds: number | null,
 *   longest_s: number, countdown_s: number}} step
 * @property {"alone" | "helper" | "trainer"} company
 * @property {boolean} records
 * @property {string} uploads
 * @property {string | null} next
 * @property {string} back
 * @property {string | null} clip
 * @property {string} title
 * @property {import("../capture/ghost-view.js").Ghost | null} ghost the take before, to stand in
 */

const config = /** @type {StepPage} */ (JSON.parse(document.getElementById("page")?.textContent ?? "{}"));
const root = /** @type {HTMLElement} */ (document.getElementById("recorder"));
const base = config.uploads.replace(/\/uploads$/, "");
const owner = ownerOf(base);

/** @param {import("../capture/shelf.js").Note} note */
const isOfThisStep = (note) => note.kind === "step" && note.about["assessment"] === config.assessment && note.about["step"] === config.step.key;

async function start() {
  const shelf = await openShelf();
  /** The latest take of this step that nobody decided about. */
  const latest = async () => (await shelf.list(owner)).filter((note) => isOfThisStep(note) && !note.kept && note.size > 0).at(-1) ?? null;
  const undecided = signal(await latest());
  const left = undecided.peek()?.id;
  const waiting = await sendOn({ shelf, owner, base, isMine: (note) => note.kind === "step" && note.id !== left });
  const canFilm = recordingType() !== null && Boolean(navigator.mediaDevices);
  if (!canFilm) document.getElementById("by-file")?.setAttribute("open", "");
  const company = /** @type {HTMLInputElement | null} */ (document.getElementById("company"));
  const mayBegin = signal(company?.checked ?? true);
  if (company) listen(company, "change", () => void (mayBegin.value = company.checked));

  const cards = document.createElement("div");
  const dialog = document.createElement("dialog");
  dialog.className = "film";
  dialog.dataset["theme"] = "dark";
  dialog.setAttribute("aria-labelledby", "film-title");
  root.append(cards, dialog);
  root.hidden = false;
  effect(() => {
    render(view(), cards);
  });
  addEventListener("pagehide", () => (waiting.close(), shelf.close()));
  addEventListener("pageshow", (event) => event.persisted && location.reload());

  function view() {
    const before = undecided.value;
    const isFilmed = config.clip !== null || waiting.all.value.some(({ note }) => isOfThisStep(note));
    return html`<div class="stack">
      ${waitingView(waiting.all.value, {
        resume: waiting.resume,
        discard: (id) => void waiting.discard(id),
        page: ({ note }) => (isOfThisStep(note) ? null : `${base}/assessments/${note.about["assessment"]}/steps/${note.about["step"]}`),
      })}
      ${before
        ? html`<div class="notice warn">
            ${icon("video")}
            <div class="grow stack tight">
              <p>A recording of this step${before.duration_ms ? ` (${clockText(before.duration_ms)})` : ""} is still here. Look at it, then keep it or film again.</p>
              <div><button type="button" class="button primary" id="film-found" @click=${() => void open(before.id)}>${icon("play")}<span>Look at it</span></button></div>
            </div>
          </div>`
        : nothing}
      ${canFilm
        ? html`<div class="film-entry">
            <button type="button" class="button ${before ? "quiet" : "primary"} wide" id="film-open" ?disabled=${!mayBegin.value} @click=${() => void open(null)}>
              ${icon("video")}<span>${isFilmed ? "Film it again" : "Film it now"}</span>
            </button>
            ${mayBegin.value ? nothing : html`<p class="hint">First say that somebody is with you.</p>`}
          </div>`
        : html`<div class="notice warn">${icon("warning")}<p>This browser cannot film from a page. Send a file instead, or use a current Chrome, Edge, Firefox or Safari.</p></div>`}
    </div>`;
  }

  /** @param {string | null} tapeId a take from before to look at; null: a new one */
  async function open(tapeId) {
    if (dialog.open) return;
    const all = closers();
    const stage = openStage({ config, base, owner, shelf, place: dialog, leave, begun: letGoOfBefore, kept });
    all.add(stage.close);
    all.add(listen(dialog, "cancel", (event) => (event.preventDefault(), stage.leave())));
    all.add(listen(globalThis, "popstate", leave));
    dialog.showModal();
    history.pushState({ film: true }, ""); // the phone's back leads back to how it goes
    if (tapeId && !(await stage.find(tapeId))) leave();

    async function leave() {
      if (!dialog.open) return;
      dialog.close();
      all.close();
      render(nothing, dialog);
      if (history.state?.film) history.back();
      document.getElementById("film-open")?.focus();
      undecided.value = await latest();
    }
  }

  /** A new take begins: the one from before that nobody chose is let go. */
  async function letGoOfBefore() {
    const id = undecided.peek()?.id;
    undecided.value = null;
    const tape = id ? await shelf.take(id) : null;
    if (tape) await deliver({ tape, base }).discard();
  }

  /** Another take stands for the step: one that was kept before and is still on its way is let go, and on it goes. */
  async function kept() {
    for (const { id, note } of waiting.all.peek()) if (isOfThisStep(note)) await waiting.discard(id);
    location.assign(config.next ?? config.back);
  }
}

void start();
