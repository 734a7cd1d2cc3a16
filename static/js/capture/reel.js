/**
 * One MediaRecorder that never stops by itself, and the last seconds of what it made: its header, and a ring of chunks. A moment is the
 * header and some of the last chunks; the server splices them without transcoding.
 *
 * Content time 0 is the `start()` call, so a chunk that came at a moment ends at that moment of content, less what the encoder holds
 * back. The ring's own clock is the browser's monotonic one.
 */

import { nextPart } from "./container.js";

export const KEEP_MS = 35_000;
const MOST_BYTES = 40 * 2 ** 20; // a camera that will not be told its rate
const SLICE_MS = 500;
const SLICE_SAFARI_MS = 1000; // it cuts no finer
const KEY_FRAMES_MS = 500;
const LEAD_MS = 400; // and the distance of key frames: so much before a moment, that one is in it
const LEAD_UNKNOWN_MS = 3000; // where the browser sets key frames as it likes
const FLUSH_MS = 1500; // how long a recorder may take to hand over what it holds
const EARLY = 16; // chunks without a place to begin: this is no recording we know
const FRAGMENT_MS = 1200; // an MP4 gives a fragment when the next one begins

/**
 * @typedef {object} Cut
 * @property {Blob} blob header and tail
 * @property {number} head_bytes
 * @property {number} keep_ms of content, before what is dropped at the end
 * @property {number} drop_end_ms what came after the press
 * @property {string} type
 *
 * @typedef {object} Reel
 * @property {string} type as the recorder calls what it makes
 * @property {() => {ms: number, bytes: number}} held
 * @property {() => number} silent_ms since when nothing came
 * @property {() => boolean} isUnfit what comes has no part that could be cut out
 * @property {(until_ms: number, length_ms: number) => Promise<Cut | null>} cut the moment that ends at `until_ms`; null when nothing of it
 *   is held
 * @property {() => void} rest stops recording; what is held can still be cut
 * @property {() => void} close forgets everything
 */

/**
 * @param {object} options
 * @param {MediaStreamTrack[]} options.tracks
 * @param {string} options.type
 * @param {number} options.bits of video in a second
 * @param {number} [options.keys_ms] from one key frame to the next
 * @param {boolean} [options.keepsAll] from the start on, for a server that cannot splice; whoever opened it ends it in time
 * @param {() => number} [options.now_ms] monotonic
 * @param {(stream: MediaStream, how: MediaRecorderOptions) => MediaRecorder} [options.make]
 * @returns {Reel}
 */
