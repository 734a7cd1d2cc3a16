/** From a seat to the end: the room itself and all that is only needed in it. Loaded while somebody joins, not at the door. */

import { again } from "../lib/again.js";
import { createClock } from "../lib/clock.js";
import { effect, listen, signal } from "../lib/state.js";
import { shelf } from "../lib/storage.js";
import { toast } from "../lib/toast.js";
import { followed } from "../live/agreements.js";
import { openChoices } from "../live/choices.js";
import { enterRoom } from "../live/enter.js";
import { followRecording } from "../live/rec-news.js";
import { openSecondCamera } from "../live/second-camera.js";
import { createSpeech } from "../live/speech.js";
import { advice, browserOf } from "../live/trouble.js";
import { createVoices } from "../live/voices.js";
import { showWaiting } from "./room-waiting.js";
import { createWake } from "../live/wake.js";

const WIDE = 900; // from here on a trainer's instruments stand open

/**
 * @param {object} options
 * @param {import("../live/types.d.ts").PageConfig} options.config
 * @param {import("../live/agreements.js").Agreements} options.agreements
 * @param {import("../live/door.js").Seat} options.seat
 * @param {string | null} options.phone
 * @param {import("../live/door.js").Moments | null} options.moments a second camera's
 * @param {string[]} options.agreed who agreed to be recorded before this page came in, by person; the trainer's
 * @param {import("../live/devices.js").Devices} options.devices
 * @param {(listener: (lane: import("../live/lanes.js").Lane) => void) => () => void} options.onLane
 * @param {import("../live/sound.js").Sound} options.sound
 * @param {import("../lib/socket.js").Io} options.io
 * @param {import("../lib/storage.js").Shelf} options.memory
 * @param {() => HTMLElement} options.freshPlace
 * @param {(close: () => void) => void} options.onClose
 * @param {(code: string, message?: string, isByPhone?: boolean) => void} options.end
 */
