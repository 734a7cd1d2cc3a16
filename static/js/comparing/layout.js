/** Where two pictures lie: beside or over each other, each turned, pushed, scaled and mirrored. Pure; used by page, picture and film. */

/**
 * @typedef {object} Placed how one picture lies in its frame
 * @property {boolean} mirror
 * @property {number} x pushed to the right, in frames
 * @property {number} y pushed down
 * @property {number} scale
 */

/**
 * @typedef {object} Layout
 * @property {"beside" | "over"} way
 * @property {number} opacity of the one above
 * @property {"plain" | "difference"} blend
 * @property {boolean} is_swapped the second lies left, or below
 * @property {Placed} first
 * @property {Placed} second
 */

/** @typedef {"first" | "second"} Which */
/** @typedef {{width: number, height: number, rotate: number}} Film a picture's size before it is turned, and degrees by which it is */
/** @typedef {{x: number, y: number, width: number, height: number}} Box */

export const UNTOUCHED = { mirror: false, x: 0, y: 0, scale: 1 };
export const SCALE = { least: 0.2, most: 5 };
export const SHIFT_MOST = 2;

/**
 * @param {Film} film
 * @returns {number} width to height, as it is seen
 */
export function ratioOf(film) {
  if (!film.width || !film.height) return 16 / 9;
  return film.rotate % 180 ? film.height / film.width : film.width / film.height;
}

/** @param {Layout} layout @returns {[Which, Which]} left and right, or below and above */
export function order(layout) {
  return layout.is_swapped ? ["second", "first"] : ["first", "second"];
}

/**
 * How large a picture lies in its frame so that all of it is seen, as shares of the frame.
 *
 * @param {number} frame width to height
 * @param {number} picture
 * @returns {{width: number, height: number}}
 */
export function within(frame, picture) {
  return picture > frame ? { width: 1, height: frame / picture } : { width: picture / frame, height: 1 };
}

/**
 * The frames of both on a canvas, equally high beside each other or one place over each other.
 *
 * @param {Layout} layout
 * @param {Record<Which, Film>} films
 * @param {{height: number, gap: number, most: number}} size most: how wide it may be
 * @returns {{width: number, height: number, first: Box, second: Box}}
 */
export function frames(layout, films, { height, gap, most }) {
  const [one, other] = order(layout);
  /** @type {Record<Which, number>} */
  const ratios = { first: ratioOf(films.first), second: ratioOf(films.second) };
  if (layout.way === "over") {
    const fits = Math.min(1, most / (height * ratios[one]));
    const box = { x: 0, y: 0, width: even(height * ratios[one] * fits), height: even(height * fits) };
    return { width: box.width, height: box.height, first: box, second: box };
  }
  const wide = height * (ratios.first + ratios.second) + gap;
  const fits = Math.min(1, most / wide);
  const high = even(height * fits);
  const left = { x: 0, y: 0, width: even(high * ratios[one]), height: high };
  const right = { x: left.width + even(gap), y: 0, width: even(high * ratios[other]), height: high };
  return /** @type {any} */ ({ width: right.x + right.width, height: high, [one]: left, [other]: right });
}

/**
 * Draws one picture into its frame, and what lies on it with it.
 *
 * @param {CanvasRenderingContext2D} ctx
 * @param {Box} box
 * @param {Film} film
 * @param {Placed} placed
 * @param {(width: number, height: number) => void} draw draws the picture unturned with its corner at 0, 0
 */
export function drawIn(ctx, box, film, placed, draw) {
  const fit = within(box.width / box.height, ratioOf(film));
  const [wide, high] = [box.width * fit.width, box.height * fit.height];
  const [width, height] = film.rotate % 180 ? [high, wide] : [wide, high];
  ctx.save();
  ctx.beginPath();
  ctx.rect(box.x, box.y, box.width, box.height);
  ctx.clip();
  ctx.translate(box.x + box.width / 2 + placed.x * box.width, box.y + box.height / 2 + placed.y * box.height);
  ctx.scale(placed.scale * (placed.mirror ? -1 : 1), placed.scale);
  ctx.rotate((film.rotate * Math.PI) / 180);
  ctx.translate(-width / 2, -height / 2);
  draw(width, height);
  ctx.restore();
}

/**
 * @param {Placed} placed
 * @param {Partial<Placed>} by mirror: turns it over; x, y: pushes further; scale: times
 * @returns {Placed} within what is possible
 */
export function moved(placed, by) {
  /** @param {number} value @param {number} least @param {number} most */
  const bound = (value, least, most) => Math.min(most, Math.max(least, Math.round(value * 1e4) / 1e4));
  return {
    mirror: by.mirror ? !placed.mirror : placed.mirror,
    x: bound(placed.x + (by.x ?? 0), -SHIFT_MOST, SHIFT_MOST),
    y: bound(placed.y + (by.y ?? 0), -SHIFT_MOST, SHIFT_MOST),
    scale: bound(placed.scale * (by.scale ?? 1), SCALE.least, SCALE.most),
  };
}

/**
 * The part of a picture that fills its frame.
 *
 * @param {Placed} placed
 * @returns {[left: number, top: number, right: number, bottom: number] | null} shares of the picture; null: all of it, or its edge is in the frame
 */
export function visible({ mirror, x, y, scale }) {
  /** @param {number} shift @returns {[number, number]} */
  const range = (shift) => [0.5 + (-0.5 - shift) / scale, 0.5 + (0.5 - shift) / scale];
  const [top, bottom] = range(y);
  const [left, right] = range(mirror ? -x : x);
  const isAll = left <= 0 && top <= 0 && right >= 1 && bottom >= 1;
  const isWithin = left >= -1e-6 && top >= -1e-6 && right <= 1 + 1e-6 && bottom <= 1 + 1e-6;
  return isWithin && !isAll ? [Math.max(0, left), Math.max(0, top), Math.min(1, right), Math.min(1, bottom)] : null;
}

/** A film has an even number of pixels each way. @param {number} value */
const even = (value) => Math.max(2, Math.round(value / 2) * 2);
