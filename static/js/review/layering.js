/**
 * What of the drawings stands still while the film plays, and what does not. Pure.
 *
 * What stands still lies on a canvas of its own that is painted once; only the rest costs anything for each frame.
 */

import { alphaAt } from "./fade.js";
import { isMoving } from "./primitives.js";

/** @typedef {import("./shapes.js").Shape} Shape */

/**
 * @param {readonly Shape[]} shapes those that are seen, from the bottom up
 * @param {number} atMs
 * @param {(string | null | undefined)[]} busy ids of what is selected or being changed
 * @returns {{still: Shape[], live: Shape[]}} live lies above still; what runs with the film lies above all
 */
export function layered(shapes, atMs, busy = []) {
  /** @type {Shape[]} */
  const still = [];
  /** @type {Shape[]} */
  const live = [];
  /** @type {Shape[]} */
  const running = [];
  let isLive = false; // from the first on that changes, all that lies above it is painted with it: the order stays
  for (const one of shapes) {
    const { tool } = one.body;
    if (isMoving(one.body) || tool === "magnifier") {
      running.push(one);
      continue;
    }
    const changes = busy.includes(one.id) || alphaAt(one.body, atMs) < 1;
    if (changes && tool === "spotlight") return { still: [], live: [...shapes] }; // it lies under everything
    isLive ||= changes;
    (isLive ? live : still).push(one);
  }
  return { still, live: [...live, ...running] };
}

/**
 * @param {readonly Shape[]} one
 * @param {readonly Shape[]} other
 * @returns {boolean} whether both look the same; bodies are never changed
 */
export function isSame(one, other) {
  return one.length === other.length && one.every(({ body }, n) => body === other[n]?.body);
}
