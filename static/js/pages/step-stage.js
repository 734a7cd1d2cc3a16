/** The full-screen stage a step is filmed on, put together: camera, countdown, recorder, player, keys. */

import { render } from "../../vendor/lit-html/lit-html.js";
import { createFilming } from "../capture/filming.js";
import { filmView } from "../capture/film-view.js";
import { createGhost } from "../capture/ghost-view.js";
import { createPlayer } from "../capture/player-view.js";
import { createClock } from "../lib/clock.js";
import { closers, computed, effect, every, listen, signal } from "../lib/state.js";
import { shelf as memoryShelf } from "../lib/storage.js";
import { openDevices } from "../live/devices.js";
import { createPicture } from "../live/picture-view.js";
import { createSound } from "../live/sound.js";
import { createSpeech } from "../live/speech.js";
import { browserOf } from "../live/trouble.js";
import { createWake } from "../live/wake.js";

const LOOK_MS = 500;

/** Where a thumb or a key goes next. */
/** @type {Record<string, string>} */
const FOCUS = { recording: "#film-stop", review: "#film-keep" };

/**
 * @param {object} options
 * @param {import("./step.js").StepPage} options.config
 * @param {string} options.base
 * @param {string} options.owner
 * @param {import("../capture/shelf.js").TapeShelf} options.shelf
 * @param {HTMLElement} options.place
 * @param {() => void} options.leave
 * @param {() => Promise<void>} options.begun a new take is being recorded
 * @param {() => Promise<void>} options.kept a take was kept
 */
export function openStage({ config, base, owner, shelf, place, leave, begun, kept }) {
  const open = closers();
  const { step } = config;
  const memory = memoryShelf();
  const clock = createClock();
  const sound = createSound();
  const speech = createSpeech(document.documentElement.lang || "en", () => {});
  const wake = createWake();
  const devices = openDevices({ memory, changed: () => {} });
  const picture = createPicture("Your picture");
  const player = createPlayer();
  const ratio = signal(16 / 9);
  const ghost = config.ghost ? createGhost(config.ghost) : null;
  const hasGhost = signal(true);
  const ghostShare = signal(memory.get("ghost-share") ?? 0.4);
  const hasSilhouette = signal(ghost === null); // one thing to stand in at a time
  const countdown_s = signal(memory.get("countdown") ?? step.countdown_s);
  const filming = createFilming({
    shelf,
    devices,
    sound,
    say: speech.say,
    now_ms: clock.now,
    owner,
    base,
    step: { title: step.title, seconds: step.seconds, longest_s: step.longest_s, about: { assessment: config.assessment, step: step.key, title: config.title } },
  });
  let isClosed = false;
  const browser = browserOf(navigator.userAgent, navigator.maxTouchPoints);
  const fileLink = `${base}/send?assessment=${config.assessment}&step=${step.key}`;
  for (const one of [filming.close, devices.close, sound.close, speech.hush, wake.close, picture.close, player.close]) open.add(one);
  if (ghost) open.add(ghost.close);

  const awake = () => (void wake.take(), void sound.unlock());
  speech.warm();
  awake();
  open.add(listen(document, "visibilitychange", () => document.visibilityState === "visible" && awake()));
  open.add(listen(place, "keydown", onKey));
  open.add(every(LOOK_MS, measure)); // a phone that is turned turns its picture
  void tryCamera();

  async function tryCamera() {
    await devices.start({ mic: true, camera: true });
    if (isClosed) devices.close();
  }

  function measure() {
    const video = /** @type {HTMLVideoElement | null} */ (picture.element.querySelector("video.front"));
    if (video?.videoWidth) ratio.value = video.videoWidth / video.videoHeight;
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
  }

  async function keep() {
    await filming.keep();
    if (filming.film.peek().phase === "kept") await kept();
  }

  function goBack() {
    const { phase } = filming.film.peek();
    if (phase === "countdown") filming.stop();
    else if (phase === "look" || phase === "review") leave();
  }

  const deeds = {
    begin,
    stop: filming.stop,
    again: () => void filming.again(),
    keep: () => void keep(),
    close: goBack,
    flip: () => void devices.flip(),
    retry: () => void tryCamera(),
    resume: filming.resume,
    toggleSilhouette: () => void (hasSilhouette.value = !hasSilhouette.value),
    toggleGhost: () => void (hasGhost.value = !hasGhost.value),
    setGhostShare: (/** @type {number} */ share) => {
      ghostShare.value = share;
      memory.set("ghost-share", share);
    },
    setCountdown: (/** @type {number} */ seconds) => {
      countdown_s.value = seconds;
      memory.set("countdown", seconds);
    },
  };
  open.add(
    effect(() => {
      const gear = devices.gear.value;
      const film = filming.film.value;
      picture.show(film.take ? null : gear.preview);
      picture.mirror(gear.facing !== "environment");
      player.show(film.take, film.duration_ms);
      place.style.setProperty("--ratio", String(ratio.value));
      place.style.setProperty("--ghost", String(ghostShare.value));
      const facts = {
        film,
        gear,
        browser,
        fileLink,
        sending: filming.sending.value,
        title: step.title,
        setup: step,
        silhouette: step.framing,
        hasSilhouette: hasSilhouette.value,
        ghost: ghost?.element ?? null,
        ghostWords: config.ghost?.words ?? "",
        hasGhost: hasGhost.value,
        ghostShare: ghostShare.value,
        ratio: ratio.value,
        countdown_s: countdown_s.value,
        picture: picture.element,
        player: player.element,
      };
      render(filmView(facts, deeds), place);
    }),
  );
  const phase = computed(() => filming.film.value.phase);
  open.add(
    effect(() => {
      if (phase.value === "recording") void begun();
      const wanted = FOCUS[phase.value] ?? "#film-title";
      queueMicrotask(() => /** @type {HTMLElement | null} */ (place.querySelector(wanted))?.focus());
    }),
  );

  return {
    leave: goBack,
    find: filming.find,
    close() {
      isClosed = true;
      open.close();
    },
  };
}
