/** The two pictures as they lie, what is drawn on them, and what a hand does there. */

import { closers, effect, listen } from "../lib/state.js";
import { paint } from "../review/canvas.js";
import { toPicture } from "../review/turning.js";
import { order, ratioOf, within } from "./layout.js";
import { BOTH, otherOf } from "./pair.js";

/** @typedef {import("./pair.js").Pair} Pair */
/** @typedef {import("./layout.js").Which} Which */

const SLACK = { mouse: 8, pen: 10, touch: 18 };

/**
 * @param {Pair} pair
 * @returns {() => void}
 */
export function attach(pair) {
  const close = closers();
  const stage = /** @type {HTMLElement} */ (document.getElementById("pair-stage"));
  const { sides, run } = pair;

  close.add(
    effect(() => {
      const layout = pair.layout.value;
      const [one, other] = order(layout);
      stage.dataset["way"] = layout.way;
      stage.classList.toggle("is-difference", layout.way === "over" && layout.blend === "difference");
      const under = ratioOf(sides[one].film.value);
      stage.style.setProperty("--under", String(under));
      for (const which of BOTH) {
        const { root, film } = sides[which];
        const ratio = ratioOf(film.value);
        const frame = layout.way === "over" ? under : ratio;
        const fit = within(frame, ratio);
        const isTurned = film.value.rotate % 180 !== 0;
        const placed = layout[which];
        root.style.order = which === one ? "1" : "2";
        root.style.setProperty("--ratio", String(frame));
        root.style.setProperty("--own", String(ratio));
        root.classList.toggle("is-above", layout.way === "over" && which === other);
        root.style.setProperty("--opacity", layout.way === "over" && which === other ? String(layout.opacity) : "1");
        const shift = /** @type {HTMLElement | null} */ (root.querySelector(".pair-shift"));
        const picture = /** @type {HTMLElement | null} */ (root.querySelector(".pair-picture"));
        if (!shift || !picture) continue;
        shift.style.transform = `translate(${placed.x * 100}%, ${placed.y * 100}%) scale(${placed.scale * (placed.mirror ? -1 : 1)}, ${placed.scale})`;
        // Before it is turned it is as wide as it will be high.
        const [wide, high] = isTurned ? [fit.height / frame, fit.width * frame] : [fit.width, fit.height];
        picture.style.width = `${wide * 100}%`;
        picture.style.height = `${high * 100}%`;
        picture.style.transform = `translate(-50%, -50%) rotate(${film.value.rotate}deg)`;
      }
      stage.dataset["lead"] = run.lead.value;
      stage.classList.toggle("is-moving", pair.isMoving.value);
    }),
  );

  for (const which of BOTH) {
    const side = sides[which];
    close.add(
      effect(() => {
        const words = side.root.querySelector(".pair-trouble");
        if (!(words instanceof HTMLElement)) return;
        words.textContent = side.broken.value;
        words.hidden = side.broken.value === "";
      }),
    );
    if (!side.canvas) continue;
    const canvas = side.canvas;
    const sizes = new ResizeObserver(() => draw(pair, which));
    sizes.observe(canvas);
    close.add(() => sizes.disconnect());
    close.add(effect(() => draw(pair, which)));
    close.add(takePointers(pair, which, canvas));
  }

  let wanted = 0;
  const frame = (/** @type {number} */ now) => {
    run.tick(now);
    wanted = requestAnimationFrame(frame);
  };
  wanted = requestAnimationFrame(frame);
  close.add(() => cancelAnimationFrame(wanted));
  // A page nobody looks at is painted no more: then nobody follows either.
  close.add(listen(document, "visibilitychange", () => document.hidden && run.playing.value && run.pause()));
  return close.close;
}

/**
 * @param {Pair} pair
 * @param {Which} which
 */
