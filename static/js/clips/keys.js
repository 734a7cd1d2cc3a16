/** Which key does what while a clip is watched: Kinovea's and the web's. Pure. */

/**
 * @typedef {"play" | "back" | "forward" | "second-back" | "second-on" | "tenth-back" | "tenth-on" | "first" | "last"
 *   | "faster" | "slower" | "loop" | "mute" | "fullscreen" | "comment" | "keys"} Deed
 */

/** @type {Record<string, Deed>} */
const PLAIN = {
  " ": "play",
  k: "play",
  ",": "back",
  ".": "forward",
  ArrowLeft: "back",
  ArrowRight: "forward",
  PageUp: "tenth-back",
  PageDown: "tenth-on",
  Home: "first",
  End: "last",
  ArrowUp: "faster",
  ArrowDown: "slower",
  r: "loop",
  m: "mute",
  f: "fullscreen",
  c: "comment",
  "?": "keys",
};
/** @type {Record<string, Deed>} */
const WITH_SHIFT = { ArrowLeft: "second-back", ArrowRight: "second-on" };
/** @type {ReadonlySet<Deed>} */
const ONCE = new Set(["play", "loop", "mute", "fullscreen", "comment", "keys"]);

/**
 * @param {object} press
 * @param {string} press.key
 * @param {boolean} press.shift
 * @param {boolean} press.hasModifier ctrl, alt or meta: the browser's own keys stay the browser's
 * @param {boolean} press.isTyping the focus is in a field, or in a list to choose from
 * @param {boolean} press.isOnButton Space presses the button that has the focus
 * @param {boolean} press.isRepeat
 * @returns {Deed | null}
 */
export function pressed({ key, shift, hasModifier, isTyping, isOnButton, isRepeat }) {
  if (hasModifier || isTyping) return null;
  if (isOnButton && (key === " " || key === "Enter")) return null;
  const deed = (shift ? WITH_SHIFT[key] : undefined) ?? PLAIN[key] ?? PLAIN[key.toLowerCase()] ?? null;
  return deed !== null && isRepeat && ONCE.has(deed) ? null : deed;
}
