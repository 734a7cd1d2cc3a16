/** Pause me, I feel unwell: on this device at the press, whatever the network does, and told as soon as it can be. Touches no page. */

import { computed } from "../lib/state.js";
import { STOP_STAYS_MS } from "./training.js";

/**
 * What the room's own view of a stop needs; nobody watches here, so nobody "has seen it".
 *
 * @param {import("./training.js").Training} training
 * @returns {Pick<import("../live/stops.js").Stops, "mine" | "isTold" | "raise" | "end">}
 */
export function createOwnStops(training) {
  const { log, standing, stop, trial } = training;
  const last = computed(() => standing.value.stops.at(-1) ?? null);
  const isTold = computed(() => !log.unsent.value.some(({ entry }) => entry.id === last.value?.id));
  const mine = computed(() => {
    const one = last.value;
    if (!one || one.at_ms < log.now() - STOP_STAYS_MS || one.kind === "go_on" || (one.kind === "fine" && one.text === "going on")) return null;
    const why = one.kind === "pause" ? /** @type {const} */ ("pause") : /** @type {const} */ ("unwell");
    return { why, at_ms: one.at_ms, is_taken: false, is_fine: one.kind === "fine" };
  });
  const about = () => ({ program: training.config.program?.id ?? "", day: training.dayId.peek() });

  return {
    mine,
    isTold,
    raise(why) {
      const now = stop.peek();
      if (now?.kind === "unwell") return;
      if (why === "pause" && now?.kind === "pause") return;
      trial.deed("pause");
      log.say({ kind: why === "pause" ? "pause" : "unwell", ...about() });
    },
    end() {
      const now = mine.peek();
      if (!now) return;
      if (now.why === "pause") {
        log.say({ kind: "go_on", ...about() });
        trial.deed("resume");
      } else if (!now.is_fine) log.say({ kind: "fine", ...about() });
      else log.say({ kind: "fine", text: "going on", ...about() });
    },
  };
}
