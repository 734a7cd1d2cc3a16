/** What is planned ahead on the audio clock, moved and taken back. The browser's audio is not ours: here it only notes what it is asked. */

import assert from "node:assert/strict";
import test from "node:test";

import { createSound } from "../../static/js/live/sound.js";

/** An audio context that notes when each tone begins, whose clock is told. */
function audio() {
  /** @type {{start_s: number, isStopped: boolean}[]} */
  const played = [];
  const param = { value: 0, setValueAtTime() {}, linearRampToValueAtTime() {} };
  const context = /** @type {any} */ ({
    state: "running",
    currentTime: 100,
    destination: {},
    createGain: () => ({ gain: { ...param }, connect() {} }),
    createOscillator() {
      const one = { start_s: NaN, isStopped: false };
      return {
        frequency: { value: 0 }, connect() {}, disconnect() {}, onended: null,
        start: (/** @type {number} */ at_s) => void ((one.start_s = at_s), played.push(one)),
        stop: (/** @type {number | undefined} */ at_s) => void (at_s === undefined && (one.isStopped = true)),
      }; // prettier-ignore
    },
    getOutputTimestamp: () => ({ contextTime: context.currentTime, performanceTime: 5000 }),
    close: async () => {},
  });
  const sound = createSound(() => context);
  void sound.unlock();
  const due = () => played.filter(({ isStopped }) => !isStopped).map(({ start_s }) => Math.round(start_s * 1000) / 1000);
  return { context, sound, played, due };
}

/** @type {(...at_ms: number[]) => import("../../static/js/live/sounds.js").Planned[]} */
const beats = (...at_ms) => at_ms.map((at) => ({ key: `beat ${at}`, at_ms: at, tone: "beat" }));
const same = (/** @type {number} */ at_ms) => at_ms;

test("what is to be heard at a moment of the page sounds at that moment of the audio clock", () => {
  const { sound, due } = audio();
  sound.plan(beats(5625, 6250), same);
  assert.deepEqual(due(), [100.625, 101.25]);
});

test("planned again it stays, unless the room's clock moved by more than a few milliseconds", () => {
  const { sound, due, played } = audio();
  sound.plan(beats(5625, 6250), same);
  sound.plan(beats(5625, 6250), (at_ms) => at_ms + 3);
  assert.equal(played.length, 2);
  sound.plan(beats(5625, 6250), (at_ms) => at_ms + 20);
  assert.deepEqual(due(), [100.645, 101.27]);
});

test("a new revision takes back what is not to be heard any more, and leaves alone what sounds already", () => {
  const { sound, due, context } = audio();
  sound.plan(beats(5010, 5625, 6250), same);
  context.currentTime = 100.02;
  sound.plan([], same);
  assert.deepEqual(due(), [100.01]);
});

test("what is past is not made up for, and what begins this moment is not moved", () => {
  const { sound, due } = audio();
  sound.plan(beats(4000, 5030), same);
  sound.plan(beats(5030), (at_ms) => at_ms + 20);
  assert.deepEqual(due(), [100.03]);
});

test("a device that is interrupted forgets what it planned, and plans anew when it goes on", () => {
  const { sound, due, context } = audio();
  sound.plan(beats(5625), same);
  context.state = "suspended";
  context.onstatechange();
  sound.plan(beats(5625), same);
  assert.deepEqual(due(), []);
  context.state = "running";
  sound.plan(beats(5625), same);
  assert.deepEqual(due(), [100.625]);
});
