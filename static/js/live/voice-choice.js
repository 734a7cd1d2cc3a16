/** Which of a device's voices says something in a language. Pure. */

/** @typedef {{id: string, name: string, lang: string, isUsual: boolean}} Voice */

/** Languages a trainer may say that a cue's words are in; a browser names them. */
export const LANGS = ["ar", "cs", "da", "de", "el", "en", "es", "fi", "fr", "he", "hi", "hu", "it", "ja", "ko", "nl", "no", "pl", "pt", "ro", "ru", "sv", "tr", "uk", "zh"];

/**
 * @param {Voice[]} voices
 * @param {string} lang BCP 47
 * @param {string} preferred the id of the one that was chosen on this device; "": none
 * @returns {Voice | null} none that speaks the language: better no word than one nobody understands
 */
export function voiceFor(voices, lang, preferred) {
  const able = voices.filter((voice) => first(voice.lang) === first(lang));
  const exact = able.filter((voice) => plain(voice.lang) === plain(lang));
  return able.find(({ id }) => id === preferred) ?? exact.find(({ isUsual }) => isUsual) ?? exact[0] ?? able.find(({ isUsual }) => isUsual) ?? able[0] ?? null;
}

/**
 * @param {string} lang
 * @param {string} [reader] in whose words
 * @returns {string} its name
 */
export function langName(lang, reader = "en") {
  try {
    return new Intl.DisplayNames([reader], { type: "language" }).of(lang) ?? lang;
  } catch {
    return lang;
  }
}

/** @param {string} lang some devices write `de_DE` */
function plain(lang) {
  return lang.replace(/_/gu, "-").toLowerCase();
}

/** @param {string} lang */
function first(lang) {
  return plain(lang).split("-")[0] ?? "";
}
