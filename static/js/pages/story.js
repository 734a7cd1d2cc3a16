/** The whole-client page: while a file is being made it shows how far that is, and loads itself again once it is there. */

import { get, Refusal } from "../lib/http.js";

const LOOK_EVERY_MS = 1500;
const notice = document.getElementById("export");

async function look() {
  if (!notice || document.hidden) return;
  try {
    const answer = await get(`${window.location.pathname}/export`);
    if (answer["state"] !== notice.dataset["export"] && !(answer["state"] === "running" && notice.dataset["export"] === "waiting")) {
      window.location.reload();
      return;
    }
    const percent = Number(answer["percent"] ?? 0);
    const bar = notice.querySelector("progress");
    if (bar) bar.value = percent;
    const words = notice.querySelector("[data-percent-words]");
    if (words) words.textContent = `${percent} %`;
  } catch (problem) {
    if (!(problem instanceof Refusal)) throw problem;
  }
}

if (notice && ["waiting", "running"].includes(notice.dataset["export"] ?? "")) {
  window.setInterval(() => void look(), LOOK_EVERY_MS);
}
