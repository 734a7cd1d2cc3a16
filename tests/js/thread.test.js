/** A thread's feed: what is new stays marked, is told to be seen once, and survives a dead network. */

import assert from "node:assert/strict";
import test from "node:test";
import { Refusal } from "../../static/js/lib/http.js";
import { newUntil, openFeed } from "../../static/js/threads/feed.js";

/** @param {Partial<import("../../static/js/threads/feed.js").Message>} some */
function message(some) {
  const none = { kind: "text", when: "", name: "Bob", is_urgent: false, is_read: false, clip: null, has_lost_clip: false, cheers: 0, cheered: false, cheerers: [] };
  return /** @type {any} */ ({ ...none, id: "m1", is_mine: false, text: "Hello", at_ms: 10, is_new: false, ...some });
}

/** @param {(() => object)[]} answers one for each look, the last for all that follow */
function server(answers) {
  /** @type {{asked: string[], posts: [string, any][]}} */
  const heard = { asked: [], posts: [] };
  return {
    heard,
    http: /** @type {any} */ ({
      get: async (/** @type {string} */ url) => {
        const answer = answers[Math.min(heard.asked.length, answers.length - 1)];
        heard.asked.push(url);
        return answer?.();
      },
      post: async (/** @type {string} */ url, /** @type {any} */ body) => {
        heard.posts.push([url, body]);
        return {};
      },
    }),
  };
}

test("what is new is told to be seen once, and stays marked until the next visit", async () => {
  const there = server([() => ({ mark: "b", messages: [message({ is_new: true })] }), () => ({ mark: "c", messages: [message({ is_new: false })] })]);
  const feed = openFeed({ here: "/t", mark: "a", messages: [], isSeen: () => true, http: there.http, everyMs: 1e6 });
  await feed.look();
  await feed.look();
  assert.deepEqual(there.heard.asked, ["/t?known=a", "/t?known=b"]);
  assert.deepEqual(there.heard.posts, [["/t/seen", { until_ms: 10 }]]);
  assert.equal(feed.messages.value[0]?.is_new, true);
  feed.close();
});

test("a page nobody looks at has seen nothing", async () => {
  const there = server([() => ({ mark: "b", messages: [message({ is_new: true })] })]);
  const feed = openFeed({ here: "/t", mark: "a", messages: [], isSeen: () => false, http: there.http, everyMs: 1e6 });
  await feed.look();
  assert.deepEqual(there.heard, { asked: [], posts: [] });
  feed.close();
});

test("a dead network is said and changes nothing", async () => {
  const there = server([
    () => {
      throw new Refusal("offline", "There is no connection.");
    },
    () => ({ mark: "a" }),
  ]);
  const feed = openFeed({ here: "/t", mark: "a", messages: [message({})], isSeen: () => true, http: there.http, everyMs: 1e6 });
  await feed.look();
  assert.match(feed.trouble.value, /No connection/);
  assert.equal(feed.messages.value.length, 1);
  await feed.look();
  assert.equal(feed.trouble.value, "");
  feed.close();
});

test("one's own messages are never the last that is new", () => {
  assert.equal(newUntil([message({ is_new: true, at_ms: 5 }), message({ id: "m2", is_mine: true, is_new: true, at_ms: 9 })]), 5);
  assert.equal(newUntil([]), 0);
});
