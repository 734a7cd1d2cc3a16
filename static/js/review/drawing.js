/**
 * Drawing on a clip: which tool, what is selected, and what a press, a drag and a key do to the clip's marks. Touches no page.
 *
 * What is under way is a draft beside the marks; a mark is written when it is done, so that one deed is one step of undo and
 * others see no half of it.
 */

import { batch, computed, signal } from "../lib/state.js";
import { read, written } from "./clipboard.js";
import { began, dragged, pressedAgain, released, settled } from "./drafting.js";
import { FADE_MS } from "./fade.js";
import { at } from "./paths.js";
import { atMoment, handles, moved, nameOf, topmost, withHandle } from "./shapes.js";
import { createShowing } from "./showing.js";
import { placed, TOOLS } from "./tools.js";

/** @typedef {import("./angles.js").Point} Point */
/** @typedef {import("./shapes.js").Body} Body */
/** @typedef {import("./shapes.js").Shape} Shape */
/** @typedef {import("./shapes.js").Tool} Tool */
/** @typedef {import("./shapes.js").Style} Style */
/** @typedef {import("./primitives.js").Frame} Frame */
/** @typedef {{id: string, title: string, order: number, is_hidden: boolean, is_private: boolean}} Layer */
/** @typedef {{stays: "fade" | "until" | "whole", fade_ms: number}} Staying */
/** @typedef {{shift?: boolean, alt?: boolean, slack: number}} Mods slack: pixels, more for a finger */
/** @typedef {ReturnType<typeof createDrawing>} Drawing */

const UNTIL_MS = 3000; // what "for a while" begins with
const DIGITS = 1e5;

/**
 * @param {object} options
 * @param {import("./marks.js").Marks} options.marks
 * @param {import("./actions.js").Actions} options.undo
 * @param {() => {frame: number | null, at_ms: number}} options.moment the frame that is shown
 * @param {() => {width: number, height: number}} options.size of the picture on the page, unturned, in pixels
 * @param {() => ({width: number, height: number} | null)} [options.film] the film's own pixels
 * @param {() => number} [options.leastUnit] words and lines are no smaller than this
 * @param {(by: number) => void} options.step to the next frame
 */
