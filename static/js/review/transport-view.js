/** The buttons under the picture and the keys that do the same: play, steps, speed, again and again, sound. */

import { asked, fine } from "../clips/time.js";
import { closers, effect, listen } from "../lib/state.js";

/**
 * @param {import("./studio.js").Studio} studio
 * @returns {() => void}
 */
export function attach(studio) {
  const { player, video } = studio;
  const transport = document.getElementById("transport");
  const close = closers();
  if (!player || !video || !transport) return close.close;
  video.controls = false;

  /** @param {number} by ms */
  const jump = (by) => player.seek(player.position.value + by);
  const group = "Play";
  close.add(
    studio.keys.register([
      { key: [" ", "k"], deed: "play", words: "play or pause", group, run: () => player.toggle() },
      { key: [",", "ArrowLeft"], shift: false, deed: "back", words: "one frame back", group, repeats: true, run: () => player.step(-1) },
      { key: [".", "ArrowRight"], shift: false, deed: "forward", words: "one frame on", group, repeats: true, run: () => player.step(1) },
      { key: "ArrowLeft", shift: true, deed: "second-back", words: "one second", group, repeats: true, run: () => jump(-1000) },
      { key: "ArrowRight", shift: true, deed: "second-on", words: "one second", group, repeats: true, run: () => jump(1000) },
      { key: "PageUp", deed: "tenth-back", words: "a tenth of the clip", group, repeats: true, run: () => jump(-player.length.value / 10) },
      { key: "PageDown", deed: "tenth-on", words: "a tenth of the clip", group, repeats: true, run: () => jump(player.length.value / 10) },
      { key: "Home", deed: "first", words: "beginning and end", group, run: () => player.seek(0) },
      { key: "End", deed: "last", words: "beginning and end", group, run: () => player.seek(player.length.value) },
      { key: "ArrowUp", shift: false, deed: "faster", words: "faster and slower", group, repeats: true, run: () => player.faster(1) },
      { key: "ArrowDown", shift: false, deed: "slower", words: "faster and slower", group, repeats: true, run: () => player.faster(-1) },
      { key: "r", deed: "loop", words: "again and again", group, run: () => player.toggleLoop() },
      { key: "m", deed: "mute", words: "sound", group, run: () => player.toggleMuted() },
      { key: "f", deed: "fullscreen", words: "whole screen", group: "Page", run: () => void wholeScreen(studio) },
    ]),
  );

  const speed = /** @type {HTMLSelectElement} */ (transport.querySelector("#speed"));
  close.add(
    listen(speed, "change", () => {
      player.setRate(Number(speed.value));
      speed.blur();
    }),
  );
  close.add(listen(studio.stage, "click", (event) => !event.defaultPrevented && player.toggle()));
  const play = transport.querySelector("[data-do=play]");
  const loop = transport.querySelector("[data-do=loop]");
  const mute = transport.querySelector("[data-do=mute]");
  const face = transport.querySelector("#now");
  const length = transport.querySelector("#length");
  close.add(
    effect(() => {
      transport.classList.toggle("is-playing", player.playing.value);
      play?.setAttribute("aria-label", player.playing.value ? "Pause" : "Play");
    }),
  );
  close.add(effect(() => loop?.setAttribute("aria-pressed", String(player.loop.value))));
  close.add(effect(() => mute?.setAttribute("aria-pressed", String(player.muted.value))));
  close.add(effect(() => void (speed.value = String(player.rate.value))));
  close.add(effect(() => void (face && (face.textContent = fine(player.position.value)))));
  close.add(effect(() => void (length && (length.textContent = fine(player.length.value)))));

  const first = asked(window.location.search);
  if (first !== null) {
    if (video.readyState >= 1) player.seek(first);
    else close.add(listen(video, "loadedmetadata", () => player.seek(first), { once: true }));
  }
  close.add(player.close);
  return close.close;
}

/** @param {import("./studio.js").Studio} studio */
async function wholeScreen(studio) {
  if (document.fullscreenElement) {
    await document.exitFullscreen();
    return;
  }
  const viewer = document.getElementById("viewer");
  try {
    // An iPhone shows nothing but the video itself on its whole screen.
    if (viewer?.requestFullscreen) await viewer.requestFullscreen();
    else /** @type {any} */ (studio.video)?.webkitEnterFullscreen?.();
  } catch {
    studio.say("This browser keeps the page in its window.", "warn");
  }
}
