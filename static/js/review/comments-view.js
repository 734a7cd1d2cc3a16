/** What is written about the clip, and the form one writes in. */

import { keepNew, newUntil, same } from "../clips/thread.js";
import { showThread } from "../clips/thread-view.js";
import { fine } from "../clips/time.js";
import { post, Refusal } from "../lib/http.js";
import { closers, effect, listen, untracked } from "../lib/state.js";
import { tellSeen } from "./seen.js";

const SEEN_AFTER_MS = 1500;

/** @typedef {import("../clips/thread.js").Comment} Comment */

/**
 * @param {import("./studio.js").Studio} studio
 * @returns {() => void}
 */
export function attach(studio) {
  const { config, player } = studio;
  const close = closers();
  const thread = document.getElementById("thread");
  const form = document.getElementById("write");
  const text = /** @type {HTMLTextAreaElement | null} */ (form?.querySelector("textarea") ?? null);
  const here = /** @type {HTMLInputElement | null} */ (document.getElementById("f-here"));
  let comments = studio.standing.value.comments;
  let writtenAt = 0; // when a comment was last written or taken back on this page
  /** @type {number | null} */
  let fixed = null; // the moment the comment being written is about; null: wherever the clip stands

  const moment = () => fixed ?? Math.round(player?.position.value ?? 0);

  function showHere() {
    const face = document.getElementById("f-moment");
    const words = fine(moment());
    if (face && face.textContent !== words) face.textContent = words;
  }

  function writeHere() {
    if (!text || !player) return;
    studio.video?.pause();
    fixed = null;
    if (here) here.checked = true;
    studio.keys.run("tab-comments");
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
    studio.setTicks(
      "comments",
      comments
        .filter((one) => one.moment_ms !== null)
        .map((one) => ({
          at_ms: one.moment_ms ?? 0,
          kind: "comment",
          title: `${config.names[one.author] ?? ""}: ${one.text.slice(0, 60)}`,
        })),
    );
    if (!thread) return;
    showThread(thread, {
      comments,
      side: config.side,
      names: config.names,
      isVideo: config.media !== "photo" && config.media !== "sound",
      seek(ms) {
        player?.seek(ms);
        studio.stage.scrollIntoView({ block: "nearest" });
      },
      answer,
      remove: (id) => void remove(id),
    });
  }

  /** @param {string} id */
  async function remove(id) {
    const before = comments;
    writtenAt = performance.now();
    comments = comments.filter((one) => one.id !== id);
    draw();
    try {
      await post(`${config.here}/comments/${id}/delete`);
      writtenAt = performance.now();
      comments = comments.filter((one) => one.id !== id);
      draw();
    } catch (problem) {
      if (!(problem instanceof Refusal)) throw problem;
      comments = before;
      draw();
      studio.say(problem.message, "bad");
    }
  }

  /** @param {Event} event */
  async function write(event) {
    event.preventDefault();
    const button = form?.querySelector("button");
    if (!text || !button || button.getAttribute("aria-disabled") === "true") return;
    button.setAttribute("aria-disabled", "true");
    complain("");
    try {
      const isHere = player !== null && (here?.checked ?? false);
      const said = await post(`${config.here}/comments`, { text: text.value, moment_ms: isHere ? moment() : null });
      writtenAt = performance.now();
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
  }

  /** @param {string} words */
  function complain(words) {
    const line = form?.querySelector("[data-error-for=text]");
    if (!(line instanceof HTMLElement) || !text) return;
    line.textContent = words;
    line.hidden = words === "";
    if (words) text.setAttribute("aria-invalid", "true");
    else text.removeAttribute("aria-invalid");
  }

  function see() {
    const until = newUntil(comments);
    if (!until || document.hidden) return;
    setTimeout(() => {
      if (!document.hidden) void tellSeen(config.here, { comments_until_ms: until });
    }, SEEN_AFTER_MS);
  }

  if (form) close.add(listen(form, "submit", (event) => void write(event)));
  // Whoever begins to write means what they see now, however far the clip plays on.
  if (text) {
    close.add(
      listen(text, "input", () => {
        if (fixed === null && text.value && player) fixed = Math.round(player.position.value);
        if (!text.value) fixed = null;
        showHere();
      }),
    );
  }
  if (text && player) {
    const run = writeHere;
    close.add(studio.keys.register([{ key: "c", shift: false, deed: "comment", words: "comment at this moment", group: "Review", run }]));
  }
  studio.holds(() => Boolean(text?.value));
  close.add(listen(document, "visibilitychange", () => !document.hidden && see()));
  if (thread) thread.replaceChildren();
  draw();
  see();
  if (player) {
    close.add(
      effect(() => {
        player.position.value;
        showHere();
      }),
    );
  }
  close.add(
    effect(() => {
      const said = studio.standing.value.comments;
      untracked(() => {
        const now = keepNew(comments, said);
        // What was asked before a comment was written or taken back knows nothing of that.
        if (studio.askedAt.value < writtenAt || same(comments, now)) return;
        comments = now;
        draw();
        see();
      });
    }),
  );
  return close.close;
}
