/** Keeps the screen from going dark. The browser lets go whenever the page is hidden: take it again when it is looked at. */

/**
 * @returns {{take: () => Promise<void>, close: () => void}}
 */
export function createWake() {
  /** @type {WakeLockSentinel | null} */
  let lock = null;
  let isClosed = false;
  return {
    async take() {
      if (isClosed || (lock && !lock.released)) return;
      // Refused on a low battery, and where the browser has none: the person sees their screen dim, nothing worse.
      lock = (await navigator.wakeLock?.request("screen").catch(() => null)) ?? null;
    },
    close() {
      isClosed = true;
      void lock?.release();
      lock = null;
    },
  };
}
