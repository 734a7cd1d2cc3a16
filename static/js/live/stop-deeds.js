/** The trainer's side of stops: pausing one client or everyone, and what is done when somebody feels unwell. Touches no page. */

import { every } from "../lib/state.js";

const PATIENCE_MS = 60_000;
const ALARM_MS = 1600;

/** @typedef {import("./types.d.ts").Peer} Peer */

/**
 * @typedef {object} StopDeeds
 * @property {() => void} toggle whom cues go to, or everyone: pauses, or goes on when all of them paused
 * @property {(peer: Peer | null) => void} pause null: everyone
 * @property {(peer: Peer) => void} unwell
 * @property {(person: string | null) => void} goOn null: everyone who paused
 * @property {(person: string) => void} take the alarm is seen
 * @property {(person: string, red_flag: boolean, word: string) => void} resolve
 */

/**
 * @param {object} options
 * @param {import("./enter.js").LiveRoom} options.live
 * @param {import("./deeds.js").Deeds} options.deeds
 * @returns {StopDeeds}
 */
export function createStopDeeds({ live, deeds }) {
  const clients = () => live.others.peek().filter((peer) => peer.role === "client" && peer.device === "main");
  /**
   * @param {Peer[]} peers
   * @param {"pause" | "unwell"} why
   */
  const raise = (peers, why) =>
    live.command("stop.raise", { why, to: peers.length > 0 ? peers.map(({ id }) => id) : "everyone", at_ms: Math.round(live.clock.now()) }, PATIENCE_MS);

  /** @type {StopDeeds} */
  const stops = {
    toggle() {
      const one = clients().find(({ id }) => id === deeds.to.peek()) ?? null;
      const meant = one ? [one] : clients();
      const isResting = meant.length > 0 && meant.every(({ person }) => live.room.peek().stops[person]?.why === "pause");
      if (isResting) stops.goOn(one?.person ?? null);
      else stops.pause(one);
    },
    pause: (peer) => deeds.confirm("pause", peer && live.isGroup.value ? `${peer.name} is paused` : "Everyone is paused", raise(peer ? [peer] : [], "pause")),
    unwell: (peer) => deeds.confirm("stop", `${peer.name} is stopped`, raise([peer], "unwell")),
    goOn: (person) => deeds.confirm("play", "Going on", live.command("stop.end", person ? { person } : {}, PATIENCE_MS)),
    take: (person) => deeds.confirm("check", "They read that you have seen it", live.command("stop.take", { person }, PATIENCE_MS)),
    resolve: (person, red_flag, word) => deeds.confirm("check", "Settled and noted", live.command("stop.resolve", { person, red_flag, word }, PATIENCE_MS)),
  };
  return stops;
}

/**
 * Sounds until the trainer has seen that somebody feels unwell.
 *
 * @param {object} options
 * @param {import("./enter.js").LiveRoom} options.live
 * @param {import("./sound.js").Sound} options.sound
 * @returns {() => void}
 */
export function soundAlarm({ live, sound }) {
  return every(ALARM_MS, () => {
    if (Object.values(live.room.peek().stops).some(({ why, is_taken, is_fine }) => why === "unwell" && !is_taken && !is_fine)) sound.play("alarm");
  });
}
