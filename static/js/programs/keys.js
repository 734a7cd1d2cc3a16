/** What a press means for the piece it was made on: moved, copied, taken away. Pure. */

/**
 * @typedef {{key: string, altKey: boolean, ctrlKey: boolean, metaKey: boolean, shiftKey: boolean}} Press
 * @typedef {"week" | "day" | "block" | "entry"} Kind
 * @typedef {"earlier" | "later" | "back" | "on" | "duplicate" | "remove" | "undo" | "redo" | "save"} Deed back, on: into the day or week before or after
 */

/** @type {{keys: string, words: string}[]} */
export const HELP = [
  { keys: "Enter", words: "To the next line; in the last one: add it" },
  { keys: "Shift Enter", words: "To the line before" },
  { keys: "Alt ↑ ↓", words: "Move an exercise or a block; Alt ← → a day or a week" },
  { keys: "Alt ← →", words: "Carry an exercise or a block to the day before or after" },
  { keys: "Ctrl D", words: "Duplicate what you are in: exercise, block, day or week" },
  { keys: "Ctrl C, Ctrl V", words: "Copy it and put it elsewhere, also in another week; a pasted list becomes exercises" },
  { keys: "Ctrl ⌫", words: "Take it away" },
  { keys: "Ctrl Z, Ctrl Shift Z", words: "Undo, and do it again" },
];

/**
 * @param {Press} press
 * @param {Kind | null} kind of the piece it was made on
 * @returns {Deed | null}
 */
export function deedOf({ key, altKey, ctrlKey, metaKey, shiftKey }, kind) {
  const withControl = (ctrlKey || metaKey) && !altKey;
  if (withControl && key.toLowerCase() === "z") return shiftKey ? "redo" : "undo";
  if (withControl && key.toLowerCase() === "y") return "redo";
  if (withControl && key.toLowerCase() === "s") return "save";
  if (kind === null) return null;
  if (withControl && !shiftKey && key.toLowerCase() === "d") return "duplicate";
  if (withControl && (key === "Backspace" || key === "Delete")) return "remove";
  if (!altKey || ctrlKey || metaKey || shiftKey) return null;
  const lies = kind === "day" || kind === "week"; // beside each other, not below
  if (key === "ArrowUp") return lies ? null : "earlier";
  if (key === "ArrowDown") return lies ? null : "later";
  if (key === "ArrowLeft") return lies ? "earlier" : "back";
  if (key === "ArrowRight") return lies ? "later" : "on";
  return null;
}
