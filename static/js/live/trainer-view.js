/** The trainer's room, put together: pictures edge to edge, a rail of instruments, a bar of switches, a key for everything. */

import { html, nothing, render } from "../../vendor/lit-html/lit-html.js";
import { closers, computed, effect, listen, signal } from "../lib/state.js";
import { announceTimers } from "./announcing.js";
import { createApart } from "./apart-view.js";
import { followChat } from "./chat-view.js";
import { createClipDeeds } from "./clip-deeds.js";
import { toggleFullScreen } from "./controls-view.js";
import { createDayDeeds } from "./day-deeds.js";
import { alarmsView } from "./alarm-view.js";
import { createDeeds } from "./deeds.js";
import { createExercises } from "./exercises.js";
import { createGateView } from "./gate-view.js";
import { createGroupDeeds } from "./group-deeds.js";
import { groupBanner } from "./group-view.js";
import { helpView } from "./help-view.js";
import { pressed } from "./keys.js";
import { knocksView } from "./people-view.js";
import { isRunning } from "./rec.js";
import { createRecDeeds } from "./rec-deeds.js";
import { recSign } from "./rec-view.js";
import { nextRate } from "./replay.js";
import { createNoteDeeds } from "./note-deeds.js";
import { createReplayView } from "./replay-view.js";
import { peersIn } from "./room.js";
import { createStage } from "./stage-view.js";
import { createTakeDeeds } from "./take-deeds.js";
import { createTallyDeeds } from "./tally-deeds.js";
import { showTally } from "./tally-view.js";
import { createStopDeeds, soundAlarm } from "./stop-deeds.js";
import { standing } from "./standing.js";
import { standingView } from "./standing-view.js";
import { soundTimers } from "./ticking.js";
import { createTimerFace } from "./timer-view.js";
import { trainersTimer } from "./timers.js";
import { timerControls } from "./timers-view.js";
import { controlsView, railView } from "./trainer-bars-view.js";
import { createTracksPanel } from "./tracks-view.js";
import { createPanels } from "./trainer-panels.js";
import { endingView, wordView } from "./word-view.js";

const NARROW = "(max-width: 820px)"; // as in trainer.css
const STEP_MS = 500; // of a replay that plays
const FRAME_MS = 40; // of one that stands still

/**
 * @param {import("./types.d.ts").Parts} parts
 * @returns {() => void} closes it
 */
