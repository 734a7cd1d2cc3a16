/**
 * What a drawing is made of: lines, words, what it dims and what it enlarges. Pure; `recordings/painting.py` makes the same
 * (tests/vectors/shapes.json), so that a film that is made of a review looks like the page.
 *
 * Everything is in pixels of the picture it is drawn on, whatever its size.
 */

import { angleBetween, bearing, offHorizontal, offVertical } from "./angles.js";
import { lengthOf, lengthWords } from "./calibration.js";
import { at, ellipse, smooth } from "./paths.js";
import { lines, widthOf } from "./wording.js";

/** @typedef {import("./angles.js").Point} Point */
/** @typedef {import("./shapes.js").Body} Body */
/** @typedef {import("./inks.js").Ink} Ink */

/**
 * @typedef {object} Frame what one draws on, and when
 * @property {number} width pixels
 * @property {number} height
 * @property {number} atMs on the clip's shown clock
 * @property {{width: number, height: number} | null} [film] pixels of the film, when this picture has others
 * @property {import("./shapes.js").Calibration | null} [calibration]
 * @property {number} [leastUnit] lines and words are no smaller: on a page, not on a film
 */

/**
 * @typedef {object} Path
 * @property {"path"} kind
 * @property {Point[]} points
 * @property {boolean} closed
 * @property {Ink | null} ink null: not stroked
 * @property {number} width
 * @property {[number, number] | null} dash
 * @property {Ink | null} fill
 * @property {number} fill_alpha 0..1
 * @property {number} alpha 0..1, of the whole path
 *
 * @typedef {object} Words one line
 * @property {"text"} kind
 * @property {number} x
 * @property {number} y the middle of the line
 * @property {number} down so far below, as its reader sees below: words are turned upright where the picture is turned
 * @property {string} text
 * @property {number} size
 * @property {Ink} ink
 * @property {"left" | "center" | "right"} align
 * @property {[wide: number, high: number] | null} plate a dark plate behind it
 *
 * @typedef {object} Veil all but an ellipse is dimmed
 * @property {"veil"} kind
 * @property {number} x
 * @property {number} y
 * @property {number} rx
 * @property {number} ry
 * @property {number} alpha
 *
 * @typedef {object} Lens a part of the picture, larger
 * @property {"lens"} kind
 * @property {number} x
 * @property {number} y
 * @property {number} r
 * @property {number} from_x its middle in the picture
 * @property {number} from_y
 * @property {number} zoom
 *
 * @typedef {Path | Words | Veil | Lens} Primitive
 */

const DIM = 0.6;
const SOFT = 0.22; // of what is filled
const DOTS_MOST = 200; // a longer track is a line without them
const FAINT = 0.4; // of what is yet to come

/** @type {Record<import("./shapes.js").Tool, (draw: Draw) => Primitive[]>} */
const MADE = {
  pencil: ({ points, path }) => [points.length === 1 ? path(ellipse(at(points, 0), 0.5, 0.5, 8), { closed: true }) : path(smooth(points))],
  line: ({ two, path }) => [path(two())],
  arrow,
  rectangle: ({ two, area }) => {
    const [a, b] = two();
    return [area([a, [b[0], a[1]], b, [a[0], b[1]]])];
  },
  circle: ({ box, area }) => {
    const { x, y, rx, ry } = box();
    return [area(ellipse([x, y], rx, ry))];
  },
  text: words,
  angle,
  angle_horizontal: (draw) => leaning(draw, true),
  angle_vertical: (draw) => leaning(draw, false),
  distance,
  stopwatch: (draw) => {
    const { body, frame } = draw;
    const start = body.extra?.["start_ms"] ?? body.at_ms;
    const now = Math.min(frame.atMs, number(body.extra?.["stop_ms"], Infinity));
    return badge(draw, `${(Math.max(0, now - number(start, 0)) / 1000).toFixed(2)} s`);
  },
  counter: (draw) => badge(draw, String(countAt(draw.body, draw.frame.atMs))),
  spotlight: ({ box }) => [{ kind: "veil", ...box(), alpha: DIM }],
  magnifier,
  grid,
  plumb: ({ points, frame, path, dot }) => {
    const [x, y] = at(points, 0);
    return [path([[x, 0], [x, frame.height]]), dot([x, y])]; // prettier-ignore
  },
  track,
};

