/** The palette of drawing tools and the bar under the picture: how it looks, how long it stays, undo, copy; each with its key. */

import { html, nothing, render } from "../../vendor/lit-html/lit-html.js";
import { icon } from "../live/icon-view.js";
import { closers, effect, listen, untracked } from "../lib/state.js";
import { attachAsking } from "./asking-view.js";
import { attachKeys } from "./draw-keys.js";
import { INK_NAMES } from "./inks.js";
import { toolBar } from "./tool-bar-view.js";
import { errorOf, ERROR_IS, nameOf } from "./shapes.js";
import { TOOL_NAMES, TOOLS } from "./tools.js";

/** @typedef {import("./drawing.js").Drawing} Drawing */
/** @typedef {import("./shapes.js").Tool} Tool */

/** @type {{words: string, how: Partial<import("./drawing.js").Staying>}[]} */
const LONG = [
  { words: "This frame", how: { stays: "fade", fade_ms: 0 } },
  ...[200, 400, 1000, 2000].map((ms) => ({ words: `Fades ${ms / 1000} s`, how: { stays: /** @type {const} */ ("fade"), fade_ms: ms } })),
  { words: "For a while", how: { stays: "until" } },
  { words: "Whole clip", how: { stays: "whole" } },
];

/** @type {ReadonlySet<Tool>} what is about time */
const TIMED = new Set(/** @type {Tool[]} */ (["stopwatch", "track"]));

/** @param {number} ms @returns {number} the choice it is nearest to */
function near(ms) {
  return [0, 200, 400, 1000, 2000].reduce((best, one) => (Math.abs(one - ms) < Math.abs(best - ms) ? one : best));
}

/**
 * @param {import("./studio.js").Studio} studio
 * @returns {() => void}
 */
export function attach(studio) {
  const close = closers();
  const { drawing, overlay, side, undo } = studio;
  const place = document.getElementById("tools");
  const viewer = document.getElementById("viewer");
  if (!drawing || !undo || !overlay || !place || !viewer || side !== "trainer") return close.close;
  const canvas = /** @type {HTMLCanvasElement} */ (overlay.querySelector("canvas:not(.is-ground)"));

  const palette = document.createElement("div");
  palette.className = "palette";
  palette.setAttribute("role", "toolbar");
  palette.setAttribute("aria-label", "Drawing tools");
  const bar = document.createElement("div");
  bar.className = "draw-bar";
  studio.stage.after(bar);
  close.add(() => {
    palette.remove();
    bar.remove();
  });

  // On a phone the tools lie right under the picture, in one row; on a desk they stand beside it.
  const wide = window.matchMedia("(min-width: 1080px)");
  const settle = () => (wide.matches ? place.append(palette) : bar.before(palette));
  settle();
  close.add(listen(wide, "change", settle));

  close.add(effect(() => void render(tools(drawing, canvas, studio.player === null), palette)));
  close.add(attachKeys(studio, drawing, undo, canvas));
  close.add(
    effect(() => {
      const { tool, style, staying, snap, selected, handle, draft, tracking, layers, calibration, showing } = drawing;
      for (const one of [tool, style, staying, snap, selected, handle, draft, tracking, layers, calibration, showing, undo.canUndo, undo.canRedo]) one.value;
      // While the film plays the bar stands still: to make it anew for each frame would cost more than the drawings do.
      if (!studio.player?.playing.value) studio.player?.frame.value;
      untracked(() => render(barOf(studio, drawing, undo), bar));
    }),
  );
  close.add(attachAsking(studio, drawing));
  return close.close;
}

/**
 * @param {Drawing} drawing
 * @param {HTMLCanvasElement} canvas
 * @param {boolean} isStill a photo has no time
 */
function tools(drawing, canvas, isStill) {
  const now = drawing.tool.value;
  /** @param {Tool | "select"} which @param {MouseEvent} event */
  const choose = (which, event) => {
    // Pressed once more by a key: the drawing is placed in the middle, to be nudged where it belongs.
    if (which !== "select" && drawing.tool.peek() === which && event.detail === 0) {
      drawing.place();
      canvas.focus();
    } else drawing.choose(which);
  };
  /** @type {(which: Tool | "select", name: string, sign: string, key: string) => unknown} */
  const button = (which, name, sign, key) =>
    html`<button
      type="button"
      class="tool"
      data-tool=${which}
      title=${`${name} (${key})`}
      aria-label=${name}
      aria-pressed=${String(now === which)}
      @click=${(/** @type {MouseEvent} */ event) => choose(which, event)}
    >${icon(sign)}</button>`;
  return html`${button("select", "Select and move", "pointer", "V")}${TOOL_NAMES.filter((which) => !isStill || !TIMED.has(which)).map((which) => button(which, TOOLS[which].name, TOOLS[which].icon, TOOLS[which].key))}`;
}

/**
 * @param {import("./studio.js").Studio} studio
 * @param {Drawing} drawing
 * @param {import("./actions.js").Actions} undo
 */
