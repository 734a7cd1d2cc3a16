/**
 * A tape on its way: sent while it is still recorded, given to the step it was made for, and off the shelf once the server has it all.
 * Touches no page.
 */

import { post, Refusal } from "../lib/http.js";
import { closers, effect, listen, signal } from "../lib/state.js";
import { startUpload } from "../lib/upload.js";

const AGAIN_MS = 5000;

/**
 * Where a person's things are: "/c/<token>" for a client, "" for a trainer.
 *
 * @typedef {string} Base
 */

/**
 * @typedef {object} Delivered
 * @property {import("../lib/upload.js").Progress["phase"]} phase of the upload
 * @property {number} percent of what there is so far
 * @property {number} sent bytes
 * @property {number} size bytes so far
 * @property {string | null} clip
 * @property {boolean} isGiven to its step, where it has one
 * @property {boolean} isOver all is there and nothing is left to do: the tape is gone
 * @property {{error: string, message: string} | null} problem in the server's words
 */

/**
 * @typedef {object} Delivery
 * @property {import("../lib/state.js").ReadonlySignal<Delivered>} state
 * @property {() => Promise<void>} keep the person wants it: it is given to its step as soon as the server knows it
 * @property {() => Promise<void>} discard as if it had never been: on the server too
 * @property {() => void} pause
 * @property {() => void} resume
 * @property {() => void} close what is not sent yet goes on another time
 */

/**
 * @param {object} options
 * @param {import("./shelf.js").Tape} options.tape
 * @param {Base} options.base
 * @param {import("../lib/upload-source.js").Pace} [options.pace] where a call must not suffer
 * @param {(options: Parameters<typeof startUpload>[0]) => import("../lib/upload.js").Upload} [options.send]
 * @param {(url: string, body: object) => Promise<unknown>} [options.tell]
 * @returns {Delivery}
 */
export function deliver({ tape, base, pace, send = startUpload, tell = post }) {
  const open = closers();
  const first = tape.note();
  const state = signal(
    /** @type {Delivered} */ ({
      phase: first.sent ? "done" : "waiting",
      percent: first.sent ? 100 : 0,
      sent: 0,
      size: tape.size(),
      clip: first.clip,
      isGiven: false,
      isOver: false,
      problem: null,
    }),
  );
  /** @type {Promise<void> | null} */
  let giving = null;
  /** @type {Promise<unknown> | null} */
  let noted = null;
  let isGone = false;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let again;
  open.add(() => clearTimeout(again));

  const { about } = first;
  const upload = first.sent
    ? null
    : send({
        endpoint: `${base}/uploads`,
        source: tape.source,
        key: tape.id,
        note: noteSent,
        pace,
        metadata: metadataOf(first),
        onClip: (clip) => {
          void tape.write({ clip });
          set({ clip });
          void give();
        },
      });

  /** @param {Partial<Delivered>} change */
  function set(change) {
    state.value = { ...state.peek(), ...change };
  }

  if (upload) {
    open.add(upload.close);
    open.add(
      effect(() => {
        const { phase, sent, clip, error } = upload.state.value;
        const size = Math.max(tape.size(), sent);
        const percent = phase === "done" ? 100 : size > 0 ? Math.min(99, Math.floor((100 * sent) / size)) : 0;
        set({ phase, sent, size, percent, clip: clip ?? state.peek().clip, problem: error });
        if (phase === "done") void arrived();
      }),
    );
  }
  if (typeof globalThis.addEventListener === "function") open.add(listen(globalThis, "online", () => void give()));

  function noteSent() {
    return (noted ??= tape.write({ sent: true }));
  }

  async function arrived() {
    await noteSent();
    await give();
    await clean();
  }

  /** Tells the server which step the clip belongs to; where that fails for now, it is tried again. */
  async function give() {
    const { clip, isGiven } = state.peek();
    if (!tape.note().kept || isGiven || isGone) return;
    if (!about["assessment"] || !about["step"]) return set({ isGiven: true });
    if (clip) await (giving ??= tellStep(clip).finally(() => void (giving = null))); // who asks meanwhile waits for the same answer
  }

  /** @param {string} clip */
  async function tellStep(clip) {
    clearTimeout(again);
    try {
      await tell(`${base}/assessments/${about["assessment"]}/steps/${about["step"]}/clip`, { clip });
      set({ isGiven: true });
      await clean();
    } catch (problem) {
      const { code, message, status } = problem instanceof Refusal ? problem : new Refusal("odd-answer", "", null, 500);
      const isForGood = status >= 400 && status < 500 && status !== 429;
      if (isForGood) set({ problem: { error: code, message } });
      else again = setTimeout(() => void give(), AGAIN_MS);
    }
  }

  async function clean() {
    const { phase, isGiven, isOver } = state.peek();
    if (phase !== "done" || !tape.note().kept || !isGiven || isOver || isGone) return;
    isGone = true;
    await tape.remove();
    set({ isOver: true });
  }

  const delivery = {
    state,
    async keep() {
      await tape.write({ kept: true });
      await give();
      await clean();
    },
    async discard() {
      isGone = true;
      upload?.pause(); // or it would read on from a tape that is gone, or arrive meanwhile
      const { phase, clip } = state.peek();
      await tape.remove(); // before the server's part: what is gone here is not found again
      const over = phase === "done" ? null : upload?.cancel();
      open.close();
      if (over) await over;
      else if (clip) await tell(`${base}/clips/${clip}/delete`, {}).catch(() => {});
    },
    pause: () => upload?.pause(),
    resume: () => upload?.resume(),
    close() {
      open.close();
      if (!isGone) tape.close();
    },
  };
  if (first.kept) void give().then(clean);
  return delivery;
}

/**
 * What the server is told about a tape.
 *
 * @param {import("./shelf.js").Note} note
 * @returns {Record<string, string>}
 */
export function metadataOf({ type, kind, about, started_at_ms }) {
  const plain = type.split(";")[0] ?? "";
  const ending = plain.includes("mp4") ? "mp4" : plain.includes("webm") ? "webm" : "mkv";
  return {
    filename: `${(about["title"] ?? "recording").replaceAll(/[^\p{L}\p{N}]+/gu, "-").toLowerCase()}.${ending}`,
    filetype: plain,
    source: kind === "file" ? "upload" : "assessment",
    title: about["title"] ?? "",
    session: about["session"] ?? "",
    moment: about["moment"] ?? "",
    client: about["client"] ?? "",
    came_by: about["came_by"] ?? "",
    captured_at: kind === "file" ? "" : String(Math.round(started_at_ms)),
  };
}
