/**
 * Two clips run as one. One of them leads: its clock is the clock, and the other follows by how fast it plays, by a seek when
 * that is not enough, and frame by frame where no browser plays that slowly. Knows two reels and a map between them, no page.
 *
 * Moments are on the first clip's shown clock, in milliseconds, also before its beginning and after its end, where only the
 * second one moves. While nothing plays both stand on exactly the frames that belong to the moment.
 */

import { computed, signal } from "../lib/state.js";
import { byStart, span as spanOf } from "./time-map.js";

/** What a browser plays by itself (Chromium refuses less than a sixteenth, and more than 16 is not worth decoding). */
const SLOWEST = 0.07;
const FASTEST = 8;
export const RATES = { least: 0.05, most: 2 };
const EDGE_MS = 15; // so near to a clip's end it does not play on
const PULL_MS = 150; // in this time what is behind would catch up
const MOST_PULL = 0.5; // by so much faster or slower it plays for that, at most
const HAIR = 0.004; // a change of speed that small is not worth one
const LOST_FRAMES = 2.5; // further apart than this, both are brought to the same moment again
const CALM_MS = 1500; // but not twice within this: a machine that cannot play both shall at least play
const AHEAD_MS = 35; // a change of speed is heard of so much later: a new phase is met that early

/** @typedef {"first" | "second"} Which */

/**
 * One of the two clips as it is driven; moments on its own shown clock.
 *
 * @typedef {object} Reel
 * @property {() => number | null} length null: a photo, which only stands there
 * @property {() => number} here where it is
 * @property {() => boolean} isReady it shows what it was sought to, and could play on from there
 * @property {() => boolean} isSeeking
 * @property {(ms: number) => void} show the frame of that moment, by its middle
 * @property {(ms: number) => void} put to exactly that moment, from where it shall run
 * @property {(speed: number) => void} run plays at that speed, from now on
 * @property {() => void} stop
 * @property {(ms: number) => number} frameAt
 * @property {(frame: number) => number} frameMs when a frame begins; of one past the end, the last
 * @property {number} frameLengthMs about how long one is
 */

/**
 * @typedef {object} Transport
 * @property {import("../lib/state.js").ReadonlySignal<number>} at
 * @property {import("../lib/state.js").ReadonlySignal<boolean>} playing also while both are brought together
 * @property {import("../lib/state.js").ReadonlySignal<boolean>} waiting one of them is not ready yet
 * @property {import("../lib/state.js").ReadonlySignal<number>} rate of the clip that leads
 * @property {import("../lib/state.js").ReadonlySignal<[number, number]>} span
 * @property {import("../lib/state.js").ReadonlySignal<Record<Which, number>>} moments which moment each shows, on its own clock
 * @property {import("../lib/state.js").ReadonlySignal<boolean>} isApart each was moved by itself: what they show is not what the map says
 * @property {import("../lib/state.js").ReadonlySignal<number | null>} drift frames by which the other is off; null: not both play
 * @property {import("../lib/state.js").Signal<import("./time-map.js").TimeMap>} map
 * @property {import("../lib/state.js").Signal<Which>} lead whose frames are stepped through, and whose speed is said
 * @property {import("../lib/state.js").Signal<[number, number] | null>} loop between these again and again
 * @property {import("../lib/state.js").Signal<boolean>} again from the end to the beginning, where there is no loop
 * @property {() => void} toggle
 * @property {() => void} pause
 * @property {(ms: number) => void} seek
 * @property {(by: number) => void} step so many frames of the clip that leads, pausing
 * @property {(which: Which, by: number) => void} nudge so many frames of one of them, the other stays: until the next step, seek or play
 * @property {(which: Which, ms: number) => void} put one of them to a moment of its own clock, the other stays
 * @property {(rate: number) => void} setRate
 * @property {() => void} measure a length has become known
 * @property {() => void} align both to the frames of the moment, when a map or an index has changed
 * @property {(nowMs: number) => void} tick call it before every painting
 */

/**
 * @param {{first: Reel, second: Reel}} reels
 * @returns {Transport}
 */
