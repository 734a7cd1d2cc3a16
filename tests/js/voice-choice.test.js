/** Which voice says a cue. */

import assert from "node:assert/strict";
import test from "node:test";

import { createSpeech } from "../../static/js/live/speech.js";
import { langName, voiceFor } from "../../static/js/live/voice-choice.js";

const voice = (/** @type {string} */ id, /** @type {string} */ lang, isUsual = false) => ({ id, name: id, lang, isUsual });
const VOICES = [voice("us", "en-US"), voice("gb", "en_GB"), voice("de", "de-DE", true), voice("at", "de-AT")];

test("the voice somebody chose speaks where it knows the language, else one that does", () => {
  assert.equal(voiceFor(VOICES, "en", "gb")?.id, "gb");
  assert.equal(voiceFor(VOICES, "de", "gb")?.id, "de");
  assert.equal(voiceFor(VOICES, "de-AT", "")?.id, "at");
  assert.equal(voiceFor(VOICES, "en-GB", "")?.id, "gb");
  assert.equal(voiceFor(VOICES, "en-AU", "")?.id, "us");
});

test("where no voice knows the language there is none", () => {
  assert.equal(voiceFor(VOICES, "fr", "gb"), null);
  assert.equal(voiceFor([], "en", ""), null);
});

test("languages have names, and nonsense stays what it is", () => {
  assert.equal(langName("de"), "German");
  assert.equal(langName("no such"), "no such");
});

test("a device without voices says that it did not speak; one that finds them late speaks", () => {
  /** @type {any} */
  const world = globalThis;
  /** @type {{text: string, lang: string, voice: any}[]} */
  const spoken = [];
  /** @type {any[]} */
  let voices = [];
  world.SpeechSynthesisUtterance = class {
    constructor(/** @type {string} */ text) {
      this.text = text;
    }
  };
  world.speechSynthesis = { getVoices: () => voices, cancel() {}, speak: (/** @type {any} */ one) => spoken.push(one), addEventListener() {} };
  try {
    /** @type {boolean[]} */
    const ducked = [];
    const speech = createSpeech("en", (on) => void ducked.push(on));
    assert.equal(speech.say("Sit back"), false);
    assert.deepEqual(ducked, [], "the call is not turned down for nothing");
    voices = [{ voiceURI: "us", name: "US", lang: "en-US", default: true }, { voiceURI: "de", name: "DE", lang: "de-DE", default: false }];
    assert.equal(speech.say("Sit back"), true);
    assert.equal(speech.say("Tiefer", "de"), true);
    assert.equal(speech.say("Plus bas", "fr"), false);
    assert.deepEqual(spoken.map(({ text, lang, voice: { voiceURI } }) => [text, lang, voiceURI]), [["Sit back", "en", "us"], ["Tiefer", "de", "de"]]);
  } finally {
    delete world.speechSynthesis;
    delete world.SpeechSynthesisUtterance;
  }
});
