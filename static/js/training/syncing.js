/** When a training log is sent: at once, when the network comes back, when the page is looked at again, and now and then as long as something waits. */

import { closers, effect, listen } from "../lib/state.js";

const FIRST_MS = 2000;
const LAST_MS = 60_000;
const QUIET_MS = 60_000; // with nothing to send: what another device said

/**
 * @param {import("./log.js").Log} log
 * @returns {() => void} stops it
 */
export function keepSending(log) {
  const open = closers();
  let wait_ms = FIRST_MS;
  let timer = 0;

  async function go() {
    clearTimeout(timer);
    await log.sync();
    const isThrough = log.state.peek() === "sent";
    wait_ms = isThrough ? FIRST_MS : Math.min(LAST_MS, wait_ms * 2);
    clearTimeout(timer);
    if (log.state.peek() !== "closed") timer = window.setTimeout(go, isThrough ? QUIET_MS : wait_ms);
  }

  const again = () => {
    wait_ms = FIRST_MS;
    void go();
  };

  let count = 0;
  open.add(
    effect(() => {
      const waiting = log.unsent.value.length;
      if (waiting > count && log.state.peek() !== "closed") queueMicrotask(again);
      count = waiting;
    }),
  );
  open.add(listen(window, "online", again));
  open.add(listen(document, "visibilitychange", () => document.visibilityState === "visible" && again()));
  open.add(() => clearTimeout(timer));
  again();
  return open.close;
}
