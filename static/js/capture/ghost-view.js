/**
 * The ghost of a take before: a still of it laid over the camera's picture, to stand in and to put the camera where it was.
 * Made once; the page only places it. Where its film cannot be shown, its poster is.
 */

/**
 * @typedef {object} Ghost
 * @property {string} words "Your last take"
 * @property {string} src
 * @property {string} poster "" for none
 * @property {number} at_ms of the file
 */

/**
 * @param {Ghost} ghost
 * @returns {{element: HTMLElement, close: () => void}}
 */
export function createGhost({ src, poster, at_ms }) {
  const element = document.createElement("div");
  element.className = "film-ghost";
  element.setAttribute("aria-hidden", "true");
  const video = document.createElement("video");
  video.muted = true;
  video.playsInline = true;
  video.preload = "auto";
  if (poster) video.poster = poster;
  video.onloadedmetadata = () => {
    const end = Number.isFinite(video.duration) ? Math.max(0, video.duration - 0.05) : at_ms / 1000;
    video.currentTime = Math.min(at_ms / 1000, end);
  };
  video.onerror = () => {
    if (!poster) return;
    const still = document.createElement("img");
    still.src = poster;
    still.alt = "";
    video.replaceWith(still);
  };
  video.src = src;
  element.append(video);
  return {
    element,
    close() {
      video.removeAttribute("src");
      video.load();
      element.remove();
    },
  };
}
