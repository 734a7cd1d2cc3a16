/** A client's program: wires the log of this device, the day, its timer and their views. */

import { html, nothing, render } from "../../vendor/lit-html/lit-html.js";
import { post } from "../lib/http.js";
import { effect, signal } from "../lib/state.js";
import { shelf } from "../lib/storage.js";
import { icon } from "../live/icon-view.js";
import { createSound } from "../live/sound.js";
import { soundTimers } from "../live/ticking.js";
import { createTimerFace } from "../live/timer-view.js";
import { createWake } from "../live/wake.js";
import { dayPageView } from "../training/day-page-view.js";
import { createEnding, endView } from "../training/end-view.js";
import { askView, exerciseView } from "../training/exercise-view.js";
import { createLog } from "../training/log.js";
import { keepOffline } from "../training/offline.js";
import { createOwnStops } from "../training/own-stops.js";
import { sentMore, sentView } from "../training/sent-view.js";
import { openShelf } from "../training/shelf.js";
import { stopButtons, stoppedView } from "../training/stopped-view.js";
import { keepSending } from "../training/syncing.js";
import { createTraining } from "../training/training.js";

/** @type {import("../training/types.d.ts").Config} */
const config = JSON.parse(document.getElementById("page")?.textContent ?? "{}");
const root = /** @type {HTMLElement} */ (document.getElementById("program"));
const mind = shelf();

const log = await createLog({
  shelf: await openShelf(`c:${config.client.id}`),
  send: /** @type {any} */ ((/** @type {object} */ body) => post(`${config.page}/log`, body)),
  given: config.log,
  seq: config.seq,
});
const training = createTraining({ config, log, shelf: mind });
const stops = createOwnStops(training);
const ending = createEnding();
const sound = createSound();
const wake = createWake();
const isHeard = signal(mind.get("training.sound") !== false);
const isUnfolded = signal(false);
const timer = createTimerFace({ live: training.trial.live, find: training.find });
soundTimers({ live: training.trial.live, sound, find: training.find, isOn: isHeard });
const readiness = keepOffline(config.worker, config.base, () =>
  Object.values(config.exercises).flatMap(({ picture, video, drawn, small }) => [picture, video, small, ...drawn].filter((one) => one !== null)),
);

// A browser lets a page sound only after a tap, and a phone's screen stays on as long as somebody trains.
addEventListener("pointerdown", () => {
  void sound.unlock();
  if (training.place.peek() === "exercise") void wake.take();
});

/** The timer with what one does to it; between the bars while it runs. */
const clock = document.createElement("div");
clock.className = "clock";
effect(() => {
  const facing = timer.face.value;
  const isOn = facing !== null && facing.state !== "done";
  clock.hidden = !isOn;
  render(
    html`${timer.element}
      <div class="clock-deeds">
        <button type="button" class="big" id="timer-pause" aria-label=${facing?.state === "paused" ? "Go on" : "Pause the timer"} @click=${() => training.trial.deed(facing?.state === "paused" ? "resume" : "pause")}>${icon(facing?.state === "paused" ? "play" : "pause")}</button>
        <button type="button" class="big" id="timer-skip" aria-label="Skip it" @click=${() => training.trial.deed("skip")}>${icon("skip")}</button>
      </div>`,
    clock,
  );
});

let placeBefore = "";
root.replaceChildren();
effect(() => {
  const place = training.place.value;
  const isStopped = stops.mine.value !== null; // nothing below it is to be pressed then
  render(
    html`<header class="training-head" ?inert=${isStopped}>
        ${place === "day"
          ? html`<a class="big" href=${config.base} aria-label="My page">${icon("home")}</a>`
          : html`<button type="button" class="big" id="to-day" aria-label="The whole day" @click=${() => void (training.place.value = "day")}>${icon("sheet")}</button>`}
        ${sentView(log, () => void (isUnfolded.value = !isUnfolded.value))}
        <button type="button" class="big" id="sound" aria-label="Sound" aria-pressed=${String(isHeard.value)} @click=${() => {
          isHeard.value = !isHeard.value;
          mind.set("training.sound", isHeard.value);
        }}>${icon(isHeard.value ? "sound" : "sound-off")}</button>
      </header>
      ${isUnfolded.value ? sentMore(log, readiness.value) : nothing}
      <div class="now-band" ?inert=${isStopped}>${clock} ${askView(training)}</div>
      <div class="training-body" id="body" ?inert=${isStopped}>
        ${place === "exercise" ? exerciseView(training) : place === "end" ? endView(training, ending) : dayPageView(training)}
      </div>
      ${config.gate.may && config.program && !isStopped ? stopButtons(stops) : nothing} ${stoppedView(stops, config.trainer)}`,
    root,
  );
  root.dataset["offline"] = readiness.value;
  const key = `${place} ${training.station.value?.entry.id ?? ""} ${training.dayId.value}`;
  if (key !== placeBefore) document.getElementById("body")?.scrollTo({ top: 0 });
  placeBefore = key;
});

keepSending(log);
