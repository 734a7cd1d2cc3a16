/**
 * The camera's picture once more, small, for the early version of a moment: a copy of the track scaled down by the browser, and a ring of its
 * own. A sixteenth of the pixels at a third of the frames costs a twentieth of a core to encode, and ten seconds of it are 300 kB.
 */

const WIDE = 320;
const FRAMES = 10;
const LOOKS = 30;
const LOOK_MS = 100;

/** How it is recorded, in the ring's own type: VP8 keeps its rate better than H.264 in a grainy picture, and costs five times as much. */
export const PREVIEW = { bits: 220_000, keys_ms: 1000 };

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
