/** Today: counts down to the next session, and looks every ten seconds who is at the door. */

import { get, Refusal } from "../lib/http.js";
import { toast } from "../lib/toast.js";
import { until } from "../lib/until.js";

const LOOK_EVERY_MS = 10_000;

/** Keeps the countdown true. It is told once how long is left, so a wrong clock in this device does no harm. */
function countDown() {
  const face = document.querySelector("[data-starts-in-ms]");
  if (!(face instanceof HTMLElement)) return;
  const standing = document.querySelector("[data-standing]");
  const zero = performance.now() + Number(face.dataset["startsInMs"]);
  const show = () => {
    const left = zero - performance.now();
    const words = until(left);
    if (standing && left <= 0) standing.textContent = "Began";
    if (face.textContent !== words) face.textContent = words;
  };
  window.setInterval(show, 1000);
}

/** Asks who waits; a change of the list is shown by loading the page again. */
function watchTheDoor() {
  let known = waitingNow();
  const look = async () => {
    if (document.hidden || document.querySelector("[aria-busy=true], dialog[open]")) return;
    try {
      const answer = await get("/today");
      const waiting = /** @type {{session: string, name: string}[]} */ (answer["waiting"] ?? []);
      const found = waiting.map((one) => one.session).sort().join(" ");
      if (found === known) return;
      known = found;
      window.location.reload();
    } catch (problem) {
      if (!(problem instanceof Refusal)) throw problem;
    }
  };
  window.setInterval(() => void look(), LOOK_EVERY_MS);
  document.addEventListener("visibilitychange", () => void look());
}

function waitingNow() {
  const rows = [...document.querySelectorAll("[data-knock]")];
  return rows.map((row) => row.getAttribute("data-knock") ?? "").sort().join(" ");
}

/** An outcome said from the list: the row goes, and a toast says where it can be changed. */
function takeRowsAway() {
  document.addEventListener("form:done", (event) => {
    const row = event.target instanceof Element ? event.target.closest("li.undone") : null;
    if (!row) return;
    const name = row.querySelector("a")?.textContent ?? "The session";
    const list = row.parentElement;
    row.remove();
    toast(`${name}: noted. You find it under past sessions.`, "good");
    const section = document.getElementById("waiting");
    if (section && list && list.children.length === 0) section.hidden = true;
  });
}

countDown();
watchTheDoor();
takeRowsAway();
