/** Lets a timer be heard on this device: keeps the next minute of its sounds planned ahead, and seconds of its beats. Touches no page. */

import { closers, effect, every } from "../lib/state.js";
import { beatsBetween, soundsBetween } from "./sounds.js";

const AHEAD_MS = 60_000;
const BEATS_AHEAD_MS = 5000; // a page that does nothing for so long still keeps the pace
const EVERY_MS = 1000;

/**
 * @param {object} options
 * @param {import("./enter.js").LiveRoom} options.live
 * @param {import("./sound.js").Sound} options.sound
 * @param {import("./timer-view.js").Find} options.find
 * @param {import("../lib/state.js").ReadonlySignal<boolean>} options.isOn
 * @returns {() => void}
 */
export function soundTimers({ live, sound, find, isOn }) {
  const open = closers();

  function plan() {
    const { clock } = live;
    const now_ms = clock.now();
    const timer = isOn.value ? find(live.room.value.timers, now_ms) : null;
    const before = timer ? (live.timersBefore.value[timer.id] ?? null) : null;
    const tones = timer ? [...soundsBetween(timer, before, now_ms, now_ms + AHEAD_MS), ...beatsBetween(timer, before, now_ms, now_ms + BEATS_AHEAD_MS)] : [];
    const shift_ms = clock.monotonic() - now_ms;
    sound.plan(tones, (at_ms) => at_ms + shift_ms);
  }

  open.add(effect(plan));
  open.add(every(EVERY_MS, plan));
  return open.close;
}
