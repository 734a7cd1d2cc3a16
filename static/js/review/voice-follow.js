/** Has a video show what a performance showed, whatever it takes to start, stop and seek. Knows the video and its player, no page. */

import { closers, listen, signal } from "../lib/state.js";
import { steering } from "./steering.js";

const HAIR_S = 6e-4;

/**
 * What moves, and is spoken over.
 *
 * @typedef {object} Film
 * @property {HTMLVideoElement} video
 * @property {import("../clips/player.js").Player} player
 * @property {number} start_ms where in the clip's file its shown beginning lies
 */

/**
 * What is to be seen while a voice-over is heard.
 *
 * @typedef {object} Follower
 * @property {import("../lib/state.js").ReadonlySignal<number>} shown ms of the clip, of the frame that is there
 * @property {(t_ms: number) => void} step it is that moment of the performance
 * @property {() => void} pause
 * @property {() => void} sought the performance goes on from another moment
 * @property {() => void} close
 */

/**
 * @param {Film} film
 * @param {import("./performance.js").Performance} shows
 * @param {HTMLMediaElement} sound
 * @param {() => number} now monotonic
 * @returns {Follower}
 */
export function follow({ video, player, start_ms }, shows, sound, now) {
  const close = closers();
  const start = start_ms / 1000;
  const shown = signal(player.position.peek());
  const wasMuted = video.muted;
  const wasLooping = player.loop.peek();
  let rate = 1;
  /** The last frame the video gave. */
  let frame = { media_ms: player.position.peek(), at: now() };
  /** @type {{at: number, target: number, resumes: boolean} | null} */
  let seek = null;
  /** @type {{at: number, from_ms: number} | null} */
  let start_at = null;

  const frameOf = (/** @type {number} */ media_ms) => player.frames.peek()?.at(start + media_ms / 1000 + HAIR_S) ?? Math.round(media_ms / 33);
  const steer = steering(shows, frameOf);

  video.muted = true;
  if (wasLooping) player.toggleLoop();

  /** @param {number} t_ms */
  function standing(t_ms) {
    const on = video.paused || video.seeking ? 0 : (now() - frame.at) * video.playbackRate;
    return { t_ms, paused: video.paused, seeking: video.seeking || seek !== null, media_ms: frame.media_ms + on, rate };
  }

  /** @param {number} to */
  function setRate(to) {
    rate = to;
    const bounded = Math.max(0.0625, Math.min(16, to));
    if (video.playbackRate !== bounded) video.playbackRate = bounded;
  }

  /**
   * @param {number} media_ms
   * @param {boolean} resumes
   * @param {number} at_rate
   */
  function go(media_ms, resumes, at_rate) {
    const index = player.frames.peek();
    const seconds = start + media_ms / 1000;
    setRate(at_rate);
    seek = { at: now(), target: media_ms, resumes };
    if (index && !resumes) return void player.goFrame(index.at(seconds + HAIR_S)); // the player sees to it that it is that very frame
    player.letGo();
    if (!resumes && !video.paused) video.pause();
    video.currentTime = seconds;
    if (resumes && video.paused && !sound.paused) void video.play().catch(() => {});
  }

  let watching = 0;
  function watch() {
    if (!video.requestVideoFrameCallback) return;
    watching = video.requestVideoFrameCallback((called, { mediaTime, expectedDisplayTime }) => {
      const media_ms = (mediaTime - start) * 1000;
      frame = { media_ms, at: Math.max(called, Math.min(expectedDisplayTime ?? called, called + 34)) };
      shown.value = media_ms;
      if (seek && !video.seeking) landed();
      if (start_at && media_ms !== start_at.from_ms && !video.paused) {
        const moved = Math.max(0, media_ms - start_at.from_ms) / Math.max(0.05, rate);
        steer.started(Math.max(0, frame.at - start_at.at - Math.min(moved, 60)));
        start_at = null;
      }
      watch();
    });
  }

  function landed() {
    if (!seek) return;
    steer.landed(Math.min(400, now() - seek.at));
    seek = null;
  }

  close.add(
    listen(video, "seeked", () => {
      if (!video.requestVideoFrameCallback) {
        frame = { media_ms: (video.currentTime - start) * 1000, at: now() };
        shown.value = frame.media_ms;
        landed();
      } else setTimeout(landed, 60); // the frame that was there already is not given again
    }),
  );
  close.add(listen(sound, "ended", () => video.pause()));
  watch();
  close.add(() => video.cancelVideoFrameCallback?.(watching));

  return {
    shown,
    step(t_ms) {
      const order = steer.steer(standing(t_ms));
      if (sound.paused && !video.paused) return void video.pause();
      if (order.deed === "seek") go(order.media_ms, order.resumes, order.rate);
      else if (sound.paused) return;
      else if (order.deed === "pause") video.pause();
      else if (order.deed === "rate") setRate(order.rate);
      else if (order.deed === "play" && video.paused) {
        setRate(order.rate);
        start_at = { at: now(), from_ms: frame.media_ms };
        player.letGo();
        void video.play().catch(() => {});
      }
    },
    pause: () => video.pause(),
    sought: () => void (seek = null),
    close() {
      close.close();
      video.pause();
      video.muted = wasMuted;
      setRate(player.rate.peek());
      if (wasLooping && !player.loop.peek()) player.toggleLoop();
    },
  };
}

/**
 * A photo: nothing of it moves.
 *
 * @returns {Follower}
 */
export function stand() {
  return { shown: signal(0), step() {}, pause() {}, sought() {}, close() {} };
}
