/** What was seen of the clip: the trainer has watched it, somebody has read what is new. */

import { post, Refusal } from "../lib/http.js";
import { closers, listen } from "../lib/state.js";

const WATCHED_SHARE = 0.8;
const PHOTO_SEEN_MS = 3000;

/**
 * Tells the server what was seen; whether it heard.
 *
 * @param {string} here
 * @param {{comments_until_ms?: number, watched?: boolean}} what
 * @returns {Promise<boolean>}
 */
export async function tellSeen(here, what) {
  try {
    await post(`${here}/seen`, what, { keepalive: true });
    return true;
  } catch (problem) {
    if (!(problem instanceof Refusal)) throw problem;
    return false;
  }
}

/**
 * @param {import("./studio.js").Studio} studio
 * @returns {() => void}
 */
export function attach(studio) {
  const { config, player, media } = studio;
  const close = closers();
  let isWatched = config.reviewed || !config.may_write; // who reads along watches for themselves alone

  async function looked() {
    if (isWatched || config.side !== "trainer" || studio.standing.value.state !== "ready") return;
    isWatched = true;
    if (!(await tellSeen(config.here, { watched: true }))) return;
    const face = document.getElementById("looked");
    if (face) face.textContent = "Just now";
    document.getElementById("looked-at")?.remove();
  }

  if (!media) {
    const timer = document.getElementById("photo") ? setTimeout(() => !document.hidden && void looked(), PHOTO_SEEN_MS) : 0;
    return () => clearTimeout(timer);
  }
  close.add(
    listen(media, "timeupdate", () => {
      let played = 0;
      for (let at = 0; at < media.played.length; at += 1) played += media.played.end(at) - media.played.start(at);
      if (player && played * 1000 >= player.length.value * WATCHED_SHARE) void looked();
    }),
  );
  return close.close;
}
