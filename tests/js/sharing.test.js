/** What is shared beside camera and voice: the screen with its sound, and music, which goes before it. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { createSharing } from "../../static/js/live/sharing.js";

let made = 0;
/** @param {"audio" | "video"} kind */
const track = (kind) => ({ id: `${kind} ${(made += 1)}`, kind, contentHint: "", isStopped: false, stop() { this.isStopped = true; } }); // prettier-ignore

/** A browser whose person gives what `given` says; null: they changed their mind. */
function side() {
  /** @type {Record<string, any>} */
  const lanes = {};
  /** @type {any} */
  let state = { screen: false, music: null };
  const world = { given: /** @type {any[] | null} */ ([track("video"), track("audio")]), asked: /** @type {any} */ (null) };
  const media = {
    getDisplayMedia: async (/** @type {any} */ wish) => {
      world.asked = wish;
      if (world.given === null) throw new DOMException("no", "NotAllowedError");
      const of = (/** @type {string} */ kind) => /** @type {any[]} */ (world.given).filter((one) => one.kind === kind);
      return { getVideoTracks: () => of("video"), getAudioTracks: () => of("audio") };
    },
  };
  const sharing = createSharing({
    lay: (lane, one) => void (lanes[lane] = one),
    set: (change) => void (state = { ...state, ...change }),
    get: () => state,
    media: /** @type {any} */ (media),
  });
  return { sharing, lanes, world, state: () => state };
}

test("a screen is shared with its sound, and both end with it", async () => {
  const { sharing, lanes, world, state } = side();
  await sharing.share();
  assert.deepEqual([lanes["screen"], lanes["screen-sound"]], world.given);
  assert.equal(lanes["screen"].contentHint, "detail");
  assert.equal(state().screen, true);
  sharing.lost("screen");
  assert.deepEqual([lanes["screen"], lanes["screen-sound"], state().screen], [null, null, false]);
});

test("of another tab only the sound is taken, as it is, and its picture is let go of", async () => {
  const { sharing, lanes, world, state } = side();
  assert.equal(await sharing.shareTab(), true);
  const [picture, sound] = /** @type {any[]} */ (world.given);
  assert.equal(lanes["screen-sound"], sound);
  assert.deepEqual([sound.contentHint, sound.isStopped, picture.isStopped], ["music", false, true]);
  assert.deepEqual([world.asked.audio.echoCancellation, world.asked.audio.noiseSuppression, world.asked.audio.autoGainControl], [false, false, false]);
  assert.equal(state().music.kind, "tab");
  sharing.stopMusic();
  assert.deepEqual([lanes["screen-sound"], state().music, sound.isStopped], [null, null, true]);
});

test("who ticks no sound, or changes their mind, shares no music", async () => {
  const { sharing, lanes, world, state } = side();
  const picture = track("video");
  world.given = [picture];
  assert.equal(await sharing.shareTab(), false);
  assert.equal(picture.isStopped, true);
  world.given = null;
  assert.equal(await sharing.shareTab(), false);
  await sharing.share();
  assert.deepEqual([lanes, state()], [{}, { screen: false, music: null }]);
});

test("music goes on under a screen, before the screen's own sound, and after the screen's end", async () => {
  const { sharing, lanes, world, state } = side();
  await sharing.shareTab();
  const music = lanes["screen-sound"];
  world.given = [track("video"), track("audio")];
  await sharing.share();
  assert.equal(lanes["screen-sound"], music);
  assert.equal(world.given[1].isStopped, true);
  sharing.unshare();
  assert.equal(lanes["screen-sound"], music);
  assert.equal(music.isStopped, false);
  sharing.lost("screen-sound");
  assert.deepEqual([lanes["screen-sound"], state().music], [null, null]);
});

test("other music takes the place of the one before, which ends", async () => {
  const { sharing, lanes, world } = side();
  await sharing.shareTab();
  const first = lanes["screen-sound"];
  world.given = [track("video"), track("audio")];
  await sharing.shareTab();
  assert.notEqual(lanes["screen-sound"], first);
  assert.deepEqual([first.isStopped, lanes["screen-sound"].isStopped], [true, false]);
  sharing.close();
  assert.equal(lanes["screen-sound"].isStopped, true);
});
