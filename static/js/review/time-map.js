/**
 * Which moment of one clip belongs to which moment of another: at one point, by phases, or rep by rep. Pure.
 *
 * A map goes from the first clip's shown clock to the second's, in milliseconds. Between two anchors it is a straight line, so
 * "bottom" meets "bottom" whatever the tempo; before the first and after the last anchor both clips go on at the same pace.
 */

export const LEAST_MS = 1; // anchors nearer than this are one: a line between them would be a jump

/**
 * @typedef {object} KeyFrame
 * @property {string} title
 * @property {number} at_ms on its clip's shown clock
 * @property {string} [id]
 */

/** @typedef {[first_ms: number, second_ms: number]} Anchor */

/**
 * @typedef {object} TimeMap
 * @property {readonly Anchor[]} anchors rising on both clocks; at least one. All that is needed to make the same map elsewhere
 * @property {(ms: number) => number} to the second clip's moment of a moment of the first
 * @property {(ms: number) => number} from the other way round
 * @property {(ms: number) => number} pace how fast the second goes while the first goes at 1, just after that moment of the first
 */

/**
 * @typedef {object} Phase a key frame that both clips have
 * @property {string} title as the first clip says it
 * @property {number} nth the how-manieth of that title, from 1
 * @property {number} first_ms
 * @property {number} second_ms
 */

/**
 * @typedef {object} Matched
 * @property {TimeMap} map
 * @property {Phase[]} phases in the first clip's order
 * @property {string} refused why it is not by phases, a sentence; "" when it is
 */

/**
 * @typedef {object} Rep
 * @property {number} nth from 1
 * @property {number} from_ms
 * @property {number} to_ms the first moment that is not of it: the next rep's beginning, else its last key frame
 * @property {KeyFrame[]} keys
 */

/**
 * @param {readonly Anchor[]} anchors in any order; none is start to start. Those that go back on either clock are left out
 * @returns {TimeMap}
 */
export function timeMap(anchors) {
  /** @type {Anchor[]} */
  const line = [];
  for (const one of anchors.toSorted((a, b) => a[0] - b[0])) {
    const before = line.at(-1);
    if (!before || (one[0] - before[0] >= LEAST_MS && one[1] - before[1] >= LEAST_MS)) line.push([one[0], one[1]]);
  }
  if (line.length === 0) line.push([0, 0]);
  return {
    anchors: line,
    to: (ms) => along(line, ms, 0, 1),
    from: (ms) => along(line, ms, 1, 0),
    pace(ms) {
      const after = line.findIndex((one) => one[0] > ms);
      const a = line[after - 1];
      const b = line[after];
      return a && b ? (b[1] - a[1]) / (b[0] - a[0]) : 1;
    },
  };
}

/**
 * @param {Anchor[]} line
 * @param {number} ms
 * @param {0 | 1} here the clock that ms is on
 * @param {0 | 1} there
 */
function along(line, ms, here, there) {
  const after = line.findIndex((one) => one[here] > ms);
  const a = /** @type {Anchor} */ (after < 0 ? line.at(-1) : line[Math.max(0, after - 1)]);
  const b = after > 0 ? line[after] : undefined;
  if (!b) return a[there] + (ms - a[here]);
  return a[there] + ((ms - a[here]) / (b[here] - a[here])) * (b[there] - a[there]);
}

/** Both from their shown beginnings. */
export const byStart = () => timeMap([[0, 0]]);

/**
 * @param {number} firstMs
 * @param {number} secondMs the moment that meets it
 */
export const byPoint = (firstMs, secondMs) => timeMap([[firstMs, secondMs]]);

/**
 * Key frames of the same title meet, the second "bottom" the second "bottom".
 *
 * @param {readonly KeyFrame[]} first
 * @param {readonly KeyFrame[]} second
 * @returns {Matched} start to start when they share none or are in another order
 */
export function byPhases(first, second) {
  return matched(counted(first), counted(second));
}

/**
 * One rep of the first clip against any rep of the second.
 *
 * @param {readonly KeyFrame[]} first
 * @param {readonly KeyFrame[]} second
 * @param {number} nthFirst from 1
 * @param {number} nthSecond
 * @returns {Matched}
 */
export function byReps(first, second, nthFirst, nthSecond) {
  const one = reps(first)[nthFirst - 1];
  const other = reps(second)[nthSecond - 1];
  if (!one || !other) return { map: byStart(), phases: [], refused: "There is no such rep: its key frames are gone." };
  const found = matched(counted(one.keys), counted(other.keys));
  // Without a shared title within the two they still begin together.
  if (found.phases.length === 0 && !found.refused) return { ...found, map: byPoint(one.from_ms, other.from_ms) };
  return found;
}

/**
 * A rep ends where one of its titles comes again: "start, bottom, top, start, bottom" is two.
 *
 * @param {readonly KeyFrame[]} keys
 * @returns {Rep[]}
 */
export function reps(keys) {
  /** @type {KeyFrame[][]} */
  const found = [];
  let titles = new Set();
  for (const key of inOrder(keys)) {
    const title = plain(key.title);
    const here = found.at(-1);
    if (!here || titles.has(title)) {
      found.push([key]);
      titles = new Set([title]);
    } else {
      here.push(key);
      titles.add(title);
    }
  }
  return found.map((one, at) => {
    const from = /** @type {KeyFrame} */ (one[0]).at_ms;
    const last = /** @type {KeyFrame} */ (one.at(-1)).at_ms;
    return { nth: at + 1, from_ms: from, to_ms: found[at + 1]?.[0]?.at_ms ?? last, keys: one };
  });
}

