/** The trainer's room, put together: pictures edge to edge, a rail of instruments, a bar of switches, a key for everything. */

import { html, nothing, render } from "../../vendor/lit-html/lit-html.js";
import { closers, effect, listen, signal } from "../lib/state.js";
import { chatView, entriesOf, followChat } from "./chat-view.js";
import { devicePickers, fullScreenButton, micAndCamera, toggleFullScreen } from "./controls-view.js";
import { cuesView } from "./cues-view.js";
import { createDeeds } from "./deeds.js";
import { helpView } from "./help-view.js";
import { big } from "./icon-view.js";
import { pressed } from "./keys.js";
import { knocksView, peopleView } from "./people-view.js";
import { peersIn } from "./room.js";
import { secondCameraView } from "./second-camera-view.js";
import { createStage } from "./stage-view.js";
import { standing } from "./standing.js";
import { standingView } from "./standing-view.js";
import { soundTimers } from "./ticking.js";
import { createTimerFace } from "./timer-view.js";
import { timerControls, timersView } from "./timers-view.js";
import { endingView, wordView } from "./word-view.js";

/** isFloor: a consultation has none of it at hand, though its keys work. */
/** @type {{panel: string, icon: string, label: string, key: string, isFloor?: boolean}[]} */
const INSTRUMENTS = [
  { panel: "cues", icon: "cue", label: "Cues", key: "1–9", isFloor: true },
  { panel: "timer", icon: "timer", label: "Timer", key: "T", isFloor: true },
  { panel: "people", icon: "group", label: "People", key: "P" },
  { panel: "chat", icon: "chat", label: "Chat", key: "C" },
];

/** @type {Record<string, string>} */
const PANELS = { cues: "Cues", timer: "Timers", people: "People", chat: "Chat", devices: "Devices", second: "Second camera" };

/**
 * @param {import("./types.d.ts").Parts} parts
 * @returns {() => void} closes it
 */
