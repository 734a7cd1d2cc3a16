/** A clip's page: the player, its time line, chapters and comments, and a look at it while it is made ready. */

import { frames } from "../clips/frames.js";
import { pressed } from "../clips/keys.js";
import { player as makePlayer } from "../clips/player.js";
import { keepNew, newUntil, same } from "../clips/thread.js";
import { showThread } from "../clips/thread-view.js";
import { asked, fine } from "../clips/time.js";
import { track as makeTrack } from "../clips/track-view.js";
import { get, post, Refusal } from "../lib/http.js";
import { effect } from "../lib/state.js";
import { toast } from "../lib/toast.js";

const SOON_MS = 1500;
const LATER_MS = 10_000;
const FILM_LOOKS = 40; // so often in a row we look for a filmstrip: now and then there will be none
const SEEN_AFTER_MS = 1500;
const WATCHED_SHARE = 0.8;
const PHOTO_SEEN_MS = 3000;

/** @typedef {import("../clips/thread.js").Comment} Comment */
/**
 * @type {{
 *   here: string, side: "trainer" | "client", names: Record<string, string>, media: string, state: string,
 *   start_ms: number, duration_ms: number | null, files: string[], playable: string[], on_its_way: boolean,
 *   lacks_film: boolean, reviewed: boolean, points: import("../clips/track-view.js").Tick[], comments: Comment[],
 * }}
 */
const config = JSON.parse(document.getElementById("page")?.textContent ?? "{}");
const video = document.getElementById("video");
const files = `${config.here}/files`;
let comments = config.comments;
let isWatched = config.reviewed;

const player =
  video instanceof HTMLVideoElement
    ? makePlayer(/** @type {any} */ (video), { startMs: config.start_ms, durationMs: config.duration_ms })
    : null;
const transport = document.getElementById("transport");
const track = player && transport ? makeTrack(/** @type {HTMLElement} */ (document.getElementById("track")), player, config.start_ms) : null;

// ---- the player

/** @type {Record<import("../clips/keys.js").Deed, () => void>} */
const deeds = {
  play: () => player?.toggle(),
  back: () => player?.step(-1),
  forward: () => player?.step(1),
  "second-back": () => player?.seek(player.position.value - 1000),
  "second-on": () => player?.seek(player.position.value + 1000),
  "tenth-back": () => player?.seek(player.position.value - player.length.value / 10),
  "tenth-on": () => player?.seek(player.position.value + player.length.value / 10),
  first: () => player?.seek(0),
  last: () => player?.seek(player.length.value),
  faster: () => player?.faster(1),
  slower: () => player?.faster(-1),
  loop: () => player?.toggleLoop(),
  mute: () => player?.toggleMuted(),
  fullscreen: () => void wholeScreen(),
  comment: () => writeHere(),
  keys: () => /** @type {HTMLDialogElement | null} */ (document.getElementById("keys-dialog"))?.showModal(),
};

