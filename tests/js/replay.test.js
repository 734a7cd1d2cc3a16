/** Two screens at one place of a clip: where that is, and how a player gets there. */

import assert from "node:assert/strict";
import test from "node:test";

import { createFollower, nextRate, placeOf, steer, untilTurn } from "../../static/js/live/replay.js";

/** @typedef {import("../../static/js/live/types.d.ts").Replay} Replay */

/** @type {Replay} */
const REPLAY = {
  id: "replay-1",
  person: "c:bob",
  rev: 1,
  moment: "moment-1",
  clip: "k",
  state: "playing",
  at_ms: 1_000_000,
  position_ms: 1000,
  rate: 0.5,
  duration_ms: 10_000,
};

/**
 * A player in which time passes by `run`: it starts late, and a jump takes a while.
 *
 * @param {{speed?: number, start_ms?: number, jump_ms?: number}} [how] speed: of its own clock
 */
function fakePlayer({ speed = 1, start_ms = 30, jump_ms = 50 } = {}) {
  let starting_ms = 0;
  let jumping_ms = 0;
  const player = {
    readyState: 4,
    paused: true,
    seeking: false,
    playbackRate: 1,
    jumps: 0,
    ended: () => {},
    at: 0,
    get currentTime() {
      return player.at;
    },
    set currentTime(s) {
      player.at = s;
      player.jumps += 1;
      player.seeking = true;
      jumping_ms = jump_ms;
    },
    play() {
      if (player.paused) starting_ms = start_ms;
      player.paused = false;
      return Promise.resolve();
    },
    pause() {
      player.paused = true;
    },
    /** @param {number} ms */
    run(ms) {
      for (let left = ms; left > 0; left -= 1) {
        if (jumping_ms > 0) {
          jumping_ms -= 1;
          if (jumping_ms <= 0) {
            player.seeking = false;
            player.ended();
          }
        } else if (!player.paused && starting_ms > 0) starting_ms -= 1;
        else if (!player.paused) player.at += (player.playbackRate * speed) / 1000;
      }
    },
  };
  return player;
}

/**
 * Runs a follower for a while; how far it was off at each look after `settled_ms` and past the first second of a round, in ms of the clip.
 *
 * @param {ReturnType<typeof fakePlayer>} player
 * @param {Replay} replay
 * @param {{from_ms?: number, for_ms: number, settled_ms: number, start_ms?: number}} how
 */
function follow(player, replay, { from_ms = 0, for_ms, settled_ms, start_ms = 0 }) {
  let now_ms = replay.at_ms + from_ms;
  const follower = createFollower(player, { now: () => now_ms, start_ms: () => start_ms });
  player.ended = follower.seeked;
  const gaps = [];
  for (let gone = 0; gone < for_ms; ) {
    const wait_ms = Math.max(1, Math.ceil(follower.look(replay, null)));
    player.run(wait_ms);
    now_ms += wait_ms;
    gone += wait_ms;
    const { position_ms } = placeOf(replay, now_ms);
    if (gone > settled_ms && position_ms > 1000) gaps.push(Math.abs(player.at * 1000 - start_ms - position_ms));
  }
  return gaps;
}

test("it waits for its revision, plays at its rate, and loops", () => {
  const at = (/** @type {number} */ ms) => placeOf(REPLAY, REPLAY.at_ms + ms);
  assert.deepEqual(at(-50), { position_ms: 1000, isPlaying: false, rate: 0.5 });
  assert.deepEqual(at(1000), { position_ms: 1500, isPlaying: true, rate: 0.5 });
  assert.equal(at(18_000).position_ms, 0);
  assert.equal(at(18_600).position_ms, 300);
});

