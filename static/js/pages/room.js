/** The room's page, from the door to the end, without ever leaving it: wiring only. */

import { post } from "../lib/http.js";
import { createClock } from "../lib/clock.js";
import { closers, effect, listen, signal } from "../lib/state.js";
import { shelf } from "../lib/storage.js";
import { openChoices } from "../live/choices.js";
import { openDevices } from "../live/devices.js";
import { showDoor } from "../live/door-page.js";
import { openDoor } from "../live/door.js";
import { endView } from "../live/end-view.js";
import { enterRoom } from "../live/enter.js";
import { openSecondCamera } from "../live/second-camera.js";
import { createSound } from "../live/sound.js";
import { createSpeech } from "../live/speech.js";
import { createVoices } from "../live/voices.js";
import { showWaiting } from "../live/waiting-page.js";
import { createWake } from "../live/wake.js";
import { render } from "../../vendor/lit-html/lit-html.js";

/** @typedef {import("../live/types.d.ts").PageConfig} PageConfig */

const root = /** @type {HTMLElement} */ (document.getElementById("room"));
const config = /** @type {PageConfig} */ (JSON.parse(document.getElementById("page")?.textContent ?? "{}"));
const io = /** @type {import("../lib/socket.js").Io} */ (/** @type {any} */ (globalThis).io);
const isTrainer = config.you.role === "trainer";
const memory = shelf();
const tab = shelf(() => sessionStorage);
const insideKey = `inside.${config.session.id}.${config.you.device}`;
const door = openDoor({ config, memory });

/** What is on the page now; closing it makes room for the next. */
let open = closers();

/** Closes what is on the page. */
function turn() {
  open.close();
  open = closers();
}

/** @returns {HTMLElement} an empty place to draw in */
function freshPlace() {
  const place = document.createElement("div");
  place.className = "place";
  root.replaceChildren(place);
  return place;
}

/** The heading gets the focus, so that a reader hears where they are. */
function greet() {
  root.querySelector("h1")?.focus({ preventScroll: true });
}

function start() {
  if (config.session.state === "over") return end("session-over");
  if (config.session.state === "cancelled") return end("cancelled");
  if (!("RTCPeerConnection" in globalThis) || !("WebSocket" in globalThis) || !io) return end("unsupported");
  atDoor(tab.get(insideKey) === true); // after a reload in the room: straight back to it
}

/** @param {boolean} [isQuick] once more, without asking anything */
function atDoor(isQuick = false) {
  turn();
  /** @type {Set<(lane: import("../live/lanes.js").Lane) => void>} */
  const laneListeners = new Set();
  const devices = openDevices({
    memory,
    changed: (lane) => laneListeners.forEach((listener) => listener(lane)),
    facing: config.you.device === "camera" ? "environment" : "user",
    hasMic: config.you.device === "main",
  });
  /** @param {(lane: import("../live/lanes.js").Lane) => void} listener */
  const onLane = (listener) => {
    laneListeners.add(listener);
    return () => laneListeners.delete(listener);
  };
  const sound = createSound();
  if (isQuick) void sound.unlock();
  const close = showDoor({
    root: freshPlace(),
    config,
    door,
    devices,
    memory,
    isQuick,
    join: async () => {
      void sound.unlock(); // in the tap itself: later the browser would refuse
      const answer = await door.join();
      if (answer === null) return;
      if ("seat" in answer) return enter({ ...answer, devices, onLane, sound });
      if (answer.code === "stale-seat") door.forget();
      end(answer.code, answer.message);
    },
  });
  open.add(close);
  leaveDoor = () => devices.close();
}

/** Lets go of what the door had opened, when nobody entered. */
let leaveDoor = () => {};

/**
 * @param {object} options
 * @param {import("../live/door.js").Seat} options.seat
 * @param {string | null} options.phone
 * @param {import("../live/devices.js").Devices} options.devices
 * @param {(listener: (lane: import("../live/lanes.js").Lane) => void) => () => void} options.onLane
 * @param {import("../live/sound.js").Sound} options.sound
 */
