/** The timer as a person sees it: phase, time left, what comes next. Time moves by one text node; nothing else is drawn again. */

import { html, nothing, render } from "../../vendor/lit-html/lit-html.js";
import { createAlarm } from "../lib/alarm.js";
import { closers, computed, effect, signal } from "../lib/state.js";
import { icon } from "./icon-view.js";
import { nextWords } from "./next-words.js";
import { face, untilChange } from "./timers.js";

/**
 * @typedef {import("./types.d.ts").Timer} Timer
 * @typedef {import("./types.d.ts").IntervalKind} IntervalKind
 * @typedef {import("./timers.js").Face} Face
 * @typedef {(timers: Record<string, Timer>, now_ms: number) => Timer | null} Find the timer to look at; what else it reads is a signal
 */

const LAST_MS = 3000;
const LONGEST_WAIT_MS = 1000;

/** Word and shape go with every colour. */
/** @type {Record<IntervalKind, {look: string, icon: string}>} */
const LOOKS = {
  prepare: { look: "is-prepare", icon: "phase-prepare" },
  work: { look: "is-work", icon: "phase-work" },
  rest: { look: "is-rest", icon: "phase-rest" },
  recover: { look: "is-rest", icon: "phase-rest" },
  transition: { look: "is-rest", icon: "phase-rest" },
  hold: { look: "is-hold", icon: "phase-hold" },
};

/**
 * @typedef {object} TimerFace
 * @property {HTMLElement} element
 * @property {import("../lib/state.js").ReadonlySignal<Timer | null>} timer what is shown
 * @property {import("../lib/state.js").ReadonlySignal<Face | null>} face as of the last change of interval or state
 * @property {() => void} close
 */

/**
 * @param {object} options
 * @param {import("./enter.js").LiveRoom} options.live
 * @param {Find} options.find
 * @param {(timer: Timer) => string} [options.whose] for whom it is, where that is not plain
 * @param {HTMLElement} [options.below] what stands under it
 * @returns {TimerFace}
 */
export function createTimerFace({ live, find, whose = () => "", below }) {
  const open = closers();
  const element = document.createElement("section");
  element.className = "timer";
  element.id = "timer";
  element.hidden = true;
  element.setAttribute("aria-label", "Timer");
  const digits = document.createTextNode("");
  const shown = signal(/** @type {Timer | null} */ (null));
  const now = signal(/** @type {Face | null} */ (null));
  const step = signal(""); // what makes the frame around the digits be drawn again
  const alarm = createAlarm(beat);

  const latest = computed(() => ({ timers: live.room.value.timers, before: live.timersBefore.value }));

  function beat() {
    alarm.clear();
    const at_ms = live.clock.shown();
    const { timers, before } = latest.peek();
    const timer = find(timers, at_ms);
    if (!timer) return clear();
    const earlier = before[timer.id] ?? null;
    const facing = face(timer, at_ms, earlier);
    write(facing.text);
    const isLast = facing.state === "running" && facing.left_ms <= LAST_MS;
    element.classList.toggle("last", isLast);
    progress(facing);
    shown.value = timer;
    const key = `${timer.id} ${timer.rev} ${facing.index} ${facing.state}`;
    if (step.peek() !== key) {
      step.value = key;
      now.value = facing;
      draw(timer, facing);
    }
    const wait_ms = untilChange(timer, at_ms, earlier) ?? LONGEST_WAIT_MS;
    alarm.set(Math.min(LONGEST_WAIT_MS, wait_ms));
  }

  function clear() {
    element.hidden = true;
    shown.value = null;
    now.value = null;
    step.value = "";
  }

  /** @param {string} text */
  function write(text) {
    if (digits.data === text) return;
    digits.data = text;
    performance.mark("timer-text", { detail: { text, at_ms: live.clock.now() } });
    if (performance.getEntriesByName("timer-text").length > 400) performance.clearMarks("timer-text");
  }

  /** @param {Face} facing */
  function progress({ gone_ms, interval }) {
    element.style.setProperty("--gone", String(Math.min(1, gone_ms / interval.duration_ms)));
  }

  /**
   * @param {Timer} timer
   * @param {Face} facing
   */
  function draw(timer, facing) {
    const look = LOOKS[facing.interval.kind];
    for (const other of Object.values(LOOKS)) element.classList.toggle(other.look, other.look === look.look && facing.state !== "done");
    element.classList.toggle("done", facing.state === "done");
    element.classList.toggle("paused", facing.state === "paused");
    element.dataset["state"] = facing.state;
    element.hidden = false;
    render(frame(timer, facing, digits, whose(timer), below), element);
  }

  open.add(
    effect(() => {
      latest.value;
      beat();
    }),
  );

  return {
    element,
    timer: shown,
    face: now,
    close() {
      alarm.close();
      open.close();
    },
  };
}

/**
 * @param {Timer} timer
 * @param {Face} facing
 * @param {Text} digits
 * @param {string} whose
 * @param {HTMLElement | undefined} below
 */
function frame(timer, facing, digits, whose, below) {
  const { interval, state } = facing;
  const word = state === "done" ? "Done" : state === "paused" ? `Paused: ${interval.name}` : interval.name;
  const isOn = state !== "done";
  const label = interval.label || (interval.bpm ? `${interval.bpm} beats a minute` : "");
  return html`
    <div class="timer-phase">
      ${icon(isOn ? (state === "paused" ? "pause" : LOOKS[interval.kind].icon) : "check")}
      <span class="timer-word" role="status">${word}</span>
      ${isOn && interval.side ? sideMark(interval.side) : nothing}
      ${isOn && interval.rounds > 1 ? html`<span class="timer-round">${interval.round} of ${interval.rounds}</span>` : nothing}
      ${whose ? html`<span class="timer-whose">${whose}</span>` : nothing}
    </div>
    <div class="timer-face" role="timer" aria-live="off">${digits}</div>
    ${isOn && label ? html`<div class="timer-label">${label}</div>` : nothing}
    <div class="timer-bar" aria-hidden="true"><span></span></div>
    ${below ?? nothing}
    <div class="next">${isOn ? nextWords(timer.plan, facing.index) : timer.title}</div>
  `;
}

/** @param {"left" | "right"} side word and arrow */
function sideMark(side) {
  return html`<span class="timer-side">${side === "left" ? html`${icon("arrow-left")}<span>Left</span>` : html`<span>Right</span>${icon("arrow-right")}`}</span>`;
}
