/** What the trainer draws on a replay, over its picture, on every screen that shows it; and the pens, on the trainer's. */

import { html } from "../../vendor/lit-html/lit-html.js";
import { createAlarm } from "../lib/alarm.js";
import { closers, effect, listen } from "../lib/state.js";
import { paint } from "../review/canvas.js";
import { icon } from "./icon-view.js";
import { asShape, PENS, untilFading } from "./pen.js";

const INKS = /** @type {const} */ (["amber", "red", "green", "blue", "white"]);
const LEAST_UNIT = 1; // lines and degrees are read from three metres

/**
 * @param {object} options
 * @param {import("./enter.js").LiveRoom} options.live
 * @param {HTMLElement} options.screen what holds the picture
 * @param {() => HTMLVideoElement | null} options.video the one that is shown
 * @param {import("./pen.js").Pen | null} options.pen null: they only look
 * @returns {{look: () => void, close: () => void}} look: there is another picture, or its size changed
 */
export function showStrokes({ live, screen, video, pen }) {
  const open = closers();
  const canvas = document.createElement("canvas");
  canvas.className = "strokes";
  canvas.setAttribute("aria-hidden", "true");
  screen.append(canvas);
  const ctx = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  const alarm = createAlarm(ask);
  let frame = 0;

  function ask() {
    frame ||= requestAnimationFrame(draw);
  }

  /** The picture's box within its element: it is as large as it can be, in the middle or at the foot. */
  function box() {
    const shown = video();
    const [w, h] = [shown?.videoWidth ?? 0, shown?.videoHeight ?? 0];
    if (!shown || !w || !h) return null;
    const scale = Math.min(screen.clientWidth / w, screen.clientHeight / h);
    const [width, height] = [w * scale, h * scale];
    const isLow = getComputedStyle(shown).objectPosition.endsWith("100%");
    return { left: (screen.clientWidth - width) / 2, top: (screen.clientHeight - height) / (isLow ? 1 : 2), width, height };
  }

  function draw() {
    frame = 0;
    const place = box();
    canvas.hidden = place === null;
    if (!place) return;
    for (const side of /** @type {const} */ (["left", "top", "width", "height"])) canvas.style[side] = `${place[side]}px`;
    const ratio = Math.min(2, devicePixelRatio);
    const [width, height] = [Math.round(place.width * ratio), Math.round(place.height * ratio)];
    if (canvas.width !== width) canvas.width = width;
    if (canvas.height !== height) canvas.height = height;
    const under = pen?.draft.peek() ?? null;
    const strokes = [...live.room.peek().strokes.filter(({ id }) => id !== under?.id), ...(under ? [under] : [])];
    const now_ms = live.clock.now();
    ctx.clearRect(0, 0, width, height);
    paint(ctx, strokes.map(asShape), { width, height, atMs: now_ms, leastUnit: LEAST_UNIT * ratio });
    canvas.dataset["strokes"] = String(strokes.length);
    const wait_ms = untilFading(strokes, now_ms);
    if (wait_ms === 0) ask();
    else if (wait_ms < Infinity) alarm.set(wait_ms);
  }

  open.add(
    effect(() => {
      live.room.value.strokes;
      live.room.value.replay?.id;
      pen?.draft.value;
      ask();
    }),
  );
  const sizes = new ResizeObserver(ask);
  sizes.observe(screen);
  open.add(() => sizes.disconnect());
  open.add(() => {
    cancelAnimationFrame(frame);
    alarm.close();
    canvas.remove();
  });
  if (pen) open.add(hear(canvas, pen));
  return { look: ask, close: open.close };
}

/**
 * @param {HTMLCanvasElement} canvas
 * @param {import("./pen.js").Pen} pen
 * @returns {() => void}
 */
function hear(canvas, pen) {
  const open = closers();
  /** @param {PointerEvent} event */
  const pointOf = (event) => {
    const { left, top } = canvas.getBoundingClientRect();
    return /** @type {[number, number]} */ ([event.clientX - left, event.clientY - top]);
  };
  open.add(effect(() => void canvas.classList.toggle("is-drawing", pen.tool.value !== null)));
  open.add(
    listen(canvas, "pointerdown", (/** @type {PointerEvent} */ event) => {
      if (event.button !== 0) return;
      canvas.setPointerCapture(event.pointerId);
      pen.press(pointOf(event), { width: canvas.clientWidth, height: canvas.clientHeight });
    }),
  );
  open.add(listen(canvas, "pointermove", (/** @type {PointerEvent} */ event) => pen.moveTo(pointOf(event))));
  open.add(listen(canvas, "pointerup", (/** @type {PointerEvent} */ event) => pen.release(pointOf(event), event.pointerType === "touch" ? 16 : 6)));
  open.add(listen(canvas, "pointercancel", pen.cancel));
  return open.close;
}

/**
 * The trainer's row of pens.
 *
 * @param {object} facts
 * @param {import("./pen.js").Pen} facts.pen
 * @param {number} facts.count strokes that are there
 */
export function pensView({ pen, count }) {
  const { tool, colour, fades } = pen;
  return html`<div class="pens" role="group" aria-label="Draw on the picture">
    ${PENS.map(
      (one) => html`<button type="button" class="button quiet icon-only" data-pen=${one.tool} title=${one.words} aria-label=${one.words} aria-pressed=${String(tool.value === one.tool)} @click=${() => pen.choose(tool.peek() === one.tool ? null : one.tool)}>${icon(one.icon)}</button>`,
    )}
    ${INKS.map(
      (ink) => html`<button type="button" class="button quiet icon-only" title=${ink} aria-label=${ink} aria-pressed=${String(colour.value === ink)} @click=${() => void (colour.value = ink)}><span class="ink ink-${ink}"></span></button>`,
    )}
    <span class="pen-deeds">
      <button type="button" class="button quiet" id="pen-stays" aria-pressed=${String(!fades.value)} @click=${() => void (fades.value = !fades.peek())}>Stays</button>
      <button type="button" class="button quiet icon-only" id="pen-undo" title="Take the last one back" aria-label="Take the last one back" ?disabled=${count === 0} @click=${() => void pen.undo()}>${icon("undo")}</button>
      <button type="button" class="button quiet" id="pen-clear" ?disabled=${count === 0} @click=${() => void pen.clear()}>${icon("close")}<span>Clear</span></button>
      <button type="button" class="button quiet" id="pen-keep" title="Keep what is drawn with the clip" ?disabled=${count === 0} @click=${() => void pen.keep()}>${icon("check")}<span>Keep</span></button>
    </span>
  </div>`;
}
