/** On every page of the desk: how many things wait, and a word at once when somebody is at the door or writes what cannot wait. */

import { get, Refusal } from "../lib/http.js";
import { toast } from "../lib/toast.js";

const LOOK_MS = 20_000;
const HIDDEN_MS = 60_000;

/** @typedef {{kind: string, words: string, link: string}} Urgent */

/** @type {Set<string> | null} null until the first answer: what waits already is on the page */
let known = null;
let timer = 0;

async function look() {
  window.clearTimeout(timer);
  try {
    const answer = await get("/inbox");
    const urgent = /** @type {Urgent[]} */ (answer["urgent"] ?? []);
    showCount(Number(answer["count"] ?? 0), urgent.length > 0);
    for (const one of urgent) if (known && !known.has(one.words)) tell(one);
    known = new Set(urgent.map(({ words }) => words));
  } catch (problem) {
    if (!(problem instanceof Refusal)) throw problem;
    if (problem.code === "sign-in-needed") return; // nobody is here any more
  }
  // A page in the background looks seldom, and only where it may say something.
  window.clearTimeout(timer);
  timer = window.setTimeout(() => void look(), document.hidden ? HIDDEN_MS : LOOK_MS);
}

/**
 * @param {number} count
 * @param {boolean} isUrgent
 */
function showCount(count, isUrgent) {
  const place = document.querySelector('.rail a.place[href="/inbox"]');
  if (!place) return;
  let face = place.querySelector(".count");
  if (count === 0) {
    face?.remove();
    return;
  }
  if (!face) {
    face = document.createElement("span");
    place.append(face);
  }
  face.className = `count ${isUrgent ? "is-urgent" : ""}`;
  const words = count > 99 ? "99+" : String(count);
  if (face.firstChild?.textContent === words) return;
  const said = document.createElement("span");
  said.className = "unseen";
  said.textContent = " waiting";
  face.replaceChildren(words, said);
}

/** @param {Urgent} one */
function tell({ words, link }) {
  if (document.hidden && mayNotify()) {
    const note = new Notification("Spotter", { body: words, tag: words });
    note.addEventListener("click", () => {
      window.focus();
      location.assign(link);
    });
    return;
  }
  toast(words, "warn", { label: "Open", press: () => location.assign(link) });
}

function mayNotify() {
  return "Notification" in window && Notification.permission === "granted";
}

/** The inbox asks for the permission by a button: a browser would refuse a page that asks by itself. */
function offerNotices() {
  const button = document.getElementById("permit");
  if (!(button instanceof HTMLButtonElement) || !("Notification" in window) || Notification.permission !== "default") return;
  button.hidden = false;
  button.addEventListener("click", async () => {
    const answer = await Notification.requestPermission();
    button.hidden = true;
    toast(answer === "granted" ? "This device tells you when somebody is at the door." : "This browser will not tell you.", answer === "granted" ? "good" : "warn");
  });
}

offerNotices();
document.addEventListener("visibilitychange", () => document.hidden || void look());
void look();
