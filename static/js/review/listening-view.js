/** A voice-over that is listened to: its sound, what it shows over the picture, its bar and its keys. One at a time. */

import { closers, listen, signal } from "../lib/state.js";
import { showBar } from "./voice-bar-view.js";
import { showPerformance } from "./voice-picture-view.js";
import { openReplay } from "./voice-player.js";

/** @typedef {ReturnType<typeof openListening>} Listening */

/**
 * @param {import("./studio.js").Studio} studio
 * @param {import("./voice-follow.js").Film | null} film null: a photo
 */
export function openListening(studio, film) {
  const { stage } = studio;
  const what = film ? "clip" : "photo";
  const hasCaptions = signal(true);
  const played = signal(/** @type {string | null} */ (null));
  /** @type {{id: string, replay: import("./voice-player.js").Replay, close: () => void} | null} */
  let playing = null;

  function leave() {
    playing?.close();
    playing = null;
    played.value = null;
  }

  return {
    /** Whose is played; null: none. */
    played: /** @type {import("../lib/state.js").ReadonlySignal<string | null>} */ (played),

    /** @param {string} id @returns {import("./voice-player.js").Replay | null} that one's, while it is played */
    of: (id) => (playing?.id === id ? playing.replay : null),
    leave,

    /**
     * Plays one from its beginning on; another one is left.
     *
     * @param {object} one
     * @param {string} one.id
     * @param {string} one.title
     * @param {number} one.duration_ms
     * @param {readonly import("./performance.js").Event[]} one.events
     * @param {string} one.url
     * @param {() => readonly import("./captions.js").Caption[]} one.captions
     */
    async play({ id, title, duration_ms, events, url, captions }) {
      leave();
      film?.video.pause();
      const sound = new Audio(url);
      sound.preload = "auto";
      const replay = openReplay({ film, sound, events, duration_ms });
      const unshow = showPerformance({ studio, replay, captions, hasCaptions });
      const viewer = /** @type {HTMLElement} */ (document.getElementById("viewer"));
      viewer.classList.add("is-spoken-over");
      const unbar = showBar({ place: viewer, title, what, replay, duration_ms, hasCaptions, canCaption: () => captions().length > 0, leave });
      const press = (/** @type {Event} */ event) => {
        event.stopPropagation(); // or the clip would play by itself
        if (event.type !== "click") return;
        if (replay.playing.peek()) replay.pause();
        else void replay.play();
      };
      const taken = closers();
      for (const type of ["click", "pointerdown", "dblclick"]) taken.add(listen(stage, type, press, { capture: true }));
      const group = "Voice-over";
      taken.add(
        studio.keys.register([
          { key: " ", shift: false, deed: "voice-toggle", words: "play or pause the voice-over", group, run: () => (replay.playing.peek() ? replay.pause() : void replay.play()) },
          { key: "Escape", shift: false, deed: "voice-leave", words: `back to the ${what}`, group, run: leave },
        ]),
      );
      const unfail = listen(sound, "error", () => {
        studio.say("The voice could not be played. Look whether you are connected, and try again.", "bad");
      });
      playing = {
        id,
        replay,
        close() {
          unfail();
          taken.close();
          unbar();
          unshow();
          replay.close();
          sound.removeAttribute("src");
          sound.load();
          viewer.classList.remove("is-spoken-over");
          if (url.startsWith("blob:")) URL.revokeObjectURL(url);
        },
      };
      played.value = id;
      bringIntoView(viewer, stage);
      await replay.play().catch(() => studio.say("Press play below the picture to hear it.", "info"));
    },
  };
}

/**
 * The picture and the bar under it. On a phone the picture stays at the top of the screen, and its bar may be scrolled away behind it.
 *
 * @param {HTMLElement} viewer
 * @param {HTMLElement} stage
 */
function bringIntoView(viewer, stage) {
  const bar = viewer.querySelector(".voice-bar");
  if (!bar) return;
  const isBehind = bar.getBoundingClientRect().top < stage.getBoundingClientRect().bottom - 1;
  if (isBehind) viewer.scrollIntoView({ block: "start" });
  else bar.scrollIntoView({ block: "nearest" });
}
