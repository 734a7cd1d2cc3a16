/** What is written about the clip, as a list: where each comment leads, what can be done with it, and what was seen. */

import { named, nearest, newUntil, place as placeWords } from "../clips/thread.js";
import { showThread } from "../clips/thread-view.js";
import { closers, effect, listen, signal, untracked } from "../lib/state.js";
import { shelf as openMemory } from "../lib/storage.js";
import { openAbout } from "./about.js";
import { tellSeen } from "./seen.js";
import { spansOf } from "./spans.js";
import { openTalk } from "./talk.js";
import { attachWriting } from "./writing-view.js";

const SEEN_AFTER_MS = 1500;

/** @typedef {import("../clips/thread.js").Comment} Comment */

/**
 * @param {import("./studio.js").Studio} studio
 * @returns {() => void}
 */
export function attach(studio) {
  const { config, player } = studio;
  const close = closers();
  const memory = openMemory();
  const list = document.getElementById("thread");
  const isVideo = config.media !== "photo"; // or is heard
  const spans = player ? spansOf(player) : null;
  const showsSettled = signal(false);

  const talk = openTalk({ studio, memory, refused: (one, problem) => writing.takeBack(one.text, problem.message) });
  const { comments } = talk;
  close.add(talk.close);
  const about = openAbout(() => (player ? { ms: player.position.peek(), frame: player.frame?.peek() ?? null } : null));
  const writing = attachWriting({ studio, talk, about, memory });
  close.add(writing.close);
  studio.holds(talk.isWaiting);

  /** @param {Comment} one */
  function go(one) {
    if (one.shape && config.side === "trainer" && studio.drawing) studio.drawing.select(one.shape);
    if (!player || one.moment_ms === null) return studio.stage.scrollIntoView({ block: "nearest" });
    player.pause();
    player.seek(one.moment_ms);
    if (one.until_ms !== null) spans?.playUntil(one.until_ms);
    studio.stage.scrollIntoView({ block: "nearest" });
    history.replaceState(null, "", `?t=${one.moment_ms / 1000}#comment-${one.id}`);
  }

  /** @param {Comment} one */
  function answer(one) {
    about.answer({ id: one.id, name: one.is_mine ? "yourself" : one.name, place: placeWords(one) });
    writing.focus();
  }

  function see() {
    const until = newUntil(comments.peek());
    if (!until || document.hidden) return;
    setTimeout(() => {
      if (!document.hidden) void tellSeen(config.here, { comments_until_ms: until });
    }, SEEN_AFTER_MS);
  }

  /** The first comment at what is shown, where there is one. */
  function hereNow() {
    const at = player?.position.value;
    if (at === undefined) return "";
    return nearest(comments.value, at)?.id ?? "";
  }

  const redo = /** @type {HTMLDialogElement | null} */ (document.getElementById("redo-dialog"));

  /** @param {Comment} one */
  function askAgain(one) {
    const words = /** @type {HTMLTextAreaElement | null} */ (redo?.querySelector("textarea") ?? null);
    if (words && !words.value) words.value = one.text;
    if (one.moment_ms !== null) player?.seek(one.moment_ms);
    redo?.showModal();
  }

  if (redo) {
    // What is shown when it is asked for is what the client stands in.
    close.add(
      listen(redo, "submit", () => {
        const moment = /** @type {HTMLInputElement} */ (redo.querySelector("#redo-moment"));
        moment.disabled = player === null;
        moment.value = String(Math.round(player?.position.peek() ?? 0));
      }, { capture: true }),
    );
  }
  close.add(listen(globalThis, "online", () => void talk.go()));
  close.add(listen(document, "visibilitychange", () => !document.hidden && (see(), void talk.go())));
  if (list) list.replaceChildren();
  const here = signal("");
  close.add(effect(() => void (here.value = hereNow())));
  close.add(
    effect(() => {
      const all = talk.shown();
      const ticks = all
        .filter((one) => one.moment_ms !== null && !one.is_gone)
        .map((one) => ({ at_ms: one.moment_ms ?? 0, kind: "comment", title: `${one.name}: ${one.text.slice(0, 60)}` }));
      untracked(() => studio.setTicks("comments", ticks));
      if (!list) return;
      showThread(
        list,
        { comments: all, isVideo, mayWrite: writing.isHere, maySettle: writing.isHere && config.side === "trainer", here: here.value, showsSettled: showsSettled.value },
        {
          go,
          answer,
          remove: talk.remove,
          settle: talk.settle,
          ...(redo ? { redo: askAgain } : {}),
          toggleSettled: () => void (showsSettled.value = !showsSettled.peek()),
        },
      );
    }),
  );
  talk.follow(see);
  see();
  void talk.go();
  open();

  /** A letter's address names a comment: the clip opens at its frame, and it is where the eye goes. */
  function open() {
    const one = comments.peek().find(({ id }) => id === named(location.hash));
    if (!one) return;
    const root = comments.peek().find(({ id }) => id === one.answers) ?? one;
    if (root.is_resolved) showsSettled.value = true;
    studio.keys.run("tab-comments");
    if (root.moment_ms !== null && player && studio.media) {
      const at_ms = root.moment_ms;
      if (studio.media.readyState >= 1) player.seek(at_ms);
      else close.add(listen(studio.media, "loadedmetadata", () => player.seek(at_ms), { once: true }));
    }
    requestAnimationFrame(() => {
      const place = document.getElementById(`comment-${one.id}`);
      place?.focus({ preventScroll: true });
      place?.scrollIntoView({ block: "center" });
    });
  }

  return close.close;
}
