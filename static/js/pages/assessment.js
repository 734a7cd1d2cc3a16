/** The overview of an assessment looks again while a video is on its way, and follows it in percent. */

import { get } from "../lib/http.js";

const ASK_EVERY_MS = 4000;

const shown = states();
if (shown.includes("sending")) void follow();

/** @returns {string} the states of all steps as the page shows them */
function states() {
  return [...document.querySelectorAll("[data-step]")].map((row) => row.getAttribute("data-state")).join(" ");
}

/** Asks until something has changed, then opens the page anew. */
async function follow() {
  for (;;) {
    await new Promise((done) => setTimeout(done, ASK_EVERY_MS));
    if (document.visibilityState !== "visible") continue;
    const answer = await get(window.location.pathname).catch(() => null);
    if (!answer || !Array.isArray(answer["steps"])) continue;
    const steps = /** @type {{step: string, state: string, percent: number}[]} */ (answer["steps"]);
    if (steps.map((step) => step.state).join(" ") !== shown) {
      window.location.reload();
      return;
    }
    for (const { step, percent } of steps) {
      const words = document.querySelector(`[data-step="${CSS.escape(step)}"] [data-percent]`);
      if (words) words.textContent = String(percent);
    }
  }
}
