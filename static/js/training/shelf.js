/** Where a device keeps what was said, and what the server has of it: IndexedDB, or only this page's memory where a browser has none. */

/**
 * @typedef {import("./types.d.ts").Item} Item
 * @typedef {{seq: number, ahead_ms: number}} Known how far the log of the server is known, and how far its clock is ahead of this device's
 */

/**
 * @typedef {object} Shelf
 * @property {boolean} isLasting whether it survives this page
 * @property {() => Promise<{items: Item[], known: Known}>} all
 * @property {(items: Item[]) => Promise<void>} put
 * @property {(known: Known) => Promise<void>} know
 */

const DATABASE = "spotter.training";
const BLANK = { seq: 0, ahead_ms: 0 };

/**
 * @param {string} owner whose shelf: two links on one device share nothing
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
      asked.result.createObjectStore("items", { keyPath: ["owner", "id"] });
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
  /**
   * @param {"items" | "known"} name
   * @param {object[]} rows
   * @returns {Promise<void>} settled when it is on the disk, as far as a browser says
   */
  const write = (name, rows) =>
    new Promise((done, fail) => {
      const deed = db.transaction(name, "readwrite", { durability: "strict" });
      for (const row of rows) deed.objectStore(name).put({ ...row, owner });
      deed.oncomplete = () => done();
      deed.onabort = deed.onerror = () => fail(deed.error);
    });
  return {
    isLasting: true,
    async all() {
      const deed = db.transaction(["items", "known"]);
      const items = await answer(deed.objectStore("items").getAll(IDBKeyRange.bound([owner, ""], [owner, "\uffff"])));
      const known = await answer(deed.objectStore("known").get(owner));
      return { items: items.map(({ owner: _, ...item }) => item), known: { ...BLANK, ...known } };
    },
    put: (items) => (items.length > 0 ? write("items", items) : Promise.resolve()),
    know: (known) => write("known", [known]),
  };
}

/** @returns {Shelf} */
function passing() {
  /** @type {Map<string, Item>} */
  const items = new Map();
  let known = BLANK;
  return {
    isLasting: false,
    all: async () => ({ items: [...items.values()], known }),
    async put(several) {
      for (const one of several) items.set(one.id, one);
    },
    async know(next) {
      known = next;
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
