/** Plays a timer on this page, with the face, the sounds and the spoken names that a client has. */

import { html, nothing, render } from "../../vendor/lit-html/lit-html.js";
import { announceTimers } from "../live/announcing.js";
import { icon } from "../live/icon-view.js";
import { createSound } from "../live/sound.js";
import { createSpeech } from "../live/speech.js";
import { soundTimers } from "../live/ticking.js";
import { createTimerFace } from "../live/timer-view.js";
import { closers, effect, signal } from "../lib/state.js";
import { small } from "./fields-view.js";
import { createTrial, found } from "./trial.js";

/**
 * @param {() => {title: string, plan: import("../live/types.d.ts").Interval[]} | null} what is to be played; null: it cannot run yet
 * @returns {{element: HTMLElement, refresh: () => void, close: () => void}}
 */
export function createTrialView(what) {
  const open = closers();
  const element = document.createElement("section");
  element.className = "trial";
  element.setAttribute("aria-label", "Try it here");
  const trial = createTrial();
  const sound = createSound();
  const speech = createSpeech(document.documentElement.lang || "en", () => {});
  const isOn = signal(true);
  const can = signal(false);
  const timer = createTimerFace({ live: trial.live, find: found });
  open.add(timer.close);
  open.add(sound.close);
  open.add(speech.hush);
  open.add(announceTimers({ live: trial.live, find: found, say: speech.mention, saysNames: isOn, shakes: signal(false) }));
  open.add(soundTimers({ live: trial.live, sound, find: found, isOn }));

  function start() {
    const wanted = what();
    if (!wanted) return;
    speech.warm();
    void sound.unlock().then(() => trial.start(wanted.title, wanted.plan));
  }

  open.add(
    effect(() => {
      const state = timer.face.value?.state ?? "done";
      const isShown = timer.face.value !== null;
      const isLive = isShown && state !== "done";
      render(
        html`<div class="trial-screen" data-theme="dark">${isShown ? nothing : html`<p class="muted">Play it to see and hear what your clients will.</p>`}${timer.element}</div>
          <div class="row trial-deeds">
            ${isLive
              ? html`<button type="button" class="button quiet" id="trial-pause" @click=${() => trial.deed(state === "paused" ? "resume" : "pause")}>
                  ${icon(state === "paused" ? "play" : "pause")}<span>${state === "paused" ? "Go on" : "Pause"}</span>
                </button>`
              : html`<button type="button" class="button quiet" id="trial-play" ?disabled=${!can.value} @click=${start}>${icon("play")}<span>Play it here</span></button>`}
            ${small("back", "Interval before", !isLive, () => trial.deed("back"))} ${small("skip", "Next interval", !isLive, () => trial.deed("skip"), "trial-skip")}
            ${small("stop", "Stop", !isLive, () => trial.deed("stop"))}
            <button type="button" class="button plain icon-only" aria-label="Sound" aria-pressed=${String(isOn.value)} @click=${() => void (isOn.value = !isOn.value)}>${icon(isOn.value ? "sound" : "sound-off")}</button>
          </div>`,
        element,
      );
    }),
  );

  return {
    element,
    refresh: () => void (can.value = what() !== null),
    close: open.close,
  };
}
