/** Plays a span of a clip: from where it stands on, until the span ends. Pure: knows the player alone. */

import { effect } from "../lib/state.js";

/** @param {import("../clips/player.js").Player} player */
export function spansOf(player) {
  let end = () => {};
  return {
    /**
     * Plays on from here and stops there; whoever pauses or goes elsewhere in between ends it, too.
     *
     * @param {number} until_ms
     */
    playUntil(until_ms) {
      end();
      let hasBegun = false;
      const stop = effect(() => {
        const at = player.position.value;
        hasBegun ||= player.playing.value;
        if (!hasBegun || (player.playing.value && at < until_ms)) return;
        queueMicrotask(() => {
          end();
          if (player.playing.peek()) player.toggle();
        });
      });
      end = () => {
        end = () => {};
        stop();
      };
      player.toggle();
    },
  };
}
