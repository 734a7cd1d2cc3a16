/** What is kept of rows, and what runs: blocks of intervals, each as often as it is repeated. Pure. */

import { NEW } from "./kinds.js";
import { add, noRows, stretches } from "./rows.js";

/**
 * @typedef {import("../live/types.d.ts").Interval} Interval
 * @typedef {import("./rows.js").Rows} Rows
 * @typedef {{times: number, skips?: boolean, intervals: Interval[]}} Block skips: the last time ends with the effort, without the rest behind it
 */

const RESTS = new Set(["rest", "recover", "transition"]);

/**
 * The plan that runs: groups as often as they are repeated, with their rounds counted.
 *
 * @param {Rows} from
 * @returns {Interval[]}
 */
export function planOf(from) {
  return blocksOf(from).flatMap(planOfBlock);
}

/**
 * @param {Block} block
 * @returns {Interval[]}
 */
function planOfBlock({ times, skips, intervals }) {
  if (times < 2) return intervals;
  const last = intervals.findLastIndex(({ kind }) => !RESTS.has(kind)) + 1 || intervals.length;
  return Array.from({ length: times }, (_, index) => index + 1).flatMap((round) =>
    intervals.slice(0, skips && round === times ? last : undefined).map((interval) => ({ ...interval, round, rounds: times })),
  );
}

/**
 * @param {Rows} from
 * @returns {Block[]}
 */
export function blocksOf(from) {
  return stretches(from).map(({ times, skips, rows }) => ({
    times,
    skips,
    intervals: rows.map(({ interval }) => ({ ...interval, name: interval.name.trim() || NEW[interval.kind].name })),
  }));
}

/**
 * @param {Block[]} blocks
 * @returns {Rows}
 */
export function rowsOf(blocks) {
  let found = noRows();
  for (const { times, skips = false, intervals } of blocks) {
    let named = "";
    if (times > 1) {
      named = `g${found.made + 1}`;
      found = { ...found, groups: { ...found.groups, [named]: { times, skips } }, made: found.made + 1 };
    }
    for (const interval of intervals) found = add(found, { ...interval, round: interval.round ?? 0, rounds: interval.rounds ?? 0 }, undefined, named);
  }
  return found;
}

/**
 * A plan as blocks: rounds that are all alike become one block that is repeated, also when the last lacks its rest.
 *
 * @param {Interval[]} plan
 * @returns {Block[]}
 */
export function blocksIn(plan) {
  /** @type {Block[]} */
  const found = [];
  let at = 0;
  while (at < plan.length) {
    let end = at + 1;
    while (end < plan.length && plan[end]?.rounds === plan[at]?.rounds && (plan[end]?.round ?? 0) >= (plan[end - 1]?.round ?? 0)) end += 1;
    const run = plan.slice(at, end);
    found.push(folded(run) ?? { times: 1, intervals: run });
    at = end;
  }
  return found;
}

/**
 * @param {Interval[]} run intervals of the same number of rounds
 * @returns {Block | null} null: its rounds differ
 */
function folded(run) {
  const times = run[0]?.rounds ?? 0;
  if (times < 2) return null;
  const intervals = run.filter((interval) => interval.round === 1).map((interval) => ({ ...interval, round: 0, rounds: 0 }));
  const said = JSON.stringify(run);
  for (const skips of [false, true]) {
    const block = { times, skips, intervals };
    if (intervals.length > 0 && JSON.stringify(planOfBlock(block)) === said) return block;
  }
  return null;
}
