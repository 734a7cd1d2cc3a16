/** A press that waited until there was a field to write in, written there as if it came now; the field alone hears of it. */

/**
 * @param {import("./keys.js").Press} press
 * @returns {boolean} false: nobody writes, so it is a key of the studio's
 */
export function typed({ key, ctrl, shift }) {
  const field = document.activeElement;
  if (!(field instanceof HTMLTextAreaElement || (field instanceof HTMLInputElement && field.type === "text"))) return false;
  const goesOn = field.dispatchEvent(new KeyboardEvent("keydown", { key, ctrlKey: ctrl, shiftKey: shift, cancelable: true }));
  if (!goesOn || ctrl) return true;
  const [from, to] = [field.selectionStart ?? field.value.length, field.selectionEnd ?? field.value.length];
  if (key.length === 1 || (key === "Enter" && field instanceof HTMLTextAreaElement)) field.setRangeText(key === "Enter" ? "\n" : key, from, to, "end");
  else if (key === "Backspace") field.setRangeText("", from === to ? Math.max(0, from - 1) : from, to, "end");
  else return true;
  field.dispatchEvent(new InputEvent("input", { bubbles: true }));
  return true;
}
