/** Where a device keeps the marks of clips, and which the server has: IndexedDB, or this page's memory where there is none. */

/** @typedef {import("./marks.js").Mark} Mark */
/** @typedef {{mark: Mark, isSent: boolean, problem?: string}} Item problem: why the server will not have it */

/**
 * @typedef {object} Shelf
 * @property {boolean} isLasting whether it survives this page
 * @property {() => Promise<{items: Item[], seq: number}>} all
 * @property {(items: Item[]) => Promise<void>} put
 * @property {(seq: number) => Promise<void>} know how far the server's changes are here
 * @property {() => Promise<void>} empty
 */

const DATABASE = "spotter.review";

/**
 * @param {string} owner whose and which clip: the page's address, so that two people on one device share nothing
 * @param {() => IDBFactory} [place] asking for it may throw
 * @returns {Promise<Shelf>}
 */
export async function openShelf(owner, place = () => indexedDB) {
  const db = await open(place).catch(() => null);
  return db ? lasting(db, owner) : passing();
}

/**
 * @param {() => IDBFactory} place
 * @returns {Promise<IDBDatabase>}
 */
function open(place) {
  return new Promise((done, fail) => {
    const asked = place().open(DATABASE, 1);
    asked.onupgradeneeded = () => {
      asked.result.createObjectStore("items", { keyPath: ["owner", "mark.id"] });
      asked.result.createObjectStore("known", { keyPath: "owner" });
    };
    asked.onsuccess = () => done(asked.result);
    asked.onerror = () => fail(asked.error);
    asked.onblocked = () => fail(new Error("blocked"));
  });
}

/**
 * @param {IDBDatabase} db
 * @param {string} owner
 * @returns {Shelf}
 */
function lasting(db, owner) {
  const mine = () => IDBKeyRange.bound([owner, ""], [owner, "\uffff"]);
  /**
   * @param {("items" | "known")[]} names
   * @param {(deed: IDBTransaction) => void} work
   * @returns {Promise<void>} settled when it is on the disk, as far as a browser says
   */
  const write = (names, work) =>
    new Promise((done, fail) => {
      const deed = db.transaction(names, "readwrite", { durability: "strict" });
      work(deed);
      deed.oncomplete = () => done();
      deed.onabort = deed.onerror = () => fail(deed.error);
    });
  return {
    isLasting: true,
    async all() {
      const deed = db.transaction(["items", "known"]);
      const [items, known] = await Promise.all([
        answer(deed.objectStore("items").getAll(mine())),
        answer(deed.objectStore("known").get(owner)),
      ]);
      return { items: items.map(({ owner: _, ...item }) => item), seq: known?.seq ?? 0 };
    },
    put: (items) =>
      items.length === 0
        ? Promise.resolve()
        : write(["items"], (deed) => {
            for (const item of items) deed.objectStore("items").put({ ...item, owner });
          }),
    know: (seq) => write(["known"], (deed) => void deed.objectStore("known").put({ owner, seq })),
    empty: () =>
      write(["items", "known"], (deed) => {
        deed.objectStore("items").delete(mine());
        deed.objectStore("known").delete(owner);
      }),
  };
}

/** @returns {Shelf} for this page only */
export function passing() {
  /** @type {Map<string, Item>} */
  const items = new Map();
  let seq = 0;
  return {
    isLasting: false,
    all: async () => ({ items: [...items.values()], seq }),
    async put(several) {
      for (const one of several) items.set(one.mark.id, one);
    },
    async know(next) {
      seq = next;
    },
    async empty() {
      items.clear();
      seq = 0;
    },
  };
}

/**
 * @template T
 * @param {IDBRequest<T>} asked
 * @returns {Promise<T>}
 */
function answer(asked) {
  return new Promise((done, fail) => {
    asked.onsuccess = () => done(asked.result);
    asked.onerror = () => fail(asked.error);
  });
}
