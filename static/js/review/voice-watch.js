/**
 * Notes what is done with a clip while somebody speaks: where it really plays, the view, the pointer, the drawings. Knows the video, the
 * player and the marks; the page tells it where the pointer is.
 */

import { closers, effect, listen } from "../lib/state.js";
import { difference, performance as performed, PLAIN } from "./performance.js";

const OFF_MS = 12; // a playing video that is so far from where it was thought is noted
const POINT_MS = 33;
const KINDS = new Set(["shape", "layer", "calibration"]);
const DRAFT_MS = 70;
const DRAFT = "d".repeat(24); // the id under which a drawing that is under way is seen

/** @typedef {import("./performance.js").Event} Event */
/** @typedef {import("./performance.js").Mark} Mark */

/**
 * @param {object} options
 * @param {HTMLVideoElement} options.video
 * @param {import("../clips/player.js").Player} options.player
 * @param {{all: import("../lib/state.js").ReadonlySignal<ReadonlyMap<string, any>>} | null} options.marks
 * @param {import("../lib/state.js").ReadonlySignal<{id: string, body: any} | null>} [options.draft] a drawing that is under way
 * @param {number} options.start_ms
 * @param {Event[]} options.before what was noted until now; a new recording goes on from there
 * @param {(at: number) => number} options.time what a moment of the monotonic clock is in the performance
 * @param {(event: Event) => void} options.emit
 * @param {() => number} [options.now]
 * @returns {{point: (x: number | null, y?: number) => void, close: () => void}}
 */
export function watchPerformance({ video, player, marks, draft, start_ms, before, time, emit, now = () => globalThis.performance.now() }) {
  const close = closers();
  const noted = [...before];
  const shows = performed(noted);
  let shown_ms = player.position.peek();
  let pointed = -Infinity;
  let isPointing = false;

  /**
   * @param {number} at
   * @param {string} type
   * @param {...any} rest
   */
  function note(at, type, ...rest) {
    const last = noted.at(-1)?.[0] ?? 0;
    /** @type {Event} */
    const event = [Math.max(last, Math.round(time(at) * 10) / 10), type, ...rest];
    noted.push(event);
    emit(event);
  }

  const media = (/** @type {number} */ ms) => Math.round(ms * 100) / 100;

  // ---- how it begins

  note(now(), "go", media(shown_ms));
  if (!shows.transport(Infinity).playing === !video.paused) {
    if (video.paused) note(now(), "pause", media(shown_ms));
    else note(now(), "play", media(shown_ms), video.playbackRate);
  }

  // ---- where it plays

  let isStarting = false; // it was told to play and shows no other frame yet
  close.add(listen(video, "play", () => (isStarting = true)));
  close.add(
    listen(video, "pause", () => {
      isStarting = false;
      if (shows.transport(Infinity).playing) note(now(), "pause", media(shown_ms));
    }),
  );
  close.add(
    listen(video, "seeking", () => {
      // The old frame stays until the new one is there.
      if (shows.transport(Infinity).playing) note(now(), "pause", media(shown_ms));
      if (!video.paused) isStarting = true;
    }),
  );
  close.add(
    listen(video, "ratechange", () => {
      const at = now();
      const { playing } = shows.transport(Infinity);
      if (playing) note(at, "rate", video.playbackRate, media(shows.transport(time(at)).media_ms));
    }),
  );

  let watching = 0;
  function watch() {
    watching = video.requestVideoFrameCallback((called, { mediaTime, expectedDisplayTime }) => {
      const at = Math.max(called, Math.min(expectedDisplayTime ?? called, called + 34));
      const media_ms = mediaTime * 1000 - start_ms;
      frame(at, media_ms);
      watch();
    });
  }

  /**
   * @param {number} at
   * @param {number} media_ms
   */
  function frame(at, media_ms) {
    const is = shows.transport(time(at));
    const wasShown = shown_ms;
    shown_ms = media_ms;
    if (video.paused || video.seeking) {
      if (Math.abs(media_ms - is.media_ms) > 0.5) note(at, is.playing ? "pause" : "go", media(media_ms));
      return;
    }
    if (!is.playing) {
      if (isStarting && media_ms === wasShown) return;
      isStarting = false;
      note(at, "play", media(media_ms), video.playbackRate);
    } else if (Math.abs(media_ms - is.media_ms) > OFF_MS * Math.max(1, is.rate)) note(at, "at", media(media_ms));
  }
  if (typeof video.requestVideoFrameCallback === "function") {
    watch();
    close.add(() => video.cancelVideoFrameCallback?.(watching));
  } else {
    close.add(
      effect(() => {
        const media_ms = player.position.value;
        frame(now(), media_ms);
      }),
    );
  }

  // ---- how it lies

  close.add(
    effect(() => {
      const view = { ...PLAIN, ...player.view.value };
      const was = shows.at(Infinity).view;
      if (Object.entries(view).some(([name, value]) => /** @type {any} */ (was)[name] !== value)) note(now(), "view", view);
    }),
  );

  // ---- what is drawn

  let drafted = -Infinity;
  if (marks) {
    close.add(
      effect(() => {
        const there = visible(marks.all.value);
        const under = draft?.value ?? null;
        const at = now();
        const was = shows.at(Infinity).marks;
        if (under && (under.id === "draft" || there.has(under.id))) {
          const id = under.id === "draft" ? DRAFT : under.id;
          const before = was.get(id);
          const isSoon = at - drafted < DRAFT_MS && before !== undefined;
          if (!isSoon) drafted = at;
          // Not every move of a finger, but what it came to.
          if (!isSoon || !before) there.set(id, { id, kind: "shape", body: under.body });
          else there.set(id, before);
        }
        for (const [type, what] of difference(was, there)) note(at, type, what);
      }),
    );
  }

  return {
    point(x, y = 0) {
      const at = now();
      if (x === null) {
        if (isPointing) note(at, "point");
        isPointing = false;
      } else if (!isPointing || at - pointed >= POINT_MS) {
        isPointing = true;
        pointed = at;
        note(at, "point", Math.round(x * 1e4) / 1e4, Math.round(y * 1e4) / 1e4);
      }
    },
    close: close.close,
  };
}

/**
 * The marks that a performance keeps: what is drawn, but nothing of a private layer.
 *
 * @param {ReadonlyMap<string, any>} all
 * @returns {Map<string, Mark>}
 */
export function visible(all) {
  const away = new Set([...all.values()].filter((one) => one.kind === "layer" && one.body.is_private).map(({ id }) => id));
  /** @type {Map<string, Mark>} */
  const kept = new Map();
  for (const { id, kind, body } of all.values()) {
    if (KINDS.has(kind) && !away.has(id) && !away.has(body.layer ?? "")) kept.set(id, { id, kind, body });
  }
  return kept;
}
