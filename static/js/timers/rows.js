/** A plan that is put together interval by interval: rows in a row, some of them in a group that is repeated. Pure: each deed gives new rows. */

/**
 * @typedef {import("../live/types.d.ts").Interval} Interval
 * @typedef {import("../live/types.d.ts").IntervalKind} IntervalKind
 *
 * @typedef {object} Row
 * @property {string} key of this row on this page
 * @property {string} group the key of its group; "": none. Rows of a group stand together
 * @property {Interval} interval in a group its round and rounds are the group's
 *
 * @typedef {object} Rows
 * @property {Row[]} rows
 * @property {Record<string, Group>} groups
 * @property {number} made how many keys were given
 *
 * skips: the last time ends with the effort, without the rest behind it
 *
 * @typedef {{times: number, skips: boolean}} Group
 * @typedef {{times: number, skips?: boolean, intervals: Interval[]}} Block what is kept: a stretch of rows, and how often it comes
 */

export const TIMES_MOST = 99;
const RESTS = new Set(["rest", "recover", "transition"]);

/** @returns {Rows} */
export function noRows() {
  return { rows: [], groups: {}, made: 0 };
}

/** @type {Record<IntervalKind, {name: string, seconds: number}>} */
const NEW = {
  prepare: { name: "Get ready", seconds: 10 },
  work: { name: "Work", seconds: 30 },
  rest: { name: "Rest", seconds: 15 },
  transition: { name: "Change over", seconds: 15 },
  recover: { name: "Recover", seconds: 60 },
  hold: { name: "Hold", seconds: 30 },
};

/** @type {{kind: IntervalKind, words: string}[]} in the order they are offered */
export const KINDS = [
  { kind: "work", words: "Work" },
  { kind: "rest", words: "Rest" },
  { kind: "hold", words: "Hold" },
  { kind: "transition", words: "Change over" },
  { kind: "recover", words: "Recover" },
  { kind: "prepare", words: "Get ready" },
];

/**
 * @param {IntervalKind} kind
 * @returns {Interval} one to begin with
 */
export function newInterval(kind) {
  const { name, seconds } = NEW[kind];
  return { name, kind, duration_ms: seconds * 1000, round: 0, rounds: 0 };
}

/**
 * The interval as another kind; a name that nobody chose becomes the new kind's.
 *
 * @param {Interval} interval
 * @param {IntervalKind} kind
 * @returns {Interval}
 */
export function asKind(interval, kind) {
  const name = interval.name === "" || interval.name === NEW[interval.kind].name ? NEW[kind].name : interval.name;
  return { ...interval, kind, name };
}

/**
 * @param {Rows} from
 * @param {Interval} interval
 * @param {number} [at] before which row; absent: at the end
 * @param {string} [group]
 * @returns {Rows}
 */
export function add(from, interval, at = from.rows.length, group = "") {
  const row = { key: `r${from.made + 1}`, group, interval };
  return { ...from, rows: [...from.rows.slice(0, at), row, ...from.rows.slice(at)], made: from.made + 1 };
}

/**
 * @param {Rows} from
 * @param {string} key
 * @param {Partial<Interval>} change
 * @returns {Rows}
 */
export function change(from, key, change) {
  return { ...from, rows: from.rows.map((row) => (row.key === key ? { ...row, interval: { ...row.interval, ...change } } : row)) };
}

/**
 * @param {Rows} from
 * @param {string} key
 * @returns {Rows}
 */
export function remove(from, key) {
  return tidy({ ...from, rows: from.rows.filter((row) => row.key !== key) });
}

/**
 * The same interval once more, right behind.
 *
 * @param {Rows} from
 * @param {string} key
 * @returns {Rows}
 */
export function duplicate(from, key) {
  const at = from.rows.findIndex((row) => row.key === key);
  const row = from.rows[at];
  return row ? add(from, row.interval, at + 1, row.group) : from;
}

/**
 * One step up or down. At the edge of a group the step goes out of it or into it, past no other row.
 *
 * @param {Rows} from
 * @param {string} key
 * @param {-1 | 1} way
 * @returns {Rows} the same when there is no further
 */
export function step(from, key, way) {
  const at = from.rows.findIndex((row) => row.key === key);
  const row = from.rows[at];
  if (!row) return from;
  const next = from.rows[at + way];
  if (next && next.group === row.group) return put(from, at, way === 1 ? at + 2 : at - 1, row.group);
  if (row.group !== "") return put(from, at, at, "");
  return next ? put(from, at, at, next.group) : from;
}

/**
 * A row taken elsewhere.
 *
 * @param {Rows} from
 * @param {string} key
 * @param {number} to before which row, as they stand now
 * @param {string} group the one it then belongs to; "": none
 * @returns {Rows}
 */
export function moveTo(from, key, to, group) {
  const at = from.rows.findIndex((row) => row.key === key);
  return at < 0 ? from : put(from, at, to, group);
}

/**
 * @param {Rows} from
 * @param {number} at
 * @param {number} to
 * @param {string} group
 * @returns {Rows}
 */
function put(from, at, to, group) {
  const row = /** @type {Row} */ (from.rows[at]);
  const rest = from.rows.filter((_, index) => index !== at);
  const place = to > at ? to - 1 : to;
  const [above, below] = [rest[place - 1]?.group ?? "", rest[place]?.group ?? ""];
  // A group is never torn: between two of its rows one belongs to it, away from it nobody does.
  const torn = rest.some((other) => other.group === group) && above !== group && below !== group;
  const joined = above !== "" && above === below ? above : torn ? "" : group;
  return tidy({ ...from, rows: [...rest.slice(0, place), { ...row, group: joined }, ...rest.slice(place)] });
}

/**
 * This row begins a group of its own, repeated twice.
 *
 * @param {Rows} from
 * @param {string} key
 * @returns {Rows}
 */
export function group(from, key) {
  const named = `g${from.made + 1}`;
  const rows = from.rows.map((row) => (row.key === key && row.group === "" ? { ...row, group: named } : row));
  return { rows, groups: { ...from.groups, [named]: { times: 2, skips: false } }, made: from.made + 1 };
}

/**
 * The rows of a group stand alone again.
 *
 * @param {Rows} from
 * @param {string} group
 * @returns {Rows}
 */
export function ungroup(from, group) {
  return tidy({ ...from, rows: from.rows.map((row) => (row.group === group ? { ...row, group: "" } : row)) });
}

/**
 * @param {Rows} from
 * @param {string} group
 * @param {Partial<Group>} change
 * @returns {Rows}
 */
export function repeat(from, group, change) {
  const before = from.groups[group] ?? { times: 1, skips: false };
  return { ...from, groups: { ...from.groups, [group]: { ...before, ...change } } };
}

/**
 * Rows that stand together, in their order: single ones and whole groups.
 *
 * @param {Rows} from
 * @returns {{group: string, times: number, skips: boolean, rows: Row[]}[]}
 */
export function stretches(from) {
  /** @type {{group: string, times: number, skips: boolean, rows: Row[]}[]} */
  const found = [];
  for (const row of from.rows) {
    const last = found.at(-1);
    if (last && last.group === row.group) last.rows.push(row);
    else found.push({ group: row.group, ...(from.groups[row.group] ?? { times: 1, skips: false }), rows: [row] });
  }
  return found;
}

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

/**
 * Forgets groups that have no row any more.
 *
 * @param {Rows} from
 * @returns {Rows}
 */
function tidy(from) {
  const used = new Set(from.rows.map((row) => row.group));
  const groups = Object.fromEntries(Object.entries(from.groups).filter(([group]) => used.has(group)));
  return { ...from, groups };
}
