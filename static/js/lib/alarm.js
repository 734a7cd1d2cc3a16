/** An alarm that rings on the millisecond. Browsers round timers to 8 ms to save power; two screens side by side would show it. */

const GRAIN_MS = 9;
const LEAST_MS = 0.5;

/**
 * @param {() => void} ring
 * @returns {{set: (wait_ms: number) => void, clear: () => void, close: () => void}}
 */
export function createAlarm(ring) {
  const { port1, port2 } = new MessageChannel();
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  let due_ms = Infinity;

  /** Sleeps until just before the moment, then steps towards it by messages, which nobody rounds. */
  function wait() {
    const left_ms = due_ms - performance.now();
    if (left_ms === Infinity) return;
    if (left_ms > GRAIN_MS) timer = setTimeout(wait, left_ms - GRAIN_MS);
    else if (left_ms > 0) port2.postMessage(null);
    else {
      due_ms = Infinity;
      ring();
    }
  }

  port1.onmessage = wait;

  return {
    set(wait_ms) {
      clearTimeout(timer);
      due_ms = performance.now() + Math.max(LEAST_MS, wait_ms);
      wait();
    },
    clear() {
      clearTimeout(timer);
      due_ms = Infinity;
    },
    close() {
      clearTimeout(timer);
      due_ms = Infinity;
      port1.close();
    },
  };
}
