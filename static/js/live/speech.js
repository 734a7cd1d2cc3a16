/** Says cues, and the names of a timer's intervals, aloud by one of the device's own voices. Where there is none, it stays silent and says so. */

import { signal } from "../lib/state.js";
import { voiceFor } from "./voice-choice.js";

/**
 * @typedef {object} Speech
 * @property {import("../lib/state.js").ReadonlySignal<import("./voice-choice.js").Voice[]>} voices of this device; a browser may find them late, or none
 * @property {(words: string, lang?: string) => boolean} say the latest wins; whether this device has a voice for it
 * @property {(words: string) => void} mention said unless something else is being said: a cue comes before a name
 * @property {() => void} hush
 * @property {(volume: number) => void} setVolume 0 … 1
 * @property {(id: string) => void} setVoice the one that is preferred where it knows the language
 * @property {() => void} warm call it in a tap: some phones speak only after one
 */

const LONGEST_MS = 3000; // until a voice begins
const LETTER_MS = 150; // slower than any voice says one

/**
 * @param {string} page the language of words that do not say theirs
 * @param {(speaking: boolean) => void} changed so that the voices of the call can step back meanwhile
 * @returns {Speech}
 */
export function createSpeech(page, changed) {
  const synthesis = globalThis.speechSynthesis;
  const voices = signal(/** @type {import("./voice-choice.js").Voice[]} */ ([]));
  let preferred = "";
  let turn = 0;
  let volume = 1;

  function look() {
    const found = synthesis?.getVoices() ?? [];
    voices.value = found.map((voice) => ({ id: voice.voiceURI, name: voice.name, lang: voice.lang, isUsual: voice.default }));
  }
  synthesis?.addEventListener?.("voiceschanged", look);

  function hush() {
    turn += 1;
    synthesis?.cancel();
    changed(false);
  }

  /**
   * @param {string} words
   * @param {string} [lang]
   */
  function say(words, lang = "") {
    if (!synthesis) return false;
    if (voices.peek().length === 0) look();
    const voice = voiceFor(voices.peek(), lang || page, preferred);
    if (!voice) return false;
    hush();
    const mine = (turn += 1);
    const utterance = new SpeechSynthesisUtterance(words);
    utterance.voice = synthesis.getVoices().find(({ voiceURI }) => voiceURI === voice.id) ?? null;
    utterance.rate = 1.1;
    utterance.lang = lang || page;
    utterance.volume = volume;
    const done = () => {
      clearTimeout(late);
      if (mine === turn) changed(false);
    };
    // Some browsers tell neither of the end nor of a failure: the voices of the call come back all the same.
    const late = setTimeout(done, LONGEST_MS + LETTER_MS * words.length);
    utterance.onend = done;
    utterance.onerror = done;
    changed(true);
    synthesis.speak(utterance);
    return true;
  }

  return {
    voices,
    hush,
    say,
    mention(words) {
      if (!synthesis?.speaking && !synthesis?.pending) say(words);
    },
    setVolume(next) {
      volume = next;
    },
    setVoice(id) {
      preferred = id;
    },
    warm: look,
  };
}