export function transport(reels) {
  const at = signal(0);
  const playing = signal(false);
  const waiting = signal(false);
  const rate = signal(1);
  const drift = signal(/** @type {number | null} */ (null));
  const map = signal(byStart());
  const lead = signal(/** @type {Which} */ ("first"));
  const loop = signal(/** @type {[number, number] | null} */ (null));
  const again = signal(false);
  const lengths = signal([reels.first.length(), reels.second.length()]);
  const apart = signal(/** @type {Record<Which, number> | null} */ (null));
  const moments = computed(() => {
    /** @param {number} ms @param {number} length */
    const inside = (ms, length) => Math.min(Math.max(ms, 0), length);
    return apart.value ?? { first: inside(at.value, lengths.value[0] ?? 0), second: inside(map.value.to(at.value), lengths.value[1] ?? 0) };
  });
  const span = computed(() => spanOf(map.value, lengths.value[0] ?? null, lengths.value[1] ?? null));

  /** @type {"still" | "gathering" | "running"} */
  let state = "still";
  let last = 0;
  let gatheredAt = -Infinity;
  /** @type {Record<Which, boolean>} */
  const runs = { first: false, second: false };
  /** @type {Record<Which, number>} */
  const hopped = { first: -1, second: -1 };

  /** @param {Which} which @param {number} moment @returns {number} on its own clock */
  const own = (which, moment) => (which === "first" ? moment : map.value.to(moment));
  /** @param {Which} which @param {number} ms */
  const common = (which, ms) => (which === "first" ? ms : map.value.from(ms));
  /** How fast the first clip's clock goes at a moment. @param {number} moment */
  const flow = (moment) => (lead.value === "first" ? rate.value : rate.value / map.value.pace(moment));
  /** @param {Which} which @param {number} moment */
  const speedOf = (which, moment) => (which === "first" ? flow(moment) : flow(moment) * map.value.pace(moment));
  /** @param {Which} which @param {number} moment */
  const isWithin = (which, moment) => {
    const length = reels[which].length();
    const ms = own(which, moment);
    return length !== null && ms >= 0 && ms < length - EDGE_MS;
  };
  /** @param {number} speed */
  const isPlayable = (speed) => speed >= SLOWEST && speed <= FASTEST;
  /** @returns {Which[]} who leads first */
  const ranked = () => (lead.value === "first" ? ["first", "second"] : ["second", "first"]);
  /** @param {number} moment */
  const bound = (moment) => Math.min(Math.max(moment, span.value[0]), span.value[1]);

  /** @param {Which} which */
  function halt(which) {
    if (runs[which]) reels[which].stop();
    runs[which] = false;
  }

  function haltBoth() {
    halt("first");
    halt("second");
    drift.value = null;
  }

  /** Where a clip stands at that moment: at its edge outside of it. @param {Which} which @param {number} moment */
  function clamped(which, moment) {
    return Math.min(Math.max(own(which, moment), 0), reels[which].length() ?? 0);
  }

  function showBoth() {
    for (const which of ranked()) reels[which].show(clamped(which, at.value));
  }

  /** Both to a moment, and on from there once they are. @param {number} moment */
  function gather(moment) {
    haltBoth();
    apart.value = null;
    state = "gathering";
    at.value = bound(moment);
    for (const which of ranked()) {
      hopped[which] = -1;
      if (isWithin(which, at.value) && isPlayable(speedOf(which, at.value))) reels[which].put(own(which, at.value));
      else reels[which].show(clamped(which, at.value));
    }
  }

  /** @param {number} moment */
  function rest(moment) {
    state = "still";
    haltBoth();
    playing.value = false;
    waiting.value = false;
    apart.value = null;
    at.value = bound(moment);
    showBoth();
  }

  /** @param {Which} which @param {number} ms on its own clock */
  function putApart(which, ms) {
    if (state !== "still") rest(onFrame(at.value));
    const reel = reels[which];
    const length = reel.length();
    if (length === null) return;
    const there = reel.frameMs(reel.frameAt(Math.min(Math.max(ms, 0), length)));
    apart.value = { ...moments.value, [which]: there };
    reel.show(there);
  }

  /** The beginning of the frame that the leading clip shows at a moment, or the moment itself where it shows none. @param {number} moment */
  function onFrame(moment) {
    const which = lead.value;
    const reel = reels[which];
    if (!isWithin(which, moment)) return moment;
    return common(which, reel.frameMs(reel.frameAt(own(which, moment))));
  }

  /** @param {number} nowMs */
  function tick(nowMs) {
    const passed = Math.min(100, Math.max(0, nowMs - last));
    last = nowMs;
    if (state === "still") return;
    if (state === "gathering") {
      const late = ranked().filter((which) => !reels[which].isReady());
      waiting.value = late.length > 0;
      if (late.length > 0) return;
      gatheredAt = nowMs;
      state = "running";
      for (const which of ranked()) follow(which, false, nowMs);
      return;
    }
    const leading = ranked().find((which) => runs[which] && isWithin(which, at.value));
    let moment = leading ? common(leading, reels[leading].here()) : at.value + passed * flow(at.value);
    // While one that could play is not ready yet, time stands still.
    if (!leading && ranked().some((which) => isWithin(which, at.value) && isPlayable(speedOf(which, at.value)) && !reels[which].isReady())) moment = at.value;
    const end = loop.value ? loop.value[1] : span.value[1];
    const begin = loop.value ? loop.value[0] : span.value[0];
    if (moment >= end - (loop.value ? 0 : EDGE_MS)) {
      if (loop.value || again.value) gather(begin);
      else rest(span.value[1]);
      return;
    }
    at.value = moment;
    for (const which of ranked()) {
      if (state === "running") follow(which, which === leading, nowMs);
    }
  }

  /**
   * @param {Which} which
   * @param {boolean} isLeading
   * @param {number} nowMs
   */
  function follow(which, isLeading, nowMs) {
    const reel = reels[which];
    if (reel.length() === null) return;
    const target = own(which, at.value);
    const speed = speedOf(which, at.value + AHEAD_MS * flow(at.value));
    if (!isWithin(which, at.value) || !isPlayable(speed)) {
      halt(which);
      const frame = reel.frameAt(clamped(which, at.value));
      if (frame === hopped[which] || reel.isSeeking()) return;
      hopped[which] = frame;
      reel.show(clamped(which, at.value));
      return;
    }
    hopped[which] = -1;
    const behind = target - reel.here();
    if (!runs[which]) {
      if (reel.isSeeking()) return;
      if (Math.abs(behind) > reel.frameLengthMs * 1.5) {
        reel.put(target);
        return;
      }
      runs[which] = true;
      reel.run(speed);
      return;
    }
    if (isLeading) {
      reel.run(speed);
      return;
    }
    drift.value = reel.frameAt(target) - reel.frameAt(reel.here());
    const lost = Math.abs(behind) > reel.frameLengthMs * LOST_FRAMES * Math.max(1, speed);
    if (lost && nowMs - gatheredAt > CALM_MS) {
      gather(at.value);
      return;
    }
    const pull = Math.min(MOST_PULL, Math.max(-MOST_PULL, behind / PULL_MS));
    reel.run(Math.abs(pull) < HAIR ? speed : Math.min(FASTEST, Math.max(SLOWEST, speed * (1 + pull))));
  }

  return {
    at,
    playing,
    waiting,
    rate,
    span,
    moments,
    isApart: computed(() => apart.value !== null),
    drift,
    map,
    lead,
    loop,
    again,
    toggle() {
      if (playing.value) {
        rest(onFrame(at.value));
        return;
      }
      if (span.value[1] <= span.value[0]) return;
      const [from, to] = loop.value ?? span.value;
      const isAtEnd = at.value >= to - EDGE_MS * 2 || (loop.value !== null && at.value < from);
      playing.value = true;
      gather(isAtEnd ? from : at.value);
    },
    pause: () => rest(playing.value ? onFrame(at.value) : at.value),
    seek(ms) {
      if (state !== "still") {
        gather(ms);
        return;
      }
      apart.value = null;
      at.value = bound(ms);
      showBoth();
    },
    step(by) {
      const which = lead.value;
      const reel = reels[which];
      const from = own(which, playing.value ? onFrame(at.value) : at.value);
      // Outside of the clip that leads there are no frames of it: so much later it is.
      const length = reel.length();
      if (length === null || from < -1 || from > length + 1) {
        rest(at.value + by * reels[which === "first" ? "second" : "first"].frameLengthMs);
        return;
      }
      rest(common(which, reel.frameMs(reel.frameAt(from) + by)));
    },
    nudge(which, by) {
      const reel = reels[which];
      putApart(which, reel.frameMs(reel.frameAt(moments.value[which]) + by));
    },
    put: putApart,
    setRate(to) {
      rate.value = Math.min(RATES.most, Math.max(RATES.least, to));
    },
    measure() {
      lengths.value = [reels.first.length(), reels.second.length()];
    },
    align() {
      if (state === "still") rest(at.value);
      else gather(at.value);
    },
    tick,
  };
}
