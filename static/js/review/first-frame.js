/** When the clip's first frame is there to be seen: until then it has the line to itself. */

import { closers, listen } from "../lib/state.js";

const PATIENCE_MS = 1500; // some browsers fetch no frame before somebody plays

/**
 * @param {{video: HTMLVideoElement | null}} studio without a video there is nothing to wait for
 * @returns {{come: Promise<void>, hurry: () => void}} hurry: whoever waits does so no longer
 */
export function firstFrame({ video }) {
  /** @type {() => void} */
  let hurry = () => {};
  /** @type {Promise<void>} */
  const come = new Promise((done) => (hurry = done));
  if (!video || video.readyState >= 2 || video.error) hurry();
  else {
    const close = closers();
    close.add(listen(video, "loadeddata", hurry));
    close.add(listen(video, "error", hurry));
    const timer = setTimeout(hurry, PATIENCE_MS);
    close.add(() => clearTimeout(timer));
    void come.then(close.close);
  }
  return { come, hurry };
}
