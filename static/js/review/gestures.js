/** What a press, a drag and a tool's key do to the drawings of a clip: one deed is one step of undo, and others see no half of it. */

import { batch } from "../lib/state.js";
import { began, dragged, pressedAgain, released, settled } from "./drafting.js";
import { rounded } from "./easel.js";
import { at } from "./paths.js";
import { handles, moved, topmost, withHandle } from "./shapes.js";
import { placed, TOOLS } from "./tools.js";

/** @typedef {import("./angles.js").Point} Point */
/** @typedef {import("./shapes.js").Tool} Tool */
/** @typedef {{shift?: boolean, alt?: boolean, slack: number}} Mods slack: pixels, more for a finger */

/**
 * @param {import("./easel.js").Easel} easel
 * @param {(by: number) => void} step to the next frame
 */
export function gestures(easel, step) {
  const { moment, size, frame, tool, snap, selected, handle, draft, asking, tracking, hand, showing, shapeOf, pixels, shares, made, put, change, settle } = easel;

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
      hand.making = null;
      hand.held = null;
      draft.value = null;
    });
  }

  /** @param {import("./drafting.js").Draft} now */
  function sketch(now) {
    hand.making = now;
    draft.value = { id: "draft", body: made(now.tool, now.points.map(shares)) };
  }

  /** @param {import("./drafting.js").Draft} now */
  function finishDraft(now) {
    hand.making = null;
    const body = made(now.tool, now.points.map(shares));
    if (TOOLS[now.tool].asksText) {
      draft.value = { id: "draft", body };
      asking.value = { id: null, body };
    } else put(body);
    if (!TOOLS[now.tool].goesOn) tool.value = "select";
  }

  return {
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
        hand.held = found && { id: found.shape.id, before: found.shape.body, part: found.hit, from: p, isMoved: false };
        return found !== null;
      }
      if (TOOLS[which].made === "frames") {
        this.trackTo(p);
        return true;
      }
      const here = pixels(p);
      if (!hand.making) sketch(began(which, steady(which, [], 0, here, mods, "")));
      else sketch(pressedAgain(hand.making, steady(which, hand.making.points, hand.making.set, here, mods, "")));
      return true;
    },

    /**
     * @param {Point} p
     * @param {Mods} mods
     */
    moveTo(p, mods) {
      const here = pixels(p);
      if (hand.making) {
        if (TOOLS[hand.making.tool].made === "stroke" && !hand.making.pressed) return;
        const goal = TOOLS[hand.making.tool].made === "stroke" ? here : steady(hand.making.tool, hand.making.points, hand.making.set, here, mods, "");
        sketch(dragged(hand.making, goal));
        return;
      }
      if (!hand.held) return;
      const far = Math.hypot(here[0] - pixels(hand.held.from)[0], here[1] - pixels(hand.held.from)[1]);
      if (!hand.held.isMoved && far < Math.min(4, mods.slack / 2)) return; // a click is no drag
      hand.held.isMoved = true;
      const { before, part, id } = hand.held;
      if (part.part === "body") draft.value = { id, body: moved(before, p[0] - hand.held.from[0], p[1] - hand.held.from[1]) };
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
      if (hand.making) {
        if (!hand.making.pressed) return;
        const { draft: next, isDone } = released(hand.making, pixels(p), mods.slack);
        if (isDone) finishDraft(next);
        else sketch(next);
        return;
      }
      hand.held = null;
      const under = draft.peek();
      if (under && under.id !== "draft") draft.value = { ...under, body: { ...under.body, points: under.body.points.map(([x, y]) => [rounded(x), rounded(y)]) } };
      settle();
    },

    /** What is under way is given up; then what is selected; then the tool. @returns {boolean} whether there was anything */
    cancel() {
      if (hand.making || hand.held || draft.peek()) drop();
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
  };
}
