/**
 * The camera's picture once more, small, for the early version of a moment: a copy of the track scaled down by the browser, and a ring of its
 * own. A sixteenth of the pixels at half the frames costs next to nothing to encode, and ten seconds of it are 300 kB.
 */

const WIDE = 320;
const FRAMES = 15;
const LOOKS = 30;
const LOOK_MS = 100;

const BITS = 220_000;
const KEY_FRAMES_MS = 1000;

// VP8 gives up frames to keep its rate; the H.264 of browsers keeps them, and a grainy picture took 0.9 Mbit/s of the 0.22 it was allowed.
const TYPES = ["video/webm;codecs=vp8"];

/**
 * How the small picture is recorded.
 *
 * @param {string} type the large one's, where the small one's own is not to be had
 * @param {(type: string) => boolean} [isSupported]
 * @returns {{type: string, bits: number, keys_ms: number}}
 */
export function previewHow(type, isSupported = (one) => globalThis.MediaRecorder?.isTypeSupported(one) ?? false) {
  return { type: TYPES.find(isSupported) ?? type, bits: BITS, keys_ms: KEY_FRAMES_MS };
}

/**
 * @param {MediaStreamTrack} track
 * @returns {Promise<MediaStreamTrack | null>} null where this browser cannot scale a copy without touching the original
 */
export async function shrink(track) {
  const { width = 1280, height = 720 } = track.getSettings();
  const scale = WIDE / Math.max(width, height);
  if (scale >= 1) return null; // as small as that already: the whole is no more than a preview
  const small = track.clone();
  try {
    await small.applyConstraints({ width: even(width * scale), height: even(height * scale), frameRate: FRAMES });
    // What a track says of its size follows its frames.
    for (let look = 0; look < LOOKS && small.getSettings().width === width; look += 1) await new Promise((go) => setTimeout(go, LOOK_MS));
    const now = track.getSettings();
    if (now.width === width && now.height === height && small.getSettings().width !== width) return small;
    if (now.width !== width) await track.applyConstraints({ width: { ideal: width }, height: { ideal: height } });
  } catch {
    // Then without.
  }
  small.stop();
  return null;
}

/** @param {number} size */
function even(size) {
  return 2 * Math.round(size / 2);
}
