/** A program's weeks as a tree of pieces: found by id, changed, moved, copied, taken away. Each deed gives new weeks. Pure. */

import { SET } from "./lines.js";

/**
 * @typedef {import("./outline.d.ts").Week} Week
 * @typedef {import("./outline.d.ts").Day} Day
 * @typedef {import("./outline.d.ts").Block} Block
 * @typedef {import("./outline.d.ts").Entry} Entry
 * @typedef {import("./lines.js").Typed} Typed
 * @typedef {Week | Day | Block | Entry} Piece
 * @typedef {"week" | "day" | "block" | "entry"} Kind
 * @typedef {() => string} MakeId
 *
 * @typedef {object} Place where a piece stands
 * @property {Kind} kind
 * @property {Piece} piece
 * @property {Piece[]} siblings it and its neighbours
 * @property {number} at which of them
 * @property {string} parent the id of what holds it; "" for a week
 * @property {string} week the id of its week
 * @property {string} day the id of its day; "" for a week
 */

/** @type {Record<Kind, "weeks" | "days" | "blocks" | "entries">} */
const HELD_AS = { week: "weeks", day: "days", block: "blocks", entry: "entries" };
/** @type {Record<Kind, Kind | null>} */
const BELOW = { week: "day", day: "block", block: "entry", entry: null };

/** @returns {string} an id of 12 letters and digits, as no other piece has it */
export function newId() {
  return [...crypto.getRandomValues(new Uint8Array(12))].map((byte) => (byte % 36).toString(36)).join("");
}

/**
 * The weeks with every field there, as the server leaves out what is as by default.
 *
 * @param {any[]} told
 * @returns {Week[]}
 */
export function whole(told) {
  return told.map((week) => ({
    name: "",
    note: "",
    times: 1,
    ...week,
    days: (week.days ?? []).map((/** @type {any} */ day) => ({
      name: "",
      note: "",
      ...day,
      blocks: (day.blocks ?? []).map((/** @type {any} */ block) => ({
        kind: "straight",
        rounds: 0,
        rest_s: 0,
        clock_s: 0,
        note: "",
        ...block,
        entries: (block.entries ?? []).map(wholeEntry),
      })),
    })),
  }));
}

/** @param {any} entry */
function wholeEntry(entry) {
  const rules = (entry.rules ?? []).map((/** @type {any} */ rule) => ({ how: "add", first: 2, every: 1, most: null, needs_log: false, ...rule }));
  return { exercise: null, side: "", note: "", ...entry, sets: (entry.sets ?? [{}]).map((/** @type {any} */ set) => ({ ...SET, ...set })), rules };
}

/**
 * @param {string} name
 * @returns {Week} a week with one day
 */
export function newWeek(name, makeId = newId) {
  return { id: makeId(), name, note: "", times: 1, days: [newDay("Day 1", makeId)] };
}

/**
 * @param {string} name
 * @returns {Day}
 */
export function newDay(name, makeId = newId) {
  return { id: makeId(), name, note: "", blocks: [] };
}

/**
 * @param {Entry[]} entries
 * @returns {Block}
 */
export function newBlock(entries, makeId = newId) {
  return { id: makeId(), kind: "straight", rounds: 0, rest_s: 0, clock_s: 0, note: "", entries };
}

/**
 * @param {Typed} typed
 * @param {string | null} exercise
 * @returns {Entry}
 */
export function newEntry(typed, exercise, makeId = newId) {
  return { id: makeId(), exercise, ...typed, rules: [] };
}

/**
 * @param {Week[]} weeks
 * @param {string} id
 * @returns {Place | null}
 */
export function find(weeks, id) {
  /**
   * @param {Piece[]} siblings
   * @param {Kind} kind
   * @param {string} parent
   * @param {string} week
   * @param {string} day
   * @returns {Place | null}
   */
  const look = (siblings, kind, parent, week, day) => {
    for (const [at, piece] of siblings.entries()) {
      const inWeek = kind === "week" ? piece.id : week;
      const inDay = kind === "day" ? piece.id : day;
      if (piece.id === id) return { kind, piece, siblings, at, parent, week: inWeek, day: inDay };
      const below = BELOW[kind];
      const found = below && look(held(piece, below), below, piece.id, inWeek, inDay);
      if (found) return found;
    }
    return null;
  };
  return look(weeks, "week", "", "", "");
}

