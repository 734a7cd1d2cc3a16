/** The client's room, put together: pictures, timer, cues, a few controls. */

import { html, nothing, render } from "../../vendor/lit-html/lit-html.js";
import { newId } from "../lib/outbox.js";
import { closers, effect, listen, signal } from "../lib/state.js";
import { toast } from "../lib/toast.js";
import { announceTimers } from "./announcing.js";
import { wordsAround } from "./around.js";
import { createApart } from "./apart-view.js";
import { bandView } from "./band-view.js";
import { aroundView, handView } from "./around-view.js";
import { captionsView } from "./captions-view.js";
import { entriesOf, followChat } from "./chat-view.js";
import { sheetView } from "./client-sheets-view.js";
import { followClips } from "./clip-news.js";
import { createFormBeside } from "./form-beside.js";
import { micAndCamera } from "./controls-view.js";
import { bandOf } from "./day.js";
import { createCueView } from "./cue-view.js";
import { talkOnly } from "./gate-view.js";
import { behindGate, isShut } from "./gates.js";
import { createEffortAsk } from "./effort-ask.js";
import { effortAgain, effortView } from "./effort-view.js";
import { big, icon } from "./icon-view.js";
import { keepView } from "./keep-view.js";
import { recSign } from "./rec-view.js";
import { createReplayDeeds } from "./replay-deeds.js";
import { createReplayView } from "./replay-view.js";
import { createCueScreen } from "./screen.js";
import { createStage } from "./stage-view.js";
import { standing } from "./standing.js";
import { standingView } from "./standing-view.js";
import { stopButtons, stoppedView } from "./stop-view.js";
import { createStops } from "./stops.js";
import { soundTimers } from "./ticking.js";
import { createTakeView } from "./take-view.js";
import { createTallyDeeds } from "./tally-deeds.js";
import { showTally } from "./tally-view.js";
import { createTimerFace } from "./timer-view.js";
import { shownTimer } from "./timers.js";
import { langName } from "./voice-choice.js";
import { openTakes } from "../capture/takes.js";

/** @typedef {import("./types.d.ts").Parts} Parts */

const KEPT_MS = 2600; // the button says so
const KEEP_PATIENCE_MS = 5000; // later the moment is another one

/**
 * @param {Parts} parts
 * @returns {() => void} closes it
 */
