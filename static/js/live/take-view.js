/** A step that is filmed during the session, on the client's screen: their own picture, where to stand, the countdown, the time. */

import { html, nothing, render } from "../../vendor/lit-html/lit-html.js";
import { makeRun, shownOf } from "../capture/countdown.js";
import { closers, effect, every, signal, untracked } from "../lib/state.js";
import { icon } from "./icon-view.js";
import { createPicture } from "./picture-view.js";

const TICK_MS = 100;
const LONGEST_S = 600;

/**
 * @param {object} options
 * @param {import("./enter.js").LiveRoom} options.live
 * @param {import("./types.d.ts").PageConfig} options.config
 * @param {import("./devices.js").Devices} options.devices
 * @param {import("./sound.js").Sound} options.sound
 * @param {(words: string) => void} options.say aloud
 * @param {import("../capture/takes.js").Takes} options.takes
 * @returns {{element: HTMLElement, isShown: import("../lib/state.js").ReadonlySignal<boolean>, close: () => void}}
 */
export function createTakeView({ live, config, devices, sound, say, takes }) {
  const open = closers();
  const element = document.createElement("section");
  element.className = "take-room film";
  element.id = "take";
  element.hidden = true;
  element.setAttribute("aria-label", "Filming");
  const picture = createPicture("Your picture");
  open.add(picture.close);
  const isShown = signal(false);
  const shown = signal(/** @type {import("../capture/countdown.js").Shown | null} */ (null));
  let spoken = "";
  let last = "";

  function tick() {
    const take = takes.now.peek();
    if (!take) return;
    const at_ms = live.clock.shown();
    const left_s = Math.max(0, (take.at_ms - at_ms) / 1000);
    // The countdown began when the take came; from here only what is left of it is known, and needed.
    const run = makeRun({ title: take.step.title, countdown_s: 60, seconds: take.step.seconds, longest_s: LONGEST_S, at_ms: take.at_ms - 60_000 });
    const now = shownOf(run, at_ms);
    if (spoken !== take.id) {
      spoken = take.id;
      if (left_s >= 4) say(`Get ready. ${take.step.title}. ${Math.round(left_s)} seconds.`);
    }
    const beat = `${take.id} ${now.phase} ${now.text}`;
    if (beat !== last) {
      if (now.phase === "countdown" && now.isLast) sound.play("tick");
      else if (now.phase === "running" && !last.includes("running")) sound.play("go");
      else if (now.phase === "running" && now.isLast && take.step.seconds) sound.play("tick");
      last = beat;
      shown.value = now;
      const video = /** @type {HTMLVideoElement | null} */ (element.querySelector("video.front"));
      if (video?.videoWidth) element.style.setProperty("--ratio", String(video.videoWidth / video.videoHeight));
    }
  }

  open.add(every(TICK_MS, tick));
  open.add(
    effect(() => {
      const take = takes.now.value;
      const wasShown = untracked(() => isShown.value);
      isShown.value = take !== null;
      element.hidden = take === null;
      if (take) return tick();
      if (wasShown) sound.play("end");
      shown.value = null;
      last = "";
    }),
  );
  open.add(
    effect(() => {
      const take = takes.now.value;
      const now = shown.value;
      const gear = devices.gear.value;
      picture.show(take ? gear.preview : null);
      picture.mirror(gear.facing !== "environment");
      if (take && now) render(view(take, now), element);
    }),
  );

  /**
   * @param {import("./types.d.ts").Take} take
   * @param {import("../capture/countdown.js").Shown} now
   */
  function view({ step }, now) {
    const outline = config.framings?.[step.framing ?? ""];
    const isRunning = now.phase !== "countdown";
    const lines = step.words.split("\n").filter(Boolean);
    return html`<div class="film-room ${isRunning ? "recording" : "countdown"}">
      <header class="film-head">
        <div class="grow">
          <h2>${step.title}</h2>
          ${isRunning ? nothing : html`<p>${lines[0] ?? ""}</p>`}
        </div>
      </header>
      <div class="film-stage">
        <div class="film-picture">${picture.element} ${outline && !isRunning ? html`<img class="film-silhouette" src=${outline} alt="" />` : nothing}</div>
        ${isRunning
          ? html`<div class="film-clock">
              <span class="film-rec">${icon("phase-work")}<span role="status">Recording</span></span>
              <span class="film-time" role="timer" aria-live="off">${now.text}</span>
            </div>`
          : html`<p class="film-count ${now.isLast ? "last" : ""}" role="timer" aria-live="off">${now.text}</p>`}
      </div>
      <footer class="film-foot">
        ${isRunning ? nothing : html`<ol class="take-words">${lines.slice(1).map((line) => html`<li>${line}</li>`)}</ol>`}
        <div class="film-buttons">
          <button type="button" class="button ${isRunning ? "primary" : "quiet"}" id="take-stop" @click=${takes.stop}>
            ${icon(isRunning ? "check" : "close")}<span>${isRunning ? "Done" : "Not yet"}</span>
          </button>
        </div>
      </footer>
    </div>`;
  }

  return { element, isShown, close: open.close };
}
