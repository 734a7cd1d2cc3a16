/** Notes where a video really is while somebody speaks: which frame it shows, and whether it plays. Knows the video and its player, no page. */

import { closers, effect, listen } from "../lib/state.js";

const OFF_MS = 12; // a playing video that is so far from where it was thought is noted

/**
 * @param {import("./voice-follow.js").Film} film
 * @param {object} noting
 * @param {import("./performance.js").Performance} noting.shows what was noted until now
 * @param {(at: number, type: string, ...rest: any[]) => void} noting.note
 * @param {(at: number) => number} noting.time what a moment of the monotonic clock is in the performance
 * @param {() => number} noting.now
 * @returns {() => void}
 */
export function watchTransport({ video, player, start_ms }, { shows, note, time, now }) {
  const close = closers();
  const media = (/** @type {number} */ ms) => Math.round(ms * 100) / 100;
  let shown_ms = player.position.peek();

  note(now(), "go", media(shown_ms));
  if (!shows.transport(Infinity).playing === !video.paused) {
    if (video.paused) note(now(), "pause", media(shown_ms));
    else note(now(), "play", media(shown_ms), video.playbackRate);
  }

  let isStarting = false; // it was told to play and shows no other frame yet
  close.add(listen(video, "play", () => (isStarting = true)));
  close.add(
    listen(video, "pause", () => {
      isStarting = false;
      if (shows.transport(Infinity).playing) note(now(), "pause", media(shown_ms));
    }),
  );
  close.add(
    listen(video, "seeking", () => {
      // The old frame stays until the new one is there.
      if (shows.transport(Infinity).playing) note(now(), "pause", media(shown_ms));
      if (!video.paused) isStarting = true;
    }),
  );
  close.add(
    listen(video, "ratechange", () => {
      const at = now();
      const { playing } = shows.transport(Infinity);
      if (playing) note(at, "rate", video.playbackRate, media(shows.transport(time(at)).media_ms));
    }),
  );

  let watching = 0;
  function watch() {
    watching = video.requestVideoFrameCallback((called, { mediaTime, expectedDisplayTime }) => {
      const at = Math.max(called, Math.min(expectedDisplayTime ?? called, called + 34));
      const media_ms = mediaTime * 1000 - start_ms;
      frame(at, media_ms);
      watch();
    });
  }

  /**
   * @param {number} at
   * @param {number} media_ms
   */
  function frame(at, media_ms) {
    const is = shows.transport(time(at));
    const wasShown = shown_ms;
    shown_ms = media_ms;
    if (video.paused || video.seeking) {
      if (Math.abs(media_ms - is.media_ms) > 0.5) note(at, is.playing ? "pause" : "go", media(media_ms));
      return;
    }
    if (!is.playing) {
      if (isStarting && media_ms === wasShown) return;
      isStarting = false;
      note(at, "play", media(media_ms), video.playbackRate);
    } else if (Math.abs(media_ms - is.media_ms) > OFF_MS * Math.max(1, is.rate)) note(at, "at", media(media_ms));
  }
  if (typeof video.requestVideoFrameCallback === "function") {
    watch();
    close.add(() => video.cancelVideoFrameCallback?.(watching));
  } else {
    close.add(
      effect(() => {
        const media_ms = player.position.value;
        frame(now(), media_ms);
      }),
    );
  }
  return close.close;
}
