/** What somebody does with a replay: start, pause, go somewhere, end. One change at a time, each on the revision before. Touches no page. */

import { newId } from "../lib/outbox.js";
import { placeOf } from "./replay.js";

const PATIENCE_MS = 4000; // later it would surprise

/**
 * @typedef {import("./types.d.ts").Replay} Replay
 * @typedef {import("../lib/socket.js").Ack} Ack
 * @typedef {Omit<import("../gen/messages.d.ts").ChangeReplay, "id" | "replay" | "rev">} Change
 */

/**
 * @typedef {object} ReplayDeeds
 * @property {(moment: string, rate: number) => Promise<Ack>} start
 * @property {() => void} toggle pauses or plays on
 * @property {(position_ms: number) => void} seek
 * @property {(by_ms: number) => void} step
 * @property {(rate: number) => void} rate how fast it plays
 * @property {() => void} end
 */

/**
 * @param {object} options
 * @param {import("./enter.js").LiveRoom} options.live
 * @param {(message: string) => void} options.refused
 * @returns {ReplayDeeds}
 */
export function createReplayDeeds({ live, refused }) {
  let isBusy = false;
  /** @type {((replay: Replay) => Change | null) | null} */
  let next = null;

  /** @param {(replay: Replay) => Change | null} make when its turn comes; of several that wait the last one counts */
  async function change(make) {
    if (isBusy) return void (next = make);
    const replay = live.room.peek().replay;
    const made = replay && make(replay);
    if (!replay || !made) return;
    isBusy = true;
    const ack = await live.command("replay.change", { ...made, replay: replay.id, rev: replay.rev }, PATIENCE_MS);
    isBusy = false;
    const isOver = ack.ok || ack.error === "stale" || ack.error === "not-found"; // the other was faster: look at what is there now
    if (!isOver) refused(ack.message);
    const waiting = next;
    next = null;
    if (waiting) void change(waiting);
  }

  /** @param {Replay} replay */
  const position = (replay) => placeOf(replay, live.clock.now(), live.replayBefore.peek()).position_ms;

  return {
    start: (moment, rate) => live.command("replay.start", { replay: newId(), clip: moment, rate }, PATIENCE_MS),
    toggle: () => void change(({ state }) => ({ do: state === "playing" ? "pause" : "play" })),
    seek: (position_ms) => void change(({ duration_ms }) => ({ do: "seek", position_ms: within(position_ms, duration_ms) })),
    step: (by_ms) => void change((replay) => ({ do: "seek", position_ms: within(position(replay) + by_ms, replay.duration_ms) })),
    rate: (rate) => void change((replay) => (replay.rate === rate ? null : { do: "rate", rate })),
    end: () => void change(() => ({ do: "end" })),
  };
}

/**
 * @param {number} position_ms
 * @param {number} duration_ms
 */
function within(position_ms, duration_ms) {
  return Math.max(0, Math.min(duration_ms - 1, Math.round(position_ms)));
}
