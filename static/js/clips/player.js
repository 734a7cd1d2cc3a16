/**
 * Plays a clip: its shown beginning, frame steps, speed, loop, how it lies in its frame. Moments here count from the
 * shown beginning, in milliseconds.
 *
 * Knows the video it is given and nothing else of the page.
 */

import { closers, computed, every, listen, signal } from "../lib/state.js";
import { stepped } from "./frames.js";
import { nextSpeed, SLOWEST_PLAYED, within } from "./speed.js";

const NEAR_END_S = 0.02;
const ROUNDED_S = 6e-4; // moments are kept in whole milliseconds: 33 means the frame that begins at 33.3
const CRAWL_MS = 40; // slower than browsers play, it is looked so often whether the next frame is due
const GUESS_S = 1 / 30; // a frame, without an index
const TRIES = 2; // a browser that showed the frame beside the one asked for is asked again

/**
 * What of a <video> is used.
 *
 * @typedef {EventTarget & {
 *   currentTime: number, duration: number, paused: boolean, ended: boolean, playbackRate: number, muted: boolean,
 *   seeking: boolean, preservesPitch?: boolean, play: () => Promise<void>, pause: () => void,
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
 * @property {import("../lib/state.js").ReadonlySignal<number>} rate 0.05 to 2
 * @property {import("../lib/state.js").ReadonlySignal<boolean>} loop
 * @property {import("../lib/state.js").Signal<number | null>} loopIn ms; null: the beginning
 * @property {import("../lib/state.js").Signal<number | null>} loopOut ms; null: the end
 * @property {import("../lib/state.js").ReadonlySignal<boolean>} muted
 * @property {import("../lib/state.js").ReadonlySignal<import("./frames.js").Frames | null>} frames the index, once it is known
 * @property {import("../lib/state.js").ReadonlySignal<number | null>} frame the number of the frame that is shown; null: no index yet
 * @property {import("../lib/state.js").Signal<View>} view
 * @property {(frame: number) => void} goFrame pauses and shows that frame; without an index, does nothing
 * @property {(frame: number) => number} frameMs when a frame begins, in ms from the shown beginning
 * @property {() => void} toggle plays or pauses; from the end, from the beginning on
 * @property {() => void} pause
 * @property {(ms: number) => void} seek
 * @property {(by: number) => void} step so many frames on, pausing
 * @property {(rate: number) => void} setRate
 * @property {(percent: number) => void} faster so many percent of the usual speed more or less
 * @property {(isOn?: boolean) => void} toggleLoop
 * @property {() => void} toggleMuted
 * @property {(index: import("./frames.js").Frames | null) => void} know the frame index, when it has come
 * @property {() => number} asked how often somebody asked for a moment or a frame: whoever moves it by and by sees that another did
 * @property {() => void} letGo somebody else moves the video from now on: what was asked for counts no more
 * @property {() => void} close
 */

/**
 * @param {Video} video
 * @param {{startMs: number, durationMs: number | null, now?: () => number}} clip durationMs: of what is to be seen, from startMs on; now: monotonic, ms
 * @returns {Player}
 */
