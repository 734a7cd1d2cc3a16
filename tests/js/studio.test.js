/** The review studio's table of keys, and how a picture lies in its frame. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { fit } from "../../static/js/review/fit.js";
import { createKeys, faces, table } from "../../static/js/review/keys.js";
import { wheel } from "../../static/js/review/scrub.js";
import { pushed, turned, zoomed } from "../../static/js/review/view.js";

const PRESS = { key: "", shift: false, ctrl: false, alt: false, isTyping: false, isOnButton: false, isRepeat: false };

/** @param {Partial<import("../../static/js/review/keys.js").Deed>} one */
const deed = (one) => ({ key: "x", deed: "x", words: "x", group: "Play", run() {}, ...one });

test("a press finds its deed, and none while one types or where the browser's own key is meant", () => {
  const keys = createKeys();
  let isCounting = true;
  keys.register([
    deed({ key: [" ", "k"], deed: "play" }),
    deed({ key: [".", "ArrowRight"], deed: "forward", repeats: true }),
    deed({ key: "ArrowRight", shift: true, deed: "second-on" }),
    deed({ key: "ArrowRight", ctrl: true, deed: "next-key" }),
    deed({ key: "?", deed: "keys" }),
    deed({ key: "z", ctrl: true, deed: "undo" }),
    deed({ key: "+", deed: "count", when: () => isCounting }),
    deed({ key: "+", deed: "zoom" }),
  ]);
  /** @param {Partial<typeof PRESS>} press */
  const found = (press) => keys.find({ ...PRESS, ...press })?.deed ?? null;
  assert.equal(found({ key: "." }), "forward");
  assert.equal(found({ key: "ArrowRight" }), "forward");
  assert.equal(found({ key: "ArrowRight", shift: true }), "second-on");
  assert.equal(found({ key: "ArrowRight", ctrl: true }), "next-key");
  assert.equal(found({ key: "?", shift: true }), "keys");
  assert.equal(found({ key: "K" }), "play");
  assert.equal(found({ key: "Z", ctrl: true }), "undo");
  assert.equal(found({ key: "z" }), null);
  assert.equal(found({ key: ".", isRepeat: true }), "forward");
  assert.equal(found({ key: " ", isRepeat: true }), null);
  assert.equal(found({ key: " ", isOnButton: true }), null);
  assert.equal(found({ key: "k", isTyping: true }), null);
  assert.equal(found({ key: "k", alt: true }), null);
  assert.equal(found({ key: "+", shift: true }), "count");
  isCounting = false;
  assert.equal(found({ key: "+", shift: true }), "zoom");
});

test("deeds run by their names, and what a part took back is gone", () => {
  const keys = createKeys();
  let ran = 0;
  const back = keys.register([deed({ deed: "play", run: () => void (ran += 1) })]);
  assert.equal(keys.run("play"), true);
  assert.equal(ran, 1);
  back();
  assert.equal(keys.run("play"), false);
  assert.equal(ran, 1);
});

test("the dialog's table says every key, and deeds of the same words on one line", () => {
  const all = [
    deed({ key: "ArrowLeft", shift: true, words: "one second" }),
    deed({ key: "ArrowRight", shift: true, words: "one second" }),
    deed({ key: "z", ctrl: true, words: "undo", group: "Edit" }),
    deed({ key: [], words: "no key of its own", group: "Edit" }),
  ];
  assert.deepEqual(table(all), [
    { group: "Play", lines: [{ words: "one second", faces: ["Shift ←", "Shift →"], deed: "x" }] },
    { group: "Edit", lines: [{ words: "undo", faces: ["Ctrl Z"], deed: "x" }] },
  ]);
  assert.deepEqual(faces(deed({ key: [" ", "k"] })), ["Space", "K"]);
});

test("a picture is as large as its frame lets it be, also when it is turned", () => {
  assert.deepEqual(fit({ width: 160, height: 90 }, 16 / 9, 0), { width: 160, height: 90 });
  assert.deepEqual(fit({ width: 160, height: 90 }, 1, 0), { width: 90, height: 90 });
  assert.deepEqual(fit({ width: 90, height: 160 }, 16 / 9, 90), { width: 160, height: 90 });
});

