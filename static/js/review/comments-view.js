/** What is written about the clip, what one writes with, and what of it waits for a connection. */

import { keepNew, named, nearest, newUntil, place as placeWords, same } from "../clips/thread.js";
import { showThread } from "../clips/thread-view.js";
import { get, post, Refusal } from "../lib/http.js";
import { batch, closers, effect, listen, signal, untracked } from "../lib/state.js";
import { shelf as openMemory } from "../lib/storage.js";
import { openAbout } from "./about.js";
import { aboutView } from "./about-view.js";
import { openOutbox } from "./outbox.js";
import { tellSeen } from "./seen.js";
import { spansOf } from "./spans.js";
import { attachSending } from "./sending-view.js";

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
  const form = document.getElementById("write");
  const text = /** @type {HTMLTextAreaElement | null} */ (form?.querySelector("textarea") ?? null);
  const chips = document.getElementById("write-about");
  const isVideo = config.media !== "photo"; // or is heard
  const spans = player ? spansOf(player) : null;
  const comments = signal(studio.standing.peek().comments);
  const showsSettled = signal(false);
  const draft = `draft.${config.here}`;
  let changedAt = 0; // when something was last written, taken back or settled on this page

  const about = openAbout(() => (player ? { ms: player.position.peek(), frame: player.frame?.peek() ?? null } : null));
  const outbox = openOutbox({
    place: `outbox.${config.here}`,
    memory,
    send: (body) => post(`${config.here}/comments`, body),
    arrived(said) {
      const mine = /** @type {Comment} */ (/** @type {any} */ (said).comment);
      change((now) => [...now.filter((one) => one.id !== mine.id), mine]);
    },
    refused(one, problem) {
      // It goes back to where it was written, unless something else is being written there.
      if (text && !text.value) text.value = one.text;
      complain(problem.message);
      keepDraft();
    },
  });

  /** @param {(now: Comment[]) => Comment[]} how */
  function change(how) {
    changedAt = performance.now();
    comments.value = how(comments.peek());
  }

  /** What stands in the list: what the server has, and what waits here. */
  function shown() {
    return [
      ...comments.value,
      ...outbox.all.value.map((one) => /** @type {Comment} */ ({
        id: one.id,
        author: config.side,
        name: "You",
        is_mine: true,
        answers: one.about["to"] ?? null,
        moment_ms: one.about["moment_ms"] ?? null,
        until_ms: one.about["until_ms"] ?? null,
        frame: null,
        shape: one.about["shape"] ?? "",
        text: one.text,
        media: null,
        has_lost_media: false,
        at_ms: one.at_ms,
        when: outbox.isStuck.value ? "waits for a connection" : "on its way",
        is_new: false,
        is_seen: false,
        is_resolved: false,
        is_gone: false,
        is_waiting: true,
      })),
    ];
  }

  /** @param {Comment} one */
  function go(one) {
    if (one.shape && config.side === "trainer" && studio.drawing) studio.drawing.select(one.shape);
    if (!player || one.moment_ms === null) return studio.stage.scrollIntoView({ block: "nearest" });
    studio.media?.pause();
    player.seek(one.moment_ms);
    if (one.until_ms !== null) spans?.playUntil(one.until_ms);
    studio.stage.scrollIntoView({ block: "nearest" });
    history.replaceState(null, "", `?t=${one.moment_ms / 1000}#comment-${one.id}`);
  }

  /** @param {Comment} one */
  function answer(one) {
    about.answer({ id: one.id, name: one.is_mine ? "yourself" : one.name, place: placeWords(one) });
    text?.focus();
    text?.scrollIntoView({ block: "nearest" });
  }

  function writeHere() {
    if (!text) return;
    studio.media?.pause();
    const [from, until] = [player?.loopIn.peek() ?? null, player?.loopOut.peek() ?? null];
    const shape = studio.marks?.of("shape").find(({ id }) => id === studio.drawing?.selected.peek());
    if (shape) {
      const { at_ms, until_ms, frame } = /** @type {import("./shapes.js").Body} */ (shape.body);
      about.drawing(shape.id, { ms: at_ms, frame }, until_ms);
    } else if (from !== null && until !== null) about.between(from, until);
    else about.here();
    studio.keys.run("tab-comments");
    text.focus();
  }

  /**
   * @param {string} path
   * @param {object} body
   * @param {(now: Comment[]) => Comment[]} how what it changes, told at once
   */
  async function deed(path, body, how) {
    const before = comments.peek();
    change(how);
    try {
      await post(`${config.here}/comments/${path}`, body);
      changedAt = performance.now();
      await look();
    } catch (problem) {
      if (!(problem instanceof Refusal)) throw problem;
      comments.value = before;
      studio.say(problem.message, "bad");
    }
  }

  /** @param {string} id */
  function remove(id) {
    if (outbox.all.peek().some((one) => one.id === id)) return outbox.drop(id);
    void deed(`${id}/delete`, {}, (now) => now.map((one) => (one.id === id ? { ...one, is_gone: true, text: "", media: null, is_new: false } : one)));
  }

  /** Asks at once how things stand, as something has changed. */
  async function look() {
    const asked = performance.now();
    const said = await get(`${config.here}/state`).catch((problem) => problem);
    if (said instanceof Refusal) return;
    batch(() => {
      studio.askedAt.value = asked;
      studio.standing.value = /** @type {any} */ (said);
    });
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

  function keepDraft() {
    memory.set(draft, text?.value ? { text: text.value } : null);
  }

  /** Empties the field: what stood in it is on its way. */
  function written() {
    if (text) text.value = "";
    keepDraft();
    about.here();
    complain("");
  }

  /** @param {Event} event */
  function write(event) {
    event.preventDefault();
    if (!text) return;
    const words = text.value.trim();
    if (!words) return complain("There is nothing in it yet. Please write a word or two.");
    const where = about.wire();
    written();
    void outbox.write(words, where, Date.now());
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

  if (form && text) {
    text.value = text.value || String(memory.get(draft)?.text ?? "");
    text.required = false; // an empty one is told in our words
    close.add(listen(form, "submit", write));
    close.add(listen(text, "keydown", (event) => event.key === "Enter" && (event.ctrlKey || event.metaKey) && write(event)));
    close.add(
      listen(text, "input", () => {
        complain("");
        keepDraft();
        if (text.value) about.begin();
        else about.let_go();
      }),
    );
    close.add(studio.keys.register([{ key: "c", shift: false, deed: "comment", words: "comment on this frame, or on the part that plays again and again", group: "Review", run: writeHere }]));
    close.add(attachSending({ config, about, text, written, look, say: studio.say }));
  }
  if (chips) {
    close.add(
      effect(() => {
        aboutView(chips, { about: about.about.value, at_ms: player?.position.value ?? 0, isVideo: player !== null }, about);
      }),
    );
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
  studio.holds(() => Boolean(text?.value) || outbox.all.peek().length > 0);
  close.add(outbox.close);
  close.add(listen(globalThis, "online", () => void outbox.go()));
  close.add(listen(document, "visibilitychange", () => !document.hidden && (see(), void outbox.go())));
  if (list) list.replaceChildren();
  const here = signal("");
  close.add(effect(() => void (here.value = hereNow())));
  close.add(
    effect(() => {
      const all = shown();
      const ticks = all
        .filter((one) => one.moment_ms !== null && !one.is_gone)
        .map((one) => ({ at_ms: one.moment_ms ?? 0, kind: "comment", title: `${one.name}: ${one.text.slice(0, 60)}` }));
      untracked(() => studio.setTicks("comments", ticks));
      if (!list) return;
      showThread(
        list,
        { comments: all, isVideo, mayWrite: form !== null, maySettle: form !== null && config.side === "trainer", here: here.value, showsSettled: showsSettled.value },
        {
          go,
          answer,
          remove,
          settle: (id, on) => void deed(`${id}/resolve`, { on }, (now) => now.map((one) => (one.id === id ? { ...one, is_resolved: on } : one))),
          ...(redo ? { redo: askAgain } : {}),
          toggleSettled: () => void (showsSettled.value = !showsSettled.peek()),
        },
      );
    }),
  );
  close.add(
    effect(() => {
      const said = studio.standing.value.comments;
      untracked(() => {
        const now = keepNew(comments.peek(), said);
        // What was asked before something was written, taken back or settled knows nothing of that.
        if (studio.askedAt.value < changedAt || same(comments.peek(), now)) return;
        comments.value = now;
        see();
      });
    }),
  );
  see();
  void outbox.go();
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
