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
  try {
    // An iPhone shows nothing but the video itself on its whole screen.
    if (viewer?.requestFullscreen) await viewer.requestFullscreen();
    else /** @type {any} */ (studio.video)?.webkitEnterFullscreen?.();
  } catch {
    studio.say("This browser keeps the page in its window.", "warn");
  }
}
