/** The editor of an assessment: what the server told becomes a draft, and the address follows what is kept. Only wiring. */

import { render } from "../../vendor/lit-html/lit-html.js";
import { openParcels } from "../capture/parcels.js";
import { post, Refusal } from "../lib/http.js";
import { effect, listen } from "../lib/state.js";
import { toast } from "../lib/toast.js";
import { editorView } from "../protocols/editor-view.js";
import { added, arrived, dropped, sent, taken } from "../protocols/photos.js";

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
 * @property {import("../protocols/photos-view.js").PhotoConfig} photos
 */

const config = /** @type {Config} */ (JSON.parse(document.getElementById("page")?.textContent ?? "null"));
const root = /** @type {HTMLElement} */ (document.getElementById("editor"));
let { draft, key, version } = config;
draft = { ...draft, steps: draft.steps.map((step) => ({ ...step, photos: (step.photos ?? []).map((one) => ({ ...one, parcel: "" })) })) };
const { owner, client, most, most_bytes } = config.photos;
// What is on its way belongs to what is typed here, and is kept no longer than that.
const parcels = openParcels({ base: "", owner, most_bytes, shelf: null, memory: { get: () => null, set: () => {} } });
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
      parcels: parcels.all.peek(),
      set,
      photos: {
        add,
        take: (at, clip) => put(taken(draft, at, clip, most), at),
        drop,
        again: parcels.resume,
      },
      save: () => void save(),
    }),
    root,
  );
}

/** @param {import("../protocols/draft.js").Draft} next */
function set(next) {
  draft = next;
  isChanged = true;
  draw();
}

/** @param {{draft: import("../protocols/draft.js").Draft, problem: string}} done @param {number} at the step whose newest photo is described next */
function put({ draft: next, problem: why }, at) {
  const isMore = (next.steps[at]?.photos.length ?? 0) > (draft.steps[at]?.photos.length ?? 0);
  set(next);
  if (why) toast(why, "bad");
  if (isMore) document.getElementById(`steps[${at}].photos[${(next.steps[at]?.photos.length ?? 1) - 1}].words`)?.focus();
}

/** @param {number} at @param {Iterable<File>} files */
function add(at, files) {
  put(added(draft, at, files, { parcels, client, most }), at);
}

/** @param {number} at @param {number} place */
function drop(at, place) {
  set(dropped(draft, at, place, parcels));
  const next = Math.min(place, (draft.steps[at]?.photos.length ?? 0) - 1);
  (document.getElementById(`steps[${at}].photos[${next}].words`) ?? document.getElementById(`steps[${at}].add`))?.focus();
}

/** Files that came by another way than the button, to the step they came to. @param {Event} event @param {DataTransfer | null} carried */
function receive(event, carried) {
  const files = [...(carried?.files ?? [])];
  if (files.length === 0) return; // words, which go where they are pasted
  event.preventDefault();
  const place = event.target instanceof Element ? event.target.closest("[data-step]") : null;
  const only = draft.steps.length === 1 ? 0 : -1;
  const at = place instanceof HTMLElement ? Number(place.dataset["step"]) : only;
  if (at < 0) toast("Which step does it show? Drop it there, or press into that step before you paste.", "warn");
  else add(at, files);
}

async function save() {
  if (isBusy) return;
  isBusy = true;
  draw();
  try {
    const answer = await post(key ? `${config.here}/${key}` : config.here, { ...sent(draft, parcels.all.peek()), version, like: config.like });
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
effect(() => {
  draft = arrived(draft, parcels.all.value);
  draw();
});
listen(document, "paste", (event) => receive(event, event.clipboardData));
listen(document, "drop", (event) => receive(event, event.dataTransfer));
// A browser would else leave the page to show the file.
listen(document, "dragover", (event) => event.dataTransfer?.types.includes("Files") && event.preventDefault());
window.addEventListener("beforeunload", (event) => {
  if (isChanged) event.preventDefault();
});
