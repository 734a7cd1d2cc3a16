/**
 * Notes what is done with a clip while somebody speaks: where it really plays, the view, the pointer, the drawings. Knows the film and the
 * marks; the page tells it where the pointer is.
 */

import { closers, effect } from "../lib/state.js";
import { difference, performance as performed, PLAIN } from "./performance.js";
import { watchTransport } from "./transport-watch.js";

const POINT_MS = 33;
const KINDS = new Set(["shape", "layer", "calibration"]);
const DRAFT_MS = 70;
const DRAFT = "d".repeat(24); // the id under which a drawing that is under way is seen

/** @typedef {import("./performance.js").Event} Event */
/** @typedef {import("./performance.js").Mark} Mark */

/**
 * @param {object} options
 * @param {import("./voice-follow.js").Film | null} options.film null: a photo, of which nothing moves
 * @param {import("../lib/state.js").ReadonlySignal<import("../clips/player.js").View>} options.view how the picture lies
 * @param {{all: import("../lib/state.js").ReadonlySignal<ReadonlyMap<string, any>>} | null} options.marks
 * @param {import("../lib/state.js").ReadonlySignal<{id: string, body: any} | null>} [options.draft] a drawing that is under way
 * @param {Event[]} options.before what was noted until now; a new recording goes on from there
 * @param {(at: number) => number} options.time what a moment of the monotonic clock is in the performance
 * @param {(event: Event) => void} options.emit
 * @param {() => number} [options.now]
 * @returns {{point: (x: number | null, y?: number) => void, close: () => void}}
 */
export function watchPerformance({ film, view, marks, draft, before, time, emit, now = () => globalThis.performance.now() }) {
  const close = closers();
  const noted = [...before];
  const shows = performed(noted);
  let pointed = -Infinity;
  let isPointing = false;

  /**
   * @param {number} at
   * @param {string} type
   * @param {...any} rest
   */
  function note(at, type, ...rest) {
    const last = noted.at(-1)?.[0] ?? 0;
    /** @type {Event} */
    const event = [Math.max(last, Math.round(time(at) * 10) / 10), type, ...rest];
    noted.push(event);
    emit(event);
  }

  if (film) close.add(watchTransport(film, { shows, note, time, now }));

  // ---- how it lies

  close.add(
    effect(() => {
      const is = { ...PLAIN, ...view.value };
      const was = shows.at(Infinity).view;
      if (Object.entries(is).some(([name, value]) => /** @type {any} */ (was)[name] !== value)) note(now(), "view", is);
    }),
  );

  // ---- what is drawn

  let drafted = -Infinity;
  if (marks) {
    close.add(
      effect(() => {
        const there = visible(marks.all.value);
        const under = draft?.value ?? null;
        const at = now();
        const was = shows.at(Infinity).marks;
        if (under && (under.id === "draft" || there.has(under.id))) {
          const id = under.id === "draft" ? DRAFT : under.id;
          const before = was.get(id);
          const isSoon = at - drafted < DRAFT_MS && before !== undefined;
          if (!isSoon) drafted = at;
          // Not every move of a finger, but what it came to.
          if (!isSoon || !before) there.set(id, { id, kind: "shape", body: under.body });
          else there.set(id, before);
        }
        for (const [type, what] of difference(was, there)) note(at, type, what);
      }),
    );
  }

  return {
    point(x, y = 0) {
      const at = now();
      if (x === null) {
        if (isPointing) note(at, "point");
        isPointing = false;
      } else if (!isPointing || at - pointed >= POINT_MS) {
        isPointing = true;
        pointed = at;
        note(at, "point", Math.round(x * 1e4) / 1e4, Math.round(y * 1e4) / 1e4);
      }
    },
    close: close.close,
  };
}

/**
 * The marks that a performance keeps: what is drawn, but nothing of a private layer.
 *
 * @param {ReadonlyMap<string, any>} all
 * @returns {Map<string, Mark>}
 */
export function visible(all) {
  const away = new Set([...all.values()].filter((one) => one.kind === "layer" && one.body.is_private).map(({ id }) => id));
  /** @type {Map<string, Mark>} */
  const kept = new Map();
  for (const { id, kind, body } of all.values()) {
    if (KINDS.has(kind) && !away.has(id) && !away.has(body.layer ?? "")) kept.set(id, { id, kind, body });
  }
  return kept;
}
