/** Plays a voice-over as it was performed: its sound is the clock, what is to be seen follows. Knows the sound, no page. */

import { closers, listen, signal } from "../lib/state.js";
import { performance as performed } from "./performance.js";
import { follow, stand } from "./voice-follow.js";

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
 * @param {import("./voice-follow.js").Film | null} options.film null: a photo
 * @param {HTMLMediaElement} options.sound
 * @param {readonly import("./performance.js").Event[]} options.events
 * @param {number} options.duration_ms of the voice-over
 * @param {(step: () => void) => () => void} [options.eachFrame] calls again and again as the screen is drawn
 * @param {() => number} [options.now] monotonic
 * @returns {Replay}
 */
export function openReplay({ film, sound, events, duration_ms, eachFrame = onScreen, now = () => globalThis.performance.now() }) {
  const close = closers();
  const shows = performed(events, film ? film.player.length.peek() : 0);
  const position = signal(0);
  const playing = signal(false);
  const moment = signal(shows.at(0));
  const seen = film ? follow(film, shows, sound, now) : stand();
  let heard = { s: 0, at: now() };

  /** Where in the performance it is: the sound says so now and then, between it goes on evenly. */
  function time() {
    const s = sound.currentTime;
    if (s !== heard.s || sound.paused) heard = { s, at: now() };
    const on = sound.paused ? 0 : Math.min(SMOOTH_MS, now() - heard.at) * sound.playbackRate;
    return Math.min(duration_ms, s * 1000 + on);
  }

  function step() {
    position.value = time();
    const t_ms = position.peek();
    moment.value = shows.at(t_ms);
    seen.step(t_ms);
  }

  close.add(listen(sound, "play", () => (playing.value = true)));
  for (const type of ["pause", "ended"]) close.add(listen(sound, type, () => (playing.value = false)));
  close.add(eachFrame(step));

  return {
    position,
    playing,
    moment,
    shown: seen.shown,
    async play() {
      if (sound.ended || sound.currentTime * 1000 >= duration_ms - 50) sound.currentTime = 0;
      await sound.play();
    },
    pause() {
      sound.pause();
      seen.pause();
    },
    seek(ms) {
      sound.currentTime = Math.max(0, Math.min(duration_ms, ms)) / 1000;
      heard = { s: sound.currentTime, at: now() };
      seen.sought();
    },
    close() {
      close.close();
      sound.pause();
      seen.close();
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
