/** Says cues, and the names of a timer's intervals, aloud by the browser's own voice. Where there is none, it stays silent. */

/**
 * @typedef {object} Speech
 * @property {(words: string) => void} say the latest wins
 * @property {(words: string) => void} mention said unless something else is being said: a cue comes before a name
 * @property {() => void} hush
 * @property {(volume: number) => void} setVolume 0 … 1
 * @property {() => void} warm call it in a tap: some phones speak only after one
 */

const LONGEST_MS = 3000; // until a voice begins
const LETTER_MS = 150; // slower than any voice says one

/**
 * @param {string} lang of the words
 * @param {(speaking: boolean) => void} changed so that the voices of the call can step back meanwhile
 * @returns {Speech}
 */
export function createSpeech(lang, changed) {
  const synthesis = globalThis.speechSynthesis;
  let turn = 0;
  let volume = 1;

  function hush() {
    turn += 1;
    synthesis?.cancel();
    changed(false);
  }

  /** @param {string} words */
  function say(words) {
    if (!synthesis) return;
    hush();
    const mine = (turn += 1);
    const utterance = new SpeechSynthesisUtterance(words);
    utterance.rate = 1.1;
    utterance.lang = lang;
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
  }

  return {
    hush,
    say,
    mention(words) {
      if (!synthesis?.speaking && !synthesis?.pending) say(words);
    },
    setVolume(next) {
      volume = next;
    },
    warm() {
      synthesis?.getVoices();
    },
  };
}
