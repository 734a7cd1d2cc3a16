/**
 * Two recorders in alternation, for a browser whose recordings cannot be spliced: each begins when the other is half way, so that one of
 * them always reaches back far enough, and what it made since its beginning is a whole file.
 */

import { every } from "../lib/state.js";

const TICK_MS = 1000;

/** @typedef {import("./reel.js").Reel} Reel */

/**
 * @param {() => Reel} open one that keeps all
 * @param {number} span_ms how far back one must reach at least
 * @param {() => number} [now_ms]
 * @returns {Reel}
 */
export function openPair(open, span_ms, now_ms = () => performance.now()) {
  const first = open();
  /** @type {{reel: Reel, began_ms: number}[]} the older first */
  let two = [{ reel: first, began_ms: now_ms() }];
  let isResting = false;

  const stop = every(TICK_MS, () => {
    const [older] = two;
    if (isResting || !older || now_ms() - older.began_ms < span_ms * two.length) return;
    if (two.length === 2) older.reel.close();
    two = [...two.slice(-1), { reel: open(), began_ms: now_ms() }];
  });

  return {
    type: first.type,
    held: () => ({ ms: two[0]?.reel.held().ms ?? 0, bytes: two.reduce((sum, { reel }) => sum + reel.held().bytes, 0) }),
    silent_ms: () => Math.max(...two.map(({ reel }) => reel.silent_ms())),
    isUnfit: () => two.some(({ reel }) => reel.isUnfit()),
    async cut(until_ms, length_ms) {
      const newest = two.findLast(({ began_ms }) => began_ms <= until_ms - length_ms) ?? two[0]; // the shortest file that has it all
      return (await newest?.reel.cut(until_ms, length_ms)) ?? null;
    },
    rest() {
      isResting = true;
      stop();
      for (const { reel } of two) reel.rest();
    },
    close() {
      stop();
      for (const { reel } of two) reel.close();
    },
  };
}
