/**
 * A performance: what somebody did with a clip while they spoke, as events, and what was to be seen at any moment of it. Pure.
 *
 * An event is `[t_ms, type, …]`, `t_ms` being a moment of the recorded sound:
 *
 *     [t, "play", media_ms, rate]   from here on it plays       [t, "point", x, y]   the pointer, 0..1 of the picture; without x it is away
 *     [t, "pause", media_ms]        from here on it stands      [t, "put", mark]     a mark as it is from now on
 *     [t, "go", media_ms]           shows another moment        [t, "drop", id]      a mark is gone
 *     [t, "at", media_ms]           where it really was         [t, "view", {rotate, mirror, zoom, x, y}]
 *     [t, "rate", rate, media_ms]   plays faster or slower
 *
 * `recordings/performance.py` reads the same; tests/vectors/performance.json keeps the two alike.
 */

/** A pointer that was not heard of for so long jumps; else it glides. */
export const GLIDE_MS = 120;
export const MOST_EVENTS = 60_000;

/** @type {View} */
export const PLAIN = Object.freeze({ rotate: 0, mirror: false, zoom: 1, x: 0, y: 0 });

/**
 * @typedef {[number, string, ...any[]]} Event
 * @typedef {{rotate: number, mirror: boolean, zoom: number, x: number, y: number}} View
 * @typedef {{id: string, kind: string, body: any}} Mark what is kept of a mark
 * @typedef {{media_ms: number, playing: boolean, rate: number}} Transport
 *
 * @typedef {object} Moment
 * @property {number} media_ms of the clip, from its shown beginning on
 * @property {boolean} playing
 * @property {number} rate
 * @property {View} view
 * @property {{x: number, y: number} | null} pointer
 * @property {ReadonlyMap<string, Mark>} marks
 *
 * @typedef {object} Performance
 * @property {(t_ms: number) => Moment} at
 * @property {(t_ms: number) => Transport} transport
 * @property {(t_ms: number) => number | null} next when the clip next jumps, starts or stops after that moment
 * @property {number} revision rises with every event
 */

/**
 * @param {readonly Event[]} events rising in time; more may be pushed to the same list
 * @param {number} [length_ms] of the clip: nothing is shown beyond it
 * @returns {Performance}
 */
export function performance(events, length_ms = Infinity) {
  /** @type {({t: number, jumps: boolean} & Transport)[]} */
  let moves = [{ t: -Infinity, jumps: false, media_ms: 0, playing: false, rate: 1 }];
  /** @type {{t: number, x: number, y: number, away: boolean}[]} */
  let points = [];
  /** @type {{t: number, view: View}[]} */
  let views = [];
  let read = 0;
  /** @type {Map<string, Mark>} */
  let marks = new Map();
  let marked = 0; // events whose marks are in `marks`

  /** @param {number} media_ms */
  const bound = (media_ms) => Math.min(length_ms, Math.max(0, media_ms));

  function catchUp() {
    if (events.length < read) {
      moves = moves.slice(0, 1);
      points = [];
      views = [];
      read = 0;
    }
    for (; read < events.length; read += 1) {
      const event = /** @type {Event} */ (events[read]);
      const [t, type] = event;
      const last = /** @type {Transport} */ (moves.at(-1));
      if (type === "play") moves.push({ t, jumps: true, media_ms: bound(event[2]), playing: true, rate: event[3] ?? last.rate });
      else if (type === "pause") moves.push({ t, jumps: true, media_ms: bound(event[2]), playing: false, rate: last.rate });
      else if (type === "go") moves.push({ t, jumps: true, media_ms: bound(event[2]), playing: last.playing, rate: last.rate });
      else if (type === "at") moves.push({ t, jumps: false, media_ms: bound(event[2]), playing: last.playing, rate: last.rate });
      else if (type === "rate") moves.push({ t, jumps: false, media_ms: bound(event[3] ?? transport(t).media_ms), playing: last.playing, rate: event[2] });
      else if (type === "point") points.push({ t, x: event[2] ?? 0, y: event[3] ?? 0, away: event[2] === undefined || event[2] === null });
      else if (type === "view") views.push({ t, view: { ...PLAIN, ...event[2] } });
    }
  }

  /**
   * @param {number} t_ms
   * @returns {Transport}
   */
  function transport(t_ms) {
    const move = /** @type {(typeof moves)[number]} */ (moves[lastAt(moves, t_ms)]);
    const { media_ms, playing, rate } = move;
    return { media_ms: bound(playing ? media_ms + (t_ms - move.t) * rate : media_ms), playing, rate };
  }

  /** @param {number} t_ms */
  function pointer(t_ms) {
    const at = lastAt(points, t_ms);
    const here = points[at];
    if (!here || here.away) return null;
    const then = points[at + 1];
    if (!then || then.away || then.t - here.t > GLIDE_MS || then.t <= here.t) return { x: here.x, y: here.y };
    const share = (t_ms - here.t) / (then.t - here.t);
    return { x: here.x + (then.x - here.x) * share, y: here.y + (then.y - here.y) * share };
  }

  /** @param {number} t_ms */
  function marksAt(t_ms) {
    const until = lastAt(events, t_ms) + 1;
    if (until < marked) {
      marks = new Map();
      marked = 0;
    } else if (until > marked) marks = new Map(marks);
    for (; marked < until; marked += 1) {
      const event = /** @type {Event} */ (events[marked]);
      if (event[1] === "put") marks.set(event[2].id, event[2]);
      else if (event[1] === "drop") marks.delete(event[2]);
    }
    return marks;
  }

  return {
    at(t_ms) {
      catchUp();
      return { ...transport(t_ms), view: views[lastAt(views, t_ms)]?.view ?? PLAIN, pointer: pointer(t_ms), marks: marksAt(t_ms) };
    },
    transport(t_ms) {
      catchUp();
      return transport(t_ms);
    },
    next(t_ms) {
      catchUp();
      for (let at = lastAt(moves, t_ms) + 1; at < moves.length; at += 1) {
        const move = /** @type {(typeof moves)[number]} */ (moves[at]);
        if (move.jumps) return move.t;
      }
      return null;
    },
    get revision() {
      return events.length;
    },
  };
}

/**
 * The events before a moment: what follows it is dropped.
 *
 * @param {readonly Event[]} events
 * @param {number} t_ms
 * @returns {Event[]}
 */
export function cutAt(events, t_ms) {
  return events.slice(0, lastAt(events, t_ms - 1e-6) + 1);
}

/**
 * What makes the marks of one moment into those of another, as events without a time.
 *
 * @param {ReadonlyMap<string, Mark>} from
 * @param {ReadonlyMap<string, Mark>} to
 * @returns {([string, any])[]}
 */
export function difference(from, to) {
  /** @type {([string, any])[]} */
  const deeds = [];
  for (const id of from.keys()) if (!to.has(id)) deeds.push(["drop", id]);
  for (const [id, mark] of to) {
    const before = from.get(id);
    if (!before || before.kind !== mark.kind || JSON.stringify(before.body) !== JSON.stringify(mark.body)) deeds.push(["put", mark]);
  }
  return deeds;
}

/**
 * The place of the last entry that is not after a moment; -1 where all are.
 *
 * @param {readonly ({t: number} | Event)[]} list rising
 * @param {number} t_ms
 * @returns {number}
 */
function lastAt(list, t_ms) {
  let low = -1;
  let high = list.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    const one = /** @type {any} */ (list[middle]);
    if ((Array.isArray(one) ? one[0] : one.t) <= t_ms) low = middle;
    else high = middle - 1;
  }
  return low;
}
