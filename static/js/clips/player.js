/**
 * Plays a clip: its shown beginning, frame steps, speed, loop. Moments here count from the shown beginning, in milliseconds.
 *
 * Knows the video it is given and nothing else of the page.
 */

import { closers, computed, listen, signal } from "../lib/state.js";
import { stepped } from "./frames.js";

export const RATES = [0.25, 0.5, 0.75, 1, 1.25, 1.5, 2];

/**
 * What of a <video> is used.
 *
 * @typedef {EventTarget & {
 *   currentTime: number, duration: number, paused: boolean, ended: boolean, playbackRate: number, muted: boolean,
 *   seeking: boolean, play: () => Promise<void>, pause: () => void,
 *   requestVideoFrameCallback?: (show: (now: number, frame: {mediaTime: number}) => void) => number,
 *   cancelVideoFrameCallback?: (id: number) => void,
 * }} Video
 */

/**
 * How the picture lies in its frame.
 *
 * @typedef {object} View
 * @property {number} zoom 1: the whole picture
 * @property {number} x how far it is pushed to the right, in widths of the frame
 * @property {number} y down, in heights of the frame
 * @property {0 | 90 | 180 | 270} rotate degrees with the clock
 * @property {boolean} mirror
 */

/** @type {View} */
export const UPRIGHT = { zoom: 1, x: 0, y: 0, rotate: 0, mirror: false };

/**
 * @typedef {object} Player
 * @property {import("../lib/state.js").ReadonlySignal<number>} position ms, of the frame that is shown
 * @property {import("../lib/state.js").ReadonlySignal<number>} length ms
 * @property {import("../lib/state.js").ReadonlySignal<boolean>} playing
 * @property {import("../lib/state.js").ReadonlySignal<number>} rate
 * @property {import("../lib/state.js").ReadonlySignal<boolean>} loop
 * @property {import("../lib/state.js").ReadonlySignal<boolean>} muted
 * @property {import("../lib/state.js").ReadonlySignal<import("./frames.js").Frames | null>} frames the index, once it is known
 * @property {import("../lib/state.js").ReadonlySignal<number | null>} frame the number of the frame that is shown; null: no index yet
 * @property {import("../lib/state.js").Signal<View>} view
 * @property {(frame: number) => void} goFrame pauses and shows that frame; without an index, does nothing
 * @property {(frame: number) => number} frameMs when a frame begins, in ms from the shown beginning
 * @property {() => void} toggle plays or pauses; from the end, from the beginning on
 * @property {(ms: number) => void} seek
 * @property {(by: number) => void} step so many frames on, pausing
 * @property {(rate: number) => void} setRate
 * @property {(by: number) => void} faster one of RATES on or back
 * @property {() => void} toggleLoop
 * @property {() => void} toggleMuted
 * @property {(index: import("./frames.js").Frames | null) => void} know the frame index, when it has come
 * @property {() => void} close
 */

/**
 * @param {Video} video
 * @param {{startMs: number, durationMs: number | null}} clip durationMs: of what is to be seen, from startMs on
 * @returns {Player}
 */
export function player(video, { startMs, durationMs }) {
  const close = closers();
  const start = startMs / 1000;
  /** @type {number | null} */
  let wanted = null; // seconds; a seek that waits for the one under way
  let isSeeking = false;
  let shown = start;
  let frameWatch = 0;

  const position = signal(0);
  const length = signal(durationMs ?? 0);
  const playing = signal(false);
  const rate = signal(1);
  const loop = signal(false);
  const muted = signal(video.muted);
  const known = signal(/** @type {import("./frames.js").Frames | null} */ (null));
  const view = signal(UPRIGHT);
  const frame = computed(() => known.value?.at(start + position.value / 1000) ?? null);

  /** @param {number} seconds */
  const bound = (seconds) => Math.min(Math.max(seconds, start), start + length.value / 1000);
  const tell = () => {
    // Where it is going counts: the next press goes on from there, however slow the seek.
    position.value = Math.min(length.value, Math.max(0, ((wanted ?? shown) - start) * 1000));
  };

  /** @param {number} seconds */
  function go(seconds) {
    // One seek at a time: a second one would throw away the frame that the first is about to show.
    if (isSeeking) {
      wanted = seconds;
      tell();
      return;
    }
    isSeeking = true;
    shown = seconds;
    video.currentTime = seconds;
    tell();
  }

  function arrived() {
    isSeeking = false;
    if (wanted === null) return;
    const next = wanted;
    wanted = null;
    go(next);
  }

  /** @param {number} seconds */
  const rewindTo = (seconds) => {
    wanted = null;
    isSeeking = false;
    go(seconds);
  };

  function play() {
    if (video.ended || shown >= start + length.value / 1000 - 0.02) rewindTo(start);
    void video.play().catch(() => {
      // Paused again at once, or the file is gone: the button shows which.
    });
  }

  function watch() {
    if (!video.requestVideoFrameCallback) return;
    frameWatch = video.requestVideoFrameCallback((_, frame) => {
      // While a seek is under way this may still be the frame from before it.
      if (!isSeeking) shown = frame.mediaTime;
      tell();
      watch();
    });
  }

  function ended() {
    playing.value = false;
    if (!loop.value) return;
    rewindTo(start);
    play();
  }

  close.add(listen(video, "play", () => (playing.value = true)));
  close.add(listen(video, "pause", () => (playing.value = false)));
  close.add(listen(video, "ended", ended));
  close.add(listen(video, "seeked", arrived));
  close.add(listen(video, "volumechange", () => (muted.value = video.muted)));
  close.add(
    listen(video, "timeupdate", () => {
      if (!isSeeking && (!video.requestVideoFrameCallback || !video.paused)) shown = video.currentTime;
      if (shown < start && !isSeeking) go(start);
      tell();
    }),
  );
  close.add(
    listen(video, "loadedmetadata", () => {
      // A file may be a little shorter or longer than its row says; a recording may not know at all.
      if (Number.isFinite(video.duration)) length.value = Math.max(0, (video.duration - start) * 1000);
      if (video.currentTime < start) go(start);
    }),
  );
  watch();
  close.add(() => video.cancelVideoFrameCallback?.(frameWatch));

  return {
    position,
    length,
    playing,
    rate,
    loop,
    muted,
    frames: known,
    frame,
    view,
    goFrame(n) {
      const index = known.value;
      if (!index) return;
      video.pause();
      go(bound(index.middle(n)));
    },
    frameMs: (n) => ((known.value?.start(n) ?? start) - start) * 1000,
    toggle() {
      if (video.paused) play();
      else video.pause();
    },
    seek(ms) {
      go(bound(start + ms / 1000));
    },
    step(by) {
      video.pause();
      go(bound(stepped(known.value, wanted ?? shown, by)));
    },
    setRate(to) {
      rate.value = to;
      video.playbackRate = to;
    },
    faster(by) {
      const here = RATES.findIndex((one) => one >= rate.value);
      this.setRate(RATES[Math.min(RATES.length - 1, Math.max(0, here + by))] ?? 1);
    },
    toggleLoop() {
      loop.value = !loop.value;
      if (loop.value && video.ended) ended();
    },
    toggleMuted() {
      video.muted = !video.muted;
    },
    know(found) {
      known.value = found;
    },
    close: close.close,
  };
}
