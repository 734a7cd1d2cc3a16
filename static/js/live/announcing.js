/** Lets a timer be understood without looking: names its intervals aloud, and shakes the device. Touches no page. */

import { createAlarm } from "../lib/alarm.js";
import { closers, effect, every } from "../lib/state.js";
import { soundsBetween } from "./sounds.js";
import { wordsBetween } from "./spoken.js";

const LATE_MS = 700; // later than this a name or a shake would mislead
const AHEAD_MS = 5000;

/**
 * How a device shakes with a tone, in milliseconds on and off.
 *
 * @type {Partial<Record<import("./sounds.js").Tone, number[]>>}
 */
const SHAKES = { tick: [40], go: [250], ease: [80, 80, 80], half: [60, 60, 60], last: [120, 80, 250], end: [200, 100, 200, 100, 400] };

/**
 * @param {object} options
 * @param {import("./enter.js").LiveRoom} options.live
 * @param {import("./timer-view.js").Find} options.find
 * @param {(words: string) => void} options.say
 * @param {import("../lib/state.js").ReadonlySignal<boolean>} options.saysNames
 * @param {import("../lib/state.js").ReadonlySignal<boolean>} options.shakes
 * @param {(pattern: number[]) => void} [options.shake]
 * @returns {() => void}
 */
export function announceTimers({ live, find, say, saysNames, shakes, shake = (pattern) => void globalThis.navigator?.vibrate?.(pattern) }) {
  const open = closers();
  const alarm = createAlarm(ring);
  /** @type {Map<string, number>} what was done already, and when it was due */
  const done = new Map();
  open.add(alarm.close);

  /**
   * @param {number} from_ms
   * @param {number} to_ms
   * @returns {{key: string, at_ms: number, act: () => void}[]} rising
   */
  function due(from_ms, to_ms) {
    const timer = find(live.room.value.timers, live.clock.now());
    if (!timer) return [];
    const before = live.timersBefore.value[timer.id] ?? null;
    const words = saysNames.value ? wordsBetween(timer, before, from_ms, to_ms) : [];
    const tones = shakes.value ? soundsBetween(timer, before, from_ms, to_ms) : [];
    return [
      ...words.map(({ key, at_ms, words: said }) => ({ key: `say ${key}`, at_ms, act: () => say(said) })),
      ...tones.flatMap(({ key, at_ms, tone }) => {
        const pattern = SHAKES[tone];
        return pattern ? [{ key: `shake ${key}`, at_ms, act: () => shake(pattern) }] : [];
      }),
    ].sort((a, b) => a.at_ms - b.at_ms);
  }

  function ring() {
    const now_ms = live.clock.now();
    for (const { key, at_ms, act } of due(now_ms - LATE_MS, now_ms + 1)) {
      if (done.has(key)) continue;
      done.set(key, at_ms);
      act();
    }
    for (const [key, at_ms] of done) if (at_ms < now_ms - 2 * LATE_MS) done.delete(key);
    wait();
  }

  function wait() {
    const now_ms = live.clock.now();
    const next = due(now_ms - LATE_MS, now_ms + AHEAD_MS).find(({ key }) => !done.has(key));
    if (next) alarm.set(next.at_ms - now_ms);
    else alarm.clear();
  }

  open.add(effect(wait));
  open.add(every(1000, wait));
  return open.close;
}
