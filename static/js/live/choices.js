/** What this person chose for their own screen; nobody else sees it. Remembered, where it makes sense. */

import { effect, signal } from "../lib/state.js";
import { SECONDS } from "./clips.js";
import { RATES } from "./replay.js";

const REPLAY_RATE = 0.5;
const MUSIC = 70;

/**
 * @template T
 * @typedef {import("../lib/state.js").Signal<T>} Signal
 */

/**
 * @typedef {object} Choices
 * @property {Signal<string | null>} big the tile pinned here; null: the usual one is large
 * @property {Signal<boolean>} mirror the trainer's picture mirrored, so that left is left
 * @property {Signal<boolean>} mirrorMe one's own picture mirrored, as in a mirror
 * @property {Signal<boolean>} sound the timer's sounds
 * @property {Signal<number>} volume of them and of what is spoken, 0 … 1
 * @property {Signal<boolean>} names the timer's intervals are said by name
 * @property {Signal<boolean>} shake the device shakes with the timer, where it can
 * @property {Signal<boolean>} speak trainer: cues are sent to be spoken; client: every cue is spoken
 * @property {Signal<string>} voice client: which one says cues; "": the usual one
 * @property {Signal<Record<string, string>>} langs trainer: the language cues are written in, by person; "" is the session's
 * @property {Signal<boolean>} captions client: the last cues stay as lines of text
 * @property {Signal<number>} music how loud the trainer's music is here, in per cent
 * @property {Signal<boolean>} asks_effort trainer: the end of a timer asks how hard it was
 * @property {Signal<number>} clip_s trainer: so much of a camera is kept at a press
 * @property {Signal<number>} replay_rate trainer: how fast a replay begins
 * @property {Signal<string>} panel the instrument that is open; "" none
 * @property {() => void} close
 */

/**
 * @param {import("../lib/storage.js").Shelf} memory
 * @param {{panel: string, clip_s: number, names: boolean}} start
 * @returns {Choices}
 */
export function openChoices(memory, start) {
  const kept = memory.get("choices") ?? {};
  const choices = {
    big: signal(/** @type {string | null} */ (null)),
    mirror: signal(kept.mirror === true),
    mirrorMe: signal(kept.mirrorMe !== false),
    sound: signal(kept.sound !== false),
    volume: signal(kept.volume >= 0 && kept.volume <= 1 ? kept.volume : 1),
    names: signal(typeof kept.names === "boolean" ? kept.names : start.names),
    shake: signal(kept.shake !== false),
    speak: signal(kept.speak === true),
    voice: signal(typeof kept.voice === "string" ? kept.voice : ""),
    langs: signal(/** @type {Record<string, string>} */ (kept.langs ?? {})),
    captions: signal(kept.captions === true),
    music: signal(kept.music >= 0 && kept.music <= 100 ? Math.round(kept.music) : MUSIC),
    asks_effort: signal(kept.asks_effort === true),
    clip_s: signal(SECONDS.includes(kept.clip_s) ? kept.clip_s : start.clip_s),
    replay_rate: signal(RATES.includes(kept.replay_rate) ? kept.replay_rate : REPLAY_RATE),
    panel: signal(start.panel),
  };
  const close = effect(() => {
    const { mirror, mirrorMe, sound, volume, names, shake, speak, voice, langs, asks_effort, captions, music, clip_s, replay_rate } = choices;
    memory.set("choices", {
      mirror: mirror.value,
      mirrorMe: mirrorMe.value,
      sound: sound.value,
      volume: volume.value,
      names: names.value,
      shake: shake.value,
      speak: speak.value,
      voice: voice.value,
      langs: langs.value,
      captions: captions.value,
      music: music.value,
      asks_effort: asks_effort.value,
      clip_s: clip_s.value,
      replay_rate: replay_rate.value,
    });
  });
  return { ...choices, close };
}