function startPlayer() {
  if (!player || !transport || !(video instanceof HTMLVideoElement)) return;
  video.controls = false;
  const speed = /** @type {HTMLSelectElement} */ (transport.querySelector("#speed"));
  speed.addEventListener("change", () => {
    player.setRate(Number(speed.value));
    speed.blur();
  });
  for (const button of transport.querySelectorAll("[data-do]")) {
    if (!(button instanceof HTMLElement)) continue;
    const deed = /** @type {keyof typeof deeds} */ (button.dataset["do"]);
    button.addEventListener("click", deeds[deed]);
  }
  video.addEventListener("click", deeds.play);
  const play = transport.querySelector("[data-do=play]");
  const loop = transport.querySelector("[data-do=loop]");
  const mute = transport.querySelector("[data-do=mute]");
  const face = transport.querySelector("#now");
  effect(() => {
    transport.classList.toggle("is-playing", player.playing.value);
    play?.setAttribute("aria-label", player.playing.value ? "Pause" : "Play");
  });
  effect(() => loop?.setAttribute("aria-pressed", String(player.loop.value)));
  effect(() => mute?.setAttribute("aria-pressed", String(player.muted.value)));
  effect(() => {
    speed.value = String(player.rate.value);
  });
  effect(() => {
    if (face) face.textContent = fine(player.position.value);
    showHere();
    markChapter(player.position.value);
  });
  effect(() => {
    const length = transport.querySelector("#length");
    if (length) length.textContent = fine(player.length.value);
  });
  const first = asked(window.location.search);
  if (first !== null) whenReady(video, () => player.seek(first));
  // On the way back from the cache of a phone the video may be gone: it loads again by itself.
  video.addEventListener("error", () => {
    const place = document.getElementById("stage");
    if (place && !place.querySelector(".stage-trouble")) {
      const words = document.createElement("p");
      words.className = "stage-trouble notice bad";
      words.textContent = "This browser could not play the clip. Download it, or open this page in another browser.";
      place.append(words);
    }
  });
}

/**
 * @param {HTMLVideoElement} video
 * @param {() => void} go
 */
function whenReady(video, go) {
  if (video.readyState >= 1) go();
  else video.addEventListener("loadedmetadata", go, { once: true });
}

async function wholeScreen() {
  if (document.fullscreenElement) {
    await document.exitFullscreen();
    return;
  }
  const viewer = document.getElementById("viewer");
  try {
    // An iPhone shows nothing but the video itself on its whole screen.
    if (viewer?.requestFullscreen) await viewer.requestFullscreen();
    else /** @type {any} */ (video)?.webkitEnterFullscreen?.();
  } catch {
    toast("This browser keeps the page in its window.", "warn");
  }
}

/** @type {Set<string>} */
const loaded = new Set();

/**
 * What follows a clip a moment after it plays: each is taken when it is there.
 *
 * @param {string[]} there
 */
async function loadExtras(there) {
  if (!player || !track) return;
  /** @param {string} name */
  const isNew = (name) => there.includes(name) && !loaded.has(name) && Boolean(loaded.add(name));
  if (isNew("filmstrip.vtt")) track.setStrip(`${files}/filmstrip.vtt`);
  if (isNew("frames.json")) player.know(frames(/** @type {any} */ (await plain("frames.json"))));
  if (isNew("waveform.json")) {
    const waveform = /** @type {any} */ (await plain("waveform.json"));
    if (waveform.peaks?.length) track.setWaves(waveform);
  }
}

/**
 * A small file of the clip; an empty one when it cannot be had: stepping then guesses, and there are no waves.
 *
 * @param {string} name
 * @returns {Promise<object>}
 */
async function plain(name) {
  try {
    return await get(`${files}/${name}`);
  } catch (problem) {
    if (problem instanceof Refusal) return {};
    throw problem;
  }
}

// ---- chapters

function showTicks() {
  const ticks = comments
    .filter((one) => one.moment_ms !== null)
    .map((one) => ({ at_ms: one.moment_ms ?? 0, kind: "comment", title: `${config.names[one.author] ?? ""}: ${one.text.slice(0, 60)}` }));
  track?.setTicks([...config.points.filter((one) => one.kind !== "start"), ...ticks]);
}

/** @param {number} ms */
function markChapter(ms) {
  const links = [...document.querySelectorAll("#chapters a[data-at]")];
  const here = links.findLast((link) => Number(link.getAttribute("data-at")) <= ms + 1);
  for (const link of links) {
    if (link === here) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
  }
}

