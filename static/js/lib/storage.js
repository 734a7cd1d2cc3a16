/** Small things this browser remembers, as JSON. Where storage is switched off it remembers nothing, and nothing breaks. */

const PREFIX = "spotter.";

/**
 * @typedef {object} Shelf
 * @property {(name: string) => any} get what was kept, or null
 * @property {(name: string, value: unknown) => void} set null or undefined forgets
 */

/**
 * @param {() => Storage} [place] the storage; asking for it may throw
 * @returns {Shelf}
 */
export function shelf(place = () => localStorage) {
  return {
    get(name) {
      try {
        const text = place().getItem(PREFIX + name);
        return text === null ? null : JSON.parse(text);
      } catch {
        return null;
      }
    },
    set(name, value) {
      try {
        if (value === null || value === undefined) place().removeItem(PREFIX + name);
        else place().setItem(PREFIX + name, JSON.stringify(value));
      } catch {
        // Full or switched off: remembered for this page only.
      }
    },
  };
}