export function createDrawing({ marks, undo, moment, size, film = () => null, leastUnit = () => 0, step }) {
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

  /** @type {import("./drafting.js").Draft | null} */
  let making = null;
  /** @type {{id: string, before: Body, part: import("./shapes.js").Hit, from: Point, isMoved: boolean} | null} */
  let held = null;

  const layers = computed(() =>
    /** @type {Layer[]} */ (marks.of("layer").map(({ id, body }) => ({ title: "", order: 0, is_hidden: false, is_private: false, ...body, id }))).sort(
      (a, b) => a.order - b.order || (a.id < b.id ? -1 : 1),
    ),
  );
  const all = computed(() => {
    const orders = new Map(layers.value.map((one, n) => [one.id, n + 1]));
    const z = (/** @type {Shape} */ one) => /** @type {number} */ (one.body.extra?.["z"] ?? 0);
    const level = (/** @type {Shape} */ one) => orders.get(one.body.layer) ?? 0;
    const some = /** @type {Shape[]} */ (/** @type {unknown} */ (marks.of("shape")));
    return some.sort((a, b) => level(a) - level(b) || z(a) - z(b) || (a.id < b.id ? -1 : 1));
  });
  const visible = computed(() => {
    const hidden = new Set(layers.value.filter((one) => one.is_hidden).map(({ id }) => id));
    return hidden.size === 0 ? all.value : all.value.filter(({ body }) => !hidden.has(body.layer));
  });
  const showing = computed(() => createShowing(visible.value));
  const calibration = computed(() => {
    const last = marks.of("calibration").sort((a, b) => (a.stamp < b.stamp ? -1 : 1)).at(-1); // prettier-ignore
    return last ? { id: last.id, body: /** @type {import("./shapes.js").Calibration} */ (last.body) } : null;
  });

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
    if (making || held || !under || under.id === "draft") return;
    const before = shapeOf(under.id);
    draft.value = null;
    if (before && before.body !== under.body) change(under.id, { points: under.body.points, extra: under.body.extra ?? {} }, `Move: ${called(under.body)}`);
  }

  /** @param {string} except */
  const otherPoints = (except) =>
    showing
      .peek()
      .at(moment().at_ms)
      .filter(({ id, body }) => id !== except && body.tool !== "pencil")
      .flatMap(({ body }) => handles(body, size()).map(pixels));

  /**
   * @param {Tool} which
   * @param {Point[]} points pixels
   * @param {number} index
   * @param {Point} p
   * @param {Mods} mods
   * @param {string} id
   */
  function steady(which, points, index, p, mods, id) {
    const turn = mods.shift ? 15 : mods.alt ? 5 : snap.peek();
    return settled(which, points, index, p, { step: turn, isSquare: Boolean(mods.shift), others: otherPoints(id), slack: mods.slack });
  }

  function drop() {
    batch(() => {
      making = null;
      held = null;
      draft.value = null;
    });
  }

  /** @param {import("./drafting.js").Draft} now */
  function sketch(now) {
    making = now;
    draft.value = { id: "draft", body: made(now.tool, now.points.map(shares)) };
  }

  /** @param {import("./drafting.js").Draft} now */
  function finishDraft(now) {
    making = null;
    const body = made(now.tool, now.points.map(shares));
    if (TOOLS[now.tool].asksText) {
      draft.value = { id: "draft", body };
      asking.value = { id: null, body };
    } else put(body);
    if (!TOOLS[now.tool].goesOn) tool.value = "select";
  }

  return {
    tool,
    style,
    staying,
    snap,
    layer,
    layers,
    all,
    selected,
    handle,
    draft,
    asking,
    naming,
    tracking,
    showing,
    calibration,
    frame,
    seen,
    settle,

    /** @returns {Shape | null} the one that is selected, as it is being changed */
    chosen() {
      const under = draft.value;
      const id = selected.value;
      marks.all.value;
      return under && under.id === id ? under : shapeOf(id);
    },

    /** @param {Tool | "select"} which */
    choose(which) {
      settle();
      drop();
      batch(() => {
        tool.value = which;
        tracking.value = null;
        if (which !== "select") selected.value = null;
        handle.value = null;
      });
    },

    /** @param {string | null} id */
    select(id) {
      settle();
      batch(() => {
        selected.value = id;
        handle.value = null;
      });
    },

    /**
     * The pointer goes down.
     *
     * @param {Point} p 0..1
     * @param {Mods} mods
     * @returns {boolean} whether it was ours
     */
    press(p, mods) {
      settle();
      const which = tool.peek();
      if (which === "select") {
        const found = topmost(showing.peek().at(moment().at_ms), p, frame(), { slack: mods.slack, selected: selected.peek() });
        batch(() => {
          if (selected.peek() !== (found?.shape.id ?? null)) handle.value = null;
          selected.value = found?.shape.id ?? null;
          if (found?.hit.part === "handle") handle.value = found.hit.index;
        });
        held = found && { id: found.shape.id, before: found.shape.body, part: found.hit, from: p, isMoved: false };
        return found !== null;
      }
      if (TOOLS[which].made === "frames") {
        this.trackTo(p);
        return true;
      }
      const here = pixels(p);
      if (!making) sketch(began(which, steady(which, [], 0, here, mods, "")));
      else sketch(pressedAgain(making, steady(which, making.points, making.set, here, mods, "")));
      return true;
    },

    /**
     * @param {Point} p
     * @param {Mods} mods
     */
    moveTo(p, mods) {
      const here = pixels(p);
      if (making) {
        if (TOOLS[making.tool].made === "stroke" && !making.pressed) return;
        const goal = TOOLS[making.tool].made === "stroke" ? here : steady(making.tool, making.points, making.set, here, mods, "");
        sketch(dragged(making, goal));
        return;
      }
      if (!held) return;
      const far = Math.hypot(here[0] - pixels(held.from)[0], here[1] - pixels(held.from)[1]);
      if (!held.isMoved && far < Math.min(4, mods.slack / 2)) return; // a click is no drag
      held.isMoved = true;
      const { before, part, id } = held;
      if (part.part === "body") draft.value = { id, body: moved(before, p[0] - held.from[0], p[1] - held.from[1]) };
      else {
        const goal = shares(steady(before.tool, before.points.map(pixels), part.index, here, mods, id));
        draft.value = { id, body: withHandle(before, part.index, goal, size()) };
      }
    },

    /**
     * The pointer goes up.
     *
     * @param {Point} p
     * @param {Mods} mods
     */
    release(p, mods) {
      if (making) {
        if (!making.pressed) return;
        const { draft: next, isDone } = released(making, pixels(p), mods.slack);
        if (isDone) finishDraft(next);
        else sketch(next);
        return;
      }
      held = null;
      const under = draft.peek();
      if (under && under.id !== "draft") draft.value = { ...under, body: { ...under.body, points: under.body.points.map(([x, y]) => [rounded(x), rounded(y)]) } };
      settle();
    },

    /** What is under way is given up; then what is selected; then the tool. @returns {boolean} whether there was anything */
    cancel() {
      if (making || held || draft.peek()) drop();
      else if (tracking.peek()) tracking.value = null;
      else if (selected.peek()) this.select(null);
      else if (tool.peek() !== "select") this.choose("select");
      else return false;
      return true;
    },

    /** A key places the tool's drawing in the middle, selected, to be nudged where it belongs. */
    place() {
      const which = tool.peek();
      if (which === "select") return;
      if (TOOLS[which].made === "frames") return void (tracking.peek() ? this.endTrack() : this.trackTo([0.5, 0.5], false));
      const points = placed(which, size()).map(([x, y]) => /** @type {Point} */ ([rounded(x), rounded(y)]));
      const body = made(which, points);
      if (TOOLS[which].asksText) asking.value = { id: null, body };
      else put(body);
      tool.value = "select";
    },

    /**
     * The point of a track on this frame; then the next frame.
     *
     * @param {Point} p
     * @param {boolean} [goesOn]
     */
    trackTo(p, goesOn = true) {
      const { at_ms } = moment();
      const point = /** @type {Point} */ ([rounded(p[0]), rounded(p[1])]);
      const under = shapeOf(tracking.peek());
      if (!under) tracking.value = put({ ...made("track", [point]) });
      else {
        const times = /** @type {number[]} */ (under.body.extra?.["times_ms"] ?? []);
        const steps = under.body.points.map((one, n) => ({ point: one, ms: times[n] ?? 0 })).filter(({ ms }) => Math.abs(ms - at_ms) > 1);
        const next = [...steps, { point, ms: at_ms }].sort((a, b) => a.ms - b.ms);
        const extra = { ...under.body.extra, times_ms: next.map(({ ms }) => ms) };
        change(under.id, { points: next.map((one) => one.point), extra, at_ms: at(next, 0).ms }, "Track: one more frame");
      }
      if (goesOn) step(1);
    },
    endTrack() {
      tracking.value = null;
      tool.value = "select";
    },

    /**
     * The words that were asked for.
     *
     * @param {string | null} text null: never mind
     */
    say(text) {
      const about = asking.peek();
      batch(() => {
        asking.value = null;
        draft.value = null;
        if (!about || text === null || text.trim() === "") return;
        const said = text.trim().slice(0, 500);
        if (about.id === null) put({ ...about.body, text: said });
        else change(about.id, { text: said }, "Change the words");
      });
    },
    /** @param {string} id */
    askWords(id) {
      const one = shapeOf(id);
      if (one?.body.tool === "text") asking.value = { id, body: one.body };
    },

    // ---- what is selected

    /**
     * Moves it, or the handle that is active.
     *
     * @param {number} dx pixels of the page
     * @param {number} dy
     */
    nudge(dx, dy) {
      const one = this.chosen();
      if (!one) return;
      const x = dx / size().width;
      const y = dy / size().height;
      const index = handle.peek();
      const held = index === null ? undefined : handles(one.body, size())[index];
      const body = held && index !== null ? withHandle(one.body, index, [held[0] + x, held[1] + y], size()) : moved(one.body, x, y);
      draft.value = { id: one.id, body: { ...body, points: body.points.map(([px, py]) => [rounded(px), rounded(py)]) } };
    },
    /** The whole, then each handle. @param {1 | -1} way */
    nextHandle(way) {
      const one = this.chosen();
      if (!one) return;
      const count = handles(one.body, size()).length;
      const next = (handle.peek() ?? -1) + way;
      handle.value = next < -1 ? count - 1 : next === -1 || next >= count ? null : next;
    },
    remove() {
      const one = this.chosen();
      if (!one) return;
      draft.value = null;
      undo.undoable(`Delete: ${called(one.body)}`, () => marks.remove(one.id));
      selected.value = null;
    },
    duplicate() {
      settle();
      const one = shapeOf(selected.peek());
      if (one) put({ ...moved(one.body, 0.03, 0.03), extra: { ...one.body.extra, z: made("line", []).extra?.["z"] } });
    },
    /** @returns {string} "" when nothing is selected */
    copy() {
      settle();
      const one = shapeOf(selected.peek());
      return one ? written([one.body]) : "";
    },
    /** @returns {string} all that is seen at this moment */
    copyAll() {
      settle();
      const some = showing.peek().at(moment().at_ms);
      return some.length ? written(some.map(({ body }) => body)) : "";
    },
    /**
     * @param {string} text
     * @returns {number} how many drawings it was
     */
    paste(text) {
      settle();
      const bodies = read(text);
      if (bodies.length === 0) return 0;
      const here = moment();
      const z = made("line", []).extra?.["z"] ?? 0;
      undo.undoable(bodies.length === 1 ? "Paste a drawing" : `Paste ${bodies.length} drawings`, () => {
        for (const [n, body] of bodies.entries()) {
          const fresh = atMoment(body, here);
          const { id } = marks.put("shape", { ...fresh, layer: layer.peek(), extra: { ...fresh.extra, z: z + n } });
          selected.value = id;
        }
      });
      return bodies.length;
    },
    /** @param {Partial<Style>} how */
    setStyle(how) {
      settle();
      style.value = { ...style.peek(), ...how };
      const one = shapeOf(selected.peek());
      if (!one) return;
      const next = { ...one.body.style, ...how };
      change(one.id, { style: { ...next, filled: Boolean(next.filled && TOOLS[one.body.tool]?.fills) } }, "Change how it looks");
    },
    /** @param {Partial<Staying>} how */
    setStaying(how) {
      settle();
      staying.value = { ...staying.peek(), ...how };
      const one = shapeOf(selected.peek());
      if (!one) return;
      const { whole, ...rest } = one.body.extra ?? {};
      const { stays, fade_ms } = how;
      /** @type {Partial<Body>} */
      const next = fade_ms === undefined ? {} : { fade_ms };
      if (stays) {
        next.extra = stays === "whole" ? { ...rest, whole: 1 } : rest;
        next.until_ms = stays === "until" ? Math.max(one.body.until_ms ?? one.body.at_ms + UNTIL_MS, one.body.at_ms) : null;
      }
      change(one.id, next, "Change how long it stays");
    },
    /** It stays until the frame that is shown now. */
    stayUntilHere() {
      settle();
      const one = shapeOf(selected.peek());
      if (!one) return;
      const { whole: _, ...extra } = one.body.extra ?? {};
      const { at_ms } = moment();
      const from = Math.min(one.body.at_ms, at_ms);
      change(one.id, { at_ms: from, until_ms: Math.max(one.body.at_ms, at_ms), extra }, "Change how long it stays");
    },
    /**
     * Numbers of its tool: the zoom of a magnifier, the rows of a grid, the other side of an angle.
     *
     * @param {Record<string, any>} some undefined takes one away
     */
    setExtra(some) {
      settle();
      const one = shapeOf(selected.peek());
      if (!one) return;
      const extra = Object.fromEntries(Object.entries({ ...one.body.extra, ...some }).filter(([, value]) => value !== undefined));
      change(one.id, { extra }, `Change: ${called(one.body)}`);
    },
    /** One more at this frame; the one counted at this frame is taken back. @param {1 | -1} by */
    count(by) {
      const one = shapeOf(selected.peek());
      if (one?.body.tool !== "counter") return;
      const { at_ms } = moment();
      const times = /** @type {number[]} */ (one.body.extra?.["times_ms"] ?? []);
      const last = times.findLastIndex((ms) => ms <= at_ms + 1);
      const next = by > 0 ? [...times, at_ms].sort((a, b) => a - b) : times.filter((_, n) => n !== last);
      this.setExtra({ times_ms: next });
    },
    /** This distance is so long. @param {string} id @param {number} length_m */
    calibrate(id, length_m) {
      settle();
      const one = shapeOf(id);
      const [a, b] = one?.body.points ?? [];
      if (one?.body.tool !== "distance" || !a || !b) return;
      undo.undoable("Calibrate", () => marks.put("calibration", { a, b, length_m }, calibration.peek()?.id));
    },
    forgetCalibration() {
      const one = calibration.peek();
      if (one) undo.undoable("Forget the known length", () => marks.remove(one.id));
    },

    // ---- layers

    /** @param {string} title @param {{is_private?: boolean}} [how] */
    addLayer(title, { is_private = false } = {}) {
      const order = (layers.peek().at(-1)?.order ?? 0) + 1;
      layer.value = undo.undoable("New layer", () => marks.put("layer", { title: title.slice(0, 120), order, is_hidden: false, is_private }).id);
    },
    /** @param {string} id @param {Partial<Omit<Layer, "id">>} how */
    setLayer: (id, how) => void undo.undoable("Change the layer", () => marks.change(id, how)),
    /** It goes above or below its neighbour. @param {string} id @param {1 | -1} way */
    moveLayer(id, way) {
      const order = layers.peek();
      const from = order.findIndex((one) => one.id === id);
      const to = from + way;
      if (from < 0 || to < 0 || to >= order.length) return;
      const next = order.map((one) => one.id);
      next.splice(to, 0, ...next.splice(from, 1));
      undo.undoable("Change the order of layers", () => next.forEach((each, n) => marks.get(each)?.body["order"] === n + 1 || marks.change(each, { order: n + 1 })));
    },
    /** With what is drawn on it: on another layer, what was private would be seen. @param {string} id */
    removeLayer(id) {
      undo.undoable("Delete the layer", () => {
        for (const one of all.peek()) if (one.body.layer === id) marks.remove(one.id);
        marks.remove(id);
      });
      if (layer.peek() === id) layer.value = "";
    },
    /** @param {string} id the layer that what is selected lies on */
    putOnLayer(id) {
      settle();
      const one = shapeOf(selected.peek());
      if (one) change(one.id, { layer: id }, "Put it on another layer");
    },
  };
}

/** @param {number} share */
function rounded(share) {
  return Math.round(share * DIGITS) / DIGITS;
}
