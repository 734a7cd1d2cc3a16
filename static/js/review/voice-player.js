/**
 * Plays a voice-over as it was performed: its sound is the clock, the video follows. Knows the two media elements and the player, no page.
 */

import { closers, listen, signal } from "../lib/state.js";
import { performance as performed } from "./performance.js";
import { steering } from "./steering.js";

const HAIR_S = 6e-4;
const SMOOTH_MS = 250; // the sound's clock is believed for so long between two words of it

/**
 * @typedef {object} Replay
 * @property {import("../lib/state.js").ReadonlySignal<number>} position ms of the performance
 * @property {import("../lib/state.js").ReadonlySignal<boolean>} playing
 * @property {import("../lib/state.js").ReadonlySignal<import("./performance.js").Moment>} moment what is to be seen
 * @property {import("../lib/state.js").ReadonlySignal<number>} shown ms of the clip, of the frame that is there
 * @property {() => Promise<void>} play
 * @property {() => void} pause
 * @property {(ms: number) => void} seek
 * @property {() => void} close
 */

/**
 * @param {object} options
 * @param {HTMLVideoElement} options.video
 * @param {import("../clips/player.js").Player} options.player
 * @param {HTMLMediaElement} options.sound
 * @param {readonly import("./performance.js").Event[]} options.events
 * @param {number} options.duration_ms of the voice-over
 * @param {number} options.start_ms where in the clip's file its shown beginning lies
 * @param {(step: () => void) => () => void} [options.eachFrame] calls again and again as the screen is drawn
 * @param {() => number} [options.now] monotonic
 * @returns {Replay}
 */
export function openReplay({ video, player, sound, events, duration_ms, start_ms, eachFrame = onScreen, now = () => globalThis.performance.now() }) {
  const close = closers();
  const start = start_ms / 1000;
  const shows = performed(events, player.length.peek());
  const position = signal(0);
  const playing = signal(false);
  const moment = signal(shows.at(0));
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
  let heard = { s: 0, at: now() };

  const frameOf = (/** @type {number} */ media_ms) => player.frames.peek()?.at(start + media_ms / 1000 + HAIR_S) ?? Math.round(media_ms / 33);
  const steer = steering(shows, frameOf);

  video.muted = true;
  if (wasLooping) player.toggleLoop();

  /** Where in the performance it is: the sound says so now and then, between it goes on evenly. */
  function time() {
    const s = sound.currentTime;
    if (s !== heard.s || sound.paused) heard = { s, at: now() };
    const on = sound.paused ? 0 : Math.min(SMOOTH_MS, now() - heard.at) * sound.playbackRate;
    return Math.min(duration_ms, s * 1000 + on);
  }

  function standing() {
    const on = video.paused || video.seeking ? 0 : (now() - frame.at) * video.playbackRate;
    return { t_ms: position.peek(), paused: video.paused, seeking: video.seeking || seek !== null, media_ms: frame.media_ms + on, rate };
  }

  /** @param {number} to */
  function setRate(to) {
    rate = to;
    const bounded = Math.max(0.0625, Math.min(16, to));
    if (video.playbackRate !== bounded) video.playbackRate = bounded;
  }

  function step() {
    position.value = time();
    const t_ms = position.peek();
    moment.value = shows.at(t_ms);
    const order = steer.steer(standing());
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
  close.add(listen(sound, "play", () => (playing.value = true)));
  close.add(listen(sound, "pause", () => (playing.value = false)));
  close.add(
    listen(sound, "ended", () => {
      playing.value = false;
      video.pause();
    }),
  );
  watch();
  close.add(() => video.cancelVideoFrameCallback?.(watching));
  close.add(eachFrame(step));

  return {
    position,
    playing,
    moment,
    shown,
    async play() {
      if (sound.ended || sound.currentTime * 1000 >= duration_ms - 50) sound.currentTime = 0;
      await sound.play();
    },
    pause() {
      sound.pause();
      video.pause();
    },
    seek(ms) {
      sound.currentTime = Math.max(0, Math.min(duration_ms, ms)) / 1000;
      heard = { s: sound.currentTime, at: now() };
      seek = null;
    },
    close() {
      close.close();
      sound.pause();
      video.pause();
      video.muted = wasMuted;
      setRate(player.rate.peek());
      if (wasLooping && !player.loop.peek()) player.toggleLoop();
    },
  };
}

/**
 * @param {() => void} step
 * @returns {() => void}
 */
function onScreen(step) {
  let next = 0;
  const again = () => {
    step();
    next = requestAnimationFrame(again);
  };
  next = requestAnimationFrame(again);
  return () => cancelAnimationFrame(next);
}
