/** A moment over the stage, in slow motion, at the same place on both screens. Never over a cue, never over the timer's band. */

import { html, nothing, render } from "../../vendor/lit-html/lit-html.js";
import { createAlarm } from "../lib/alarm.js";
import { closers, computed, effect, listen, signal } from "../lib/state.js";
import { icon } from "./icon-view.js";
import { createFollower, placeOf, RATES } from "./replay.js";
import { pensView, showStrokes } from "./strokes-view.js";

/**
 * @typedef {import("./types.d.ts").Replay} Replay
 * @typedef {import("./types.d.ts").Moment} Moment
 * @typedef {import("./replay-deeds.js").ReplayDeeds} ReplayDeeds
 * @typedef {{url: string, start_ms: number}} Source
 * @typedef {{source: Source, video: HTMLVideoElement, follower: ReturnType<typeof createFollower>, close: () => void}} Playing
 */

/**
 * @param {object} options
 * @param {import("./enter.js").LiveRoom} options.live
 * @param {string | null} options.files prefix of the clips' files; null: this page has none
 * @param {ReplayDeeds} options.deeds
 * @param {((rate: number) => void) | null} options.setRate null: the speed is not theirs to choose
 * @param {import("./pen.js").Pen | null} [options.pen] what one draws on it with; null: they only look
 * @returns {{element: HTMLElement, close: () => void}}
 */
export function createReplayView({ live, files, deeds, setRate, pen = null }) {
  const open = closers();
  const element = document.createElement("section");
  element.className = "replay";
  element.id = "replay";
  element.hidden = true;
  element.setAttribute("aria-label", "Replay");
  const screen = document.createElement("div");
  screen.className = "replay-screen";
  const trouble = signal(""); // why nothing shows
  const isShown = signal(false); // the first picture is there
  const alarm = createAlarm(look);
  /** @type {Playing | null} */
  let front = null;
  /** @type {Playing | null} */
  let back = null; // on its way: shown when its picture is there
  let isScrubbing = false;

  const strokes = showStrokes({ live, screen, video: () => front?.video ?? null, pen });
  open.add(strokes.close);

  const replay = computed(() => live.room.value.replay);
  const source = computed(() => {
    const now = replay.value;
    const moment = now && live.room.value.clips.find(({ id }) => id === now.moment);
    if (!now || files === null) return "";
    const isWhole = !moment || moment.state === "ready";
    return JSON.stringify({ url: `${files}/${now.clip}/files/${isWhole ? "play" : "preview"}`, start_ms: moment?.start_ms ?? 0 });
  });

  function look() {
    const now = replay.peek();
    if (!now) return;
    const before = live.replayBefore.peek();
    const waits = [front, back].map((one) => one?.follower.look(now, before) ?? Infinity);
    const { position_ms } = placeOf(now, live.clock.now(), before);
    element.style.setProperty("--gone", String(position_ms / now.duration_ms));
    const slider = element.querySelector("input");
    if (slider && !isScrubbing) slider.valueAsNumber = Math.round(position_ms);
    alarm.set(Math.min(100, ...waits));
  }

  /** @param {Source} source */
  function play({ url, start_ms }) {
    const video = document.createElement("video");
    video.muted = true;
    video.playsInline = true;
    video.preload = "auto";
    video.disablePictureInPicture = true;
    video.setAttribute("aria-label", "The clip");
    video.className = "waits";
    const follower = createFollower(video, { now: live.clock.now, start_ms: () => start_ms });
    const listening = closers();
    /** @type {Playing} */
    const playing = {
      source: { url, start_ms },
      video,
      follower,
      close() {
        listening.close();
        video.removeAttribute("src");
        video.load();
        video.remove();
      },
    };
    const show = () => {
      follower.seeked();
      if (back !== playing) return;
      front?.close();
      front = playing;
      back = null;
      video.className = "";
      isShown.value = true;
      strokes.look();
      look();
    };
    listening.add(listen(video, "loadedmetadata", look));
    listening.add(listen(video, "loadeddata", () => video.seeking || show()));
    listening.add(listen(video, "seeked", show));
    listening.add(
      listen(video, "error", () => {
        if (front === playing || !front) trouble.value = "This clip does not play in this browser.";
      }),
    );
    back?.close();
    back = playing;
    screen.prepend(video); // under what is drawn on it
    video.src = url;
  }

  function clear() {
    pen?.choose(null);
    alarm.clear();
    front?.close();
    back?.close();
    front = back = null;
    isShown.value = false;
    trouble.value = "";
    isScrubbing = false;
  }

  open.add(
    effect(() => {
      const wanted = source.value;
      if (!wanted) return clear();
      trouble.value = "";
      play(JSON.parse(wanted));
    }),
  );
  open.add(
    effect(() => {
      const now = replay.value;
      live.replayBefore.value;
      element.hidden = now === null;
      if (!now) return void render(nothing, element);
      render(frame(now), element);
      look();
    }),
  );
  open.add(clear);
  open.add(listen(document, "visibilitychange", look));

  /** @param {Replay} now */
  function frame(now) {
    const isPlaying = now.state === "playing";
    const person = Object.values(live.room.value.peers).find((peer) => peer.person === now.person && peer.role === "client");
    const name = live.isTrainer ? (person?.name ?? "") : "You";
    return html`<header class="replay-head">
        ${icon("repeat")}<h2>Replay: ${name}</h2>
        <span class="numbers" id="replay-rate">${now.rate}×</span>
      </header>
      <div class="replay-place">
        ${screen}
        ${files === null || trouble.value || !isShown.value
          ? html`<p class="replay-note" role="status">${files === null ? "Your trainer looks at a clip" : trouble.value || "The clip is on its way"}</p>`
          : nothing}
      </div>
      ${live.isTrainer
        ? html`<input
            class="replay-slider"
            id="replay-slider"
            type="range"
            min="0"
            max=${now.duration_ms - 1}
            step="10"
            aria-label="Position"
            @pointerdown=${() => void (isScrubbing = true)}
            @pointerup=${letGo}
            @pointercancel=${letGo}
            @input=${scrub}
          />`
        : html`<div class="replay-bar" aria-hidden="true"><span></span></div>`}
      ${pen ? pensView({ pen, count: live.room.value.strokes.length }) : nothing}
      <div class="replay-deeds">
        <button type="button" class="button quiet" id="replay-pause" @click=${deeds.toggle}>${icon(isPlaying ? "pause" : "play")}<span>${isPlaying ? "Pause" : "Play"}</span></button>
        ${setRate
          ? html`<div class="chips" role="group" aria-label="Speed">
              ${RATES.map((rate) => html`<button type="button" class="chip numbers" aria-pressed=${String(rate === now.rate)} @click=${() => setRate(rate)}>${rate}×</button>`)}
            </div>`
          : nothing}
        <button type="button" class="button primary" id="replay-end" @click=${deeds.end}>${icon("close")}<span>Back to training</span></button>
      </div>`;
  }

  /** @param {Event} event a slider that was dragged gives the focus back: the arrow keys step */
  function letGo(event) {
    isScrubbing = false;
    /** @type {HTMLElement} */ (event.target).blur();
  }

  /** @param {Event} event */
  function scrub(event) {
    deeds.seek(/** @type {HTMLInputElement} */ (event.target).valueAsNumber);
  }

  return {
    element,
    close() {
      open.close();
      alarm.close();
    },
  };
}
