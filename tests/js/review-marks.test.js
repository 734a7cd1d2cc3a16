/** Marks on a clip: whatever the order in which they arrive, all devices have the same; undo takes back one's own; nothing waits unseen. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { createActions } from "../../static/js/review/actions.js";
import { createMarks } from "../../static/js/review/marks.js";
import { passing } from "../../static/js/review/shelf.js";
import { createClock, createSync } from "../../static/js/review/sync.js";

/** Numbers that are random and the same each time. */
function dice(seed) {
  let state = seed;
  return (below) => {
    state = (state * 1664525 + 1013904223) % 4294967296;
    return Math.floor((state / 4294967296) * below);
  };
}

const shape = (x) => ({ tool: "line", at_ms: 0, points: [[x, 0], [1, 1]] });
const said = (marks) => [...marks.all.value.values()].map(({ id, body, stamp }) => [id, stamp, body]).sort();

test("any order of arrival, any number of times, gives the same set on every device", () => {
  for (let seed = 1; seed <= 60; seed += 1) {
    const roll = dice(seed);
    const skew = [0, -40_000, 7]; // no two clocks are alike
    let ms = 1_700_000_000_000;
    const devices = skew.map((by, n) => createMarks({ device: String(n).repeat(8), now: () => ms + by }));
    const written = [];
    for (const one of devices) one.onWrite((mark) => written.push(mark));
    const ids = [];
    for (let step = 0; step < 40; step += 1) {
      const one = devices[roll(devices.length)];
      ms += roll(3);
      const id = ids[roll(ids.length + 1)];
      const deed = roll(4);
      if (deed === 0 || !id) ids.push(one.put("shape", shape(step)).id);
      else if (deed === 1) one.change(id, { text: String(step) });
      else if (deed === 2) one.remove(id);
      else one.take(written.slice(roll(written.length))); // some of it gets about meanwhile
    }
    const ends = devices.map((one) => {
      const all = written.map((mark) => [roll(1e6), mark]).sort(([a], [b]) => a - b).map(([, mark]) => mark);
      for (let at = 0; at < all.length; at += 1 + roll(5)) one.take(all.slice(at));
      one.take(all);
      return said(one);
    });
    assert.deepEqual(ends[1], ends[0], `seed ${seed}`);
    assert.deepEqual(ends[2], ends[0], `seed ${seed}`);
  }
});

test("what is written after something was heard is later, also by a clock that is behind", () => {
  const ahead = createMarks({ device: "a".repeat(8), now: () => 2_000_000 });
  const behind = createMarks({ device: "b".repeat(8), now: () => 1_000_000 });
  const mark = ahead.put("key", { at_ms: 0, title: "start" });
  behind.take([mark]);
  behind.change(mark.id, { title: "bottom" });
  ahead.take([...behind.all.value.values()]);
  assert.equal(ahead.get(mark.id)?.body.title, "bottom");
});

test("a stamp has 13, 4 and 8 places, also when a thousand are made in one millisecond", () => {
  const marks = createMarks({ device: "0badcafe", now: () => 5 });
  const stamps = Array.from({ length: 12_000 }, (_, n) => marks.put("key", { at_ms: n }, "0".repeat(24)).stamp);
  assert.deepEqual([...stamps].sort(), stamps);
  assert.equal(new Set(stamps).size, stamps.length);
  for (const one of stamps) assert.match(one, /^\d{13}-\d{4}-[0-9a-f]{8}$/);
});

test("what was written and what is whole: a page that is only shown things forgets what is not shown any more", () => {
  const marks = createMarks();
  const mine = { id: "1".repeat(24), kind: "key", body: { at_ms: 0 }, stamp: "0000000000005-0000-00000000", is_deleted: false };
  marks.take([mine]);
  marks.take([], { isWhole: true });
  assert.equal(marks.all.value.size, 0);
  marks.take([mine], { isWhole: true });
  assert.equal(marks.all.value.size, 1);
});

