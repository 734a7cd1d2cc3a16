/** Where a key leads in a grid of fields. Touches no page. */

/**
 * @param {{row: number, column: number}} at
 * @param {string} key
 * @param {{rows: number, columns: number, isChoice: boolean, atStart: boolean, atEnd: boolean}} facts atStart, atEnd: where the caret is
 * @returns {{row: number, column: number} | null} null: the key stays with the field
 */
export function next(at, key, { rows, columns, isChoice, atStart, atEnd }) {
  const to = { ...at };
  if (key === "Enter") to.row += 1;
  else if (key === "ArrowDown" && !isChoice) to.row += 1;
  else if (key === "ArrowUp" && !isChoice) to.row -= 1;
  else if (key === "ArrowRight" && (isChoice || atEnd)) to.column += 1;
  else if (key === "ArrowLeft" && (isChoice || atStart)) to.column -= 1;
  else return null;
  if (key === "Enter" && to.row >= rows) return { row: 0, column: Math.min(columns - 1, to.column + 1) };
  if (to.row < 0 || to.row >= rows || to.column < 0 || to.column >= columns) return null;
  return to;
}
