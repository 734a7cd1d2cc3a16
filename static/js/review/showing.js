/** Which of a clip's drawings are seen at a moment, found without looking at all of them. Pure. */

import { alphaAt, seenWithin } from "./fade.js";

/** @typedef {import("./shapes.js").Shape} Shape */

const BUCKET_MS = 500;
const LONG_BUCKETS = 40; // what is seen longer is looked at every time

/**
 * @template {Shape} S
 * @param {readonly S[]} shapes from the bottom up
 * @returns {{at: (ms: number) => S[], count: number}} at: those seen then, from the bottom up
 */
export function createShowing(shapes) {
  /** @type {Map<number, number[]>} */
  const buckets = new Map();
  /** @type {number[]} */
  const always = [];
  shapes.forEach(({ body }, index) => {
    const [from, to] = seenWithin(body);
    const first = Math.floor(from / BUCKET_MS);
    const last = Math.floor(to / BUCKET_MS);
    if (!(last - first < LONG_BUCKETS)) return void always.push(index);
    for (let n = first; n <= last; n += 1) {
      const there = buckets.get(n);
      if (there) there.push(index);
      else buckets.set(n, [index]);
    }
  });

  return {
    count: shapes.length,
    at(ms) {
      const here = buckets.get(Math.floor(ms / BUCKET_MS)) ?? [];
      const found = here.length === 0 ? always : always.length === 0 ? here : merged(here, always);
      return found.map((index) => /** @type {S} */ (shapes[index])).filter(({ body }) => alphaAt(body, ms) > 0);
    },
  };
}

/**
 * @param {number[]} one rising
 * @param {number[]} other rising
 * @returns {number[]} both, rising
 */
function merged(one, other) {
  const all = [];
  let n = 0;
  for (const next of other) {
    for (; n < one.length && /** @type {number} */ (one[n]) < next; n += 1) all.push(/** @type {number} */ (one[n]));
    all.push(next);
  }
  return [...all, ...one.slice(n)];
}
