/** Plays tones by Web Audio, scheduled ahead, so that a busy or hidden page does not make them late. Touches no page. */

import { createAudioTime } from "./audio-time.js";

/**
 * @typedef {import("./sounds.js").Planned} Planned
 * @typedef {import("./sounds.js").Tone} Tone
 * @typedef {Tone | "chirp" | "alarm" | "knock" | "record"} AnyTone
 */

/** [frequency in Hz, start and length in seconds] of each beep of a tone. */
/** @type {Record<AnyTone, [number, number, number][]>} */
const TONES = {
  ready: [[660, 0, 0.12]],
  tick: [[880, 0, 0.09]],
  go: [[1320, 0, 0.45]],
  ease: [[587, 0, 0.4]],
  half: [[990, 0, 0.09], [990, 0.14, 0.09]],
  last: [[1320, 0, 0.14], [1320, 0.2, 0.4]],
  beat: [[1760, 0, 0.04]],
  end: [[1320, 0, 0.18], [1320, 0.24, 0.18], [1760, 0.48, 0.5]],
  chirp: [[1175, 0, 0.06], [1568, 0.07, 0.09]],
  alarm: [[1480, 0, 0.16], [988, 0.18, 0.16], [1480, 0.36, 0.16], [988, 0.54, 0.22]],
  knock: [[523, 0, 0.12], [659, 0.16, 0.2]],
  record: [[784, 0, 0.25], [784, 0.4, 0.25]],
}; // prettier-ignore

const PEAK = 0.5;
const EDGE_S = 0.008;
const SHIFT_S = 0.004; // a planned tone is moved when a clock learned more than this
const NEAR_S = 0.05; // what is so near is left alone: it may be sounding already

/**
 * @typedef {object} Sound
 * @property {() => Promise<void>} unlock call it in a tap: a browser lets a page sound only after one
 * @property {(tone: AnyTone) => void} play now
 * @property {(planned: Planned[], toMonotonic: (at_ms: number) => number) => void} plan what is to sound from now on; replaces the plan before
 * @property {(volume: number) => void} setVolume 0 … 1
 * @property {() => void} close
 */

/**
 * @param {() => AudioContext} [make]
 * @returns {Sound}
 */
export function createSound(make = () => new AudioContext({ latencyHint: "interactive" })) {
  /** @type {AudioContext | null} */
  let context = null;
  /** @type {GainNode | null} */
  let out = null;
  let volume = 1;
  /** @type {Map<string, {when_s: number, stop: () => void}>} */
  const waiting = new Map();
  /** @type {import("./audio-time.js").AudioTime | null} */
  let time = null;

  function open() {
    if (context) return context;
    context = make();
    out = context.createGain();
    out.gain.value = volume;
    out.connect(context.destination);
    const ctx = context;
    time = createAudioTime(() => bothClocks(ctx));
    ctx.onstatechange = () => {
      if (ctx.state !== "running") silence(); // a call came in, say: what was planned would sound when it goes on, too late
    };
    return context;
  }

  function silence() {
    for (const one of waiting.values()) one.stop();
    waiting.clear();
  }

  /**
   * @param {AnyTone} tone
   * @param {number} when_s by the context's time
   * @returns {() => void} silences it
   */
  function sound(tone, when_s) {
    const ctx = open();
    const oscillators = TONES[tone].map(([hertz, from_s, length_s]) => {
      const start_s = when_s + from_s;
      const envelope = ctx.createGain();
      envelope.gain.setValueAtTime(0, start_s);
      envelope.gain.linearRampToValueAtTime(PEAK, start_s + EDGE_S);
      envelope.gain.setValueAtTime(PEAK, start_s + length_s - EDGE_S);
      envelope.gain.linearRampToValueAtTime(0, start_s + length_s);
      envelope.connect(/** @type {GainNode} */ (out));
      const oscillator = ctx.createOscillator();
      oscillator.type = "triangle";
      oscillator.frequency.value = hertz;
      oscillator.connect(envelope);
      oscillator.start(start_s);
      oscillator.stop(start_s + length_s);
      return oscillator;
    });
    return () => {
      for (const oscillator of oscillators) {
        oscillator.onended = null;
        oscillator.stop();
        oscillator.disconnect();
      }
    };
  }

  return {
    async unlock() {
      const ctx = open();
      if (ctx.state !== "running") await ctx.resume().catch(() => {});
    },
    play(tone) {
      if (context?.state === "running") sound(tone, context.currentTime);
    },
    plan(planned, toMonotonic) {
      const ctx = context;
      if (ctx?.state !== "running" || !time) return;
      time.look();
      const near_s = ctx.currentTime + NEAR_S;
      const keys = new Set(planned.map(({ key }) => key));
      for (const [key, one] of waiting) {
        if (keys.has(key)) continue;
        if (one.when_s > ctx.currentTime) one.stop(); // what sounds already sounds to its end
        waiting.delete(key);
      }
      for (const { key, tone, at_ms } of planned) {
        const when_s = time.at(toMonotonic(at_ms));
        const old = waiting.get(key);
        if (old && (Math.abs(old.when_s - when_s) < SHIFT_S || old.when_s < near_s)) continue;
        if (when_s < ctx.currentTime) continue;
        old?.stop();
        waiting.set(key, { when_s, stop: sound(tone, when_s) });
      }
    },
    setVolume(next) {
      volume = next;
      if (out) out.gain.value = volume;
    },
    close() {
      silence();
      void context?.close();
      context = null;
    },
  };
}

/**
 * @param {AudioContext} ctx
 * @returns {{context_s: number, monotonic_ms: number}} what is heard now, and when now is
 */
function bothClocks(ctx) {
  const stamp = ctx.getOutputTimestamp?.();
  if (stamp?.performanceTime && stamp.contextTime) return { context_s: stamp.contextTime, monotonic_ms: stamp.performanceTime };
  return { context_s: ctx.currentTime, monotonic_ms: performance.now() };
}
