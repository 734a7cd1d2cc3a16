/** The places of a connection to the relay: who is shown at which, and what comes in there. Pure. */

/**
 * @typedef {import("./lanes.js").Lane} Lane
 * @typedef {{place: number, peer: string, pair: "person" | "screen"}} Show who is at a place; places that are not named show nobody
 */

const MID = /^(sound|picture)-(\d+)$/;

/** @type {Record<Show["pair"], {sound: Lane, picture: Lane}>} */
const LANES = { person: { sound: "voice", picture: "camera" }, screen: { sound: "screen-sound", picture: "screen" } };

/**
 * @param {string} mid of an m-line
 * @returns {{place: number, part: "sound" | "picture"} | null} null: it is none of a place
 */
export function placeOf(mid) {
  const [, part, place] = MID.exec(mid) ?? [];
  return part ? { place: Number(place), part: /** @type {"sound" | "picture"} */ (part) } : null;
}

/**
 * @param {Show["pair"]} pair
 * @param {"sound" | "picture"} part
 * @returns {Lane}
 */
export function laneAt(pair, part) {
  return LANES[pair][part];
}

/**
 * @param {readonly Show[]} shows
 * @param {string} mid
 * @returns {{peer: string, lane: Lane} | null} what comes in at that m-line now
 */
export function shownAt(shows, mid) {
  const at = placeOf(mid);
  const show = at && shows.find(({ place }) => place === at.place);
  return at && show ? { peer: show.peer, lane: laneAt(show.pair, at.part) } : null;
}
