/** What a voice-over shows over the picture while it is played: its drawings, its pointer, its captions. */

import { closers, effect } from "../lib/state.js";
import { captionAt } from "./captions.js";
import { paint } from "./canvas.js";
import { pixelsOf } from "./fit.js";
import { at as placeAt } from "./paths.js";

const LARGEST = 2560;

/**
 * The drawings of a moment from the bottom up, without those of hidden layers: as drawing.js has them.
 *
 * @param {ReadonlyMap<string, import("./performance.js").Mark>} marks
 * @returns {{shapes: import("./shapes.js").Shape[], calibration: any}}
 */
export function drawnOf(marks) {
  const all = [...marks.values()];
  const layers = all.filter(({ kind }) => kind === "layer").sort((a, b) => (a.body.order ?? 0) - (b.body.order ?? 0) || (a.id < b.id ? -1 : 1));
  const levels = new Map(layers.map(({ id }, n) => [id, n + 1]));
  const hidden = new Set(layers.filter(({ body }) => body.is_hidden).map(({ id }) => id));
  const shapes = /** @type {import("./shapes.js").Shape[]} */ (all.filter(({ kind, body }) => kind === "shape" && !hidden.has(body.layer)));
  const level = (/** @type {import("./shapes.js").Shape} */ one) => levels.get(one.body.layer) ?? 0;
  const z = (/** @type {import("./shapes.js").Shape} */ one) => /** @type {number} */ (one.body.extra?.["z"] ?? 0);
  shapes.sort((a, b) => level(a) - level(b) || z(a) - z(b) || (a.id < b.id ? -1 : 1));
  return { shapes, calibration: all.findLast(({ kind }) => kind === "calibration")?.body ?? null };
}

/**
 * @param {object} options
 * @param {import("./studio.js").Studio} options.studio
 * @param {import("./voice-player.js").Replay} options.replay
 * @param {() => readonly import("./captions.js").Caption[]} options.captions
 * @param {import("../lib/state.js").ReadonlySignal<boolean>} options.hasCaptions
 * @returns {() => void}
 */
export function showPerformance({ studio, replay, captions, hasCaptions }) {
  const close = closers();
  const { overlay, stage, picture, view } = studio;
  if (!overlay || !picture) return close.close;
  const canvas = document.createElement("canvas");
  canvas.className = "drawings voice-drawings";
  const pointer = document.createElement("span");
  pointer.className = "voice-pointer";
  pointer.hidden = true;
  const words = document.createElement("p");
  words.className = "voice-caption";
  words.hidden = true;
  overlay.append(canvas, pointer);
  stage.append(words);
  stage.classList.add("is-spoken-over");
  const before = view.peek();
  close.add(() => {
    canvas.remove();
    pointer.remove();
    words.remove();
    stage.classList.remove("is-spoken-over");
    view.value = before;
  });
  const ctx = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  let isBlank = true;
  /** @type {ReadonlyMap<string, any> | null} */
  let of = null;
  let drawn = drawnOf(new Map());

  function draw() {
    const moment = replay.moment.value;
    const shown_ms = replay.shown.value;
    if (moment.marks !== of) {
      of = moment.marks;
      drawn = drawnOf(of);
    }
    if (drawn.shapes.length === 0 && isBlank) return;
    const wide = overlay?.clientWidth || 1;
    const high = overlay?.clientHeight || 1;
    const scale = Math.min(window.devicePixelRatio * Math.max(1, moment.view.zoom), LARGEST / Math.max(wide, high));
    const [w, h] = [Math.max(1, Math.round(wide * scale)), Math.max(1, Math.round(high * scale))];
    if (canvas.width !== w) canvas.width = w;
    if (canvas.height !== h) canvas.height = h;
    ctx.clearRect(0, 0, w, h);
    isBlank = drawn.shapes.length === 0;
    paint(ctx, drawn.shapes, { width: w, height: h, atMs: shown_ms, film: pixelsOf(picture), calibration: drawn.calibration, picture, view: moment.view });
  }

  close.add(effect(draw));
  close.add(
    effect(() => {
      const now = replay.moment.value.view;
      const is = view.peek();
      if (now.zoom !== is.zoom || now.x !== is.x || now.y !== is.y || now.rotate !== is.rotate || now.mirror !== is.mirror) {
        view.value = /** @type {import("../clips/player.js").View} */ (now);
      }
    }),
  );
  close.add(
    effect(() => {
      const at = replay.moment.value.pointer;
      pointer.hidden = at === null;
      if (!at) return;
      pointer.style.left = `${at.x * 100}%`;
      pointer.style.top = `${at.y * 100}%`;
    }),
  );
  close.add(
    effect(() => {
      const text = hasCaptions.value ? captionAt(captions(), replay.position.value) : "";
      if (words.textContent !== text) words.textContent = text;
      words.hidden = text === "";
    }),
  );
  return close.close;
}

/**
 * Where a pointer is on the upright picture, 0..1, whatever way it is turned; null outside of it.
 *
 * @param {PointerEvent} event
 * @param {HTMLElement} overlay
 * @param {import("../clips/player.js").View} view
 * @param {(point: [number, number], view: any) => [number, number]} toPicture
 * @returns {[number, number] | null}
 */
export function pointedAt(event, overlay, view, toPicture) {
  const box = overlay.getBoundingClientRect();
  const x = (event.clientX - box.left) / (box.width || 1);
  const y = (event.clientY - box.top) / (box.height || 1);
  if (x < 0 || x > 1 || y < 0 || y > 1) return null;
  const point = toPicture([x, y], view);
  return [placeAt(point, 0), placeAt(point, 1)];
}
