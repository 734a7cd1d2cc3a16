/** Starts and stops the recording of a session, or says why there is none. Touches no page. */

import { newId } from "../lib/outbox.js";
import { isRunning } from "./rec.js";

const PATIENCE_MS = 8000;

export const WHY_NOT = "With one client, picture and sound go straight between you two, so the server has nothing to record. Use clips instead.";

/**
 * @typedef {object} RecDeeds
 * @property {() => void} toggle starts it or ends it
 */

/**
 * @param {object} options
 * @param {import("./enter.js").LiveRoom} options.live
 * @param {import("./deeds.js").Deeds} options.deeds
 * @returns {RecDeeds}
 */
export function createRecDeeds({ live, deeds }) {
  return {
    toggle() {
      const room = live.room.peek();
      if (room.mode !== "relay") {
        return deeds.warn("No recording: only rooms for several clients can be recorded");
      }
      if (isRunning(room) && room.recording) deeds.confirm("stop", "Recording stopped", live.command("recording.stop", { recording: room.recording.id }, PATIENCE_MS));
      else deeds.confirm("record", "Recording started", live.command("recording.start", { recording: newId() }, PATIENCE_MS));
    },
  };
}