/**
 * @param {Body} body
 * @param {Frame} frame
 * @returns {Primitive[]} nothing for a tool that is not known: somebody newer drew it
 */
export function primitives(body, frame) {
  const make = MADE[body.tool];
  if (!make || body.points.length === 0) return [];
  return make(drawOf(body, frame));
}

/**
 * @param {Body} body
 * @param {number} atMs
 * @returns {string | number} the same as long as it looks the same, apart from fading
 */
export function lookAt(body, atMs) {
  if (body.tool === "track") return trackedAt(body, atMs);
  if (body.tool === "counter") return countAt(body, atMs);
  return body.tool === "stopwatch" ? Math.floor(atMs) : 0;
}

/**
 * @param {Body} body
 * @returns {boolean} whether it looks different from one moment to another, apart from fading
 */
export function isMoving(body) {
  return body.tool === "stopwatch" || body.tool === "counter" || body.tool === "track";
}

/**
 * @param {{width: number, height: number, leastUnit?: number}} frame
 * @returns {number} what lines and words are measured by: a picture of 400 pixels has one of one
 */
export function unitOf({ width, height, leastUnit = 0 }) {
  return Math.max(Math.min(width, height) / 400, leastUnit);
}

/**
 * @param {Body} body a counter
 * @param {number} atMs
 * @returns {number}
 */
export function countAt(body, atMs) {
  const times = body.extra?.["times_ms"];
  const counted = Array.isArray(times) ? times.filter((one) => one <= atMs + 1).length : 0;
  return number(body.extra?.["count"], 0) + counted;
}

/**
 * @param {Body} body one that measures: angle, angle_horizontal, angle_vertical
 * @param {Point[]} points of it, in pixels
 * @returns {number} degrees
 */
export function degreesOf(body, points) {
  if (body.tool === "angle") {
    const inner = points.length < 3 ? 0 : angleBetween(at(points, 0), at(points, 1), at(points, 2));
    return body.extra?.["reflex"] ? 360 - inner : inner;
  }
  if (points.length < 2) return 0;
  return body.tool === "angle_horizontal" ? offHorizontal(at(points, 0), at(points, 1)) : offVertical(at(points, 0), at(points, 1));
}

/** @typedef {ReturnType<typeof drawOf>} Draw */

/**
 * What all tools draw with.
 *
 * @param {Body} body
 * @param {Frame} frame
 */
function drawOf(body, frame) {
  const unit = unitOf(frame);
  const { style } = body;
  const width = style.width * unit;
  const size = (11 + 2.5 * style.width) * unit;
  const points = /** @type {Point[]} */ (body.points.map(([x, y]) => [x * frame.width, y * frame.height]));

  /**
   * @param {Point[]} line
   * @param {Partial<Path>} [how]
   * @returns {Path}
   */
  const path = (line, how = {}) => ({
    kind: "path",
    points: line,
    closed: false,
    ink: style.colour,
    width,
    dash: style.dashed ? [4 * width + 2 * unit, 3 * width + 2 * unit] : null,
    fill: null,
    fill_alpha: 0,
    alpha: 1,
    ...how,
  });
  /** @type {(line: Point[]) => Path} */
  const area = (line) => path(line, { closed: true, ...(style.filled ? { fill: style.colour, fill_alpha: SOFT } : {}) });
  /** @type {(centre: Point, r?: number, alpha?: number) => Path} */
  const dot = (centre, r = 1.6 * width, alpha = 1) =>
    path(ellipse(centre, r, r, 12), { closed: true, ink: null, dash: null, fill: style.colour, fill_alpha: 1, alpha });
  /** @type {(text: string, x: number, y: number, how?: Partial<Words>) => Words} */
  const say = (text, x, y, how = {}) => ({ kind: "text", x, y, down: 0, text, size, ink: style.colour, align: "center", plate: null, ...how });
  /** @returns {[Point, Point]} */
  const two = () => [at(points, 0), points[1] ?? at(points, 0)];
  const box = () => {
    const [a, b] = two();
    return { x: (a[0] + b[0]) / 2, y: (a[1] + b[1]) / 2, rx: Math.abs(b[0] - a[0]) / 2, ry: Math.abs(b[1] - a[1]) / 2 };
  };
  return { body, frame, unit, width, size, points, path, area, dot, say, two, box };
}

