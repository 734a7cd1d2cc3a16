/** What can be done with the drawing that is selected, by its tool: words, counting, the other side of an angle, a known length. */

import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { icon } from "../live/icon-view.js";

/**
 * @param {import("./studio.js").Studio} studio
 * @param {import("./drawing.js").Drawing} drawing
 */
export function toolBar(studio, drawing) {
  const tool = drawing.tool.value;
  if (tool === "track" && drawing.tracking.value) return press("Track is done", "check", () => drawing.endTrack());
  const one = drawing.chosen();
  const giveUp = deed("give-up", "close", "Give up, let go (Esc)");
  if (tool !== "select") return html`<div class="draw-deeds">${press("Into the middle", "place", () => studio.keys.run("place-drawing"), "Enter", "place-drawing")}${giveUp}</div>`;
  if (!one) return nothing;
  const { body, id } = one;
  const extra = body.extra ?? {};
  const common = [
    extra["whole"] || studio.player === null ? nothing : press("Stays until here", "marker", () => drawing.stayUntilHere()),
    press("Duplicate", "copy", () => drawing.duplicate(), "Ctrl D", "duplicate-drawing"),
    drawing.layers.value.length === 0
      ? nothing
      : html`<label class="draw-choice"><span class="unseen">Layer</span>
          <select title="Layer" @change=${(/** @type {Event} */ event) => drawing.putOnLayer(/** @type {HTMLSelectElement} */ (event.currentTarget).value)}>
            <option value="" .selected=${body.layer === ""}>No layer</option>
            ${drawing.layers.value.map((each) => html`<option value=${each.id} .selected=${each.id === body.layer}>${each.title || "Layer"}</option>`)}
          </select></label>`,
    html`<span class="draw-nudges" role="group" aria-label="Move it">
      ${deed("nudge-left", "chevron-left", "Left (left arrow)")}${deed("nudge-up", "chevron-up", "Up (up arrow)")}
      ${deed("nudge-down", "chevron-down", "Down (down arrow)")}${deed("nudge-right", "chevron-right", "Right (right arrow)")}
      ${deed("next-point", "draw-track", "Move the next point of it (Enter)")}${giveUp}
    </span>`,
  ];
  return html`<div class="draw-deeds">${own()}${common}</div>`;

  /** @param {string} name @param {string} sign @param {string} words */
  function deed(name, sign, words) {
    return html`<button type="button" class="tool" data-deed=${name} title=${words} aria-label=${words} @click=${() => studio.keys.run(name)}>${icon(sign)}</button>`;
  }

  function own() {
    switch (body.tool) {
      case "text":
        return press("Change the words", "edit", () => drawing.askWords(id), "E", "change-words");
      case "angle":
        return press("Other side", "repeat", () => drawing.setExtra({ reflex: extra["reflex"] ? undefined : true }));
      case "distance":
        return [
          press(drawing.calibration.value ? "Another known length" : "It is so long…", "draw-distance", () => studio.keys.run("calibrate")),
          drawing.calibration.value ? press("Forget the known length", "close", () => drawing.forgetCalibration()) : nothing,
        ];
      case "counter":
        return [press("Count one", "plus", () => drawing.count(1), "+", "count-one"), press("One less", "back", () => drawing.count(-1), "-", "count-less")];
      case "stopwatch":
        return [
          press("Starts here", "play", () => drawing.setExtra({ start_ms: drawing.frame().atMs })),
          press(extra["stop_ms"] === undefined ? "Stops here" : "Runs on", "pause", () =>
            drawing.setExtra({ stop_ms: extra["stop_ms"] === undefined ? drawing.frame().atMs : undefined }),
          ),
        ];
      case "magnifier":
        return more("Enlarge", "Reduce", (by) => drawing.setExtra({ zoom: Math.max(1.5, Math.min(8, (extra["zoom"] ?? 2) + 0.5 * by)) }));
      case "grid":
        return more("More lines", "Fewer lines", (by) => {
          const next = (/** @type {string} */ name) => Math.max(1, Math.min(40, (extra[name] ?? 8) + by));
          drawing.setExtra({ columns: next("columns"), rows: next("rows") });
        });
      case "track":
        return press("Go on with it", "draw-track", () => {
          drawing.choose("track");
          drawing.tracking.value = id;
        });
      default:
        return nothing;
    }
  }
}

/**
 * @param {string} words
 * @param {string} sign
 * @param {() => void} run
 * @param {string} [key]
 * @param {string} [deed] its name in the table of keys
 */
function press(words, sign, run, key, deed) {
  return html`<button type="button" class="button quiet" data-deed=${deed ?? nothing} title=${key ? `${words} (${key})` : words} @click=${run}>${icon(sign)}<span>${words}</span></button>`;
}

/**
 * @param {string} up
 * @param {string} down
 * @param {(by: 1 | -1) => void} run
 */
function more(up, down, run) {
  return [press(up, "plus", () => run(1)), press(down, "back", () => run(-1))];
}
