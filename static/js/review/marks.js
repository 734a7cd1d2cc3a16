/**
 * The marks on a clip as a set that any number of devices keep alike: of each mark the one written last counts, and
 * what was taken away stays away. Touches neither page nor wire. Twin of server/domain/review/marks.py.
 */

import { newId } from "../lib/outbox.js";
import { signal } from "../lib/state.js";

/** @typedef {"shape" | "key" | "layer" | "calibration" | "view" | "measure"} Kind */

/**
 * @typedef {object} Mark
 * @property {string} id 24 hexadecimal digits, made on the device
 * @property {Kind} kind
 * @property {Record<string, any>} body what it says, by its kind: server/domain/review/bodies.py
 * @property {string} stamp when it was written, so that all devices agree: sorts as text
 * @property {boolean} is_deleted
 * @property {string} [by] who wrote it, once the server has it: "t:<account>"
 */

/** @typedef {(after: Mark, before: Mark | null) => void} Listener before: as it was here, also one that was taken away */

/**
 * @typedef {object} Marks
 * @property {import("../lib/state.js").ReadonlySignal<Map<string, Mark>>} all those that are there; a new Map at every change, never changed itself
 * @property {(kind: Kind) => Mark[]} of those of a kind, in no order; looking subscribes
 * @property {(id: string) => Mark | null} get one that is there
 * @property {(kind: Kind, body: Record<string, any>, id?: string) => Mark} put writes one, new or in the place of its id
 * @property {(id: string, body: Record<string, any>) => Mark | null} change lays these values over its body; null: it is not there
 * @property {(id: string) => Mark | null} remove
 * @property {(several: Mark[], options?: {isWhole?: boolean}) => Mark[]} take what came from elsewhere; gives what of it counted. isWhole: what is not among them is gone
 * @property {(ids: string[]) => Mark[]} restamp writes the same once more by the clock as it is now
 * @property {(listener: Listener) => () => void} onWrite what is written here, not what came from elsewhere
 * @property {<T>(work: () => T) => T} together several writes as one change of `all`
 */

const COUNTER_MOST = 9999;

/** @returns {string} 8 hexadecimal digits: of this page, since two tabs are two devices */
export function newDevice() {
  return newId().slice(0, 8);
}

/**
 * @param {string} stamp
 * @param {string | undefined} over undefined: nothing is there
 */
export function wins(stamp, over) {
  return over === undefined || stamp > over;
}

/**
 * @param {object} [options]
 * @param {string} [options.device]
 * @param {() => number} [options.now] epoch ms, as the server's clock says
 * @returns {Marks}
 */
export function createMarks({ device = newDevice(), now = Date.now } = {}) {
  /** @type {Map<string, Mark>} with those that were taken away */
  const known = new Map();
  const all = signal(/** @type {Map<string, Mark>} */ (new Map()));
  /** @type {Map<string, Mark> | null} */
  let next = null; // what `all` becomes when all that happens together has happened
  let depth = 0;
  let last_ms = 0;
  let counter = 0;
  /** @type {Set<Listener>} */
  const listeners = new Set();

  function stamp() {
    const now_ms = Math.round(now());
    if (now_ms > last_ms) [last_ms, counter] = [now_ms, 0];
    else if (counter < COUNTER_MOST) counter += 1;
    else [last_ms, counter] = [last_ms + 1, 0];
    return `${String(last_ms).padStart(13, "0")}-${String(counter).padStart(4, "0")}-${device}`;
  }

  /** @param {string} seen a stamp of another device: what is written from now on is later */
  function heard(seen) {
    const [ms, count] = [Number(seen.slice(0, 13)), Number(seen.slice(14, 18))];
    if (ms > last_ms) [last_ms, counter] = [ms, count];
    else if (ms === last_ms) counter = Math.max(counter, count);
  }

  /** @param {Mark} mark */
  function set(mark) {
    known.set(mark.id, mark);
    next ??= new Map(all.peek());
    if (mark.is_deleted) next.delete(mark.id);
    else next.set(mark.id, mark);
  }

  /**
   * @template T
   * @param {() => T} work
   * @returns {T}
   */
  function together(work) {
    depth += 1;
    try {
      return work();
    } finally {
      depth -= 1;
      if (depth === 0 && next) {
        all.value = next;
        next = null;
      }
    }
  }

  /**
   * @param {Mark} mark
   * @returns {Mark}
   */
  function write(mark) {
    const before = known.get(mark.id) ?? null;
    together(() => set(mark));
    for (const tell of listeners) tell(mark, before);
    return mark;
  }

  const living = () => next ?? all.peek();

  return {
    all,
    of: (kind) => [...all.value.values()].filter((one) => one.kind === kind),
    get: (id) => living().get(id) ?? null,
    put: (kind, body, id = newId()) => write({ id, kind, body, stamp: stamp(), is_deleted: false }),
    change(id, body) {
      const mark = living().get(id);
      return mark ? write({ ...mark, body: { ...mark.body, ...body }, stamp: stamp() }) : null;
    },
    remove(id) {
      const mark = living().get(id);
      return mark ? write({ ...mark, body: {}, stamp: stamp(), is_deleted: true }) : null;
    },
    take(several, { isWhole = false } = {}) {
      return together(() => {
        const there = new Set(several.map((one) => one.id));
        if (isWhole) for (const one of [...living().values()]) if (!there.has(one.id)) set({ ...one, body: {}, is_deleted: true });
        // The server may have set right what was written here: of the same writing, its word counts.
        const latest = new Map();
        for (const one of several) {
          heard(one.stamp);
          if (!wins((latest.get(one.id) ?? known.get(one.id))?.stamp ?? "", one.stamp)) latest.set(one.id, one);
        }
        for (const one of latest.values()) if (!says(known.get(one.id), one)) set(one);
        return [...latest.values()];
      });
    },
    restamp(ids) {
      [last_ms, counter] = [0, 0]; // the clock may go back now, but not behind what others wrote
      for (const one of known.values()) if (!ids.includes(one.id)) heard(one.stamp);
      return together(() =>
        ids.flatMap((id) => {
          const mark = known.get(id);
          return mark ? [write({ ...mark, stamp: stamp() })] : [];
        }),
      );
    },
    onWrite(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    together,
  };
}

/**
 * Whether both are the same writing and say the same: then nobody who looks needs to hear of it.
 *
 * @param {Mark | undefined} there
 * @param {Mark} one
 */
function says(there, one) {
  if (there?.stamp !== one.stamp || there.is_deleted !== one.is_deleted || there.by !== one.by) return false;
  return JSON.stringify(there.body) === JSON.stringify(one.body);
}
