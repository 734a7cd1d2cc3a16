/** Writes recordings into this site's private folder, in a worker: only there a browser appends to a file and lets it be durable. */

/**
 * @typedef {{n: number, deed: "append" | "read" | "size" | "remove" | "names", id: string, bytes?: ArrayBuffer, start?: number, end?: number}} Wish
 * @typedef {{getSize(): number, read(into: Uint8Array, how: {at: number}): number, write(from: Uint8Array, how: {at: number}): number, truncate(size: number): void, flush(): void, close(): void}} Handle
 */

const FOLDER = "recordings";

/** @returns {Promise<any>} */
async function folder() {
  const root = await navigator.storage.getDirectory();
  return root.getDirectoryHandle(FOLDER, { create: true });
}

/**
 * Opens the file for as long as `step` takes: while it is open no other tab can touch it.
 *
 * @template T
 * @param {string} id
 * @param {(handle: Handle) => T} step
 * @returns {Promise<T>}
 */
async function within(id, step) {
  const file = await (await folder()).getFileHandle(id, { create: true });
  /** @type {Handle} */
  const handle = await file.createSyncAccessHandle();
  try {
    return step(handle);
  } finally {
    handle.close();
  }
}

/** @type {Record<Wish["deed"], (wish: Wish) => Promise<unknown>>} */
const DEEDS = {
  append: ({ id, bytes = new ArrayBuffer(0) }) =>
    within(id, (handle) => {
      const at = handle.getSize();
      try {
        if (handle.write(new Uint8Array(bytes), { at }) < bytes.byteLength) throw new DOMException("only a part fits", "QuotaExceededError");
        handle.flush();
      } catch (problem) {
        handle.truncate(at); // all of a chunk or nothing
        throw problem;
      }
      return at + bytes.byteLength;
    }),
  read: ({ id, start = 0, end = 0 }) =>
    within(id, (handle) => {
      const bytes = new Uint8Array(Math.max(0, Math.min(end, handle.getSize()) - start));
      handle.read(bytes, { at: start });
      return bytes;
    }),
  size: ({ id }) => within(id, (handle) => handle.getSize()),
  async remove({ id }) {
    await (await folder()).removeEntry(id).catch(() => {}); // gone is gone
  },
  async names() {
    const found = [];
    for await (const name of (await folder()).keys()) found.push(name);
    return found;
  },
};

// One after the other: a file that is open cannot be opened again.
let last = Promise.resolve();
addEventListener("message", (/** @type {MessageEvent<Wish>} */ { data: wish }) => {
  last = last.then(async () => {
    try {
      postMessage({ n: wish.n, value: await DEEDS[wish.deed](wish) });
    } catch (problem) {
      const { name = "Error", message = "" } = /** @type {any} */ (problem);
      postMessage({ n: wish.n, problem: { name, message } });
    }
  });
});
