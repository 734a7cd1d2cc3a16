/** The colours one draws with. They lie on a film, not on a page, so they are the same in light and dark; tokens.css has them as --ink-…. */

/** @typedef {"red" | "amber" | "green" | "blue" | "violet" | "white" | "black"} Ink */

/** @type {Record<Ink, string>} */
export const INKS = {
  red: "#ff4d42",
  amber: "#ffb31f",
  green: "#35d07f",
  blue: "#4da3ff",
  violet: "#c07bff",
  white: "#ffffff",
  black: "#101314",
};

export const INK_NAMES = /** @type {Ink[]} */ (Object.keys(INKS));

/**
 * What a line is edged with, so that it is seen on any ground.
 *
 * @param {Ink} ink
 * @returns {Ink}
 */
export function edgeOf(ink) {
  return ink === "black" ? "white" : "black";
}
