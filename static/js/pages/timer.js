/** The timer editor's page: what the server told becomes a draft, and the address follows what is kept. */

import { draftOf, inFormat, opened } from "../timers/draft.js";
import { showEditor } from "../timers/editor-view.js";
import { noRows } from "../timers/rows.js";

/**
 * @typedef {object} Config
 * @property {import("../timers/draft.js").Saved | null} timer
 * @property {{name: string, recipe: import("../live/plans/formats.js").Recipe} | null} start one of our starters
 * @property {string} here
 */

const FIRST = "tabata";

/** @param {Config} config */
function draftFrom({ timer, start }) {
  if (timer) return opened(timer);
  if (start) return draftOf(start.recipe, start.name);
  return inFormat({ name: "", format: "", recipes: {}, rows: noRows(), counts: "" }, FIRST);
}

const config = /** @type {Config} */ (JSON.parse(document.getElementById("page")?.textContent ?? "null"));
const root = document.getElementById("editor");
const title = document.querySelector("h1");

if (root) {
  root.replaceChildren();
  showEditor({
    root,
    draft: draftFrom(config),
    saved: config.timer,
    here: config.here,
    named(name, id) {
      if (title) title.textContent = name;
      document.title = document.title.replace(/^.*?(?= · )/, name);
      if (id) window.history.replaceState(null, "", `${config.here}/${id}`);
    },
  });
}
