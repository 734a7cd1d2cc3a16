/** Puts drawings on a canvas of any size. Knows the context it is given and nothing else: used by the page, pictures, comparing, voice-overs. */

import { alphaAt } from "./fade.js";
import { edgeOf, INKS } from "./inks.js";
import { lookAt, primitives, unitOf } from "./primitives.js";
import { handles } from "./shapes.js";

export { alphaAt };

/** @typedef {import("./shapes.js").Shape} Shape */
/** @typedef {import("./shapes.js").Body} Body */
/** @typedef {import("./primitives.js").Primitive} Primitive */
/** @typedef {import("./primitives.js").Frame} Frame */

/**
 * @typedef {object} How
 * @property {string | null} [selected] this one shows its handles
 * @property {number | null} [handle] the one a key moves
 * @property {CanvasImageSource | null} [picture] what a magnifier enlarges: the film, as large as the frame once it is drawn
 * @property {{rotate: number, mirror: boolean}} [view] how the whole is turned afterwards: words are turned against it
 * @property {string} [font]
 */

const FONT = '"Inter Variable", Inter, system-ui, sans-serif';
const EDGE_ALPHA = 0.45;
const PLATE_ALPHA = 0.7;
const OTHER_SIDE = /** @type {const} */ ({ left: "right", right: "left", center: "center" });

/** @typedef {{primitives: Primitive[], paths: (Path2D | null)[]}} Made */

/** @type {WeakMap<Body, {width: number, height: number, film: number, unit: number, calibration: object | null, look: string | number, made: Made}>} */
const kept = new WeakMap(); // a body never changes, so what it is made of is made once for a size

/**
 * @param {CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D} ctx a canvas of frame.width x frame.height, cleared
 * @param {readonly Shape[]} shapes from the bottom up; those not seen then are passed over
 * @param {Frame & How} frame
 */
export function paint(ctx, shapes, frame) {
  /** @type {{shape: Shape, alpha: number, made: Made}[]} */
  const seen = [];
  for (const shape of shapes) {
    const alpha = alphaAt(shape.body, frame.atMs);
    if (alpha > 0) seen.push({ shape, alpha, made: madeOf(shape.body, frame) });
  }
  dim(ctx, seen, frame);
  ctx.save();
  ctx.lineCap = "round";
  ctx.lineJoin = "round";
  ctx.textBaseline = "middle";
  const edge = unitOf(frame);
  for (const { alpha, made } of seen) {
    made.primitives.forEach((one, n) => {
      if (one.kind === "path") line(ctx, one, made.paths[n] ?? null, alpha, edge);
      else if (one.kind === "text") write(ctx, one, alpha, frame);
      else if (one.kind === "lens") enlarge(ctx, one, alpha, frame);
    });
  }
  const chosen = seen.find(({ shape }) => shape.id === frame.selected);
  if (chosen) hold(ctx, chosen.shape.body, frame, edge);
  ctx.restore();
}

/**
 * @param {Body} body
 * @param {Frame} frame
 * @returns {Made}
 */
function madeOf(body, frame) {
  const calibration = frame.calibration ?? null;
  const film = frame.film?.width ?? frame.width;
  const unit = unitOf(frame);
  const look = lookAt(body, frame.atMs);
  const before = kept.get(body);
  const isSame = before?.width === frame.width && before.height === frame.height && before.film === film && before.unit === unit && before.look === look && before.calibration === calibration;
  if (before && isSame) return before.made;
  const all = primitives(body, frame);
  const made = pathsOf(all);
  kept.set(body, { width: frame.width, height: frame.height, film, unit, calibration, look, made });
  return made;
}

/**
 * Dots in a row that look alike are one path: a track has many.
 *
 * @param {Primitive[]} all
 * @returns {Made}
 */
function pathsOf(all) {
  /** @type {Made} */
  const made = { primitives: [], paths: [] };
  for (const one of all) {
    const last = made.primitives.at(-1);
    const path = made.paths.at(-1);
    if (one.kind === "path" && last?.kind === "path" && path && isDot(one) && isDot(last) && one.fill === last.fill && one.alpha === last.alpha) {
      path.addPath(traced(one));
      continue;
    }
    made.primitives.push(one);
    made.paths.push(one.kind !== "path" ? null : isDot(one) ? new Path2D(traced(one)) : trace(one));
  }
  return made;
}

/** @param {import("./primitives.js").Path} one */
function isDot(one) {
  return one.closed && one.ink === null && one.fill_alpha === 1;
}

/** @type {WeakMap<import("./primitives.js").Path, Path2D>} */
const dots = new WeakMap();

/** @param {import("./primitives.js").Path} one */
function traced(one) {
  let path = dots.get(one);
  if (!path) dots.set(one, (path = trace(one)));
  return path;
}

