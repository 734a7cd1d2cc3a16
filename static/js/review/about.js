/**
 * What the comment that is being written is about: the frame that is shown, a span, a drawing, all of the clip, or another
 * comment that it answers. Whoever begins to write means what they see at that moment, however far the clip plays on. Pure.
 */

import { signal } from "../lib/state.js";

/**
 * @typedef {object} Spot where the clip stands
 * @property {number} ms
 * @property {number | null} frame
 */

/**
 * @typedef {object} About
 * @property {boolean} isWhole about all of it
 * @property {Spot | null} from fixed; null: wherever the clip stands
 * @property {number | null} until_ms
 * @property {boolean} isOpen a span whose end is still to be chosen
 * @property {string} shape
 * @property {{id: string, name: string, place: string} | null} to the comment that is answered
 */

/** @type {About} */
const FRESH = { isWhole: false, from: null, until_ms: null, isOpen: false, shape: "", to: null };

/**
 * @param {() => Spot | null} now where the clip stands; null where there is nothing that plays
 */
export function openAbout(now) {
  const about = signal({ ...FRESH });
  /** @param {Partial<About>} change */
  const set = (change) => void (about.value = { ...about.peek(), ...change });
  return {
    /** @type {import("../lib/state.js").ReadonlySignal<About>} */
    about,
    /** About whatever is shown. */
    here: () => set({ ...FRESH }),
    /** Writing has begun: what is shown now is meant. */
    begin() {
      const { from, isWhole, to } = about.peek();
      if (!from && !isWhole && !to) set({ from: now() });
    },
    /** Nothing is written any more: it goes with the clip again. */
    let_go() {
      const { isOpen, until_ms, shape, to } = about.peek();
      if (!isOpen && until_ms === null && !shape && !to) set({ from: null });
    },
    /** @param {boolean} isWhole */
    whole: (isWhole) => set({ ...FRESH, isWhole }),
    /** The first press begins a span where the clip stands, the second ends it there. */
    span() {
      const { isOpen, from } = about.peek();
      const spot = now();
      if (!spot) return;
      if (!isOpen || !from) return set({ ...FRESH, from: spot, isOpen: true, shape: about.peek().shape });
      const [a, b] = spot.ms < from.ms ? [spot, from] : [from, spot];
      set({ from: a, until_ms: b.ms > a.ms ? Math.round(b.ms) : null, isOpen: false });
    },
    /**
     * A span that is known already, such as the part that plays again and again.
     *
     * @param {number} from_ms
     * @param {number} until_ms
     */
    between: (from_ms, until_ms) => set({ ...FRESH, from: { ms: from_ms, frame: null }, until_ms: Math.round(until_ms) }),
    /**
     * @param {string} shape
     * @param {Spot} from
     * @param {number | null} until_ms
     */
    drawing: (shape, from, until_ms) => set({ ...FRESH, shape, from, until_ms }),
    /** @param {{id: string, name: string, place: string}} to */
    answer: (to) => set({ ...FRESH, to }),
    /** What of it goes to the server. */
    wire() {
      const { isWhole, from, until_ms, shape, to } = about.peek();
      if (to) return { to: to.id };
      const spot = isWhole ? null : (from ?? now());
      return {
        ...(spot ? { moment_ms: Math.round(spot.ms) } : {}),
        ...(spot && spot.frame !== null ? { frame: spot.frame } : {}),
        ...(spot && until_ms !== null ? { until_ms } : {}),
        ...(shape ? { shape } : {}),
      };
    },
  };
}
