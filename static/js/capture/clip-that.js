/** "Clip that" on a client's device: the ring, whether it can be spliced, and the moments cut from it, wired to the room. */

import { closers, computed, effect, every, signal, untracked } from "../lib/state.js";
import { readCall } from "./call.js";
import { openMoments } from "./moment.js";
import { createPace } from "./pace.js";
import { openReel } from "./reel.js";
import { openRing, ringType } from "./ring.js";
import { asksWhetherItSplices, splicesKey } from "./selftest.js";

const SECOND_MS = 1000;
const TEST_AFTER_MS = 5000; // by then the test's tail lacks its beginning
const TEST_MS = 1000;
const TEST_BITS = 250_000;

/**
 * Where a device sends its moments, and by what right.
 *
 * @typedef {{uploads: string | null, splice_check: string | null, headers?: Record<string, string>}} Way
 */

/**
 * @param {object} options
 * @param {import("../live/types.d.ts").PageConfig} options.config
 * @param {Way} [options.way] as the page was told, unless joining gave another
 * @param {import("../live/enter.js").LiveRoom} options.live
 * @param {import("../live/agreements.js").Agreements} options.agreements
 * @param {import("../live/devices.js").Devices} options.devices
 * @param {(listener: (lane: import("../live/lanes.js").Lane) => void) => () => void} options.onLane
 * @param {import("../lib/storage.js").Shelf} options.memory of the browser
 * @param {import("../lib/storage.js").Shelf} options.tab of this tab
 * @returns {() => void}
 */
export function openClipThat({ config, way = config, agreements, live, devices, onLane, memory, tab }) {
  const open = closers();
  const { clock } = live;
  const began_ms = clock.now();
  const agrees = computed(() => agreements.has("clips"));
  const type = ringType();
  const splices = signal(type === null || memory.get(splicesKey(type)) !== false);
  const look = async () => readCall(await live.callStats(), devices.track("camera")?.id);
  const ring = way.uploads ? openRing({ devices, onLane, agrees, splices, seconds: Math.max(30, config.clips.seconds), type }) : null;
  const moments = openMoments({
    ring,
    endpoint: way.uploads,
    headers: way.headers,
    session: config.session.id,
    agrees: () => agrees.peek(),
    clock,
    lost: (clip, why) => void live.command("clip.lost", { clip, why }),
    pace: createPace({ look }),
    memory: tab,
  });

  /** @param {import("../live/types.d.ts").RoomEvent | null} event */
  function hear(event) {
    const person = live.room.peek().peers[live.me.id]?.person ?? "";
    if (event === null) {
      if (live.room.peek().consents[person]?.["clips"] === false) agreements.hear("clips", false);
    } else if (event.type === "consent" && event.payload["person"] === person) {
      // A yes from before this page was made may have been taken back since, elsewhere: the page itself knows better.
      const { purpose, given } = event.payload;
      if (!given || event.at_ms >= began_ms - SECOND_MS) agreements.hear(purpose, Boolean(given));
    }
  }
  hear(null);
  open.add(live.onEvent(hear));
  open.add(effect(() => void (agrees.value || untracked(moments.wipe))));

  const mine = computed(() => live.room.value.clips.filter(({ peer }) => peer === live.me.id));
  open.add(
    effect(() => {
      const all = mine.value;
      if (live.caller.value === null || live.caller.value === "lobby") return;
      untracked(() => all.forEach(moments.take));
    }),
  );

  function tell() {
    const held = ring?.state.peek() ?? { on: false, held_ms: 0, bytes: 0, why: /** @type {const} */ ("off") };
    live.keeping.value = { buffer: { ...held, bytes: held.bytes + moments.bytes() }, clip_percent: moments.percent.peek() };
  }
  tell();
  open.add(every(SECOND_MS, tell));

  if (ring) {
    open.add(every(SECOND_MS, async () => ring.state.peek().on && ring.feel(await look().catch(() => null))));
    open.add(ring.close);
    open.add(testOnce());
  }
  open.add(moments.close);

  /**
   * Asks, once for this browser, whether the server can splice what it makes.
   *
   * @returns {() => void}
   */
  function testOnce() {
    const url = way.splice_check;
    if (!url || type === null || memory.get(splicesKey(type)) !== null) return () => {};
    let isAsking = false;
    const stop = every(TEST_AFTER_MS, async () => {
      const camera = devices.track("camera");
      if (isAsking || !camera || !ring?.state.peek().on) return;
      isAsking = true;
      stop();
      const answer = await test(url, camera, /** @type {string} */ (type)).catch(() => null);
      if (answer === null) return; // nobody could say: it is taken to work until the next time
      memory.set(splicesKey(/** @type {string} */ (type)), answer);
      splices.value = answer;
    });
    return stop;
  }

  /**
   * @param {string} url
   * @param {MediaStreamTrack} camera
   * @param {string} kind
   */
  async function test(url, camera, kind) {
    const reel = openReel({ tracks: [ring?.copy() ?? camera], type: kind, bits: TEST_BITS });
    try {
      await new Promise((go) => setTimeout(go, TEST_AFTER_MS));
      const cut = await reel.cut(clock.monotonic(), TEST_MS);
      return cut && (await asksWhetherItSplices({ url, headers: way.headers, cut }));
    } finally {
      reel.close();
    }
  }

  return open.close;
}
