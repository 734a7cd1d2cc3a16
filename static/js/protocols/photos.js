/** Photos that show the steps of an assessment: chosen, on their way, and there. Touches no page. */

import { changed, without, withStep } from "./draft.js";

/**
 * @typedef {import("./draft.js").Draft} Draft
 * @typedef {import("./draft.js").DraftPhoto} DraftPhoto
 * @typedef {import("../capture/parcels.js").Parcel} Parcel
 * @typedef {import("../capture/parcels.js").Parcels} Parcels
 */

const TITLE_MOST = 120; // letters of what a photo is called in the library

/** @param {File} file */
const isPhoto = ({ type, name }) => type.startsWith("image/") || /\.hei[cf]$/i.test(name);

/**
 * The draft with files put to a step, on their way from now on; and what to say of those that are not.
 *
 * @param {Draft} draft
 * @param {number} at the step
 * @param {Iterable<File>} files
 * @param {{parcels: Pick<Parcels, "all" | "choose" | "send">, client: string, most: number}} road
 * @returns {{draft: Draft, problem: string}}
 */
export function added(draft, at, files, { parcels, client, most }) {
  const step = draft.steps[at];
  if (!step) return { draft, problem: "" };
  let photos = step.photos;
  let problem = "";
  for (const file of files) {
    if (!isPhoto(file)) {
      problem = `“${file.name}” is no photo. Only photos show a step.`;
      continue;
    }
    if (photos.length >= most) {
      problem = full(most);
      break;
    }
    const before = new Set(parcels.all.peek());
    parcels.choose([file]);
    const fresh = parcels.all.peek().find((one) => !before.has(one));
    const parcel = fresh ?? parcels.all.peek().find(({ name, size }) => name === file.name && size === file.size); // sent for another step
    if (!parcel) continue;
    const photo = { clip: parcel.phase === "ready" ? (parcel.clip ?? "") : "", words: "", parcel: parcel.phase === "ready" ? "" : parcel.key };
    if (photos.some((one) => (photo.parcel ? one.parcel === photo.parcel : one.clip === photo.clip))) continue;
    photos = [...photos, photo];
  }
  parcels.send({ client, title: [draft.title, step.title].filter(Boolean).join(": ").slice(0, TITLE_MOST) });
  return { draft: withStep(draft, at, { photos }), problem };
}

/**
 * The draft with one of the library put to a step.
 *
 * @param {Draft} draft
 * @param {number} at the step
 * @param {string} clip
 * @param {number} most
 * @returns {{draft: Draft, problem: string}}
 */
export function taken(draft, at, clip, most) {
  const photos = draft.steps[at]?.photos ?? [];
  if (photos.some((one) => one.clip === clip)) return { draft, problem: "" };
  if (photos.length >= most) return { draft, problem: full(most) };
  return { draft: withStep(draft, at, { photos: [...photos, { clip, words: "", parcel: "" }] }), problem: "" };
}

/**
 * The draft without one of a step's; what was still on its way for it alone is not sent.
 *
 * @param {Draft} draft
 * @param {number} at the step
 * @param {number} place
 * @param {Pick<Parcels, "remove">} parcels
 * @returns {Draft}
 */
export function dropped(draft, at, place, parcels) {
  const photos = draft.steps[at]?.photos ?? [];
  const after = withStep(draft, at, { photos: without(photos, place) });
  const parcel = photos[place]?.parcel;
  if (parcel && !after.steps.some((step) => step.photos.some((one) => one.parcel === parcel))) void parcels.remove(parcel);
  return after;
}

/**
 * The draft with what has arrived meanwhile named by its id in the library; the same draft where nothing has.
 *
 * @param {Draft} draft
 * @param {readonly Parcel[]} all
 * @returns {Draft}
 */
export function arrived(draft, all) {
  let after = draft;
  for (const [at, step] of draft.steps.entries()) {
    for (const [place, photo] of step.photos.entries()) {
      const clip = photo.parcel && all.find(({ key, phase }) => key === photo.parcel && phase === "ready")?.clip;
      if (clip) after = withStep(after, at, { photos: changed(after.steps[at]?.photos ?? [], place, { clip, parcel: "" }) });
    }
  }
  return after;
}

/**
 * What the server is sent: of photos that are not there yet, or never will be, it says so itself.
 *
 * @param {Draft} draft
 * @param {readonly Parcel[]} all
 */
export function sent(draft, all) {
  const photo = (/** @type {DraftPhoto} */ { clip, words, parcel }) => ({ clip: clip || (all.find(({ key }) => key === parcel)?.clip ?? ""), words });
  return { ...draft, steps: draft.steps.map((step) => ({ ...step, photos: step.photos.map(photo) })) };
}

/** @param {number} most */
const full = (most) => `A step shows at most ${most} photos. Take one away first.`;
