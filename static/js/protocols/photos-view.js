/** What shows a step of an assessment: the trainer's own photos with words for who cannot see them, or what we drew. */

import { html, nothing } from "../../vendor/lit-html/lit-html.js";
import { words as standing } from "../capture/parcel-words.js";
import { icon } from "../live/icon-view.js";
import { changed, moved, withStep } from "./draft.js";
import { field, moves, wrong } from "./fields-view.js";

/**
 * @typedef {import("./editor-view.js").Editor} Editor
 *
 * @typedef {object} PhotoConfig
 * @property {string} owner
 * @property {string} client
 * @property {number} most of a step
 * @property {number} most_bytes
 * @property {{clip: string, title: string}[]} offered photos of the library
 * @property {string[]} gone chosen once, and put away since
 * @property {Record<string, {src: string, words: string}[]>} drawn by step
 *
 * @typedef {object} PhotoDeeds
 * @property {(at: number, files: Iterable<File>) => void} add
 * @property {(at: number, clip: string) => void} take one of the library
 * @property {(at: number, place: number) => void} drop
 * @property {(parcel: string) => void} again
 */

/** @param {Editor} editor @param {number} at the step */
export function photosView(editor, at) {
  const { draft, words, photos: deeds } = editor;
  const step = /** @type {import("./draft.js").DraftStep} */ (draft.steps[at]);
  const { drawn, most, offered } = words.photos;
  const ours = drawn[step.key] ?? [];
  const left = offered.filter(({ clip }) => !step.photos.some((one) => one.clip === clip));
  const isFull = step.photos.length >= most;
  return html`<h3>What shows it</h3>
    ${ours.length > 0 && step.photos.length === 0
      ? html`<div class="step-drawn">${ours.map(({ src, words: alt }) => html`<img src=${src} alt=${alt} width="320" height="240" loading="lazy" />`)}</div>
          <p class="hint">Drawn by us; your clients see it where you choose nothing of your own.</p>`
      : nothing}
    ${step.photos.length > 0
      ? html`<ol class="protocol-parts" id=${`steps[${at}].photos`} tabindex="-1" aria-label=${`Photos of step ${at + 1}`}>
          ${step.photos.map((_, place) => photoView(editor, at, place))}
        </ol>`
      : nothing}
    ${wrong(editor, `steps[${at}].photos`)}
    <p class="hint">Your clients see your photos beside the step, and who cannot see them is read the words. At most ${most}: choose, drop or paste them. What you take away stays in your library.</p>
    <div class="row">
      <label class="button quiet file-over photo-file" ?data-off=${isFull}>
        ${icon("camera")}<span>Add photos<span class="unseen"> to step ${at + 1}</span></span>
        <input
          type="file"
          id=${`steps[${at}].add`}
          accept="image/*,.heic,.heif"
          multiple
          ?disabled=${isFull}
          @change=${(/** @type {Event} */ event) => {
            const input = /** @type {HTMLInputElement} */ (event.target);
            if (input.files) deeds.add(at, [...input.files]);
            input.value = ""; // the same file may be chosen again
          }}
        />
      </label>
    </div>
    ${left.length > 0 && !isFull
      ? html`<details class="photo-library">
          <summary>From your library<span class="unseen">, for step ${at + 1}</span></summary>
          <ul>
            ${left.map(
              ({ clip, title }) => html`<li>
                <button type="button" class="photo-offer" @click=${() => deeds.take(at, clip)}><img src=${poster(clip)} alt="" width="96" height="72" loading="lazy" /><span>${title}</span></button>
              </li>`,
            )}
          </ul>
        </details>`
      : nothing}`;
}

/** @param {Editor} editor @param {number} at the step @param {number} place */
function photoView(editor, at, place) {
  const { draft, set, words, photos: deeds, parcels } = editor;
  const step = /** @type {import("./draft.js").DraftStep} */ (draft.steps[at]);
  const photo = /** @type {import("./draft.js").DraftPhoto} */ (step.photos[place]);
  const put = (/** @type {import("./draft.js").DraftPhoto[]} */ photos) => set(withStep(draft, at, { photos }));
  const here = `steps[${at}].photos[${place}]`;
  const what = `photo ${place + 1}`;
  const isThere = photo.clip !== "" && !words.photos.gone.includes(photo.clip);
  return html`<li class="nested step-photo" id=${`${here}.clip`} tabindex="-1">
    ${isThere ? html`<img src=${poster(photo.clip)} alt="" width="96" height="72" />` : html`<span class="step-photo-none" aria-hidden="true">${icon("camera")}</span>`}
    <div class="stack tight grow">
      ${photo.parcel
        ? underWay(parcels.find(({ key }) => key === photo.parcel), deeds.again)
        : isThere
          ? nothing
          : html`<p class="field-error">This photo is not in your library any more, so nobody sees it.</p>`}
      ${field(editor, `${here}.words`, "What it shows, in words", photo.words, (text) => put(changed(step.photos, place, { words: text })))}
      ${wrong(editor, `${here}.clip`)}
    </div>
    ${moves(what, (by) => put(moved(step.photos, place, by)), () => deeds.drop(at, place))}
  </li>`;
}

/** @param {import("../capture/parcels.js").Parcel | undefined} parcel @param {(key: string) => void} again */
function underWay(parcel, again) {
  if (!parcel) return html`<p class="field-error">It could not be sent.</p>`;
  const isOver = parcel.phase === "failed" || parcel.phase === "refused";
  return html`<p class="${isOver ? "field-error" : "muted"} numbers" role="status">${standing(parcel)}</p>
    ${isOver ? nothing : html`<progress class="bar" max="100" .value=${parcel.percent} aria-label=${`${parcel.name}: ${parcel.percent} percent`}></progress>`}
    ${parcel.phase === "failed" && parcel.size > 0 ? html`<div><button type="button" class="button quiet" @click=${() => again(parcel.key)}>${icon("repeat")}<span>Try again</span></button></div>` : nothing}`;
}

/** @param {string} clip */
const poster = (clip) => `/clips/${clip}/files/poster.jpg`;
