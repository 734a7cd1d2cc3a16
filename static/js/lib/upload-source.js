/** What an upload reads from: a whole file or a recording that still grows, handed out in pieces no larger than the pace allows. */

const EMPTY_MS = 250; // a recording with nothing new yet is asked again so soon

/**
 * A recording that still grows: its length is told at the end.
 *
 * @typedef {object} Growing
 * @property {(start: number, end: number) => Promise<{bytes: Uint8Array | Blob, isEnd: boolean}>} read may give fewer than asked for, and
 *   may wait until there are any; isEnd: these are the last
 * @property {() => number | null} size null until it is known
 */

/**
 * Who says how fast an upload may go.
 *
 * @typedef {object} Pace
 * @property {(bytes: number) => Promise<number>} next waits until some of so many bytes may go, and says how many; never 0
 */

/** @typedef {{size: number | null, slice: (start: number, end: number) => Promise<{value: Blob, done: boolean}>, close: () => void}} Source */

/**
 * @param {Blob | Growing} what
 * @param {object} options
 * @param {Pace} [options.pace]
 * @param {() => boolean} options.isWanted false once the attempt that reads was given up: nothing of it may go out any more
 * @returns {Source}
 */
export function sourceOf(what, { pace, isWanted }) {
  const read = "read" in what ? readGrowing : readBlob;

  /** @param {number} start @param {number} end */
  async function readBlob(start, end) {
    const blob = /** @type {Blob} */ (what);
    const last = Math.min(blob.size, start + (await allowed(Math.min(end, blob.size) - start)));
    return { value: blob.slice(start, last), done: last >= blob.size };
  }

  /** @param {number} start @param {number} end */
  async function readGrowing(start, end) {
    const growing = /** @type {Growing} */ (what);
    for (;;) {
      const { bytes, isEnd } = await growing.read(start, start + (await allowed(end - start)));
      const value = bytes instanceof Blob ? bytes : new Blob([/** @type {BlobPart} */ (bytes)]);
      if (!isWanted()) throw new Error("given up");
      if (value.size > 0 || isEnd) return { value, done: isEnd };
      await new Promise((go) => setTimeout(go, EMPTY_MS));
      if (!isWanted()) throw new Error("given up");
    }
  }

  /** @param {number} wish */
  const allowed = async (wish) => (pace && wish > 0 ? Math.min(wish, await pace.next(wish)) : wish);

  return {
    size: "read" in what ? what.size() : what.size,
    async slice(start, end) {
      const piece = await read(start, end);
      if (!isWanted()) throw new Error("given up");
      return piece;
    },
    close() {},
  };
}