export function showTrainerRoom({ root, config, live, devices, choices, sound, voices, phone, leave, secondCamera }) {
  const open = closers();
  const isConsultation = config.session.service === "consultation";
  const palette = config.cues ?? [];
  const cueKeys = palette.map((cue) => cue.key);
  const stage = createStage({ live, devices, choices, myName: "", isConsultation });
  const timer = createTimerFace({ live, viewer: null });
  const deeds = createDeeds({ live, speaks: () => choices.speak.value, timer: () => timer.timer.value });
  const isFull = signal(document.fullscreenElement !== null);
  const draft = signal("");
  const recipe = signal({ lead_s: 10, work_s: 40, rest_s: 20, rounds: 8 });
  const asking = signal("");
  const isEnding = signal(false);
  const hasHelp = signal(false);
  const read = signal(0);
  const knocked = new Set();
  const title = document.title;
  for (const part of [stage, timer, deeds]) open.add(part.close);
  open.add(soundTimers({ live, sound, isOn: choices.sound }));
  open.add(listen(document, "fullscreenchange", () => void (isFull.value = document.fullscreenElement !== null)));
  open.add(listen(document, "keydown", onKey));
  open.add(listen(root, "click", letGo));
  open.add(
    effect(() => {
      for (const peer of peersIn(live.room.value, "lobby")) {
        if (knocked.has(peer.id)) continue;
        knocked.add(peer.id);
        sound.play("knock");
      }
      for (const peer of Object.values(live.room.value.peers)) if (peer.state !== "lobby") knocked.delete(peer.id);
      document.title = knocked.size > 0 ? `(${knocked.size}) ${title}` : title; // seen from another tab
    }),
  );
  open.add(() => void (document.title = title));

  /** @param {string} panel */
  function toggle(panel) {
    choices.panel.value = choices.panel.value === panel ? "" : panel;
    if (choices.panel.value === "chat") focus("#chat-text");
  }

  /** @param {string} selector */
  function focus(selector) {
    queueMicrotask(() => /** @type {HTMLElement | null} */ (root.querySelector(selector))?.focus());
  }

  /** @type {Record<import("./keys.js").Deed, () => void>} */
  const onDeed = {
    free() {
      choices.panel.value = "cues";
      focus("#free-cue");
    },
    speak: toggleSpeak,
    pause: () => (timer.timer.value ? deeds.changeTimer(timer.face.value?.state === "paused" ? "resume" : "pause") : toggle("timer")),
    skip: () => deeds.changeTimer("skip"),
    back: () => deeds.changeTimer("back"),
    add: () => deeds.changeTimer("add"),
    stop: () => deeds.changeTimer("stop"),
    timer: () => toggle("timer"),
    marker: () => deeds.mark(),
    chat: () => toggle("chat"),
    people: () => toggle("people"),
    admit() {
      const [first] = peersIn(live.room.value, "lobby");
      if (first) deeds.admit(first.id);
    },
    mic() {
      const on = !devices.gear.value.mic;
      void devices.setMic(on);
      deeds.say(on ? "mic" : "mic-off", on ? "Microphone on" : "Microphone off");
    },
    camera() {
      const on = !devices.gear.value.camera;
      void devices.setCamera(on);
      deeds.say(on ? "video" : "video-off", on ? "Camera on" : "Camera off");
    },
    share,
    fullscreen: toggleFullScreen,
    mirror: () => void (choices.mirrorMe.value = !choices.mirrorMe.value),
    swap: stage.swap,
    help: () => void (hasHelp.value = !hasHelp.value),
    close() {
      const active = document.activeElement;
      if (active instanceof HTMLInputElement) active.blur();
      else if (hasHelp.value || isEnding.value) hasHelp.value = isEnding.value = false;
      else choices.panel.value = "";
    },
  };

  function toggleSpeak() {
    choices.speak.value = !choices.speak.value;
    deeds.say(choices.speak.value ? "sound" : "sound-off", choices.speak.value ? "Cues are spoken" : "Cues are silent");
  }

  function askForCamera() {
    toggle("second");
    if (choices.panel.value === "second") void secondCamera?.ask();
  }

  function share() {
    if (devices.gear.value.screen) devices.unshare();
    else void devices.share();
  }

  /**
   * A button pressed by a pointer gives the focus back: Space is the timer's, not the last button's.
   *
   * @param {MouseEvent} event
   */
  function letGo(event) {
    const active = document.activeElement;
    if (event.detail > 0 && active instanceof HTMLButtonElement) active.blur();
  }

  /** @param {KeyboardEvent} event */
  function onKey(event) {
    const target = /** @type {HTMLElement} */ (event.target);
    const found = pressed(
      {
        key: event.key,
        hasModifier: event.ctrlKey || event.altKey || event.metaKey,
        isTyping: target.matches("input, textarea, select"),
        isOnButton: target.matches("button, a, summary"),
        isRepeat: event.repeat,
      },
      cueKeys,
    );
    if (!found) return;
    event.preventDefault();
    if (found.kind === "deed") return onDeed[found.deed]();
    const cue = palette.find(({ key }) => key === found.key);
    if (cue) deeds.cue(cue.say, cue.kind, cue.focus);
  }

  open.add(
    effect(() => {
      const gear = devices.gear.value;
      const room = live.room.value;
      const others = live.others.value;
      const panel = choices.panel.value;
      const lines = room.chat.filter((line) => line.actor !== live.me.id).length;
      if (panel === "chat") read.value = lines;
      render(
        html`<div class="trainer ${panel ? "with-panel" : ""} ${isConsultation ? "consultation" : ""}">
          <h1 class="unseen" tabindex="-1">${config.session.title}</h1>
          <nav class="rail" aria-label="Instruments">
            ${INSTRUMENTS.filter((one) => !isConsultation || !one.isFloor).map(({ panel: name, icon: shape, label, key }) =>
              big({
                icon: shape,
                label: name === "chat" && lines > read.value ? `Chat (${lines - read.value})` : label,
                press: () => toggle(name),
                pressed: panel === name,
                id: `rail-${name}`,
                hint: `${label} (${key})`,
              }),
            )}
            ${big({ icon: "marker", label: "Mark", press: () => deeds.mark(), id: "mark", hint: "Mark this moment (M)" })}
            ${big({ icon: "info", label: "Keys", press: onDeed.help, pressed: hasHelp.value, id: "keys", hint: "All keys (?)" })}
          </nav>
          ${panel ? html`<section class="panel" aria-label=${PANELS[panel] ?? ""}>${panelView(panel)}</section>` : nothing}
          ${stage.element}
          <div class="over">
            ${standingView({
              standing: howThingsStand(),
              phone: live.partner.value?.peer.door?.callback || phone,
              other: live.partner.value?.peer.name ?? "your client",
              isByPhone: room.by_phone,
              byPhone: deeds.byPhone,
              isSoundBlocked: voices.blocked.value,
              unblock: () => void voices.unblock(),
            })}
            ${knocksView(peersIn(room, "lobby"), deeds)} ${wordView(live, deeds.word.value)}
          </div>
          <div class="timer-place">${timer.element} ${timer.face.value ? timerControls({ state: timer.face.value.state, change: deeds.changeTimer }) : nothing}</div>
          ${others.length === 0 && peersIn(room, "lobby").length === 0 ? html`<p class="alone" role="status">The room is open. Whoever opens your link knocks here.</p>` : nothing}
          <nav class="controls" aria-label="Controls">
            ${micAndCamera(devices, gear, { mic: "D", camera: "E" })}
            ${"getDisplayMedia" in (navigator.mediaDevices ?? {}) ? big({ icon: "screen", label: gear.screen ? "Stop sharing" : "Share", press: share, pressed: gear.screen, kind: gear.screen ? "news" : "", id: "share", hint: "Share your screen (G)" }) : nothing}
            ${secondCamera ? big({ icon: "qr", label: "2nd camera", press: askForCamera, pressed: panel === "second", id: "camera-ask", hint: "A phone as a second camera" }) : nothing}
            ${big({ icon: "settings", label: "Devices", press: () => toggle("devices"), pressed: panel === "devices", id: "devices" })}
            ${big({ icon: "mirror", label: "Mirror me", press: onDeed.mirror, pressed: choices.mirrorMe.value, id: "mirror", hint: "Mirror your own picture (R)" })}
            ${fullScreenButton(isFull.value, "Full screen (F)")}
            ${big({ icon: "leave", label: "End", press: () => void (isEnding.value = !isEnding.value), pressed: isEnding.value, kind: "danger", id: "end" })}
          </nav>
          ${isEnding.value ? endingView({ endSession: deeds.endSession, leave, stay: () => void (isEnding.value = false) }) : nothing} ${hasHelp.value ? helpView(palette, onDeed.help) : nothing}
        </div>`,
        root,
      );
      if (panel === "chat") followChat(root);
    }),
  );

  /** @param {string} panel */
  function panelView(panel) {
    const clients = live.others.value.filter((peer) => peer.role === "client" && peer.device === "main");
    if (panel === "cues") {
      return cuesView({
        palette,
        draft: draft.value,
        setDraft: (text) => void (draft.value = text),
        speaks: choices.speak.value,
        toggleSpeak,
        clients,
        to: deeds.to.value,
        setTo: (to) => void (deeds.to.value = to),
        send: (cue) => deeds.cue(cue.say, cue.kind, cue.focus),
      });
    }
    if (panel === "timer") {
      return timersView({
        presets: config.timers ?? [],
        recipe: recipe.value,
        set: (change) => void (recipe.value = { ...recipe.value, ...change }),
        isRunning: timer.timer.value !== null && timer.face.value?.state !== "done",
        start: deeds.startTimer,
      });
    }
    if (panel === "people") {
      return peopleView({
        room: live.room.value,
        others: live.others.value,
        online: live.online.value,
        deeds,
        asking: asking.value,
        ask: (peer) => void (asking.value = peer),
      });
    }
    if (panel === "devices") return html`<div class="instrument">${devicePickers(devices, devices.gear.value)}</div>`;
    if (panel === "second" && secondCamera) return secondCameraView(secondCamera);
    return chatView({ entries: entriesOf(live.room.value, { id: live.me.id, missed: [] }), send: deeds.chat, close: null });
  }

  function howThingsStand() {
    return standing({
      line: live.line.value,
      other: live.partner.value?.other ?? null,
      isTrainer: true,
      isByPhone: live.room.value.by_phone,
      now_ms: live.second.value,
    });
  }

  return open.close;
}
