/**
 * The last seconds of this device's camera, at the camera's own quality whatever the call does to it, so that a moment can be kept after
 * it has happened. Runs only where the person agreed to clips; a withdrawal wipes it at once.
 *
 * Nothing is restarted by the clock: time stamps of Matroska and MP4 have 64 bits, and a restart would leave a hole in which no moment is
 * whole. Only another camera, another size of picture or a recorder that fell silent begins anew; what was held stays until it is too old.
 */

import { closers, effect, every, signal, untracked } from "../lib/state.js";
import { watchLoad } from "./call.js";
import { openPair } from "./pair.js";
import { PREVIEW, shrink } from "./preview.js";
import { KEEP_MS, openReel } from "./reel.js";

const TICK_MS = 1000;
const SILENT_MS = 5000;
const PATIENCE_MS = 15_000; // between two restarts of a silent recorder
const LEVELS = [3_200_000, 1_500_000]; // bits of video in a second; the second without a preview: it is nearly as small
const PAIR_LEVELS = [2_500_000, 1_200_000];

/**
 * H.264 first: it is the cheapest to make. In Matroska before MP4: a fragmented MP4 comes 0.7 s late.
 */
const TYPES = [
  "video/webm;codecs=avc1.64001F,opus",
  "video/x-matroska;codecs=avc1,opus",
  "video/webm;codecs=h264,opus",
  "video/mp4;codecs=avc1.64001F,mp4a.40.2",
  "video/mp4;codecs=avc1.42E01F,mp4a.40.2",
  "video/mp4",
  "video/webm;codecs=vp8,opus",
  "video/webm",
];

/**
 * @typedef {import("./reel.js").Reel} Reel
 * @typedef {import("./reel.js").Cut} Cut
 * @typedef {import("../gen/messages.d.ts").Buffer} Buffer
 * @typedef {NonNullable<Buffer["why"]>} Why
 *
 * @typedef {{whole: Reel, small: Reel | null, copy: MediaStreamTrack | null, size: string, rested_ms: number | null}} Running
 */

/**
 * @typedef {object} Ring
 * @property {import("../lib/state.js").ReadonlySignal<Buffer>} state moves once a second
 * @property {(until_ms: number, length_ms: number) => Promise<{whole: Cut | null, preview: Cut | null}>} cut `until_ms`: monotonic
 * @property {() => MediaStreamTrack | null} copy the camera's small picture, for the self-test
 * @property {(call: import("./call.js").Call | null) => void} feel told once a second how the call is; lowers itself, then stops, when it is
 *   too much for this device
 * @property {() => void} close
 */

/**
 * @param {(type: string) => boolean} [isSupported]
 * @returns {string | null} null where this browser cannot record
 */
export function ringType(isSupported = (type) => globalThis.MediaRecorder?.isTypeSupported(type) ?? false) {
  return TYPES.find(isSupported) ?? null;
}

/**
 * @param {object} options
 * @param {import("../live/devices.js").Devices} options.devices
 * @param {(listener: (lane: import("../live/lanes.js").Lane) => void) => () => void} options.onLane
 * @param {import("../lib/state.js").ReadonlySignal<boolean>} options.agrees to clips
 * @param {import("../lib/state.js").ReadonlySignal<boolean>} options.splices whether the server can splice; otherwise two recorders run
 * @param {number} options.seconds the longest moment asked for, for two recorders
 * @param {string | null} [options.type]
 * @param {typeof openReel} [options.open]
 * @param {() => number} [options.now_ms]
 * @returns {Ring}
 */
