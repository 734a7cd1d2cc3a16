/** A piece that was copied, and where it goes when it is pasted. As text it is a list of exercises, one in each line. Pure. */

import { writeLine } from "./lines.js";
import { find, fresh, put } from "./pieces.js";

/**
 * @typedef {import("./outline.d.ts").Week} Week
 * @typedef {import("./outline.d.ts").Entry} Entry
 * @typedef {import("./pieces.js").Piece} Piece
 * @typedef {{kind: import("./pieces.js").Kind, piece: Piece, text: string}} Held
 */

const ORDER = /** @type {const} */ (["week", "day", "block", "entry"]);

/**
 * @param {Week[]} weeks
 * @param {string} id
 * @returns {Held | null}
 */
export function copied(weeks, id) {
  const place = find(weeks, id);
  return place && { kind: place.kind, piece: place.piece, text: entriesIn(place.piece).map(writeLine).join("\n") || `${"name" in place.piece ? place.piece.name : ""}` };
}

/**
 * The weeks with what was copied behind the piece it is pasted on; on one that holds such pieces, at its end.
 *
 * @param {Week[]} weeks
 * @param {Held} held
 * @param {string} onto the id of a piece
 * @returns {Week[]}
 */
export function pasted(weeks, { kind, piece }, onto, makeId = undefined) {
  const made = fresh(piece, makeId);
  let place = find(weeks, onto);
  // Upwards to a neighbour: an exercise's day for a day.
  while (place && ORDER.indexOf(place.kind) > ORDER.indexOf(kind)) place = find(weeks, place.parent);
  if (!place) return weeks;
  if (place.kind === kind) return put(weeks, made, kind, place.parent, place.at + 1);
  if (place.kind === "week" && kind !== "day") {
    const day = /** @type {Week} */ (place.piece).days.at(-1);
    return day ? put(weeks, made, kind, day.id) : weeks;
  }
  return put(weeks, made, kind, place.piece.id);
}

/**
 * @param {Piece} piece
 * @returns {Entry[]}
 */
function entriesIn(piece) {
  if ("sets" in piece) return [piece];
  if ("entries" in piece) return piece.entries;
  if ("blocks" in piece) return piece.blocks.flatMap(({ entries }) => entries);
  return piece.days.flatMap((day) => day.blocks.flatMap(({ entries }) => entries));
}