function enter({ seat, phone, devices, onLane, sound }) {
  turn();
  leaveDoor = () => {};
  tab.set(insideKey, true);
  const voices = createVoices();
  const speech = createSpeech(voices.duck);
  speech.warm();
  const wake = createWake();
  const choices = openChoices(memory, { panel: isTrainer && config.session.service !== "consultation" && innerWidth >= 900 ? "cues" : "" });
  const clock = createClock();
  const ended = signal(/** @type {{error: string, message: string} | null} */ (null));
  const live = enterRoom({ seat, config, io, clock, devices, onLane, closed: (why) => void (ended.value = why) });
  const number = phone ?? config.phone;
  const secondCamera = config.camera_link ? openSecondCamera({ url: config.camera_link, resume: seat.resume }) : null;
  for (const close of [live.close, choices.close, wake.close, sound.close, speech.hush, voices.close, devices.close]) open.add(close);

  void wake.take();
  const lookedAt = () => {
    if (document.visibilityState !== "visible") return;
    void wake.take();
    void sound.unlock();
    live.hurry();
  };
  open.add(listen(document, "visibilitychange", lookedAt));
  open.add(listen(globalThis, "online", live.hurry));
  open.add(listen(document, "pointerdown", () => void sound.unlock()));
  const network = /** @type {EventTarget | undefined} */ (/** @type {any} */ (navigator).connection);
  if (network) open.add(listen(network, "change", live.hurry));
  open.add(effect(() => voices.follow(live.views.value)));

  const leave = async () => {
    await live.command("leave", {}, 1500);
    end("left");
  };
  const parts = { config, live, devices, choices, sound, speech, voices, phone: number, secondCamera, leave: () => void leave() };

  /** @type {string} */
  let shown = "";
  let closeView = () => {};
  open.add(() => closeView());
  open.add(
    effect(() => {
      const why = ended.value;
      const isOver = live.room.value.state === "over";
      const caller = live.caller.value;
      if (why || isOver) return void queueMicrotask(() => end(why?.error ?? "session-over", why?.message));
      const view = caller === null || caller === "lobby" ? "waiting" : "room";
      if (view === shown) return;
      shown = view;
      queueMicrotask(() => void show(view));
    }),
  );

  /** @param {string} view */
  async function show(view) {
    const mine = open;
    const make = view === "waiting" ? showWaiting : await roomOf();
    if (mine !== open || view !== shown) return;
    closeView();
    closeView = make({ ...parts, root: freshPlace() });
    greet();
  }
}

/** The view of one's role: the other roles' are not even loaded. */
async function roomOf() {
  if (config.you.device === "camera") return (await import("../live/camera-view.js")).showCameraRoom;
  if (isTrainer) return (await import("../live/trainer-view.js")).showTrainerRoom;
  return (await import("../live/client-view.js")).showClientRoom;
}

/**
 * @param {string} code
 * @param {string} [message]
 */
function end(code, message) {
  leaveDoor();
  leaveDoor = () => {};
  turn();
  tab.set(insideKey, null);
  if (code === "revoked" || code === "kicked" || code === "session-over") door.forget();
  render(
    endView({
      code,
      message,
      back: config.back,
      isTrainer,
      sheet: config.sheet,
      phone: config.phone,
      finish: config.end ? (outcome) => void finish(outcome) : undefined,
      again: () => again(code),
    }),
    freshPlace(),
  );
  greet();
}

/** @param {string} code of the ending */
function again(code) {
  if (code === "bad-hello") location.reload(); // the page may be older than the server
  else atDoor(code === "taken-over" || code === "left");
}

/** @param {string} outcome how the session ended, for the diary */
async function finish(outcome) {
  const answer = await post(/** @type {string} */ (config.end), { outcome }).catch(() => null);
  location.assign(config.sheet ?? answer?.location ?? config.back);
}

start();
