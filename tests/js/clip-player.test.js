/** Clips in the browser: frames, filmstrips, waves, keys, threads, and what is chosen. */

import assert from "node:assert/strict";
import { mock, test } from "node:test";

import { tileAt, tiles } from "../../static/js/clips/filmstrip.js";
import { frames, stepped } from "../../static/js/clips/frames.js";
import { player } from "../../static/js/clips/player.js";
import { clicked, many } from "../../static/js/clips/selection.js";
import { attach as attachShuttle } from "../../static/js/review/shuttle.js";
import { gearSpeed, shifted, typedSpeed } from "../../static/js/clips/speed.js";
import { asked, clock, fine } from "../../static/js/clips/time.js";
import { bars } from "../../static/js/clips/waves.js";

test("a frame is sought by its middle, also where frames are uneven", () => {
  const index = frames({ unit: [1, 1000], pts: [0, 33, 70, 100, 180] });
  assert.ok(index);
  assert.ok(Math.abs(index.middle(1) - 0.0515) < 1e-9);
  assert.equal(index.at(0.0325), 0);
  assert.equal(index.at(0.033), 1);
  assert.equal(index.at(9), 4);
  assert.equal(index.at(-1), 0);
  assert.ok(index.middle(4) > 0.18 && index.middle(4) < 0.22);
  for (let n = 0; n < index.count; n += 1) assert.equal(index.at(index.middle(n)), n);
});

test("a step goes to the next frame and stops at both ends", () => {
  const index = frames({ unit: [1, 30], pts: [0, 1, 2] });
  assert.ok(index);
  assert.equal(index.at(stepped(index, 0, 1)), 1);
  assert.equal(index.at(stepped(index, 0, -1)), 0);
  assert.equal(index.at(stepped(index, 9, 1)), 2);
  assert.ok(Math.abs(stepped(null, 1, -3) - 0.9) < 1e-9);
});

test("an index with nothing in it is none", () => {
  assert.equal(frames({ unit: [1, 30], pts: [] }), null);
  assert.equal(frames(/** @type {any} */ ({})), null);
});

test("tiles are read from the list, and what is no tile is left out", () => {
  const all = tiles(
    "WEBVTT\n\n1\n00:00:00.000 --> 00:00:01.500\nfilmstrip.jpg#xywh=0,0,160,90\n\n" +
      "NOTE nothing\n\n00:01.500 --> 00:03.000\r\nfilmstrip.jpg#xywh=160,0,160,90\n\n" +
      "00:00:03.000 --> 00:00:04.000\nhttps://evil.example/x.jpg#xywh=0,0,1,1\n\n" +
      "00:00:04.000 --> 00:00:05.000\nfilmstrip.jpg#xywh=0,0,0,90\n",
  );
  assert.equal(all.length, 2);
  assert.deepEqual(all[1], { start: 1.5, end: 3, picture: "filmstrip.jpg", x: 160, y: 0, width: 160, height: 90 });
  assert.equal(tileAt(all, 0)?.x, 0);
  assert.equal(tileAt(all, 1.5)?.x, 160);
  assert.equal(tileAt(all, 99)?.x, 160);
  assert.equal(tileAt([], 1), null);
});

test("bars are the loudest under each", () => {
  const waveform = { rate: 10, peaks: [0, 0.2, 0.9, 0.1, 0.3, 0.4] };
  assert.deepEqual(bars(waveform, 0, 0.6, 3), [0.2, 0.9, 0.4]);
  assert.deepEqual(bars(waveform, 0.2, 0.6, 2), [0.9, 0.4]);
  assert.deepEqual(bars({ rate: 10, peaks: [] }, 0, 1, 2), []);
  assert.deepEqual(bars(waveform, 1, 1, 2), []);
  assert.equal(bars(waveform, 0, 9, 3).at(-1), 0);
});

test("a shift-click chooses all between, in both directions, and takes them away again", () => {
  const order = ["a", "b", "c", "d", "e"];
  const two = clicked(order, new Set(["b"]), "d", true, "b");
  assert.deepEqual([...two], ["b", "c", "d"]);
  assert.deepEqual([...clicked(order, two, "c", false, "d")], ["b"]);
  assert.deepEqual([...clicked(order, new Set(), "c", true, null)], ["c"]);
  assert.deepEqual([...clicked(order, new Set(), "c", true, "hidden")], ["c"]);
  assert.equal(many(1), "1 clip");
  assert.equal(many(3), "3 clips");
});

test("moments are said and read", () => {
  assert.equal(clock(7_999), "0:07");
  assert.equal(clock(3_723_000), "1:02:03");
  assert.equal(fine(62_345), "1:02.34");
  assert.equal(fine(0), "0:00.00");
  assert.equal(asked("?t=7.25"), 7250);
  assert.equal(asked("?t=1:02.5"), 62_500);
  assert.equal(asked("?t=1:02:03"), 3_723_000);
  assert.equal(asked("?t=1:"), null);
  assert.equal(asked("?t=1:1:1:1"), null);
  assert.equal(asked("?t="), null);
  assert.equal(asked("?t=-3"), null);
  assert.equal(asked("?t=x"), null);
  assert.equal(asked(""), null);
});