document.getElementById("chapters")?.addEventListener("click", (event) => {
  const link = event.target instanceof Element ? event.target.closest("a[data-at]") : null;
  if (!link || !player || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  player.seek(Number(link.getAttribute("data-at")));
  window.history.replaceState(null, "", link.getAttribute("href"));
});

// ---- comments

const thread = document.getElementById("thread");
const form = document.getElementById("write");
const text = /** @type {HTMLTextAreaElement | null} */ (form?.querySelector("textarea") ?? null);
const here = /** @type {HTMLInputElement | null} */ (document.getElementById("f-here"));
let written = 0; // comments written or taken back on this page
/** @type {number | null} */
let fixed = null; // the moment the comment being written is about; null: wherever the clip stands

function moment() {
  return fixed ?? Math.round(player?.position.value ?? 0);
}

function showHere() {
  const face = document.getElementById("f-moment");
  const words = fine(moment());
  if (face && face.textContent !== words) face.textContent = words;
}

function writeHere() {
  if (!text || !player) return;
  if (video instanceof HTMLVideoElement) video.pause();
  fixed = null;
  if (here) here.checked = true;
  text.focus();
}

/** @param {number | null} at */
function answer(at) {
  if (!text) return;
  if (here) here.checked = at !== null;
  fixed = at;
  if (at !== null) player?.seek(at);
  showHere();
  text.focus();
}

function draw() {
  if (!thread) return;
  showThread(thread, {
    comments,
    side: config.side,
    names: config.names,
    isVideo: config.media !== "photo" && config.media !== "sound",
    seek(ms) {
      player?.seek(ms);
      document.getElementById("stage")?.scrollIntoView({ block: "nearest" });
    },
    answer,
    remove: (id) => void remove(id),
  });
  showTicks();
}

/** @param {string} id */
async function remove(id) {
  const before = comments;
  written += 1;
  comments = comments.filter((one) => one.id !== id);
  draw();
  try {
    await post(`${config.here}/comments/${id}/delete`);
    written += 1;
    comments = comments.filter((one) => one.id !== id);
    draw();
  } catch (problem) {
    if (!(problem instanceof Refusal)) throw problem;
    comments = before;
    draw();
    toast(problem.message, "bad");
  }
}

form?.addEventListener("submit", async (event) => {
  event.preventDefault();
  const button = form.querySelector("button");
  if (!text || !button || button.getAttribute("aria-disabled") === "true") return;
  button.setAttribute("aria-disabled", "true");
  complain("");
  try {
    const isHere = player !== null && (here?.checked ?? false);
    const said = await post(`${config.here}/comments`, { text: text.value, moment_ms: isHere ? moment() : null });
    written += 1;
    const mine = /** @type {Comment} */ (said["comment"]);
    comments = [...comments.filter((one) => one.id !== mine.id), mine];
    text.value = "";
    fixed = null;
    draw();
  } catch (problem) {
    if (!(problem instanceof Refusal)) throw problem;
    complain(problem.message);
  } finally {
    button.removeAttribute("aria-disabled");
  }
});

/** @param {string} words */
function complain(words) {
  const line = form?.querySelector("[data-error-for=text]");
  if (!(line instanceof HTMLElement) || !text) return;
  line.textContent = words;
  line.hidden = words === "";
  if (words) text.setAttribute("aria-invalid", "true");
  else text.removeAttribute("aria-invalid");
}

// Whoever begins to write means what they see now, however far the clip plays on.
text?.addEventListener("input", () => {
  if (fixed === null && text.value && player) fixed = Math.round(player.position.value);
  if (!text.value) fixed = null;
  showHere();
});

// ---- what was seen, and what changes

/** @param {{comments_until_ms?: number, watched?: boolean}} what */
async function seen(what) {
  try {
    await post(`${config.here}/seen`, what, { keepalive: true });
    return true;
  } catch (problem) {
    if (!(problem instanceof Refusal)) throw problem;
    return false;
  }
}

function seeComments() {
  const until = newUntil(comments);
  if (!until || document.hidden) return;
  setTimeout(() => {
    if (!document.hidden) void seen({ comments_until_ms: until });
  }, SEEN_AFTER_MS);
}

async function looked() {
  if (isWatched || config.side !== "trainer" || config.state !== "ready") return;
  isWatched = true;
  if (!(await seen({ watched: true }))) return;
  const face = document.getElementById("looked");
  if (face) face.textContent = "Just now";
  document.getElementById("looked-at")?.remove();
}

function watchTheWatching() {
  if (!(video instanceof HTMLVideoElement)) {
    if (document.getElementById("photo")) setTimeout(() => !document.hidden && void looked(), PHOTO_SEEN_MS);
    return;
  }
  video.addEventListener("timeupdate", () => {
    let played = 0;
    for (let at = 0; at < video.played.length; at += 1) played += video.played.end(at) - video.played.start(at);
    if (player && played * 1000 >= player.length.value * WATCHED_SHARE) void looked();
  });
}

let timer = 0;
let patience = FILM_LOOKS;
/** @param {number} ms */
function lookAgain(ms) {
  clearTimeout(timer);
  timer = window.setTimeout(() => void look(), ms);
}

async function look() {
  if (document.hidden) {
    lookAgain(LATER_MS);
    return;
  }
  try {
    const before = written;
    const said = /** @type {typeof config & {words: string, percent: number}} */ (/** @type {any} */ (await get(`${config.here}/state`)));
    const now = keepNew(comments, said.comments);
    // What was asked before a comment was written or taken back knows nothing of that.
    if (before === written && !same(comments, now)) {
      comments = now;
      draw();
      seeComments();
    }
    showProgress(said);
    void loadExtras(said.files);
    lookAgain(said.on_its_way || (said.lacks_film && patience-- > 0) ? SOON_MS : LATER_MS);
  } catch (problem) {
    if (!(problem instanceof Refusal)) throw problem;
    if (problem.status !== 404) lookAgain(LATER_MS);
  }
}

/** @param {{state: string, words: string, percent: number, playable: string[]}} said */
function showProgress(said) {
  const words = document.querySelector("[data-progress-words]");
  if (words && words.textContent !== said.words) words.textContent = said.words;
  const bar = document.querySelector("[data-progress] progress");
  if (bar instanceof HTMLProgressElement) bar.value = said.percent;
  const isEnd = said.state !== config.state && (said.state === "ready" || said.state === "refused");
  const isFirst = config.playable.length === 0 && said.playable.length > 0;
  if (!isEnd && !isFirst) return;
  // Nobody loses what they watch or write because something better has come.
  if (text?.value || player?.playing.value) offerReload();
  else window.location.reload();
}

function offerReload() {
  const words = document.querySelector("[data-progress-words]");
  if (!words || document.getElementById("reload")) return;
  const link = document.createElement("a");
  link.id = "reload";
  link.className = "button quiet";
  link.href = window.location.href;
  link.textContent = "Show it";
  words.parentElement?.append(link);
}

document.addEventListener("keydown", (event) => {
  const at = event.target;
  if (document.querySelector("dialog[open]")) return;
  const isRange = at instanceof HTMLInputElement && (at.type === "range" || at.type === "checkbox");
  const deed = pressed({
    key: event.key,
    shift: event.shiftKey,
    hasModifier: event.ctrlKey || event.metaKey || event.altKey,
    isTyping: at instanceof HTMLElement && /^(INPUT|TEXTAREA|SELECT)$/.test(at.tagName) && !isRange,
    isOnButton: at instanceof HTMLElement && at.closest("button, a, summary, input[type=checkbox]") !== null,
    isRepeat: event.repeat,
  });
  if (deed === null || !player) return;
  event.preventDefault();
  deeds[deed]();
});
document.addEventListener("visibilitychange", () => {
  if (document.hidden) return;
  seeComments();
  lookAgain(0);
});

startPlayer();
if (thread) thread.replaceChildren();
draw();
void loadExtras(config.files);
seeComments();
watchTheWatching();
lookAgain(config.on_its_way || config.lacks_film ? SOON_MS : LATER_MS);