test("a drag turns frame by frame both ways, and a fast one faster", () => {
  const slow = wheel(100, 0);
  assert.equal(slow.turn(103, 100), 0);
  assert.equal(slow.turn(106, 200), 1);
  assert.equal(slow.turn(94, 400), -2);
  assert.ok(wheel(0, 0).turn(120, 30) > 20);
});

test("what is zoomed stays under the fingers, and the picture never leaves its frame", () => {
  const upright = { zoom: 1, x: 0, y: 0, rotate: /** @type {0} */ (0), mirror: false };
  const near = zoomed(upright, 2, 0.25, -0.25);
  assert.deepEqual([near.zoom, near.x, near.y], [2, -0.25, 0.25]);
  assert.equal(pushed(near, 9, 0).x, 0.5);
  assert.deepEqual(zoomed(near, 0.1), upright);
  assert.equal(turned(upright).rotate, 90);
  assert.equal(turned({ ...upright, mirror: true }).rotate, 270);
});

test("a press or a button of a part that is still to come hurries it, waits, and is done in its order", async () => {
  const keys = createKeys();
  /** @type {string[]} */
  const done = [];
  keys.register([deed({ key: "m", deed: "mute", run: () => void done.push("mute") })]);
  keys.wait({ ...PRESS, key: "5" });
  assert.equal(keys.run("later"), false); // nobody said that more is to come
  let hurried = 0;
  keys.expect(() => void (hurried += 1));
  for (const press of [{ key: "5" }, { key: "Shift", shift: true }, { key: "6", isTyping: true }, { key: "7", alt: true }, { key: "8", isRepeat: true }]) keys.wait({ ...PRESS, ...press });
  assert.equal(keys.run("later"), true);
  assert.equal(keys.run("mute"), true);
  keys.wait({ ...PRESS, key: "§" });
  assert.equal(hurried, 3);
  assert.deepEqual(done, ["mute"]);
  keys.register([
    deed({ key: "5", deed: "line", run: () => void done.push("line") }),
    deed({ key: ["6", "7", "8"], deed: "never", run: () => void done.push("never") }),
    deed({ key: [], deed: "later", run: () => void done.push("later") }),
  ]);
  assert.equal(keys.isWaiting(), true);
  await keys.complete();
  assert.equal(keys.isWaiting(), false);
  assert.deepEqual(done, ["mute", "line", "later"]);
  await keys.complete();
  keys.wait({ ...PRESS, key: "5" });
  assert.deepEqual(done, ["mute", "line", "later"]);
  assert.equal(keys.run("none"), false);
});

test("words that are typed after a key that waits are words, whatever keys they would be", async () => {
  const keys = createKeys();
  let isWriting = false;
  let written = "";
  /** @type {string[]} */
  const done = [];
  keys.register([deed({ key: "k", deed: "play", run: () => void done.push("play") })]);
  keys.expect(() => {});
  keys.wait({ ...PRESS, key: "c" });
  for (const key of "knees") keys.wait({ ...PRESS, key });
  keys.register([deed({ key: "c", deed: "comment", run: () => void (isWriting = true) })]);
  const typed = (/** @type {{key: string}} */ { key }) => {
    if (isWriting) written += key;
    return isWriting;
  };
  const doing = keys.complete(typed);
  keys.wait({ ...PRESS, key: "!", isTyping: false }); // one who types on while it is done
  await doing;
  assert.equal(written, "knees!");
  assert.deepEqual(done, []);
  assert.equal(keys.isWaiting(), false);
});

test("a deed that fails is told, and what waits behind it is done all the same", async () => {
  /** @type {string[]} */
  const told = [];
  globalThis.reportError = (problem) => void told.push(String(problem));
  const keys = createKeys();
  let isDone = false;
  keys.expect(() => {});
  keys.wait({ ...PRESS, key: "5" });
  keys.wait({ ...PRESS, key: "6" });
  const fails = () => {
    throw new Error("no such line");
  };
  keys.register([deed({ key: "5", run: fails }), deed({ key: "6", run: () => void (isDone = true) })]);
  await keys.complete();
  assert.deepEqual([told, isDone, keys.isWaiting()], [["Error: no such line"], true, false]);
});
