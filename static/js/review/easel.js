/**
 * The easel of a clip: what one draws with, what is selected and under way, and how a shape is made and kept. The deeds of
 * pointer and keys are made of it. Touches no page.
 */

import { batch, signal } from "../lib/state.js";
import { createDrawn } from "./drawn.js";
import { FADE_MS } from "./fade.js";
import { nameOf } from "./shapes.js";
import { TOOLS } from "./tools.js";

/** @typedef {import("./angles.js").Point} Point */
/** @typedef {import("./shapes.js").Body} Body */
/** @typedef {import("./shapes.js").Shape} Shape */
/** @typedef {import("./shapes.js").Tool} Tool */
/** @typedef {import("./shapes.js").Style} Style */
/** @typedef {import("./primitives.js").Frame} Frame */
/** @typedef {{stays: "fade" | "until" | "whole", fade_ms: number}} Staying */
/** @typedef {{id: string, before: Body, part: import("./shapes.js").Hit, from: Point, isMoved: boolean}} Held */
/** @typedef {ReturnType<typeof createEasel>} Easel */

export const UNTIL_MS = 3000; // what "for a while" begins with
const DIGITS = 1e5;

/**
 * @param {object} options
 * @param {import("./marks.js").Marks} options.marks
 * @param {import("./actions.js").Actions} options.undo
 * @param {() => {frame: number | null, at_ms: number}} options.moment the frame that is shown
 * @param {() => {width: number, height: number}} options.size of the picture on the page, unturned, in pixels
 * @param {() => ({width: number, height: number} | null)} [options.film] the film's own pixels
 * @param {() => number} [options.leastUnit] words and lines are no smaller than this
 */
export function createEasel({ marks, undo, moment, size, film = () => null, leastUnit = () => 0 }) {
  const tool = signal(/** @type {Tool | "select"} */ ("select"));
  const style = signal(/** @type {Style} */ ({ colour: "amber", width: 2, dashed: false, filled: false }));
  const staying = signal(/** @type {Staying} */ ({ stays: "fade", fade_ms: FADE_MS }));
  const snap = signal(/** @type {0 | 5 | 15} */ (0));
  const layer = signal("");
  const selected = signal(/** @type {string | null} */ (null));
  const handle = signal(/** @type {number | null} */ (null));
  const draft = signal(/** @type {Shape | null} */ (null)); // a new one, or one as it is being changed
  const asking = signal(/** @type {{id: string | null, body: Body} | null} */ (null)); // its words are being typed
  const naming = signal(/** @type {{id: string | null, title: string, is_private: boolean} | null} */ (null)); // a layer's name is being typed
  const tracking = signal(/** @type {string | null} */ (null));
  /** What the pointer holds: a new one as it is made, or one that is there as it is moved. @type {{making: import("./drafting.js").Draft | null, held: Held | null}} */
  const hand = { making: null, held: null };
  const { layers, all, showing, calibration } = createDrawn(marks);

  /** @returns {Frame} */
  const frame = () => ({ ...size(), atMs: moment().at_ms, film: film(), calibration: calibration.peek()?.body ?? null, leastUnit: leastUnit() });

  /** @returns {Shape[]} what is seen at this moment, with what is under way */
  function seen() {
    const under = draft.value;
    const some = showing.value.at(moment().at_ms);
    if (!under) return some;
    const index = some.findIndex(({ id }) => id === under.id);
    return index < 0 ? [...some, under] : some.map((one, n) => (n === index ? under : one));
  }

  /** @param {string | null} id */
  const shapeOf = (id) => {
    const mark = id === null ? null : marks.get(id);
    return mark && mark.kind === "shape" ? /** @type {Shape} */ (/** @type {unknown} */ (mark)) : null;
  };
  /** @param {Body} body */
  const called = (body) => nameOf({ ...body, text: "" }, frame()).split(",")[0]?.toLowerCase() ?? "drawing";
  /** @param {Point} p */
  const pixels = (p) => /** @type {Point} */ ([p[0] * size().width, p[1] * size().height]);
  /** @param {Point} p */
  const shares = (p) => /** @type {Point} */ ([rounded(p[0] / size().width), rounded(p[1] / size().height)]);

  /**
   * @param {Tool} which
   * @param {Point[]} points 0..1
   * @returns {Body}
   */
  function made(which, points) {
    const { frame: number, at_ms } = moment();
    const { staysWhole, fills } = TOOLS[which];
    const { stays, fade_ms } = staying.peek();
    const z = all.peek().reduce((most, one) => Math.max(most, one.body.extra?.["z"] ?? 0), 0) + 1;
    /** @type {Record<string, any>} */
    const extra = { z };
    if (staysWhole || stays === "whole") extra["whole"] = 1;
    if (which === "stopwatch") extra["start_ms"] = at_ms;
    if (which === "counter" || which === "track") extra["times_ms"] = [at_ms];
    const { filled, ...plain } = style.peek();
    return {
      tool: which, frame: number, at_ms, until_ms: stays === "until" && !extra["whole"] ? at_ms + UNTIL_MS : null, fade_ms, points,
      style: { ...plain, filled: Boolean(filled && fills) }, text: "", layer: layer.peek(), extra,
    }; // prettier-ignore
  }

  /**
   * @param {Body} body
   * @returns {string} its id
   */
  function put(body) {
    const id = undo.undoable(`Draw: ${called(body)}`, () => marks.put("shape", { ...body }).id);
    batch(() => {
      draft.value = null;
      selected.value = id;
      handle.value = null;
    });
    return id;
  }

  /**
   * @param {string} id
   * @param {Partial<Body>} change
   * @param {string} label
   */
  const change = (id, change, label) => undo.undoable(label, () => marks.change(id, change));

  /** A draft of one that is there becomes the mark. */
  function settle() {
    const under = draft.peek();
    if (hand.making || hand.held || !under || under.id === "draft") return;
    const before = shapeOf(under.id);
    draft.value = null;
    if (before && before.body !== under.body) change(under.id, { points: under.body.points, extra: under.body.extra ?? {} }, `Move: ${called(under.body)}`);
  }

  /** @returns {Shape | null} the one that is selected, as it is being changed */
  function chosen() {
    const under = draft.value;
    const id = selected.value;
    marks.all.value;
    return under && under.id === id ? under : shapeOf(id);
  }

  return {
    marks, undo, moment, size, frame, seen,
    tool, style, staying, snap, layer, selected, handle, draft, asking, naming, tracking, hand,
    layers, all, showing, calibration,
    shapeOf, called, pixels, shares, made, put, change, settle, chosen,
  }; // prettier-ignore
}

/** @param {number} share */
export function rounded(share) {
  return Math.round(share * DIGITS) / DIGITS;
}