/**
 * The weeks with some of a piece changed.
 *
 * @param {Week[]} weeks
 * @param {string} id
 * @param {Partial<Week> | Partial<Day> | Partial<Block> | Partial<Entry>} values
 * @returns {Week[]}
 */
export function change(weeks, id, values) {
  const place = find(weeks, id);
  return place ? withSiblings(weeks, place, place.siblings.map((one) => (one.id === id ? /** @type {Piece} */ ({ ...one, ...values }) : one))) : weeks;
}

/**
 * Without a piece; a block that lost its last entry goes too.
 *
 * @param {Week[]} weeks
 * @param {string} id
 * @returns {Week[]}
 */
export function remove(weeks, id) {
  const place = find(weeks, id);
  if (!place) return weeks;
  if (place.kind === "entry" && place.siblings.length === 1) return remove(weeks, place.parent);
  return withSiblings(weeks, place, place.siblings.filter((one) => one.id !== id));
}

/**
 * A piece again right behind itself, under ids of its own.
 *
 * @param {Week[]} weeks
 * @param {string} id
 * @returns {{weeks: Week[], id: string}} id: the new one's
 */
export function duplicate(weeks, id, makeId = newId) {
  const place = find(weeks, id);
  if (!place) return { weeks, id };
  const made = fresh(place.piece, makeId);
  return { weeks: withSiblings(weeks, place, inserted(place.siblings, place.at + 1, made)), id: made.id };
}

/**
 * The same piece, and all below it, under new ids.
 *
 * @template {Piece} P
 * @param {P} piece
 * @returns {P}
 */
export function fresh(piece, makeId = newId) {
  const copied = { ...piece, id: makeId() };
  for (const name of /** @type {const} */ (["days", "blocks", "entries"])) {
    if (name in copied) /** @type {any} */ (copied)[name] = /** @type {any} */ (copied)[name].map((/** @type {Piece} */ one) => fresh(one, makeId));
  }
  return copied;
}

/**
 * One place up or down among its neighbours; an entry at the edge of its block goes into the next one of its day.
 *
 * @param {Week[]} weeks
 * @param {string} id
 * @param {-1 | 1} way
 * @returns {Week[]} the same ones where there is nothing to go to
 */
export function step(weeks, id, way) {
  const place = find(weeks, id);
  if (!place) return weeks;
  const to = place.at + way;
  if (to >= 0 && to < place.siblings.length) {
    const without = place.siblings.filter((one) => one.id !== id);
    return withSiblings(weeks, place, inserted(without, to, place.piece));
  }
  if (place.kind !== "entry") return weeks;
  const block = find(weeks, place.parent);
  const next = block?.siblings[block.at + way];
  if (!block || !next) return weeks;
  return moveInto(weeks, id, next.id, way > 0 ? 0 : held(next, "entry").length);
}

/**
 * To the day, or the week, before or after the one it is in; at its end.
 *
 * @param {Week[]} weeks
 * @param {string} id of an entry, a block or a day
 * @param {-1 | 1} way
 * @returns {Week[]} the same ones where there is none
 */
export function carry(weeks, id, way) {
  const place = find(weeks, id);
  if (!place || place.kind === "week") return weeks;
  const holder = find(weeks, place.kind === "day" ? place.week : place.day);
  const next = holder?.siblings[holder.at + way];
  return next ? moveInto(weeks, id, next.id) : weeks;
}

/**
 * Into another holder: an entry into a block or, as a block of its own, into a day; a block into a day; a day into a week.
 *
 * @param {Week[]} weeks
 * @param {string} id
 * @param {string} into
 * @param {number} [at] before which of what is there; none: at its end
 * @returns {Week[]}
 */
export function moveInto(weeks, id, into, at, makeId = newId) {
  const place = find(weeks, id);
  if (!place || !find(weeks, into)) return weeks;
  return put(remove(weeks, id), place.piece, place.kind, into, at, makeId);
}

/**
 * Before or behind another piece: one of its kind, or for an entry a block.
 *
 * @param {Week[]} weeks
 * @param {string} id
 * @param {string} beside
 * @param {boolean} isBefore
 * @returns {Week[]}
 */