export function openRing({ devices, onLane, agrees, splices, seconds, type = ringType(), open: openOne = openReel, now_ms = () => performance.now() }) {
  const open = closers();
  const state = signal(/** @type {Buffer} */ ({ on: false, held_ms: 0, bytes: 0, why: "off" }));
  const level = signal(0); // past the last: too heavy
  const isUnfit = signal(false); // what the recorder makes cannot be cut
  const turn = signal(0); // moves when the recorders are to begin anew
  const isHeavy = watchLoad();
  /** @type {Running | null} */
  let now = null;
  /** @type {Running[]} ended, and still young enough to be cut */
  let resting = [];
  let restarted_ms = -Infinity;

  /** @returns {Why} why nothing is recorded just now; "" when it is */
  function why() {
    if (!agrees.value) return "no-consent";
    if (!type || isUnfit.value) return "unsupported";
    if (level.value >= LEVELS.length) return "too-heavy";
    return devices.gear.value.camera ? "" : "camera-off";
  }

  /** @param {MediaStreamTrack} camera */
  const sizeOf = (camera) => `${camera.getSettings().width} ${camera.getSettings().height}`;

  function start() {
    const camera = devices.track("camera");
    if (!camera || !type) return;
    const voice = devices.track("voice");
    const tracks = voice ? [camera, voice] : [camera];
    const bits = /** @type {number} */ ((splices.peek() ? LEVELS : PAIR_LEVELS)[level.peek()]);
    try {
      /** @type {Running} */
      const mine = { whole: reel({ tracks, type, bits }), small: null, copy: null, size: sizeOf(camera), rested_ms: null };
      now = mine;
      if (level.peek() === 0) void startSmall(mine, camera);
    } catch {
      level.value = LEVELS.length; // the browser promised and could not
    }
  }

  /** @param {{tracks: MediaStreamTrack[], type: string, bits: number, keys_ms?: number}} how */
  function reel(how) {
    const make = (/** @type {boolean} */ keepsAll) => openOne({ ...how, keepsAll, now_ms });
    return splices.peek() ? make(false) : openPair(() => make(true), seconds * 1000, now_ms);
  }

  /**
   * @param {Running} mine
   * @param {MediaStreamTrack} camera
   */
  async function startSmall(mine, camera) {
    const copy = await shrink(camera);
    if (!copy) return;
    if (mine !== now) return copy.stop();
    mine.copy = copy;
    mine.small = reel({ tracks: [copy], type: /** @type {string} */ (type), ...PREVIEW });
  }

  /** Ends what runs; it can be cut for a while yet. */
  function rest() {
    if (!now) return;
    now.rested_ms = now_ms();
    for (const one of [now.whole, now.small]) one?.rest();
    now.copy?.stop();
    resting.push(now);
    now = null;
  }

  function wipe() {
    rest();
    for (const { whole, small } of resting) for (const one of [whole, small]) one?.close();
    resting = [];
  }

  function tell() {
    const isOld = (/** @type {Running} */ { rested_ms }) => rested_ms !== null && now_ms() - rested_ms > KEEP_MS;
    for (const { whole, small } of resting.filter(isOld)) for (const one of [whole, small]) one?.close();
    resting = resting.filter((one) => !isOld(one));
    const all = [...resting, ...(now ? [now] : [])];
    const bytes = all.reduce((sum, { whole, small }) => sum + whole.held().bytes + (small?.held().bytes ?? 0), 0);
    const next = { on: now !== null, held_ms: now?.whole.held().ms ?? 0, bytes, why: untracked(why) };
    state.value = next;
  }

  function tick() {
    const camera = devices.track("camera");
    const isOther = now && camera && now.size !== sizeOf(camera);
    const isSilent = now && now.whole.silent_ms() > SILENT_MS && now_ms() - restarted_ms > PATIENCE_MS;
    if (now?.whole.isUnfit()) isUnfit.value = true;
    else if (isOther || isSilent) again();
    tell();
  }

  function again() {
    restarted_ms = now_ms();
    turn.value += 1;
  }

  open.add(
    onLane((lane) => {
      if (lane === "camera" || lane === "voice") queueMicrotask(again); // several lanes at once: one new beginning each is cheap
    }),
  );
  open.add(
    effect(() => {
      turn.value;
      splices.value;
      const reason = why();
      untracked(() => {
        if (reason === "" || reason === "camera-off") rest();
        else wipe();
        if (reason === "") start();
        tell();
      });
    }),
  );
  open.add(every(TICK_MS, tick));

  return {
    state,
    copy: () => now?.copy ?? null,
    async cut(until_ms, length_ms) {
      const all = [...(now ? [now] : []), ...resting.toReversed()];
      for (const { whole, small } of all) {
        const [cut, preview] = await Promise.all([whole.cut(until_ms, length_ms), small?.cut(until_ms, length_ms) ?? null]);
        if (cut) return { whole: cut, preview };
      }
      return { whole: null, preview: null };
    },
    feel(call) {
      if (now && isHeavy(call)) level.value += 1;
    },
    close() {
      open.close();
      wipe();
    },
  };
}
