/** The trainer's phone as a remote, three metres from the screen: sets, timers, cues, clips, stop, with big buttons for wet hands. */

import { html, nothing, render } from "../../vendor/lit-html/lit-html.js";
import { closers, effect, signal } from "../lib/state.js";
import { alarmsView } from "./alarm-view.js";
import { carriedHttp } from "./carried.js";
import { createClipDeeds } from "./clip-deeds.js";
import { createDayDeeds } from "./day-deeds.js";
import { createDeeds } from "./deeds.js";
import { createExercises } from "./exercises.js";
import { big } from "./icon-view.js";
import { createKeptTimers } from "./kept-timers.js";
import { remoteDay } from "./remote-day-view.js";
import { standing } from "./standing.js";
import { standingView } from "./standing-view.js";
import { createStopDeeds, soundAlarm } from "./stop-deeds.js";
import { createTimerFace } from "./timer-view.js";
import { clockText, trainersTimer } from "./timers.js";
import { wordView } from "./word-view.js";

/**
 * @param {import("./types.d.ts").Parts} parts
 * @returns {() => void} closes it
 */
export function showTrainerRemote({ root, config, live, choices, sound, leave }) {
  const open = closers();
  const deeds = createDeeds({
    live,
    speaks: () => choices.speak.value,
    timer: () => timer.timer.value,
    asksEffort: () => choices.asks_effort.value,
  });
  const http = carriedHttp(config.carried ?? {});
  const exercises = createExercises({ config, current: todays, warn: deeds.warn, get: http.get });
  const day = createDayDeeds({ live, deeds, exercises: config.exercises ?? [] });
  const kept = config.timers ? createKeptTimers({ config: config.timers, deeds, isOpen: () => false, http }) : null;
  const stops = createStopDeeds({ live, deeds });
  const clips = createClipDeeds({ live, deeds, choices });
  const clients = () => live.others.value.filter((peer) => peer.role === "client" && peer.device === "main");
  const timer = createTimerFace({ live, find: (timers, now_ms) => trainersTimer(timers, now_ms, clients().find(({ id }) => id === deeds.to.value)?.person ?? null) });
  const sheet = signal(/** @type {"" | "timers" | "unwell"} */ ("")); // what stands open under the buttons
  for (const part of [timer, exercises]) open.add(part.close);
  if (kept) open.add(kept.close);
  open.add(deeds.close);
  open.add(soundAlarm({ live, sound }));
  open.add(
    effect(() => {
      const facing = timer.face.value;
      const isRunning = facing !== null && facing.state !== "done";
      const how = standing({ line: live.line.value, other: null, isTrainer: true, isByPhone: false, now_ms: live.second.value });
      const there = clients();
      render(
        html`<div class="remote trainers">
          <h1 class="unseen" tabindex="-1">Remote</h1>
          ${alarmsView(live, stops, config.safety ?? {})}
          ${standingView({ standing: how, phone: null, other: "", isByPhone: false, byPhone: null, isSoundBlocked: false, unblock: () => {} })}
          ${timer.element}
          ${there.length > 1
            ? html`<div class="chips" role="group" aria-label="For whom">
                ${[{ id: "everyone", name: "Everyone" }, ...there].map(
                  ({ id, name }) => html`<button type="button" class="chip" aria-pressed=${String(deeds.to.value === id)} @click=${() => void (deeds.to.value = id)}>${name}</button>`,
                )}
              </div>`
            : nothing}
          ${remoteDay(live.room.value, day)}
          <div class="remote-deeds" role="group" aria-label="Session">
            ${big({ icon: facing?.state === "paused" ? "play" : "pause", label: facing?.state === "paused" ? "Go on" : "Pause", press: () => deeds.changeTimer(facing?.state === "paused" ? "resume" : "pause"), id: "remote-pause", disabled: !isRunning })}
            ${big({ icon: "skip", label: "Next", press: () => deeds.changeTimer("skip"), id: "remote-next", disabled: !isRunning })}
            ${kept ? big({ icon: "timer", label: "Timers", press: () => toggle("timers"), pressed: sheet.value === "timers", id: "remote-timers" }) : nothing}
            ${big({ icon: "clip", label: "Clip that", press: clips.clipThat, id: "remote-clip" })}
            ${big({ icon: "heart", label: "Effort", press: deeds.askEffort, id: "remote-effort" })}
            ${big({ icon: "stop", label: "Stop", press: () => stops.toggle(), id: "remote-stop", kind: "stop" })}
            ${big({ icon: "warning", label: "Unwell", press: () => toggle("unwell"), pressed: sheet.value === "unwell", id: "remote-unwell" })}
          </div>
          ${sheet.value === "unwell"
            ? html`<div class="remote-deeds" role="group" aria-label="Who feels unwell">
                ${there.map((peer) => big({ icon: "stop", label: peer.name, kind: "stop", id: `unwell-${peer.id}`, press: () => (stops.unwell(peer), toggle("unwell")) }))}
              </div>`
            : nothing}
          ${sheet.value === "timers" && kept
            ? html`<div class="remote-cues" role="group" aria-label="Timers ready to start">
                ${kept.all.value.map(
                  (entry) => html`<button type="button" class="answer" @click=${() => (toggle("timers"), void kept.start(entry))}>
                    ${entry.name}<br /><span class="numbers">${clockText(entry.length_ms)}</span>
                  </button>`,
                )}
              </div>`
            : nothing}
          <div class="remote-cues" role="group" aria-label=${exercises.chosen.value ? `Cues: ${exercises.chosen.value.name}` : "Cues"}>
            ${exercises.palette.value.map((cue) => html`<button type="button" class="answer ${cue.kind}" @click=${() => deeds.cue(cue.say, cue.kind, cue.focus, cue)}>${cue.say}</button>`)}
          </div>
          <nav class="controls" aria-label="Controls">${big({ icon: "leave", label: "Leave", press: leave, kind: "danger", id: "leave" })}</nav>
          ${wordView(live, deeds.word.value)}
        </div>`,
        root,
      );
    }),
  );
  /** The exercise of the day's list that is being done. */
  function todays() {
    const { entries, at } = live.room.value.day;
    const entry = entries.find(({ id }) => id === at);
    return entry ? { key: entry.exercise, name: entry.name } : null;
  }

  /** @param {"timers" | "unwell"} which */
  function toggle(which) {
    sheet.value = sheet.value === which ? "" : which;
  }

  return open.close;
}
