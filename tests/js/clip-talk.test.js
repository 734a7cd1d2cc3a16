/** Comments of a clip: threads, what one is about, and those that wait for a connection. */

import assert from "node:assert/strict";
import test from "node:test";

import { answered, keepNew, named, nearest, newUntil, place, same, threads } from "../../static/js/clips/thread.js";
import { Refusal } from "../../static/js/lib/http.js";
import { openAbout } from "../../static/js/review/about.js";
import { signal } from "../../static/js/lib/state.js";
import { openOutbox } from "../../static/js/review/outbox.js";
import { openTalk } from "../../static/js/review/talk.js";

const one = (/** @type {any} */ facts) =>
  /** @type {import("../../static/js/clips/thread.js").Comment} */ (
    /** @type {unknown} */ ({ answers: null, moment_ms: null, until_ms: null, shape: "", is_gone: false, is_new: false, at_ms: 1, ...facts })
  );

test("threads stand by moment, answers under what they answer, and one taken back stays for its answers", () => {
  const found = threads([
    one({ id: "late", moment_ms: 9000 }),
    one({ id: "b", answers: "early", at_ms: 5 }),
    one({ id: "a", answers: "early", at_ms: 3 }),
    one({ id: "early", moment_ms: 1000, is_gone: true }),
    one({ id: "gone", moment_ms: 2000, is_gone: true }),
    one({ id: "whole" }),
  ]);
  assert.deepEqual(
    found.map(({ first, answers }) => [first.id, ...answers.map(({ id }) => id)]),
    [["whole"], ["early", "a", "b"], ["late"]],
  );
});

test("a place is said in words, and an address may name a comment", () => {
  assert.equal(place(one({ moment_ms: 3200, until_ms: 5000 })), "0:03 to 0:05");
  assert.equal(place(one({ moment_ms: 3200, shape: "ab" })), "0:03 · drawing");
  assert.equal(place(one({})), "");
  assert.equal(named("#comment-abc123"), "abc123");
  assert.equal(named("#comments"), "");
});

test("a comment of a frame is nearer than one of a span", () => {
  const all = [one({ id: "long", moment_ms: 0, until_ms: 5000 }), one({ id: "frame", moment_ms: 900 }), one({ id: "short", moment_ms: 500, until_ms: 2000 })];
  assert.deepEqual([900, 1800, 4000, 9000].map((at) => nearest(all, at)?.id ?? ""), ["frame", "short", "long", ""]);
});

test("what was new stays marked, and two lists differ when one of them was settled", () => {
  const before = [one({ id: "a", is_new: true, at_ms: 7 })];
  assert.equal(newUntil(keepNew(before, [one({ id: "a", at_ms: 7 })])), 7);
  assert.ok(!same([one({ id: "a" })], [one({ id: "a", is_resolved: true })]));
});

test("what one has answered is not new any more, what came after it is", () => {
  const all = [
    one({ id: "a", is_new: true, at_ms: 7 }),
    one({ id: "b", answers: "a", is_new: true, at_ms: 8 }),
    one({ id: "mine", answers: "a", is_mine: true, at_ms: 9 }),
    one({ id: "c", answers: "a", is_new: true, at_ms: 10 }),
    one({ id: "d", is_new: true, at_ms: 2 }),
  ];
  const isNew = (/** @type {import("../../static/js/clips/thread.js").Comment[]} */ some) => some.filter((each) => each.is_new).map(({ id }) => id);
  assert.deepEqual(isNew(answered(all)), ["c", "d"]);
  assert.deepEqual(isNew(answered(all.map((each) => ({ ...each, is_gone: each.id === "mine" })))), ["a", "b", "c", "d"]);
});

test("what is written is about the frame at its first letter, a span, a drawing, an answer or all of it", () => {
  let at = 1000;
  const talk = openAbout(() => ({ ms: at, frame: at / 100 }));
  talk.begin();
  at = 4000;
  assert.deepEqual(talk.wire(), { moment_ms: 1000, frame: 10 });
  talk.let_go();
  assert.deepEqual(talk.wire(), { moment_ms: 4000, frame: 40 });
  talk.span();
  at = 2500;
  talk.span();
  assert.deepEqual(talk.wire(), { moment_ms: 2500, frame: 25, until_ms: 4000 });
  talk.drawing("ab", { ms: 7, frame: null }, null);
  assert.deepEqual(talk.wire(), { moment_ms: 7, shape: "ab" });
  talk.answer({ id: "c1", name: "Alice", place: "" });
  talk.begin();
  assert.deepEqual(talk.wire(), { to: "c1" });
  talk.whole(true);
  assert.deepEqual(talk.wire(), {});
});

test("without a connection a comment waits on the device and goes later, under the same id", async () => {
  /** @type {Record<string, unknown>} */
  const kept = {};
  const memory = { get: (/** @type {string} */ name) => kept[name] ?? null, set: (/** @type {string} */ name, /** @type {unknown} */ value) => void (kept[name] = value) };
  /** @type {any[]} */
  const sent = [];
  /** @type {unknown[]} */
  const arrived = [];
  /** @type {string[]} */
  const refused = [];
  /** @type {"offline" | "" | "too-many"} */
  let trouble = "offline";
  /** @type {(() => void) | null} */
  let again = null;
  const options = {
    place: "outbox.x",
    memory,
    send: async (/** @type {any} */ body) => {
      sent.push(body);
      if (trouble) throw new Refusal(trouble, trouble);
      return { comment: body.id };
    },
    arrived: (/** @type {unknown} */ said) => void arrived.push(said),
    refused: (/** @type {any} */ _, /** @type {Refusal} */ problem) => void refused.push(problem.code),
    later: (/** @type {() => void} */ go) => (again = go),
  };
  const outbox = openOutbox(options);
  await outbox.write("No signal", { moment_ms: 3 }, 1);
  assert.equal(outbox.all.value.length, 1);
  assert.ok(again);
  outbox.close();

  // The page is opened again, with a connection.
  trouble = "";
  const next = openOutbox(options);
  assert.equal(next.all.value[0]?.text, "No signal");
  await next.go();
  assert.equal(sent[0].id, sent[1].id);
  assert.match(sent[0].id, /^[0-9a-f]{24}$/);
  assert.deepEqual([arrived.length, next.all.value.length, kept["outbox.x"]], [1, 0, null]);
  trouble = "too-many";
  await next.write("Once more", {}, 2);
  assert.deepEqual([refused, next.all.value.length], [["too-many"], 0]);
});

test("what the server refuses is as it was, and what came meanwhile stays", async () => {
  const said = signal("");
  const standing = signal({ comments: [one({ id: "a", is_resolved: false })] });
  const studio = /** @type {any} */ ({ config: { here: "/clips/x", side: "trainer" }, standing, askedAt: signal(0), say: (/** @type {string} */ words) => (said.value = words) });
  const talk = openTalk({ studio, memory: { get: () => null, set: () => {} }, refused() {} });
  const real = globalThis.fetch;
  globalThis.fetch = async () => {
    talk.comments.value = [...talk.comments.value, one({ id: "b" })];
    return new Response(JSON.stringify({ error: "gone", message: "It is gone." }), { status: 410, headers: { "Content-Type": "application/json" } });
  };
  try {
    talk.settle("a", true);
    assert.equal(talk.comments.value[0]?.is_resolved, true);
    while (!said.value) await new Promise((go) => setTimeout(go));
    assert.deepEqual(
      talk.comments.value.map(({ id, is_resolved }) => [id, Boolean(is_resolved)]),
      [["a", false], ["b", false]],
    );
  } finally {
    globalThis.fetch = real;
    talk.close();
  }
});
