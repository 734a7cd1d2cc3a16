/** Both clips as they are shown now, with what is drawn on them and whose day is which, as one picture. */

import { paint } from "../review/canvas.js";
import { drawIn, frames, order } from "./layout.js";
import { BOTH, otherOf } from "./pair.js";

/** @typedef {import("./pair.js").Pair} Pair */
/** @typedef {import("./layout.js").Which} Which */

const HEIGHT = 900;
const MOST = 3200;
const GAP = 8;
const STRIP = 56;
const FONT = '"Inter Variable", Inter, system-ui, sans-serif';

/**
 * @param {Pair} pair
 * @returns {HTMLCanvasElement}
 */
export function picture(pair) {
  const layout = pair.layout.peek();
  const films = { first: filmOf(pair, "first"), second: filmOf(pair, "second") };
  const boxes = frames(layout, films, { height: HEIGHT, gap: GAP, most: MOST });
  const canvas = document.createElement("canvas");
  canvas.width = boxes.width;
  canvas.height = boxes.height + STRIP;
  const ctx = canvas.getContext("2d");
  if (!ctx) throw new Error("no canvas");
  ctx.fillStyle = "#101314";
  ctx.fillRect(0, 0, canvas.width, canvas.height);
  const [under, above] = order(layout);
  for (const which of [under, above]) {
    const isAbove = layout.way === "over" && which === above;
    drawIn(ctx, boxes[which], films[which], layout[which], (width, height) => {
      const source = pair.sides[which].video ?? pair.sides[which].image;
      if (!source) return;
      ctx.globalAlpha = isAbove ? layout.opacity : 1;
      ctx.globalCompositeOperation = isAbove && layout.blend === "difference" ? "difference" : "source-over";
      ctx.drawImage(source, 0, 0, width, height);
      ctx.globalAlpha = 1;
      ctx.globalCompositeOperation = "source-over";
    });
  }
  for (const which of [under, above]) {
    drawIn(ctx, boxes[which], films[which], layout[which], (width, height) => {
      const drawn = document.createElement("canvas"); // a spotlight dims its own picture, and no more
      drawn.width = Math.round(width);
      drawn.height = Math.round(height);
      const own = drawn.getContext("2d");
      if (!own) return;
      paintBoth(pair, which, own, drawn.width, drawn.height);
      ctx.drawImage(drawn, 0, 0, width, height);
    });
  }
  ctx.fillStyle = "#ffffff";
  ctx.textBaseline = "middle";
  ctx.font = `600 ${STRIP * 0.4}px ${FONT}`;
  for (const which of BOTH) {
    const box = layout.way === "over" ? half(boxes, which === under) : boxes[which];
    ctx.fillText(caption(pair, which), box.x + STRIP * 0.3, boxes.height + STRIP / 2, box.width - STRIP * 0.6);
  }
  return canvas;
}

/**
 * What is drawn on one, and with linked drawing on the other too, on a context of that size.
 *
 * @param {Pair} pair
 * @param {Which} which
 * @param {CanvasRenderingContext2D} ctx
 * @param {number} width
 * @param {number} height
 */
export function paintBoth(pair, which, ctx, width, height) {
  const side = pair.sides[which];
  const film = filmOf(pair, which);
  const moments = pair.run.moments.peek();
  const how = {
    width,
    height,
    film: film.width ? film : null,
    picture: side.video ?? side.image,
    calibration: side.drawing.calibration.peek()?.body ?? null,
    view: { rotate: film.rotate, mirror: pair.layout.peek()[which].mirror },
  };
  const other = otherOf(which);
  if (pair.isLinked.peek()) paint(ctx, pair.sides[other].drawing.showing.peek().at(moments[other]), { ...how, atMs: moments[other] });
  paint(ctx, side.drawing.showing.peek().at(moments[which]), { ...how, atMs: moments[which] });
}

/**
 * @param {Pair} pair
 * @param {Which} which
 * @returns {string} "Baseline · Overhead squat: from the side · 3 May 2026"
 */
export function caption(pair, which) {
  const { label, title, when } = pair.config[which];
  return [label, title, when].filter(Boolean).join(" · ");
}

/** @param {Pair} pair @param {Which} which */
const filmOf = (pair, which) => pair.sides[which].film.peek();

/** @param {{width: number}} boxes @param {boolean} isLeft */
const half = (boxes, isLeft) => ({ x: isLeft ? 0 : boxes.width / 2, width: boxes.width / 2 });
