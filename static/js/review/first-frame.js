/** When the clip's first frame is there to be seen, and nothing is looked for any more: until then it has the line to itself. */

import { closers, listen } from "../lib/state.js";

const PATIENCE_MS = 2500; // some browsers fetch no frame before somebody plays
const CALM_MS = 150; // so long nobody went elsewhere in the clip

/**
 * @param {{video: HTMLVideoElement | null}} studio without a video there is nothing to wait for
 * @returns {{come: Promise<void>, hurry: () => void}} hurry: whoever waits does so no longer
 */
export function firstFrame({ video }) {
  /** @type {() => void} */
  let hurry = () => {};
  /** @type {Promise<void>} */
  const come = new Promise((done) => (hurry = done));
  if (!video || video.error) hurry();
  else {
    const close = closers();
    let calm = 0;
    const settle = () => {
      clearTimeout(calm);
      if (video.readyState >= 2 && !video.seeking) calm = window.setTimeout(hurry, CALM_MS);
    };
    for (const type of ["loadeddata", "seeking", "seeked"]) close.add(listen(video, type, settle));
    close.add(listen(video, "error", hurry));
    const patience = setTimeout(hurry, PATIENCE_MS);
    settle();
    void come.then(() => {
      clearTimeout(calm);
      clearTimeout(patience);
      close.close();
    });
  }
  return { come, hurry };
}
