/** A client's phone as a remote: the timer, cues, what is asked, a round more, and stop. No picture, no sound of its own: it shakes. */

import { html, nothing, render } from "../../vendor/lit-html/lit-html.js";
import { closers, effect } from "../lib/state.js";
import { toast } from "../lib/toast.js";
import { createCueView } from "./cue-view.js";
import { createEffortAsk } from "./effort-ask.js";
import { effortAgain, effortView } from "./effort-view.js";
import { behindGate } from "./gates.js";
import { big } from "./icon-view.js";
import { createCueScreen } from "./screen.js";
import { standing } from "./standing.js";
import { standingView } from "./standing-view.js";
import { stopButtons, stoppedView } from "./stop-view.js";
import { createStops } from "./stops.js";
import { createTallyDeeds } from "./tally-deeds.js";
import { showTally } from "./tally-view.js";
import { createTimerFace } from "./timer-view.js";
import { shownTimer } from "./timers.js";

const SHAKES = { chirp: [120], alarm: [400, 150, 400, 150, 400] }; // milliseconds on and off

/**
 * @param {import("./types.d.ts").Parts} parts
 * @returns {() => void} closes it
 */
export function showClientRemote({ root, config, live, phone, memory, leave }) {
  const open = closers();
  const stops = createStops({ live, memory, refused: (message) => toast(message, "warn") });
  const tally = document.createElement("div");
  const timer = createTimerFace({ live, find: behindGate(live, stops.held(shownTimer)), below: tally });
  const deeds = createTallyDeeds({ live, refused: (message) => toast(`Not counted: ${message}`, "warn") });
  const effort = createEffortAsk({ live, isStopped: () => stops.mine.value?.why === "unwell", refused: (message) => toast(`Your answer was not taken: ${message}`, "warn") });
  const cueScreen = createCueScreen({ live, sound: { play: shake }, speech: { say: () => true, hush: () => {} }, speaksAll: () => false });
  const cue = createCueView(cueScreen);
  open.add(cueScreen.close);
  open.add(cue.close);
  open.add(stops.close);
  open.add(timer.close);
  open.add(showTally({ live, timer, deeds, element: tally }));
  open.add(
    effect(() => {
      const hasTimer = timer.timer.value !== null;
      const how = standing({ line: live.line.value, other: null, isTrainer: false, isByPhone: false, now_ms: live.second.value });
      const trainer = config.session.trainer_name;
      render(
        html`<div class="client remote ${hasTimer ? "timed" : ""}">
          <h1 class="unseen" tabindex="-1">Remote</h1>
          ${timer.element}
          ${standingView({ standing: how, phone, other: trainer, isByPhone: false, byPhone: null, isSoundBlocked: false, unblock: () => {} })}
          <div class="remote-buttons">${effortAgain(effort)} ${stopButtons(stops)}</div>
          <nav class="controls" aria-label="Controls">${big({ icon: "leave", label: "Leave", press: leave, kind: "danger", id: "leave" })}</nav>
          ${effortView(effort)} ${stoppedView({ stops, isGroup: live.isGroup.value, trainer, phone })} ${cue.element}
          ${hasTimer || effort.question.value || stops.mine.value ? nothing : html`<p class="remote-quiet muted">Timers, cues and questions come here by themselves.</p>`}
        </div>`,
        root,
      );
    }),
  );
  return open.close;
}

/** @param {string} tone that the client's other device sounds */
function shake(tone) {
  if (tone === "chirp" || tone === "alarm") globalThis.navigator?.vibrate?.(SHAKES[tone]);
}
