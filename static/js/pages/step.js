/** One step of an assessment on the client's page: the camera check, filming, looking at the take, and on to the next step. */

import { html, nothing, render } from "../../vendor/lit-html/lit-html.js";
import { createFilming } from "../capture/filming.js";
import { filmView } from "../capture/film-view.js";
import { ownerOf } from "../capture/owner.js";
import { createPlayer } from "../capture/player-view.js";
import { recordingType } from "../capture/recording.js";
import { openShelf } from "../capture/shelf.js";
import { sendOn } from "../capture/waiting.js";
import { waitingView } from "../capture/waiting-view.js";
import { createClock } from "../lib/clock.js";
import { closers, computed, effect, listen, signal } from "../lib/state.js";
import { shelf as memoryShelf } from "../lib/storage.js";
import { openDevices } from "../live/devices.js";
import { icon } from "../live/icon-view.js";
import { createPicture } from "../live/picture-view.js";
import { createSound } from "../live/sound.js";
import { createSpeech } from "../live/speech.js";
import { clockText } from "../live/timers.js";
import { browserOf } from "../live/trouble.js";
import { createWake } from "../live/wake.js";

/**
 * @typedef {object} StepPage what the server wrote into the page; see templates/assessments/step.html
 * @property {string} assessment
 * @property {import("../capture/framing.js").Setup & {key: string, title: string, framing: string, reps: number | null, seconds: number | null,
 *   longest_s: number, countdown_s: number}} step
 * @property {"alone" | "helper" | "trainer"} company
 * @property {boolean} records
 * @property {string} uploads
 * @property {string} attach
 * @property {string | null} next
 * @property {string} back
 * @property {string} files
 * @property {string} state
 * @property {string | null} clip
 * @property {string} title
 */

const config = /** @type {StepPage} */ (JSON.parse(document.getElementById("page")?.textContent ?? "{}"));
const root = /** @type {HTMLElement} */ (document.getElementById("recorder"));
const base = config.uploads.replace(/\/uploads$/, "");
const owner = ownerOf(base);
const fileLink = `${base}/send?assessment=${config.assessment}&step=${config.step.key}`;
const memory = memoryShelf();

/** @param {import("../capture/shelf.js").Note} note */
const isOfThisStep = (note) => note.kind === "step" && note.about["assessment"] === config.assessment && note.about["step"] === config.step.key;