test("undo and redo go back and forth, and a new deed ends what could be redone", () => {
  const marks = createMarks();
  const undo = createActions(marks);
  const id = undo.undoable("Draw a line", () => marks.put("shape", shape(0))).id;
  undo.undoable("Write a word", () => marks.change(id, { text: "Knee" }));
  undo.undoable("Take away", () => marks.remove(id));
  assert.equal(undo.canUndo.value, "Take away");
  assert.equal(undo.undo(), "Take away");
  assert.equal(marks.get(id)?.body.text, "Knee");
  assert.equal(undo.undo(), "Write a word");
  assert.equal(marks.get(id)?.body.text, undefined);
  assert.equal(undo.redo(), "Write a word");
  assert.equal(marks.get(id)?.body.text, "Knee");
  undo.goTo(0);
  assert.equal(marks.all.value.size, 0);
  undo.goTo(3);
  assert.equal(marks.get(id), null);
  undo.goTo(2);
  assert.deepEqual(undo.list.value.map((one) => one.isDone), [true, true, false]);
  undo.undoable("Draw", () => marks.put("shape", shape(1)));
  assert.equal(undo.canRedo.value, null);
});

test("undo is not hindered by the server setting right what was written, nor does it take back what another wrote", () => {
  const marks = createMarks({ device: "a".repeat(8) });
  const other = createMarks({ device: "b".repeat(8) });
  const undo = createActions(marks);
  const line = undo.undoable("Draw a line", () => marks.put("shape", shape(0)));
  const word = undo.undoable("Write", () => marks.change(line.id, { text: "x" }));
  marks.take([{ ...word, body: { ...word?.body, fade_ms: 0 }, by: "t:1" }]);
  undo.undo();
  assert.equal(marks.get(line.id)?.body.text, undefined);
  marks.take([{ .../** @type {any} */ (marks.get(line.id)), by: "t:1", body: { ...shape(0), fade_ms: 0 } }]);
  undo.redo();
  assert.equal(marks.get(line.id)?.body.text, "x");
  other.take([...marks.all.value.values()]);
  marks.take([/** @type {any} */ (other.change(line.id, { text: "theirs" }))]);
  undo.undo();
  assert.equal(marks.get(line.id)?.body.text, "theirs");
});

test("several writings of one deed are one change for who looks, and are taken back together", () => {
  const marks = createMarks();
  const undo = createActions(marks);
  let looks = 0;
  marks.all.subscribe(() => (looks += 1));
  undo.undoable("Paste", () => {
    for (let n = 0; n < 50; n += 1) marks.put("shape", shape(n));
  });
  assert.equal(looks, 2);
  undo.undo();
  assert.equal(looks, 3);
  assert.equal(marks.all.value.size, 0);
});

// ---- in step with a server

/** The server's side in a few lines: the same rule, kept by stamps. */
function room({ now = () => 1_000_000, most = Infinity, ahead_ms = 300_000 } = {}) {
  const rows = new Map();
  let seq = 0;
  let isUp = true;
  const answer = (since, refused = []) => {
    const news = [...rows.values()].filter((row) => row.seq > since).sort((a, b) => a.seq - b.seq);
    return { seq, marks: news, refused, more: false, whole: false, now_ms: now(), review: { standing: "open" } };
  };
  const reach = () => {
    if (!isUp) throw Object.assign(new Error("offline"), { status: 0 });
  };
  return {
    rows,
    set isUp(value) {
      isUp = value;
    },
    async fetch(since) {
      reach();
      return structuredClone(answer(since));
    },
    async send({ since, marks }) {
      reach();
      const refused = [];
      for (const one of marks) {
        const there = rows.get(one.id);
        if (Number(one.stamp.slice(0, 13)) > now() + ahead_ms) refused.push({ id: one.id, error: "stamp-ahead", message: "The clock." });
        else if (!there && rows.size >= most) refused.push({ id: one.id, error: "too-many-marks", message: "Full." });
        else if (!there || one.stamp > there.stamp) rows.set(one.id, { ...one, seq: (seq += 1), by: "t:1" });
      }
      return structuredClone(answer(since, refused));
    },
  };
}

