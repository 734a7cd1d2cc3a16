/** A video as one of two that run together: where it is, put there, run at a speed. Knows the video and its frame index. */

import { listen } from "../lib/state.js";

const GUESS_MS = 1000 / 30;
const SMALL = 0.004; // of the speed: less is not told to the video, which would start its sound anew
const MOST_LAG_S = 0.2;
const LAG_SHARE = 0.15;
const EVERY_MS = 60; // small changes are not told more often

/**
 * @param {import("../clips/player.js").Video & {readyState: number, seeking: boolean}} video
 * @param {{startMs: number, lengthMs: () => number, frames: () => import("../clips/frames.js").Frames | null, now: () => number}} clip
 * @returns {import("./compare.js").Reel & {close: () => void}}
 */
export function reel(video, { startMs, lengthMs, frames, now }) {
  const start = startMs / 1000;
  /** @type {number | null} */
  let wanted = null; // seconds; waits for the seek under way
  let isSeeking = false;
  let told = -Infinity;
  let lag = 0; // seconds by which what is seen is behind the video's own clock: not the same for two videos on one page
  let watch = 0;

  function look() {
    watch =
      video.requestVideoFrameCallback?.((_, frame) => {
        if (!video.paused && !isSeeking) {
          const late = Math.min(MOST_LAG_S, Math.max(0, video.currentTime - frame.mediaTime)) / video.playbackRate;
          lag += (late - lag) * LAG_SHARE;
        }
        look();
      }) ?? 0;
  }
  look();

  /** @param {number} seconds */
  function go(seconds) {
    // One seek at a time: a second one would throw away the frame that the first is about to show.
    if (isSeeking) {
      wanted = seconds;
      return;
    }
    if (Math.abs(video.currentTime - seconds) < 1e-6 && video.readyState >= 2) return;
    isSeeking = true;
    video.currentTime = seconds;
  }

  const arrived = listen(video, "seeked", () => {
    isSeeking = false;
    if (wanted === null) return;
    const next = wanted;
    wanted = null;
    go(next);
  });

  /** @param {number} ms */
  const seconds = (ms) => start + Math.min(Math.max(ms, 0), Math.max(0, lengthMs())) / 1000;
  /** @param {number} ms */
  const frameAt = (ms) => frames()?.at(start + ms / 1000) ?? Math.max(0, Math.floor(ms / GUESS_MS + 0.01));

  return {
    length: lengthMs,
    here: () => ((wanted ?? video.currentTime - (video.paused ? 0 : lag * video.playbackRate)) - start) * 1000,
    isReady: () => !isSeeking && wanted === null && video.readyState >= (video.currentTime >= video.duration - 0.05 ? 2 : 3),
    isSeeking: () => isSeeking,
    show(ms) {
      const index = frames();
      const first = index?.at(start) ?? 0;
      if (index) go(index.middle(Math.max(first, frameAt(ms))));
      else go(seconds(frameAt(ms) * GUESS_MS + GUESS_MS / 2));
    },
    put: (ms) => go(seconds(ms)),
    run(speed) {
      const change = Math.abs(video.playbackRate - speed) / speed;
      if (change > 0.1 || (change > SMALL && now() - told > EVERY_MS)) {
        video.playbackRate = speed;
        told = now();
      }
      if (!video.paused) return;
      void video.play().catch(() => {
        // Paused again at once, or the file is gone: its page says so.
      });
    },
    stop: () => video.pause(),
    frameAt,
    frameMs(n) {
      const index = frames();
      if (!index) return Math.min(Math.max(0, n) * GUESS_MS, Math.max(0, lengthMs() - GUESS_MS));
      return Math.max(0, (index.start(n) - start) * 1000);
    },
    get frameLengthMs() {
      const index = frames();
      if (!index || index.count < 2) return GUESS_MS;
      return ((index.start(index.count - 1) - index.start(0)) / (index.count - 1)) * 1000;
    },
    close() {
      video.cancelVideoFrameCallback?.(watch);
      arrived();
    },
  };
}

/**
 * A photo beside a video: it is there, and nothing of it moves.
 *
 * @returns {import("./compare.js").Reel}
 */
export function still() {
  return {
    length: () => null,
    here: () => 0,
    isReady: () => true,
    isSeeking: () => false,
    show() {},
    put() {},
    run() {},
    stop() {},
    frameAt: () => 0,
    frameMs: () => 0,
    frameLengthMs: GUESS_MS,
  };
}
