/** What this person chose for their own screen; nobody else sees it. Remembered, where it makes sense. */

import { effect, signal } from "../lib/state.js";

/**
 * @template T
 * @typedef {import("../lib/state.js").Signal<T>} Signal
 */

/**
 * @typedef {object} Choices
 * @property {Signal<string | null>} big the tile made large; null: the usual one
 * @property {Signal<boolean>} mirror the trainer's picture mirrored, so that left is left
 * @property {Signal<boolean>} mirrorMe one's own picture mirrored, as in a mirror
 * @property {Signal<boolean>} sound the timer's sounds
 * @property {Signal<boolean>} speak trainer: cues are sent to be spoken; client: every cue is spoken
 * @property {Signal<string>} panel the instrument that is open; "" none
 * @property {() => void} close
 */

/**
 * @param {import("../lib/storage.js").Shelf} memory
 * @param {{panel: string}} start
 * @returns {Choices}
 */
export function openChoices(memory, start) {
  const kept = memory.get("choices") ?? {};
  const choices = {
    big: signal(/** @type {string | null} */ (null)),
    mirror: signal(kept.mirror === true),
    mirrorMe: signal(kept.mirrorMe !== false),
    sound: signal(kept.sound !== false),
    speak: signal(kept.speak === true),
    panel: signal(start.panel),
  };
  const close = effect(() => {
    const { mirror, mirrorMe, sound, speak } = choices;
    memory.set("choices", { mirror: mirror.value, mirrorMe: mirrorMe.value, sound: sound.value, speak: speak.value });
  });
  return { ...choices, close };
}