/**
 * What one clip has and the other has not.
 *
 * @param {readonly KeyFrame[]} first
 * @param {readonly KeyFrame[]} second
 * @returns {{title: string, nth: number, lacks: "first" | "second", at_ms: number}[]} at_ms: where it is in the clip that has it
 */
export function missing(first, second) {
  const there = { first: counted(first), second: counted(second) };
  /** @param {"first" | "second"} has @param {"first" | "second"} lacks */
  const lack = (has, lacks) =>
    [...there[has].entries()]
      .filter(([name]) => !there[lacks].has(name))
      .map(([, one]) => ({ title: one.title, nth: one.nth, lacks, at_ms: one.at_ms }));
  return [...lack("first", "second"), ...lack("second", "first")].toSorted((a, b) => a.at_ms - b.at_ms);
}

/**
 * The part of the first clip's clock on which at least one of the two shows something new.
 *
 * @param {TimeMap} map
 * @param {number | null} firstMs its length; null: a photo
 * @param {number | null} secondMs
 * @returns {[from_ms: number, to_ms: number]}
 */
export function span(map, firstMs, secondMs) {
  if (firstMs === null && secondMs === null) return [0, 0];
  if (secondMs === null) return [0, firstMs ?? 0];
  if (firstMs === null) return [map.from(0), map.from(secondMs)];
  return [Math.min(0, map.from(0)), Math.max(firstMs, map.from(secondMs))];
}

/**
 * Where both clips stand in a film of them: a straight line between each two rows.
 *
 * @param {TimeMap} map
 * @param {{from_ms: number, to_ms: number, rate: number, lead: "first" | "second", first_ms: number, second_ms: number}} part from, to: on the
 *   first clip's clock; rate: of the clip that leads; first_ms, second_ms: how long each is, a photo 0
 * @returns {[t_ms: number, first_ms: number, second_ms: number][]} t rising from 0
 */
export function filmRows(map, { from_ms, to_ms, rate, lead, first_ms, second_ms }) {
  const turns = [...map.anchors.map((one) => one[0]), 0, first_ms, map.from(0), map.from(second_ms)];
  const points = [from_ms, ...turns.filter((ms) => ms > from_ms && ms < to_ms).toSorted((a, b) => a - b), to_ms];
  /** @type {[number, number, number][]} */
  const rows = [];
  let t = 0;
  points.forEach((ms, at) => {
    const before = points[at - 1];
    if (before !== undefined) {
      const passed = lead === "first" ? ms - before : map.to(ms) - map.to(before);
      if (passed < LEAST_MS) return;
      t += passed / rate;
    }
    rows.push([t, Math.min(Math.max(ms, 0), first_ms), Math.min(Math.max(map.to(ms), 0), second_ms)]);
  });
  return rows;
}

/** @typedef {{title: string, nth: number, at_ms: number}} Counted */

/**
 * @param {readonly KeyFrame[]} keys
 * @returns {Map<string, Counted>} "title 2" -> it, in the clip's order; one without a title is none
 */
function counted(keys) {
  const seen = new Map();
  /** @type {Map<string, Counted>} */
  const found = new Map();
  for (const key of inOrder(keys)) {
    const title = plain(key.title);
    const nth = (seen.get(title) ?? 0) + 1;
    seen.set(title, nth);
    found.set(`${title}\n${nth}`, { title: key.title.trim().replace(/\s+/g, " "), nth, at_ms: key.at_ms });
  }
  return found;
}

/**
 * @param {Map<string, Counted>} first
 * @param {Map<string, Counted>} second
 * @returns {Matched}
 */
function matched(first, second) {
  /** @type {Phase[]} */
  const phases = [];
  for (const [name, one] of first) {
    const other = second.get(name);
    if (other) phases.push({ title: one.title, nth: one.nth, first_ms: one.at_ms, second_ms: other.at_ms });
  }
  const turned = phases.findIndex((one, at) => at > 0 && one.second_ms < /** @type {Phase} */ (phases[at - 1]).second_ms - LEAST_MS);
  if (turned > 0) {
    const [before, after] = [/** @type {Phase} */ (phases[turned - 1]), /** @type {Phase} */ (phases[turned])];
    const refused =
      `${named(before)} comes before ${named(after)} in one clip and after it in the other, ` +
      "so the two cannot run side by side by phases. Move or rename one of them, or match the clips at one point.";
    return { map: byStart(), phases: [], refused };
  }
  return { map: timeMap(phases.map((one) => [one.first_ms, one.second_ms])), phases, refused: "" };
}

/** @param {Phase} one */
const named = (one) => `“${one.title}”${one.nth > 1 ? ` ${one.nth}` : ""}`;

/** @param {readonly KeyFrame[]} keys */
function inOrder(keys) {
  return keys.filter((key) => plain(key.title) !== "" && Number.isFinite(key.at_ms)).toSorted((a, b) => a.at_ms - b.at_ms);
}

/** @param {string} title */
const plain = (title) => title.trim().replace(/\s+/g, " ").normalize("NFC").toLowerCase();