export function showClientRoom({ root, config, agreements, live, devices, choices, sound, speech, voices, phone, memory, leave, secondCamera }) {
  const open = closers();
  const isConsultation = config.session.service === "consultation";
  const stage = createStage({ live, devices, choices, isConsultation });
  const stops = createStops({ live, memory, refused: (message) => toast(message, "warn") });
  const find = behindGate(live, stops.held(shownTimer));
  const tally = document.createElement("div");
  const timer = createTimerFace({ live, find, below: tally });
  const tallyDeeds = createTallyDeeds({ live, refused: (message) => toast(`Not counted: ${message}`, "warn") });
  const cueScreen = createCueScreen({ live, sound, speech, speaksAll: () => choices.speak.value, tried: tellOfVoice });
  const cue = createCueView(cueScreen);
  const effort = createEffortAsk({ live, isStopped: () => stops.mine.value?.why === "unwell", refused: (message) => toast(`Your answer was not taken: ${message}`, "warn") });
  const replayDeeds = createReplayDeeds({ live, refused: (message) => toast(message, "warn") });
  const replay = createReplayView({ live, files: config.files, deeds: replayDeeds, setRate: null });
  const takes = config.uploads ? openTakes({ config, live, devices, say: (words) => void toast(words, "warn") }) : null;
  const take = takes ? createTakeView({ live, config, devices, sound, say: speech.say, takes }) : null;
  const form = createFormBeside({ live, config });
  const apart = createApart({
    live,
    devices,
    choices,
    title: config.session.title,
    isConsultation,
    find,
    other: trainersPicture,
    cue: () => createCueView(cueScreen),
    band: () => bandView(bandNow(), config.pictures),
    warn: (words) => void toast(words, "warn"),
  });
  const isKept = signal(false);
  /** @type {Set<string>} languages this device was found to have no voice for */
  const silent = new Set();
  const isFull = signal(document.fullscreenElement !== null);
  const read = signal(0); // chat lines read
  open.add(stage.close);
  open.add(form.close);
  open.add(stops.close);
  open.add(timer.close);
  open.add(apart.close);
  open.add(showTally({ live, timer, deeds: tallyDeeds, element: tally }));
  open.add(cueScreen.close);
  open.add(cue.close);
  open.add(replay.close);
  if (takes) open.add(takes.close);
  if (take) open.add(take.close);
  open.add(followClips({ live, tell: ({ text, kind }) => toast(text, kind) }));
  open.add(soundTimers({ live, sound, find, isOn: choices.sound }));
  open.add(announceTimers({ live, find, say: speech.mention, saysNames: choices.names, shakes: choices.shake }));
  open.add(listen(document, "fullscreenchange", () => void (isFull.value = document.fullscreenElement !== null)));
  open.add(
    listen(document, "keydown", (event) => {
      if (isHandKey(event)) return raiseHand();
      if (isSwapKey(event)) return stage.swap();
      if (event.key !== "Escape") return;
      if (choices.panel.value) choices.panel.value = "";
      else if (live.room.value.replay) replayDeeds.end();
    }),
  );

  open.add(
    effect(() => {
      const gear = devices.gear.value;
      const trainer = live.others.value.find((peer) => peer.role === "trainer" && peer.device === "main");
      const room = live.room.value;
      const how = standing({
        line: live.line.value,
        other: live.partner.value?.other ?? null,
        isTrainer: false,
        isByPhone: room.by_phone,
        refusal: live.refusal.value,
        now_ms: live.second.value,
      });
      const panel = choices.panel.value;
      const hasMusic = live.others.value.some(({ id }) => live.media.value[id]?.music === true);
      const lines = room.chat.filter((line) => line.actor !== live.me.id).length;
      if (panel === "chat") read.value = lines;
      const unread = lines - read.value;
      const hasTimer = timer.timer.value !== null;
      const band = bandNow();
      document.body.classList.toggle("has-timer", hasTimer);
      render(
        html`<div class="client ${hasTimer ? "timed" : ""} ${isConsultation ? "consultation" : ""} ${form.isShown.value ? "with-form" : ""}">
          <h1 class="unseen" tabindex="-1">${config.session.title}</h1>
          ${stage.element} ${form.view()} ${replay.element} ${choices.captions.value ? captionsView(live) : nothing} ${bandView(band, config.pictures)} ${timer.element} ${take?.element ?? nothing}
          <div class="at-hand">
            ${isConsultation ? nothing : stopButtons(stops)} ${effortAgain(effort)}
            ${live.isGroup.value ? handView(isHandUp(), raiseHand) : nothing}
            ${form.button()}
            ${hasMusic ? html`<button type="button" class="keep" id="music" aria-expanded=${String(panel === "music")} @click=${() => toggle("music")}>${icon("sound")}<span>Music</span></button>` : nothing}
            ${keepView({ isOn: live.keeping.value.buffer?.on === true && room.replay === null, isBusy: isKept.value, keep: () => void keep() })}
          </div>
          <div class="news-place" data-news role="status" aria-live="polite"></div>
          <div class="told">${talkOnly(room.gates[myPerson()], config.gate_words)} ${recSign(live, recWay())} ${aroundView(wordsAround(live.around.value, config.session.trainer_name))}</div>
          ${standingView({
            standing: how,
            phone,
            other: config.session.trainer_name,
            isByPhone: room.by_phone,
            byPhone: null,
            isSoundBlocked: voices.blocked.value,
            unblock: () => void voices.unblock(),
          })}
          ${trainer ? nothing : html`<p class="alone" role="status">${config.session.trainer_name} will be back in a moment.</p>`}
          <nav class="controls" aria-label="Controls">
            ${micAndCamera(devices, gear)}
            ${big({
              icon: "chat",
              label: unread > 0 ? `Chat (${unread})` : "Chat",
              press: () => toggle("chat"),
              pressed: panel === "chat",
              kind: unread > 0 ? "news" : "",
              id: "chat",
            })}
            ${big({ icon: "more", label: "More", press: () => toggle("more"), pressed: panel === "more", id: "more" })}
            ${big({ icon: "leave", label: "Leave", press: leave, kind: "danger", id: "leave" })}
          </nav>
          ${sheetView({
            panel,
            first: isConsultation ? stopButtons(stops) : nothing,
            toggle,
            devices,
            gear,
            choices,
            speech,
            voiceless: live.voiceless.value,
            agreements,
            apart,
            secondCamera,
            isFull: isFull.value,
            swap: stage.swap,
            entries: entriesOf(room, { id: live.me.id, missed: cueScreen.stage.value.missed }),
            send: (text) => void live.command("chat.send", { text }),
          })}
          ${effortView(effort)} ${stoppedView({ stops, isGroup: live.isGroup.value, trainer: config.session.trainer_name, phone })} ${cue.element}
        </div>`,
        root,
      );
      if (panel === "chat") followChat(root);
    }),
  );

  function myPerson() {
    return live.room.value.peers[live.me.id]?.person ?? "";
  }

  function bandNow() {
    const me = myPerson();
    if (isShut(live.room.value, me)) return null;
    return bandOf(live.room.value, me, config.lasts?.[me] ?? {});
  }

  function trainersPicture() {
    const trainer = live.others.value.find((peer) => peer.role === "trainer" && peer.device === "main");
    return (trainer && live.views.value[trainer.id]?.streams.camera) ?? null;
  }

  /** @param {string | null} lacking the language of a cue that was not spoken; null: it was */
  function tellOfVoice(lacking) {
    live.voiceless.value = lacking;
    if (lacking === null || silent.has(lacking)) return; // once is enough
    silent.add(lacking);
    toast(`This device has no voice${lacking ? ` for ${langName(lacking)}` : ""}: cues come as words, with a chirp.`, "warn");
  }

  function isHandUp() {
    const person = live.room.value.peers[live.me.id]?.person;
    return person !== undefined && person in live.room.value.hands;
  }

  function raiseHand() {
    const on = !isHandUp();
    void live.command("hand", { on }, KEEP_PATIENCE_MS).then((ack) => {
      if (!ack.ok) toast(`Your hand is ${on ? "not up" : "still up"}: ${ack.message}`, "warn");
    });
  }

  /** @param {KeyboardEvent} event */
  const isHandKey = (event) => live.isGroup.peek() && isKey(event, "h");

  /** @param {KeyboardEvent} event */
  const isSwapKey = (event) => isKey(event, "w");

  /** What this client can do about a recording: leave it at once, or read what it means. */
  function recWay() {
    if (agreements.has("recording")) return { label: "Do not record me", press: () => void agreements.answer("recording", false) };
    return agreements.list.value.some(({ purpose }) => purpose === "recording") ? { label: "Your choice", press: () => toggle("agree") } : null;
  }

  async function keep() {
    isKept.value = true;
    const seconds = config.clips.seconds;
    const person = live.room.peek().peers[live.me.id]?.person;
    // What a second camera holds only trainers are told; one that films is asked.
    const cameras = live.others.peek().filter((peer) => peer.person === person && peer.device === "camera" && live.media.peek()[peer.id]?.camera);
    for (const { id } of cameras) void live.command("clip.take", { clip: newId(), peer: id, seconds }, KEEP_PATIENCE_MS);
    const ack = await live.command("clip.take", { clip: newId(), peer: live.me.id, seconds }, KEEP_PATIENCE_MS);
    if (!ack.ok) {
      isKept.value = false;
      return void toast(`That moment was not kept: ${ack.message}`, "warn");
    }
    setTimeout(() => void (isKept.value = false), KEPT_MS);
  }

  /** @param {string} panel */
  function toggle(panel) {
    choices.panel.value = choices.panel.value === panel ? "" : panel;
    if (panel === "second") void secondCamera?.ask();
    queueMicrotask(() => /** @type {HTMLElement | null} */ (root.querySelector(".sheet button, .sheet input"))?.focus());
  }

  return () => {
    document.body.classList.remove("has-timer");
    open.close();
  };
}

/**
 * @param {KeyboardEvent} event
 * @param {string} wanted a letter
 * @returns {boolean} it was pressed by itself, and not to write it
 */
function isKey({ key, ctrlKey, altKey, metaKey, repeat, target }, wanted) {
  const isTyping = /** @type {HTMLElement} */ (target).matches("input:not([type=range]), textarea, select");
  return key.toLowerCase() === wanted && !(ctrlKey || altKey || metaKey || repeat || isTyping);
}
