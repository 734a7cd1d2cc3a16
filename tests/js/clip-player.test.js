/** Clips in the browser: frames, filmstrips, waves, keys, threads, and what is chosen. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { tileAt, tiles } from "../../static/js/clips/filmstrip.js";
import { frames, stepped } from "../../static/js/clips/frames.js";
import { player } from "../../static/js/clips/player.js";
import { clicked, many } from "../../static/js/clips/selection.js";
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
  playbackRate = 1;
  muted = false;
  seeking = false;
  #at = 0;
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

test("the shuttle shifts up both ways, and stops before it turns round", () => {
  assert.deepEqual([1, 1, 1, 1].reduce((gears, press) => [...gears, shifted(gears.at(-1) ?? 0, /** @type {1} */ (press))], [0]), [0, 1, 2, 3, 3]);
  assert.equal(shifted(2, -1), 0);
  assert.equal(shifted(0, -1), -1);
  assert.equal(shifted(-2, 0), 0);
  assert.equal(gearSpeed(-3), -2);
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