/** What a <video> does, as far as the player asks for it; seeks end when the test says so. */
class Video extends EventTarget {
  /** @type {number[]} */
  seeks = [];
  duration = 10.4;
  paused = true;
  ended = false;
  muted = false;
  seeking = false;
  #at = 0;
  #rate = 1;
  get playbackRate() {
    return this.#rate;
  }
  set playbackRate(rate) {
    if (rate < 0.0625) throw new DOMException("not in the supported playback range", "NotSupportedError"); // as Chromium does
    this.#rate = rate;
  }
  get currentTime() {
    return this.#at;
  }
  set currentTime(seconds) {
    this.#at = seconds;
    this.seeks.push(seconds);
  }
  async play() {
    this.paused = false;
    this.ended = false;
    this.dispatchEvent(new Event("play"));
  }
  pause() {
    this.paused = true;
    this.dispatchEvent(new Event("pause"));
  }
  arrive() {
    this.dispatchEvent(new Event("seeked"));
  }
}

test("steps made faster than the video seeks are all counted, one seek at a time", () => {
  const video = new Video();
  const one = player(video, { startMs: 0, durationMs: 10_000 });
  const index = frames({ unit: [1, 10], pts: Array.from({ length: 100 }, (_, n) => n) });
  one.know(index);
  one.step(1);
  one.step(1);
  one.step(1);
  assert.equal(video.seeks.length, 1);
  video.arrive();
  assert.equal(video.seeks.length, 2);
  assert.equal(index?.at(video.currentTime), 3);
  video.arrive();
  one.step(-1);
  assert.equal(index?.at(video.currentTime), 2);
  one.close();
});

test("moments count from the shown beginning, and nothing before it is shown", () => {
  const video = new Video();
  const one = player(video, { startMs: 400, durationMs: 10_000 });
  video.dispatchEvent(new Event("loadedmetadata"));
  assert.equal(video.currentTime, 0.4);
  video.arrive();
  assert.equal(one.length.value, 10_000);
  one.seek(2000);
  assert.equal(video.currentTime, 2.4);
  assert.equal(one.position.value, 2000);
  video.arrive();
  one.seek(-5000);
  assert.equal(video.currentTime, 0.4);
  video.arrive();
  one.seek(99_000);
  assert.equal(video.currentTime, 10.4);
  one.close();
});

test("a loop goes on from the shown beginning", () => {
  const video = new Video();
  const one = player(video, { startMs: 400, durationMs: 10_000 });
  one.toggle();
  assert.equal(one.playing.value, true);
  one.toggleLoop();
  video.paused = true;
  video.ended = true;
  video.dispatchEvent(new Event("ended"));
  assert.equal(video.currentTime, 0.4);
  assert.equal(video.paused, false);
  one.close();
});

test("speed goes by percents and stays between a twentieth and twice", () => {
  const video = new Video();
  const one = player(video, { startMs: 0, durationMs: 1000 });
  one.faster(-25);
  assert.equal(video.playbackRate, 0.75);
  one.faster(-1);
  assert.equal(video.playbackRate, 0.74);
  one.faster(-25);
  assert.equal(video.playbackRate, 0.5);
  for (let n = 0; n < 9; n += 1) one.faster(-25);
  assert.equal(one.rate.value, 0.05);
  one.faster(10);
  assert.equal(one.rate.value, 0.1);
  for (let n = 0; n < 99; n += 1) one.faster(10);
  assert.equal(video.playbackRate, 2);
  assert.equal(typedSpeed("12,5 %"), 0.13);
  assert.equal(typedSpeed("900"), 2);
  assert.equal(typedSpeed("fast"), null);
  one.close();
});

