/**
 * Lengths read off a picture, from one that is known. Pure.
 *
 * It holds in the plane of the known length, seen square on: what is nearer to the camera measures too long. The error told is what one
 * pixel at each end does, of the known length and of the measured one; what the camera's place does is not in it.
 */

/** @typedef {import("./shapes.js").Calibration} Calibration */
/** @typedef {import("./angles.js").Point} Point */

/**
 * @typedef {object} Length
 * @property {number} pixels of the film
 * @property {number | null} m metres; null without a calibration
 * @property {number | null} error_m
 */

/**
 * @param {Point} a 0..1 of the picture
 * @param {Point} b
 * @param {{width: number, height: number}} film its size in pixels
 * @returns {number} pixels
 */
export function pixelsBetween(a, b, film) {
  return Math.hypot((b[0] - a[0]) * film.width, (b[1] - a[1]) * film.height);
}

/**
 * @param {Point} a
 * @param {Point} b
 * @param {{width: number, height: number}} film
 * @param {Calibration | null} calibration
 * @returns {Length}
 */
export function lengthOf(a, b, film, calibration) {
  const pixels = pixelsBetween(a, b, film);
  const known = calibration ? pixelsBetween(calibration.a, calibration.b, film) : 0;
  if (!calibration || known < 1) return { pixels, m: null, error_m: null };
  const m = (pixels / known) * calibration.length_m;
  // One pixel at each end moves a length by up to two pixels' square root; the two lengths are read independently.
  const own = pixels === 0 ? 0 : Math.SQRT2 / pixels;
  const error = Math.hypot(own, Math.SQRT2 / known, calibration.error_share ?? 0);
  return { pixels, m, error_m: pixels === 0 ? (Math.SQRT2 / known) * calibration.length_m : m * error };
}

/**
 * @param {Length} length
 * @returns {string} "52 cm", "1.24 m", "312 px"
 */
export function lengthWords({ pixels, m }) {
  if (m === null) return `${Math.round(pixels)} px`;
  return m < 1 ? `${(m * 100).toFixed(m < 0.1 ? 1 : 0)} cm` : `${m.toFixed(2)} m`;
}

/**
 * @param {Length} length
 * @returns {string} "± 0.8 cm", "" when nothing is known of it
 */
export function errorWords({ error_m }) {
  return error_m === null ? "" : `± ${(error_m * 100).toFixed(1)} cm`;
}

/**
 * A length as somebody types it.
 *
 * @param {string} text "1.2", "1,2 m", "45 cm", "300 mm"; a number alone is metres
 * @returns {number | null} metres, between a millimetre and a hundred metres; null when it is no length
 */
export function readLength(text) {
  const found = /^\s*(\d{1,4}(?:[.,]\d{1,4})?)\s*(m|cm|mm|in|ft)?\s*$/i.exec(text);
  if (!found) return null;
  const units = { m: 1, cm: 0.01, mm: 0.001, in: 0.0254, ft: 0.3048 };
  const unit = units[/** @type {keyof typeof units} */ ((found[2] ?? "m").toLowerCase())];
  const metres = Number((found[1] ?? "").replace(",", ".")) * unit;
  return metres >= 0.001 && metres <= 100 ? metres : null;
}
