/** One frame of a film with what is drawn on it, as a picture of the film's full size. */

import { paint } from "./canvas.js";

/**
 * @param {object} options
 * @param {CanvasImageSource} options.source shows the frame
 * @param {{width: number, height: number}} options.film its pixels
 * @param {readonly import("./shapes.js").Shape[]} options.shapes
 * @param {number} options.atMs
 * @param {import("./shapes.js").Calibration | null} [options.calibration]
 * @param {{rotate: number, mirror: boolean}} [options.view] turned as it is looked at
 * @returns {HTMLCanvasElement}
 */
export function still({ source, film, shapes, atMs, calibration = null, view = { rotate: 0, mirror: false } }) {
  const { width, height } = film;
  const isOnSide = view.rotate % 180 !== 0;
  const canvas = document.createElement("canvas");
  canvas.width = isOnSide ? height : width;
  canvas.height = isOnSide ? width : height;
  const ctx = canvas.getContext("2d");
  if (!ctx) throw new Error("no canvas");
  ctx.translate(canvas.width / 2, canvas.height / 2);
  if (view.mirror) ctx.scale(-1, 1);
  ctx.rotate((view.rotate * Math.PI) / 180);
  ctx.translate(-width / 2, -height / 2);
  ctx.drawImage(source, 0, 0, width, height);
  paint(ctx, shapes, { width, height, film, atMs, calibration, view, picture: source });
  return canvas;
}

/**
 * @param {HTMLCanvasElement} canvas
 * @returns {Promise<Blob>} a PNG
 */
export function png(canvas) {
  return new Promise((give, fail) => canvas.toBlob((blob) => (blob ? give(blob) : fail(new Error("no picture"))), "image/png"));
}

/**
 * Gives it to the person as a file.
 *
 * @param {Blob} blob
 * @param {string} name
 */
export function save(blob, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

/**
 * @param {string} title
 * @param {number} ms
 * @returns {string} a file's name that every system takes: "squat-from-the-side-0-03-240.png"
 */
export function stillName(title, ms) {
  const words = title.toLowerCase().normalize("NFKD").replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "").slice(0, 60); // prettier-ignore
  const minutes = Math.floor(ms / 60_000);
  const seconds = String(Math.floor((ms % 60_000) / 1000)).padStart(2, "0");
  return `${words || "clip"}-${minutes}-${seconds}-${String(Math.floor(ms % 1000)).padStart(3, "0")}.png`;
}
