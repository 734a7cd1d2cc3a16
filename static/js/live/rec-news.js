/** Tells everybody, by a tone and by words, that a recording begins, ends, or runs already when somebody comes in. Touches no page. */

import { isRunning } from "./rec.js";

/** Why one ended by itself, as the trainer reads it. */
/** @type {Record<string, string>} */
const WHY = { "disk-full": "the server's disk is full", "disk-trouble": "the server's disk failed", trouble: "the server could not write it" };

/**
 * @param {object} options
 * @param {import("./enter.js").LiveRoom} options.live
 * @param {() => void} options.sound
 * @param {(words: string) => void} options.tell shown and read out
 * @returns {() => void} stops it
 */
export function followRecording({ live, sound, tell }) {
  let told = "";

  /** @param {string} words */
  function begin(words) {
    const id = live.room.peek().recording?.id ?? "";
    if (id === told) return;
    told = id;
    sound();
    if (!isMine()) tell(words);
  }

  /** Whoever pressed it reads it where they pressed. */
  const isMine = () => live.isTrainer && live.room.peek().recording?.by === live.me.id;

  function anew() {
    if (!isRunning(live.room.peek())) return end();
    begin(live.isTrainer ? "This session is being recorded." : "This session is being recorded. You are in it only if you agreed.");
  }

  /** @param {string} [by] who ended it */
  function end(by) {
    if (told === "") return;
    told = "";
    if (by === live.me.id) return;
    const why = WHY[live.room.peek().recording?.why ?? ""];
    tell(live.isTrainer && why ? `The recording has ended: ${why}.` : "The recording has ended.");
  }

  anew();
  return live.onEvent((event) => {
    if (event === null) return anew();
    const isOn = isRunning(live.room.peek());
    if (event.type === "recording") {
      if (isOn) begin(live.isTrainer ? "Recording has begun." : "Your trainer records this session from now on. You are in it only if you agreed.");
      else end(event.actor);
    }
    const who = event.type === "peer.admitted" ? event.payload["peer"] : null;
    if (who && isOn && who.device === "main" && who.id !== live.me.id) {
      sound();
      if (live.isTrainer) tell(`${who.name} came in. This session is being recorded.`);
    }
  });
}
