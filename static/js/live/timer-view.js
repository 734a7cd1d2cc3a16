/** The timer as a person sees it: phase, time left, what comes next. Time moves by one text node; nothing else is drawn again. */

import { html, nothing, render } from "../../vendor/lit-html/lit-html.js";
import { createAlarm } from "../lib/alarm.js";
import { closers, computed, effect, signal } from "../lib/state.js";
import { icon } from "./icon-view.js";
import { face, untilChange } from "./timers.js";

/**
 * @typedef {import("./types.d.ts").Timer} Timer
 * @typedef {import("./types.d.ts").IntervalKind} IntervalKind
 * @typedef {import("./timers.js").Face} Face
 * @typedef {(timers: Record<string, Timer>, now_ms: number) => Timer | null} Find the timer to look at; what else it reads is a signal
 */

const DONE_STAYS_MS = 5000;
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
 * @returns {TimerFace}
 */
export function createTimerFace({ live, find }) {
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
  /** @type {{timer: Timer, until_ms: number} | null} */
  let finished = null;

  const latest = computed(() => ({ timers: live.room.value.timers, before: live.timersBefore.value }));

  function beat() {
    alarm.clear();
    const at_ms = live.clock.shown();
    const { timers, before } = latest.peek();
    const running = find(timers, at_ms);
    const last = shown.peek();
    if (!running && last && !finished && timers[last.id]?.state === "running") finished = { timer: last, until_ms: at_ms + DONE_STAYS_MS };
    if (running || (finished && at_ms >= finished.until_ms)) finished = null;
    const timer = running ?? finished?.timer ?? null;
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
    render(frame(timer, facing, digits), element);
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
 */
function frame(timer, facing, digits) {
  const { interval, next, state } = facing;
  const word = state === "done" ? "Done" : state === "paused" ? `Paused: ${interval.name}` : interval.name;
  return html`
    <div class="timer-phase">
      ${icon(state === "done" ? "check" : state === "paused" ? "pause" : LOOKS[interval.kind].icon)}
      <span class="timer-word" role="status">${word}</span>
      ${interval.rounds > 0 && state !== "done" ? html`<span class="timer-round">${interval.round} of ${interval.rounds}</span>` : nothing}
    </div>
    <div class="timer-face" role="timer" aria-live="off">${digits}</div>
    <div class="timer-bar" aria-hidden="true"><span></span></div>
    <div class="next">${state === "done" ? timer.title : next ? html`Next: ${next.name} <span class="numbers">${length(next.duration_ms)}</span>` : "Last one"}</div>
  `;
}

/**
 * @param {number} ms
 * @returns {string}
 */
function length(ms) {
  const seconds = Math.round(ms / 1000);
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}
