/** What key frames look like with their drawings, painted from a second player of the same film, so that the first stays where it is. */

import { createShowing } from "./showing.js";
import { still } from "./still.js";

const MOST = 24;
const WIDE = 1280; // pixels of the longer side
const QUALITY = 0.82;
const PATIENCE_MS = 8000;

/**
 * @param {import("./studio.js").Studio} studio
 * @param {(done: number, all: number) => void} tell
 * @returns {Promise<{key: string, jpeg: string}[]>} jpeg: base64. A frame that cannot be had is left out
 */
export async function keyPictures(studio, tell) {
  const { video, player, marks, drawing, config } = studio;
  if (!video || !player || !marks) return [];
  const keys = marks.of("key").sort((a, b) => a.body["at_ms"] - b.body["at_ms"]).slice(0, MOST); // prettier-ignore
  if (keys.length === 0) return [];
  const unseen = new Set(marks.of("layer").flatMap((one) => (one.body["is_private"] || one.body["is_hidden"] ? [one.id] : [])));
  const shapes = /** @type {any[]} */ (marks.of("shape").filter((one) => !unseen.has(one.body["layer"])));
  const showing = createShowing(shapes.sort((a, b) => (a.stamp < b.stamp ? -1 : 1)));
  const calibration = drawing?.frame().calibration ?? null;
  const film = await open(video.currentSrc);
  const found = [];
  try {
    for (const [n, key] of keys.entries()) {
      tell(n, keys.length);
      const atMs = Number(key.body["at_ms"]);
      const frames = player.frames.peek();
      const at = (config.start_ms + atMs) / 1000;
      if (!(await seek(film, frames ? frames.middle(frames.at(at + 0.001)) : at + 0.005))) continue;
      const share = Math.min(1, WIDE / Math.max(film.videoWidth, film.videoHeight));
      const size = { width: Math.round(film.videoWidth * share), height: Math.round(film.videoHeight * share) };
      const { rotate, mirror } = studio.view.peek();
      const picture = still({ source: film, film: size, shapes: showing.at(atMs), atMs, calibration, view: { rotate, mirror } });
      found.push({ key: key.id, jpeg: picture.toDataURL("image/jpeg", QUALITY).split(",")[1] ?? "" });
    }
  } finally {
    film.removeAttribute("src");
    film.load();
  }
  return found;
}

/** @param {string} src @returns {Promise<HTMLVideoElement>} */
async function open(src) {
  const film = document.createElement("video");
  film.muted = true;
  film.playsInline = true;
  film.preload = "auto";
  film.src = src;
  await happens(film, "loadeddata");
  return film;
}

/**
 * @param {HTMLVideoElement} film
 * @param {number} seconds
 * @returns {Promise<boolean>} whether that frame is shown
 */
async function seek(film, seconds) {
  const sought = happens(film, "seeked");
  film.currentTime = seconds;
  return sought;
}

/**
 * @param {HTMLVideoElement} film
 * @param {string} what
 * @returns {Promise<boolean>} false: not in time
 */
function happens(film, what) {
  return new Promise((done) => {
    const timer = setTimeout(() => done(false), PATIENCE_MS);
    film.addEventListener(
      what,
      () => {
        clearTimeout(timer);
        done(true);
      },
      { once: true },
    );
  });
}