/** @param {Draw} draw */
function arrow({ two, width, unit, path }) {
  const [a, b] = two();
  const length = Math.hypot(b[0] - a[0], b[1] - a[1]);
  if (length === 0) return [path([a, b])];
  const head = Math.min(length, 4 * width + 6 * unit);
  const x = (b[0] - a[0]) / length;
  const y = (b[1] - a[1]) / length;
  const half = head * 0.45;
  /** @type {Point} */
  const base = [b[0] - x * head, b[1] - y * head];
  return [
    path([a, base]),
    path([b, [base[0] - y * half, base[1] + x * half], [base[0] + y * half, base[1] - x * half]], {
      closed: true,
      ink: null,
      dash: null,
      fill: path([]).ink,
      fill_alpha: 1,
    }),
  ];
}

/** @param {Draw} draw */
function words({ body, frame, points, two, size, width, path, dot, say }) {
  const [pointed, place] = two();
  const all = lines(body.text ?? "");
  const hasLeader = points.length > 1;
  const isLeft = place[0] < pointed[0];
  const gap = hasLeader ? (isLeft ? -0.4 : 0.4) * size : 0;
  const align = hasLeader ? (isLeft ? "right" : "left") : "center";
  // Words stay in the picture, wherever their place is, as far as they fit in.
  const wide = Math.max(...all.map((line) => widthOf(line, size)));
  const left = place[0] + gap - (align === "left" ? 0 : align === "right" ? wide : wide / 2);
  const x = place[0] + gap + inside(left, wide, frame.width, 0.3 * size);
  const high = all.length * size * 1.25;
  const y = place[1] + inside(place[1] - high / 2, high, frame.height, 0);
  const written = all.map((line, n) => say(line, x, y, { down: (n - (all.length - 1) / 2) * size * 1.25, align }));
  return hasLeader ? [path([pointed, place], { dash: null }), dot(pointed, 1.8 * width), ...written] : written;
}

/**
 * How far something has to be moved to lie within 0..most; what is larger than that begins at its beginning.
 *
 * @param {number} from
 * @param {number} length
 * @param {number} most
 * @param {number} margin
 */
function inside(from, length, most, margin) {
  return Math.max(margin, Math.min(from, most - margin - length)) - from;
}

/** @param {Draw} draw */
function angle({ body, points, unit, size, path, say }) {
  if (points.length < 3) return [path(points)];
  const [one, corner, other] = /** @type {[Point, Point, Point]} */ (points);
  const from = bearing(corner, one);
  const inner = ((bearing(corner, other) - from + 540) % 360) - 180; // the short way round, with its sign
  const sweep = body.extra?.["reflex"] ? inner - Math.sign(inner || 1) * 360 : inner;
  const legs = [one, other].map((end) => Math.hypot(end[0] - corner[0], end[1] - corner[1]));
  const r = Math.min(0.6 * Math.min(...legs), 34 * unit);
  const label = around(corner, r + 1.1 * size, from + sweep / 2);
  return [
    path([one, corner, other]),
    sector(path, corner, r, from, sweep),
    say(`${Math.round(degreesOf(body, points))}°`, label[0], label[1]),
  ];
}

/**
 * @param {Draw} draw
 * @param {boolean} isLevel
 */
