/** Says a cue aloud by the browser's own voice. Where there is none, it stays silent. */

/**
 * @typedef {object} Speech
 * @property {(words: string) => void} say the latest wins
 * @property {() => void} hush
 * @property {() => void} warm call it in a tap: some phones speak only after one
 */

/**
 * @param {string} lang of the words
 * @param {(speaking: boolean) => void} changed so that the voices of the call can step back meanwhile
 * @returns {Speech}
 */
export function createSpeech(lang, changed) {
  const synthesis = globalThis.speechSynthesis;
  let turn = 0;

  function hush() {
    turn += 1;
    synthesis?.cancel();
    changed(false);
  }

  return {
    hush,
    say(words) {
      if (!synthesis) return;
      hush();
      const mine = (turn += 1);
      const utterance = new SpeechSynthesisUtterance(words);
      utterance.rate = 1.1;
      utterance.lang = lang;
      const done = () => {
        if (mine === turn) changed(false);
      };
      utterance.onend = done;
      utterance.onerror = done;
      changed(true);
      synthesis.speak(utterance);
    },
    warm() {
      synthesis?.getVoices();
    },
  };
}
