/** The picture on the whole screen, with the buttons under it. */

/**
 * @param {import("./studio.js").Studio} studio
 * @returns {(() => void) | void}
 */
export function attach(studio) {
  if (!studio.picture) return;
  return studio.keys.register([{ key: "f", deed: "fullscreen", words: "whole screen", group: "Page", run: () => void wholeScreen(studio) }]);
}

/** @param {import("./studio.js").Studio} studio */
async function wholeScreen(studio) {
  if (document.fullscreenElement) {
    await document.exitFullscreen();
    return;
  }
  const viewer = document.getElementById("viewer");
  const video = /** @type {any} */ (studio.video);
  try {
    // An iPhone shows nothing but a video itself on its whole screen, and so no photo.
    if (viewer?.requestFullscreen) await viewer.requestFullscreen();
    else if (video?.webkitEnterFullscreen) video.webkitEnterFullscreen();
    else stays(studio);
  } catch {
    stays(studio);
  }
}

/** @param {import("./studio.js").Studio} studio */
function stays(studio) {
  studio.say("This browser keeps the page in its window.", "warn");
}
