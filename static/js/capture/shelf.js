/**
 * What was recorded on this device and is not safe elsewhere yet: a tape for each, with a note of what it belongs to.
 *
 * A chunk is on the device's disk before the next one is made, so a closed tab loses what was not handed over yet and nothing else.
 * Knows no page and no server.
 */

import { newId } from "../lib/outbox.js";
import { notesIn, notesInMemory, openDatabase } from "./notes.js";
import { inDatabase, inFolder, inMemory, PROBE } from "./places.js";

/**
 * @typedef {object} Note what is known of a tape
 * @property {string} id
 * @property {string} owner whose page it was made on, as "c:<client>" or "t:<account>"
 * @property {string} kind "step" | "take" | "file"
 * @property {Record<string, string>} about what it belongs to
 * @property {string} type of the media
 * @property {number} started_at_ms by the server's clock
 * @property {number} duration_ms as far as it got
 * @property {boolean} whole its recording came to its end; else the page was closed in the middle
 * @property {boolean} kept the person wants it
 * @property {string | null} clip the library's id, once there is one
 * @property {boolean} sent the server has everything
 */

/** @typedef {Pick<Note, "owner" | "kind" | "about" | "type" | "started_at_ms"> & Partial<Note>} NewNote */

/**
 * @typedef {object} Tape one recording, held by this page alone until it is closed
 * @property {string} id
 * @property {() => Note} note
 * @property {(change: Partial<Note>) => Promise<void>} write
 * @property {() => number} size bytes so far
 * @property {(bytes: ArrayBuffer) => Promise<void>} append
 * @property {(change?: Partial<Note>) => Promise<void>} end nothing more is coming
 * @property {() => boolean} hasEnded
 * @property {() => boolean} isSafe a closed tab loses nothing of what is there
 * @property {import("../lib/upload-source.js").Growing} source for an upload that begins while the tape still grows
 * @property {() => Promise<Blob>} blob
 * @property {() => Promise<void>} remove
 * @property {() => void} close
 */

/**
 * @typedef {object} TapeShelf
 * @property {boolean} isLasting false: this browser keeps nothing, as in some private windows
 * @property {(owner: string) => Promise<(Note & {size: number})[]>} list the oldest first
 * @property {(note: NewNote) => Promise<Tape>} start
 * @property {(id: string) => Promise<Tape | null>} take null where it is gone, or another tab holds it
 * @property {() => Promise<number | null>} room bytes that still fit; null where the browser does not say
 * @property {() => void} close
 */

const LOCK = "spotter.tape.";
const WAIT_MS = 250;
const SPARE_BYTES = 16 * 2 ** 20;

/**
 * @param {object} [options]
 * @param {() => Promise<IDBDatabase | null>} [options.database]
 * @param {(database: IDBDatabase) => Promise<import("./places.js").Place | null>} [options.folder]
 * @param {LockManager} [options.locks]
 * @param {StorageManager} [options.storage]
 * @returns {Promise<TapeShelf>}
 */