/** @param {import("./primitives.js").Path} one */
function trace({ points, closed }) {
  const path = new Path2D();
  points.forEach(([x, y], n) => (n === 0 ? path.moveTo(x, y) : path.lineTo(x, y)));
  if (closed) path.closePath();
  return path;
}

/**
 * @param {CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D} ctx
 * @param {import("./primitives.js").Path} one
 * @param {Path2D | null} path
 * @param {number} alpha
 * @param {number} edge
 */
function line(ctx, one, path, alpha, edge) {
  if (!path) return;
  if (one.fill) {
    ctx.globalAlpha = alpha * one.alpha * one.fill_alpha;
    ctx.fillStyle = INKS[one.fill];
    ctx.fill(path);
  }
  if (!one.ink) return;
  ctx.setLineDash(one.dash ?? []);
  ctx.globalAlpha = alpha * one.alpha * EDGE_ALPHA;
  ctx.strokeStyle = INKS[edgeOf(one.ink)];
  ctx.lineWidth = one.width + 1.6 * edge;
  ctx.stroke(path);
  ctx.globalAlpha = alpha * one.alpha;
  ctx.strokeStyle = INKS[one.ink];
  ctx.lineWidth = one.width;
  ctx.stroke(path);
}

/**
 * @param {CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D} ctx
 * @param {import("./primitives.js").Words} one
 * @param {number} alpha
 * @param {How} how
 */
function write(ctx, one, alpha, { view, font = FONT }) {
  const { rotate, mirror } = view ?? { rotate: 0, mirror: false };
  ctx.font = `600 ${one.size}px ${font}`;
  ctx.textAlign = rotate % 180 ? "center" : mirror !== (rotate === 180) ? OTHER_SIDE[one.align] : one.align;
  ctx.save();
  ctx.translate(one.x, one.y);
  if (rotate) ctx.rotate((-rotate * Math.PI) / 180);
  if (mirror) ctx.scale(-1, 1);
  if (one.plate) {
    const [wide, high] = one.plate;
    ctx.globalAlpha = alpha * PLATE_ALPHA;
    ctx.fillStyle = INKS.black;
    ctx.fillRect(-wide / 2, one.down - high / 2, wide, high);
  }
  ctx.setLineDash([]);
  ctx.globalAlpha = alpha * 0.85;
  ctx.strokeStyle = INKS[edgeOf(one.ink)];
  ctx.lineWidth = one.size * 0.2;
  if (!one.plate) ctx.strokeText(one.text, 0, one.down);
  ctx.globalAlpha = alpha;
  ctx.fillStyle = INKS[one.ink];
  ctx.fillText(one.text, 0, one.down);
  ctx.restore();
}

/**
 * Several spotlights light several places: what none of them lights is dimmed once.
 *
 * @param {CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D} ctx
 * @param {{alpha: number, made: Made}[]} seen
 * @param {Frame} frame
 */
function dim(ctx, seen, { width, height }) {
  let most = 0;
  ctx.save();
  for (const { alpha, made } of seen) {
    const veil = made.primitives[0];
    if (veil?.kind !== "veil") continue;
    most = Math.max(most, alpha * veil.alpha);
    const path = new Path2D();
    path.rect(0, 0, width, height);
    path.ellipse(veil.x, veil.y, veil.rx, veil.ry, 0, 0, 2 * Math.PI);
    ctx.clip(path, "evenodd");
  }
  if (most > 0) {
    ctx.globalAlpha = most;
    ctx.fillStyle = "#000000";
    ctx.fillRect(0, 0, width, height);
  }
  ctx.restore();
}

/**
 * @param {CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D} ctx
 * @param {import("./primitives.js").Lens} lens
 * @param {number} alpha
 * @param {Frame & How} frame
 */
function enlarge(ctx, lens, alpha, { width, height, picture }) {
  if (!picture) return;
  ctx.save();
  ctx.globalAlpha = alpha;
  ctx.beginPath();
  ctx.arc(lens.x, lens.y, lens.r, 0, 2 * Math.PI);
  ctx.clip();
  ctx.drawImage(picture, lens.x - lens.from_x * lens.zoom, lens.y - lens.from_y * lens.zoom, width * lens.zoom, height * lens.zoom);
  ctx.restore();
}

/**
 * @param {CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D} ctx
 * @param {Body} body
 * @param {Frame & How} frame
 * @param {number} edge
 */
function hold(ctx, body, frame, edge) {
  ctx.setLineDash([]);
  handles(body, frame).forEach(([x, y], index) => {
    const isActive = index === frame.handle;
    ctx.beginPath();
    ctx.arc(x * frame.width, y * frame.height, (isActive ? 7 : 5) * edge, 0, 2 * Math.PI);
    ctx.globalAlpha = 1;
    ctx.fillStyle = isActive ? INKS[body.style.colour] : INKS.white;
    ctx.fill();
    ctx.strokeStyle = isActive ? INKS.white : INKS.black;
    ctx.lineWidth = 1.5 * edge;
    ctx.stroke();
  });
}