function open(server, { shelf = passing(), local = () => 1_000_000 } = {}) {
  const clock = createClock(local);
  const marks = createMarks({ now: clock.now });
  return { marks, shelf, sync: createSync({ marks, shelf, clock, send: server.send, fetch: server.fetch }) };
}

test("what was drawn offline is kept on the device, outlives the page, and is sent later; two trainers merge by shape", async () => {
  const server = room();
  const mine = open(server);
  const theirs = open(server);
  const line = mine.marks.put("shape", shape(0));
  await mine.sync.go();
  await theirs.sync.go();
  assert.equal(mine.sync.state.value, "saved");
  server.isUp = false;
  mine.marks.change(line.id, { text: "mine" });
  const other = theirs.marks.put("shape", shape(1));
  await mine.sync.go();
  assert.equal(mine.sync.state.value, "offline");
  assert.equal(mine.sync.unsent.value, 1);
  await mine.sync.settled();
  const again = open(server, { shelf: mine.shelf });
  await again.sync.settled();
  assert.equal(again.marks.get(line.id)?.body.text, "mine");
  assert.equal(again.sync.state.value, "waiting");
  server.isUp = true;
  await theirs.sync.go();
  await again.sync.go();
  await theirs.sync.go();
  assert.equal(again.sync.state.value, "saved");
  assert.deepEqual(said(theirs.marks), said(again.marks));
  assert.equal(theirs.marks.get(line.id)?.body.text, "mine");
  assert.ok(again.marks.get(other.id));
});

test("a clock that is a day ahead is set right, and what it wrote is sent again by itself", async () => {
  const server = room();
  const one = open(server, { local: () => 1_000_000 + 86_400_000 });
  const mark = one.marks.put("shape", shape(0));
  await one.sync.go();
  assert.equal(one.sync.state.value, "saved");
  assert.ok(Number(server.rows.get(mark.id).stamp.slice(0, 13)) <= 1_000_000 + 300_000);
});

test("what the server will not have stays on this device and says why, until there is room", async () => {
  const server = room({ most: 1 });
  const one = open(server);
  one.marks.put("shape", shape(0));
  await one.sync.go();
  const late = one.marks.put("shape", shape(1));
  await one.sync.go();
  assert.equal(one.sync.state.value, "refused");
  assert.deepEqual(one.sync.refused.value, [{ id: late.id, message: "Full." }]);
  await one.sync.settled();
  const again = open(server, { shelf: one.shelf });
  await again.sync.go();
  assert.equal(again.sync.state.value, "refused");
  assert.ok(again.marks.get(late.id));
  server.rows.clear();
  again.sync.retry();
  await again.sync.go();
  assert.equal(again.sync.state.value, "saved");
});

test("what lay outside and was moved is said once, several in one sentence", async () => {
  let moved = [{ id: "a", where: "points", message: "It lay outside." }];
  const marks = createMarks({ device: "0000000a", now: () => 1 });
  const answer = async () => ({ seq: 0, marks: [], refused: [], moved, more: false, whole: false, now_ms: 1, review: {} });
  const sync = createSync({ marks, shelf: passing(), send: answer, fetch: answer });
  await sync.go();
  assert.equal(sync.moved.value, "It lay outside.");
  moved = [...moved, ...moved];
  await sync.go();
  assert.match(sync.moved.value, /^2 drawings or key frames lay outside/);
  moved = [];
  await sync.go();
  assert.equal(sync.moved.value, "");
});

test("ten thousand shapes are sent in parcels", async () => {
  const server = room();
  let parcels = 0;
  const { send } = server;
  server.send = (body) => {
    parcels += 1;
    assert.ok(JSON.stringify(body).length < 1_000_000);
    return send(body);
  };
  const one = open(server);
  one.marks.together(() => {
    for (let n = 0; n < 10_000; n += 1) one.marks.put("shape", { ...shape(0), points: Array.from({ length: 20 }, (_, k) => [k / 20, n / 10_000]) });
  });
  await one.sync.go();
  assert.equal(server.rows.size, 10_000);
  assert.ok(parcels >= 25);
});
