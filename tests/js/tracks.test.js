/** What a connection carries, track by track. */

import assert from "node:assert/strict";
import test from "node:test";

import { tracksOf } from "../../static/js/live/tracks.js";

const LANES = /** @type {Record<string, any>} */ ({
  camera: { peer: null, lane: "camera" },
  "sound-0": { peer: "bob", lane: "voice" },
  "picture-0": { peer: "bob", lane: "camera" },
  screen: { peer: null, lane: "screen" },
});

/** @param {number} second */
const look = (second) => {
  const timestamp = second * 1000;
  return {
    key: "one",
    whose: (/** @type {string} */ mid) => LANES[mid] ?? null,
    stats: /** @type {any} */ (
      new Map(
        [
          { id: "o", type: "outbound-rtp", kind: "video", mid: "camera", timestamp, bytesSent: second * 100_000, framesPerSecond: 30, frameWidth: 1280, frameHeight: 720 },
          { id: "s", type: "outbound-rtp", kind: "video", mid: "screen", timestamp, bytesSent: 0 },
          { id: "r", type: "remote-inbound-rtp", localId: "o", roundTripTime: 0.042, jitter: 0.003, fractionLost: 0.0125 },
          { id: "p", type: "inbound-rtp", kind: "video", mid: "picture-0", timestamp, bytesReceived: second * 37_500, packetsReceived: second * 95, packetsLost: second * 5, jitter: 0.008, framesPerSecond: 15, frameWidth: 480, frameHeight: 360 },
          { id: "v", type: "inbound-rtp", kind: "audio", mid: "sound-0", timestamp, bytesReceived: second * 4000, packetsReceived: second * 50, packetsLost: 0, jitter: 0.002 },
          { id: "c", type: "candidate-pair", nominated: true, currentRoundTripTime: 0.04 },
        ].map((one) => [one.id, one]),
      )
    ),
  };
};

test("ours comes first, then each person's voice and picture, with what it takes and loses", () => {
  const found = tracksOf([look(1)], [look(3)]).map(({ key: _, ...rest }) => rest);
  assert.deepEqual(found, [
    { peer: null, lane: "camera", isOurs: true, kbit_s: 800, lost_percent: 1.3, rtt_ms: 42, jitter_ms: 3, frames_per_s: 30, size: "1280 × 720" },
    { peer: "bob", lane: "voice", isOurs: false, kbit_s: 32, lost_percent: 0, rtt_ms: 40, jitter_ms: 2, frames_per_s: null, size: "" },
    { peer: "bob", lane: "camera", isOurs: false, kbit_s: 300, lost_percent: 5, rtt_ms: 40, jitter_ms: 8, frames_per_s: 15, size: "480 × 360" },
  ]);
});

test("another connection is another measurement", () => {
  assert.deepEqual(tracksOf([{ ...look(1), key: "before" }], [look(2)]), []);
});