export function moveBeside(weeks, id, beside, isBefore, makeId = newId) {
  const place = find(weeks, id);
  const target = find(weeks, beside);
  if (!place || !target || id === beside || (target.kind === "entry" && target.parent === id)) return weeks;
  // Taken out first: a place in its own list may have moved, and an emptied block is gone.
  const without = remove(weeks, id);
  const there = find(without, beside);
  if (!there) return weeks;
  if (place.kind === "block" && there.kind === "entry") return moveBeside(weeks, id, there.parent, isBefore, makeId);
  if (place.kind !== there.kind && !(place.kind === "entry" && there.kind === "block")) return weeks;
  return put(without, place.piece, place.kind, there.parent, there.at + (isBefore ? 0 : 1), makeId);
}

/**
 * A piece put where it may stand.
 *
 * @param {Week[]} weeks
 * @param {Piece} piece
 * @param {Kind} kind
 * @param {string} into the id of its holder; "" for a week
 * @param {number} [at]
 * @returns {Week[]}
 */
export function put(weeks, piece, kind, into, at, makeId = newId) {
  if (kind === "week") return /** @type {Week[]} */ (inserted(weeks, at ?? weeks.length, piece));
  const holder = find(weeks, into);
  if (!holder) return weeks;
  if (kind === "entry" && holder.kind === "day") return put(weeks, newBlock([/** @type {Entry} */ (piece)], makeId), "block", into, at, makeId);
  if (BELOW[holder.kind] !== kind) return weeks;
  const there = held(holder.piece, kind);
  return change(weeks, into, { [HELD_AS[kind]]: inserted(there, at ?? there.length, piece) });
}

/**
 * Entries behind the last of a day: in its last block when that has straight sets, else in a block of their own.
 *
 * @param {Week[]} weeks
 * @param {string} dayId
 * @param {Entry[]} entries
 * @returns {Week[]}
 */
export function append(weeks, dayId, entries, makeId = newId) {
  const day = /** @type {Day | undefined} */ (find(weeks, dayId)?.piece);
  const last = day?.blocks.at(-1);
  if (last?.kind === "straight") return change(weeks, last.id, { entries: [...last.entries, ...entries] });
  return put(weeks, newBlock(entries, makeId), "block", dayId, undefined, makeId);
}

/**
 * An entry and those behind it in its block as a block of their own, so that they can be another kind.
 *
 * @param {Week[]} weeks
 * @param {string} id
 * @returns {Week[]}
 */
export function split(weeks, id, makeId = newId) {
  const place = find(weeks, id);
  const holder = place && find(weeks, place.parent);
  if (!place || !holder || place.kind !== "entry" || place.at === 0) return weeks;
  const block = /** @type {Block} */ (holder.piece);
  const halves = [
    { ...block, entries: block.entries.slice(0, place.at) },
    { ...block, id: makeId(), note: "", entries: block.entries.slice(place.at) },
  ];
  return withSiblings(weeks, holder, holder.siblings.flatMap((one) => (one.id === block.id ? halves : [one])));
}

/**
 * A block together with the one before it, as one of that one's kind.
 *
 * @param {Week[]} weeks
 * @param {string} id
 * @returns {Week[]}
 */
export function join(weeks, id) {
  const place = find(weeks, id);
  const before = place?.kind === "block" ? /** @type {Block | undefined} */ (place.siblings[place.at - 1]) : undefined;
  if (!place || !before) return weeks;
  const entries = [...before.entries, .../** @type {Block} */ (place.piece).entries];
  return change(remove(weeks, id), before.id, { entries });
}

/**
 * @param {Week[]} weeks
 * @returns {number} how many there are, repeats counted
 */
export function weeksIn(weeks) {
  return weeks.reduce((sum, { times }) => sum + times, 0);
}

/**
 * @param {Piece} piece
 * @param {Kind} kind
 * @returns {Piece[]}
 */
function held(piece, kind) {
  return /** @type {any} */ (piece)[HELD_AS[kind]] ?? [];
}

/**
 * @param {Week[]} weeks
 * @param {Place} place
 * @param {Piece[]} siblings
 * @returns {Week[]}
 */
function withSiblings(weeks, place, siblings) {
  return place.kind === "week" ? /** @type {Week[]} */ (siblings) : change(weeks, place.parent, { [HELD_AS[place.kind]]: siblings });
}

/**
 * @template T
 * @param {T[]} list
 * @param {number} at
 * @param {T} one
 */
function inserted(list, at, one) {
  return [...list.slice(0, at), one, ...list.slice(at)];
}
