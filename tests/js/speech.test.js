/** Who speaks when: a cue before a name, and the voices of the call step back only for as long. The browser's voice is not ours. */

import assert from "node:assert/strict";
import { afterEach, beforeEach, mock, test } from "node:test";

const world = /** @type {any} */ (globalThis);
/** @type {any[]} */
let spoken = [];

beforeEach(() => {
  spoken = [];
  mock.timers.enable({ apis: ["setTimeout"] });
  world.SpeechSynthesisUtterance = class {
    constructor(/** @type {string} */ text) {
      this.text = text;
    }
  };
  world.speechSynthesis = {
    speaking: false,
    pending: false,
    getVoices: () => [{ voiceURI: "v", name: "V", lang: "en-US", default: true }],
    cancel: () => void (world.speechSynthesis.speaking = false),
    speak(/** @type {any} */ utterance) {
      world.speechSynthesis.speaking = true;
      spoken.push(utterance);
    },
  };
});
afterEach(() => mock.timers.reset());

async function speech() {
  const { createSpeech } = await import("../../static/js/live/speech.js");
  /** @type {boolean[]} */
  const ducked = [];
  return { speech: createSpeech("en", (is) => ducked.push(is)), ducked };
}

/** The browser has said the last one. */
function said() {
  world.speechSynthesis.speaking = false;
  spoken.at(-1).onend();
}

test("the name of an interval waits for no cue and interrupts none", async () => {
  const { speech: voice } = await speech();
  voice.say("Knees out");
  voice.mention("Rest");
  assert.deepEqual(spoken.map(({ text }) => text), ["Knees out"]);
  said();
  voice.mention("Work");
  voice.say("Stop");
  assert.deepEqual(spoken.map(({ text }) => text), ["Knees out", "Work", "Stop"]);
});

test("the voices of the call step back while something is said", async () => {
  const { speech: voice, ducked } = await speech();
  voice.mention("Work");
  assert.equal(ducked.at(-1), true);
  said();
  assert.equal(ducked.at(-1), false);
});

test("a browser that never says that it is done keeps nobody quiet for long", async () => {
  const { speech: voice, ducked } = await speech();
  voice.say("Knees out");
  mock.timers.tick(4000);
  assert.equal(ducked.at(-1), true);
  mock.timers.tick(1000);
  assert.equal(ducked.at(-1), false);
});

test("what is said is as loud as the slider says", async () => {
  const { speech: voice } = await speech();
  voice.setVolume(0.3);
  voice.say("Up");
  assert.equal(spoken[0].volume, 0.3);
});
