/** What stands in the trainer's panel: one instrument at a time. */

import { html } from "../../vendor/lit-html/lit-html.js";
import { signal } from "../lib/state.js";
import { stopPanel } from "./alarm-view.js";
import { chatView, entriesOf } from "./chat-view.js";
import { clipsView } from "./clips-view.js";
import { apartButtons, devicePickers } from "./controls-view.js";
import { createDayPanel } from "./day-panel.js";
import { cuesView } from "./cues-view.js";
import { createFormPanel } from "./form-panel.js";
import { exercisePickView } from "./exercise-pick-view.js";
import { hearingSwitches, volumeSlider } from "./hearing-view.js";
import { createKeptTimers } from "./kept-timers.js";
import { musicPanel } from "./music-view.js";
import { notesView } from "./notes-view.js";
import { peopleView } from "./people-view.js";
import { recPanel } from "./rec-view.js";
import { safetyPanel } from "./safety-view.js";
import { secondCameraView } from "./second-camera-view.js";
import { checkpointsOf } from "./take-deeds.js";
import { takesView } from "./takes-view.js";
import { timersView } from "./timers-view.js";
import { rareSwitches } from "./trainer-bars-view.js";

/** @type {Record<string, string>} */
const PANELS = {
  cues: "Cues",
  day: "Exercises",
  notes: "Notes",
  timer: "Timers",
  clips: "Clips",
  assess: "Assess",
  stop: "Stop",
  form: "Forms",
  people: "People",
  safety: "In an emergency",
  chat: "Chat",
  devices: "Devices",
  music: "Music",
  record: "Recording",
  connection: "Connection",
  second: "Second camera",
  more: "More",
};
/**
 * @param {object} options
 * @param {import("./enter.js").LiveRoom} options.live
 * @param {string[]} options.agreed who agreed to be recorded before this page came in, by person
 * @param {import("./types.d.ts").PageConfig} options.config
 * @param {import("./devices.js").Devices} options.devices
 * @param {import("./choices.js").Choices} options.choices
 * @param {import("./deeds.js").Deeds} options.deeds
 * @param {import("./stop-deeds.js").StopDeeds} options.stops
 * @param {import("./clip-deeds.js").ClipDeeds} options.clips
 * @param {import("./take-deeds.js").TakeDeeds} options.takes
 * @param {import("./group-deeds.js").GroupDeeds} options.group
 * @param {import("./day-deeds.js").DayDeeds} options.day
 * @param {import("./exercises.js").Exercises} options.exercises
 * @param {import("./note-deeds.js").NoteDeeds} options.notes
 * @param {import("./tracks-view.js").TracksPanel} options.tracks
 * @param {() => void} options.record
 * @param {import("./timer-view.js").TimerFace} options.timer
 * @param {import("./second-camera.js").SecondCamera | null} options.secondCamera
 * @param {() => void} options.toggleSpeak
 * @param {() => import("./trainer-bars-view.js").Facts} options.facts what the bars know
 */