export function showTrainerRoom({ root, config, agreed, live, devices, choices, sound, speech, voices, phone, leave, secondCamera }) {
  const open = closers();
  const isConsultation = config.session.service === "consultation";
  const deeds = createDeeds({
    live,
    speaks: () => choices.speak.value,
    lang: (person) => choices.langs.value[person ?? ""] ?? choices.langs.value[""] ?? "",
    timer: () => timer.timer.value,
    asksEffort: () => choices.asks_effort.value,
  });
  /** @type {import("./timer-view.js").Find} */
  const find = (timers, now_ms) => trainersTimer(timers, now_ms, live.others.value.find(({ id }) => id === deeds.to.value)?.person ?? null);
  const tally = document.createElement("div");
  const timer = createTimerFace({ live, find, whose });
  const exercises = createExercises({ config, current: todays, warn: deeds.warn });
  const stops = createStopDeeds({ live, deeds });
  const gates = createGateView({ live, config, warn: deeds.warn });
  const group = createGroupDeeds({ live, deeds, choices });
  const recording = createRecDeeds({ live, deeds });
  const stage = createStage({ live, devices, choices, myName: "", isConsultation, group: { deeds: group, to: deeds.to } });
  const apart = createApart({
    live,
    devices,
    choices,
    title: config.session.title,
    myName: "",
    isConsultation,
    find,
    other: lookedAt,
    group: { deeds: group, to: deeds.to },
    warn: deeds.warn,
  });
  const tracks = createTracksPanel({ live, isOpen: () => choices.panel.value === "connection" });
  const clips = createClipDeeds({ live, deeds, choices });
  const replay = createReplayView({ live, files: config.files, deeds: clips.running, setRate: clips.setRate });
  const takes = createTakeDeeds({ live, config, deeds });
  const day = createDayDeeds({ live, deeds, exercises: config.exercises ?? [] });
  const notes = createNoteDeeds({ live, deeds, day });
  const panels = createPanels({ live, agreed, config, devices, choices, deeds, stops, clips, takes, group, exercises, day, notes, tracks, record, timer, secondCamera, toggleSpeak, facts: () => barFacts(0) });
  const narrow = matchMedia(NARROW);
  const isNarrow = signal(narrow.matches);
  const isFull = signal(document.fullscreenElement !== null);
  const isEnding = signal(false);
  const hasHelp = signal(false);
  const read = signal(0);
  const knocked = new Set();
  const title = document.title;
  for (const part of [stage, apart, timer, deeds, panels, replay, takes, tracks]) open.add(part.close);
  open.add(soundAlarm({ live, sound }));
  open.add(listen(narrow, "change", () => void (isNarrow.value = narrow.matches)));
  open.add(showTally({ live, timer, deeds: createTallyDeeds({ live, refused: deeds.warn }), element: tally }));
  open.add(soundTimers({ live, sound, find, isOn: choices.sound }));
  open.add(announceTimers({ live, find, say: speech.mention, saysNames: choices.names, shakes: signal(false) }));
  open.add(listen(document, "fullscreenchange", () => void (isFull.value = document.fullscreenElement !== null)));
  open.add(exercises.close);
  open.add(listen(globalThis, "focus", () => void exercises.refresh())); // back from the desk
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
  const hasReplay = computed(() => live.room.value.replay !== null);
  open.add(
    effect(() => {
      if (hasReplay.value && narrow.matches) choices.panel.value = ""; // the picture needs the place
    }),
  );

  /** @param {import("./types.d.ts").Timer} shown */
  function whose({ to }) {
    if (to === "everyone" || !live.isGroup.peek()) return "";
    const names = live.others.peek().filter(({ person, device }) => device === "main" && to.includes(person)).map(({ name }) => name);
    return `For ${names.join(", ") || "one who left"}`;
  }

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
    exercise() {
      choices.panel.value = "cues";
      void exercises.refresh();
      focus("#exercise-search");
    },
    speak: toggleSpeak,
    pause() {
      if (live.room.value.replay) clips.running.toggle();
      else if (timer.timer.value && timer.face.value?.state !== "done") deeds.changeTimer(timer.face.value?.state === "paused" ? "resume" : "pause");
      else toggle("timer");
    },
    skip: () => stepReplay(1) || deeds.changeTimer("skip"),
    back: () => stepReplay(-1) || deeds.changeTimer("back"),
    add: () => deeds.changeTimer("add"),
    stop: () => deeds.changeTimer("stop"),
    timer: () => toggle("timer"),
    effort: deeds.askEffort,
    day: () => toggle("day"),
    done: panels.setDone,
    undo: day.undo,
    rep: notes.rep,
    edge: notes.edge,
    notes() {
      choices.panel.value = "notes";
      focus("#note-text");
    },
    rest: stops.toggle,
    marker: () => deeds.mark(),
    clip: clips.clipThat,
    clips: () => toggle("clips"),
    assess: () => toggle("assess"),
    replay: clips.replayNewest,
    slower: () => clips.setRate(nextRate(live.room.value.replay?.rate ?? choices.replay_rate.value, -1)),
    faster: () => clips.setRate(nextRate(live.room.value.replay?.rate ?? choices.replay_rate.value, 1)),
    chat: () => toggle("chat"),
    people: () => toggle("people"),
    form: () => toggle("form"),
    private: group.chooseNext,
    mute: () => group.toTarget("mute"),
    spotlight: () => group.toTarget("spotlight"),
    aside: () => group.toTarget("aside"),
    hold: group.hold,
    meet: group.meet,
    lower: group.lowerFirst,
    record,
    connection: () => toggle("connection"),
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
      else if (live.room.value.replay) clips.running.end();
      else if (group.release()) return;
      else choices.panel.value = "";
    },
  };

  /**
   * @param {-1 | 1} way
   * @returns {boolean} whether there is a replay to step in
   */
  function stepReplay(way) {
    const running = live.room.value.replay;
    if (running) clips.running.step(way * (running.state === "playing" ? STEP_MS : FRAME_MS));
    return running !== null;
  }

  /** The exercise of the day's list that is being done. */
  function todays() {
    const { entries, at } = live.room.value.day;
    const entry = entries.find(({ id }) => id === at);
    return entry ? { key: entry.exercise, name: entry.name } : null;
  }

  function toggleSpeak() {
    choices.speak.value = !choices.speak.value;
    deeds.say(choices.speak.value ? "sound" : "sound-off", choices.speak.value ? "Cues are spoken" : "Cues are silent");
  }

  /** Who would be in a recording is seen before it begins: the first press shows them, the second begins it. */
  function record() {
    const { mode } = live.room.value;
    const isOn = isRunning(live.room.value);
    if (isOn || choices.panel.value === "record" || mode !== "relay") recording.toggle();
    if (isOn) return;
    choices.panel.value = "record";
    focus("#rec-toggle");
  }

  /** The picture of whom the trainer looks at most: pinned, in the spotlight, or the first. */
  function lookedAt() {
    const { spotlight } = live.room.value.stage;
    const clients = live.others.value.filter((peer) => peer.role === "client" && peer.device === "main");
    const peer = clients.find(({ id }) => choices.big.value === `${id}:camera`) ?? clients.find(({ id }) => id === spotlight) ?? clients[0];
    return (peer && live.views.value[peer.id]?.streams.camera) ?? null;
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
    if (event.key.startsWith("Arrow") && target.matches('[tabindex="0"]')) return; // it scrolls
    const found = pressed(
      {
        key: event.key,
        hasModifier: event.ctrlKey || event.altKey || event.metaKey,
        isTyping: target.matches("input:not([type=range]), textarea, select"),
        isOnButton: target.matches("button, a, summary"),
        isRepeat: event.repeat,
      },
      exercises.palette.peek().map(({ key }) => key).filter(Boolean),
    );
    if (!found) return;
    event.preventDefault();
    if (found.kind === "deed") return onDeed[found.deed]();
    const cue = exercises.palette.peek().find(({ key }) => key === found.key);
    if (cue) deeds.cue(cue.say, cue.kind, cue.focus, cue);
  }

  open.add(
    effect(() => {
      const room = live.room.value;
      const others = live.others.value;
      const panel = choices.panel.value;
      const lines = room.chat.filter((line) => line.actor !== live.me.id).length;
      if (panel === "chat") read.value = lines;
      const facts = barFacts(lines - read.value);
      render(
        html`<div class="trainer ${panel ? "with-panel" : ""} ${panel === "form" ? "with-form" : ""} ${isConsultation ? "consultation" : ""} ${room.replay ? "replaying" : ""}">
          <h1 class="unseen" tabindex="-1">${config.session.title}</h1>
          ${railView(facts)}
          ${panel ? html`<section class="panel" aria-label=${panels.name(panel)} tabindex=${panel === "connection" ? "0" : nothing}>${panels.view(panel)}</section>` : nothing}
          ${stage.element} ${replay.element}
          <div class="over">
            ${alarmsView(live, stops, config.safety ?? {})} ${gates.view()}
            ${standingView({
              standing: howThingsStand(),
              phone: live.partner.value?.peer.door?.callback || phone,
              other: live.partner.value?.peer.name ?? "your client",
              isByPhone: room.by_phone,
              byPhone: deeds.byPhone,
              isSoundBlocked: voices.blocked.value,
              unblock: () => void voices.unblock(),
            })}
            ${recSign(live, null)} ${groupBanner(live, group, deeds.to.value)} ${knocksView(peersIn(room, "lobby"), deeds)}
          </div>
          ${wordView(live, deeds.word.value)}
          <div class="news" data-news role="status" aria-live="polite"></div>
          <div class="timer-place">${timer.element} ${timer.face.value ? timerControls({ state: timer.face.value.state, change: deeds.changeTimer }) : nothing} ${tally}</div>
          ${others.length === 0 && peersIn(room, "lobby").length === 0 ? html`<p class="alone" role="status">The room is open. Whoever opens your link knocks here.</p>` : nothing}
          ${controlsView(facts)}
          ${isEnding.value ? endingView({ endSession: deeds.endSession, leave, stay: () => void (isEnding.value = false) }) : nothing} ${hasHelp.value ? helpView(exercises.palette.value, onDeed.help) : nothing}
        </div>`,
        root,
      );
      if (panel === "chat") followChat(root);
    }),
  );

  /**
   * @param {number} unread
   * @returns {import("./trainer-bars-view.js").Facts}
   */
  function barFacts(unread) {
    return {
      panel: choices.panel.value,
      toggle,
      onDeed,
      isConsultation,
      isNarrow: isNarrow.value,
      hasHelp: hasHelp.value,
      unread,
      devices,
      gear: devices.gear.value,
      mirrorsMe: choices.mirrorMe.value,
      isFull: isFull.value,
      apart,
      isRecorded: isRunning(live.room.value),
      askForCamera: secondCamera ? askForCamera : null,
      isEnding: isEnding.value,
      end: () => void (isEnding.value = !isEnding.value),
    };
  }

  function howThingsStand() {
    return standing({
      line: live.line.value,
      other: live.partner.value?.other ?? null,
      isTrainer: true,
      isByPhone: live.room.value.by_phone,
      refusal: live.refusal.value,
      now_ms: live.second.value,
    });
  }

  return open.close;
}