function barOf(studio, drawing, undo) {
  const { keys } = studio;
  const chosen = drawing.chosen();
  const style = chosen?.body.style ?? drawing.style.value;
  const staying = drawing.staying.value;
  const body = chosen?.body;
  const stays = body ? (body.extra?.["whole"] ? "whole" : body.until_ms === null ? "fade" : "until") : staying.stays;
  const fade_ms = body?.fade_ms ?? staying.fade_ms;
  /** @type {(deed: string, sign: string, name: string, isOff: boolean) => unknown} */
  const deed = (name, sign, words, isOff) =>
    html`<button type="button" class="tool" data-deed=${name} title=${words} aria-label=${words} ?disabled=${isOff} @click=${() => keys.run(name)}>${icon(sign)}</button>`;
  /** @param {Event} event */
  const value = (event) => /** @type {HTMLSelectElement} */ (event.currentTarget).value;
  const undone = undo.canUndo.value;
  const redone = undo.canRedo.value;

  return html`<div class="draw-row">
      ${deed("undo", "undo", undone ? `Undo: ${undone} (Ctrl Z)` : "Undo (Ctrl Z)", undone === null)}
      ${deed("redo", "redo", redone ? `Redo: ${redone} (Ctrl Y)` : "Redo (Ctrl Y)", redone === null)}
      <details class="draw-look" @focusout=${shut}>
        <summary class="button quiet" aria-label="How it looks"><span class="ink ink-${style.colour}"></span>${icon("chevron-down")}</summary>
        <div class="draw-looks">
          <div class="inks" role="group" aria-label="Colour">
            ${INK_NAMES.map(
              (ink) => html`<button type="button" class="tool" data-ink=${ink} aria-label=${ink} title=${ink} aria-pressed=${String(style.colour === ink)} @click=${() => drawing.setStyle({ colour: ink })}><span class="ink ink-${ink}"></span></button>`,
            )}
          </div>
          <label class="draw-width"><span>Thick</span><input type="range" min="1" max="5" step="0.5" .value=${String(style.width)} @change=${(/** @type {Event} */ event) => drawing.setStyle({ width: Number(value(event)) })} /></label>
          <div class="chips">
            <button type="button" class="button quiet" aria-pressed=${String(Boolean(style.dashed))} @click=${() => drawing.setStyle({ dashed: !style.dashed })}>Dashed</button>
            <button type="button" class="button quiet" aria-pressed=${String(Boolean(style.filled))} @click=${() => drawing.setStyle({ filled: !style.filled })}>Filled</button>
          </div>
        </div>
      </details>
      ${studio.player === null
        ? nothing
        : html`<label class="draw-choice"><span class="unseen">How long it stays</span>
            <select title="How long it stays" @change=${(/** @type {Event} */ event) => drawing.setStaying(LONG[Number(value(event))]?.how ?? {})}>
              ${LONG.map(({ words, how }, n) => html`<option value=${n} .selected=${how.stays === stays && (stays !== "fade" || how.fade_ms === near(fade_ms))}>${words}</option>`)}
            </select></label>`}
      <label class="draw-choice"><span class="unseen">Angles snap to</span>
        <select title="Angles snap (Shift: 15°, Alt: 5°)" @change=${(/** @type {Event} */ event) => (drawing.snap.value = /** @type {0 | 5 | 15} */ (Number(value(event))))}>
          ${[0, 5, 15].map((by) => html`<option value=${by} .selected=${drawing.snap.value === by}>${by ? `Snap ${by}°` : "No snap"}</option>`)}
        </select></label>
      <span class="draw-gap"></span>
      ${deed("copy-drawing", "copy", chosen ? "Copy it (Ctrl C)" : "Copy what is drawn here (Ctrl C)", drawing.seen().length === 0)}
      ${deed("paste-drawing", "paste", `Paste on this ${studio.player ? "frame" : "photo"} (Ctrl V)`, false)}
      ${deed("delete-drawing", "trash", "Delete it (Del)", !chosen)}
      ${deed("save-picture", "picture-save", `This ${studio.player ? "frame" : "photo"} as a picture (Ctrl S)`, false)}
    </div>
    <div class="draw-row draw-about">
      <p class="draw-says" id="draw-says" role="status">${says(drawing)}</p>
      ${toolBar(studio, drawing)}
    </div>`;
}

/** @param {FocusEvent} event what has lost the focus closes, unless it went to something in it */
function shut(event) {
  const details = /** @type {HTMLDetailsElement} */ (event.currentTarget);
  if (event.relatedTarget instanceof Node && !details.contains(event.relatedTarget)) details.open = false;
}

/** @param {Drawing} drawing */
function says(drawing) {
  const tool = drawing.tool.value;
  const one = drawing.chosen();
  if (one && tool === "select") {
    const frame = drawing.frame();
    const name = nameOf(one.body, frame);
    const error = errorOf(one.body, frame);
    const handle = drawing.handle.value;
    return html`<strong>${name}</strong>${error ? html` <span title=${ERROR_IS}>${error}</span>` : nothing}
      <span class="hint">${handle === null ? "Arrows move it" : `Arrows move point ${handle + 1}`}, Enter: next point</span>`;
  }
  if (tool === "select") return html`<span class="hint">Choose a tool, or what is drawn</span>`;
  return html`<strong>${TOOLS[tool].name}</strong> <span class="hint">${TOOLS[tool].hint}</span>`;
}
