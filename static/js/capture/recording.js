/** Records a camera at its own quality onto a tape, a chunk a second. Touches no page and sends nothing. */

import { signal } from "../lib/state.js";

export const VIDEO_BITS = 5_000_000;
export const AUDIO_BITS = 96_000;
export const BITS = VIDEO_BITS + AUDIO_BITS;
const CHUNK_MS = 1000;
const TICK_MS = 200;
const STOP_MS = 5000; // a recorder that does not say that it stopped is taken at its last chunk

/**
 * H.264 where it is offered: it plays everywhere and phones make it in hardware. In Matroska before MP4: Chromium hands an MP4 over only
 * from key frame to key frame, two seconds late, and a closed tab would lose them.
 */
const TYPES = [
  "video/webm;codecs=avc1.64001F,opus",
  "video/webm;codecs=h264,opus",
  "video/mp4;codecs=avc1.64001F,mp4a.40.2",
  "video/mp4;codecs=avc1.42E01F,mp4a.40.2",
  "video/mp4",
  "video/webm;codecs=vp8,opus",
  "video/webm",
];

/** What the camera is asked for. */
export const PICTURE = { width: { ideal: 1280 }, height: { ideal: 720 }, frameRate: { ideal: 30, max: 30 } };

/**
 * recording · stopping: the last chunk is on its way to the tape · done · failed: nothing came of it
 *
 * @typedef {{phase: "recording" | "stopping" | "done" | "failed", ms: number, why: "" | "silent" | "camera-lost" | "encoder"}} Running
 */

/**
 * @typedef {object} Recording
 * @property {import("../lib/state.js").ReadonlySignal<Running>} state
 * @property {() => Promise<void>} stop resolves once all of it is on the tape
 * @property {Promise<void>} over done or failed, however it came
 */

/**
 * @param {(type: string) => boolean} [isSupported]
 * @returns {string | null} null where this browser cannot record
 */
export function recordingType(isSupported = (type) => globalThis.MediaRecorder?.isTypeSupported(type) ?? false) {
  return TYPES.find(isSupported) ?? null;
}

/**
 * Starts at once. Ends by `stop`, after `seconds`, or when the camera is taken away; what was recorded until then is on the tape.
 *
 * @param {object} options
 * @param {MediaStream} options.stream
 * @param {import("./shelf.js").Tape} options.tape
 * @param {number | null} options.seconds
 * @param {() => number} [options.now_ms] a clock that only goes forward
 * @param {(stream: MediaStream, how: MediaRecorderOptions) => MediaRecorder} [options.make]
 * @returns {Recording}
 */
export function record({ stream, tape, seconds, now_ms = () => performance.now(), make = (from, how) => new MediaRecorder(from, how) }) {
  const began_ms = now_ms();
  const state = signal(/** @type {Running} */ ({ phase: "recording", ms: 0, why: "" }));
  /** @type {() => void} */
  let settle = () => {};
  const over = new Promise((/** @type {(value: void) => void} */ go) => void (settle = () => go()));
  let written = Promise.resolve();
  let isEnding = false;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let patience;

  /** @param {Partial<Running>} change */
  function set(change) {
    state.value = { ...state.peek(), ...change };
  }

  const how = {
    mimeType: recordingType() ?? "",
    videoBitsPerSecond: VIDEO_BITS,
    audioBitsPerSecond: AUDIO_BITS,
    videoKeyFrameIntervalDuration: 1000, // seeks well, needs no second copy for that
  };
  const recorder = make(stream, how);

  recorder.ondataavailable = ({ data }) => {
    const ms = Math.round(now_ms() - began_ms);
    written = written.then(async () => {
      await tape.append(await data.arrayBuffer());
      if (!isEnding) await tape.write({ duration_ms: ms });
    });
  };
  recorder.onerror = () => void finish("encoder");
  // All tracks ended: the camera was unplugged, or another program took it.
  recorder.onstop = () => void finish(isEnding ? "" : "camera-lost");

  const ticking = setInterval(() => {
    if (state.peek().phase !== "recording") return;
    set({ ms: now_ms() - began_ms });
    if (seconds !== null && now_ms() - began_ms >= seconds * 1000) void stop();
  }, TICK_MS);

  /** @param {Running["why"]} why */
  async function finish(why) {
    clearTimeout(patience);
    clearInterval(ticking);
    if (state.peek().phase === "done" || state.peek().phase === "failed") return;
    isEnding = true;
    const { ms } = state.peek();
    await written.catch(() => {});
    await tape.end({ duration_ms: Math.round(ms) });
    if (tape.size() === 0) set({ phase: "failed", why: why || "silent" });
    else set({ phase: "done", why });
    settle();
  }

  function stop() {
    if (state.peek().phase !== "recording") return over;
    isEnding = true;
    set({ phase: "stopping", ms: now_ms() - began_ms });
    patience = setTimeout(() => void finish(""), STOP_MS);
    if (recorder.state !== "inactive") recorder.stop();
    return over;
  }

  recorder.start(CHUNK_MS);
  return { state, stop, over };
}