function leaning({ body, points, two, unit, size, path, say }, isLevel) {
  const [corner, end] = two();
  const length = Math.hypot(end[0] - corner[0], end[1] - corner[1]);
  const way = bearing(corner, end);
  const base = isLevel ? (way > 90 && way < 270 ? 180 : 0) : way < 180 ? 90 : 270;
  const sweep = ((way - base + 540) % 360) - 180;
  const r = Math.min(0.6 * length, 34 * unit);
  const label = around(corner, r + 1.1 * size, base + sweep / 2);
  const { width } = path([]);
  return [
    path([corner, end]),
    path([corner, around(corner, length, base)], { dash: [2 * width + 2 * unit, 2 * width + 2 * unit], alpha: 0.8 }),
    sector(path, corner, r, base, sweep),
    say(`${Math.round(degreesOf(body, points))}°`, label[0], label[1]),
  ];
}

/** @param {Draw} draw */
function distance({ body, frame, two, unit, size, width, path, say }) {
  const [a, b] = two();
  const length = Math.hypot(b[0] - a[0], b[1] - a[1]) || 1;
  const x = (b[0] - a[0]) / length;
  const y = (b[1] - a[1]) / length;
  const tick = 3 * unit + 2 * width;
  /** @type {(end: Point) => Point[]} */
  const across = ([px, py]) => [[px - y * tick, py + x * tick], [px + y * tick, py - x * tick]]; // prettier-ignore
  // Words stand on the upper side of a level line, on the right of an upright one.
  const side = x < 0 || (x === 0 && y < 0) ? -1 : 1;
  const text = lengthWords(lengthOf(two01(body)[0], two01(body)[1], frame.film ?? frame, frame.calibration ?? null));
  const off = 0.9 * size + Math.abs(y) * 0.5 * widthOf(text, size);
  return [
    path([a, b]),
    path(across(a), { dash: null }),
    path(across(b), { dash: null }),
    say(text, (a[0] + b[0]) / 2 + y * side * off, (a[1] + b[1]) / 2 - x * side * off),
  ];
}

/** @param {Draw} draw */
function magnifier({ body, frame, two, width, path }) {
  const [from, to] = two();
  const { r, zoom } = lensOf(body, frame);
  const small = r / zoom;
  const apart = Math.hypot(to[0] - from[0], to[1] - from[1]);
  const x = apart ? (to[0] - from[0]) / apart : 0;
  const y = apart ? (to[1] - from[1]) / apart : 0;
  /** @type {Primitive[]} */
  const made = [{ kind: "lens", x: to[0], y: to[1], r, from_x: from[0], from_y: from[1], zoom }];
  if (apart > r + small) {
    made.push(path([[from[0] + x * small, from[1] + y * small], [to[0] - x * r, to[1] - y * r]], { width: width / 2, dash: null })); // prettier-ignore
  }
  made.push(path(ellipse(from, small, small), { closed: true, width: width / 2, dash: null }), path(ellipse(to, r, r), { closed: true, dash: null }));
  return made;
}

/**
 * @param {Body} body a magnifier
 * @param {{width: number, height: number}} frame
 * @returns {{r: number, zoom: number}} pixels, and how many times larger
 */
export function lensOf(body, frame) {
  const zoom = Math.max(1.25, Math.min(8, number(body.extra?.["zoom"], 2)));
  const share = Math.max(0.04, Math.min(0.5, number(body.extra?.["radius"], 0.16)));
  return { r: share * Math.min(frame.width, frame.height), zoom };
}

/** @param {Draw} draw */
function grid({ body, two, width, path }) {
  const [a, b] = two();
  const columns = whole(body.extra?.["columns"], 8);
  const rows = whole(body.extra?.["rows"], 8);
  const inner = { width: width / 2, alpha: 0.8 };
  /** @type {Primitive[]} */
  const made = [path([a, [b[0], a[1]], b, [a[0], b[1]]], { closed: true })];
  for (let n = 1; n < columns; n += 1) {
    const x = a[0] + ((b[0] - a[0]) * n) / columns;
    made.push(path([[x, a[1]], [x, b[1]]], inner)); // prettier-ignore
  }
  for (let n = 1; n < rows; n += 1) {
    const y = a[1] + ((b[1] - a[1]) * n) / rows;
    made.push(path([[a[0], y], [b[0], y]], inner)); // prettier-ignore
  }
  return made;
}