test("until a revision counts the one before does, so that nothing leaps", () => {
  const paused = { ...REPLAY, rev: 2, state: /** @type {const} */ ("paused"), at_ms: REPLAY.at_ms + 2000, position_ms: 2000 };
  assert.deepEqual(placeOf(paused, REPLAY.at_ms + 1900, REPLAY), { position_ms: 1950, isPlaying: true, rate: 0.5 });
  assert.deepEqual(placeOf(paused, REPLAY.at_ms + 2100, REPLAY), { position_ms: 2000, isPlaying: false, rate: 0.5 });
  assert.equal(untilTurn(paused, REPLAY.at_ms + 1900, REPLAY), 100);
  assert.equal(untilTurn(paused, REPLAY.at_ms + 2100, REPLAY), Infinity);
  assert.equal(untilTurn(REPLAY, REPLAY.at_ms + 17_900), 100);
});

test("a small error is made up by speed, a large one by a jump, a tiny one is let be", () => {
  const place = { position_ms: 5000, isPlaying: true, rate: 0.5 };
  assert.deepEqual(steer({ shown_ms: 5005, place, seek_ms: 60 }), { jump_ms: null, rate: 0.5 });
  assert.ok(steer({ shown_ms: 5060, place, seek_ms: 60 }).rate < 0.5);
  assert.ok(steer({ shown_ms: 4940, place, seek_ms: 60 }).rate > 0.5);
  assert.deepEqual(steer({ shown_ms: 7000, place, seek_ms: 60 }), { jump_ms: 5030, rate: 0.5 });
  assert.equal(steer({ shown_ms: 5230, place: { ...place, rate: 0.1 }, seek_ms: 60 }).rate, 0.0625);
});

test("standing still, it is the very same frame", () => {
  const place = { position_ms: 5000, isPlaying: false, rate: 0.5 };
  assert.equal(steer({ shown_ms: 5003, place, seek_ms: 60 }).jump_ms, null);
  assert.equal(steer({ shown_ms: 5010, place, seek_ms: 60 }).jump_ms, 5000);
});

for (const [words, how] of /** @type {const} */ ([
  ["a quick one", {}],
  ["one that starts late and jumps slowly", { start_ms: 180, jump_ms: 220 }],
  ["one whose clock runs three in a hundred fast", { speed: 1.03 }],
  ["one whose clock runs three in a hundred slow", { speed: 0.97 }],
])) {
  test(`a player is kept within half a frame for a minute: ${words}`, () => {
    const gaps = follow(fakePlayer(how), REPLAY, { for_ms: 60_000, settled_ms: 3000 });
    assert.ok(gaps.length > 300);
    assert.ok(Math.max(...gaps) <= 17, `off by ${Math.max(...gaps)} ms`);
  });
}

test("who comes in the middle jumps there once and stays", () => {
  const player = fakePlayer();
  const gaps = follow(player, REPLAY, { from_ms: 9000, for_ms: 6000, settled_ms: 1500 });
  assert.equal(player.jumps, 1);
  assert.ok(Math.max(...gaps) <= 17);
});

test("a moment that begins inside its file is played from there", () => {
  const player = fakePlayer();
  const gaps = follow(player, { ...REPLAY, position_ms: 0 }, { for_ms: 4000, settled_ms: 2000, start_ms: 700 });
  assert.ok(Math.max(...gaps) <= 17);
  assert.ok(player.at > 2);
});

test("a player without a picture yet is left alone", () => {
  const player = { ...fakePlayer(), readyState: 0 };
  createFollower(player, { now: () => REPLAY.at_ms + 5000, start_ms: () => 0 }).look(REPLAY, null);
  assert.equal(player.jumps, 0);
  assert.ok(player.paused);
});

test("slower and faster stop at the ends", () => {
  assert.equal(nextRate(0.5, -1), 0.25);
  assert.equal(nextRate(0.5, 1), 0.75);
  assert.equal(nextRate(0.1, -1), 0.1);
  assert.equal(nextRate(1, 1), 1);
  assert.equal(nextRate(0.3, 1), 0.5);
});
