/** The room's page, from the door to the end, without ever leaving it: wiring only. */

import { post } from "../lib/http.js";
import { preload } from "../lib/preload.js";
import { closers } from "../lib/state.js";
import { shelf } from "../lib/storage.js";
import { openDevices } from "../live/devices.js";
import { showDoor } from "./room-door.js";
import { showRemoteDoor } from "./remote-door.js";
import { openAgreements } from "../live/agreements.js";
import { openDoor } from "../live/door.js";
import { endView } from "../live/end-view.js";
import { createSound } from "../live/sound.js";
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
const agreements = openAgreements(config.consents ?? []);

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
  const showIt = config.you.device === "remote" ? showRemoteDoor : showDoor;
  const close = showIt({
    root: freshPlace(),
    config,
    door,
    agreements,
    devices,
    memory,
    isQuick,
    join: async () => {
      void sound.unlock(); // in the tap itself: later the browser would refuse
      preload("later"); // if the door has not yet
      const [answer, inside] = await Promise.all([door.join(), import("./room-inside.js").catch(() => null)]);
      if (answer === null) return;
      if (inside === null) return location.reload(); // the server has a newer page by now
      if (!("seat" in answer)) return end(answer.code, answer.message);
      turn();
      leaveDoor = () => {};
      devices.rememberSwitches();
      tab.set(insideKey, true);
      inside.goInside({ ...answer, config, agreements, devices, onLane, sound, io, memory, freshPlace, onClose: open.add, end });
    },
  });
  if (showIt === showRemoteDoor) preload("later");
  open.add(close);
  leaveDoor = () => devices.close();
}

/** Lets go of what the door had opened, when nobody entered. */
let leaveDoor = () => {};

/**
 * @param {string} code
 * @param {string} [message]
 * @param {boolean} [isByPhone] how the session went on at last
 */
function end(code, message, isByPhone = false) {
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
      isCamera: config.you.device !== "main",
      sheet: config.sheet,
      phone: config.phone,
      finish: config.end ? (outcome) => void finish(outcome, isByPhone) : undefined,
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

/**
 * How the session ended, for the diary.
 *
 * @param {"done" | "no_show"} outcome
 * @param {boolean} by_phone
 */
async function finish(outcome, by_phone) {
  const answer = await post(/** @type {string} */ (config.end), { outcome, by_phone }).catch(() => null);
  location.assign(config.sheet ?? answer?.location ?? config.back ?? location.href);
}

start();