export function goInside({ config, agreements, seat, phone, moments, agreed, devices, onLane, sound, io, memory, freshPlace, onClose, end }) {
  const isTrainer = config.you.role === "trainer";
  let isGone = false;
  const voices = createVoices();
  const speech = createSpeech(document.documentElement.lang || "en", voices.duck);
  speech.warm();
  const wake = createWake();
  const hasInstruments = isTrainer && config.session.service !== "consultation" && innerWidth >= WIDE;
  const choices = openChoices(memory, { panel: hasInstruments ? "cues" : "", clip_s: config.clips.seconds, names: !isTrainer });
  onClose(
    effect(() => {
      sound.setVolume(choices.volume.value);
      speech.setVolume(choices.volume.value);
      speech.setVoice(choices.voice.value);
    }),
  );
  const clock = createClock();
  const ended = signal(/** @type {{error: string, message: string} | null} */ (null));
  const live = enterRoom({ seat, config, io, clock, devices, onLane, closed: (why) => void (ended.value = why) });
  if (!isTrainer && config.you.device !== "remote") void keepMoments();
  const secondCamera = config.camera_link ? openSecondCamera({ url: config.camera_link, resume: seat.resume }) : null;
  for (const close of [live.close, choices.close, wake.close, sound.close, speech.hush, voices.close, devices.close]) onClose(close);

  // What was wrong at the door was said there.
  const { camera_trouble: camera, mic_trouble: mic } = devices.gear.peek();
  /** @type {Set<string>} */
  const told = new Set();
  if (camera) told.add(`camera ${camera}`);
  if (mic) told.add(`microphone ${mic}`);

  void wake.take();
  const lookedAt = () => {
    if (document.visibilityState !== "visible") return;
    void wake.take();
    void sound.unlock();
    live.hurry();
  };
  onClose(listen(document, "visibilitychange", lookedAt));
  onClose(listen(globalThis, "online", live.hurry));
  onClose(listen(document, "pointerdown", () => void sound.unlock()));
  const network = /** @type {EventTarget | undefined} */ (/** @type {any} */ (navigator).connection);
  if (network) onClose(listen(network, "change", live.hurry));
  onClose(effect(() => voices.follow(live.views.value)));
  if (!isTrainer) onClose(effect(() => voices.setMusic(choices.music.value / 100)));

  onClose(
    effect(() => {
      const { camera_trouble, mic_trouble } = devices.gear.value;
      for (const [what, why] of /** @type {const} */ ([["camera", camera_trouble], ["microphone", mic_trouble]])) {
        if (why && !told.has(`${what} ${why}`)) toast(sentence(what, why), "warn");
        if (why) told.add(`${what} ${why}`);
        else for (const one of [...told]) if (one.startsWith(what)) told.delete(one);
      }
    }),
  );

  const leave = async () => {
    await live.command("leave", {}, 1500);
    end("left");
  };
  const parts = { config, agreed, agreements, live, devices, choices, sound, speech, voices, memory, phone: phone ?? config.phone, secondCamera, leave: () => void leave() };

  let shown = "";
  let hears = false; // of recordings
  let closeView = () => {};
  const view = again(() => viewOf(config)); // loading while the person waits
  view.catch(() => isGone || toast("The room did not load. Check the connection, then load the page again.", "bad"));
  onClose(() => {
    isGone = true;
    closeView();
  });
  onClose(
    effect(() => {
      const why = ended.value;
      const isOver = live.room.value.state === "over";
      const caller = live.caller.value;
      if (why || isOver) return void queueMicrotask(() => !isGone && end(why?.error ?? "session-over", why?.message, live.room.peek().by_phone));
      const next = caller === null || caller === "lobby" ? "waiting" : "room";
      if (next === shown) return;
      shown = next;
      queueMicrotask(() => void show(next));
    }),
  );

  /** @param {string} words */
  function tellOfRecording(words) {
    toast(words, "info");
    if (!isTrainer && config.you.device === "main") speech.say(words); // who trains three metres away reads no small words
  }

  /** What only a client's device does: not even loaded elsewhere. */
  async function keepMoments() {
    const { openClipThat } = await again(() => import("../capture/clip-that.js"));
    if (isGone) return;
    const way = moments ? { ...moments, headers: { "Spotter-Seat": seat.resume } } : config;
    const agreed = moments ? followed("clips", moments.agreed) : agreements;
    onClose(openClipThat({ config, way, agreements: agreed, live, devices, onLane, memory, tab: shelf(() => sessionStorage) }));
  }

  /** @param {string} next */
  async function show(next) {
    const make = next === "waiting" ? showWaiting : await view.catch(() => null);
    if (!make || isGone || next !== shown) return;
    closeView();
    const root = freshPlace();
    closeView = make({ ...parts, root });
    if (next === "room" && !hears) {
      hears = true;
      onClose(followRecording({ live, sound: () => sound.play("record"), tell: tellOfRecording }));
    }
    root.querySelector("h1")?.focus({ preventScroll: true });
  }
}

/**
 * @param {"camera" | "microphone"} what
 * @param {import("../live/media.js").Trouble} why
 * @returns {string}
 */
function sentence(what, why) {
  const { title, steps } = advice(why, what, browserOf(navigator.userAgent, navigator.maxTouchPoints));
  return `${title}. ${steps[0]}`;
}

/**
 * The view of one's role: the other roles' are not even loaded.
 *
 * @param {import("../live/types.d.ts").PageConfig} config
 * @returns {Promise<(parts: import("../live/types.d.ts").Parts) => () => void>}
 */
async function viewOf({ you }) {
  if (you.device === "remote" && you.role === "trainer") return (await import("../live/trainer-remote-view.js")).showTrainerRemote;
  if (you.device === "remote") return (await import("../live/client-remote-view.js")).showClientRemote;
  if (you.device === "camera") return (await import("../live/camera-view.js")).showCameraRoom;
  if (you.role === "trainer") return (await import("../live/trainer-view.js")).showTrainerRoom;
  return (await import("../live/client-view.js")).showClientRoom;
}