/** @param {Draw} draw */
function track({ body, frame, points, width, unit, path, dot }) {
  const here = trackedAt(body, frame.atMs);
  const past = points.slice(0, here + 1);
  const rest = points.slice(here);
  const now = at(points, here);
  const r = 6 * unit + 2 * width;
  /** @type {Primitive[]} */
  const made = [];
  if (rest.length > 1) made.push(path(rest, { alpha: FAINT }));
  if (past.length > 1) made.push(path(past));
  if (points.length <= DOTS_MOST) {
    const { past: before, rest: after } = dotsOf(body, frame, () => points.map((one) => [dot(one, width), dot(one, width, FAINT)]));
    made.push(...before.slice(0, here + 1), ...after.slice(here + 1));
  }
  made.push(path(ellipse(now, r, r, 24), { closed: true, dash: null }));
  return made;
}

/** @type {WeakMap<Body, {width: number, height: number, unit: number, past: Path[], rest: Path[]}>} */
const dots = new WeakMap();

/**
 * The dots of a track, made once for a size: at each frame only which of them are faint is new.
 *
 * @param {Body} body
 * @param {Frame} frame
 * @param {() => [Path, Path][]} make
 */
function dotsOf(body, frame, make) {
  const { width, height } = frame;
  const unit = unitOf(frame);
  const before = dots.get(body);
  if (before && before.width === width && before.height === height && before.unit === unit) return before;
  const pairs = make();
  const made = { width, height, unit, past: pairs.map(([one]) => one), rest: pairs.map(([, one]) => one) };
  dots.set(body, made);
  return made;
}

/**
 * @param {Body} body a track
 * @param {number} atMs
 * @returns {number} which of its points is the last until then; the first before it begins
 */
export function trackedAt(body, atMs) {
  const times = body.extra?.["times_ms"];
  if (!Array.isArray(times)) return body.points.length - 1;
  let here = 0;
  for (let n = 1; n < Math.min(times.length, body.points.length); n += 1) if (number(times[n], Infinity) <= atMs + 1) here = n;
  return here;
}

/**
 * Words on a dark plate.
 *
 * @param {Draw} draw
 * @param {string} text
 * @returns {Primitive[]}
 */
function badge({ points, size, say }, text) {
  const [x, y] = at(points, 0);
  return [say(text, x, y, { ink: "white", plate: [Math.max(1.2 * size, widthOf(text, size)) + 0.9 * size, 1.6 * size] })];
}

/**
 * @param {(line: Point[], how?: Partial<Path>) => Path} path
 * @param {Point} corner
 * @param {number} r
 * @param {number} from degrees
 * @param {number} sweep
 */
function sector(path, corner, r, from, sweep) {
  const count = Math.max(2, Math.ceil(Math.abs(sweep) / 6) + 1);
  const edge = Array.from({ length: count }, (_, n) => around(corner, r, from + (sweep * n) / (count - 1)));
  const ink = path([]).ink;
  return path([corner, ...edge], { closed: true, ink: null, dash: null, fill: ink, fill_alpha: 0.35 });
}

/**
 * @param {Point} centre
 * @param {number} r
 * @param {number} degrees
 * @returns {Point}
 */
function around(centre, r, degrees) {
  const way = (degrees / 180) * Math.PI;
  return [centre[0] + Math.cos(way) * r, centre[1] - Math.sin(way) * r];
}

/**
 * @param {Body} body
 * @returns {[Point, Point]} 0..1
 */
function two01({ points }) {
  return [at(points, 0), points[1] ?? at(points, 0)];
}

/**
 * @param {unknown} value
 * @param {number} otherwise
 */
function number(value, otherwise) {
  return typeof value === "number" && Number.isFinite(value) ? value : otherwise;
}

/**
 * @param {unknown} value
 * @param {number} otherwise
 */
function whole(value, otherwise) {
  return Math.max(1, Math.min(40, Math.round(number(value, otherwise))));
}
