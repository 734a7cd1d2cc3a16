/** Two clips run as one: on reels that start late, run a little wrong, hear of a new speed later and stall. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { transport } from "../../static/js/review/compare.js";
import { still } from "../../static/js/review/reel.js";
import { byPoint, timeMap } from "../../static/js/review/time-map.js";

/** A reel like a browser's video, on a clock of the test's. */
function reel({ fps = 30, seconds = 20, wrong = 0, startsAfter = 60, seeksIn = 45, hears = 30 } = {}) {
  const length = seconds * 1000;
  const frame = 1000 / fps;
  const made = {
    at: 0,
    speed: 0,
    running: false,
    stalled: false,
    seeks: 0,
    wait: 0,
    seekEnds: 0,
    clock: 0,
    news: /** @type {[number, number][]} */ ([]),
    shown: 0,
    pass(ms) {
      made.clock += ms;
      while (made.news[0] && made.news[0][0] <= made.clock) made.speed = made.news.shift()[1];
      if (made.running && !made.stalled && made.clock >= made.wait && made.clock >= made.seekEnds) {
        made.at = Math.min(length, made.at + ms * made.speed * (1 + wrong));
      }
      if (made.clock >= made.seekEnds) made.shown = made.frameAt(made.at);
    },
    length: () => length,
    here: () => made.at,
    isReady: () => made.clock >= made.seekEnds && !made.stalled,
    isSeeking: () => made.clock < made.seekEnds,
    show(ms) {
      made.put((made.frameAt(ms) + 0.5) * frame);
    },
    put(ms) {
      made.at = Math.min(length, Math.max(0, ms));
      made.seeks += 1;
      made.seekEnds = made.clock + seeksIn;
    },
    run(speed) {
      if (!made.running) made.wait = made.clock + startsAfter;
      if (!made.running) made.speed = speed;
      else made.news.push([made.clock + hears, speed]);
      made.running = true;
    },
    stop() {
      made.running = false;
      made.news = [];
    },
    frameAt: (ms) => Math.min(Math.ceil(length / frame) - 1, Math.max(0, Math.floor(ms / frame + 1e-6))),
    frameMs: (n) => Math.min(Math.ceil(length / frame) - 1, Math.max(0, n)) * frame,
    frameLengthMs: frame,
  };
  return made;
}

/** Two reels and what runs them; `pass(ms)` lets time go by in paintings, and tells the frames by which the second is off. */
function pair(first, second, anchors = [[0, 0]]) {
  const run = transport({ first, second });
  run.map.value = timeMap(anchors);
  let clock = 0;
  return {
    run,
    pass(ms) {
      const off = [];
      for (let gone = 0; gone < ms; gone += 1000 / 60) {
        clock += 1000 / 60;
        for (const one of [first, second]) one.pass?.(1000 / 60);
        run.tick(clock);
        if (first.running && second.running) off.push(Math.abs(second.shown - second.frameAt(run.map.value.to(first.frameMs(first.shown) + first.frameLengthMs / 2))));
      }
      return off;
    },
  };
}

test("a minute at one pace: never more than a frame apart", () => {
  const { run, pass } = pair(reel({ seconds: 70, wrong: 0.004 }), reel({ seconds: 70, wrong: -0.004, startsAfter: 90 }));
  run.toggle();
  const off = pass(60_000);
  assert.ok(off.length > 3000);
  // Both start as late as they do; from then on they are together.
  assert.ok(Math.max(...off.slice(30)) <= 1, `${Math.max(...off.slice(30))}`);
  assert.ok(Math.abs(run.at.value - 60_000) < 1000);
});

test("a minute by phases of any tempo: never more than a frame apart", () => {
  const anchors = [[0, 0]];
  for (let n = 1; n < 30; n += 1) anchors.push([n * 2000, anchors[n - 1][1] + [1200, 2600, 2000, 3400][n % 4]]);
  const { run, pass } = pair(reel({ seconds: 62, wrong: 0.002 }), reel({ seconds: 80, fps: 60, wrong: -0.002 }), anchors);
  run.toggle();
  const off = pass(58_000);
  assert.ok(off.length > 3000);
  const late = off.slice(30).filter((one) => one > 2); // of a clip of 60 frames a second: one of 30
  assert.equal(late.length, 0, `${late.length} times further apart`);
});

test("what stalls is waited for, and both go on together", () => {
  const [first, second] = [reel(), reel()];
  const { run, pass } = pair(first, second);
  run.toggle();
  pass(3000);
  second.stalled = true;
  pass(3000);
  assert.ok(run.at.value < 3600, `${run.at.value}`);
  assert.equal(run.waiting.value, true);
  second.stalled = false;
  pass(1000);
  assert.equal(run.waiting.value, false);
  assert.ok(Math.abs(first.at - second.at) < 34);
  assert.ok(run.at.value > 3500);
});

