/**
 * Undo and redo over marks, as a list of what each deed was called and what it did. Touches no page.
 *
 * What another device changed meanwhile is left as it is: undo takes back one's own writing, never somebody else's.
 */

import { computed, signal } from "../lib/state.js";

/** @typedef {import("./marks.js").Mark} Mark */

/**
 * @typedef {object} Deed
 * @property {string} label as it stands beside "Undo": "Draw an arrow"
 * @property {Map<string, {before: Mark | null, after: Mark}>} changes
 */

/**
 * @typedef {object} Actions
 * @property {<T>(label: string, work: () => T) => T} undoable what marks are written by `work` is one deed; within another it belongs to that
 * @property {() => string | null} undo the label of what was taken back; null: nothing to undo
 * @property {() => string | null} redo
 * @property {import("../lib/state.js").ReadonlySignal<string | null>} canUndo the label of what would be taken back
 * @property {import("../lib/state.js").ReadonlySignal<string | null>} canRedo
 * @property {import("../lib/state.js").ReadonlySignal<{label: string, isDone: boolean}[]>} list the oldest first; isDone: not taken back
 * @property {(count: number) => void} goTo so many deeds of the list are done
 */

const KEPT = 200;

/**
 * @param {import("./marks.js").Marks} marks
 * @returns {Actions}
 */
export function createActions(marks) {
  const deeds = signal(/** @type {Deed[]} */ ([]));
  const done = signal(0);
  /** @type {Deed | null} */
  let open = null;
  /** @type {Map<string, string>} stamp -> of which writing it is a repetition: undo, redo and a clock set right write anew */
  const origins = new Map();
  /** @param {Mark} mark */
  const origin = (mark) => origins.get(mark.stamp) ?? mark.stamp;
  /** @param {Mark | null} now @param {Mark | null} then whether nobody else was here */
  const isSame = (now, then) => {
    const was = then && !then.is_deleted ? then : null;
    return now && was ? origin(now) === origin(was) : !now && !was;
  };
  marks.onWrite((after, before) => {
    if (before && after.body === before.body && after.is_deleted === before.is_deleted) origins.set(after.stamp, origin(before));
  });

  /**
   * @param {Deed} deed
   * @param {"before" | "after"} wanted
   */
  function apply(deed, wanted) {
    marks.together(() => {
      for (const [id, change] of wanted === "before" ? [...deed.changes].reverse() : deed.changes) {
        const there = wanted === "before" ? change.after : change.before;
        const now = marks.get(id);
        if (!isSame(now, there)) continue; // somebody else was here
        const target = change[wanted];
        if (target && !target.is_deleted) origins.set(marks.put(target.kind, target.body, id).stamp, origin(target));
        else if (now) marks.remove(id);
      }
    });
  }

  function undo() {
    const deed = deeds.peek()[done.peek() - 1];
    if (!deed || open) return null;
    apply(deed, "before");
    done.value -= 1;
    return deed.label;
  }

  function redo() {
    const deed = deeds.peek()[done.peek()];
    if (!deed || open) return null;
    apply(deed, "after");
    done.value += 1;
    return deed.label;
  }

  return {
    undoable(label, work) {
      if (open) return work();
      /** @type {Deed} */
      const deed = { label, changes: new Map() };
      open = deed;
      const stop = marks.onWrite((after, before) => {
        const was = deed.changes.get(after.id);
        deed.changes.set(after.id, { before: was ? was.before : before?.is_deleted ? null : before, after });
      });
      try {
        return marks.together(work);
      } finally {
        stop();
        open = null;
        for (const [id, change] of deed.changes) if (!change.before && change.after.is_deleted) deed.changes.delete(id);
        if (deed.changes.size > 0) {
          deeds.value = [...deeds.peek().slice(0, done.peek()), deed].slice(-KEPT);
          done.value = deeds.peek().length;
        }
      }
    },
    undo,
    redo,
    canUndo: computed(() => deeds.value[done.value - 1]?.label ?? null),
    canRedo: computed(() => deeds.value[done.value]?.label ?? null),
    list: computed(() => deeds.value.map(({ label }, at) => ({ label, isDone: at < done.value }))),
    goTo(count) {
      while (done.peek() > count && undo() !== null);
      while (done.peek() < count && redo() !== null);
    },
  };
}