export function openReel({
  tracks,
  type,
  bits,
  keys_ms = KEY_FRAMES_MS,
  keepsAll = false,
  now_ms = () => performance.now(),
  make = (from, how) => new MediaRecorder(from, how),
}) {
  /** @type {{blob: Blob, from_ms: number, to_ms: number}[]} */
  let chunks = [];
  /** @type {Blob | null} */
  let head = null;
  /** @type {Blob[]} until the header's end is found */
  let early = [];
  let bytes = 0;
  let isClosed = false;
  let isUnfit = false;
  /** Knows its key frames' distance? The recorder asks for what it knows, and for nothing else. */
  let isKeyed = false;
  const how = {
    mimeType: type,
    videoBitsPerSecond: bits,
    audioBitsPerSecond: 64_000,
    get videoKeyFrameIntervalDuration() {
      isKeyed = true;
      return keys_ms;
    },
  };
  const recorder = make(new MediaStream(tracks), how);
  const began_ms = now_ms();
  let last_ms = began_ms;
  let work = Promise.resolve();
  /** @type {Set<() => void>} */
  const waiting = new Set();

  recorder.ondataavailable = ({ data }) => {
    const to_ms = now_ms();
    work = work.then(() => take(data, to_ms)).then(() => waiting.forEach((tell) => tell()));
  };
  recorder.onerror = () => rest();
  recorder.start(isSafari() ? SLICE_SAFARI_MS : SLICE_MS);

  /**
   * @param {Blob} data
   * @param {number} to_ms
   */
  async function take(data, to_ms) {
    if (isClosed || isUnfit || data.size === 0) return;
    const from_ms = last_ms;
    last_ms = to_ms;
    if (head) return put(data, from_ms, to_ms);
    early.push(data);
    const all = new Blob(early);
    const start = nextPart(new Uint8Array(await all.arrayBuffer()));
    if (start === null && early.length >= EARLY) giveUp();
    if (start === null || isClosed) return;
    head = all.slice(0, start);
    early = [];
    put(all.slice(start), began_ms, to_ms);
  }

  /**
   * @param {Blob} blob
   * @param {number} from_ms
   * @param {number} to_ms
   */
  function put(blob, from_ms, to_ms) {
    chunks.push({ blob, from_ms, to_ms });
    bytes += blob.size;
    if (!keepsAll) trim(to_ms - KEEP_MS);
  }

  /** @param {number} before_ms */
  function trim(before_ms) {
    const keep = chunks.findIndex(({ to_ms }, at) => to_ms >= before_ms && bytesFrom(at) <= MOST_BYTES);
    chunks = keep < 0 ? [] : chunks.slice(keep);
    bytes = bytesFrom(0);
  }

  /** @param {number} at */
  function bytesFrom(at) {
    let sum = 0;
    for (let i = at; i < chunks.length; i += 1) sum += chunks[i]?.blob.size ?? 0;
    return sum;
  }

  /** Has the recorder hand over what it holds. */
  async function flush() {
    if (recorder.state !== "recording") return work;
    const came = new Promise((/** @type {(value: void) => void} */ go) => {
      const tell = () => {
        waiting.delete(tell);
        go();
      };
      waiting.add(tell);
      setTimeout(tell, FLUSH_MS);
    });
    recorder.requestData();
    await came;
  }

  function giveUp() {
    isUnfit = true;
    early = [];
    rest();
  }

  function rest() {
    if (recorder.state !== "inactive") recorder.stop();
  }

  return {
    type: recorder.mimeType || type,
    held() {
      if (recorder.state === "inactive") trim(now_ms() - KEEP_MS);
      const first = chunks[0];
      return first ? { ms: Math.round((chunks.at(-1)?.to_ms ?? 0) - first.from_ms), bytes } : { ms: 0, bytes: 0 };
    },
    silent_ms: () => now_ms() - last_ms,
    isUnfit: () => isUnfit,
    async cut(until_ms, length_ms) {
      const isLate = recorder.mimeType.includes("mp4") && recorder.state === "recording";
      const wait_ms = until_ms + FRAGMENT_MS - now_ms();
      if (isLate && wait_ms > 0) await new Promise((go) => setTimeout(go, wait_ms));
      await flush();
      const lead_ms = isKeyed ? keys_ms + LEAD_MS : LEAD_UNKNOWN_MS;
      const wanted = chunks.filter(({ from_ms, to_ms }) => {
        const isAfter = from_ms > until_ms + (isLate ? FRAGMENT_MS : 0);
        return !isAfter && (keepsAll || to_ms > until_ms - length_ms - lead_ms);
      });
      const end_ms = wanted.at(-1)?.to_ms ?? 0;
      const from_ms = wanted[0]?.from_ms ?? 0;
      if (!head || isClosed || wanted.length === 0 || end_ms <= until_ms - length_ms) return null;
      const tail = await fromPart(wanted.map(({ blob }) => blob));
      if (!tail || isClosed) return null;
      const last_ms = Math.min(end_ms, until_ms);
      return {
        blob: new Blob([head, tail], { type: recorder.mimeType || type }),
        head_bytes: head.size,
        keep_ms: Math.max(1, Math.round(last_ms - Math.max(from_ms, until_ms - length_ms))),
        drop_end_ms: Math.round(end_ms - last_ms),
        type: recorder.mimeType || type,
      };
    },
    rest,
    close() {
      isClosed = true;
      rest();
      chunks = [];
      early = [];
      head = null;
      bytes = 0;
    },
  };
}

/**
 * The chunks from the first place on where a part may begin.
 *
 * @param {Blob[]} blobs
 * @returns {Promise<Blob | null>}
 */
async function fromPart(blobs) {
  for (let many = 1; many <= Math.min(blobs.length, 8); many += 1) {
    const first = new Blob(blobs.slice(0, many));
    const start = nextPart(new Uint8Array(await first.arrayBuffer()));
    if (start !== null) return new Blob([first.slice(start), ...blobs.slice(many)]);
  }
  return null;
}

/** @returns {boolean} */
function isSafari() {
  return /^((?!chrome|android).)*safari/i.test(globalThis.navigator?.userAgent ?? "");
}

