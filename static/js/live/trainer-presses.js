/** What each of the trainer's keys and buttons does: one table of deeds, whichever way they are pressed. */

import { toggleFullScreen } from "./controls-view.js";
import { isRunning } from "./rec.js";
import { nextRate } from "./replay.js";
import { peersIn } from "./room.js";

const STEP_MS = 500; // of a replay that plays
const FRAME_MS = 40; // of one that stands still

/**
 * @param {object} options
 * @param {HTMLElement} options.root
 * @param {import("./enter.js").LiveRoom} options.live
 * @param {import("./devices.js").Devices} options.devices
 * @param {import("./choices.js").Choices} options.choices
 * @param {import("./deeds.js").Deeds} options.deeds
 * @param {import("./timer-view.js").TimerFace} options.timer
 * @param {import("./exercises.js").Exercises} options.exercises
 * @param {import("./stop-deeds.js").StopDeeds} options.stops
 * @param {import("./group-deeds.js").GroupDeeds} options.group
 * @param {import("./rec-deeds.js").RecDeeds} options.recording
 * @param {import("./clip-deeds.js").ClipDeeds} options.clips
 * @param {import("./day-deeds.js").DayDeeds} options.day
 * @param {import("./note-deeds.js").NoteDeeds} options.notes
 * @param {() => void} options.setDone as the fields of the day's panel say
 * @param {() => void} options.swap pins the next picture
 * @param {import("../lib/state.js").Signal<boolean>} options.hasHelp
 * @param {import("../lib/state.js").Signal<boolean>} options.isEnding
 * @returns {{onDeed: Record<import("./keys.js").Deed, () => void>, toggle: (panel: string) => void}} toggle: opens a panel or closes it
 */
export function createPresses({ root, live, devices, choices, deeds, timer, exercises, stops, group, recording, clips, day, notes, setDone, swap, hasHelp, isEnding }) {
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
    done: setDone,
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
    safety: () => toggle("safety"),
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
    swap,
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
  return { onDeed, toggle };

  /** @param {string} panel */
  function toggle(panel) {
    choices.panel.value = choices.panel.value === panel ? "" : panel;
    if (choices.panel.value === "chat") focus("#chat-text");
  }

  /** @param {string} selector */
  function focus(selector) {
    queueMicrotask(() => /** @type {HTMLElement | null} */ (root.querySelector(selector))?.focus());
  }

  /**
   * @param {-1 | 1} way
   * @returns {boolean} whether there is a replay to step in
   */
  function stepReplay(way) {
    const running = live.room.value.replay;
    if (running) clips.running.step(way * (running.state === "playing" ? STEP_MS : FRAME_MS));
    return running !== null;
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

  function share() {
    if (devices.gear.value.screen) devices.unshare();
    else void devices.share();
  }
}
