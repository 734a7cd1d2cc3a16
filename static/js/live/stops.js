/** A client's own stop: acts at the press, whatever the socket does, and is told as soon as it can be. Touches no page. */

import { batch, computed, effect, signal } from "../lib/state.js";
import { heldAt } from "./timers.js";

/**
 * @typedef {import("./types.d.ts").Stop} Stop
 * @typedef {Pick<Stop, "why" | "at_ms" | "is_taken" | "is_fine">} Shown
 */

/**
 * @typedef {object} Stops
 * @property {import("../lib/state.js").ReadonlySignal<Shown | null>} mine
 * @property {import("../lib/state.js").ReadonlySignal<boolean>} isTold the server knows what stands here
 * @property {(why: Stop["why"]) => void} raise
 * @property {() => void} end goes on, or is fine again
 * @property {(find: import("./timer-view.js").Find) => import("./timer-view.js").Find} held what is found, resting since the stop
 * @property {() => void} close
 */

/**
 * @param {object} options
 * @param {import("./enter.js").LiveRoom} options.live
 * @param {(message: string) => void} options.refused
 * @returns {Stops}
 */
export function createStops({ live, refused }) {
  /** @type {import("../lib/state.js").Signal<{shown: Shown | null, seq: number | null}[]>} what was pressed here and is not in the log as we know it */
  const pressed = signal(/** @type {{shown: Shown | null, seq: number | null}[]} */ ([]));
  const known = computed(() => live.room.value.stops[live.room.value.peers[live.me.id]?.person ?? ""] ?? null);
  const mine = computed(() => {
    const last = pressed.value.at(-1);
    return last ? last.shown : known.value;
  });
  const since = computed(() => mine.value?.at_ms ?? null);

  // An answer may come before the event it is about: what was pressed stands until the log has come so far.
  const close = effect(() => {
    const { head } = live.room.value;
    const rest = pressed.value.filter(({ seq }) => seq === null || seq > head);
    if (rest.length < pressed.value.length) pressed.value = rest;
  });

  /**
   * @param {Shown | null} shown
   * @param {Promise<import("../lib/socket.js").Ack>} sent
   */
  async function press(shown, sent) {
    const one = { shown, seq: /** @type {number | null} */ (null) };
    pressed.value = [...pressed.peek(), one];
    const ack = await sent;
    batch(() => {
      const rest = pressed.peek().filter((other) => other !== one);
      pressed.value = ack.ok ? [...rest.filter(({ seq }) => seq !== null), { shown, seq: ack["seq"] }, ...rest.filter(({ seq }) => seq === null)] : rest;
    });
    if (!ack.ok) refused(ack.message);
  }

  return {
    mine,
    isTold: computed(() => pressed.value.every(({ seq }) => seq !== null)),
    raise(why) {
      const now = mine.peek();
      if (now?.why === "unwell" && !now.is_fine) return;
      const at_ms = Math.round(live.clock.now());
      void press({ why, at_ms, is_taken: false, is_fine: false }, live.command("stop.raise", { why, at_ms }));
    },
    end() {
      const now = mine.peek();
      if (!now || now.is_fine) return;
      void press(now.why === "unwell" ? { ...now, is_fine: true } : null, live.command("stop.end", {}));
    },
    held: (find) => (timers, now_ms) => {
      const found = find(timers, now_ms);
      return found && since.value !== null ? heldAt(found, since.value) : found;
    },
    close,
  };
}
