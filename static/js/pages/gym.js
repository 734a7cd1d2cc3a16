/** A session at the gym on the trainer's phone: wires the log of this device and the sheet. */

import { html, nothing, render } from "../../vendor/lit-html/lit-html.js";
import { post } from "../lib/http.js";
import { effect, every, signal } from "../lib/state.js";
import { icon } from "../live/icon-view.js";
import { createSound } from "../live/sound.js";
import { soundTimers } from "../live/ticking.js";
import { createWake } from "../live/wake.js";
import { found } from "../timers/trial.js";
import { createLog } from "../training/log.js";
import { keepOffline } from "../training/offline.js";
import { sentMore, sentView } from "../training/sent-view.js";
import { sheetView } from "../training/sheet-view.js";
import { createSheet } from "../training/sheet.js";
import { openShelf } from "../training/shelf.js";
import { keepSending } from "../training/syncing.js";

/** @type {import("../training/types.d.ts").GymConfig} */
const config = JSON.parse(document.getElementById("page")?.textContent ?? "{}");
const root = /** @type {HTMLElement} */ (document.getElementById("program"));

const log = await createLog({
  shelf: await openShelf(config.owner),
  send: /** @type {any} */ ((/** @type {object} */ body) => post(`${config.page}/log`, body)),
  given: config.log,
});
const sheet = createSheet({ config, log });
const wake = createWake();
const isUnfolded = signal(false);
const readiness = keepOffline(config.worker, config.page, () => Object.values(config.pictures));
const sound = createSound();
const isHeard = signal(true);
for (const person of config.people) soundTimers({ live: sheet.people.trial(person).live, sound, find: found, isOn: isHeard });
every(250, sheet.people.beat);
addEventListener("pointerdown", () => {
  void wake.take();
  void sound.unlock(); // a browser lets a page sound only after a tap
});

root.replaceChildren();
effect(() => {
  render(
    html`<header class="training-head">
        <a class="big" href=${config.base} aria-label="To the session">${icon("chevron-left")}</a>
        ${sentView(log, () => void (isUnfolded.value = !isUnfolded.value))}
        <span class="big" aria-hidden="true">${icon("gym")}</span>
      </header>
      ${isUnfolded.value ? sentMore(log, readiness.value) : nothing}
      <div class="training-body" id="body">${sheetView(sheet)}</div>`,
    root,
  );
  root.dataset["offline"] = readiness.value;
});

keepSending(log);
