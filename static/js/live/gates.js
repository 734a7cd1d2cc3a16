/** Who may exercise in the room, as its log says it. Touches no page. */

/**
 * @typedef {import("./types.d.ts").Room} Room
 * @typedef {import("./types.d.ts").Gate} Gate
 * @typedef {import("./tiles.js").Badge} Badge
 */

/**
 * @param {Pick<Room, "gates">} room
 * @param {string} person
 * @returns {boolean} their health check stands between them and exercise
 */
export function isShut({ gates }, person) {
  const gate = gates[person];
  return gate !== undefined && gate.why !== "" && !gate.by_override;
}

/**
 * @param {Pick<Room, "gates">} room
 * @param {string} person
 * @returns {Badge[]} for the trainer, on their picture
 */
export function gateBadges(room, person) {
  if (isShut(room, person)) return [{ kind: "bad", text: "Talk only" }];
  return room.gates[person]?.by_override ? [{ kind: "warn", text: "Trains by override" }] : [];
}

/**
 * Whom the trainer has to be told of: who is here or knocks and is held back, or would be.
 *
 * @param {Pick<Room, "gates" | "peers">} room
 * @returns {{person: string, name: string, gate: Gate}[]} by name
 */
export function gated({ gates, peers }) {
  return Object.entries(gates)
    .map(([person, gate]) => {
      const here = Object.values(peers).find((peer) => peer.person === person && peer.device === "main" && peer.state !== "gone");
      return here ? { person, name: here.door?.name ?? here.name, gate } : null;
    })
    .filter((one) => one !== null)
    .sort((a, b) => a.name.localeCompare(b.name));
}

/**
 * @param {Pick<import("./enter.js").LiveRoom, "room" | "me">} live a client's
 * @param {import("./timer-view.js").Find} find
 * @returns {import("./timer-view.js").Find} the same, and nothing for who may not exercise: also of a timer that ran before
 */
export function behindGate(live, find) {
  return (timers, now_ms) => {
    const room = live.room.value;
    return isShut(room, room.peers[live.me.id]?.person ?? "") ? null : find(timers, now_ms);
  };
}
