/** The trainer's room, put together: pictures edge to edge, a rail of instruments, a bar of switches, a key for everything. */

import { html, nothing, render } from "../../vendor/lit-html/lit-html.js";
import { closers, computed, effect, listen, signal } from "../lib/state.js";
import { announceTimers } from "./announcing.js";
import { createApart } from "./apart-view.js";
import { bandView } from "./band-view.js";
import { followChat } from "./chat-view.js";
import { createClipDeeds } from "./clip-deeds.js";
import { bandOf, countOf, entryOf } from "./day.js";
import { createDayDeeds } from "./day-deeds.js";
import { alarmsView } from "./alarm-view.js";
import { createDeeds } from "./deeds.js";
import { createExercises } from "./exercises.js";
import { createGateView } from "./gate-view.js";
import { createGroupDeeds } from "./group-deeds.js";
import { groupBanner } from "./group-view.js";
import { helpView } from "./help-view.js";
import { hearKnocks } from "./knocks.js";
import { knocksView } from "./people-view.js";
import { isRunning } from "./rec.js";
import { createRecDeeds } from "./rec-deeds.js";
import { recSign } from "./rec-view.js";
import { createNoteDeeds } from "./note-deeds.js";
import { createReplayView } from "./replay-view.js";
import { createPen } from "./pen.js";
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
import { hearKeys } from "./trainer-keys.js";
import { createPanels } from "./trainer-panels.js";
import { createPresses } from "./trainer-presses.js";
import { endingView, wordView } from "./word-view.js";

const NARROW = "(max-width: 820px)"; // as in trainer-narrow.css

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
  const stage = createStage({ live, devices, choices, isConsultation, group: { deeds: group, to: deeds.to } });
  const apart = createApart({
    live,
    devices,
    choices,
    title: config.session.title,
    isConsultation,
    find,
    other: lookedAt,
    band: () => bandView(behindMost(), config.pictures),
    group: { deeds: group, to: deeds.to },
    warn: deeds.warn,
  });
  const tracks = createTracksPanel({ live, isOpen: () => choices.panel.value === "connection" });
  const clips = createClipDeeds({ live, deeds, choices });
  const pen = createPen({
    live,
    refused: deeds.warn,
    done: (words) => deeds.confirm("check", words, Promise.resolve({ ok: true })),
    files: config.files ?? "",
  });
  const replay = createReplayView({ live, files: config.files, deeds: clips.running, setRate: clips.setRate, pen });
  const takes = createTakeDeeds({ live, config, deeds });
  const day = createDayDeeds({ live, deeds, exercises: config.exercises ?? [] });
  const notes = createNoteDeeds({ live, deeds, day });
  const isEnding = signal(false);
  const hasHelp = signal(false);
  const { onDeed, toggle } = createPresses({
    root, live, devices, choices, deeds, timer, exercises, stops, group, recording, clips, day, notes, hasHelp, isEnding, swap: stage.swap, setDone: () => panels.setDone(),
  }); // prettier-ignore
  const panels = createPanels({
    live, agreed, config, devices, choices, deeds, stops, clips, takes, group, exercises, day, notes, tracks, timer, secondCamera,
    record: onDeed.record, toggleSpeak: onDeed.speak, facts: () => barFacts(0),
  }); // prettier-ignore
  const narrow = matchMedia(NARROW);
  const isNarrow = signal(narrow.matches);
  const isFull = signal(document.fullscreenElement !== null);
  const read = signal(0);
  for (const part of [stage, apart, timer, deeds, panels, replay, takes, tracks]) open.add(part.close);
  open.add(soundAlarm({ live, sound }));
  open.add(listen(narrow, "change", () => void (isNarrow.value = narrow.matches)));
  open.add(showTally({ live, timer, deeds: createTallyDeeds({ live, refused: deeds.warn }), element: tally }));
  open.add(soundTimers({ live, sound, find, isOn: choices.sound }));
  open.add(announceTimers({ live, find, say: speech.mention, saysNames: choices.names, shakes: signal(false) }));
  open.add(listen(document, "fullscreenchange", () => void (isFull.value = document.fullscreenElement !== null)));
  open.add(exercises.close);
  open.add(listen(globalThis, "focus", () => void exercises.refresh())); // back from the desk
  open.add(hearKeys({ root, palette: () => exercises.palette.peek(), onDeed, onCue: (cue) => deeds.cue(cue.say, cue.kind, cue.focus, cue) }));
  open.add(hearKnocks({ live, sound }));
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

  /** The exercise of the day's list that is being done, as whom cues go to does it. */
  function todays() {
    const { day: { entries, at }, own } = live.room.value; // prettier-ignore
    const listed = entries.find(({ id }) => id === at);
    const person = live.others.value.find(({ id }) => id === deeds.to.value)?.person ?? "";
    const entry = listed && (entryOf(own, listed, person) ?? listed);
    return entry ? { key: entry.exercise, name: entry.name } : null;
  }

  /** What a big screen says of the day's list: the set that comes, of whom cues go to, or of whoever is furthest behind. */
  function behindMost() {
    const room = live.room.value;
    deeds.to.value;
    const people = day.people();
    const counts = people.map((person) => countOf(room.sets, person, room.day.at ?? ""));
    const person = people[counts.indexOf(Math.min(...counts))] ?? "";
    return bandOf(room, person, people.length === 1 ? (config.lasts?.[person] ?? {}) : {});
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
          <div class="news-place" data-news role="status" aria-live="polite"></div>
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
