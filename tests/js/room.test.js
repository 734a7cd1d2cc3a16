/** The page's fold of the log equals the server's: the same histories are folded in tests/signaling/test_room_vectors.py. */

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";

import { emptyRoom, fold, peersIn } from "../../static/js/live/room.js";

/**
 * @typedef {import("../../static/js/live/types.d.ts").RoomEvent} RoomEvent
 * @typedef {{peer: string, role: string, person: string, snapshot: any}} Viewer
 */

/** @type {{events: RoomEvent[], viewers: Viewer[]}[]} */
const histories = JSON.parse(readFileSync(new URL("../vectors/rooms.json", import.meta.url), "utf8"));

/**
 * @param {RoomEvent} event
 * @param {Viewer} viewer
 */
const mayRead = ({ audience }, { role, peer, person }) =>
  role === "trainer" || audience === "everyone" || (Array.isArray(audience) && (audience.includes(peer) || audience.includes(person)));

/** @param {any} room what a viewer who is no trainer has no use for is left out */
const asSeenBy = (room, /** @type {Viewer} */ { role }) => (role === "trainer" ? room : { ...room, barred: [] });

test("each viewer's fold of each history equals the server's snapshot", () => {
  for (const [at, { events, viewers }] of histories.entries()) {
    for (const viewer of viewers) {
      const room = events.filter((event) => mayRead(event, viewer)).reduce(fold, emptyRoom());
      assert.deepEqual(asSeenBy({ ...room, head: events.length }, viewer), asSeenBy(viewer.snapshot, viewer), `history ${at}, ${viewer.peer}`);
    }
  }
});

test("a type that this page does not know moves the head and nothing else", () => {
  const room = fold(emptyRoom(), { seq: 1, at_ms: 1, type: "from-the-future", actor: "server", audience: "everyone", payload: {} });
  assert.deepEqual(room, { ...emptyRoom(), head: 1 });
});

test("people keep their order, whoever comes and goes", () => {
  const room = {
    ...emptyRoom(),
    peers: /** @type {any} */ ({ c: { id: "c", state: "in" }, a: { id: "a", state: "in" }, b: { id: "b", state: "gone" } }),
  };
  assert.deepEqual(peersIn(room, "in").map(({ id }) => id), ["a", "c"]);
});
