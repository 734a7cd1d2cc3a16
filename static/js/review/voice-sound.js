/** The microphone of a voice-over: one MediaRecorder for each stretch that is spoken, onto a tape of this device. Touches no page. */

export const BITS = 96_000;
const SLICE_MS = 500;
const STOP_MS = 4000;

const TYPES = ["audio/webm;codecs=opus", "audio/mp4;codecs=mp4a.40.2", "audio/mp4", "audio/webm"];

/** What the microphone is asked for: a voice, as a call would. @type {MediaTrackConstraints} */
export const VOICE = { echoCancellation: false, noiseSuppression: true, autoGainControl: true };

/**
 * @param {(type: string) => boolean} [isSupported]
 * @returns {string | null} null where this browser cannot record
 */
export function soundType(isSupported = (type) => globalThis.MediaRecorder?.isTypeSupported(type) ?? false) {
  return TYPES.find(isSupported) ?? null;
}

/**
 * Why there is no microphone, in words a trainer can act on.
 *
 * @param {unknown} problem what getUserMedia threw
 * @returns {string}
 */
export function whyNot(problem) {
  const name = problem instanceof Error ? problem.name : "";
  if (name === "NotAllowedError" || name === "SecurityError") {
    return "This page may not use the microphone. Allow it by the sign beside the address, then press again. Nothing is recorded until you press Record.";
  }
  if (name === "NotFoundError" || name === "OverconstrainedError") return "There is no microphone on this device. Plug one in, then press again.";
  if (name === "NotReadableError" || name === "AbortError") return "Another program holds the microphone. Close it, then press again.";
  return "The microphone could not be opened. Try again, or choose another one.";
}

/**
 * Records from now on.
 *
 * @param {object} options
 * @param {MediaStream} options.stream
 * @param {string} options.type
 * @param {import("../capture/shelf.js").Tape} options.tape
 * @param {() => number} [options.now]
 * @param {(stream: MediaStream, how: MediaRecorderOptions) => MediaRecorder} [options.make]
 * @returns {{began: number, stop: () => Promise<number>, over: Promise<void>}} began: by the monotonic clock; stop gives when it ended; over: also by itself
 */
export function recordSound({ stream, type, tape, now = () => globalThis.performance.now(), make = (from, how) => new MediaRecorder(from, how) }) {
  const recorder = make(stream, { mimeType: type, audioBitsPerSecond: BITS });
  let written = Promise.resolve();
  /** @type {() => void} */
  let settle = () => {};
  const over = new Promise((/** @type {(value: void) => void} */ go) => void (settle = () => go()));
  recorder.ondataavailable = ({ data }) => {
    written = written.then(async () => tape.append(await data.arrayBuffer()));
  };
  const finish = () => void written.catch(() => {}).then(settle);
  recorder.onstop = finish;
  recorder.onerror = finish;
  recorder.start(SLICE_MS);
  const began = now();
  return {
    began,
    over,
    async stop() {
      const ended = now();
      const patience = setTimeout(finish, STOP_MS);
      if (recorder.state !== "inactive") recorder.stop();
      else finish();
      await over;
      clearTimeout(patience);
      await tape.end({ duration_ms: Math.round(ended - began) });
      return ended;
    },
  };
}

/**
 * How loud it is, 0..1, as often as it is asked.
 *
 * @param {MediaStream} stream
 * @returns {{level: () => number, close: () => void}}
 */
export function listenTo(stream) {
  const context = new AudioContext();
  const analyser = context.createAnalyser();
  analyser.fftSize = 1024;
  const from = context.createMediaStreamSource(stream);
  from.connect(analyser);
  const samples = new Float32Array(analyser.fftSize);
  return {
    level() {
      analyser.getFloatTimeDomainData(samples);
      let sum = 0;
      for (const one of samples) sum += one * one;
      const db = 10 * Math.log10(sum / samples.length + 1e-9);
      return Math.max(0, Math.min(1, (db + 60) / 50));
    },
    close() {
      from.disconnect();
      void context.close();
    },
  };
}
