/** The drawings over the picture: paints those of the frame that is shown, and hands what a pointer and the keys do there to `drawing`. */

import { closers, effect, listen } from "../lib/state.js";
import { paint } from "./canvas.js";
import { createDrawing } from "./drawing.js";
import { pixelsOf } from "./fit.js";
import { isSame, layered } from "./layering.js";
import { toPicture, wayInPicture } from "./turning.js";

/** @typedef {import("./angles.js").Point} Point */

const SLACKS = { mouse: 8, pen: 12, touch: 22 }; // pixels of the page
const LARGEST = 2560; // pixels of the canvas' longer side: more is not seen and costs much
const NUDGED_MS = 700; // a burst of nudges is one step of undo
const LEAST_UNIT = 0.8; // words are never smaller than thirteen pixels of the page, however small the picture
const HEAVY_MS = 8; // a painting that takes longer leaves out as many frames as it takes

/**
 * @param {import("./studio.js").Studio} studio
 * @returns {() => void}
 */
export function attach(studio) {
  const { player, video, picture, overlay, marks, undo, side } = studio;
  const close = closers();
  if (!overlay || !marks || !undo) return close.close;
  const view = () => studio.view.value;

  const canvas = document.createElement("canvas");
  const ground = document.createElement("canvas"); // what stands still while the film plays
  canvas.className = "drawings";
  ground.className = "drawings is-ground";
  ground.setAttribute("aria-hidden", "true");
  overlay.append(ground, canvas);
  close.add(() => {
    ground.remove();
    canvas.remove();
  });
  const ctx = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  const groundCtx = /** @type {CanvasRenderingContext2D} */ (ground.getContext("2d"));

  let box = { width: 1, height: 1 }; // told when it changes: to ask for it at each frame would lay the page out anew
  const measure = () => {
    box = { width: overlay.clientWidth || 1, height: overlay.clientHeight || 1 };
  };
  measure();
  const drawing = createDrawing({
    marks,
    undo,
    moment() {
      const frame = player?.frame.value ?? null;
      return { frame, at_ms: player ? (frame === null ? player.position.value : player.frameMs(frame)) : 0 };
    },
    size: () => box,
    film: () => pixelsOf(picture),
    leastUnit: () => LEAST_UNIT / view().zoom,
    step: (by) => player?.step(by),
  });
  studio.drawing = drawing;

  // ---- painting

  let isAsked = 0;
  let isBlank = true;
  let cost_ms = 0;
  let painted_ms = 0;
  /** @type {import("./shapes.js").Shape[]} */
  let standing = []; // on the ground
  let how = "";
  const ask = () => {
    isAsked ||= requestAnimationFrame(draw);
  };
  close.add(() => cancelAnimationFrame(isAsked));

  function draw() {
    isAsked = 0;
    const before = performance.now();
    if (player?.playing.peek() && cost_ms > HEAVY_MS && before - painted_ms < 3 * cost_ms) return ask();
    const frame = frameOf();
    const isSelecting = drawing.tool.peek() === "select";
    const selected = isSelecting ? drawing.selected.peek() : null;
    const { still, live } = layered(drawing.seen(), frame.atMs, [selected, drawing.draft.peek()?.id]);
    const { width, height, leastUnit, calibration, view: turned } = frame;
    const now = JSON.stringify([width, height, leastUnit, calibration, turned.rotate, turned.mirror]);
    if (now !== how || !isSame(still, standing)) {
      fit(ground, width, height);
      groundCtx.clearRect(0, 0, width, height);
      paint(groundCtx, still, frame);
      standing = still;
      how = now;
    }
    if (live.length > 0 || !isBlank) {
      fit(canvas, width, height);
      ctx.clearRect(0, 0, width, height);
      paint(ctx, live, { ...frame, selected, handle: drawing.handle.peek() });
      isBlank = live.length === 0;
    }
    painted_ms = performance.now();
    cost_ms = painted_ms - before;
  }

  /** What is painted on, in pixels of the canvases. */
  function frameOf() {
    const frame = drawing.frame();
    const turned = studio.view.peek();
    const wanted = window.devicePixelRatio * Math.max(1, turned.zoom);
    const scale = Math.min(wanted, LARGEST / Math.max(frame.width, frame.height));
    return {
      ...frame,
      width: Math.max(1, Math.round(frame.width * scale)),
      height: Math.max(1, Math.round(frame.height * scale)),
      leastUnit: (frame.leastUnit ?? 0) * scale,
      picture,
      view: turned,
    };
  }

  close.add(
    effect(() => {
      drawing.showing.value;
      drawing.draft.value;
      drawing.selected.value;
      drawing.handle.value;
      drawing.tool.value;
      drawing.calibration.value;
      player?.position.value;
      player?.frame.value;
      view();
      ask();
    }),
  );
  const sizes = new ResizeObserver(() => {
    measure();
    ask();
  });
  sizes.observe(overlay);
  close.add(() => sizes.disconnect());
  if (picture) close.add(listen(picture, video ? "seeked" : "load", ask)); // a magnifier shows what is there now
  void document.fonts?.ready.then(() => {
    how = ""; // words are painted anew in our font
    ask();
  });
  if (side !== "trainer") return close.close;

  // ---- pointers

  canvas.classList.add("is-ours");
  canvas.tabIndex = 0;
  canvas.setAttribute("role", "application");
  canvas.setAttribute("aria-label", "The picture: draw on it");
  canvas.setAttribute("aria-describedby", "draw-says");
  close.add(
    effect(() => {
      const isTaken = drawing.tool.value !== "select" || drawing.selected.value !== null;
      canvas.classList.toggle("is-taken", isTaken);
      canvas.classList.toggle("is-drawing", drawing.tool.value !== "select");
    }),
  );

  /** @type {number | null} */
  let pointer = null;

  /**
   * @param {PointerEvent | MouseEvent} event
   * @returns {Point}
   */
  function pointOf(event) {
    const box = overlay?.getBoundingClientRect() ?? new DOMRect();
    return toPicture([(event.clientX - box.left) / (box.width || 1), (event.clientY - box.top) / (box.height || 1)], view());
  }
  /** @param {PointerEvent} event */
  const modsOf = (event) => ({
    shift: event.shiftKey,
    alt: event.altKey,
    slack: (SLACKS[/** @type {keyof typeof SLACKS} */ (event.pointerType)] ?? SLACKS.mouse) / view().zoom,
  });
  let isOurs = false; // the gesture that is under way; its click is ours too

  close.add(
    listen(canvas, "pointerdown", (/** @type {PointerEvent} */ event) => {
      if (pointer !== null) {
        drawing.cancel(); // a second finger: they zoom
        pointer = null;
        isOurs = false;
        return;
      }
      isOurs = false;
      if (event.button !== 0) return;
      isOurs = drawing.press(pointOf(event), modsOf(event));
      if (!isOurs) return;
      if (player?.playing.peek() && drawing.tool.peek() !== "select") player.toggle(); // one draws on a frame
      event.stopPropagation();
      pointer = event.pointerId;
      canvas.setPointerCapture(event.pointerId);
    }),
  );
  close.add(
    listen(canvas, "pointermove", (/** @type {PointerEvent} */ event) => {
      if (pointer !== null && event.pointerId !== pointer) return;
      if (pointer !== null) event.stopPropagation();
      const several = pointer === null ? [event] : (event.getCoalescedEvents?.() ?? [event]);
      for (const one of several.length ? several : [event]) drawing.moveTo(pointOf(one), modsOf(event));
    }),
  );
  close.add(
    listen(canvas, "pointerup", (/** @type {PointerEvent} */ event) => {
      if (event.pointerId !== pointer) return;
      event.stopPropagation();
      pointer = null;
      drawing.release(pointOf(event), modsOf(event));
    }),
  );
  close.add(
    listen(canvas, "pointercancel", (/** @type {PointerEvent} */ event) => {
      if (event.pointerId !== pointer) return;
      pointer = null;
      drawing.cancel();
    }),
  );
  close.add(
    listen(canvas, "click", (/** @type {MouseEvent} */ event) => {
      if (isOurs) event.stopPropagation(); // or the film would play
    }),
  );
  close.add(
    listen(canvas, "dblclick", (/** @type {MouseEvent} */ event) => {
      const id = drawing.selected.peek();
      if (!id || drawing.tool.peek() !== "select") return;
      event.stopPropagation();
      drawing.askWords(id);
    }),
  );

  // ---- keys, while the picture has the focus: arrows move what is selected. Without a selection they step, as everywhere.

  let resting = 0;
  close.add(() => clearTimeout(resting));
  close.add(
    listen(canvas, "keydown", (/** @type {KeyboardEvent} */ event) => {
      if (event.ctrlKey || event.metaKey || event.altKey || !drawing.selected.peek()) return;
      const by = event.shiftKey ? 10 : 1;
      const way = { ArrowLeft: [-by, 0], ArrowRight: [by, 0], ArrowUp: [0, -by], ArrowDown: [0, by] }[event.key];
      if (way) {
        const [dx, dy] = wayInPicture(/** @type {Point} */ (way), view());
        drawing.nudge(dx, dy);
        clearTimeout(resting);
        resting = window.setTimeout(drawing.settle, NUDGED_MS);
      } else if (event.key === "Enter" && drawing.tool.peek() === "select") drawing.nextHandle(event.shiftKey ? -1 : 1);
      else return;
      event.preventDefault();
    }),
  );
  close.add(listen(canvas, "blur", drawing.settle));
  return close.close;
}

/**
 * @param {HTMLCanvasElement} canvas
 * @param {number} width
 * @param {number} height
 */
function fit(canvas, width, height) {
  if (canvas.width !== width) canvas.width = width;
  if (canvas.height !== height) canvas.height = height;
}
