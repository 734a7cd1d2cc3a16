/** Where the bytes of recordings lie on this device: in the site's private folder, else in its database, else in memory. Touches no page. */

import { ownScript } from "../lib/own-script.js";
import { closers } from "../lib/state.js";

/**
 * One contract, three keepers. An append is durable when it resolves, and gives the size reached.
 *
 * @typedef {object} Place
 * @property {"folder" | "database" | "memory"} kind
 * @property {(id: string, bytes: ArrayBuffer) => Promise<number>} append Rejects with QuotaExceededError on a full device.
 * @property {(id: string, start: number, end: number) => Promise<Uint8Array<ArrayBuffer>>} read what there is of it
 * @property {(id: string) => Promise<number>} size 0 for what is not there
 * @property {(id: string, type: string) => Promise<Blob>} blob all of it, without loading it where that can be avoided
 * @property {(id: string) => Promise<void>} remove
 * @property {() => Promise<string[]>} names
 * @property {() => void} close
 */

export const PROBE = "probe"; // a file of this name belongs to nobody for long

/**
 * The site's private folder, kept by a worker.
 *
 * @param {string | URL} [script]
 * @returns {Promise<Place | null>} null where this browser has none, or none in a private window
 */
export async function inFolder(script = new URL("./shelf-worker.js", import.meta.url), locks = globalThis.navigator?.locks) {
  if (!globalThis.Worker || !globalThis.navigator?.storage?.getDirectory) return null;
  const open = closers();
  /** @type {Map<number, {resolve: (value: any) => void, reject: (problem: unknown) => void}>} */
  const waiting = new Map();
  let last = 0;
  /** @type {Worker} */
  let worker;
  try {
    worker = new Worker(ownScript(script), { type: "module" });
  } catch {
    return null;
  }
  open.add(() => worker.terminate());
  worker.onmessage = ({ data: { n, value, problem } }) => {
    const one = waiting.get(n);
    waiting.delete(n);
    if (problem) one?.reject(new DOMException(problem.message, problem.name));
    else one?.resolve(value);
  };
  worker.onerror = () => {
    for (const one of waiting.values()) one.reject(new DOMException("the worker is gone", "InvalidStateError"));
    waiting.clear();
  };

  /**
   * @param {string} deed
   * @param {string} id
   * @param {{bytes?: ArrayBuffer, start?: number, end?: number}} [more]
   * @returns {Promise<any>}
   */
  function ask(deed, id, more = {}) {
    const n = (last += 1);
    return new Promise((resolve, reject) => {
      waiting.set(n, { resolve, reject });
      worker.postMessage({ n, deed, id, ...more });
    });
  }

  const probe = async () => {
    await ask("append", PROBE, { bytes: new ArrayBuffer(1) }); // some private windows have the folder, and let nothing into it
    await ask("remove", PROBE);
  };
  try {
    // One at a time: a file that another shelf probes with is no sign that there is no folder, and what lies in it would not be found.
    await (locks ? locks.request("spotter.probe", probe) : probe());
  } catch {
    open.close();
    return null;
  }
  return {
    kind: "folder",
    append: (id, bytes) => ask("append", id, { bytes }),
    read: (id, start, end) => ask("read", id, { start, end }),
    size: (id) => ask("size", id),
    async blob(id, type) {
      const root = await navigator.storage.getDirectory();
      const folder = await root.getDirectoryHandle("recordings");
      const file = await (await folder.getFileHandle(id)).getFile();
      return file.slice(0, file.size, type); // lies on the disk until it is read
    },
    remove: (id) => ask("remove", id),
    names: () => ask("names", ""),
    close: open.close,
  };
}

/**
 * The database: a row a chunk, under [recording, first byte].
 *
 * @param {IDBDatabase} database with a store "chunks"
 * @returns {Place}
 */
export function inDatabase(database) {
  /** @type {Map<string, number>} */
  const sizes = new Map();

  /** @param {IDBTransactionMode} mode */
  const chunks = (mode) => database.transaction("chunks", mode, { durability: "strict" }).objectStore("chunks");
  /** @param {string} id */
  const all = (id) => IDBKeyRange.bound([id, 0], [id, Infinity]);

  /** @param {string} id */
  async function size(id) {
    const known = sizes.get(id);
    if (known !== undefined) return known;
    const cursor = await asked(chunks("readonly").openCursor(all(id), "prev"));
    return cursor ? /** @type {[string, number]} */ (cursor.key)[1] + cursor.value.byteLength : 0;
  }

  return {
    kind: "database",
    size,
    async append(id, bytes) {
      const at = await size(id);
      const store = chunks("readwrite");
      store.put(bytes, [id, at]);
      await committed(store.transaction);
      sizes.set(id, at + bytes.byteLength);
      return at + bytes.byteLength;
    },
    async read(id, start, end) {
      const until = Math.min(end, await size(id));
      const out = new Uint8Array(Math.max(0, until - start));
      if (out.length === 0) return out;
      const store = chunks("readonly");
      const before = await asked(store.openKeyCursor(IDBKeyRange.bound([id, 0], [id, start]), "prev"));
      const from = before ? /** @type {any} */ (before.key)[1] : 0;
      const range = IDBKeyRange.bound([id, from], [id, until], false, true);
      const [keys, values] = await Promise.all([asked(store.getAllKeys(range)), asked(store.getAll(range))]);
      keys.forEach((key, index) => {
        const at = /** @type {any} */ (key)[1];
        const piece = new Uint8Array(values[index]).subarray(Math.max(0, start - at), Math.max(0, until - at));
        out.set(piece, Math.max(0, at - start));
      });
      return out;
    },
    blob: async (id, type) => new Blob(await asked(chunks("readonly").getAll(all(id))), { type }),
    async remove(id) {
      sizes.delete(id);
      const store = chunks("readwrite");
      store.delete(all(id));
      await committed(store.transaction);
    },
    async names() {
      const keys = await asked(chunks("readonly").getAllKeys());
      return [...new Set(keys.map((key) => /** @type {any} */ (key)[0]))];
    },
    close() {},
  };
}

/**
 * This page's memory: what is recorded can be sent, and is lost with the page.
 *
 * @returns {Place}
 */
export function inMemory() {
  /** @type {Map<string, ArrayBuffer[]>} */
  const kept = new Map();
  /** @param {string} id */
  const blob = (id, type = "") => new Blob(kept.get(id) ?? [], { type });
  return {
    kind: "memory",
    async append(id, bytes) {
      kept.set(id, [...(kept.get(id) ?? []), bytes]);
      return blob(id).size;
    },
    read: async (id, start, end) => new Uint8Array(await blob(id).slice(start, end).arrayBuffer()),
    size: async (id) => blob(id).size,
    blob: async (id, type) => blob(id, type),
    remove: async (id) => void kept.delete(id),
    names: async () => [...kept.keys()],
    close() {},
  };
}

/**
 * @template T
 * @param {IDBRequest<T>} request
 * @returns {Promise<T>}
 */
export function asked(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

/**
 * @param {IDBTransaction} transaction
 * @returns {Promise<void>}
 */
export function committed(transaction) {
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(transaction.error ?? new DOMException("the browser gave up", "AbortError"));
  });
}
