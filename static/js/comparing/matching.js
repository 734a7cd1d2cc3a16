/** Which moment meets which, by the way that was chosen and the key frames as they are now. Pure. */

import { byPhases, byReps, byStart, reps, timeMap } from "../review/time-map.js";

/** @typedef {import("../review/time-map.js").KeyFrame} KeyFrame */
/** @typedef {import("../review/time-map.js").Anchor} Anchor */

/**
 * @typedef {object} Sync
 * @property {"start" | "point" | "phases" | "reps"} way
 * @property {Anchor[]} anchors what the way came to; for a point, the point
 * @property {[number, number]} reps from 1
 */

/**
 * @typedef {object} Match
 * @property {import("../review/time-map.js").TimeMap} map
 * @property {import("../review/time-map.js").Phase[]} phases
 * @property {string} why what the reader should know: refused, or nothing to match by; "" when all is well
 * @property {[number, number] | null} part of the first clip's clock that is of interest: the rep
 */

const NONE_SHARED = "No key frame has the same title in both clips yet, so both run from their beginnings. Put some on each, such as “Bottom”.";

/**
 * @param {Sync} sync
 * @param {readonly KeyFrame[]} first
 * @param {readonly KeyFrame[]} second
 * @returns {Match}
 */
export function match(sync, first, second) {
  if (sync.way === "start") return { map: byStart(), phases: [], why: "", part: null };
  if (sync.way === "point") return { map: timeMap(sync.anchors.slice(0, 1)), phases: [], why: "", part: null };
  if (sync.way === "phases") {
    const found = byPhases(first, second);
    return { map: found.map, phases: found.phases, why: found.refused || (found.phases.length ? "" : NONE_SHARED), part: null };
  }
  const [one, other] = sync.reps;
  const found = byReps(first, second, one, other);
  const rep = reps(first)[one - 1];
  return { map: found.map, phases: found.phases, why: found.refused, part: rep && rep.to_ms > rep.from_ms ? [rep.from_ms, rep.to_ms] : null };
}

/**
 * How a pair is matched that nobody has matched yet: by phases where the two share any.
 *
 * @param {readonly KeyFrame[]} first
 * @param {readonly KeyFrame[]} second
 * @returns {Sync["way"]}
 */
export function offered(first, second) {
  const { phases } = byPhases(first, second);
  return phases.length > 0 ? "phases" : "start";
}

/**
 * The part from a phase to the next; of the last, to the end of its rep, else none.
 *
 * @param {readonly import("../review/time-map.js").Phase[]} phases
 * @param {number} index
 * @returns {[number, number] | null}
 */
export function partFrom(phases, index) {
  const [here, next] = [phases[index], phases[index + 1]];
  return here && next && next.first_ms > here.first_ms ? [here.first_ms, next.first_ms] : null;
}
