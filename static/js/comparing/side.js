/** One of the two clips on the page: its film, its frames, its marks, and drawing on it. */

import { frames as readFrames } from "../clips/frames.js";
import { getAgain } from "../lib/again.js";
import { Refusal } from "../lib/http.js";
import { closers, computed, listen, signal } from "../lib/state.js";
import { openReview } from "../review/document.js";
import { createDrawing } from "../review/drawing.js";
import { reel, still } from "../review/reel.js";

/** @typedef {import("./layout.js").Which} Which */

/**
 * @typedef {object} ClipConfig
 * @property {string} id
 * @property {string} title
 * @property {string} label "Baseline", "Reassessment" or ""
 * @property {string} when the day it was filmed, in words
 * @property {string} href
 * @property {string} files_at
 * @property {string} media
 * @property {number} start_ms
 * @property {number | null} duration_ms
 * @property {string[]} playable
 * @property {string[]} files
 * @property {string} words why it cannot be seen yet
 * @property {import("../review/document.js").Told} review
 */

/** @typedef {ReturnType<typeof openSide>} Side */

/**
 * @param {Which} which
 * @param {ClipConfig} config
 * @param {{moment: () => number, step: (by: number) => void, measured: () => void}} page moment: which one it shows, ms; measured: a length or an index has become known
 */
export function openSide(which, config, page) {
  const close = closers();
  const root = /** @type {HTMLElement} */ (document.querySelector(`.pair-side[data-side="${which}"]`));
  const video = root.querySelector("video");
  const image = root.querySelector("img");
  const canvas = /** @type {HTMLCanvasElement | null} */ (root.querySelector("canvas"));
  const start = config.start_ms / 1000;
  const frames = signal(/** @type {import("../clips/frames.js").Frames | null} */ (null));
  const size = signal({ width: 0, height: 0 }); // of the film, before it is turned
  const broken = signal("");
  const seen = signal(0); // how often another picture has come: a magnifier shows what is there now
  const { marks, undo, sync, close: closeReview } = openReview(config.review);
  close.add(closeReview);

  const lengthMs = () => {
    if (video && Number.isFinite(video.duration)) return Math.max(0, (video.duration - start) * 1000);
    return config.duration_ms ?? 0;
  };
  const made = video ? reel(/** @type {any} */ (video), { startMs: config.start_ms, lengthMs, frames: () => frames.peek(), now: () => performance.now() }) : null;
  if (made) close.add(made.close);

  function measure() {
    if (video) size.value = { width: video.videoWidth, height: video.videoHeight };
    else if (image) size.value = { width: image.naturalWidth, height: image.naturalHeight };
    page.measured();
  }

  function fail() {
    broken.value = "This clip cannot be shown: it was deleted, or this browser does not play it.";
  }

  const another = () => void (seen.value += 1);
  if (video) {
    for (const type of ["loadeddata", "seeked"]) close.add(listen(video, type, another));
    for (const type of ["loadedmetadata", "resize", "durationchange"]) close.add(listen(video, type, measure));
    close.add(listen(video, "error", fail));
    if (video.error) fail();
  }
  if (image) {
    close.add(listen(image, "load", () => (measure(), another())));
    close.add(listen(image, "error", fail));
  }

  const view = computed(() => /** @type {{rotate: number, mirror: boolean}} */ (marks.of("view").toSorted((a, b) => (a.stamp < b.stamp ? -1 : 1)).at(-1)?.body ?? { rotate: 0, mirror: false })); // prettier-ignore
  const film = computed(() => ({ ...size.value, rotate: view.value.rotate ?? 0 }));
  const keyFrames = computed(() =>
    marks.of("key").map(({ id, body }) => ({ id, title: String(body["title"] ?? ""), at_ms: Number(body["at_ms"] ?? 0), colour: String(body["colour"] ?? "amber") })),
  );
  /** Of a moment on its clock. @param {number} ms */
  const frameOf = (ms) => (frames.peek() && made ? made.frameAt(ms) : null);
  const drawing = createDrawing({
    marks,
    undo,
    moment: () => ({ frame: frameOf(page.moment()), at_ms: page.moment() }),
    size: () => ({ width: canvas?.clientWidth || 1, height: canvas?.clientHeight || 1 }),
    film: () => (size.peek().width ? size.peek() : null),
    step: page.step,
  });

  return {
    which,
    config,
    root,
    video,
    image,
    canvas,
    reel: made ?? still(),
    frames,
    film,
    view,
    broken,
    seen,
    marks,
    undo,
    sync,
    keyFrames,
    drawing,
    /** @param {number} ms @param {string} title @param {string} [colour] */
    addKey: (ms, title, colour = "amber") =>
      undo.undoable(`Key frame: ${title}`, () => marks.put("key", { frame: frameOf(ms), at_ms: ms, title, colour })),
    /** What is known from the beginning, and what comes a moment later. */
    async load() {
      if (image?.complete && image.naturalWidth) measure();
      if (video && video.readyState >= 1) measure();
      if (!video || !config.files.includes("frames.json")) return;
      try {
        frames.value = readFrames(/** @type {any} */ (await getAgain(`${config.files_at}/frames.json`)));
      } catch (problem) {
        if (!(problem instanceof Refusal)) throw problem; // without it stepping guesses
      }
      page.measured();
    },
    close: close.close,
  };
}
