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
  if (!one || tool !== "select") return nothing;
  const { body, id } = one;
  const extra = body.extra ?? {};
  const common = [
    extra["whole"] ? nothing : press("Stays until here", "marker", () => drawing.stayUntilHere()),
    press("Duplicate", "copy", () => drawing.duplicate(), "Ctrl D"),
    drawing.layers.value.length === 0
      ? nothing
      : html`<label class="draw-choice"><span class="unseen">Layer</span>
          <select title="Layer" @change=${(/** @type {Event} */ event) => drawing.putOnLayer(/** @type {HTMLSelectElement} */ (event.currentTarget).value)}>
            <option value="" .selected=${body.layer === ""}>No layer</option>
            ${drawing.layers.value.map((each) => html`<option value=${each.id} .selected=${each.id === body.layer}>${each.title || "Layer"}</option>`)}
          </select></label>`,
  ];
  return html`<div class="draw-deeds">${own()}${common}</div>`;

  function own() {
    switch (body.tool) {
      case "text":
        return press("Change the words", "edit", () => drawing.askWords(id));
      case "angle":
        return press("Other side", "repeat", () => drawing.setExtra({ reflex: extra["reflex"] ? undefined : true }));
      case "distance":
        return [
          press(drawing.calibration.value ? "Another known length" : "It is so long…", "draw-distance", () => studio.keys.run("calibrate")),
          drawing.calibration.value ? press("Forget the known length", "close", () => drawing.forgetCalibration()) : nothing,
        ];
      case "counter":
        return [press("Count one", "plus", () => drawing.count(1), "+"), press("One less", "back", () => drawing.count(-1), "-")];
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
 */
function press(words, sign, run, key) {
  return html`<button type="button" class="button quiet" title=${key ? `${words} (${key})` : words} @click=${run}>${icon(sign)}<span>${words}</span></button>`;
}

/**
 * @param {string} up
 * @param {string} down
 * @param {(by: 1 | -1) => void} run
 */
function more(up, down, run) {
  return [press(up, "plus", () => run(1)), press(down, "back", () => run(-1))];
}