async function start() {
  const shelf = await openShelf();
  const here = (await shelf.list(owner)).filter((note) => isOfThisStep(note) && !note.kept && note.size > 0);
  const found = here.at(-1) ?? null; // the latest take nobody decided about
  const waiting = await sendOn({ shelf, owner, base, isMine: (note) => note.kind === "step" && note.id !== found?.id });
  const canFilm = recordingType() !== null && Boolean(navigator.mediaDevices);
  if (!canFilm) document.getElementById("by-file")?.setAttribute("open", "");
  const undecided = signal(found);
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
    const mine = waiting.all.value;
    const left = undecided.value;
    render(
      html`<div class="stack">
        ${waitingView(mine, {
          resume: waiting.resume,
          discard: (id) => void waiting.discard(id),
          page: ({ note }) => (isOfThisStep(note) ? null : `${base}/assessments/${note.about["assessment"]}/steps/${note.about["step"]}`),
        })}
        ${left
          ? html`<div class="notice warn">
              ${icon("video")}
              <div class="grow stack tight">
                <p>A recording of this step${left.duration_ms ? ` (${clockText(left.duration_ms)})` : ""} is still here. Look at it, then keep it or film again.</p>
                <div><button type="button" class="button primary" id="film-found" @click=${() => void open(left.id)}>${icon("play")}<span>Look at it</span></button></div>
              </div>
            </div>`
          : nothing}
        ${canFilm
          ? html`<div class="film-entry">
              <button type="button" class="button ${left ? "quiet" : "primary"} wide" id="film-open" ?disabled=${!mayBegin.value} @click=${() => void open(null)}>
                ${icon("video")}<span>${config.clip || mine.some(({ note }) => isOfThisStep(note)) ? "Film it again" : "Film it now"}</span>
              </button>
              ${mayBegin.value ? nothing : html`<p class="hint">First say that somebody is with you.</p>`}
            </div>`
          : html`<div class="notice warn">${icon("warning")}<p>This browser cannot film from a page. Send a file instead, or use a current Chrome, Edge, Firefox or Safari.</p></div>`}
      </div>`,
      cards,
    );
  });
  addEventListener("pagehide", () => (waiting.close(), shelf.close()));

  /** @param {string | null} tapeId a take from before to look at */
  async function open(tapeId) {
    if (dialog.open) return;
    const all = closers();
    const stage = film({ shelf, dialog, close: leave });
    all.add(stage.close);
    all.add(listen(dialog, "cancel", (event) => (event.preventDefault(), stage.leave())));
    all.add(listen(globalThis, "popstate", () => leave()));
    dialog.showModal();
    history.pushState({ film: true }, ""); // the phone's back leads back to how it goes
    if (tapeId) {
      undecided.value = null;
      if (!(await stage.find(tapeId))) leave();
    } else if (undecided.peek()) {
      // Filming anew lets go of the one from before, once the new one begins.
      stage.replaces(undecided.peek()?.id ?? null, () => void (undecided.value = null));
    }

    function leave() {
      if (!dialog.open) return;
      dialog.close();
      all.close();
      render(nothing, dialog);
      if (history.state?.film) history.back();
      void shelf.list(owner).then((notes) => void (undecided.value = notes.filter((note) => isOfThisStep(note) && !note.kept && note.size > 0).at(-1) ?? null));
      document.getElementById("film-open")?.focus();
    }
  }

  /**
   * @param {object} options
   * @param {import("../capture/shelf.js").TapeShelf} options.shelf
   * @param {HTMLDialogElement} options.dialog
   * @param {() => void} options.close
   */
  function film({ shelf: tapes, dialog: place, close }) {
    const all = closers();
    const clock = createClock();
    const sound = createSound();
    const speech = createSpeech(document.documentElement.lang || "en", () => {});
    const wake = createWake();
    const devices = openDevices({ memory, changed: () => {} });
    const picture = createPicture("Your picture");
    const player = createPlayer();
    const ratio = signal(16 / 9);
    const hasSilhouette = signal(true);
    const countdown_s = signal(memory.get("countdown") ?? config.step.countdown_s);
    const about = { assessment: config.assessment, step: config.step.key, title: config.title };
    /** @type {string | null} */
    let old = null;
    let forgotOld = () => {};
    const filming = createFilming({
      shelf: tapes,
      devices,
      sound,
      say: speech.say,
      now_ms: clock.now,
      owner,
      base,
      step: { title: config.step.title, seconds: config.step.seconds, longest_s: config.step.longest_s, about },
    });
    speech.warm();
    void sound.unlock();
    void wake.take();
    for (const one of [filming.close, devices.close, sound.close, speech.hush, wake.close, picture.close, player.close]) all.add(one);
    all.add(listen(document, "visibilitychange", () => document.visibilityState === "visible" && (void wake.take(), void sound.unlock())));
    all.add(listen(place, "keydown", onKey));
    let wantsCamera = true;
    void tryCamera();

    async function tryCamera() {
      await devices.start({ mic: true, camera: true });
      if (!wantsCamera) devices.close();
    }

    /** @param {KeyboardEvent} event */
    function onKey(event) {
      const target = /** @type {HTMLElement} */ (event.target);
      if (event.repeat || event.key !== " " || target.matches("button, a, select, input")) return;
      event.preventDefault();
      const { phase } = filming.film.peek();
      if (phase === "look") begin();
      else if (phase === "recording" || phase === "countdown") filming.stop();
      else if (phase === "review") /** @type {HTMLElement | null} */ (place.querySelector("#take-play"))?.click();
    }

    function begin() {
      void sound.unlock();
      filming.begin(countdown_s.peek());
      if (old) {
        const id = old;
        old = null;
        forgotOld();
        void waiting.discard(id);
        void tapes.take(id).then(async (tape) => tape && (await letGo(tape)));
      }
    }

    async function keep() {
      const before = waiting.all.peek().filter(({ note }) => isOfThisStep(note) && note.kept);
      await filming.keep();
      if (filming.film.peek().phase !== "kept") return;
      for (const { id } of before) await waiting.discard(id);
      location.assign(config.next ?? config.back);
    }

    const camera = signal(/** @type {MediaStreamTrack | null} */ (null));
    all.add(effect(() => void (devices.gear.value, (camera.value = devices.track("camera")))));
    all.add(
      effect(() => {
        const track = camera.value;
        if (!track) return;
        const measure = () => {
          const { width, height } = picture.element.querySelector("video.front") instanceof HTMLVideoElement ? sizeOf(picture.element, track) : track.getSettings();
          if (width && height) ratio.value = width / height;
        };
        measure();
        const watch = setInterval(measure, 500); // a phone that is turned turns its picture
        return () => clearInterval(watch);
      }),
    );
    all.add(
      effect(() => {
        const gear = devices.gear.value;
        const now = filming.film.value;
        picture.show(now.take ? null : gear.preview);
        picture.mirror(gear.facing !== "environment");
        player.show(now.take, now.duration_ms);
        place.style.setProperty("--ratio", String(ratio.value));
        render(
          filmView(
            {
              film: now,
              sending: filming.sending.value,
              gear,
              browser: browserOf(navigator.userAgent, navigator.maxTouchPoints),
              title: config.step.title,
              setup: config.step,
              silhouette: config.step.framing,
              hasSilhouette: hasSilhouette.value,
              ratio: ratio.value,
              countdown_s: countdown_s.value,
              fileLink,
              picture: picture.element,
              player: player.element,
            },
            {
              begin,
              stop: filming.stop,
              again: () => void filming.again(),
              keep: () => void keep(),
              close: leaveStage,
              flip: () => void devices.flip(),
              retry: () => void tryCamera(),
              resume: filming.resume,
              toggleSilhouette: () => void (hasSilhouette.value = !hasSilhouette.value),
              setCountdown: (seconds) => {
                countdown_s.value = seconds;
                memory.set("countdown", seconds);
              },
            },
          ),
          place,
        );
      }),
    );
    // The big button is where the thumb is; keys reach it at once.
    const phase = computed(() => filming.film.value.phase);
    all.add(
      effect(() => {
        const now = phase.value;
        queueMicrotask(() => /** @type {HTMLElement | null} */ (place.querySelector({ recording: "#film-stop", review: "#film-keep" }[/** @type {"recording"} */ (now)] ?? "#film-title"))?.focus());
      }),
    );

    function leaveStage() {
      const { phase } = filming.film.peek();
      if (phase === "countdown") filming.stop();
      else if (phase === "look" || phase === "review") close();
    }

    return {
      leave: leaveStage,
      find: filming.find,
      /**
       * @param {string | null} id
       * @param {() => void} forgot
       */
      replaces(id, forgot) {
        old = id;
        forgotOld = forgot;
      },
      close() {
        wantsCamera = false;
        all.close();
      },
    };
  }
}

/**
 * @param {HTMLElement} element of a picture
 * @param {MediaStreamTrack} track
 */
function sizeOf(element, track) {
  const video = /** @type {HTMLVideoElement} */ (element.querySelector("video.front"));
  return video.videoWidth ? { width: video.videoWidth, height: video.videoHeight } : track.getSettings();
}

/** @param {import("../capture/shelf.js").Tape} tape */
async function letGo(tape) {
  const { deliver } = await import("../capture/delivery.js");
  await deliver({ tape, base }).discard();
}

void start();
