/**
 * Files on their way: chosen, sent one after the other, found again after a reload. Touches no page.
 *
 * A file of ordinary size is also laid on this device's shelf, so that a reload goes on by itself; of a larger one the server keeps what
 * has arrived, and it goes on as soon as the same file is chosen again.
 */

import { get, post, Refusal } from "../lib/http.js";
import { batch, closers, effect, signal } from "../lib/state.js";
import { keyOf, startUpload } from "../lib/upload.js";
import { bytesText } from "./parcel-words.js";

const SHELVED_BYTES = 256 * 2 ** 20;
const PIECE_BYTES = 4 * 2 ** 20;
const LOOK_MS = 1000;
const REMEMBER_MS = 1500;

/**
 * chosen: not begun · queued: its turn comes · sending, paused, offline: see upload.js · waiting: the server asked for patience ·
 * lost: after a reload, until the same file is chosen again · arrived: being made ready · ready · refused: the server will not have it ·
 * failed: the server said no to sending it
 *
 * @typedef {"chosen" | "queued" | "waiting" | "sending" | "paused" | "offline" | "lost" | "arrived" | "ready" | "refused" | "failed"} Phase
 *
 * @typedef {object} Parcel
 * @property {string} key
 * @property {string} name of the file
 * @property {number} size
 * @property {string} type
 * @property {Record<string, string>} about what goes along
 * @property {Phase} phase
 * @property {number} sent bytes
 * @property {number} percent of the sending, then of the making ready
 * @property {string | null} clip
 * @property {string} problem in words
 * @property {string | null} tape where it lies on this device's shelf
 */

/**
 * @typedef {object} Parcels
 * @property {import("../lib/state.js").ReadonlySignal<Parcel[]>} all in the order they were chosen
 * @property {(files: Iterable<File>) => void} choose
 * @property {(about: Record<string, string>) => void} send all that are chosen
 * @property {(key: string) => void} pause
 * @property {(key: string) => void} resume
 * @property {(key: string) => Promise<void>} remove also on the server, unless it has arrived
 * @property {() => void} close
 */

/**
 * @param {object} options
 * @param {string} options.base "/c/<token>" for a client, "" for a trainer
 * @param {string} options.owner
 * @param {number} options.most_bytes
 * @param {import("./shelf.js").TapeShelf | null} options.shelf
 * @param {import("../lib/storage.js").Shelf} options.memory
 * @param {typeof startUpload} [options.start]
 * @param {{get: typeof get, post: typeof post}} [options.http]
 * @returns {Parcels}
 */
