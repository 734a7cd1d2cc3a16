/**
 * Hands on the picture: a drag turns it frame by frame, two fingers or the wheel zoom, a drag with the hand moves it; a
 * photo has no frames, and any drag moves it. What somebody draws is none of it.
 */

import { closers, effect, listen, signal } from "../lib/state.js";
import { UPRIGHT } from "../clips/player.js";
import { wheel as makeWheel } from "./scrub.js";
import { pushed, turned, zoomed } from "./view.js";

const STILL_PX = 5; // less than that is a press, not a drag
const STEP = 1.5;
const WHEEL_PX = 240; // of a wheel, for twice as large

/**
 * @param {import("./studio.js").Studio} studio
 * @returns {() => void}
 */
export function attach(studio) {
  const { player: clip, stage, view } = studio;
  const close = closers();
  if (!studio.picture) return close.close;
  const hasHand = signal(false);
  /** @type {Map<number, {x: number, y: number}>} */
  const down = new Map();
  /** @type {import("./scrub.js").Wheel | null} */
  let flywheel = null;
  let began = { x: 0, y: 0 };
  let isDrag = false;
  let isOurs = false; // this drag began on the picture, not on a drawing
  let moves = false; // this drag moves the picture

  /** @param {{clientX: number, clientY: number}} point shares of the stage, from its middle */
  const share = ({ clientX, clientY }) => {
    const box = stage.getBoundingClientRect();
    return { x: (clientX - box.left) / box.width - 0.5, y: (clientY - box.top) / box.height - 0.5 };
  };
  const middle = () => {
    const all = [...down.values()];
    return {
      clientX: all.reduce((sum, one) => sum + one.x, 0) / all.length,
      clientY: all.reduce((sum, one) => sum + one.y, 0) / all.length,
    };
  };
  const spread = () => {
    const [a, b] = [...down.values()];
    return a && b ? Math.hypot(a.x - b.x, a.y - b.y) : 0;
  };

  // Every finger is known; but a drag is ours only when nobody above (who draws) took its beginning.
  close.add(
    listen(
      stage,
      "pointerdown",
      (/** @type {PointerEvent} */ event) => {
        if (event.pointerType === "mouse" && event.button > 1) return;
        down.set(event.pointerId, { x: event.clientX, y: event.clientY });
        isOurs = false;
        isDrag = down.size > 1;
        flywheel = null;
      },
      { capture: true },
    ),
  );
  close.add(
    listen(stage, "pointerdown", (/** @type {PointerEvent} */ event) => {
      if (!down.has(event.pointerId) || down.size > 1) return;
      isOurs = true;
      began = { x: event.clientX, y: event.clientY };
      // There are no frames of a photo to be turned: a drag moves it.
      moves = !clip || event.button === 1 || event.shiftKey || (hasHand.value && view.value.zoom > 1);
      if (event.button === 1) event.preventDefault();
    }),
  );
  /** @param {PointerEvent} event */
  const move = (event) => {
      const last = down.get(event.pointerId);
      if (!last) return;
      const [before, apart] = [middle(), spread()];
      const now = { x: event.clientX, y: event.clientY };
      if (down.size === 1 && !isOurs) return;
      if (!isDrag) {
        if (Math.hypot(now.x - began.x, now.y - began.y) < STILL_PX) return;
        isDrag = true;
        stage.setPointerCapture(event.pointerId);
        if (!moves) {
          clip?.pause();
          flywheel = makeWheel(now.x, event.timeStamp);
        }
      }
      down.set(event.pointerId, now);
      if (down.size > 1) {
        const at = share(middle());
        const from = share(before);
        view.value = pushed(zoomed(view.value, apart ? spread() / apart : 1, at.x, at.y), at.x - from.x, at.y - from.y);
      } else if (moves) {
        view.value = pushed(view.value, (now.x - last.x) / stage.clientWidth, (now.y - last.y) / stage.clientHeight);
      } else {
        const by = flywheel?.turn(now.x, event.timeStamp) ?? 0;
        if (by !== 0) clip?.step(by);
      }
  };
  close.add(listen(stage, "pointermove", move, { capture: true }));
  /** @param {PointerEvent} event */
  const up = (event) => void down.delete(event.pointerId);
  close.add(listen(stage, "pointerup", up, { capture: true }));
  close.add(listen(stage, "pointercancel", up, { capture: true }));
  // A drag is no press: the press that ends it is nobody's.
  close.add(listen(stage, "click", (event) => isDrag && event.preventDefault(), { capture: true }));
  close.add(listen(stage, "dragstart", (event) => event.preventDefault()));
  close.add(
    listen(
      stage,
      "wheel",
      (/** @type {WheelEvent} */ event) => {
        event.preventDefault();
        const at = share(event);
        const px = event.deltaMode === 1 ? event.deltaY * 16 : event.deltaY;
        view.value = zoomed(view.value, 2 ** (-px / (event.ctrlKey ? WHEEL_PX / 4 : WHEEL_PX)), at.x, at.y);
      },
      { passive: false },
    ),
  );

  close.add(
    effect(() => {
      stage.classList.toggle("is-zoomed", view.value.zoom > 1);
      stage.classList.toggle("has-hand", hasHand.value || !clip);
      for (const button of document.querySelectorAll("[data-do=mirror]")) {
        button.setAttribute("aria-pressed", String(view.value.mirror));
      }
      for (const button of document.querySelectorAll("[data-do=hand]")) {
        button.setAttribute("aria-pressed", String(hasHand.value));
      }
    }),
  );
  const group = "Picture";
  /** @param {number} x @param {number} y */
  const push = (x, y) => void (view.value = pushed(view.value, x, y));
  close.add(
    studio.keys.register([
      { key: ["+", "="], deed: "zoom-in", words: "larger", group, repeats: true, run: () => void (view.value = zoomed(view.value, STEP)) },
      { key: "-", deed: "zoom-out", words: "smaller", group, repeats: true, run: () => void (view.value = zoomed(view.value, 1 / STEP)) },
      ...(clip ? [{ key: "h", deed: "hand", words: "a drag moves the picture (or with Shift)", group, run: () => void (hasHand.value = !hasHand.value) }] : []),
      { key: "w", deed: "push-up", words: "more of what is above", group, repeats: true, run: () => push(0, 0.1) },
      { key: "a", deed: "push-left", words: "more of what is on the left", group, repeats: true, run: () => push(0.1, 0) },
      { key: "s", deed: "push-down", words: "more of what is below", group, repeats: true, run: () => push(0, -0.1) },
      { key: "d", deed: "push-right", words: "more of what is on the right", group, repeats: true, run: () => push(-0.1, 0) },
      { key: "x", deed: "mirror", words: "mirror", group, run: () => void (view.value = { ...view.value, mirror: !view.value.mirror }) },
      { key: "r", shift: true, deed: "turn", words: "a quarter turn", group, run: () => void (view.value = turned(view.value)) },
      { key: "z", shift: false, deed: "whole-picture", words: "the whole picture", group, run: () => void (view.value = { ...view.value, zoom: UPRIGHT.zoom, x: 0, y: 0 }) },
    ]),
  );
  return close.close;
}
