/** The picture's box: as large as the stage lets it be, with the overlay exactly over it; turned, mirrored, zoomed by the player's view. */

import { closers, effect, listen } from "../lib/state.js";
import { fit, pixelsOf } from "./fit.js";

/**
 * @param {import("./studio.js").Studio} studio
 * @returns {() => void}
 */
export function attach(studio) {
  const { stage, video, picture: shown } = studio;
  const picture = document.getElementById("picture");
  const close = closers();
  if (!picture || !shown) return close.close;

  const ratio = () => {
    const { width, height } = pixelsOf(shown) ?? { width: Number(shown.getAttribute("width")), height: Number(shown.getAttribute("height")) };
    return width && height ? width / height : 16 / 9;
  };

  function place() {
    if (!picture) return;
    const view = studio.view.value;
    stage.style.setProperty("--ratio", String(view.rotate % 180 ? 1 / ratio() : ratio()));
    const box = fit({ width: stage.clientWidth, height: stage.clientHeight }, ratio(), view.rotate);
    picture.style.width = `${box.width}px`;
    picture.style.height = `${box.height}px`;
    picture.style.transform =
      `translate(${view.x * stage.clientWidth}px, ${view.y * stage.clientHeight}px) scale(${view.zoom}) ` +
      `scaleX(${view.mirror ? -1 : 1}) rotate(${view.rotate}deg)`;
  }

  stage.classList.add("is-live");
  const sizes = new ResizeObserver(place);
  sizes.observe(stage);
  close.add(() => sizes.disconnect());
  close.add(listen(shown, "loadedmetadata", place));
  close.add(listen(shown, "resize", place));
  close.add(listen(shown, "load", place));
  close.add(effect(place));

  // On the way back from the cache of a phone the video may be gone: it loads again by itself.
  if (!video) return close.close;
  close.add(
    listen(video, "error", () => {
      if (stage.querySelector(".stage-trouble")) return;
      const words = document.createElement("p");
      words.className = "stage-trouble notice bad";
      words.textContent = "This browser could not play the clip. Download it, or open this page in another browser.";
      stage.append(words);
    }),
  );
  return close.close;
}
