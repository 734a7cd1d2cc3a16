/** What is noted of a performance, and how a video is made to follow it. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { signal } from "../../static/js/lib/state.js";
import { performance as performed } from "../../static/js/review/performance.js";
import { steering } from "../../static/js/review/steering.js";
import { watchPerformance } from "../../static/js/review/voice-watch.js";

/** A video that shows what it is told to. */
class Video extends EventTarget {
  paused = true;
  seeking = false;
  playbackRate = 1;
  /** @type {((at: number, frame: {mediaTime: number, expectedDisplayTime: number}) => void) | null} */
  show = null;
  /** @param {NonNullable<Video["show"]>} show */
  requestVideoFrameCallback(show) {
    this.show = show;
    return 1;
  }
  cancelVideoFrameCallback() {}
  /** @param {number} at @param {number} media_ms */
  frame(at, media_ms) {
    this.show?.(at, { mediaTime: media_ms / 1000, expectedDisplayTime: at });
  }
  /** @param {string} type */
  say(type) {
    this.dispatchEvent(new Event(type));
  }
}

/** @param {object} [more] */
function watched(more = {}) {
  const video = new Video();
  /** @type {import("../../static/js/review/performance.js").Event[]} */
  const events = [];
  let at = 0;
  const view = signal({ zoom: 1, x: 0, y: 0, rotate: 0, mirror: false });
  const marks = { all: signal(new Map()) };
  const draft = signal(/** @type {any} */ (null));
  const watch = watchPerformance({
    film: /** @type {any} */ ({ video, player: { position: signal(0) }, start_ms: 0 }),
    view: /** @type {any} */ (view),
    marks,
    draft,
    before: [],
    time: (now) => now,
    emit: (event) => events.push(event),
    now: () => at,
    ...more,
  });
  return { video, events, view, marks, draft, watch, /** @param {number} to */ set: (to) => void (at = to) };
}

test("a start is the moment of the first new frame, a pause names the frame that stayed", () => {
  const { video, events, set } = watched();
  set(100);
  video.paused = false;
  video.say("play");
  video.frame(110, 0);
  for (let n = 1; n <= 10; n += 1) video.frame(150 + n * 33, n * 33);
  set(500);
  video.paused = true;
  video.say("pause");
  const shows = performed(events);
  assert.deepEqual(events.map(([t, type]) => [t, type]), [[0, "go"], [183, "play"], [500, "pause"]]);
  assert.equal(shows.transport(150).playing, false);
  assert.equal(shows.transport(183 + 99).media_ms, 33 + 99);
  assert.equal(shows.transport(600).media_ms, 330);
});

test("a video that is late is anchored anew, and a seek holds the old frame until the new one is there", () => {
  const { video, events, set } = watched();
  video.paused = false;
  video.say("play");
  video.frame(33, 33);
  video.frame(200, 120);
  set(210);
  video.seeking = true;
  video.say("seeking");
  video.seeking = false;
  video.frame(260, 2000);
  assert.deepEqual(events.map(([, type]) => type), ["go", "play", "at", "pause", "play"]);
  const shows = performed(events);
  assert.equal(shows.transport(250).media_ms, 120);
  assert.equal(shows.transport(270).media_ms, 2010);
});

test("drawings are kept as they come and go, nothing of a private layer, and what is under way is seen", () => {
  const { events, marks, draft, set } = watched();
  const shape = (/** @type {string} */ id, layer = "") => ({ id, kind: "shape", body: { tool: "line", layer } });
  set(10);
  marks.all.value = new Map([["l", { id: "l", kind: "layer", body: { is_private: true } }], ["a", shape("a")], ["b", shape("b", "l")], ["k", { id: "k", kind: "key", body: {} }]]);
  set(20);
  draft.value = { id: "draft", body: { tool: "line", layer: "", points: [1] } };
  set(30);
  draft.value = { id: "draft", body: { tool: "line", layer: "", points: [1, 2] } }; // too soon to be kept
  set(200);
  draft.value = { id: "draft", body: { tool: "line", layer: "", points: [1, 2, 3] } };
  set(300);
  draft.value = null;
  marks.all.value = new Map();
  const kept = events.slice(1).map(([t, type, what]) => [t, type, what.id ?? what]);
  const under = "d".repeat(24);
  assert.deepEqual(kept, [[10, "put", "a"], [20, "put", under], [200, "put", under], [300, "drop", under], [300, "drop", "a"]]);
});

test("a pointer is noted thirty times a second at most", () => {
  const { events, watch, set } = watched();
  for (let n = 0; n < 100; n += 1) {
    set(n * 5);
    watch.point(0.5, n / 100);
  }
  watch.point(null);
  watch.point(null);
  const points = events.filter(([, type]) => type === "point");
  assert.ok(points.length <= 16, String(points.length));
  assert.deepEqual(points.at(-1)?.slice(1), ["point"]);
});

test("a video is begun and sought as much earlier as it is late", () => {
  const shows = performed([[0, "go", 0], [1000, "play", 0, 1], [2000, "pause", 1000], [3000, "go", 5000], [4000, "play", 5000, 0.5]]);
  const { steer, started, late } = steering(shows, (ms) => Math.floor(ms / 33));
  const still = { paused: true, seeking: false, media_ms: 0, rate: 1 };
  assert.equal(steer({ ...still, t_ms: 900 }).deed, null);
  assert.equal(steer({ ...still, t_ms: 950 }).deed, "play");
  for (let n = 0; n < 20; n += 1) started(120);
  assert.ok(Math.abs(late().start_ms - 120) < 1);
  assert.equal(steer({ ...still, t_ms: 890 }).deed, "play");
  assert.equal(steer({ ...still, paused: false, t_ms: 1970, media_ms: 995 }).deed, "pause");
  assert.equal(steer({ ...still, paused: false, t_ms: 1970, media_ms: 960 }).deed, "rate");
  assert.equal(steer({ ...still, paused: false, t_ms: 2001, media_ms: 1003 }).deed, "pause");
  assert.deepEqual(steer({ ...still, t_ms: 2500, media_ms: 1100 }), { deed: "seek", media_ms: 1000, rate: 1, resumes: false });
  assert.equal(steer({ ...still, t_ms: 2900, media_ms: 1000 }).deed, null);
  assert.equal(steer({ ...still, t_ms: 2970, media_ms: 1000 }).media_ms, 5000);
});

test("a playing video is drawn to where it should be, and sought when it is far away", () => {
  const shows = performed([[0, "play", 0, 1]]);
  const { steer } = steering(shows, (ms) => Math.floor(ms / 33));
  const going = { paused: false, seeking: false, rate: 1, t_ms: 1000 };
  assert.equal(steer({ ...going, media_ms: 1005 }).deed, null);
  assert.ok(steer({ ...going, media_ms: 1060 }).rate < 0.8);
  assert.ok(steer({ ...going, media_ms: 940 }).rate > 1.2);
  assert.equal(steer({ ...going, media_ms: 1500 }).deed, "seek");
  assert.equal(steer({ ...going, seeking: true, media_ms: 5000 }).deed, null);
});
