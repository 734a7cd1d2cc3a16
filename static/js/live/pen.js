/** What a trainer draws on a replay: a stroke goes to both screens as it is drawn. Touches no page. */

import { post, Refusal } from "../lib/http.js";
import { newId } from "../lib/outbox.js";
import { signal } from "../lib/state.js";
import { began, dragged, pressedAgain, released } from "../review/drafting.js";
import { FADE_MS } from "../review/fade.js";
import { createMarks } from "../review/marks.js";
import { simplified } from "../review/paths.js";

const PATIENCE_MS = 4000; // later it would surprise
const FADES_MS = 6000; // so long a stroke that fades is seen
const AGAIN_MS = 400; // so often what is being drawn is told
const POINTS_MOST = 200;
const GOES_MS = 800; // within so long it fades away

/** @typedef {import("./types.d.ts").Stroke} Stroke */
/** @typedef {import("../review/angles.js").Point} Point */
/** @typedef {Stroke["tool"]} Tool */

/** @type {{tool: Tool, words: string, icon: string}[]} */
export const PENS = [
  { tool: "pencil", words: "Pencil", icon: "edit" },
  { tool: "line", words: "Line", icon: "draw-line" },
  { tool: "arrow", words: "Arrow", icon: "draw-arrow" },
  { tool: "circle", words: "Circle", icon: "draw-circle" },
  { tool: "angle", words: "Angle: three clicks", icon: "draw-angle" },
];

/**
 * A stroke as the canvas paints it, on the room's clock.
 *
 * @param {Stroke} stroke
 * @returns {import("../review/shapes.js").Shape}
 */
export function asShape({ id, tool, points, colour, width, at_ms, lasts_ms }) {
  const until_ms = lasts_ms === null ? at_ms : at_ms + lasts_ms;
  const extra = lasts_ms === null ? { whole: 1 } : {};
  return { id, body: { tool, frame: null, at_ms: at_ms - 60_000, until_ms, fade_ms: GOES_MS, points, style: { colour, width }, layer: "", extra } };
}

/**
 * How long until what is seen of strokes changes by itself.
 *
 * @param {readonly Stroke[]} strokes
 * @param {number} now_ms
 * @returns {number} 0: at the next frame, as one fades; Infinity: never
 */
export function untilFading(strokes, now_ms) {
  let least = Infinity;
  for (const { at_ms, lasts_ms } of strokes) {
    if (lasts_ms === null || now_ms > at_ms + lasts_ms + GOES_MS + 100) continue;
    least = Math.min(least, Math.max(0, at_ms + lasts_ms - now_ms));
  }
  return least;
}

/** @typedef {ReturnType<typeof createPen>} Pen */

/**
 * @param {object} options
 * @param {import("./enter.js").LiveRoom} options.live
 * @param {(message: string) => void} options.refused
 * @param {(message: string) => void} options.done
 * @param {string} options.files prefix of the clips' pages
 */
export function createPen({ live, refused, done, files }) {
  const tool = signal(/** @type {Tool | null} */ (null));
  const colour = signal(/** @type {Stroke["colour"]} */ ("amber"));
  const fades = signal(true);
  const draft = signal(/** @type {Stroke | null} */ (null)); // under way, or told and not yet heard back
  /** @type {import("../review/drafting.js").Draft | null} */
  let making = null;
  let size = { width: 1, height: 1 };
  let id = "";
  let told_ms = 0;

  /** @param {import("../review/drafting.js").Draft} now */
  function sketch(now) {
    making = now;
    const replay = live.room.peek().replay;
    if (!replay) return;
    let points = now.points;
    for (let slack = 0.8; points.length > POINTS_MOST; slack *= 1.5) points = simplified(now.points, slack);
    draft.value = {
      id,
      person: replay.person,
      replay: replay.id,
      tool: /** @type {Tool} */ (now.tool),
      points: points.map(([x, y]) => [x / size.width, y / size.height]),
      colour: colour.peek(),
      width: 3,
      at_ms: live.clock.now(),
      position_ms: 0,
      lasts_ms: fades.peek() ? FADES_MS : null,
    };
  }

  async function tell() {
    const said = draft.peek();
    if (!said) return;
    told_ms = live.clock.now();
    const { replay, points, colour: ink, width, lasts_ms, tool: which } = said;
    const bound = points.map(([x, y]) => [Math.max(-1, Math.min(2, x)), Math.max(-1, Math.min(2, y))]);
    const body = { replay, stroke: said.id, tool: which, points: bound, colour: ink, width, ...(lasts_ms === null ? {} : { lasts_ms }) };
    const ack = await live.command("replay.draw", body, PATIENCE_MS);
    if (!ack.ok && ack.error !== "not-found") refused(ack.message);
    if (!making && draft.peek()?.id === said.id) draft.value = null; // the room has it now
  }

  return {
    tool,
    colour,
    fades,
    draft,
    /** @param {Tool | null} which */
    choose(which) {
      making = null;
      draft.value = null;
      tool.value = which;
    },
    /**
     * @param {Point} p pixels of the picture
     * @param {{width: number, height: number}} picture
     */
    press(p, picture) {
      const which = tool.peek();
      if (!which || !live.room.peek().replay) return;
      size = picture;
      if (making) return sketch(pressedAgain(making, p));
      id = newId();
      sketch(began(which, p));
    },
    /** @param {Point} p */
    moveTo(p) {
      if (!making || (making.tool === "pencil" && !making.pressed)) return;
      sketch(dragged(making, p));
      if (making.tool === "pencil" && live.clock.now() - told_ms > AGAIN_MS) void tell();
    },
    /** @param {Point} p @param {number} slack */
    release(p, slack) {
      if (!making?.pressed) return;
      const { draft: next, isDone } = released(making, p, slack);
      sketch(next);
      if (!isDone) return;
      making = null;
      void tell();
    },
    cancel() {
      making = null;
      draft.value = null;
    },
    /** The last stroke goes; which is the one on everybody's screen. */
    async undo() {
      const last = live.room.peek().strokes.at(-1);
      if (last) await live.command("replay.erase", { replay: last.replay, stroke: last.id }, PATIENCE_MS);
    },
    async clear() {
      const replay = live.room.peek().replay;
      if (replay) await live.command("replay.erase", { replay: replay.id }, PATIENCE_MS);
    },
    /** What is drawn on this replay now becomes drawings of its clip. */
    async keep() {
      const { replay, strokes } = live.room.peek();
      if (!replay || strokes.length === 0) return;
      const marks = createMarks({ now: live.clock.now });
      const made = strokes.map(({ tool: which, points, colour: ink, width, position_ms }, n) =>
        marks.put("shape", {
          tool: which, frame: null, at_ms: position_ms, until_ms: null, fade_ms: FADE_MS, points,
          style: { colour: ink, width, dashed: false, filled: false }, text: "", layer: "", extra: { z: n + 1 },
        }), // prettier-ignore
      );
      try {
        const answer = /** @type {any} */ (await post(`${files}/${replay.clip}/review`, { since: 0, marks: made }));
        if (answer.refused.length > 0) return refused(answer.refused[0].message);
        done(made.length === 1 ? "Kept one drawing with the clip" : `Kept ${made.length} drawings with the clip`);
      } catch (problem) {
        if (!(problem instanceof Refusal)) throw problem;
        refused(problem.message);
      }
    },
  };
}