export function player(video, { startMs, durationMs, now = () => performance.now() }) {
  const close = closers();
  const start = startMs / 1000;
  /** @type {{to: number, frame: number | null} | null} */
  let wanted = null; // a seek that waits for the one under way
  let isSeeking = false;
  /** @type {number | null} */
  let aim = null; // the frame that was asked for and must be the one that is shown
  let tries = 0;
  let shown = start;
  let frameWatch = 0;
  let asked = 0;
  /** @type {{at: number, last: number, stop: () => void} | null} */
  let crawl = null; // it goes slower than browsers play, from seek to seek; at: seconds in the file

  const position = signal(0);
  const length = signal(durationMs ?? 0);
  const playing = signal(false);
  const rate = signal(1);
  const loop = signal(false);
  const loopIn = signal(/** @type {number | null} */ (null));
  const loopOut = signal(/** @type {number | null} */ (null));
  const muted = signal(video.muted);
  const known = signal(/** @type {import("./frames.js").Frames | null} */ (null));
  const view = signal(UPRIGHT);
  const frame = computed(() => known.value?.at(start + position.value / 1000 + ROUNDED_S) ?? null);
  video.preservesPitch = true;

  /** @param {number} seconds */
  const bound = (seconds) => Math.min(Math.max(seconds, start), start + length.value / 1000);
  const tell = () => {
    // Where it is going counts: the next press goes on from there, however slow the seek.
    position.value = Math.min(length.value, Math.max(0, (shown - start) * 1000));
  };

  /**
   * @param {number} to seconds
   * @param {number | null} [aimed] the frame that lies there; the position is then where that frame begins
   */
  function go(to, aimed = null) {
    shown = aimed === null ? to : Math.max(start, known.value?.start(aimed) ?? to);
    // One seek at a time: a second one would throw away the frame that the first is about to show.
    if (isSeeking) wanted = { to, frame: aimed };
    else {
      isSeeking = true;
      aim = aimed;
      tries = 0;
      video.currentTime = to;
    }
    tell(); // while the browser decodes
  }

  function arrived() {
    isSeeking = false;
    if (wanted === null) return;
    const { to, frame } = wanted;
    wanted = null;
    go(to, frame);
  }

  /** @param {number} seconds */
  const rewindTo = (seconds) => {
    wanted = null;
    isSeeking = false;
    goTo(seconds);
  };

  /** @param {number} seconds to the middle of the frame that lies there, if we know */
  function goTo(seconds) {
    const index = known.value;
    const at = bound(seconds);
    if (!index) {
      go(at);
      return;
    }
    const n = index.at(at + ROUNDED_S);
    go(Math.max(start, index.middle(n)), n);
  }

  function play() {
    const last = start + (loop.value ? (loopOut.value ?? length.value) : length.value) / 1000;
    if (video.ended || shown >= last - NEAR_END_S) rewindTo(loop.value ? start + (loopIn.value ?? 0) / 1000 : start);
    if (rate.peek() < SLOWEST_PLAYED) return creep();
    aim = null;
    void video.play().catch(() => {
      // Paused again at once, or the file is gone: the button shows which.
    });
  }

  function pause() {
    crawl?.stop();
    if (crawl) playing.value = false;
    crawl = null;
    video.pause();
  }

  /** Browsers refuse to play slower than a sixteenth: then each frame is sought when its time has come. */
  function creep() {
    crawl?.stop();
    crawl = { at: shown, last: now(), stop: every(CRAWL_MS, crept) };
    video.pause();
    playing.value = true;
  }

  function crept() {
    if (!crawl) return;
    const then = now();
    crawl.at += ((then - crawl.last) / 1000) * rate.peek();
    crawl.last = then;
    const isLoop = loop.peek();
    const end = start + (isLoop ? (loopOut.peek() ?? length.peek()) : length.peek()) / 1000;
    if (crawl.at >= end) {
      if (!isLoop) {
        pause();
        shown = end;
        return tell();
      }
      crawl.at = start + (loopIn.peek() ?? 0) / 1000;
    }
    const index = known.value;
    const isDue = index ? index.at(crawl.at + ROUNDED_S) !== index.at(shown + ROUNDED_S) : Math.abs(crawl.at - shown) >= GUESS_S;
    if (isDue) goTo(crawl.at);
  }

  /** @param {number} mediaTime */
  function appeared(mediaTime) {
    // While a seek is under way this may still be the frame from before it.
    if (isSeeking) return;
    const index = known.value;
    if (aim !== null && index && video.paused) {
      const seen = index.at(mediaTime);
      if (seen !== aim && tries < TRIES) {
        tries += 1;
        isSeeking = true;
        const [from, middle] = [index.start(aim), index.middle(aim)];
        // It rounded to the other side: a quarter of a frame away from there.
        video.currentTime = middle + (seen < aim ? 0.5 : -0.5) * (middle - from);
      }
      return;
    }
    shown = mediaTime;
    if (!video.paused) again();
    tell();
  }

  /** From the end of a loop to its beginning. */
  function again() {
    const out = loopOut.value;
    if (!loop.value || out === null || shown < start + out / 1000) return;
    goTo(start + (loopIn.value ?? 0) / 1000);
  }

  function watch() {
    if (!video.requestVideoFrameCallback) return;
    frameWatch = video.requestVideoFrameCallback((_, shownFrame) => {
      watch();
      appeared(shownFrame.mediaTime);
    });
  }

  function ended() {
    playing.value = false;
    if (!loop.value) return;
    rewindTo(start + (loopIn.value ?? 0) / 1000);
    play();
  }

  close.add(listen(video, "play", () => (playing.value = true)));
  close.add(listen(video, "pause", () => (playing.value = crawl !== null)));
  close.add(() => crawl?.stop());
  close.add(listen(video, "ended", ended));
  close.add(listen(video, "seeked", arrived));
  close.add(listen(video, "volumechange", () => (muted.value = video.muted)));
  close.add(
    listen(video, "timeupdate", () => {
      const isPlain = !video.requestVideoFrameCallback || !video.paused;
      if (!isSeeking && aim === null && isPlain) {
        shown = video.currentTime;
        if (!video.requestVideoFrameCallback && !video.paused) again();
      }
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
    loopIn,
    loopOut,
    muted,
    frames: known,
    frame,
    view,
    goFrame(n) {
      const index = known.value;
      if (!index) return;
      asked += 1;
      pause();
      const to = Math.min(index.count - 1, Math.max(0, n));
      go(Math.max(start, index.middle(to)), to);
    },
    frameMs: (n) => ((known.value?.start(n) ?? start) - start) * 1000,
    toggle() {
      if (video.paused && !crawl) play();
      else pause();
    },
    pause,
    seek(ms) {
      asked += 1;
      goTo(start + ms / 1000);
      if (crawl) crawl.at = shown;
    },
    step(by) {
      const index = known.value;
      if (!index) {
        asked += 1;
        pause();
        go(bound(stepped(null, shown, by)));
        return;
      }
      const first = index.at(start + ROUNDED_S);
      this.goFrame(Math.max(first, index.at(shown + ROUNDED_S) + by));
    },
    setRate(to) {
      rate.value = within(to);
      const isSlow = rate.value < SLOWEST_PLAYED;
      if (!isSlow) video.playbackRate = rate.value;
      if (isSlow && !video.paused) creep();
      if (isSlow || !crawl) return;
      crawl.stop();
      crawl = null;
      play();
    },
    faster(percent) {
      this.setRate(nextSpeed(rate.value, percent));
    },
    toggleLoop(isOn = !loop.value) {
      loop.value = isOn;
      if (isOn && video.ended) ended();
    },
    toggleMuted() {
      video.muted = !video.muted;
    },
    know(found) {
      known.value = found;
    },
    asked: () => asked,
    letGo() {
      if (crawl) pause();
      aim = null;
      wanted = null;
    },
    close: close.close,
  };
}
