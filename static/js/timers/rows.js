/** A plan that is put together interval by interval: rows in a row, some of them in a group that is repeated. Pure: each deed gives new rows. */

/**
 * @typedef {import("../live/types.d.ts").Interval} Interval
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
 */

export const TIMES_MOST = 99;

/** @returns {Rows} */
export function noRows() {
  return { rows: [], groups: {}, made: 0 };
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
