/** Looks at the server as often as a page that is looked at needs it, and at once when there is something to send. */

import { effect, listen } from "../lib/state.js";

export const SOON_MS = 2000;
export const IDLE_MS = 10_000; // nobody has written anything for IDLE_AFTER_MS
export const IDLE_AFTER_MS = 60_000;
const SEND_MS = 250; // several strokes go together

/**
 * @param {import("./sync.js").Sync} sync
 * @param {import("./marks.js").Marks} marks
 * @returns {() => void} stops it
 */
export function keepLooking(sync, marks) {
  let timer = 0;
  let changed_ms = Date.now();
  /** @param {number} ms */
  const plan = (ms) => {
    clearTimeout(timer);
    timer = window.setTimeout(go, ms);
  };
  async function go() {
    await sync.go();
    const isClosed = sync.state.peek() === "closed";
    if (!document.hidden && !isClosed) plan(Date.now() - changed_ms > IDLE_AFTER_MS ? IDLE_MS : SOON_MS);
  }
  const stops = [
    marks.onWrite(() => plan(SEND_MS)),
    effect(() => {
      if (marks.all.value) changed_ms = Date.now();
    }),
    listen(document, "visibilitychange", () => (document.hidden ? void sync.go() : plan(0))),
    listen(window, "online", () => plan(0)),
    listen(window, "pagehide", () => void sync.go()),
  ];
  plan(0);
  return () => {
    clearTimeout(timer);
    for (const stop of stops) stop();
  };
}