export async function openShelf({
  database = openDatabase,
  folder = () => inFolder(),
  locks = globalThis.navigator?.locks,
  storage = globalThis.navigator?.storage,
} = {}) {
  const db = await database();
  const notes = db ? notesIn(db) : notesInMemory();
  const place = db ? ((await folder(db)) ?? inDatabase(db)) : inMemory();
  void sweep();

  /** Bytes without a note belong to nobody: the tab was closed between the two. */
  async function sweep() {
    const known = new Set((await notes.all()).map(({ id }) => id));
    for (const name of await place.names()) {
      if (name === PROBE || known.has(name) || (await notes.get(name))) continue;
      const release = await hold(locks, name);
      if (release && !(await notes.get(name))) await place.remove(name);
      release?.();
    }
  }

  return {
    isLasting: place.kind !== "memory",
    async list(owner) {
      const found = (await notes.all()).filter((note) => note.owner === owner).sort((a, b) => a.started_at_ms - b.started_at_ms);
      return Promise.all(found.map(async (note) => ({ ...note, size: await place.size(note.id).catch(() => 0) })));
    },
    async start(wish) {
      /** @type {Note} */
      const note = { id: newId(), duration_ms: 0, whole: false, kept: false, clip: null, sent: false, ...wish };
      const release = (await hold(locks, note.id)) ?? (() => {});
      await notes.put(note);
      return tapeOf(note, 0, false, release);
    },
    async take(id) {
      const release = await hold(locks, id);
      if (!release) return null;
      const note = await notes.get(id);
      if (!note) {
        release();
        return null;
      }
      return tapeOf(note, await place.size(id), true, release);
    },
    async room() {
      const { quota, usage } = (await storage?.estimate?.().catch(() => null)) ?? {};
      return quota === undefined || usage === undefined ? null : Math.max(0, quota - usage - SPARE_BYTES);
    },
    close() {
      place.close();
      db?.close();
    },
  };

  /**
   * @param {Note} first
   * @param {number} size
   * @param {boolean} isOver
   * @param {() => void} release
   * @returns {Tape}
   */
  function tapeOf(first, size, isOver, release) {
    let note = first;
    let hasEnded = isOver;
    let isGone = false;
    /** What no longer fits on the device: it can still be sent, and is lost with the page. @type {Uint8Array<ArrayBuffer>[]} */
    const spill = [];
    let onDisk = size;
    const spilled = () => spill.reduce((sum, part) => sum + part.length, 0);

    /** @param {number} start @param {number} end */
    async function read(start, end) {
      const head = start < onDisk ? await place.read(note.id, start, Math.min(end, onDisk)) : new Uint8Array();
      if (head.length > 0 || spill.length === 0) return head;
      return new Uint8Array(await new Blob(spill).slice(start - onDisk, end - onDisk).arrayBuffer());
    }

    /** @type {Tape} */
    const tape = {
      id: note.id,
      note: () => note,
      size: () => onDisk + spilled(),
      hasEnded: () => hasEnded,
      isSafe: () => place.kind !== "memory" && spill.length === 0,
      async write(change) {
        note = { ...note, ...change };
        if (!isGone) await notes.put(note);
      },
      async append(bytes) {
        if (isGone || bytes.byteLength === 0) return;
        try {
          if (spill.length > 0) throw new DOMException("already full", "QuotaExceededError");
          onDisk = await place.append(note.id, bytes);
        } catch {
          spill.push(new Uint8Array(bytes));
        }
      },
      async end(change = {}) {
        await tape.write({ whole: true, ...change });
        hasEnded = true;
      },
      source: {
        size: () => null, // told at the end, also of a tape found again: its upload began without a length
        async read(start, end) {
          for (;;) {
            const isLast = hasEnded;
            if (isGone) throw new DOMException("the tape is gone", "NotFoundError");
            const bytes = await read(start, end);
            if (bytes.length > 0 || isLast) return { bytes, isEnd: isLast && start + bytes.length >= tape.size() };
            await new Promise((go) => setTimeout(go, WAIT_MS));
          }
        },
      },
      async blob() {
        if (onDisk === 0 && spill.length === 0) return new Blob([], { type: note.type });
        const stored = onDisk > 0 ? await place.blob(note.id, note.type) : new Blob();
        return spill.length > 0 ? new Blob([stored, ...spill], { type: note.type }) : stored;
      },
      async remove() {
        isGone = true;
        hasEnded = true;
        await notes.remove(note.id);
        await place.remove(note.id);
        release();
      },
      close: release,
    };
    return tape;
  }
}

/**
 * How long a recording still fits, in words; "" when there is no need to say anything.
 *
 * @param {number | null} free bytes
 * @param {number} bits_per_second
 * @param {number | null} seconds that are wished for
 * @returns {string}
 */
export function roomProblem(free, bits_per_second, seconds) {
  if (free === null) return "";
  const fits_s = Math.floor((free * 8) / bits_per_second);
  if (fits_s >= (seconds ?? 120) + 10) return "";
  if (fits_s < 10) return "This device is full: there is no room for a recording. Delete something on it, or send a file instead.";
  return `This device is nearly full: about ${fits_s} seconds of video fit. Delete something on it, or keep the recording short.`;
}

/**
 * Holds a tape for this page: two tabs must not send the same one. A page that ends lets go by itself.
 *
 * @param {LockManager | undefined} locks
 * @param {string} id
 * @returns {Promise<(() => void) | null>} null: another page holds it
 */
function hold(locks, id) {
  if (!locks) return Promise.resolve(() => {});
  return new Promise((resolve) => {
    void locks
      .request(LOCK + id, { ifAvailable: true }, (lock) => {
        if (!lock) return resolve(null);
        return new Promise((/** @type {(value?: unknown) => void} */ release) => resolve(() => release()));
      })
      .catch(() => resolve(() => {}));
  });
}
