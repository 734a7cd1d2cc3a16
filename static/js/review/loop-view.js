/** The loop between two moments: keys set its ends, and two handles on the track show and move them. */

import { fine } from "../clips/time.js";
import { closers, effect, listen } from "../lib/state.js";

const LEAST_MS = 100;

/**
 * @param {import("./studio.js").Studio} studio
 * @returns {() => void}
 */
export function attach(studio) {
  const { player } = studio;
  const place = document.getElementById("track-loop");
  const close = closers();
  if (!player || !place) return close.close;
  const clip = player;
  const bar = place;
  const [first, last] = /** @type {HTMLElement[]} */ ([...bar.querySelectorAll(".loop-handle")]);
  const span = /** @type {HTMLElement} */ (bar.querySelector(".loop-span"));
  if (!first || !last) return close.close;

  const begin = () => clip.loopIn.value ?? 0;
  const end = () => clip.loopOut.value ?? clip.length.value;

  /** @param {"in" | "out"} which @param {number} ms */
  function set(which, ms) {
    if (which === "in") {
      clip.loopIn.value = Math.max(0, Math.min(ms, clip.length.value - LEAST_MS));
      if (end() < begin() + LEAST_MS) clip.loopOut.value = null;
    } else {
      clip.loopOut.value = Math.min(clip.length.value, Math.max(ms, LEAST_MS));
      if (begin() > end() - LEAST_MS) clip.loopIn.value = null;
    }
    clip.toggleLoop(true);
  }

  close.add(
    effect(() => {
      const length = clip.length.value;
      const isSet = clip.loop.value && (clip.loopIn.value !== null || clip.loopOut.value !== null);
      bar.hidden = !isSet;
      if (!isSet || length <= 0) return;
      const [from, to] = [(begin() / length) * 100, (end() / length) * 100];
      first.style.left = `${from}%`;
      last.style.left = `${to}%`;
      span.style.left = `${from}%`;
      span.style.width = `${to - from}%`;
      for (const [handle, at] of /** @type {[HTMLElement, number][]} */ ([[first, begin()], [last, end()]])) {
        handle.setAttribute("aria-valuemax", String(Math.round(length)));
        handle.setAttribute("aria-valuenow", String(Math.round(at)));
        handle.setAttribute("aria-valuetext", fine(at));
      }
    }),
  );
  // Without the loop its ends are forgotten, so that R alone means the whole clip.
  close.add(
    effect(() => {
      if (clip.loop.value) return;
      clip.loopIn.value = null;
      clip.loopOut.value = null;
    }),
  );

  for (const which of /** @type {const} */ (["in", "out"])) {
    const handle = which === "in" ? first : last;
    close.add(
      listen(handle, "pointerdown", (/** @type {PointerEvent} */ event) => {
        event.preventDefault();
        handle.focus();
        handle.setPointerCapture(event.pointerId);
      }),
    );
    close.add(
      listen(handle, "pointermove", (/** @type {PointerEvent} */ event) => {
        if (!handle.hasPointerCapture(event.pointerId)) return;
        const box = bar.getBoundingClientRect();
        set(which, ((event.clientX - box.left) / box.width) * clip.length.value);
        clip.pause();
        clip.seek(which === "in" ? begin() : end());
      }),
    );
    close.add(
      listen(handle, "keydown", (/** @type {KeyboardEvent} */ event) => {
        const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
        if (!by) return;
        event.preventDefault();
        event.stopPropagation();
        const at = which === "in" ? begin() : end();
        const index = clip.frames.value;
        const n = index?.at((studio.config.start_ms + at) / 1000 + 6e-4);
        set(which, n === undefined ? at + (by * 1000) / 30 : clip.frameMs(n + by));
      }),
    );
  }
  const group = "Play";
  close.add(
    studio.keys.register([
      { key: "[", deed: "loop-in", words: "the loop begins here", group, run: () => set("in", clip.position.value) },
      { key: "]", deed: "loop-out", words: "the loop ends here", group, run: () => set("out", clip.position.value) },
    ]),
  );
  return close.close;
}
