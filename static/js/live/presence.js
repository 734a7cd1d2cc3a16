/** Since when others are in the room, as far as this page saw them come: who was there before it counts from the beginning. Pure. */

/**
 * @typedef {Record<string, number>} Since by peer; 0: from the beginning
 */

/**
 * @param {Since | null} before null: the page has only just come in
 * @param {string[]} peers who are in now
 * @param {number} now_ms
 * @returns {Since} those who left are forgotten: who comes back came anew
 */
export function sinceWhen(before, peers, now_ms) {
  return Object.fromEntries(peers.map((id) => [id, before === null ? 0 : (before[id] ?? now_ms)]));
}
