/** A voice note: the microphone into a file. Touches no page. */

import { signal } from "../lib/state.js";

const MOST_MS = 15 * 60_000; // as recordings/voice.py
const KINDS = ["audio/mp4;codecs=mp4a.40.2", "audio/webm;codecs=opus", "audio/mp4", "audio/webm"];

/**
 * @typedef {object} Voice
 * @property {import("../lib/state.js").ReadonlySignal<number | null>} since when it began, by performance.now(); null: it does not record
 * @property {() => Promise<void>} start rejects when there is no microphone, or it is not permitted
 * @property {() => Promise<File | null>} stop what was recorded; null: nothing
 */

/**
 * @param {object} [options]
 * @param {Pick<MediaDevices, "getUserMedia"> | undefined} [options.devices]
 * @param {typeof MediaRecorder | undefined} [options.Recorder]
 * @returns {Voice}
 */
export function openVoice({ devices = navigator.mediaDevices, Recorder = globalThis.MediaRecorder } = {}) {
  const since = signal(/** @type {number | null} */ (null));
  /** @type {MediaRecorder | null} */
  let recorder = null;
  /** @type {Blob[]} */
  let pieces = [];
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let end;

  return {
    since,
    async start() {
      if (recorder) return;
      if (!devices || !Recorder) throw new Error("This browser cannot record sound here.");
      const stream = await devices.getUserMedia({ audio: true });
      pieces = [];
      const type = KINDS.find((kind) => Recorder.isTypeSupported(kind));
      recorder = new Recorder(stream, type ? { mimeType: type, audioBitsPerSecond: 48_000 } : {});
      recorder.addEventListener("dataavailable", ({ data }) => data.size > 0 && pieces.push(data));
      recorder.start(1000);
      since.value = performance.now();
      end = setTimeout(() => recorder?.state === "recording" && recorder.pause(), MOST_MS);
    },
    async stop() {
      const running = recorder;
      recorder = null;
      clearTimeout(end);
      since.value = null;
      if (!running) return null;
      const over = new Promise((done) => running.addEventListener("stop", done, { once: true }));
      if (running.state !== "inactive") running.stop();
      else return null;
      await over;
      for (const track of running.stream.getTracks()) track.stop();
      const type = (running.mimeType || "audio/webm").split(";")[0] ?? "audio/webm";
      const blob = new Blob(pieces, { type });
      if (blob.size === 0) return null;
      return new File([blob], `voice-note.${type === "audio/mp4" ? "m4a" : "webm"}`, { type, lastModified: Date.now() });
    },
  };
}
