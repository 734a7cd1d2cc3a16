/** Words of a drawing laid out on a picture: lines, and how wide they are about. Pure, and the same wherever it is drawn. */

export const LONGEST_LINE = 28; // characters
const MOST_LINES = 12;
export const WIDE = 0.58; // of its size, a character of our font on the average

/**
 * @param {string} text
 * @returns {string[]}
 */
export function lines(text) {
  /** @type {string[]} */
  const made = [];
  for (const paragraph of text.split("\n")) {
    let line = "";
    for (const word of paragraph.split(" ")) {
      for (let rest = word; ; rest = rest.slice(LONGEST_LINE)) {
        const piece = rest.slice(0, LONGEST_LINE);
        if (line && line.length + 1 + piece.length > LONGEST_LINE) {
          made.push(line);
          line = piece;
        } else line = line ? `${line} ${piece}` : piece;
        if (rest.length <= LONGEST_LINE) break;
      }
    }
    made.push(line);
  }
  if (made.length <= MOST_LINES) return made;
  return [...made.slice(0, MOST_LINES - 1), `${made[MOST_LINES - 1]}…`];
}

/**
 * @param {string} line
 * @param {number} size
 * @returns {number}
 */
export function widthOf(line, size) {
  return line.length * size * WIDE;
}