test("slower than a browser plays, it goes from frame to frame in its time, and a faster speed plays on from there", (t) => {
  mock.timers.enable({ apis: ["setInterval"] });
  t.after(() => mock.timers.reset());
  let ms = 0;
  const video = new Video();
  const one = player(video, { startMs: 0, durationMs: 1000, now: () => ms });
  one.know(frames({ unit: [1, 10], pts: Array.from({ length: 10 }, (_, n) => n) }));
  /** @param {number} seconds */
  const wait = (seconds) => {
    for (let at = 0; at < seconds * 25; at += 1) {
      ms += 40;
      mock.timers.tick(40);
      video.arrive();
    }
  };
  one.setRate(0.05);
  one.toggle();
  assert.deepEqual([one.playing.value, video.paused], [true, true]);
  wait(4.2);
  assert.deepEqual([one.frame.value, video.seeks.length], [2, 2]); // 0.21 s of the clip
  one.seek(500); // somebody goes elsewhere
  wait(2);
  assert.equal(one.frame.value, 6);
  one.setRate(0.5);
  assert.deepEqual([one.playing.value, video.paused, video.playbackRate], [true, false, 0.5]);
  one.setRate(0.05);
  assert.deepEqual([one.playing.value, video.paused], [true, true]);
  one.step(1);
  assert.deepEqual([one.playing.value, one.frame.value], [false, 7]);
  one.toggle();
  wait(7);
  assert.deepEqual([one.playing.value, one.frame.value, one.position.value], [false, 9, 1000]);
  one.loopIn.value = 200;
  one.loopOut.value = 400;
  one.toggleLoop(true);
  one.toggle(); // from where the loop begins
  assert.equal(one.frame.value, 2);
  wait(5);
  assert.deepEqual([one.playing.value, one.frame.value], [true, 2]);
  one.pause();
  const before = video.seeks.length;
  wait(9);
  assert.deepEqual([one.playing.value, video.seeks.length], [false, before]);
  one.close();
});

test("the shuttle shifts up both ways, and stops before it turns round", () => {
  assert.deepEqual([1, 1, 1, 1].reduce((gears, press) => [...gears, shifted(gears.at(-1) ?? 0, /** @type {1} */ (press))], [0]), [0, 1, 2, 3, 3]);
  assert.equal(shifted(2, -1), 0);
  assert.equal(shifted(0, -1), -1);
  assert.equal(shifted(-2, 0), 0);
  assert.equal(gearSpeed(-3), -2);
});

test("whoever goes elsewhere while it runs backwards is there, and it stops", (t) => {
  /** @type {Map<number, () => void>} */
  const due = new Map();
  let beats = 0;
  const paint = () => {
    const now = [...due.values()];
    due.clear();
    for (const show of now) show();
  };
  const given = { requestAnimationFrame: (/** @type {() => void} */ show) => (due.set((beats += 1), show), beats), cancelAnimationFrame: (/** @type {number} */ beat) => due.delete(beat) };
  Object.assign(globalThis, given);
  t.after(() => Object.keys(given).forEach((name) => Reflect.deleteProperty(globalThis, name)));
  const video = new Video();
  const one = player(video, { startMs: 0, durationMs: 10_000 });
  /** @type {import("../../static/js/review/keys.js").Deed[]} */
  let deeds = [];
  const close = attachShuttle(/** @type {any} */ ({ player: one, keys: { register: (/** @type {any} */ some) => ((deeds = some), () => {}) } }));
  one.seek(8000);
  video.arrive();
  deeds.find(({ deed }) => deed === "shuttle-back")?.run();
  paint();
  assert.equal(due.size, 1);
  one.seek(9000);
  for (let n = 0; n < 3; n += 1) paint();
  assert.deepEqual([one.position.value, due.size], [9000, 0]);
  close();
  one.close();
});

test("a loop between two moments goes back to the first, and whoever plays from its end begins there", () => {
  const video = new Video();
  /** @type {((now: number, frame: {mediaTime: number}) => void)[]} */
  const waits = [];
  const one = player(Object.assign(video, { requestVideoFrameCallback: (/** @type {any} */ show) => waits.push(show) }), {
    startMs: 0,
    durationMs: 10_000,
  });
  one.loopIn.value = 2000;
  one.loopOut.value = 3000;
  one.toggleLoop(true);
  one.toggle();
  waits.at(-1)?.(0, { mediaTime: 2.9 });
  assert.deepEqual(video.seeks, []);
  waits.at(-1)?.(0, { mediaTime: 3.0 });
  assert.deepEqual(video.seeks, [2]);
  one.close();
});

test("a browser that shows the frame beside the one asked for is asked again, twice at most", () => {
  const video = new Video();
  /** @type {((now: number, frame: {mediaTime: number}) => void)[]} */
  const waits = [];
  const one = player(Object.assign(video, { requestVideoFrameCallback: (/** @type {any} */ show) => waits.push(show) }), {
    startMs: 0,
    durationMs: 10_000,
  });
  one.know(frames({ unit: [1, 10], pts: Array.from({ length: 100 }, (_, n) => n) }));
  one.goFrame(7);
  assert.ok(Math.abs(video.currentTime - 0.75) < 1e-9);
  assert.equal(one.frame.value, 7);
  assert.ok(Math.abs(one.position.value - 700) < 1e-9);
  for (const _ of [1, 2, 3]) {
    video.arrive();
    waits.at(-1)?.(0, { mediaTime: 0.6 });
  }
  assert.equal(video.seeks.length, 3);
  assert.ok(Math.abs(video.currentTime - 0.775) < 1e-9);
  assert.equal(one.frame.value, 7);
  one.seek(333); // what was kept in whole milliseconds
  assert.equal(one.frame.value, 3);
  one.close();
});
