/** One line of time for both: where each clip lies on it, its key frames, the part that is played again and again. */

import { html, render } from "../../vendor/lit-html/lit-html.js";
import { fine } from "../clips/time.js";
import { closers, effect, listen } from "../lib/state.js";
import { order } from "./layout.js";

/**
 * @param {import("./pair.js").Pair} pair
 * @returns {() => void}
 */
export function attach(pair) {
  const close = closers();
  const { run, sides, config } = pair;
  const place = /** @type {HTMLElement} */ (document.getElementById("pair-line"));
  const lanes = /** @type {HTMLElement} */ (place.querySelector(".pair-lanes"));
  const range = /** @type {HTMLInputElement} */ (place.querySelector("input"));
  const share = (/** @type {number} */ ms) => {
    const [from, to] = run.span.value;
    return to > from ? Math.min(100, Math.max(0, ((ms - from) / (to - from)) * 100)) : 0;
  };

  close.add(
    effect(() => {
      const map = run.map.value;
      const shared = new Set(pair.matched.value.phases.flatMap((one) => [`first ${one.first_ms}`, `second ${one.second_ms}`]));
      render(
        order(pair.layout.value).map((which) => {
          const common = (/** @type {number} */ ms) => (which === "first" ? ms : map.from(ms));
          const length = sides[which].reel.length() ?? run.span.value[1];
          const [from, to] = [share(common(0)), share(common(length))];
          return html`<div class="pair-lane" data-lane=${which}>
            <span class="pair-lane-bar" .style=${`left: ${from}%; width: ${Math.max(0, to - from)}%`}></span>
            ${sides[which].keyFrames.value.map(
              (key) =>
                html`<span
                  class="pair-key ${shared.has(`${which} ${key.at_ms}`) ? "is-shared" : ""} ink-${key.colour}"
                  title="${config[which].label || config[which].title}: ${key.title || "Key frame"}, ${fine(key.at_ms)}"
                  .style=${`left: ${share(common(key.at_ms))}%`}
                ></span>`,
            )}
          </div>`;
        }),
        lanes,
      );
    }),
  );
  close.add(
    effect(() => {
      const [from, to] = run.span.value;
      range.min = String(from);
      range.max = String(Math.max(from + 1, to));
      range.value = String(run.at.value);
      range.setAttribute("aria-valuetext", `${fine(run.moments.value.first)} and ${fine(run.moments.value.second)}`);
      place.style.setProperty("--part", String(share(run.at.value) / 100));
    }),
  );
  close.add(
    effect(() => {
      const loop = run.loop.value;
      place.classList.toggle("has-loop", loop !== null);
      place.style.setProperty("--loop-a", String(loop ? share(loop[0]) / 100 : 0));
      place.style.setProperty("--loop-b", String(loop ? share(loop[1]) / 100 : 1));
    }),
  );
  close.add(listen(range, "input", () => run.seek(Number(range.value))));
  return close.close;
}
