/** What flows between two devices: fixed lanes, laid once, so that nothing is ever negotiated again. */

/**
 * @typedef {"voice" | "camera" | "screen" | "screen-sound"} Lane
 * @typedef {{role: "trainer" | "client", device: "main" | "camera" | "remote"}} End one of the two devices
 */

/** @type {Record<Lane, "audio" | "video">} */
export const KIND = { voice: "audio", camera: "video", screen: "video", "screen-sound": "audio" };

/** @type {readonly Lane[]} */
export const ALL_LANES = ["voice", "camera", "screen", "screen-sound"];

/**
 * The lanes between two devices, in the order of their m-lines; empty when the two have nothing to show each other.
 * A second camera is silent, and shows itself to the main devices it may.
 *
 * @param {End} mine
 * @param {End} theirs
 * @returns {readonly Lane[]}
 */
export function lanesBetween(mine, theirs) {
  if (mine.role === "client" && theirs.role === "client") return [];
  if (mine.device === "remote" || theirs.device === "remote") return [];
  if (mine.device === "main" && theirs.device === "main") return ALL_LANES;
  return mine.device === "camera" && theirs.device === "camera" ? [] : ["camera"];
}

/**
 * The trainer's device always offers; between two of the trainer's, the main one.
 *
 * @param {End} mine
 * @param {End} theirs
 * @returns {boolean}
 */
export function offers(mine, theirs) {
  return mine.role === theirs.role ? mine.device === "main" : mine.role === "trainer";
}

/**
 * @param {End} mine
 * @param {End} theirs
 * @returns {boolean} whether my side sends at all: a main device only looks at a second camera
 */
export function sends(mine, theirs) {
  return !(mine.device === "main" && theirs.device === "camera");
}

/**
 * @param {End} mine
 * @param {End} theirs
 * @returns {boolean} whether anything comes back
 */
export function receives(mine, theirs) {
  return sends(theirs, mine);
}

/**
 * How a lane is sent. Movement is what is coached: the camera keeps its frames and gives up pixels first (half the pixels still show a
 * knee, half the frames hide the bottom of a squat). A shared screen is read: it keeps its pixels.
 *
 * @param {Lane} lane
 * @param {boolean} [isMusic] the voice's microphone is to let music through
 * @returns {{maxBitrate: number, degradationPreference: RTCDegradationPreference | null, contentHint: string}}
 */
export function sending(lane, isMusic = false) {
  switch (lane) {
    case "camera":
      return { maxBitrate: 2_500_000, degradationPreference: "maintain-framerate", contentHint: "motion" };
    case "screen":
      return { maxBitrate: 2_500_000, degradationPreference: "maintain-resolution", contentHint: "detail" };
    case "voice":
      if (isMusic) return sending("screen-sound");
      return { maxBitrate: 48_000, degradationPreference: null, contentHint: "speech" };
    default:
      return { maxBitrate: 128_000, degradationPreference: null, contentHint: "music" };
  }
}