test("steps are exact on both, by the frames of the one that leads", () => {
  const [first, second] = [reel({ fps: 30 }), reel({ fps: 240, seconds: 9 })];
  const { run, pass } = pair(first, second, [
    [1000, 500],
    [3000, 4500],
  ]);
  run.seek(1000);
  pass(100);
  assert.equal(first.shown, 30);
  assert.equal(second.shown, 120);
  run.step(1);
  pass(100);
  assert.equal(first.shown, 31);
  assert.equal(second.shown, second.frameAt(run.map.value.to(first.frameMs(31))));
  run.lead.value = "second";
  run.step(1);
  pass(100);
  assert.equal(second.shown, 137);
  assert.equal(first.shown, 31);
  for (let n = 0; n < 40; n += 1) run.step(-1);
  pass(100);
  assert.equal(second.shown, 97);
});

test("where a browser cannot play that slowly, both go frame by frame", () => {
  const [first, second] = [reel(), reel()];
  const { run, pass } = pair(first, second, [[0, 0]]);
  run.setRate(0.05);
  run.toggle();
  pass(10_000);
  assert.equal(first.running, false);
  assert.ok(Math.abs(run.at.value - 500) < 60, `${run.at.value}`);
  assert.ok(Math.abs(first.shown - second.shown) <= 1 && first.shown >= 13);
  run.setRate(1);
  pass(2000);
  assert.equal(first.running, true);
  assert.ok(run.at.value > 2000);
});

test("a phase that stands nearly still is held, and left again", () => {
  const [first, second] = [reel(), reel()];
  const { run, pass } = pair(first, second, [
    [0, 0],
    [1000, 1000],
    [4000, 1030],
    [5000, 2030],
  ]);
  run.toggle();
  pass(3000);
  assert.ok(Math.abs(second.at - 1020) < 60);
  pass(2500);
  assert.ok(Math.abs(second.at - run.map.value.to(first.at)) < 34);
});

test("one begins earlier and ends earlier: time runs on either", () => {
  const [first, second] = [reel({ seconds: 4 }), reel({ seconds: 3 })];
  const { run, pass } = pair(first, second);
  run.map.value = byPoint(500, 2000);
  assert.deepEqual(run.span.value, [-1500, 4000]);
  run.seek(-1500);
  pass(100);
  run.toggle();
  pass(1000);
  assert.equal(first.running, false);
  assert.equal(first.shown, 0);
  assert.ok(second.at > 500 && second.at < 1100);
  pass(1500);
  assert.ok(first.at > 500);
  assert.ok(Math.abs(second.at - run.map.value.to(first.at)) < 34);
  pass(3900);
  assert.equal(second.running, false);
  assert.equal(run.playing.value, false);
  assert.equal(run.at.value, 4000);
});

test("a loop goes round, the end stands, and from the end it begins anew", () => {
  const [first, second] = [reel({ seconds: 3 }), reel({ seconds: 3 })];
  const { run, pass } = pair(first, second);
  run.loop.value = [1000, 1500];
  run.toggle();
  const seen = [];
  for (let n = 0; n < 100; n += 1) {
    pass(50);
    seen.push(run.at.value);
  }
  assert.ok(Math.max(...seen) < 1550);
  assert.ok(Math.min(...seen.slice(25)) >= 1000);
  assert.ok(first.seeks >= 6);
  run.loop.value = null;
  pass(3000);
  assert.equal(run.playing.value, false);
  run.toggle();
  pass(400);
  assert.ok(run.at.value < 600);
});

test("a photo stands beside a video, two photos do not play", () => {
  const second = reel({ seconds: 3 });
  const { run, pass } = pair(still(), second);
  assert.deepEqual(run.span.value, [0, 3000]);
  run.toggle();
  pass(1000);
  assert.ok(run.at.value > 700);
  run.step(1);
  assert.equal(run.playing.value, false);
  const two = transport({ first: still(), second: still() });
  two.toggle();
  two.step(1);
  assert.equal(two.playing.value, false);
  assert.equal(two.at.value, 0);
});

test("one is moved by itself until both go on together", () => {
  const [first, second] = [reel(), reel()];
  const { run, pass } = pair(first, second);
  run.seek(1000);
  pass(100);
  run.nudge("second", 12);
  pass(100);
  assert.deepEqual([first.shown, second.shown], [30, 42]);
  assert.equal(run.isApart.value, true);
  assert.ok(Math.abs(run.moments.value.second - 1400) < 1e-6);
  run.put("first", -50);
  pass(100);
  assert.deepEqual([first.shown, second.shown], [0, 42]);
  run.map.value = byPoint(run.moments.value.first, run.moments.value.second);
  run.seek(run.moments.value.first);
  pass(100);
  assert.deepEqual([first.shown, second.shown, run.isApart.value], [0, 42, false]);
});