function draw(pair, which) {
  const side = pair.sides[which];
  const canvas = side.canvas;
  const moments = pair.run.moments.value;
  const placed = pair.layout.value[which];
  const film = side.film.value;
  const { selected, handle } = side.drawing;
  const isLinked = pair.isLinked.value;
  side.seen.value;
  side.drawing.showing.value;
  side.drawing.draft.value;
  const other = pair.sides[otherOf(which)];
  other.drawing.showing.value;
  other.drawing.draft.value;
  if (!canvas) return;
  const own = side.drawing.seen();
  const others = isLinked ? other.drawing.seen() : [];
  if (own.length === 0 && others.length === 0 && canvas.dataset["blank"] === "yes") return;
  canvas.dataset["blank"] = own.length === 0 && others.length === 0 ? "yes" : "no";
  const context = canvas.getContext("2d");
  const dense = window.devicePixelRatio || 1;
  const [width, height] = [Math.round(canvas.clientWidth * dense), Math.round(canvas.clientHeight * dense)];
  if (!context || width === 0) return;
  if (canvas.width !== width || canvas.height !== height) [canvas.width, canvas.height] = [width, height];
  else context.clearRect(0, 0, width, height);
  const how = {
    width,
    height,
    film: film.width ? film : null,
    picture: side.video ?? side.image,
    view: { rotate: film.rotate, mirror: placed.mirror },
  };
  if (others.length) paint(context, others, { ...how, atMs: moments[other.which], calibration: side.drawing.calibration.value?.body ?? null });
  paint(context, own, {
    ...how,
    atMs: moments[which],
    calibration: side.drawing.calibration.value?.body ?? null,
    selected: selected.value,
    handle: handle.value,
  });
}

/**
 * @param {Pair} pair
 * @param {Which} which
 * @param {HTMLCanvasElement} canvas
 */
function takePointers(pair, which, canvas) {
  const close = closers();
  const { run } = pair;
  const { drawing } = pair.sides[which];
  /** @type {"drawing" | "pushing" | "pressing" | null} */
  let doing = null;
  let last = { x: 0, y: 0 };

  /** @param {PointerEvent} event @returns {[number, number]} */
  const where = (event) => {
    const box = canvas.getBoundingClientRect();
    const view = { rotate: pair.sides[which].film.peek().rotate, mirror: pair.layout.peek()[which].mirror };
    return toPicture([(event.clientX - box.left) / (box.width || 1), (event.clientY - box.top) / (box.height || 1)], view);
  };
  /** @param {PointerEvent} event */
  const mods = (event) => ({ shift: event.shiftKey, alt: event.altKey, slack: SLACK[/** @type {keyof typeof SLACK} */ (event.pointerType)] ?? 10 });

  close.add(
    listen(canvas, "pointerdown", (/** @type {PointerEvent} */ event) => {
      if (event.button !== 0) return;
      last = { x: event.clientX, y: event.clientY };
      if (pair.isMoving.value) doing = "pushing";
      else if (pair.mayWrite && drawing.press(where(event), mods(event))) {
        if (run.playing.value) run.pause();
        // What is selected on one is not selected on the other as well.
        pair.sides[otherOf(which)].drawing.select(null);
        pair.drawnOn.value = which;
        doing = "drawing";
      } else doing = "pressing";
      canvas.setPointerCapture(event.pointerId);
      event.preventDefault();
    }),
  );
  close.add(
    listen(canvas, "pointermove", (/** @type {PointerEvent} */ event) => {
      if (doing === "pushing") {
        const box = /** @type {HTMLElement} */ (canvas.closest(".pair-frame")).getBoundingClientRect();
        pair.move(which, { x: (event.clientX - last.x) / box.width, y: (event.clientY - last.y) / box.height });
        last = { x: event.clientX, y: event.clientY };
      } else if (doing === "drawing" || drawing.tool.value !== "select") drawing.moveTo(where(event), mods(event));
    }),
  );
  close.add(
    listen(canvas, "pointerup", (/** @type {PointerEvent} */ event) => {
      if (doing === "drawing") drawing.release(where(event), mods(event));
      else if (doing === "pressing" && Math.hypot(event.clientX - last.x, event.clientY - last.y) < 6) run.toggle();
      doing = null;
    }),
  );
  close.add(
    listen(canvas, "pointercancel", () => {
      if (doing === "drawing") drawing.cancel();
      doing = null;
    }),
  );
  close.add(
    listen(
      canvas,
      "wheel",
      (/** @type {WheelEvent} */ event) => {
        if (!pair.isMoving.value) return;
        event.preventDefault();
        pair.move(which, { scale: event.deltaY < 0 ? 1.05 : 1 / 1.05 });
      },
      { passive: false },
    ),
  );
  return close.close;
}
