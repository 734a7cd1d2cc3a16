/** A client's side of effort: which question is open, what was tapped, and sending it. Touches no page. */

import { computed, signal } from "../lib/state.js";
import { answerTo, questionFor } from "./effort.js";

const ANSWER_PATIENCE_MS = 600_000; // as long as the server takes it

/**
 * @typedef {import("./effort.js").Question} Question
 * @typedef {Pick<import("./types.d.ts").Effort, "rpe" | "rir" | "pain" | "where">} Said
 */

/**
 * @typedef {object} EffortAsk
 * @property {import("../lib/state.js").ReadonlySignal<Question | null>} question what is to be asked; null: nothing, or it was put aside
 * @property {import("../lib/state.js").ReadonlySignal<Question | null>} latest also when it was put aside
 * @property {import("../lib/state.js").ReadonlySignal<Said | null>} said to the latest: at once, whatever the socket does
 * @property {import("../lib/state.js").Signal<"front" | "back">} side from which the picture of the body shows them
 * @property {(part: Partial<Said>) => void} say
 * @property {(isOpen: boolean) => void} show puts the question aside, or brings it back
 */

/**
 * @param {object} options
 * @param {import("./enter.js").LiveRoom} options.live
 * @param {() => boolean} options.isStopped somebody who feels unwell is asked nothing; what it reads is a signal
 * @param {(message: string) => void} options.refused
 * @returns {EffortAsk}
 */
export function createEffortAsk({ live, isStopped, refused }) {
  const aside = signal(""); // the question that was put aside
  const tapped = signal(/** @type {{ask: string, said: Said} | null} */ (null));

  const person = computed(() => live.room.value.peers[live.me.id]?.person ?? "");
  const latest = computed(() => (live.second.value, questionFor(live.room.value, person.value, live.clock.now())));
  const question = computed(() => (latest.value && latest.value.ask !== aside.value && !isStopped() ? latest.value : null));
  const said = computed(() => {
    const ask = latest.value?.ask;
    if (!ask) return null;
    return tapped.value?.ask === ask ? tapped.value.said : answerTo(live.room.value, ask, person.value);
  });

  return {
    question,
    latest,
    said,
    side: signal(/** @type {"front" | "back"} */ ("front")),
    say(part) {
      const ask = latest.peek()?.ask;
      if (!ask) return;
      const before = said.peek() ?? { rpe: 0, rir: null, pain: null, where: [] };
      const { rpe, rir, pain, where } = { ...before, ...part };
      const next = { rpe, rir, pain, where: pain ? where : [] };
      tapped.value = { ask, said: next };
      void live.command("effort.answer", { ask, ...next }, ANSWER_PATIENCE_MS).then((ack) => {
        if (ack.ok) return;
        if (tapped.peek()?.said === next) tapped.value = null;
        refused(ack.message);
      });
    },
    show(isOpen) {
      aside.value = isOpen ? "" : (latest.peek()?.ask ?? "");
    },
  };
}
