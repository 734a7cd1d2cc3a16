/** What is known of each tape, in this browser's database. Touches no page. */

import { asked, committed } from "./places.js";

const DATABASE = "spotter";
const VERSION = 1;

/** @returns {Promise<IDBDatabase | null>} */
export async function openDatabase() {
  try {
    const request = globalThis.indexedDB.open(DATABASE, VERSION);
    request.onupgradeneeded = () => {
      request.result.createObjectStore("notes", { keyPath: "id" });
      request.result.createObjectStore("chunks");
    };
    return await asked(request);
  } catch {
    return null; // switched off
  }
}

/**
 * @typedef {import("./shelf.js").Note} Note
 * @typedef {{all: () => Promise<Note[]>, get: (id: string) => Promise<Note | undefined>, put: (note: Note) => Promise<void>, remove: (id: string) => Promise<void>}} Notes
 */

/**
 * @param {IDBDatabase} db
 * @returns {Notes}
 */
export function notesIn(db) {
  const store = (/** @type {IDBTransactionMode} */ mode) => db.transaction("notes", mode, { durability: "strict" }).objectStore("notes");
  /** @param {(into: IDBObjectStore) => void} step */
  const change = (step) => {
    const into = store("readwrite");
    step(into);
    return committed(into.transaction);
  };
  return {
    all: () => asked(store("readonly").getAll()),
    get: (id) => asked(store("readonly").get(id)),
    put: (note) => change((into) => void into.put(note)),
    remove: (id) => change((into) => void into.delete(id)),
  };
}

/** @returns {Notes} */
export function notesInMemory() {
  /** @type {Map<string, Note>} */
  const kept = new Map();
  return {
    all: async () => [...kept.values()],
    get: async (id) => kept.get(id),
    put: async (note) => void kept.set(note.id, note),
    remove: async (id) => void kept.delete(id),
  };
}
