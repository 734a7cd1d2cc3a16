/** The editor of an assessment: what the server told becomes a draft, and the address follows what is kept. Only wiring. */

import { render } from "../../vendor/lit-html/lit-html.js";
import { post, Refusal } from "../lib/http.js";
import { toast } from "../lib/toast.js";
import { editorView } from "../protocols/editor-view.js";

/**
 * @typedef {object} Config
 * @property {import("../protocols/draft.js").Draft} draft
 * @property {string} key "" for a new one
 * @property {number} version
 * @property {string} like what it was copied from
 * @property {string} here
 * @property {Record<string, string>} units
 * @property {Record<string, string>} views
 * @property {string[]} framings
 * @property {Record<string, string>} company
 */

const config = /** @type {Config} */ (JSON.parse(document.getElementById("page")?.textContent ?? "null"));
const root = /** @type {HTMLElement} */ (document.getElementById("editor"));
let { draft, key, version } = config;
let isBusy = false;
let isChanged = false;
/** @type {{where: string, message: string} | null} */
let problem = null;

function draw() {
  render(
    editorView({
      draft,
      words: config,
      problem,
      isBusy,
      set(next) {
        draft = next;
        isChanged = true;
        draw();
      },
      save: () => void save(),
    }),
    root,
  );
}

async function save() {
  if (isBusy) return;
  isBusy = true;
  draw();
  try {
    const answer = await post(key ? `${config.here}/${key}` : config.here, { ...draft, version, like: config.like });
    const isNew = key === "";
    key = String(answer["key"]);
    version = Number(answer["version"]);
    problem = null;
    isChanged = false;
    toast(String(answer.notice), "good");
    if (isNew) window.location.replace(`${config.here}/${key}`);
  } catch (refused) {
    if (!(refused instanceof Refusal)) throw refused;
    problem = { where: refused.where ?? "", message: refused.message };
  } finally {
    isBusy = false;
    draw();
    if (problem) (document.getElementById(problem.where) ?? root.querySelector(".form-alert"))?.scrollIntoView({ block: "center" });
    if (problem?.where) document.getElementById(problem.where)?.focus();
  }
}

root.replaceChildren();
draw();
window.addEventListener("beforeunload", (event) => {
  if (isChanged) event.preventDefault();
});
