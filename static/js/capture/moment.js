/**
 * A moment from the press to the library: cut out of the ring at once, its small version sent first, then the whole, in the background and
 * again until it is there.
 *
 * What is not sent yet is held in memory, so it lives as long as this tab does: the browser asks before it closes, and after a reload the page
 * says that the moment is lost.
 */

import { effect, signal } from "../lib/state.js";
import { startUpload } from "../lib/upload.js";

const MOST_BYTES = 128 * 2 ** 20; // of moments that wait to be sent
const SMALL_BYTES = 400_000;
const OLD_MS = 60_000; // a press this long ago is not for this page

/**
 * @typedef {import("../live/types.d.ts").Moment} Moment
 * @typedef {import("../gen/messages.d.ts").ClipLost["why"]} Why
 * @typedef {import("./reel.js").Cut} Cut
 * @typedef {{moment: Moment, part: "preview" | "whole", cut: Cut}} Parcel
 */

/**
 * @typedef {object} Moments
 * @property {import("../lib/state.js").ReadonlySignal<{clip: string, percent: number} | null>} percent of the one being sent
 * @property {() => number} bytes that wait to be sent
 * @property {(moment: Moment) => void} take one that is wanted of this device; each once
 * @property {() => void} wipe lets go of everything, here and on the server: the person took their consent back
 * @property {() => void} close stops taking; what was cut is still sent
 */

/**
 * @param {object} options
 * @param {import("./ring.js").Ring | null} options.ring null: this device keeps nothing
 * @param {string | null} options.endpoint
 * @param {Record<string, string>} [options.headers] of every request, where this device has no cookie
 * @param {string} options.session
 * @param {() => boolean} options.agrees
 * @param {{now: () => number, monotonic: () => number}} options.clock
 * @param {(clip: string, why: Why) => void} options.lost tells the room
 * @param {ReturnType<typeof import("./pace.js").createPace>} options.pace
 * @param {import("../lib/storage.js").Shelf} options.memory of this tab: which were sent whole
 * @param {typeof startUpload} [options.send]
 * @returns {Moments}
 */
export function openMoments({ ring, endpoint, headers = {}, session, agrees, clock, lost, pace, memory, send = startUpload }) {
  const percent = signal(/** @type {{clip: string, percent: number} | null} */ (null));
  /** @type {Set<string>} */
  const taken = new Set();
  /** @type {Parcel[]} previews before wholes */
  let queue = [];
  /** @type {import("../lib/upload.js").Upload | null} */
  let now = null;
  let sending_bytes = 0;
  let isClosed = false;
  let isWorking = false;
  let wiped = 0;

  const bytes = () => sending_bytes + queue.reduce((sum, { cut }) => sum + cut.blob.size, 0);
  const sentKey = (/** @type {string} */ id) => `clip.sent.${id}`;

  /** @param {Moment} moment */
  function take(moment) {
    if (isClosed || taken.has(moment.id)) return;
    if (moment.state !== "wanted" && memory.get(sentKey(moment.id))) return;
    if (!["wanted", "sending", "preview"].includes(moment.state)) return;
    taken.add(moment.id);
    if (!agrees()) return lost(moment.id, "no-consent");
    if (!endpoint || !ring || ring.state.peek().why === "unsupported") return lost(moment.id, "unsupported");
    // Asked for before a reload: what was cut then is gone.
    if (moment.state !== "wanted") return lost(moment.id, "upload-failed");
    if (clock.now() - moment.at_ms > OLD_MS) return lost(moment.id, "nothing-kept");
    void cut(moment, ring);
  }

  /**
   * @param {Moment} moment
   * @param {import("./ring.js").Ring} from
   */
  async function cut(moment, from) {
    const since = wiped;
    const until_ms = clock.monotonic() - (clock.now() - moment.at_ms);
    performance.mark("clip-wanted", { detail: { clip: moment.id } });
    const { whole, preview } = await from.cut(until_ms, moment.seconds * 1000);
    performance.mark("clip-cut", { detail: { clip: moment.id, bytes: whole?.blob.size ?? 0, preview: preview?.blob.size ?? 0 } });
    if (since !== wiped) return lost(moment.id, "no-consent");
    if (!whole) return lost(moment.id, "nothing-kept");
    if (bytes() + whole.blob.size > MOST_BYTES) return lost(moment.id, "upload-failed");
    const isWorth = preview !== null && whole.blob.size > SMALL_BYTES && 2 * preview.blob.size < whole.blob.size; // else the whole is as quick
    if (preview && isWorth) queue.push({ moment, part: "preview", cut: preview });
    queue.push({ moment, part: "whole", cut: whole });
    queue = [...queue.filter(({ part }) => part === "preview"), ...queue.filter(({ part }) => part === "whole")];
    void work();
  }

  async function work() {
    if (isWorking) return;
    isWorking = true;
    globalThis.addEventListener?.("beforeunload", ask);
    await pace.begin();
    for (let parcel = queue.shift(); parcel; parcel = queue.shift()) await post(parcel);
    pace.end();
    percent.value = null;
    globalThis.removeEventListener?.("beforeunload", ask);
    isWorking = false;
  }

  /** @param {Event} leaving */
  function ask(leaving) {
    leaving.preventDefault();
  }

  /** @param {Parcel} parcel */
  async function post({ moment, part, cut: { blob, head_bytes, keep_ms, drop_end_ms, type } }) {
    sending_bytes = blob.size;
    const mine = send({
      endpoint: /** @type {string} */ (endpoint),
      headers,
      source: blob,
      pace: part === "preview" ? pace.urgent : pace,
      metadata: {
        source: "moment",
        part,
        session,
        moment: moment.id,
        filetype: type,
        filename: `${moment.id}.${type.includes("mp4") ? "mp4" : "webm"}`,
        captured_at: String(Math.round(moment.at_ms - keep_ms)),
        head_bytes: String(head_bytes),
        keep_ms: String(keep_ms),
        drop_end_ms: String(drop_end_ms),
      },
    });
    now = mine;
    const unwatch = effect(() => {
      const { percent: far } = mine.state.value;
      if (part === "whole") percent.value = { clip: moment.id, percent: far ?? 0 };
    });
    const { phase, error } = await mine.done;
    unwatch();
    mine.close();
    now = null;
    sending_bytes = 0;
    performance.mark("clip-sent", { detail: { clip: moment.id, part, phase, bytes: blob.size, rate_bps: Math.round(pace.rate_bps()) } });
    if (part === "preview") return;
    if (phase === "done" || error?.error === "already-sent") memory.set(sentKey(moment.id), true);
    else lost(moment.id, phase === "cancelled" || error?.error === "no-consent" ? "no-consent" : "upload-failed");
  }

  return {
    percent,
    bytes,
    take,
    wipe() {
      wiped += 1;
      const gone = queue;
      queue = [];
      for (const { moment, part } of gone) if (part === "whole") lost(moment.id, "no-consent");
      void now?.cancel();
    },
    close() {
      isClosed = true;
    },
  };
}
