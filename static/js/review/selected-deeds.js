/** What is done to the drawing that is selected: moved, copied, styled, counted, measured by. */

import { read, written } from "./clipboard.js";
import { rounded, UNTIL_MS } from "./easel.js";
import { atMoment, handles, moved, withHandle } from "./shapes.js";
import { TOOLS } from "./tools.js";

/** @typedef {import("./shapes.js").Body} Body */
/** @typedef {import("./shapes.js").Style} Style */
/** @typedef {import("./easel.js").Staying} Staying */

/** @param {import("./easel.js").Easel} easel */
export function selectedDeeds(easel) {
  const { marks, undo, moment, size, style, staying, layer, selected, handle, draft, showing, calibration, shapeOf, called, made, put, change, settle, chosen } = easel;
  const ratio = () => size().width / size().height;
  return {
    /**
     * Moves it, or the handle that is active.
     *
     * @param {number} dx pixels of the page
     * @param {number} dy
     */
    nudge(dx, dy) {
      const one = chosen();
      if (!one) return;
      const x = dx / size().width;
      const y = dy / size().height;
      const index = handle.peek();
      const held = index === null ? undefined : handles(one.body, size())[index];
      const body = held && index !== null ? withHandle(one.body, index, [held[0] + x, held[1] + y], size()) : moved(one.body, x, y);
      draft.value = { id: one.id, body: { ...body, points: body.points.map(([px, py]) => [rounded(px), rounded(py)]) } };
    },
    /** The whole, then each handle. @param {1 | -1} way */
    nextHandle(way) {
      const one = chosen();
      if (!one) return;
      const count = handles(one.body, size()).length;
      const next = (handle.peek() ?? -1) + way;
      handle.value = next < -1 ? count - 1 : next === -1 || next >= count ? null : next;
    },
    remove() {
      const one = chosen();
      if (!one) return;
      draft.value = null;
      undo.undoable(`Delete: ${called(one.body)}`, () => marks.remove(one.id));
      selected.value = null;
    },
    duplicate() {
      settle();
      const one = shapeOf(selected.peek());
      if (one) put({ ...moved(one.body, 0.03, 0.03), extra: { ...one.body.extra, z: made("line", []).extra?.["z"] } });
    },
    /** @returns {string} "" when nothing is selected */
    copy() {
      settle();
      const one = shapeOf(selected.peek());
      return one ? written([one.body], ratio()) : "";
    },
    /** @returns {string} all that is seen at this moment */
    copyAll() {
      settle();
      const some = showing.peek().at(moment().at_ms);
      return some.length ? written(some.map(({ body }) => body), ratio()) : "";
    },
    /**
     * @param {string} text
     * @returns {number} how many drawings it was
     */
    paste(text) {
      settle();
      const bodies = read(text, ratio());
      if (bodies.length === 0) return 0;
      const here = moment();
      const z = made("line", []).extra?.["z"] ?? 0;
      undo.undoable(bodies.length === 1 ? "Paste a drawing" : `Paste ${bodies.length} drawings`, () => {
        for (const [n, body] of bodies.entries()) {
          const fresh = atMoment(body, here);
          const { id } = marks.put("shape", { ...fresh, layer: layer.peek(), extra: { ...fresh.extra, z: z + n } });
          selected.value = id;
        }
      });
      return bodies.length;
    },
    /** @param {Partial<Style>} how */
    setStyle(how) {
      settle();
      style.value = { ...style.peek(), ...how };
      const one = shapeOf(selected.peek());
      if (!one) return;
      const next = { ...one.body.style, ...how };
      change(one.id, { style: { ...next, filled: Boolean(next.filled && TOOLS[one.body.tool]?.fills) } }, "Change how it looks");
    },
    /** @param {Partial<Staying>} how */
    setStaying(how) {
      settle();
      staying.value = { ...staying.peek(), ...how };
      const one = shapeOf(selected.peek());
      if (!one) return;
      const { whole, ...rest } = one.body.extra ?? {};
      const { stays, fade_ms } = how;
      /** @type {Partial<Body>} */
      const next = fade_ms === undefined ? {} : { fade_ms };
      if (stays) {
        next.extra = stays === "whole" ? { ...rest, whole: 1 } : rest;
        next.until_ms = stays === "until" ? Math.max(one.body.until_ms ?? one.body.at_ms + UNTIL_MS, one.body.at_ms) : null;
      }
      change(one.id, next, "Change how long it stays");
    },
    /** It stays until the frame that is shown now. */
    stayUntilHere() {
      settle();
      const one = shapeOf(selected.peek());
      if (!one) return;
      const { whole: _, ...extra } = one.body.extra ?? {};
      const { at_ms } = moment();
      const from = Math.min(one.body.at_ms, at_ms);
      change(one.id, { at_ms: from, until_ms: Math.max(one.body.at_ms, at_ms), extra }, "Change how long it stays");
    },
    /**
     * Numbers of its tool: the zoom of a magnifier, the rows of a grid, the other side of an angle.
     *
     * @param {Record<string, any>} some undefined takes one away
     */
    setExtra(some) {
      settle();
      const one = shapeOf(selected.peek());
      if (!one) return;
      const extra = Object.fromEntries(Object.entries({ ...one.body.extra, ...some }).filter(([, value]) => value !== undefined));
      change(one.id, { extra }, `Change: ${called(one.body)}`);
    },
    /** One more at this frame; the one counted at this frame is taken back. @param {1 | -1} by */
    count(by) {
      const one = shapeOf(selected.peek());
      if (one?.body.tool !== "counter") return;
      const { at_ms } = moment();
      const times = /** @type {number[]} */ (one.body.extra?.["times_ms"] ?? []);
      const last = times.findLastIndex((ms) => ms <= at_ms + 1);
      const next = by > 0 ? [...times, at_ms].sort((a, b) => a - b) : times.filter((_, n) => n !== last);
      this.setExtra({ times_ms: next });
    },
    /** This distance is so long. @param {string} id @param {number} length_m */
    calibrate(id, length_m) {
      settle();
      const one = shapeOf(id);
      const [a, b] = one?.body.points ?? [];
      if (one?.body.tool !== "distance" || !a || !b) return;
      undo.undoable("Calibrate", () => marks.put("calibration", { a, b, length_m }, calibration.peek()?.id));
    },
    forgetCalibration() {
      const one = calibration.peek();
      if (one) undo.undoable("Forget the known length", () => marks.remove(one.id));
    },
    /** @param {string} id the layer that what is selected lies on */
    putOnLayer(id) {
      settle();
      const one = shapeOf(selected.peek());
      if (one) change(one.id, { layer: id }, "Put it on another layer");
    },
  };
}
