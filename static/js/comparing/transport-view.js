/** The buttons under both pictures and the keys that do the same: play, steps of the clip that leads, speed, loop, sound. */

import { fine } from "../clips/time.js";
import { closers, effect, listen } from "../lib/state.js";
import { RATES } from "../review/compare.js";
import { order } from "./layout.js";
import { otherOf } from "./pair.js";

const SOUNDS = /** @type {import("./pair.js").Sound[]} */ (["none", "first", "second"]);

/**
 * @param {import("./pair.js").Pair} pair
 * @returns {() => void}
 */
export function attach(pair) {
  const close = closers();
  const { run } = pair;
  const bar = /** @type {HTMLElement} */ (document.getElementById("pair-bar"));
  const speed = /** @type {HTMLInputElement} */ (document.getElementById("pair-speed"));
  const sound = /** @type {HTMLSelectElement} */ (document.getElementById("pair-sound"));
  const lead = /** @type {HTMLSelectElement} */ (document.getElementById("pair-lead"));

  /** @param {number} rate */
  const setRate = (rate) => pair.touch(() => run.setRate(Math.round(rate * 100) / 100));
  /** @param {number} by percent, from one mark to the next */
  const faster = (by) => {
    const percent = run.rate.value * 100;
    const next = by > 0 ? Math.floor(percent / by + 1e-6) * by + by : Math.ceil(percent / -by - 1e-6) * -by + by;
    setRate(next / 100);
  };
  /** @param {number} by */
  const jump = (by) => run.seek(run.at.value + by);
  const tenth = () => (run.span.value[1] - run.span.value[0]) / 10;
  /** @param {0 | 1} end */
  const mark = (end) => {
    const [from, to] = run.loop.value ?? run.span.value;
    const here = run.at.value;
    /** @type {[number, number]} */
    const next = end === 0 ? [here, to > here ? to : run.span.value[1]] : [from < here ? from : run.span.value[0], here];
    if (next[1] - next[0] < 50) return;
    pair.touch(() => void (run.loop.value = next));
  };
  const again = () => {
    if (run.loop.value) pair.touch(() => void (run.loop.value = null));
    else run.again.value = !run.again.value;
  };
  const nextSound = () => setSound(SOUNDS[(SOUNDS.indexOf(pair.sound.value) + 1) % SOUNDS.length] ?? "none");
  /** @param {import("./pair.js").Sound} to */
  const setSound = (to) => pair.touch(() => void (pair.sound.value = to));

  const play = "Play";
  const both = "Both clips";
  close.add(
    pair.keys.register([
      { key: [" ", "k"], deed: "play", words: "play or pause", group: play, run: () => run.toggle() },
      { key: [",", "ArrowLeft"], shift: false, deed: "back", words: "one frame back, of the clip that leads", group: play, repeats: true, run: () => run.step(-1) },
      { key: [".", "ArrowRight"], shift: false, deed: "forward", words: "one frame on", group: play, repeats: true, run: () => run.step(1) },
      { key: "ArrowLeft", shift: true, deed: "second-back", words: "one second back", group: play, repeats: true, run: () => jump(-1000) },
      { key: "ArrowRight", shift: true, deed: "second-on", words: "one second on", group: play, repeats: true, run: () => jump(1000) },
      { key: "PageUp", deed: "tenth-back", words: "a tenth back", group: play, repeats: true, run: () => jump(-tenth()) },
      { key: "PageDown", deed: "tenth-on", words: "a tenth on", group: play, repeats: true, run: () => jump(tenth()) },
      { key: "Home", deed: "first", words: "to the beginning", group: play, run: () => run.seek(run.span.value[0]) },
      { key: "End", deed: "last", words: "to the end", group: play, run: () => run.seek(run.span.value[1]) },
      { key: "ArrowUp", shift: false, deed: "faster", words: "25 % faster", group: play, repeats: true, run: () => faster(25) },
      { key: "ArrowDown", shift: false, deed: "slower", words: "25 % slower", group: play, repeats: true, run: () => faster(-25) },
      { key: "ArrowUp", shift: true, deed: "faster-10", words: "10 % faster", group: play, repeats: true, run: () => faster(10) },
      { key: "ArrowDown", shift: true, deed: "slower-10", words: "10 % slower", group: play, repeats: true, run: () => faster(-10) },
      { key: "ArrowUp", ctrl: true, deed: "faster-1", words: "1 % faster", group: play, repeats: true, run: () => faster(1) },
      { key: "ArrowDown", ctrl: true, deed: "slower-1", words: "1 % slower", group: play, repeats: true, run: () => faster(-1) },
      { key: "[", deed: "loop-in", words: "again and again from here", group: play, run: () => mark(0) },
      { key: "]", deed: "loop-out", words: "again and again to here", group: play, run: () => mark(1) },
      { key: "r", deed: "loop", words: "again and again; no loop any more", group: play, run: again },
      { key: "m", deed: "sound", words: "sound of the first, of the second, off", group: both, run: nextSound },
      { key: "t", deed: "lead", words: "the other clip leads", group: both, run: () => pair.touch(() => void (run.lead.value = otherOf(run.lead.value))) },
      { key: "f", deed: "fullscreen", words: "whole screen", group: "Page", run: () => void wholeScreen(pair) },
    ]),
  );
  close.add(listen(speed, "input", () => setRate(Number(speed.value) / 100)));
  close.add(listen(sound, "change", () => setSound(/** @type {import("./pair.js").Sound} */ (sound.value))));
  close.add(listen(lead, "change", () => pair.touch(() => void (run.lead.value = /** @type {import("./layout.js").Which} */ (lead.value)))));
  for (const list of [sound, lead]) close.add(listen(list, "change", () => list.blur()));

  speed.min = String(RATES.least * 100);
  speed.max = String(RATES.most * 100);
  close.add(
    effect(() => {
      const percent = Math.round(run.rate.value * 100);
      speed.value = String(percent);
      const words = `${percent} %`;
      speed.setAttribute("aria-valuetext", words);
      const face = document.getElementById("pair-speed-now");
      if (face) face.textContent = words;
    }),
  );
  close.add(effect(() => void (sound.value = pair.sound.value)));
  close.add(effect(() => void (lead.value = run.lead.value)));
  close.add(
    effect(() => {
      bar.classList.toggle("is-playing", run.playing.value);
      bar.querySelector("[data-do=play]")?.setAttribute("aria-label", run.playing.value ? "Pause" : "Play");
    }),
  );
  close.add(effect(() => bar.querySelector("[data-do=loop]")?.setAttribute("aria-pressed", String(run.again.value || run.loop.value !== null))));
  close.add(
    effect(() => {
      const moments = run.moments.value;
      const [left, right] = order(pair.layout.value);
      for (const [place, which] of /** @type {const} */ ([["left", left], ["right", right]])) {
        const face = document.getElementById(`pair-now-${place}`);
        if (face) face.textContent = fine(moments[which]);
      }
    }),
  );
  close.add(
    effect(() => {
      const face = document.getElementById("pair-standing");
      if (!face) return;
      const words = run.waiting.value ? "Loading…" : run.isApart.value ? "Moved by itself: press “Match here” to keep it so" : "";
      if (face.textContent !== words) face.textContent = words;
    }),
  );
  return close.close;
}

/** @param {import("./pair.js").Pair} pair */
async function wholeScreen(pair) {
  if (document.fullscreenElement) {
    await document.exitFullscreen();
    return;
  }
  try {
    await document.getElementById("pair-viewer")?.requestFullscreen();
  } catch {
    pair.say("This browser keeps the page in its window.", "warn");
  }
}