export function openParcels({ base, owner, most_bytes, shelf, memory, start = startUpload, http = { get, post } }) {
  const open = closers();
  const place = `parcels.${owner}`;
  const all = signal(/** @type {Parcel[]} */ (known(memory.get(place))));
  /** @type {Map<string, Blob>} */
  const files = new Map();
  /** @type {Map<string, import("../lib/upload.js").Upload>} */
  const uploads = new Map();
  /** @type {Map<string, import("./shelf.js").Tape>} */
  const tapes = new Map();
  /** @type {Set<string>} */
  const gone = new Set();
  let isClosed = false;
  let written_ms = 0;

  /** @param {string} key */
  const find = (key) => all.peek().find((one) => one.key === key);

  /**
   * @param {string} key
   * @param {Partial<Parcel>} change
   */
  function set(key, change) {
    const before = find(key);
    if (!before) return;
    all.value = all.peek().map((one) => (one.key === key ? { ...one, ...change } : one));
    if ((change.phase && change.phase !== before.phase) || "clip" in change || "tape" in change || Date.now() - written_ms > REMEMBER_MS) remember();
  }

  function remember() {
    written_ms = Date.now();
    const begun = all.peek().filter(({ phase }) => phase !== "chosen" && phase !== "ready" && phase !== "refused");
    memory.set(place, begun.length > 0 ? begun : null);
  }

  /** The next whose turn it is, if nothing is being sent. */
  function next() {
    if (isClosed || all.peek().some(({ phase }) => ["waiting", "sending", "offline"].includes(phase))) return;
    const one = all.peek().find(({ phase, key }) => phase === "queued" && files.has(key));
    if (one) begin(one);
  }

  /** @param {Parcel} parcel */
  function begin({ key, name, type, about }) {
    const file = /** @type {Blob} */ (files.get(key));
    const { assessment, step, ...said } = about;
    const upload = start({
      endpoint: `${base}/uploads`,
      source: file,
      key: `${owner}.${key}`,
      metadata: { ...said, filename: name, filetype: type, source: said["source"] || (assessment && step ? "assessment" : "upload") },
      onClip: (clip) => set(key, { clip }),
    });
    uploads.set(key, upload);
    set(key, { phase: "sending", problem: "" });
    void lay(key, file);
    open.add(upload.close);
    open.add(
      effect(() => {
        const { phase, sent, percent, clip, error } = upload.state.value;
        if (phase === "cancelled" || gone.has(key)) return;
        batch(() => {
          set(key, {
            sent,
            percent: percent ?? 0,
            phase: phase === "done" ? "arrived" : phase,
            ...(clip === find(key)?.clip ? {} : { clip }),
            problem: phase === "failed" || phase === "waiting" ? (error?.message ?? "") : "",
          });
        });
        if (phase === "done") void arrived(key);
        if (phase === "done" || phase === "failed" || phase === "paused") queueMicrotask(next);
      }),
    );
  }

  /**
   * Lays a copy on the shelf while it is sent.
   *
   * @param {string} key
   * @param {Blob} file
   */
  async function lay(key, file) {
    if (!shelf?.isLasting || file.size > SHELVED_BYTES || tapes.has(key)) return;
    const free = await shelf.room();
    if (free !== null && free < 2 * file.size) return;
    const tape = await shelf.start({ owner, kind: "file", about: { key }, type: file.type, started_at_ms: Date.now() });
    tapes.set(key, tape);
    for (let at = 0; at < file.size; at += PIECE_BYTES) {
      if (gone.has(key) || isClosed || !tape.isSafe()) return void tape.remove();
      await tape.append(await file.slice(at, at + PIECE_BYTES).arrayBuffer());
    }
    if (!tape.isSafe() || gone.has(key)) return void tape.remove();
    await tape.end({ kept: true });
    set(key, { tape: tape.id });
  }

  /** @param {string} key */
  async function arrived(key) {
    const parcel = find(key);
    await unshelve(key);
    set(key, { percent: 0, tape: null });
    const { assessment, step } = parcel?.about ?? {};
    if (assessment && step && parcel?.clip) {
      try {
        await http.post(`${base}/assessments/${assessment}/steps/${step}/clip`, { clip: parcel.clip });
      } catch (problem) {
        set(key, { problem: problem instanceof Refusal ? problem.message : "" });
      }
    }
    await follow(key);
  }

  /** @param {string} key */
  async function unshelve(key) {
    const tape = tapes.get(key);
    tapes.delete(key);
    gone.add(key); // a copy on its way to the shelf ends itself
    await tape?.remove();
  }

  /**
   * Asks how far the making ready is, until it is or never will be.
   *
   * @param {string} key
   */
  async function follow(key) {
    for (;;) {
      const clip = find(key)?.clip;
      if (isClosed || !clip) return;
      const answer = await http.get(`${base}/clips/${clip}/state`).catch((/** @type {Refusal} */ refusal) => refusal);
      if (answer instanceof Refusal) {
        if (answer.status === 404) return set(key, { phase: "refused", problem: "It is not here any more." });
      } else {
        const { state, percent = 0, why = "" } = /** @type {{state: string, percent?: number, why?: string}} */ (/** @type {unknown} */ (answer));
        if (state === "ready") return set(key, { phase: "ready", percent: 100 });
        if (state === "refused") return set(key, { phase: "refused", problem: why });
        set(key, { percent });
      }
      await new Promise((go) => setTimeout(go, LOOK_MS));
    }
  }

  /** After a reload: what lies on the shelf goes on by itself, what has arrived is followed, the rest waits for its file. */
  async function wake() {
    const notes = shelf ? await shelf.list(owner) : [];
    for (const note of notes.filter(({ kind }) => kind === "file")) {
      const key = note.about["key"] ?? "";
      const parcel = find(key);
      const tape = await shelf?.take(note.id);
      if (!tape) continue;
      if (!parcel || !note.whole || parcel.size !== note.size || parcel.phase === "arrived") {
        await tape.remove();
        continue;
      }
      tapes.set(key, tape);
      files.set(key, await tape.blob());
      set(key, { phase: parcel.phase === "paused" ? "paused" : "queued", tape: tape.id });
    }
    for (const { key, phase } of all.peek()) {
      if (phase === "arrived") void follow(key);
      else if (!files.has(key) && phase !== "chosen") set(key, { phase: "lost" });
    }
    next();
  }
  void wake();

  return {
    all,
    choose(chosen) {
      for (const file of chosen) {
        const key = keyOf(file);
        const before = find(key);
        if (before && before.phase !== "lost") continue;
        files.set(key, file);
        if (before) {
          gone.delete(key);
          set(key, { phase: "queued", problem: "" });
          continue;
        }
        /** @type {Parcel} */
        const parcel = { key, name: file.name, size: file.size, type: file.type, about: {}, phase: "chosen", sent: 0, percent: 0, clip: null, problem: "", tape: null };
        const problem = file.size === 0 ? "This file is empty." : file.size > most_bytes ? `This file is too large: at most ${bytesText(most_bytes)} fit.` : "";
        all.value = [...all.peek(), problem ? { ...parcel, phase: "failed", problem } : parcel];
      }
      next();
    },
    send(about) {
      for (const { key, phase, name } of all.peek()) {
        if (phase !== "chosen") continue;
        gone.delete(key);
        set(key, { phase: "queued", about: { ...about, title: about["title"] || name.replace(/\.[^.]+$/, "") } });
      }
      next();
    },
    pause: (key) => {
      if (find(key)?.phase === "queued") set(key, { phase: "paused" });
      uploads.get(key)?.pause();
    },
    resume(key) {
      const upload = uploads.get(key);
      if (upload && find(key)?.phase !== "queued") upload.resume();
      else set(key, { phase: "queued" });
      next();
    },
    async remove(key) {
      const parcel = find(key);
      gone.add(key);
      all.value = all.peek().filter((one) => one.key !== key);
      remember();
      const upload = uploads.get(key);
      uploads.delete(key);
      files.delete(key);
      await unshelve(key);
      if (upload && parcel?.phase !== "arrived" && parcel?.phase !== "ready") await upload.cancel();
      else if (parcel?.phase === "lost") await forget(parcel);
      gone.delete(key);
      next();
    },
    close() {
      isClosed = true;
      remember();
      open.close();
      for (const tape of tapes.values()) tape.close();
    },
  };

  /**
   * Lets the server forget a part whose file is not here: the upload that goes on from it is only begun to be ended.
   *
   * @param {Parcel} parcel
   */
  async function forget({ key, size }) {
    const upload = start({ endpoint: `${base}/uploads`, source: { size: () => size, read: async () => ({ bytes: new Uint8Array(), isEnd: false }) }, key: `${owner}.${key}`, metadata: {} });
    const over = upload.cancel();
    upload.close(); // before it begins
    await over;
  }
}

/**
 * What was remembered, as far as it still makes sense.
 *
 * @param {any} kept
 * @returns {Parcel[]}
 */
function known(kept) {
  if (!Array.isArray(kept)) return [];
  return kept.filter((one) => typeof one?.key === "string" && typeof one?.name === "string" && typeof one?.size === "number");
}
