/**
 * What every part of a clip's page shares. A part is one file with `attach(studio)` that gives back what closes it;
 * pages/clip.js lists them, and no part knows another.
 */

import { player as makePlayer, UPRIGHT } from "../clips/player.js";
import { signal } from "../lib/state.js";
import { toast } from "../lib/toast.js";
import { openReview } from "./document.js";
import { createKeys } from "./keys.js";

/** @typedef {import("../clips/thread.js").Comment} Comment */
/** @typedef {import("../clips/track-view.js").Tick} Tick */

/**
 * What the page knew when it was made.
 *
 * @typedef {object} Config
 * @property {string} here the clip's address for whoever looks
 * @property {string} clip its id
 * @property {"trainer" | "client"} side
 * @property {Record<string, string>} names
 * @property {string} media video, photo or sound
 * @property {number} start_ms where in the file its shown beginning lies
 * @property {number | null} duration_ms
 * @property {boolean} reviewed
 * @property {string} person who looks: t:<account> or c:<client>
 * @property {string} client whose clip it is, for a trainer; "" for the client
 * @property {string} base below which uploads lie: "" or /c/<token>
 * @property {boolean} may_write
 * @property {number} most_bytes of a file
 * @property {Tick[]} points the session's log
 * @property {import("./measuring.js").StepOf[]} [steps] of assessments that the clip was filmed for
 * @property {import("./lanes.js").Bar[]} bars the same on lanes
 * @property {string[]} key_titles what the trainer calls key frames with one press
 * @property {import("./document.js").Told} [review] absent for what has no marks
 */

/**
 * What can change while the page is open; `GET <here>/state` gives it anew.
 *
 * @typedef {object} Standing
 * @property {string} state
 * @property {number} percent
 * @property {string} words
 * @property {boolean} on_its_way
 * @property {boolean} lacks_film
 * @property {string[]} files
 * @property {string[]} playable
 * @property {Comment[]} comments
 */

/**
 * @typedef {object} Studio
 * @property {Config} config
 * @property {"trainer" | "client"} side
 * @property {import("../clips/player.js").Player | null} player null for a photo, and what cannot be watched yet
 * @property {HTMLVideoElement | null} video null for a photo and a sound
 * @property {HTMLVideoElement | HTMLImageElement | null} picture what is looked at: the video, or the photo; null for a sound
 * @property {import("../lib/state.js").Signal<import("../clips/player.js").View>} view how the picture lies: zoomed, pushed, turned, mirrored
 * @property {HTMLMediaElement | null} media what plays: the video, or a sound alone
 * @property {HTMLElement} stage the frame round the picture; what is pressed there and nobody took is the player's
 * @property {HTMLElement | null} overlay exactly the picture's box, turned and zoomed with it; takes no pointer by itself
 * @property {import("./marks.js").Marks | null} marks the clip's marks; null where there can be none
 * @property {import("./actions.js").Actions | null} undo
 * @property {Promise<import("./sync.js").Sync> | null} sync
 * @property {import("./drawing.js").Drawing | null} drawing what is drawn on it, once that part is there
 * @property {import("./keys.js").Keys} keys
 * @property {(words: string, tone?: "info" | "good" | "warn" | "bad") => void} say a sentence that comes and goes
 * @property {import("../lib/state.js").Signal<Standing>} standing
 * @property {import("../lib/state.js").Signal<number>} askedAt performance.now() when `standing` was asked for
 * @property {import("../lib/state.js").Signal<ReadonlyMap<string, readonly Tick[]>>} ticks what stands on the track, by who put it there
 * @property {(part: string, ticks: readonly Tick[]) => void} setTicks
 * @property {(isBusy: () => boolean) => void} holds while any says true, the page is not opened anew by itself
 * @property {() => boolean} isHeld
 * @property {(key: "keys" | "layers" | "measures" | "voices") => HTMLElement | null} panel shows that tab; gives the place to fill, or null where there is none
 */

/** @returns {Studio} */
export function makeStudio() {
  const config = /** @type {Config & Standing} */ (JSON.parse(document.getElementById("page")?.textContent ?? "{}"));
  const found = document.getElementById("video");
  const video = found instanceof HTMLVideoElement ? found : null;
  const sound = document.getElementById("sound");
  const media = video ?? (sound instanceof HTMLAudioElement ? sound : null);
  const ticks = signal(/** @type {ReadonlyMap<string, readonly Tick[]>} */ (new Map()));
  const player = media ? makePlayer(/** @type {any} */ (media), { startMs: config.start_ms, durationMs: config.duration_ms }) : null;
  const review = config.review ? openReview(config.review) : null;
  /** @type {(() => boolean)[]} */
  const held = [];
  return {
    config,
    side: config.side,
    player,
    video,
    picture: video ?? /** @type {HTMLImageElement | null} */ (document.getElementById("photo")),
    view: player?.view ?? signal(UPRIGHT),
    media,
    stage: /** @type {HTMLElement} */ (document.getElementById("stage")),
    overlay: document.getElementById("overlay"),
    marks: review?.marks ?? null,
    undo: review?.undo ?? null,
    sync: review?.sync ?? null,
    drawing: null,
    keys: createKeys(),
    say: (words, tone) => void toast(words, tone),
    standing: signal(/** @type {Standing} */ (config)),
    askedAt: signal(0),
    ticks,
    setTicks(part, some) {
      ticks.value = new Map([...ticks.value, [part, some]]);
    },
    holds: (isBusy) => void held.push(isBusy),
    panel(key) {
      const tab = document.getElementById(`tab-${key}`);
      if (tab) tab.hidden = false;
      return document.querySelector(`#panel-${key} > section`);
    },
    isHeld: () => held.some((isBusy) => isBusy()),
  };
}

/**
 * Attaches parts in their order; the returned function closes them all.
 *
 * @param {Studio} studio
 * @param {readonly ((studio: Studio) => (() => void) | void)[]} parts
 * @returns {() => void}
 */
export function attachAll(studio, parts) {
  const open = parts.map((attach) => attach(studio));
  return () => {
    for (const close of open.reverse()) close?.();
  };
}