export function createPanels({ live, agreed, config, devices, choices, deeds, stops, clips, takes, group, exercises, day, notes, tracks, record, timer, secondCamera, toggleSpeak, facts }) {
  const dayPanel = createDayPanel({ live, config, deeds, day });
  const formPanel = createFormPanel({ live, config, deeds, isOpen: () => choices.panel.value === "form" });
  const noteDraft = signal("");
  const noteEdited = signal(/** @type {{id: string, rev: number, text: string} | null} */ (null));
  const search = signal("");
  const draft = signal("");
  const format = signal(/** @type {import("./plans/formats.js").AnyFormat | null} */ (null)); // of the timer that is being made
  const recipes = signal(/** @type {Record<string, import("./plans/formats.js").Recipe>} */ ({})); // by format: as it was left
  const kept = config.timers ? createKeptTimers({ config: config.timers, deeds, isOpen: () => choices.panel.value === "timer" }) : null;
  const assessed = signal(""); // the client whose assessment is shown
  const isChoosing = signal(false);
  const asking = signal(""); // the peer whose removal was asked for once

  /** @param {string} to a peer, or everyone */
  const personOf = (to) => live.others.value.find(({ id }) => id === to)?.person ?? "";

  /** @param {string} to */
  const langOf = (to) => choices.langs.value[personOf(to)] ?? choices.langs.value[""] ?? "";

  /** @param {string} lang of cues to whom they go now */
  const setLang = (lang) => void (choices.langs.value = { ...choices.langs.value, [personOf(deeds.to.value)]: lang });

  /** @param {string} panel */
  function view(panel) {
    const clients = live.others.value.filter((peer) => peer.role === "client" && peer.device === "main");
    if (panel === "cues") {
      return cuesView({
        palette: exercises.palette.value,
        pick: exercisePickView({ exercises, search: search.value, setSearch: (text) => void (search.value = text) }),
        lang: langOf(deeds.to.value),
        setLang,
        speaker: live.others.value.find(({ id }) => id === deeds.to.value)?.name ?? "",
        draft: draft.value,
        setDraft: (text) => void (draft.value = text),
        speaks: choices.speak.value,
        toggleSpeak,
        clients,
        to: deeds.to.value,
        setTo: (to) => void (deeds.to.value = to),
        send: (cue) => deeds.cue(cue.say, cue.kind, cue.focus, { exercise: exercises.said(), ...cue }),
      });
    }
    if (panel === "notes") {
      return notesView({
        room: live.room.value,
        draft: noteDraft.value,
        setDraft: (text) => void (noteDraft.value = text),
        checkpoints: checkpointsOf(live.room.value.takes, takes.known.value),
        editing: noteEdited.value,
        edit: (one) => void (noteEdited.value = one),
        deeds: notes,
      });
    }
    if (panel === "day") return dayPanel.view();
    if (panel === "form") return formPanel.view();
    if (panel === "timer") {
      const chosen = format.value;
      return timersView({
        kept,
        format: chosen,
        recipe: chosen && (recipes.value[chosen.format] ?? chosen.usual),
        choose: (one) => {
          format.value = one === chosen ? null : one;
          queueMicrotask(() => document.getElementById("recipe-start")?.focus());
        },
        set: (recipe) => void (recipes.value = { ...recipes.value, [recipe.format]: recipe }),
        clients,
        to: deeds.to.value,
        setTo: (to) => void (deeds.to.value = to),
        isRunning: timer.timer.value !== null && timer.face.value?.state !== "done",
        asksEffort: choices.asks_effort.value,
        toggleEffort: () => void (choices.asks_effort.value = !choices.asks_effort.value),
        start: deeds.startTimer,
        here: html`<div class="more-buttons">${hearingSwitches(choices)}</div>${volumeSlider(choices)}`,
      });
    }
    if (panel === "stop") {
      return html`${stopPanel(live, stops, clients)}
        <button type="button" class="button quiet" id="show-safety" @click=${() => void (choices.panel.value = "safety")}><span>Emergency card</span> <kbd>*</kbd></button>`;
    }
    if (panel === "safety") return safetyPanel(clients, config);
    if (panel === "people") {
      return peopleView({
        live,
        group,
        deeds,
        asking: asking.value,
        ask: (peer) => void (asking.value = peer),
      });
    }
    if (panel === "record") return recPanel({ live, agreed, toggle: record, mark: () => deeds.mark() });
    if (panel === "connection") return tracks.view();
    if (panel === "clips") {
      live.second.value; // "nothing came" comes with time
      return clipsView({
        room: live.room.value,
        media: live.media.value,
        online: live.online.value,
        clients,
        files: config.files ?? "",
        to: deeds.to.value,
        setTo: (to) => void (deeds.to.value = to),
        seconds: choices.clip_s.value,
        setSeconds: (seconds) => void (choices.clip_s.value = seconds),
        rate: choices.replay_rate.value,
        setRate: clips.setRate,
        now_ms: live.clock.now(),
        deeds: clips,
      });
    }
    if (panel === "assess") {
      live.second.value; // takes count
      return takesView({
        room: live.room.value,
        media: live.media.value,
        clients,
        chosen: assessed.value,
        choose: (peer) => void (assessed.value = peer),
        protocols: config.protocols ?? [],
        isChoosing: isChoosing.value,
        setChoosing: (is) => void (isChoosing.value = is),
        now_ms: live.clock.now(),
        deeds: takes,
      });
    }
    if (panel === "more") return html`<div class="instrument more-buttons">${rareSwitches(facts())} ${apartButtons(facts().apart)}</div>`;
    if (panel === "devices") return html`<div class="instrument">${devicePickers(devices, devices.gear.value)}<div class="more-buttons">${apartButtons(facts().apart)}</div></div>`;
    if (panel === "music") return musicPanel({ devices, gear: devices.gear.value, warn: deeds.warn });
    if (panel === "second" && secondCamera) return secondCameraView(secondCamera);
    return chatView({ entries: entriesOf(live.room.value, { id: live.me.id, missed: [] }), send: deeds.chat, close: null });
  }

  return {
    view,
    setDone: dayPanel.setDone,
    /** @param {string} panel */
    name: (panel) => PANELS[panel] ?? "",
    close() {
      kept?.close();
      formPanel.close();
    },
  };
}
