/** A page about an assessment looks again while a video is on its way or being made ready, and follows it in percent. */

import { get } from "../lib/http.js";

const ASK_EVERY_MS = 4000;

const ON_THE_WAY = ["uploading", "uploaded", "processing"];

const shown = [...document.querySelectorAll("[data-step]")].map((row) => ({
  state: row.getAttribute("data-state") ?? "",
  clip_state: row.getAttribute("data-clip") ?? "",
}));
if (shown.some((step) => ON_THE_WAY.includes(step.clip_state))) void follow();

/** Asks until something has changed, then opens the page anew. */
async function follow() {
  for (;;) {
    await new Promise((done) => setTimeout(done, ASK_EVERY_MS));
    if (document.visibilityState !== "visible") continue;
    const answer = await get(window.location.pathname).catch(() => null);
    if (!answer || !Array.isArray(answer["steps"])) continue;
    const steps = /** @type {{step: string, state: string, clip_state: string, percent: number}[]} */ (answer["steps"]);
    if (steps.some((step, at) => step.state !== shown[at]?.state || step.clip_state !== shown[at]?.clip_state)) {
      window.location.reload();
      return;
    }
    for (const { step, percent } of steps) {
      const words = document.querySelector(`[data-step="${CSS.escape(step)}"] [data-percent]`);
      if (words) words.textContent = String(percent);
    }
  }
}
