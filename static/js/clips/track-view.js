/** The time line of a clip: where it stands, ticks for what happened and what was written, sound, and a look ahead. */

import { closers, effect, listen } from "../lib/state.js";
import { tileAt } from "./filmstrip.js";
import { load, paint } from "./strip-view.js";
import { clock, fine } from "./time.js";
import { bars } from "./waves.js";

const NEAR_PX = 14;
const BAR_PX = 3;

/**
 * @typedef {{at_ms: number, kind: string, title: string}} Tick
 */

/**
 * @param {HTMLElement} track
 * @param {import("./player.js").Player} player
 * @param {number} startMs where in the file its shown beginning lies
 * @returns {{setTicks: (ticks: Tick[]) => void, setWaves: (waveform: {rate: number, peaks: number[]}) => void,
 *   setStrip: (url: string) => void, close: () => void}}
 */
export function track(track, player, startMs) {
  const close = closers();
  const range = /** @type {HTMLInputElement} */ (track.querySelector("#seek"));
  const marks = /** @type {HTMLElement} */ (track.querySelector("#track-marks"));
  const waves = /** @type {HTMLCanvasElement} */ (track.querySelector("#waves"));
  const peek = /** @type {HTMLElement} */ (track.querySelector("#peek"));
  /** @type {Tick[]} */
  let ticks = [];
  /** @type {{rate: number, peaks: number[]} | null} */
  let waveform = null;
  let stripUrl = "";

  close.add(
    effect(() => {
      const length = player.length.value;
      range.max = String(Math.max(1, length));
      range.value = String(player.position.value);
      range.setAttribute("aria-valuetext", `${fine(player.position.value)} of ${clock(length)}`);
    }),
  );
  close.add(effect(() => place(player.length.value)));
  close.add(listen(range, "input", () => player.seek(Number(range.value))));

  /** @param {number} length */
  function place(length) {
    marks.replaceChildren(
      ...ticks
        .filter((tick) => tick.at_ms <= length)
        .map((tick) => {
          const mark = document.createElement("span");
          mark.className = `tick ${tick.kind}`;
          mark.title = `${clock(tick.at_ms)} ${tick.title}`;
          mark.style.left = `${length ? (tick.at_ms / length) * 100 : 0}%`;
          return mark;
        }),
    );
  }

  close.add(
    listen(marks, "click", (event) => {
      const box = marks.getBoundingClientRect();
      const length = player.length.value;
      const at = event.clientX - box.left;
      /** @param {Tick} tick */
      const away = (tick) => Math.abs((tick.at_ms / length) * box.width - at);
      const nearest = ticks.toSorted((a, b) => away(a) - away(b))[0];
      if (nearest && away(nearest) <= NEAR_PX) player.seek(nearest.at_ms);
      else player.seek((at / box.width) * length);
    }),
  );

  let wide = 0; // told when it changes: to ask for it at each frame would lay the page out anew
  let gone = -1;
  const goneBars = () => Math.ceil(((player.position.value / Math.max(1, player.length.value)) * wide) / BAR_PX);

  function draw() {
    const width = (wide = waves.clientWidth);
    const height = waves.clientHeight;
    const context = waves.getContext("2d");
    if (!waveform || !context || width === 0) return;
    const dense = window.devicePixelRatio || 1;
    waves.width = Math.round(width * dense);
    waves.height = Math.round(height * dense);
    context.scale(dense, dense);
    const from = startMs / 1000;
    const found = bars(waveform, from, from + player.length.value / 1000, Math.floor(width / BAR_PX));
    const paints = getComputedStyle(waves);
    const [before, after] = [paints.getPropertyValue("--accent"), paints.getPropertyValue("--line-strong")];
    gone = goneBars();
    found.forEach((loud, bar) => {
      const tall = Math.max(1, loud * height);
      context.fillStyle = bar < gone ? before : after;
      context.fillRect(bar * BAR_PX, (height - tall) / 2, BAR_PX - 1, tall);
    });
  }
  let beat = 0;
  const drawSoon = () => {
    cancelAnimationFrame(beat);
    beat = requestAnimationFrame(draw);
  };
  close.add(
    effect(() => {
      player.length.value;
      if (waveform) drawSoon();
    }),
  );
  close.add(
    effect(() => {
      const now = goneBars();
      if (waveform && now !== gone) drawSoon();
    }),
  );
  close.add(() => cancelAnimationFrame(beat));
  const sizes = new ResizeObserver(drawSoon);
  sizes.observe(waves);
  close.add(() => sizes.disconnect());
  const scheme = window.matchMedia("(prefers-color-scheme: dark)");
  close.add(listen(scheme, "change", draw));

  close.add(
    listen(range, "pointermove", async (event) => {
      if (event.pointerType !== "mouse" || !stripUrl) return;
      const box = range.getBoundingClientRect();
      const share = Math.min(1, Math.max(0, (event.clientX - box.left) / box.width));
      const { all, base } = await load(stripUrl);
      const tile = tileAt(all, (startMs + share * player.length.value) / 1000);
      if (!tile || !range.matches(":hover")) return;
      peek.hidden = false;
      peek.style.aspectRatio = `${tile.width} / ${tile.height}`;
      peek.style.left = `${share * 100}%`;
      paint(peek, tile, base, all);
    }),
  );
  close.add(listen(range, "pointerleave", () => (peek.hidden = true)));

  return {
    setTicks(found) {
      ticks = found;
      place(player.length.value);
    },
    setWaves(found) {
      waveform = found;
      waves.hidden = false;
      draw();
    },
    setStrip(url) {
      stripUrl = url;
    },
    close: close.close,
  };
}
